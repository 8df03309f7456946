"""Doing (D3): an owner reports on a measure of his with proof; what follows; who takes back and returns."""
from harness import equal, expect


def measure(world, unit="CWK"):
    finding = world.finding(title="待办")["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    return finding, world.add(world.ledger + "/corrective_actions", answers=[finding], measure="建立台账")["id"]


def state(world, action):
    record = world.admin.get(f"{world.ledger}/corrective_actions/{action}")["record"]
    return record["state"], record["percent"]


def give_back(client, world, action, **given):
    return client.post(f"{world.ledger}/corrective_actions/{action}/moves/return", given, headers={"If-Match": "*"})


def test_report(world):
    world.fresh()
    finding, action = measure(world)
    owner, office = world.as_role("owner"), world.as_role("office")
    today = owner.get("/api/v1/session")["today"]
    photo = owner.send_file(f"{world.ledger}/attachments?corrective_action_id={action}", b"\x89PNG\r\n", "现场.png")
    equal("a photo", photo.status, 201)
    entries = world.ledger + "/progress_entries"
    said = {"corrective_action_id": action, "done": "台账已建立", "percent": 60, "obstacle": "人手不足", "next_step": "录入存量", "proofs": [photo["record"]["id"]]}
    tried = owner.post(entries + "?dry_run=true", said)
    equal("tried first", (tried.status, state(world, action)), (200, ("planned", None)))
    entry = owner.post(entries, said, headers={"Idempotency-Key": "once"})
    equal("reported", (entry.status, entry["record"]["occurred_on"], entry["names"][entry["record"]["reported_by_id"]]), (201, today, "人员owner"))
    again = owner.post(entries, said, headers={"Idempotency-Key": "once"})
    equal("a second tap says nothing twice", again["record"]["id"], entry["record"]["id"])
    equal("the measure follows", state(world, action), ("in_progress", 60))
    listed = office.get(f"{entries}?corrective_action_id={action}&sort=-occurred_on")
    equal("the office reads it", [row["id"] for row in listed["rows"]], [entry["record"]["id"]])
    wrong = owner.post(entries, {"corrective_action_id": action, "done": "", "percent": 101, "occurred_on": "2099-01-01"})
    expect("everything wrong is said at once, by field", wrong.status == 422 and {"done", "percent"} <= set(wrong.fields), wrong)
    equal("a day to come", owner.post(entries, {**said, "occurred_on": "2099-01-01"}).fields, ["occurred_on"])
    equal("said once", owner.patch(f"{entries}/{entry['record']['id']}", {"done": "改口"}, version="*").status, 422)
    told = office.get(f"{world.ledger}/findings/{finding}/history?whole=true")["versions"]
    expect("the finding's history tells of it", any(v.get("of", {}).get("record") == "progress_entry" and "台账已建立" in v["of"]["caption"] for v in told), told)
    news = world.as_role("leader").get(world.ledger + "/news")
    expect("and the news", "progress_entry" in news.bytes.decode(), news)


def test_done_and_returned(world):
    finding, action = measure(world)
    owner, office, leader = world.as_role("owner"), world.as_role("office"), world.as_role("leader")
    entries = world.ledger + "/progress_entries"
    equal("nothing to return", give_back(office, world, action, return_reason="没做").status, 422)
    last = owner.post(entries, {"corrective_action_id": action, "done": "全部完成", "percent": 100})
    equal("done", (last.status, state(world, action)), (201, ("done", 100)))
    moves = office.get(f"{world.ledger}/corrective_actions/{action}")["moves"]
    equal("the office is offered to return it", [(m["event"], m["asks"], m["allowed"]) for m in moves], [("return", ["return_reason"], True)])
    equal("its owner is not", owner.get(f"{world.ledger}/corrective_actions/{action}")["moves"], [])
    equal("nor may he", give_back(owner, world, action, return_reason="试").status, 403)
    equal("a reason is needed", give_back(office, world, action).fields, ["return_reason"])
    equal("returned by a leader", give_back(leader, world, action, return_reason="佐证不足").status, 200)
    equal("in progress again", state(world, action)[0], "in_progress")
    equal("its owner reads why", owner.get(f"{world.ledger}/corrective_actions/{action}")["record"]["return_reason"], "佐证不足")
    equal("a statement of the office", office.post(entries, {"corrective_action_id": action, "done": "现场核过"}).status, 201)
    of_office = next(row["id"] for row in office.get(f"{entries}?corrective_action_id={action}")["rows"] if row["done"] == "现场核过")
    equal("is not for an owner to take back", owner.post(f"{entries}/{of_office}/withdraw", {"reason": "试"}).codes, ["of_another"])
    equal("his own is", owner.post(f"{entries}/{last['record']['id']}/withdraw", {"reason": "填早了"}).status, 200)
    equal("what followed from it is taken back, too", state(world, action), ("in_progress", None))


def test_others_measures(world):
    _, action = measure(world, "BGS")
    owner = world.as_role("owner")
    equal("another unit's measure is not there for him", owner.post(world.ledger + "/progress_entries", {"corrective_action_id": action, "done": "试"}).status, 422)
    _, mine = measure(world)
    stray = world.admin.send_file(f"{world.ledger}/attachments?corrective_action_id={action}", b"x", "别的.txt")["record"]["id"]
    equal("nor its proof", owner.post(world.ledger + "/progress_entries", {"corrective_action_id": mine, "done": "试", "proofs": [stray]}).fields, ["proofs"])
    reply = world.as_role("office").post(world.ledger + "/progress_entries", {"corrective_action_id": mine, "done": "试", "proofs": [stray]})
    equal("and for the office it proves another measure", (reply.status, reply.codes), (422, ["progress_other_proof"]))
