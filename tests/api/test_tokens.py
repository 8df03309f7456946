"""Programs log in by API tokens: never more than their owner may, read or write, one ledger or all, until a day."""
import datetime
import json
import time

from harness import Client, equal, expect
from test_changes import Stream

DAY = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()


class Program(Client):
    """A client with a token instead of a cookie."""

    def __init__(self, port, secret):
        super().__init__(port)
        self.secret = secret

    def ask(self, method, path, body=None, headers=None, **options):
        return super().ask(method, path, body, headers={"Authorization": f"Bearer {self.secret}", **(headers or {})}, **options)


def make(world, client, **more):
    reply = client.post("/api/v1/session/tokens", {"name": "周报脚本", "scope": "write", "expires_on": str(DAY + datetime.timedelta(30)), **more})
    return reply, Program(world.server.port, reply["secret"]) if reply.status == 201 else None


def test_token_reads_and_writes(world):
    world.fresh()
    office = world.as_role("office")
    reply, program = make(world, office)
    equal("made", (reply.status, reply["token"]["name"], reply["token"]["scope"], reply["token"]["state"], reply["token"]["last_used_on"]), (201, "周报脚本", "write", "active", None))
    expect("its secret is long", reply["secret"].startswith("rtk_") and len(reply["secret"]) == 68)
    made = program.post(world.ledger + "/findings", {"level": "finding", "title": "由程序登记"})
    equal("it writes without CSRF", made.status, 201)
    version = program.get(made.headers["Location"] + "/history")["versions"][0]
    equal("the history says how", (version["actor"], version["via"]), ("人员office", "api"))
    listed = office.get("/api/v1/session/tokens")
    equal("in his list, with the day it was used", [(row["id"], row["last_used_on"]) for row in listed["rows"]], [(reply["token"]["id"], str(DAY))])
    expect("the secret is told once", reply["secret"] not in listed.bytes.decode())
    equal("nobody else's", world.as_role("leader").get("/api/v1/session/tokens")["rows"], [])
    read, reader = make(world, office, scope="read", name="看板")
    equal("one that reads", (reader.get(world.ledger + "/findings").status, reader.get("/api/v1/session")["username"]), (200, "office"))
    for method, path, body in (("POST", world.ledger + "/findings", {"level": "finding", "title": "x"}), ("PATCH", made.headers["Location"], {"title": "x"}), ("POST", world.ledger + "/findings/bulk", {"ids": ["x"], "set": {}}),
                               ("POST", world.ledger + "/findings?dry_run=true", {"level": "finding", "title": "x"}), ("PUT", "/api/v1/preferences/x", {}), ("POST", "/api/v1/jobs", {})):
        refused = reader.ask(method, path, body)
        expect(f"it does not {method} {path}", refused.status in (403, 405), refused)
    for method, path in (("GET", "/api/v1/session/tokens"), ("POST", "/api/v1/session/tokens"), ("DELETE", "/api/v1/session"), ("PUT", "/api/v1/session/password"), ("POST", f"/api/v1/session/tokens/{read['token']['id']}/revoke")):
        equal(f"a token does not {method} {path}", (program.ask(method, path, {}).status, program.ask(method, path, {}).codes), (403, ["token_not_here"]))
    for header in ("Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer rtk_" + "0" * 64, "Bearer " + reply["secret"] + "0", "bearer " + reply["secret"][:-1]):
        wrong = Client(world.server.port).get("/api/v1/session", headers={"Authorization": header})
        equal(f"{header[:14]!r}", (wrong.status, wrong.headers["WWW-Authenticate"]), (401, 'Bearer realm="rectify"'))
    equal("a session's cookie is no token", Client(world.server.port).get("/api/v1/session", headers={"Authorization": f"Bearer {office.cookie}"}).status, 401)
    equal("nor a token a cookie", Client(world.server.port).get("/api/v1/session", headers={"Cookie": f"rectify_session={reply['secret']}"}).status, 401)
    key = {"Idempotency-Key": "t1"}
    equal("keys are kept for it", program.post(world.ledger + "/findings", {"level": "finding", "title": "一次"}, headers=key).bytes, program.post(world.ledger + "/findings", {"level": "finding", "title": "一次"}, headers=key).bytes)


def test_token_ends(world):
    leader, security = world.as_role("leader"), world.as_role("security_admin")
    reply, program = make(world, leader)
    equal("good", program.get(world.ledger + "/findings").status, 200)
    again = leader.post(f"/api/v1/session/tokens/{reply['token']['id']}/revoke")
    equal("revoked", (again.status, again["state"], again["revoked_on"], program.get("/api/v1/session").status), (200, "revoked", str(DAY), 401))
    equal("twice is once", leader.post(f"/api/v1/session/tokens/{reply['token']['id']}/revoke").status, 200)
    equal("not another's", world.as_role("office").post(f"/api/v1/session/tokens/{reply['token']['id']}/revoke").status, 404)
    reply, program = make(world, leader)
    stream = Stream(Client(world.server.port), world.ledger + "/changes", Authorization=f"Bearer {reply['secret']}")
    equal("a stream by token", stream.status, 200)
    path = f"/api/v1/api_tokens/{reply['token']['id']}"
    equal("it cannot be prolonged", security.patch(path, {"expires_on": str(DAY + datetime.timedelta(300))}).status, 403)
    equal("an administrator revokes it", (security.patch(path, {"revoked_on": str(DAY)}).status, program.get("/api/v1/session").status), (200, 401))
    world.finding()
    stream.wait(lambda: stream.ended, 20)
    equal("its stream ends", stream.ended, True)
    equal("it is not restored", security.patch(path, {"revoked_on": None}).status, 422)
    reply, program = make(world, leader, expires_on=str(DAY))
    equal("its last day counts", program.get("/api/v1/session").status, 200)
    for days in (-1, 367):
        equal(f"{days} days", make(world, leader, expires_on=str(DAY + datetime.timedelta(days)))[0].fields, ["expires_on"])
    for more in ({"scope": "admin"}, {"name": ""}, {"expires_on": None}, {"only_ledger_id": "XYZ"}, {"account_id": world.persons["office"]}, {"colour": "red"}):
        equal(f"{more}", make(world, leader, **more)[0].status, 422)
    account = next(row["id"] for row in world.as_role("system_admin").get("/api/v1/accounts")["rows"] if row["username"] == "leader")
    world.as_role("system_admin").patch(f"/api/v1/accounts/{account}", {"disabled": True})
    equal("a disabled account has none", program.get("/api/v1/session").status, 401)
    world.as_role("system_admin").patch(f"/api/v1/accounts/{account}", {"disabled": False})
    world.clients.pop("leader")
    for _ in range(20):
        last = make(world, world.as_role("leader"))[0]
    equal("so many at once", (last.status, last.codes), (422, ["tokens_many"]))


def test_token_has_its_owners_rights(world):
    owner, office = world.as_role("owner"), world.as_role("office")
    mine, other = world.finding(title="归财务科")["id"], world.finding(title="归办公室")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    _, program = make(world, owner)
    equal("an owner's token sees what he sees", [program.get(f"{world.ledger}/findings/{i}").status for i in (mine, other)], [200, 404])
    equal("writes what he writes", [program.patch(f"{world.ledger}/findings/{mine}", {field: "x"}).status for field in ("working_text", "title")], [200, 403])
    world.add("/api/v1/ledgers", code="LNG", name="另一本台账", organisation_id=world.units["BGS"], profile="inspection")
    _, one = make(world, office, only_ledger_id="ZGJ")
    _, all_ = make(world, office)
    equal("one ledger", [one.get(f"/api/v1/ledgers/{code}/findings").status for code in ("ZGJ", "LNG")], [200, 404])
    equal("of all there are", [all_.get(f"/api/v1/ledgers/{code}/findings").status for code in ("ZGJ", "LNG")], [200, 200])
    equal("it writes there", one.post("/api/v1/ledgers/ZGJ/findings", {"level": "finding", "title": "x"}).status, 201)
    equal("nowhere else", [one.post(path, body).status for path, body in (("/api/v1/ledgers/LNG/findings", {"level": "finding", "title": "x"}), ("/api/v1/persons", {"name": "x", "organisation_id": world.organisation}))], [404, 403])
    job = world.admin.post("/api/v1/ledgers/LNG/findings/bulk", {"ids": [f"x{i}" for i in range(1001)], "set": {"title": "x"}})
    own, (_, narrow), (_, wide) = world.admin, make(world, world.admin, only_ledger_id="ZGJ"), make(world, world.admin)
    for who, status in ((own, 200), (wide, 200), (narrow, 404)):
        equal("a job is of its ledger", [who.get(job.headers["Location"] + end).status for end in ("", "/results")], [status] * 2)
        equal("in the list, too", [row["id"] for row in who.get("/api/v1/jobs")["rows"]], [job["id"]] if status == 200 else [])
    grant = next(row for row in world.as_role("security_admin").get("/api/v1/grants")["rows"] if row["person_id"] == world.persons["office"])
    world.as_role("security_admin").patch(f"/api/v1/grants/{grant['id']}", {"until_on": "2020-01-01"})
    expect("rights that end, end at once", all_.get("/api/v1/ledgers/ZGJ/findings").status in (403, 404))
    world.as_role("security_admin").patch(f"/api/v1/grants/{grant['id']}", {"until_on": None})
    equal("and come back", all_.get("/api/v1/ledgers/ZGJ/findings").status, 200)


def test_token_from_the_command_line(world):
    made = json.loads(world.server.command("token", "add", "office", "--name", "备份", "--scope", "read", "--expires", str(DAY + datetime.timedelta(7)), "--json"))
    program = Program(world.server.port, made["secret"])
    equal("it works", program.get("/api/v1/session")["username"], "office")
    time.sleep(0.3)
    rows = json.loads(world.server.command("token", "list", "office", "--json"))
    row = next(row for row in rows if row["id"] == made["id"])
    equal("listed", (row["name"], row["scope"], row["state"], row["last_used_on"], "secret" in row), ("备份", "read", "active", str(DAY), False))
    expect("for people, too", "备份" in world.server.command("token", "list", "office"))
    world.server.command("token", "revoke", made["id"])
    equal("revoked at once", program.get("/api/v1/session").status, 401)
