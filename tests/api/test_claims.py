"""Claims (B2): owed with responsibilities, claimed, disputed, decided; who may; the board's figures recomputed from the rows; bulk; restricted sight."""
import json

from harness import ROLES, equal, expect


def assign(world, finding, role, unit=None, person=None):
    fields = {"finding_id": finding["id"], "role": role}
    if unit:
        fields["organisation_id"] = world.units.get(unit, unit)
    if person:
        fields["person_id"] = world.persons[person]
    world.add(world.ledger + "/responsibilities", **fields)


def claims_of(client, world, finding, **more):
    asked = "&".join(f"{k}={v}" for k, v in {"finding_id": finding["id"], **more}.items())
    return client.get(f"{world.ledger}/claims?{asked}")["rows"]


def claim_of(client, world, finding, role, **more):
    rows = [row for row in claims_of(client, world, finding, **more) if row["role"] == role and row["state"] != "void"]
    return rows[-1]


def move(client, world, claim, event, version="*", **fields):
    return client.ask("POST", f"{world.ledger}/claims/{claim['id']}/moves/{event}", fields,
                      headers={"If-Match": version if version == "*" else f'"{version}"'})


def state(world, finding):
    return world.admin.get(f"{world.ledger}/findings/{finding['id']}")["record"]["state"]


def test_claim_and_buttons(world):
    finding = world.finding(title="认领一")
    assign(world, finding, "lead_unit", "CWK")
    assign(world, finding, "lead_official", person="leader")
    assign(world, finding, "supporting_unit", "BGS")
    owner, leader = world.as_role("owner"), world.as_role("leader")
    unit, person = claim_of(world.admin, world, finding, "lead_unit"), claim_of(world.admin, world, finding, "lead_official")
    equal("two are owed, a supporting unit owes nothing", len(claims_of(world.admin, world, finding)), 2)
    moves = owner.get(f"{world.ledger}/claims/{unit['id']}")["moves"]
    equal("the owner's buttons", [(m["event"], m["allowed"]) for m in moves], [("claim", True), ("dispute", True)])
    equal("with labels and what they ask for", (moves[0]["label"], moves[1]["asks"]), ("认领", ["dispute_reason"]))
    equal("a supervisor has none", world.as_role("supervisor").get(f"{world.ledger}/claims/{unit['id']}")["moves"], [])
    page = owner.get(f"{world.ledger}/claims?finding_id={finding['id']}&moves=true")
    equal("the list has them, too", [m["event"] for m in page["moves"][unit["id"]]], ["claim", "dispute"])
    reply = owner.ask("POST", f"{world.ledger}/claims/{unit['id']}/moves/claim", {})
    equal("a version is needed", reply.status, 428)
    before = state(world, finding)
    reply = owner.ask("POST", f"{world.ledger}/claims/{unit['id']}/moves/claim?dry_run=true", {}, headers={"If-Match": "*"})
    equal("a dry run says what would be", (reply.status, reply["record"]["state"]), (200, "claimed"))
    equal("and changes nothing", claim_of(world.admin, world, finding, "lead_unit")["state"], "owed")
    reply = move(owner, world, unit, "claim", unit["version"])
    equal("claimed", (reply.status, reply["record"]["state"], reply["record"]["signed_by_id"]),
          (200, "claimed", world.persons["owner"]))
    equal("the finding waits for the person", (before, state(world, finding)), ("registered", "registered"))
    equal("nobody signs for him", move(world.as_role("supervisor"), world, person, "claim").status, 403)
    equal("he signs himself", move(leader, world, person, "claim").status, 200)
    equal("now the finding is claimed", state(world, finding), "claimed")
    again = move(owner, world, unit, "claim")
    equal("once is enough, and it says so", (again.status, again.codes), (422, ["claim_claimed"]))
    equal("no field of it is written any other way", world.admin.patch(f"{world.ledger}/claims/{unit['id']}", {"due_on": "2030-01-01"}).status, 403)
    equal("nor its state", world.admin.patch(f"{world.ledger}/claims/{unit['id']}", {"state": "owed"}).status, 422)
    equal("nor is one added by hand",
          world.admin.post(f"{world.ledger}/claims", {"finding_id": finding["id"], "responsibility_id": unit["responsibility_id"], "role": "lead_unit"}).status, 403)
    equal("an unknown move", move(owner, world, unit, "fly").status, 404)
    history = world.admin.get(f"{world.ledger}/claims/{unit['id']}/history")["versions"]
    equal("the history says claim", history[0]["event"] if history[0]["version"] == 2 else history[-1]["event"], "claim")


def test_dispute_and_decision(world):
    finding = world.finding(title="认领二")
    assign(world, finding, "lead_unit", "CWK")
    owner, leader = world.as_role("owner"), world.as_role("leader")
    claim = claim_of(owner, world, finding, "lead_unit")
    refused = move(owner, world, claim, "dispute", proposed_unit_id=world.units["CWK"])
    equal("everything that is missing at once", (refused.status, sorted(refused.fields)), (422, ["dispute_reason", "proposed_unit_id"]))
    equal("disputed", move(owner, world, claim, "dispute", dispute_reason="归口办公室", proposed_unit_id=world.units["BGS"]).status, 200)
    equal("the finding is disputed", state(world, finding), "disputed")
    equal("the unit does not decide", move(owner, world, claim, "pass_on", decision_reason="同意").status, 403)
    recorded = move(world.admin, world, claim, "pass_on", decision_reason="同意")
    equal("the office records a paper: who and the scan", (recorded.status, sorted(recorded.fields)), (422, ["decided_by_id", "decision_paper_id"]))
    decided = move(leader, world, claim, "pass_on", decision_reason="同意")
    equal("a leader passes it on", (decided.status, decided["record"]["state"], decided["record"]["decided_by_id"]),
          (200, "passed_on", world.persons["leader"]))
    after = world.admin.get(f"{world.ledger}/findings/{finding['id']}")["record"]
    equal("the other unit leads, once passed on, to be claimed", (after["lead_unit_id"], after["passed_on"], after["state"]),
          (world.units["BGS"], 1, "registered"))
    again = move(leader, world, claim, "keep", decision_reason="反悔")
    equal("deciding again is refused with the reason", (again.status, again.codes), (422, ["claim_passed_on"]))
    expect("in words", "同意" in again.json["errors"][0]["message"], again)
    equal("the old unit is out of it", owner.get(f"{world.ledger}/findings/{finding['id']}").status, 404)
    equal("its claim, too", owner.get(f"{world.ledger}/claims/{claim['id']}").status, 404)
    new = claim_of(world.admin, world, finding, "lead_unit", state="owed")
    equal("the new unit owes", new["organisation_id"], world.units["BGS"])


def test_paper(world):
    """The office enters a signed list for a unit: one scan, many findings, each with its result."""
    findings = [world.finding(title=f"书面{i}") for i in range(30)]
    for finding in findings:
        assign(world, finding, "lead_unit", "BGS")
    ids = [claim_of(world.admin, world, finding, "lead_unit")["id"] for finding in findings]
    scan = world.admin.send_file(f"{world.ledger}/attachments?finding_id={findings[0]['id']}", b"%PDF-1.4 signed list", "认领单.pdf")
    equal("the scan is attached", scan.status, 201)
    body = {"ids": ids + [ids[0], "00000000-0000-0000-0000-000000000001"],
            "set": {"claimed_on": "2026-01-05", "paper_id": scan["record"]["id"], "signed_by_id": world.persons["supervisor"]}}
    tried = world.admin.post(f"{world.ledger}/claims/moves/claim?dry_run=true", body)
    equal("a dry run of a bulk", (tried.status, tried["done"], tried["refused"]), (200, 30, 2))
    reply = world.admin.post(f"{world.ledger}/claims/moves/claim", body)
    equal("thirty at once", (reply.status, reply["done"], reply["refused"]), (200, 30, 2))
    equal("the double and the stranger are named", sorted(r["status"] for r in reply["results"][-2:]), ["not_found", "refused"])
    row = claim_of(world.admin, world, findings[7], "lead_unit")
    equal("recorded as on paper", (row["state"], row["on_paper"], row["claimed_on"], row["signed_by_id"]),
          ("claimed", True, "2026-01-05", world.persons["supervisor"]))
    equal("an owner of another unit moves none of them",
          world.as_role("owner").post(f"{world.ledger}/claims/moves/claim", {"ids": ids[:3], "set": {}})["refused"], 3)
    future = world.admin.post(f"{world.ledger}/claims/moves/retract", {"ids": ids[:1], "set": {}})
    equal("a reason is asked for", future["results"][0]["errors"][0]["field"], "retract_reason")


def tally(rows, today):
    counted = {"claimed": 0, "owed": 0, "disputed": 0, "overdue": 0}
    for row in rows:
        if row["state"] in counted:
            counted[row["state"]] += 1
        counted["overdue"] += row["state"] == "owed" and row["due_on"] < today
    counted["total"] = counted["claimed"] + counted["owed"] + counted["disputed"]
    counted["share"] = counted["claimed"] * 100 // counted["total"] if counted["total"] else None
    return counted


def figures(one):
    return {key: one[key] for key in ("claimed", "owed", "disputed", "overdue", "total", "share")}


def test_board(world):
    """Every figure is the count of the rows behind it, whole and divided; an owner's board counts what he sees."""
    inspection = world.add(world.ledger + "/inspections", code="BD", name="巡察", kind="regular", level="city")["id"]
    report = world.add(world.ledger + "/feedback_reports", inspection_id=inspection, title="反馈", signed_on="2026-01-01")["id"]
    finding = world.finding(title="有来源", feedback_report_id=report, inspection_id=inspection)
    assign(world, finding, "lead_unit", "CWK")
    assign(world, finding, "accountable_official", person="owner")
    rows = json.loads(world.server.command("list", "claims", "--json"))
    equal("the command line lists the same", len(rows), len([r for r in world.admin.get(f"{world.ledger}/claims?limit=500")["rows"]]))
    board = world.admin.get(f"{world.ledger}/claim_board").json
    units, persons = [r for r in rows if r.get("organisation_id")], [r for r in rows if r.get("person_id")]
    equal("units", figures(board["units"]), tally(units, board["today"]))
    equal("persons", figures(board["persons"]), tally(persons, board["today"]))
    for key, field, of in (("by_unit", "organisation_id", units), ("by_person", "person_id", persons)):
        for one in board[key]:
            equal(key, figures(one), tally([r for r in of if r[field] == one["id"]], board["today"]))
        equal(f"{key}: all of them", sum(one["total"] for one in board[key]), tally(of, board["today"])["total"])
    for key, field in (("by_report", "feedback_report_id"), ("by_inspection", "inspection_id")):
        for one in board[key]:
            equal(key, figures(one["units"]), tally([r for r in units if r.get(field) == one["id"]], board["today"]))
            equal(key, figures(one["persons"]), tally([r for r in persons if r.get(field) == one["id"]], board["today"]))
    narrowed = world.admin.get(f"{world.ledger}/claim_board?inspection_id=BD").json
    equal("narrowed to an inspection", (narrowed["units"]["total"], narrowed["persons"]["total"]), (1, 1))
    equal("narrowed to a letter", world.admin.get(f"{world.ledger}/claim_board?feedback_report_id={report}")["units"]["total"], 1)
    mine = world.as_role("owner").get(f"{world.ledger}/claim_board").json
    seen = world.as_role("owner").get(f"{world.ledger}/claims?limit=500")["rows"]
    equal("an owner's board counts what he sees", mine["units"]["total"] + mine["persons"]["total"],
          len([r for r in seen if r["state"] in ("owed", "claimed", "disputed")]))
    for role in ROLES:
        equal(f"{role} and the board", world.as_role(role).get(f"{world.ledger}/claim_board").status,
              403 if role.endswith("_admin") else 200)


def test_owner_and_restricted(world):
    """An owner sees the claims of his units and his own; who is not named on a restricted finding sees none of its claims."""
    finding = world.finding(title="两个单位的问题")
    assign(world, finding, "lead_unit", "BGS")
    assign(world, finding, "responsible_unit", "CWK")
    assign(world, finding, "lead_official", person="leader")
    owner, office = world.as_role("owner"), world.as_role("office")
    equal("of a shared finding his unit's claim", [c["organisation_id"] for c in claims_of(owner, world, finding)], [world.units["CWK"]])
    other = claim_of(world.admin, world, finding, "lead_unit")
    equal("the other unit's does not exist", (owner.get(f"{world.ledger}/claims/{other['id']}").status, move(owner, world, other, "claim").status), (404, 404))
    alone = world.finding(title="只有他个人负责的问题")
    assign(world, alone, "lead_unit", "BGS")
    assign(world, alone, "accountable_official", person="owner")
    equal("who answers by name sees the finding", owner.get(f"{world.ledger}/findings/{alone['id']}").status, 200)
    equal("and signs for it", move(owner, world, claim_of(owner, world, alone, "accountable_official"), "claim").status, 200)

    before = office.get(f"{world.ledger}/claim_board").json
    secret = world.add(world.ledger + "/findings", level="finding", title="涉及人员", restricted=True, entitled_persons=[world.persons["leader"]])
    assign(world, secret, "lead_unit", "CWK")
    assign(world, secret, "lead_official", person="leader")
    equal("who is named sees its claims", len(claims_of(world.as_role("leader"), world, secret)), 2)
    after = office.get(f"{world.ledger}/claim_board").json
    equal("the others' figures do not move", (after["units"], after["persons"]), (before["units"], before["persons"]))
    hidden = claim_of(world.as_role("leader"), world, secret, "lead_unit")
    for role in ("office", "owner", "supervisor", "inspector"):
        client = world.as_role(role)
        equal(f"{role}: its claims do not exist", (client.get(f"{world.ledger}/claims/{hidden['id']}").status, move(client, world, hidden, "claim").status,
                                                   client.post(f"{world.ledger}/claims/moves/claim", {"ids": [hidden["id"]], "set": {}})["results"][0]["status"]),
              (404, 404, "not_found"))
    equal("the leader signs", move(world.as_role("leader"), world, claim_of(world.as_role("leader"), world, secret, "lead_official"), "claim").status, 200)


def test_rebuild(world):
    """The events fold to the same claims, findings and responsibilities: the command fails when they do not."""
    equal("claims were made and moved before", world.admin.get(f"{world.ledger}/claims?state=passed_on")["total"], 1)
    world.server.command("rebuild", "--check")
