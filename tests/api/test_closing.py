"""Closing (E1–E3) over the API: everything missing at once, steps in order, nobody his own, twenty people at the same finding."""
import json

from harness import equal, expect, together
from test_rights import to_close

ANY = {"If-Match": "*"}


def move(client, world, plural, key, event, **given):
    return client.post(f"{world.ledger}/{plural}/{key}/moves/{event}", given, headers=ANY)


def steps(world, finding, state="open"):
    return world.admin.get(f"{world.ledger}/review_steps?finding_id={finding}&state={state}")["rows"]


def state(world, finding):
    return world.admin.get(f"{world.ledger}/findings/{finding}")["record"]["state"]


def test_everything_missing_is_said(world):
    world.fresh()
    finding = world.finding(title="没做完")["id"]
    point = world.finding(level="point", title="没人管的要点", parent_id=finding)["id"]
    report = world.admin.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"r", "报告.txt")["record"]["id"]
    asked = {"finding_id": finding, "result": "x", "settled": "x", "persons_dealt": "x", "mechanism": "x", "alike": "x", "completion": "continuing", "report_id": report}
    office = world.as_role("office")
    reply = office.post(world.ledger + "/closure_requests", asked)
    equal("all at once", (reply.status, sorted(reply.codes)),
          (422, sorted(["closing_state", "closing_no_measure", "closing_part_silent", "closing_no_cause", "closing_not_done"])))
    expect("the point by its name", "没人管的要点" in json.dumps(reply["errors"], ensure_ascii=False), reply)
    bare = office.post(world.ledger + "/closure_requests", {"finding_id": finding})
    expect("and what was not filled in", {"result", "settled", "persons_dealt", "mechanism", "alike", "completion", "report_id"} <= set(bare.fields), bare)
    equal("nothing of it is there", office.get(f"{world.ledger}/closure_requests?finding_id={finding}")["rows"], [])
    equal("a point by its own result", office.patch(f"{world.ledger}/findings/{point}", {"completion": "done"}).status, 200)
    expect("is silent no more", "closing_part_silent" not in office.post(world.ledger + "/closure_requests", asked).codes)


def test_small_office(world):
    finding, asked = to_close(world)
    owner, office = world.as_role("owner"), world.as_role("office")
    may = {role: "submit" in world.as_role(role).get(f"{world.ledger}/findings/{finding}")["may"]["events"] for role in ("owner", "office", "leader", "supervisor", "inspector")}
    equal("who is offered to ask", may, {"owner": True, "office": True, "leader": False, "supervisor": False, "inspector": False})
    tried = owner.post(world.ledger + "/closure_requests?dry_run=true", asked)
    equal("tried first", (tried.status, state(world, finding)), (200, "in_progress"))
    made = owner.post(world.ledger + "/closure_requests", asked)
    equal("asked", (made.status, made["record"]["turn"], made["record"]["state"], state(world, finding)), (201, 1, "under_review", "under_review"))
    expect("nobody is offered to ask twice", "submit" not in owner.get(f"{world.ledger}/findings/{finding}")["may"]["events"])
    equal("once at a time", owner.post(world.ledger + "/closure_requests", asked).codes, ["closing_state"])
    step = steps(world, finding)[0]
    offered = office.get(f"{world.ledger}/review_steps?state=open&moves=true&limit=100")
    equal("the office's desk", [m["event"] for m in offered["moves"][step["id"]]], ["pass", "return"])
    equal("its owner signs nothing", move(owner, world, "review_steps", step["id"], "pass").status, 403)
    signed = move(office, world, "review_steps", step["id"], "pass", opinion="同意", rating="good")
    equal("signed", (signed.status, len(signed["record"]["signed_hash"])), (200, 64))
    record = world.admin.get(f"{world.ledger}/findings/{finding}")["record"]
    equal("closed, with its result", (record["state"], record["completion"]), ("closed", "done"))
    equal("which nobody edits", office.patch(f"{world.ledger}/findings/{finding}", {"completion": "mostly_done"}).codes, ["closing_result"])
    equal("nor is the request withdrawn", office.post(f"{world.ledger}/closure_requests/{made['record']['id']}/withdraw", {"reason": "试"}).codes, ["closing_ended"])
    opened = move(world.as_role("supervisor"), world, "findings", finding, "reopen", reopen_reason="回头看发现反弹")
    equal("opened again", (opened.status, opened["record"]["state"], opened["record"]["turn"], opened["record"]["number"]), (200, "reopened", 2, record["number"]))
    told = office.get(f"{world.ledger}/findings/{finding}/history?whole=true")["versions"]
    expect("all of it is in its history", {"submit", "close", "reopen"} <= {v["event"] for v in told} and {"closure_request", "review_step"} <= {v["of"]["record"] for v in told if "of" in v}, told)


def test_nobody_his_own(world):
    finding, asked = to_close(world)
    office, other = world.as_role("office"), world.admin
    office.post(world.ledger + "/closure_requests", asked)
    step = steps(world, finding)[0]["id"]
    equal("who asked does not sign", move(office, world, "review_steps", step, "pass").codes, ["review_own"])
    equal("nor return it", move(office, world, "review_steps", step, "return", opinion="x").codes, ["review_own"])
    equal("another of the office does", move(other, world, "review_steps", step, "pass").status, 200)


def test_a_chain_and_what_is_returned(world):
    office, leader, owner = world.as_role("office"), world.as_role("leader"), world.as_role("owner")
    for position, by in ((1, "office"), (2, "leader")):
        world.add(world.ledger + "/review_routes", kind="closure", position=position, name=f"第{position}步", review_by=by, days=3)
    finding, asked = to_close(world)
    owner.post(world.ledger + "/closure_requests", asked)
    first, second = steps(world, finding)[0]["id"], steps(world, finding, "waiting")[0]["id"]
    equal("not out of turn", move(leader, world, "review_steps", second, "pass").codes, ["review_waiting"])
    equal("the office first", move(office, world, "review_steps", first, "pass").status, 200)
    equal("a return needs its reason", move(leader, world, "review_steps", second, "return").fields, ["opinion"])
    equal("returned", move(leader, world, "review_steps", second, "return", opinion="佐证不足", again_by_on="2099-01-31").status, 200)
    equal("the problem is returned, with its new day", (state(world, finding), world.admin.get(f"{world.ledger}/findings/{finding}")["record"]["due_on"]), ("returned", "2099-01-31"))
    equal("not signed twice", move(office, world, "review_steps", first, "pass").codes, ["review_signed"])
    again = office.post(world.ledger + "/closure_requests", asked)
    equal("the office's request is not the owner's to withdraw", owner.post(f"{world.ledger}/closure_requests/{again['record']['id']}/withdraw", {"reason": "试"}).codes, ["of_another"])
    equal("asked anew", (again.status, again["record"]["turn"]), (201, 2))
    equal("taken back", move(owner, world, "closure_requests", again["record"]["id"], "retract").status, 200)
    equal("and in progress", state(world, finding), "in_progress")
    for route in world.admin.get(world.ledger + "/review_routes")["rows"]:
        world.admin.post(f"{world.ledger}/review_routes/{route['id']}/withdraw", {"reason": "试完"})


def test_twenty_at_once(world):
    """Twenty sign the same step: one signature. Half pass and half return another: one of them counts, and the problem follows it."""
    finding, asked = to_close(world)
    world.as_role("owner").post(world.ledger + "/closure_requests", asked)
    step = steps(world, finding)[0]["id"]
    clients = [world.client("office") for _ in range(20)]
    replies = together(20, lambda i: move(clients[i], world, "review_steps", step, "pass", opinion=f"第{i}个"))
    equal("one signs", sorted(r.status for r in replies), [200] + [422] * 19)
    finding, asked = to_close(world)
    world.as_role("owner").post(world.ledger + "/closure_requests", asked)
    step = steps(world, finding)[0]["id"]
    replies = together(20, lambda i: move(clients[i], world, "review_steps", step, "pass" if i % 2 else "return", opinion=f"第{i}个"))
    won = [i for i, r in enumerate(replies) if r.status == 200]
    equal("one counts", len(won), 1)
    equal("the problem follows it", state(world, finding), "closed" if won[0] % 2 else "returned")
    finding, asked = to_close(world)
    replies = together(20, lambda i: clients[i].post(world.ledger + "/closure_requests", asked))
    equal("one request at a time", sorted(r.status for r in replies), [201] + [422] * 19)
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])
