"""Hand-over (B4) over the API: the preview, the list as it was signed and what passes are the same; who sees it; on paper."""
from harness import equal, expect

ANY = {"If-Match": "*"}


def move(client, world, key, event, **given):
    return client.post(f"{world.ledger}/handovers/{key}/moves/{event}", given, headers=ANY)


def carried(client, world, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"{world.ledger}/holdings?{query}")


def keys(reply):
    return sorted((row["record"], row["as"], row["number"]) for row in reply["rows"])


def loaded(world):
    """The owner's person is accountable for a finding of his unit and owns a measure; number of the finding and of the measure."""
    finding = world.finding(title="台账不实")
    world.add(world.ledger + "/responsibilities", finding_id=finding["id"], role="lead_unit", organisation_id=world.units["CWK"])
    world.add(world.ledger + "/responsibilities", finding_id=finding["id"], role="accountable_official", person_id=world.persons["owner"])
    measure = world.add(world.ledger + "/corrective_actions", answers=[finding["id"]], measure="补齐台账", owner_id=world.persons["owner"])
    return finding, measure


def test_all_of_it_passes(world):
    world.fresh()
    finding, measure = loaded(world)
    office, owner, leader = world.as_role("office"), world.as_role("owner"), world.as_role("leader")
    wanted = sorted([("responsibility", "accountable_official", finding["number"]), ("corrective_action", "", measure["number"])])
    equal("beforehand", keys(carried(office, world, person_id=world.persons["owner"])), wanted)
    equal("he himself, unasked", keys(carried(owner, world)), wanted)
    equal("not another's", carried(owner, world, person_id=world.persons["leader"]).status, 403)
    made = world.add(world.ledger + "/handovers", from_person_id=world.persons["owner"], to_person_id=world.persons["leader"], reason="轮岗")
    expect("a number of its own", made["number"].endswith("-J0001"), made)
    equal("who may what", {role: [m["event"] for m in world.as_role(role).get(f"{world.ledger}/handovers/{made['id']}")["moves"] if m["allowed"]] for role in ("office", "owner", "leader", "supervisor")},
          {"office": ["hand", "cancel"], "owner": ["hand"], "leader": [], "supervisor": []})
    equal("signed", move(owner, world, made["id"], "hand").status, 200)
    equal("as it was signed", keys(carried(leader, world, handover_id=made["number"])), wanted)
    expect("nobody is sent the text", "holdings" not in office.get(f"{world.ledger}/handovers/{made['id']}")["record"])
    tried = leader.post(f"{world.ledger}/handovers/{made['id']}/moves/receive?dry_run=true", {}, headers=ANY)
    equal("tried first", (tried.status, keys(carried(office, world, person_id=world.persons["owner"]))), (200, wanted))
    done = move(leader, world, made["id"], "receive")
    equal("received", (done.status, done["record"]["state"]), (200, "done"))
    equal("nothing is left", carried(office, world, person_id=world.persons["owner"])["rows"], [])
    equal("all of it is the successor's", keys(carried(office, world, person_id=world.persons["leader"])), wanted)
    told = office.get(f"{world.ledger}/corrective_actions/{measure['id']}/history")["versions"]
    expect("and in the history", "hand_over" in [version["event"] for version in told], told)
    equal("the list stays as it was signed", keys(carried(office, world, handover_id=made["id"])), wanted)


def test_on_paper(world):
    finding, _ = loaded(world)
    office = world.as_role("office")
    made = world.add(world.ledger + "/handovers", from_person_id=world.persons["owner"], to_person_id=world.persons["supervisor"], reason="退休")
    equal("the office does not sign for him", sorted(move(office, world, made["id"], "hand").codes), ["handover_day", "handover_paper"])
    scan = office.send_file(f"{world.ledger}/attachments?handover_id={made['id']}", b"scan", "交接清单.txt")["record"]["id"]
    today = office.get("/api/v1/session")["today"]
    signed = move(office, world, made["id"], "hand", handed_on=today, paper_id=scan)
    equal("what was signed on paper is entered", (signed.status, signed["record"]["state"], signed["record"]["paper_id"]), (200, "handed", scan))
    equal("who is named on it reads the scan", world.as_role("owner").get(f"{world.ledger}/attachments/{scan}").status, 200)
    another = world.finding(title="签字以后的事")
    world.add(world.ledger + "/responsibilities", finding_id=another["id"], role="lead_official", person_id=world.persons["owner"])
    refused = move(world.as_role("supervisor"), world, made["id"], "receive")
    equal("what came since is named", (refused.codes, "+" + another["number"] in refused["errors"][0]["message"]), (["handover_changed"], True))
    equal("voided by the office", move(office, world, made["id"], "cancel").status, 200)
    expect("everything is still his", len(carried(office, world, person_id=world.persons["owner"])["rows"]) >= 3, finding)


def test_whose_business_it_is(world):
    made = world.add(world.ledger + "/handovers", from_person_id=world.persons["leader"], to_person_id=world.persons["supervisor"], reason="调离")
    owner = world.as_role("owner")
    equal("for an owner who is not named it does not exist", owner.get(f"{world.ledger}/handovers/{made['id']}").status, 404)
    equal("nor its list", carried(owner, world, handover_id=made["id"]).status, 404)
    equal("nor can a paper be put to it", owner.send_file(f"{world.ledger}/attachments?handover_id={made['id']}", b"x", "x.txt").status, 422)
    equal("it is not his to register", owner.post(world.ledger + "/handovers", {"from_person_id": world.persons["owner"], "to_person_id": world.persons["leader"], "reason": "x"}).status, 403)


def test_proposed_by_portfolio(world):
    world.fresh()
    office = world.as_role("office")
    finding = world.finding(title="财务报销不规范")
    world.add(world.ledger + "/responsibilities", finding_id=finding["id"], role="lead_unit", organisation_id=world.units["CWK"])
    path = f"{world.ledger}/findings/{finding['id']}/proposals"
    equal("nobody's", office.get(path)["lead_official"], None)
    world.add("/api/v1/portfolios", person_id=world.persons["leader"], organisation_id=world.units["CWK"])
    proposed = office.get(path)
    equal("whose unit it is", (proposed["lead_official"]["person_id"], proposed["lead_official"]["organisation_id"], proposed["names"][world.persons["leader"]]),
          (world.persons["leader"], world.units["CWK"], "人员leader"))
    equal("what does not exist for him", world.as_role("owner").get(f"{world.ledger}/findings/{world.finding()['id']}/proposals").status, 404)
