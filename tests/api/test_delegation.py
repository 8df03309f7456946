"""Delegation (D15) over the API: X-Acting-For, what it opens and what not, what the history says, when it is over."""
import json

from harness import equal, expect
from test_rights import to_close

ANY = {"If-Match": "*"}


def acting(world, client, principal, method, path, body=None):
    return client.ask(method, path, body=body, headers={**ANY, "X-Acting-For": world.persons.get(principal, principal)})


def delegate(world, principal, to, covers, from_on="2020-01-01", until_on="2099-12-31"):
    return world.add("/api/v1/delegations", person_id=world.persons[principal], delegate_id=world.persons[to], covers=covers, from_on=from_on, until_on=until_on)["id"]


def test_acting_for_another(world):
    world.fresh()
    inspector, claims = world.as_role("inspector"), world.ledger + "/claims"
    finding = world.finding()["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_official", person_id=world.persons["leader"])
    claim = world.admin.get(f"{claims}?finding_id={finding}")["rows"][0]["id"]
    refused = acting(world, inspector, "leader", "GET", "/api/v1/session")
    equal("nobody delegated", (refused.status, refused.codes), (403, ["delegation_none"]))
    equal("not even a person", acting(world, inspector, "x", "GET", "/api/v1/session").codes, ["delegation_none"])
    reviews = delegate(world, "leader", "inspector", "reviews")
    session = acting(world, inspector, "leader", "GET", "/api/v1/session")
    equal("who he is, and for whom", (session["person"]["id"], session["acting"], [d["person_id"] for d in inspector.get("/api/v1/session")["delegations"]]),
          (world.persons["leader"], "人员inspector", [world.persons["leader"]]))
    expect("nothing is offered to be written", not any(field.get("write") for record in acting(world, inspector, "leader", "GET", "/api/v1/schema?ledger=ZGJ")["records"] for field in record["fields"]))
    equal("not covered", acting(world, inspector, "leader", "POST", f"{claims}/{claim}/moves/claim", {}).codes, ["delegation_not_covered"])
    delegate(world, "leader", "inspector", "claims")
    done = acting(world, inspector, "leader", "POST", f"{claims}/{claim}/moves/claim", {})
    equal("covered", (done.status, done["record"]["state"], done["record"]["signed_by_id"]), (200, "claimed", world.persons["leader"]))
    told = world.admin.get(f"{claims}/{claim}/history")["versions"][0]
    equal("both are named", (told["event"], told["actor"], told["acting_for"]), ("claim", "人员inspector", "人员leader"))
    said = world.server.command("--lang", "zh", "history", "claim", claim, "--ledger", "ZGJ")
    expect("on the command line, too", "人员inspector（代人员leader）" in said or "代人员leader" in said.replace(" ", ""), said)
    other = world.client("office")
    delegate(world, "office", "leader", "all")
    equal("nothing is added for another", acting(world, world.as_role("leader"), "office", "POST", world.ledger + "/findings", {"level": "finding", "title": "x"}).codes, ["delegation_moves"])
    equal("nor changed", acting(world, world.as_role("leader"), "office", "PATCH", f"{world.ledger}/findings/{finding}", {"title": "x"}).codes, ["delegation_moves"])
    equal("as he himself he still may not", world.as_role("leader").post(world.ledger + "/findings", {"level": "finding", "title": "x"}).status, 403)
    equal("nor does anybody act for him who does", acting(world, other, "leader", "GET", "/api/v1/session").codes, ["delegation_none"])
    today = world.admin.get("/api/v1/session")["today"]
    expect("a day", bool(today))
    equal("withdrawn", world.admin.post(f"/api/v1/delegations/{reviews}/withdraw", {"reason": "已返岗"}).status, 200)


def test_over(world):
    world.fresh()
    inspector = world.as_role("inspector")
    delegate(world, "leader", "inspector", "all", "2020-01-01", "2020-12-31")
    equal("expired", acting(world, inspector, "leader", "GET", world.ledger + "/findings").codes, ["delegation_none"])
    delegate(world, "leader", "inspector", "all", "2098-01-01", "2099-12-31")
    equal("not yet", acting(world, inspector, "leader", "GET", world.ledger + "/findings").codes, ["delegation_none"])
    one = delegate(world, "leader", "inspector", "all")
    equal("in force", acting(world, inspector, "leader", "GET", world.ledger + "/findings").status, 200)
    equal("ended", world.admin.patch(f"/api/v1/delegations/{one}", {"until_on": "2020-06-30"}).status, 200)
    equal("at once", acting(world, inspector, "leader", "GET", world.ledger + "/findings").codes, ["delegation_none"])


def test_nobody_his_own(world):
    world.fresh()
    finding, asked = to_close(world)
    leader, owner, office = world.as_role("leader"), world.as_role("owner"), world.as_role("office")
    world.add(world.ledger + "/review_routes", kind="closure", position=1, name="领导认定", review_by="leader")
    equal("asked", owner.post(world.ledger + "/closure_requests", asked).status, 201)
    step = world.admin.get(f"{world.ledger}/review_steps?finding_id={finding}&state=open")["rows"][0]["id"]
    delegate(world, "leader", "owner", "reviews")
    delegate(world, "leader", "supervisor", "reviews")
    equal("who asked signs for nobody", acting(world, owner, "leader", "POST", f"{world.ledger}/review_steps/{step}/moves/pass", {}).codes, ["review_own"])
    signed = acting(world, world.as_role("supervisor"), "leader", "POST", f"{world.ledger}/review_steps/{step}/moves/pass", {})
    equal("another does", (signed.status, signed["record"]["decided_by_id"]), (200, world.persons["leader"]))
    equal("nobody registers one to himself", office.post("/api/v1/delegations", {"person_id": world.persons["leader"], "delegate_id": world.persons["office"], "covers": "all", "from_on": "2026-01-01", "until_on": "2099-01-01"}).codes, ["delegation_own"])
    rows = json.dumps(leader.get("/api/v1/delegations").json)
    expect("everybody sees who acts for whom", world.persons["owner"] in rows)
