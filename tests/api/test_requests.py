"""Requests for help (D2) and traces (D3) over the API: put to a leader and to a unit, which sees the request and never the problem; answered, asked
again, settled; the visits of a leader counted."""
from datetime import date, timedelta

from harness import PASSWORD, equal, expect, together
from test_closing import move
from test_rights import to_close


def day(world, days):
    return str(date.fromisoformat(world.admin.get("/api/v1/session")["today"]) + timedelta(days=days))


def ready(world):
    """Another owner, of the unit the first does not belong to."""
    world.fresh()
    person = world.add("/api/v1/persons", name="办公室经办人", code="other", organisation_id=world.units["BGS"])["id"]
    world.server.command("user", "add", "other", "--person", "other", "--role", "owner", "--over", "BGS", "--password-stdin", input=PASSWORD + "\n")
    world.persons["other"] = person
    return to_close(world)[0]


def put(client, world, finding, **fields):
    return client.post(world.ledger + "/requests", {"finding_id": finding, "kind": "coordination", "title": "协调配套资金", "matter": "请协调财政资金", "reply_by_on": day(world, 7), **fields})


def test_put_to_a_leader(world):
    finding = ready(world)
    owner, leader, office = (world.as_role(role) for role in ("owner", "leader", "office"))
    bare = owner.post(world.ledger + "/requests", {"finding_id": finding})
    expect("what was not filled in", {"kind", "title", "matter", "reply_by_on", "addressee_id"} <= set(bare.fields), bare)
    past = put(owner, world, finding, reply_by_on=day(world, -1))
    equal("to whom, by a day to come", (past.status, sorted(past.codes)), (422, ["request_past", "request_to_nobody"]))
    tried = owner.post(world.ledger + "/requests?dry_run=true", {"finding_id": finding, "kind": "instruction", "title": "x", "matter": "x", "reply_by_on": day(world, 7), "addressee_id": world.persons["leader"]})
    equal("tried first", (tried.status, owner.get(world.ledger + "/requests")["rows"]), (200, []))
    made = put(owner, world, finding, addressee_id=world.persons["leader"])
    one = made["record"]
    equal("asked", (made.status, one["state"], one["asked_by_id"], one["asked_on"]), (201, "open", world.persons["owner"], day(world, 0)))
    expect("with a number", one["number"].startswith("ZGJ-") and "-Q" in one["number"], one["number"])
    equal("who asks does not answer", move(owner, world, "requests", one["id"], "answer", answer="好").codes, ["request_not_addressed"])
    equal("an answer has words", move(leader, world, "requests", one["id"], "answer").fields, ["answer"])
    answered = move(leader, world, "requests", one["id"], "answer", answer="已协调")
    equal("answered", (answered.status, answered["record"]["state"], answered["record"]["answered_by_id"]), (200, "answered", world.persons["leader"]))
    equal("not twice", move(leader, world, "requests", one["id"], "answer", answer="又").codes, ["request_answered"])
    equal("who answers does not settle", move(leader, world, "requests", one["id"], "confirm").status, 403)
    again = move(owner, world, "requests", one["id"], "ask_again", again_reason="资金未到")
    equal("asked again", (again["record"]["state"], again["record"].get("answer")), ("open", None))
    bare = move(office, world, "requests", one["id"], "answer", answer="已拨付")
    equal("what the office records is on paper", sorted(bare.fields), ["answered_by_id", "paper_id"])
    scan = office.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"scan", "批示.pdf")["record"]["id"]
    paper = move(office, world, "requests", one["id"], "answer", answer="已拨付", answered_by_id=world.persons["leader"], paper_id=scan)
    equal("with name and scan", paper.status, 200)
    settled = move(owner, world, "requests", one["id"], "confirm")
    equal("settled", (settled["record"]["state"], settled["record"]["confirmed_on"]), ("confirmed", day(world, 0)))
    equal("and over", move(owner, world, "requests", one["id"], "ask_again", again_reason="x").codes, ["request_over"])
    told = owner.get(f"{world.ledger}/findings/{finding}/history?whole=true")["versions"]
    expect("the answer that did not help is in the history", any(v.get("of", {}).get("record") == "request" and v["event"] == "answer" for v in told))
    other = put(owner, world, finding, addressee_id=world.persons["leader"])["record"]["id"]
    equal("whom it is put to takes nothing back", move(leader, world, "requests", other, "retract").codes, ["request_not_asked"])
    equal("who asked does", move(owner, world, "requests", other, "retract")["record"]["state"], "retracted")


def test_put_to_a_unit(world):
    finding = ready(world)
    owner, other = world.as_role("owner"), world.client("other")
    title = "不该被看见的问题标题"
    number = world.admin.patch(f"{world.ledger}/findings/{finding}", {"title": title})["record"]["number"]
    one = put(owner, world, finding, addressee_unit_id=world.units["BGS"])["record"]
    inner = put(owner, world, finding, addressee_id=world.persons["leader"], title="只给领导的")["record"]
    page = other.get(world.ledger + "/requests?moves=true")
    equal("the addressed unit sees it, and only it", [r["id"] for r in page["rows"]], [one["id"]])
    equal("and may answer", [m["event"] for m in page["moves"][one["id"]] if m["allowed"]], ["answer"])
    equal("not the one beside it", other.get(f"{world.ledger}/requests/{inner['id']}").status, 404)
    equal("nor is the problem there", other.get(f"{world.ledger}/findings/{finding}").status, 404)
    shown = [page, other.get(f"{world.ledger}/requests/{one['id']}"), other.get(f"{world.ledger}/requests/{one['id']}/history"), other.get(world.ledger + "/requests?q=协调"),
             other.get("/api/v1/search?q=协调"), other.get(world.ledger + "/news"), other.get("/api/v1/work"), other.get(world.ledger + "/requests/counts?by=state"),
             other.get(world.ledger + "/requests/counts?by=finding_id"), other.get(world.ledger + "/requests/export.csv"), other.get(f"{world.ledger}/findings?q={title[:4]}")]
    answered = move(other, world, "requests", one["id"], "answer", answer="可以安排")
    equal("answered", (answered.status, answered["record"]["answered_by_id"]), (200, world.persons["other"]))
    for at, reply in enumerate([*shown, answered]):
        text = reply.bytes.decode("utf-8", "replace")
        expect(f"no title, no number, no id of the problem in answer {at}", title not in text and number not in text and finding not in text, text[:500])
    refused = move(other, world, "requests", one["id"], "ask_again", again_reason="x")
    expect("nor when it is refused", refused.status == 403 and title not in str(refused.json), refused)
    equal("filtered by what he cannot see: nothing", other.get(f"{world.ledger}/requests?finding_id={finding}").status in (200, 404, 422), True)


def test_traces_by_leader(world):
    finding = ready(world)
    owner, leader = world.as_role("owner"), world.as_role("leader")
    tomorrow = owner.post(world.ledger + "/traces", {"finding_id": finding, "kind": "visit", "what": "明天", "occurred_on": day(world, 1)})
    equal("of a day that was", (tomorrow.codes, tomorrow.fields), (["trace_in_future"], ["occurred_on"]))
    for kind, led in (("visit", "leader"), ("visit", "leader"), ("meeting", "leader"), ("contact", None), ("visit", "supervisor")):
        made = owner.post(world.ledger + "/traces", {"finding_id": finding, "kind": kind, "what": "现场查看", **({"led_by_id": world.persons[led]} if led else {})})
        equal(f"{kind} by {led}", (made.status, made["record"]["occurred_on"], made["record"]["entered_by_id"]), (201, day(world, 0), world.persons["owner"]))
    counted = leader.get(f"{world.ledger}/traces/counts?by=led_by_id&kind=visit")
    equal("visits by leader", {c["value"]: c["count"] for c in counted["counts"]}, {world.persons["leader"]: 2, world.persons["supervisor"]: 1})
    expect("by name", world.persons["leader"] in counted["names"])
    for count in counted["counts"]:
        rows = leader.get(f"{world.ledger}/traces?kind=visit&led_by_id={count['value']}")["rows"]
        equal("each number is its rows", len(rows), count["count"])
    since = leader.get(f"{world.ledger}/traces/counts?by=kind&led_by_id!=&occurred_on={day(world, 0)}..")
    equal("since a day", {c["value"]: c["count"] for c in since["counts"]}, {"meeting": 1, "visit": 3})
    mine = owner.get(f"{world.ledger}/traces?kind=meeting")["rows"][0]
    equal("said once", owner.patch(f"{world.ledger}/traces/{mine['id']}", {"what": "另"}).status < 300, False)
    equal("a wrong one is withdrawn by who made it", owner.post(f"{world.ledger}/traces/{mine['id']}/withdraw", {"reason": "误登"}).status, 200)
    equal("nothing about what is not his", world.client("other").get(world.ledger + "/traces")["rows"], [])


def test_twenty_answers(world):
    finding = ready(world)
    one = put(world.as_role("owner"), world, finding, addressee_id=world.persons["leader"])["record"]["id"]
    clients = [world.client("leader") for _ in range(20)]
    replies = together(20, lambda i: move(clients[i], world, "requests", one, "answer", answer=f"第{i}个"))
    equal("one answer", sorted(r.status for r in replies), [200] + [422] * 19)
