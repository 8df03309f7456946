"""The API's own description: it is OpenAPI, it is whole, replies are as it says (harness.py compares them all), and unknown
parameters are refused with the one that was meant."""
import json
import subprocess
import tempfile

import described
import harness
from harness import ROLES, SOURCE, equal, expect


def test_openapi_is_valid(world):
    reply = world.admin.get("/api/v1/openapi.json")
    equal("served", (reply.status, reply["openapi"]), (200, "3.1.0"))
    with tempfile.NamedTemporaryFile("wb", suffix=".json") as file:
        for what, document in (("as served", reply.bytes), ("with a fault", json.dumps({**reply.json, "paths": {"/x": {"get": {"responses": 5}}}}).encode())):
            file.seek(0)
            file.truncate()
            file.write(document)
            file.flush()
            done = subprocess.run(["node", str(SOURCE / "tests/api/validate_openapi.mjs"), file.name], capture_output=True, text=True)
            equal(f"{what}: a validator says {done.stdout[:800]} {done.stderr[:300]}", done.returncode == 0, what == "as served")
    expect("python3-jsonschema is there to compare replies", described.jsonschema is not None)


def test_openapi_is_whole(world):
    document = world.admin.get("/api/v1/openapi.json").json
    operations = [(path, method, operation) for path, methods in document["paths"].items() for method, operation in methods.items()]
    ids = [operation["operationId"] for _, _, operation in operations]
    equal("each has its name", len(set(ids)), len(ids))
    schemas = document["components"]["schemas"]
    text = json.dumps(document)
    for reference in set(part.split('"')[0] for part in text.split('"$ref": "#/components/schemas/')[1:]):
        expect(f"{reference} is described", reference in schemas)
    for path, method, operation in operations:
        expect(f"{method} {path} says what it does", operation["summary"] and "default" in operation["responses"], operation)
        named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "path"}
        equal(f"{method} {path}: its arguments", named, {part.split("}")[0] for part in path.split("{")[1:]})
        gives = [response for status, response in operation["responses"].items() if status.startswith("2")]
        expect(f"{method} {path} says what it gives", gives and all("content" in response or status == "204" for status, response in operation["responses"].items() if status.startswith("2")))
        if method in ("post", "put", "patch") and not path.endswith(("/revoke", "/usual")):
            expect(f"{method} {path} says what it takes", "requestBody" in operation)
    for record in world.admin.get("/api/v1/schema")["records"]:
        fields = {name for field in record["fields"] for name in field.get("columns", [field["name"]])}
        equal(f"{record['name']} has its fields", fields - set(schemas[record["name"]]["properties"]), set())
        path = document["paths"][record["path"]]
        expect(f"{record['path']}: filters", {field["name"] for field in record["fields"] if field["kind"] != "blob"} <= {p["name"] for p in path["get"]["parameters"]})
    english = world.admin.get("/api/v1/openapi.json", headers={"Accept-Language": "en"}).json
    equal("in both languages", (document["paths"]["/api/v1/session"]["get"]["summary"], english["paths"]["/api/v1/session"]["get"]["summary"]), ("我是谁，能做什么", "who I am and what I may do"))
    equal("what one may not see is not told", [name in world.as_role(role).get("/api/v1/openapi.json").json["components"]["schemas"] for role in ROLES for name in ["finding"]], [True] * 5 + [False] * 3)
    expect("nor a restricted field", "named_persons" not in world.as_role("leader").get("/api/v1/openapi.json").json["components"]["schemas"]["finding"]["properties"])


def test_unknown_parameters(world):
    world.finding()
    for path, wrong, near in ((world.ledger + "/findings?limt=5", "limt", "limit"), (world.ledger + "/findings?sevrity=high", "sevrity", "severity"), (world.ledger + "/findings?overdu=true", "overdu", "overdue"),
                              ("/api/v1/pick?recrod=person", "recrod", "record"), ("/api/v1/session?colour=red", "colour", None), ("/api/v1/verify?dryrun=true", "dryrun", "dry_run"), ("/api/v1/jobs?limit=5", "limit", None),
                              (world.ledger + "/findings?nonsense=5", "nonsense", None), (world.ledger + "/summary?x=1", "x", None)):
        reply = world.admin.get(path, headers={"Accept-Language": "en"})
        equal(path, (reply.status, reply.fields[:1]), (422, [wrong]))
        if near:
            expect(f"{path}: {near} is meant", f"“{near}”" in reply["errors"][0]["message"], reply)
    equal("also where something is written", world.admin.post(world.ledger + "/findings?dryrun=true", {"level": "finding", "title": "x"}).status, 422)


def test_replies_are_as_described(world):
    """Most are compared as the other tests go along; here, that the comparison can fail."""
    if described.jsonschema is None:
        return
    judge = described.of_program(world.rectify)
    finding = world.finding()
    reply = world.admin.get(f"{world.ledger}/findings/{finding['id']}")
    path = f"{world.ledger}/findings/{finding['id']}"
    equal("as it is", judge.complaint("GET", path, 200, "application/json", reply.bytes), None)
    for spoilt in ({"colour": "red"}, {"due_on": "soon"}, {"level": "castle"}, {"position": "1"}, {"id": "one"}):
        body = {**reply.json, "record": {**reply["record"], **spoilt}}
        judge.told.clear(), judge.seen.clear()
        expect(f"spoilt: {spoilt}", judge.complaint("GET", path, 200, "application/json", json.dumps(body)) is not None)
    expect("a status nobody told", judge.complaint("DELETE", "/api/v1/session", 202, "application/json", b"{}") is not None)
    expect("a problem that is none", judge.complaint("GET", "/api/v1/jobs", 404, "application/problem+json", b"{}") is not None)
    expect("operations were compared", len({name for name, _ in harness.judge.seen}) > 10, harness.judge.seen.keys())
