"""Days that move (D4) over the API: asked for with every refusal at once, given last by who set them, the old day kept; what is suspended, carried
over, postponed by document; twenty people at the same day."""
import json
from datetime import date, timedelta

from harness import equal, expect, together
from test_closing import move, state, steps
from test_rights import to_close


def day(world, days):
    return str(date.fromisoformat(world.admin.get("/api/v1/session")["today"]) + timedelta(days=days))


def chinese(text):
    year, month, number = text.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def due(world, days, **fields):
    """A problem of the owner's unit, claimed, with a measure, due in so many days."""
    finding, _ = to_close(world)
    equal("its day", world.admin.patch(f"{world.ledger}/findings/{finding}", {"due_on": day(world, days), "due_as": "day", **fields}).status, 200)
    return finding


def asked(world, finding, days, **fields):
    return {"finding_id": finding, "new_due_on": day(world, days), "new_due_as": "day", "cause": "procedure", "reason": "招标程序需要时间", **fields}


def ask(client, world, finding, days, **fields):
    return client.post(world.ledger + "/extension_requests", asked(world, finding, days, **fields))


def record(world, finding):
    return world.admin.get(f"{world.ledger}/findings/{finding}")["record"]


def test_all_refusals_at_once(world):
    world.fresh()
    owner = world.as_role("owner")
    finding = due(world, 5, hard=True)
    action = world.add(world.ledger + "/corrective_actions", answers=[world.finding()["id"]], measure="别的措施")["id"]
    bare = owner.post(world.ledger + "/extension_requests", {"finding_id": finding})
    expect("what was not filled in", {"cause", "reason"} <= set(bare.fields) and any(f.startswith("new_due") for f in bare.fields), bare)
    reply = ask(owner, world, finding, 3)
    equal("hard, and not later", (reply.status, sorted(reply.codes), set(reply.fields)), (422, ["due_hard", "extension_not_later"], {"new_due_on"}))
    said = json.dumps(reply["errors"], ensure_ascii=False)
    expect("both days are named", day(world, 5) in said and day(world, 3) in said and "只能提前" in said, said)
    equal("nor by the pen", owner.patch(f"{world.ledger}/findings/{finding}", {"due_on": day(world, 9)}).status, 403)
    pen = world.as_role("office").patch(f"{world.ledger}/findings/{finding}", {"due_on": day(world, 9)})
    equal("nor by the office's", (pen.status, pen.codes, pen.fields), (422, ["due_hard"], ["due_on"]))
    equal("forward it comes", world.as_role("office").patch(f"{world.ledger}/findings/{finding}", {"due_on": day(world, 4)}).status, 200)
    late = due(world, -1)
    equal("too late", ask(owner, world, late, 20).codes, ["extension_late"])
    undated, _ = to_close(world)
    equal("without a day", ask(owner, world, undated, 20).codes, ["extension_no_day"])
    soft = due(world, 5)
    expect("is not its own", "extension_other_measure" in ask(world.admin, world, soft, 9, corrective_action_id=action).codes)
    equal("a cause of the list", ask(owner, world, soft, 9, cause="nothing_such").fields, ["cause"])
    equal("nothing of it is there", world.admin.get(f"{world.ledger}/extension_requests")["rows"], [])
    equal("no step either", world.admin.get(f"{world.ledger}/review_steps")["rows"], [])


def test_asked_and_given(world):
    owner, office = world.as_role("owner"), world.as_role("office")
    finding = due(world, 5)
    expect("its owner is offered to ask", "extension_request" in json.dumps([r["name"] for r in owner.get("/api/v1/schema?ledger=ZGJ")["records"]]))
    tried = owner.post(world.ledger + "/extension_requests?dry_run=true", asked(world, finding, 20))
    equal("tried first", (tried.status, owner.get(f"{world.ledger}/extension_requests?finding_id={finding}")["rows"], steps(world, finding)), (200, [], []))
    proof = owner.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"proof", "招标公告.pdf")["record"]["id"]
    made = ask(owner, world, finding, 20, objective=True, proofs=[proof])
    made_record = made["record"]
    equal("asked", (made.status, made_record["state"], made_record["turn"], made_record["old_due_on"], made_record["requested_by_id"]),
          (201, "under_review", 1, day(world, 5), world.persons["owner"]))
    equal("once at a time", ask(owner, world, finding, 30).codes, ["extension_open"])
    step = steps(world, finding)[0]
    equal("the office's step", (step["kind"], step["review_by"], step["extension_request_id"]), ("extension", "office", made_record["id"]))
    equal("its owner does not sign", move(owner, world, "review_steps", step["id"], "pass").status, 403)
    equal("given", move(office, world, "review_steps", step["id"], "pass", opinion="同意").status, 200)
    now = record(world, finding)
    equal("the day moved, and how often", (now["due_on"], now["extensions"], now["state"]), (day(world, 20), 1, "in_progress"))
    kept = world.admin.get(f"{world.ledger}/extension_requests/{made_record['id']}")["record"]
    equal("the old day is kept", (kept["state"], kept["old_due_on"], kept["new_due_on"]), ("passed", day(world, 5), day(world, 20)))
    for field, value in (("old_due_on", day(world, 6)), ("new_due_on", day(world, 6)), ("reason", "另"), ("turn", 2)):
        expect(f"and nobody changes it: {field}", office.patch(f"{world.ledger}/extension_requests/{made_record['id']}", {field: value}).status in (403, 422))
    equal("nor withdraws it", office.post(f"{world.ledger}/extension_requests/{made_record['id']}/withdraw", {"reason": "试"}).codes, ["extension_ended"])
    told = owner.get(f"{world.ledger}/findings/{finding}/history?whole=true")["versions"]
    moved = [(c["before"], c["after"]) for v in told if v["event"] == "extend" for c in v["changes"] if c["field"] == "due"]
    equal("its history shows both days", moved, [(chinese(day(world, 5)), chinese(day(world, 20)))])
    expect("and the request", {"extension_request", "review_step"} <= {v["of"]["record"] for v in told if "of" in v})
    ask(owner, world, finding, 30)
    returned = move(office, world, "review_steps", steps(world, finding)[0]["id"], "return", opinion="理由不充分")
    equal("returned", (returned.status, record(world, finding)["due_on"]), (200, day(world, 20)))
    again = ask(owner, world, finding, 30)
    equal("asked anew", (again.status, again["record"]["turn"]), (201, 3))
    equal("taken back", (move(owner, world, "extension_requests", again["record"]["id"], "retract").status, steps(world, finding)), (200, []))
    ask(owner, world, finding, 30)
    move(office, world, "review_steps", steps(world, finding)[0]["id"], "pass")
    often = ask(owner, world, finding, 40)
    equal("too often", (often.codes, often.fields), (["extension_often"], ["new_due_on"]))


def test_a_measure_within_its_problem(world):
    owner, office = world.as_role("owner"), world.as_role("office")
    finding = due(world, 30)
    action = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="第二条", due_on=day(world, 10), due_as="day", organisation_id=world.units["CWK"])["id"]
    beyond = ask(owner, world, finding, 31, corrective_action_id=action)
    equal("beyond its problem", (beyond.codes, beyond.fields), (["extension_beyond"], ["new_due_on"]))
    made = ask(owner, world, finding, 30, corrective_action_id=action)
    equal("asked", (made.status, made["record"]["old_due_on"]), (201, day(world, 10)))
    equal("its problem may be asked for beside it", ask(owner, world, finding, 40).status, 201)
    for step in steps(world, finding):
        move(office, world, "review_steps", step["id"], "pass")
    equal("each by itself", (world.admin.get(f"{world.ledger}/corrective_actions/{action}")["record"]["due_on"], record(world, finding)["due_on"]), (day(world, 30), day(world, 40)))


def test_who_set_it_says_last(world):
    owner, office, leader = (world.as_role(role) for role in ("owner", "office", "leader"))
    finding = due(world, 5, due_set_by="leader")
    ask(owner, world, finding, 20)
    first, = steps(world, finding)
    last, = steps(world, finding, "waiting")
    equal("in order", (first["review_by"], last["review_by"]), ("office", "leader"))
    equal("not before the office", move(leader, world, "review_steps", last["id"], "pass").codes, ["review_waiting"])
    move(office, world, "review_steps", first["id"], "pass")
    equal("not moved yet", record(world, finding)["due_on"], day(world, 5))
    equal("nor by another role", move(world.as_role("supervisor"), world, "review_steps", last["id"], "pass").status, 403)
    bare = move(office, world, "review_steps", last["id"], "pass")
    equal("the office records paper", sorted(bare.fields), ["decided_by_id", "paper_id"])
    scan = office.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"scan", "批示.pdf")["record"]["id"]
    signed = move(office, world, "review_steps", last["id"], "pass", decided_by_id=world.persons["leader"], paper_id=scan, decided_on=day(world, 0))
    equal("with name and scan", (signed.status, record(world, finding)["due_on"]), (200, day(world, 20)))


def test_stopped_and_carried_over(world):
    owner, office, leader = (world.as_role(role) for role in ("owner", "office", "leader"))
    finding = due(world, 5)
    paper = office.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"paper", "会议纪要.pdf")["record"]["id"]
    offered = {role: {m["event"] for m in world.as_role(role).get(f"{world.ledger}/findings/{finding}")["moves"] if m["allowed"]} for role in ("owner", "office", "leader", "inspector")}
    equal("who is offered what", offered, {"owner": set(), "office": {"suspend", "carry_over", "postpone"}, "leader": {"suspend", "carry_over"}, "inspector": {"postpone"}})
    bare = move(office, world, "findings", finding, "suspend")
    equal("all that is wanted at once", sorted(bare.fields), ["decided_by_id", "decision_paper_id", "decision_reason"])
    bare = move(office, world, "findings", finding, "suspend", decision_reason="诉讼未结")
    equal("the document and who", sorted(bare.fields), ["decided_by_id", "decision_paper_id"])
    decided = {"decision_paper_id": paper, "decided_by_id": world.persons["leader"]}
    equal("suspended", (move(office, world, "findings", finding, "suspend", decision_reason="诉讼未结", **decided).status, state(world, finding)), (200, "suspended"))
    equal("no more time while it rests", ask(owner, world, finding, 20).codes, ["extension_over"])
    equal("resumed with a new day", (move(leader, world, "findings", finding, "resume", decision_reason="判决生效", decision_paper_id=paper, due_on=day(world, 60), due_as="day").status,
                                     record(world, finding)["due_on"], state(world, finding)), (200, day(world, 60), "in_progress"))
    equal("carried over on which day", move(leader, world, "findings", finding, "carry_over", decision_reason="长期", decision_paper_id=paper).fields, ["review_on"])
    carried = move(leader, world, "findings", finding, "carry_over", decision_reason="长期", decision_paper_id=paper, review_on=day(world, 90))
    equal("carried over", (carried.status, carried["record"]["state"], carried["record"]["review_on"]), (200, "carried_over", day(world, 90)))
    hard = due(world, 5, hard=True, due_set_by="inspector")
    paper = office.send_file(f"{world.ledger}/attachments?finding_id={hard}", b"paper", "批复.pdf")["record"]["id"]
    equal("the new day", move(office, world, "findings", hard, "postpone", decision_reason="巡察办批复", decision_paper_id=paper, decided_by_id=world.persons["inspector"]).fields, ["due_on"])
    moved = move(office, world, "findings", hard, "postpone", decision_reason="巡察办批复", decision_paper_id=paper, decided_by_id=world.persons["inspector"], due_on=day(world, 30), due_as="day")
    equal("a hard day by document", (moved.status, moved["record"]["due_on"], moved["record"]["extensions"]), (200, day(world, 30), 1))


def test_given_after_it_was_stopped(world):
    """Asked for while it was in progress: no more time is given once it rests or is under review; the step stays, to be returned."""
    owner, office = world.as_role("owner"), world.as_role("office")
    finding = due(world, 5)
    ask(owner, world, finding, 20)
    paper = office.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"paper", "纪要.pdf")["record"]["id"]
    move(office, world, "findings", finding, "suspend", decision_reason="诉讼未结", decision_paper_id=paper, decided_by_id=world.persons["leader"])
    step = steps(world, finding)[0]["id"]
    equal("not given while it rests", (move(office, world, "review_steps", step, "pass").codes, record(world, finding)["due_on"]), (["extension_over"], day(world, 5)))
    equal("but returned", move(office, world, "review_steps", step, "return", opinion="已中止").status, 200)
    closing, request = to_close(world)
    equal("its day", world.admin.patch(f"{world.ledger}/findings/{closing}", {"due_on": day(world, 5), "due_as": "day"}).status, 200)
    ask(owner, world, closing, 20)
    owner.post(world.ledger + "/closure_requests", request)
    step = next(s for s in steps(world, closing) if s["kind"] == "extension")
    equal("nor under review", (move(office, world, "review_steps", step["id"], "pass").codes, state(world, closing)), (["extension_over"], "under_review"))


def test_twenty_at_the_same_day(world):
    finding = due(world, 5)
    owners = [world.client("owner") for _ in range(20)]
    days = [asked(world, finding, 20 + i) for i in range(20)]
    replies = together(20, lambda i: owners[i].post(world.ledger + "/extension_requests", days[i]))
    equal("one request", sorted(r.status for r in replies), [201] + [422] * 19)
    step = steps(world, finding)[0]["id"]
    office = [world.client("office") for _ in range(20)]
    replies = together(20, lambda i: move(office[i], world, "review_steps", step, "pass", opinion=f"第{i}个"))
    equal("one signature", sorted(r.status for r in replies), [200] + [422] * 19)
    equal("moved once", record(world, finding)["extensions"], 1)
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])
