"""Restricted findings: who is named on them, their numbers, what stands below them, what refers to them, what is kept of reading them."""
import json
import time
import uuid

from harness import equal, expect


def add(world, **fields):
    return world.admin.post(world.ledger + "/findings", {"level": "finding", "title": "涉及人员的问题", **fields})


def test_restricted(world):
    world.fresh()
    leader, owner, office = world.as_role("leader"), world.as_role("owner"), world.as_role("office")
    before = world.finding(title="一般问题一")
    made = add(world, restricted=True, entitled_persons=[world.persons["leader"]])["record"]
    after = world.finding(title="一般问题二")
    equal("numbers of its own, no gap beside them", [row["number"] for row in (before, made, after)], ["ZGJ-2026-0001", "ZGJ-2026-R0001", "ZGJ-2026-0002"])
    me = world.admin.get("/api/v1/session")["person"]["id"]
    equal("who registers it is one of those named", sorted(made["entitled_persons"]), sorted([world.persons["leader"], me]))
    path = f"{world.ledger}/findings/{made['id']}"
    equal("for those named only, whatever their roles", [world.as_role(role).get(path).status for role in ("leader", "office", "supervisor", "owner")], [200, 404, 404, 404])
    equal("positions tell nothing", (before["position"], after["position"]), (1, 2))
    part = add(world, level="point", title="要点", parent_id=made["id"])["record"]
    equal("what stands below is restricted with it", (part["restricted"], part["number"], part["entitled_persons"]), (True, "ZGJ-2026-R0001-1", None))
    equal("and read by the same", [client.get(f"{world.ledger}/findings/{part['id']}").status for client in (leader, office)], [200, 404])
    measure = world.add(world.ledger + "/corrective_actions", answers=[made["id"]], measure="谈话")
    equal("a measure of it has a number of another series", measure["number"], "ZGJ-2026-RC0001")
    world.add(world.ledger + "/responsibilities", finding_id=made["id"], role="lead_unit", organisation_id=world.units["CWK"])
    equal("a unit that answers is not named by it", owner.get(path).status, 404)

    world.admin.patch(path, {"entitled_persons": [me, world.persons["owner"]]})
    equal("who is named now", [client.get(path).status for client in (leader, owner)], [404, 200])
    equal("below it, too", [client.get(f"{world.ledger}/findings/{part['id']}").status for client in (leader, owner)], [404, 200])
    equal("an owner named on it works on it", owner.patch(path, {"working_text": "已谈话"}).status, 200)
    equal("but names nobody", owner.patch(path, {"entitled_persons": [world.persons["owner"]]}).status, 403)
    equal("who is named reads whom it is about", "named_persons" in owner.get(path)["record"], True)

    refusals = [
        ("nobody named", world.admin.patch(path, {"entitled_persons": []}), "entitled_persons"),
        ("restricted later", world.admin.patch(f"{world.ledger}/findings/{before['id']}", {"restricted": True}), "restricted"),
        ("open later", world.admin.patch(path, {"restricted": False}), "restricted"),
        ("persons named on one that is not restricted", add(world, entitled_persons=[me]), "entitled_persons"),
        ("persons named below", add(world, level="point", parent_id=made["id"], entitled_persons=[me]), "entitled_persons"),
        ("restricted below one that is not", add(world, level="point", parent_id=before["id"], restricted=True), "parent_id"),
        ("moved below one that is not", world.admin.patch(f"{world.ledger}/findings/{part['id']}", {"parent_id": before["id"]}), "parent_id"),
        ("one that is not, below it", world.admin.patch(f"{world.ledger}/findings/{after['id']}", {"parent_id": made["id"]}), "parent_id"),
        ("linked from one that is not", world.admin.patch(f"{world.ledger}/findings/{before['id']}", {"same_matter": [made["id"]]}), "same_matter"),
        ("a measure of both", world.admin.post(world.ledger + "/corrective_actions", {"answers": [made["id"], before["id"]], "measure": "x"}), "answers"),
        ("a measure turned to another", world.admin.patch(f"{world.ledger}/corrective_actions/{measure['id']}", {"answers": [before["id"]]}), "answers"),
    ]
    for what, reply, field in refusals:
        expect(f"refused: {what}", reply.status == 422 and field in reply.fields, reply)
    equal("the link stands on the restricted one", world.admin.patch(path, {"same_matter": [before["id"]]}).status, 200)
    equal("no number was drawn by what was refused", world.finding(title="一般问题三")["number"], "ZGJ-2026-0003")

    total = office.get(world.ledger + "/findings")["total"]
    equal("figures count what is seen", (total, office.get(world.ledger + "/summary")["figures"]["total"]["count"]), (3, 3))
    equal("the first says more to those named", world.admin.get(world.ledger + "/summary")["figures"]["total"]["count"], 4)
    world.server.command("rebuild", "--check")  # an exception when anything differs
    world.server.command("verify")


def test_no_content_in_the_open_part(world):
    """What an event says of it stands in the restricted part, also of what hangs on it."""
    if world.address:
        return
    import sqlite3
    store = sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True)
    restricted = [row[0] for row in store.execute('SELECT "id" FROM "finding" WHERE "restricted"=1')]
    hanging = [row[0] for row in store.execute('SELECT "id" FROM "responsibility" WHERE "finding_id" IN (SELECT "id" FROM "finding" WHERE "restricted"=1)')]
    measures = [row[0] for row in store.execute('SELECT "id" FROM "corrective_action_answers" WHERE "ref_id" IN (SELECT "id" FROM "finding" WHERE "restricted"=1)')]
    expect("there are some", len(restricted) == 2 and len(hanging) == 1 and len(measures) == 1, (restricted, hanging, measures))
    for record in restricted + hanging + measures:
        for open_part, part in store.execute('SELECT "open","restricted" FROM "ledger_event" WHERE "record_id"=?', (record,)):
            equal("open part", bytes(open_part), b"{}")
            expect("restricted part", part and len(bytes(part)) > 2, part)
    plain = store.execute('SELECT "open" FROM "ledger_event" WHERE "record"=\'finding\' AND CAST("open" AS TEXT) LIKE ?', ("%一般问题一%",)).fetchall()
    equal("others are in the open part", len(plain), 1)
    what = f"/api/v1/ledgers/ZGJ/findings/{uuid.UUID(bytes=restricted[0])}"
    for _ in range(50):  # written in batches nobody waits for
        read = [row[0] for row in store.execute('SELECT "person_id" FROM "access_event" WHERE "kind"=\'read\' AND "what"=?', (what,))]
        if len(set(read)) >= 3:
            break
        time.sleep(0.1)
    expect("who read it is kept: the one who registered it, the leader, the owner", len(set(read)) == 3, read)
    store.close()


def test_what_is_unseen_stays(world):
    """A list of references sent back without what its sender could not see keeps it."""
    world.fresh()
    secret = world.finding(title="内部", confidentiality="internal")["id"]
    others = [world.finding(title=f"公开{i}")["id"] for i in range(3)]
    one = world.finding(title="关联多", same_matter=[secret, others[0]])["id"]
    grants = json.loads(world.server.command("list", "role_grant", "person_id=office", "--json"))
    world.server.command("set", "role_grant", grants[0]["id"], "ceiling=open")
    office, path = world.client("office"), f"{world.ledger}/findings/{one}"
    equal("he sees what he may", office.get(path)["record"]["same_matter"], [others[0]])
    equal("he changes what he sees", office.patch(path, {"same_matter": [others[1], others[2]]})["record"]["same_matter"], sorted(others[1:]))
    equal("the rest is still there", world.admin.get(path)["record"]["same_matter"], sorted([secret, *others[1:]]))
    equal("also when he empties it", (office.patch(path, {"same_matter": None}).status, world.admin.get(path)["record"]["same_matter"]), (200, [secret]))
    history = office.get(path + "/history").bytes.decode()
    expect("his history is silent about it", "内部" not in history and secret not in history and "—" not in history, history)
