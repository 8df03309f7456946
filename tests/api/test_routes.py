"""Every route for every role, for nobody and for programs, in every place, against routes.txt."""
import json
import re
import socket
from pathlib import Path

from harness import ADMIN, ROLES, Client, equal, expect
from test_intake import LETTER
from test_tokens import DAY, Program

WHO = [*ROLES, "nobody", "reads", "writes"]
PLACES = {"-": [""], "ledger": ["own", "other"], "record": ["mine", "unit", "restricted", "internal", "other"], "person": ["own", "other"]}
TALKED = (400, 409, 412, 413, 422, 428)
SAID_BADLY = re.compile("session|setup|/intake|/imports|/moves/|/sample")  # what cannot be tried, or needs a paper: it may be done, and is not


def table():
    rows = [line.split() for line in Path(__file__).with_name("routes.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    equal("the heads of routes.txt", rows[0][2:], WHO)
    return {f"{row[0]} {row[1]}": (row[2], dict(zip(WHO, row[3:]))) for row in rows[1:]}


def served(world):
    """Routes as the server describes them, with {records} for each record that has it."""
    document = json.loads(world.server.command("schema", "--openapi"))
    found = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            pattern = re.sub(r"^(/api/v1/(?:ledgers/\{ledger\}/)?)[a-z_]+", r"\1{records}", path) if "tags" in operation else path
            found.add(f"{method.upper()} {pattern}")
    return found


class Stage:
    """A second organisation with its ledger; one finding, claim, attachment, letter, person for each place."""

    def __init__(self, world):
        self.world = world
        world.fresh()
        command = lambda *words: json.loads(world.server.command(*words, "--json"))  # noqa: E731
        other = command("add", "organisation", "code=OTH", "name=别的单位")
        other = (other.get("record") or other)["id"]
        command("add", "ledger", "code=LNG", "name=别的台账", "organisation_id=OTH", "profile=inspection")
        office, security = world.as_role("office"), world.as_role("security_admin")
        grant = next(row for row in security.get("/api/v1/grants")["rows"] if row["person_id"] == world.persons["leader"])
        equal("the leader is cleared for open matters", security.patch(f"/api/v1/grants/{grant['id']}", {"ceiling": "open"}).status, 200)
        self.finding, self.claim, self.attachment, self.report = {}, {}, {}, {}
        fields = {"mine": {}, "unit": {}, "restricted": {"restricted": True, "entitled_persons": [world.persons["office"]]}, "internal": {"confidentiality": "internal"}}
        for place, more in fields.items():
            made = office.post(world.ledger + "/findings", {"level": "finding", "title": place, **more})
            self.finding[place] = made["record"]["id"]
            unit = world.units["BGS" if place == "unit" else "CWK"]
            expect(place, office.post(world.ledger + "/responsibilities", {"finding_id": self.finding[place], "role": "lead_unit", "organisation_id": unit}).status == 201)
            self.claim[place] = office.get(f"{world.ledger}/claims?finding_id={self.finding[place]}")["rows"][0]["id"]
            self.attachment[place] = office.send_file(f"{world.ledger}/attachments?finding_id={self.finding[place]}", place.encode(), "a.txt")["record"]["id"]
        far = command("add", "finding", "level=finding", "title=别处", "--ledger", "LNG")
        self.finding["other"] = (far.get("record") or far)["id"]
        command("add", "responsibility", f"finding_id={self.finding['other']}", "role=lead_unit", "organisation_id=OTH", "--ledger", "LNG")
        self.claim["other"] = command("list", "claim", "--ledger", "LNG")[0]["id"]
        self.attachment["other"] = self.attachment["mine"]  # another ledger has none of this id
        letter = office.send_file("/api/v1/intake/letters", LETTER, "a.docx")
        from test_intake import body_of
        self.report["own"] = office.post(world.ledger + "/intake", body_of(letter))["report_id"]
        self.report["other"] = self.report["own"]
        person = command("add", "person", "name=外单位人员", "code=OUT", "organisation_id=OTH")
        self.person = {"own": world.persons["leader"], "other": (person.get("record") or person)["id"]}
        self.organisation = {"own": world.organisation, "other": other}
        self.inspection = office.get(world.ledger + "/inspections")["rows"][0]["id"]
        self.action = world.add(world.ledger + "/corrective_actions", answers=[self.finding["mine"]], measure="每月通报", frequency="monthly")["id"]
        self.own_report = world.add(world.ledger + "/progress_reports", title="临时报告", organisation_id=world.units["CWK"], from_on=str(DAY), until_on=str(DAY))["id"]
        self.plan = self.issued_plan()
        self.job = office.post("/api/v1/persons/bulk", {"ids": [f"x{i}" for i in range(1001)], "set": {"duty": "x"}})["id"]
        secret = {scope: office.post("/api/v1/session/tokens", {"name": scope, "scope": scope, "expires_on": str(DAY)})["secret"] for scope in ("read", "write")}
        self.secret = {"reads": secret["read"], "writes": secret["write"]}
        self.view, self.token = {}, {}
        for who in ROLES:
            view = world.as_role(who).post(world.ledger + "/views", {"page": "ledger", "name": "我的", "query": {}})
            self.view[who] = view["id"] if view.status == 201 else self.job
            self.token[who] = world.as_role(who).post("/api/v1/session/tokens", {"name": "x", "scope": "read", "expires_on": str(DAY)})["token"]["id"]
        for who in WHO:
            self.view.setdefault(who, self.view["office"])
            self.token.setdefault(who, self.token["office"])

    def issued_plan(self):
        """A version and the extract of the owner's unit, of a plan with one measure."""
        from test_rights import issued
        world, ledger = self.world, self.world.ledger
        inspection = world.admin.get(ledger + "/inspections")["rows"][0]["id"]
        finding = world.finding(title="列入方案", completion="done")["id"]
        plan = world.add(ledger + "/plans", kind="sub", title="专项方案", organisation_id=world.organisation,
                         parent_id=world.add(ledger + "/plans", kind="master", title="方案", organisation_id=world.organisation, inspection_id=inspection)["id"],
                         body_id=world.add("/api/v1/bodies", name="专项组", kind="leading_group", organisation_id=world.organisation)["id"])["id"]
        world.add(ledger + "/corrective_actions", answers=[finding], measure="改", plan_id=plan, organisation_id=world.units["CWK"], due_on="2099-01-31", due_as="day", deliverable="制度")
        issued(world, plan)
        return {of: world.admin.get(f"{ledger}/{of}?plan_id={plan}")["rows"][0]["id"] for of in ("plan_versions", "plan_extracts")}

    def client(self, who, fresh=False):
        if who in self.secret:
            return Program(self.world.server.port, self.secret[who])
        if who == "nobody":
            return Client(self.world.server.port)
        return self.world.client(who) if fresh else self.world.as_role(who)

    def fill(self, pattern, who, place):
        """The address of a route in this place."""
        ledger = "LNG" if place == "other" else "ZGJ"
        of_ledger = "{ledger}" in pattern
        moves = "/moves/" in pattern
        ids = (self.plan["plan_versions"] if "plan_versions" in pattern else self.plan["plan_extracts"] if "plan_extracts" in pattern else
               self.action if "corrective_actions" in pattern else self.own_report if pattern.endswith("/pdf") else
               self.view[who] if "/views/" in pattern else self.job if "/jobs/" in pattern else self.token[who] if "/tokens/" in pattern else
               self.report.get(place) if "feedback_reports" in pattern else self.attachment.get(place) if "/attachments/" in pattern else
               self.claim.get(place) if moves else self.finding.get(place) if of_ledger else self.person.get(place))
        records = ("claims" if moves else "findings") if of_ledger else "persons"
        path = pattern.replace("{ledger}", ledger).replace("{records}", records).replace("{id}", str(ids)).replace("{key}", "x").replace("{event}", "claim").replace("{kind}", "report" if pattern.endswith("/pdf") else "closure")
        return path

    def request(self, route, who, place):
        """What is asked: method, address, and what goes with it. Everything that would change something is tried only."""
        method, pattern = route.split(" ")
        path = self.fill(pattern, who, place)
        of_ledger = "{ledger}" in pattern
        new = {"level": "finding", "title": "x"} if of_ledger else {"name": "新人", "organisation_id": self.organisation.get(place)}
        change = {"working_text": "x"} if of_ledger else {"duty": "x"}
        ids = [(self.claim if "/moves/" in pattern else self.finding if of_ledger else self.person).get(place)]
        query, options = "?dry_run=true", {}
        if pattern.endswith("/compare"):
            return method, f"{path}?with={self.plan['plan_versions']}", {}
        if pattern.endswith("/report_draft"):
            return method, f"{path}?unit=CWK&from={DAY}&until={DAY}", {}
        if pattern.endswith("/pick"):
            return method, path + "?record=person&q=人", {}
        if pattern.endswith("/search"):
            return method, path + "?q=人", {}
        if pattern.endswith("/counts"):
            return method, path + ("?by=state" if of_ledger else "?by=organisation_id"), {}
        if method == "GET":
            return method, path, {}
        if pattern.endswith("/attachments"):
            return method, f"{path}{query}&finding_id={self.finding['mine' if place == 'own' else 'other']}", {"raw": b"x", "headers": {"X-File-Name": "x.txt"}}
        if "imports" in pattern or "letters" in pattern:
            return method, path + (query if "imports" in pattern else ""), {"raw": "一、问题\n".encode(), "headers": {"X-File-Name": "x.txt"}}
        bodies = {"/bulk": {"ids": ids, "set": change}, "/moves/{event}": {"items": [{"id": ids[0]}]}, "/{id}/moves/{event}": {}, "/withdraw": {"reason": "误登"}, "/sample": {"count": 1}, "/milestones/use": {"inspection_id": self.inspection}, "/calendar/preview": {"table": {"year": 2031, "holidays": [{"name": "元旦", "from": "2031-01-01", "to": "2031-01-01"}]}},
                  "/review_routes/use": {"set": "small_office"}, "/views": {"page": "ledger", "name": "又一个", "query": {}}, "/views/{id}": {"name": "改名"}, "/{records}/{id}": change, "/{records}": new}
        body = next((body for end, body in sorted(bodies.items(), key=lambda each: -len(each[0])) if pattern.endswith(end)), {})
        if method == "PATCH" or "/{id}/moves/" in pattern:
            options["headers"] = {"If-Match": "*"}
        if "session" in pattern or "setup" in pattern:
            query = ""
            body = {**ADMIN, "username": "second"} if "setup" in pattern else body
        return method, path + query, {"body": body, **options}


def outcome(route, reply):
    """A letter of routes.txt."""
    if reply.status == 401:
        return "!" if route != "POST /api/v1/session" else "y"
    if reply.status in (403, 404):
        return "-" if reply.status == 403 else "0"
    if reply.bytes.startswith(b'{"done":'):
        row = reply["results"][0]
        if row["status"] == "not_found":
            return "0"
        return "-" if any(error["code"].startswith("no_right") for error in row["errors"]) else "y"
    if reply.problem and reply.codes == ["no_preview"]:  # a text is not shown as a picture
        return "y"
    return "y" if reply.status < 300 or (reply.status in TALKED and SAID_BADLY.search(route) and not route.startswith("GET")) else "?"


def stream_status(client, path):
    head = f"Authorization: Bearer {client.secret}" if isinstance(client, Program) else f"Cookie: rectify_session={client.cookie}"
    with socket.create_connection(("127.0.0.1", client.port), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n".encode())
        return int(connection.recv(4096).split()[1])


class Status:
    bytes, json, problem = b"", {}, False

    def __init__(self, status):
        self.status = status


def fits(wanted, got):
    return wanted == got or (wanted == "-" and got == "0")


def test_routes(world):
    wanted = table()
    stage = Stage(world)
    equal("every route stands in routes.txt, and no other", (sorted(served(world) - set(wanted)), sorted(set(wanted) - served(world))), ([], []))
    cells = unexpected = 0
    for route, (places, row) in wanted.items():
        for who in WHO:
            equal(f"{route} {who}: a letter for each place", len(row[who]), len(PLACES[places]))
            for letter, place in zip(row[who], PLACES[places]):
                method, path, options = stage.request(route, who, place)
                client = stage.client(who, fresh=route == "DELETE /api/v1/session")
                if path.endswith(("/changes", "/events")):
                    reply = Status(stream_status(client, path))
                else:
                    reply = client.ask(method, path, **options)
                cells += 1
                got = outcome(route, reply)
                if not expect(f"{route} {who} {place}: {letter} is wanted, {got} came", fits(letter, got), reply):
                    unexpected += 1
    print(f"routes: {len(wanted)} routes, {cells} cells, {unexpected} unexpected", flush=True)
