"""What others changed since a person last looked: within his rights, by finding, as far as he said he has seen."""
from harness import ROLES, equal, expect


def told(client, world):
    news = client.get(world.ledger + "/news").json
    return {finding["title"]: finding for finding in news["findings"]}, news


def test_news(world):
    world.fresh()
    office, owner, admin = world.as_role("office"), world.as_role("owner"), world.admin
    equal("nothing yet", told(owner, world)[0], {})
    mine, other = world.finding(title="归财务科")["id"], world.finding(title="归办公室")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    found, news = told(owner, world)
    equal("an owner is told of his own alone", list(found), ["归财务科"])
    equal("the office of both, newest first", [f["title"] for f in told(office, world)[1]["findings"]], ["归办公室", "归财务科"])
    equal("who did it is not told of it", told(admin, world)[0], {})
    admin.patch(f"{world.ledger}/findings/{mine}", {"severity": None, "working_text": "写了一句", "title": "归财务科"})
    admin.send_file(f"{world.ledger}/attachments?finding_id={mine}", b"x", "x.txt")
    admin.post(world.ledger + "/corrective_actions", {"answers": [mine], "measure": "改"})
    change = {c["record"]: c for c in told(owner, world)[0]["归财务科"]["changes"]}
    expect("changes of what hangs on it", {"attachment", "corrective_action"} <= set(change), change)
    equal("with who and in words", [(c["actor"], c["event_label"], c["fields"]) for c in told(owner, world)[0]["归财务科"]["changes"] if c["record"] == "finding"][0], ("张三", "修改", ["工作表述"]))
    equal("a change of what one may not see is not told", [], [c for c in told(world.as_role("leader"), world)[0]["归财务科"]["changes"] if "涉及人员" in c["fields"]])
    admin.patch(f"{world.ledger}/findings/{other}", {"named_persons": [world.persons["leader"]]})
    leader = told(world.as_role("leader"), world)[0]["归办公室"]
    expect("nor that there was one", all("涉及人员" not in c["fields"] for c in leader["changes"]) and any("涉及人员" in c["fields"] for c in told(office, world)[0]["归办公室"]["changes"]), leader)
    until = told(owner, world)[1]["until"]
    equal("seen", owner.ask("PUT", "/api/v1/preferences/seen.zgj", {"until": until}).status, 204)
    found, news = told(owner, world)
    equal("then there is nothing new", (found, news["since"]), ({}, until))
    expect("for him alone", told(office, world)[0])
    admin.patch(f"{world.ledger}/findings/{mine}", {"title": "归财务科，改了"})
    equal("until something changes", list(told(owner, world)[0]), ["归财务科，改了"])
    for i in range(8):
        admin.patch(f"{world.ledger}/findings/{mine}", {"working_text": f"第{i}稿"})
    one = told(owner, world)[0]["归财务科，改了"]
    equal("a few are told, all are counted", (len(one["changes"]), one["count"]), (4, 9))
    owner.ask("PUT", "/api/v1/preferences/seen.zgj", {"not": "an instant"})
    expect("a broken mark is none", told(owner, world)[0])
    for role in ROLES[5:]:
        equal(f"{role} has none of this", world.as_role(role).get(world.ledger + "/news").status, 403)


def test_what_hangs_on_his_finding(world):
    """Of what hangs on a finding he is told only what exists for him: a claim of another unit does not."""
    world.fresh()
    owner, office = world.as_role("owner"), world.as_role("office")
    finding = world.finding(title="两家的问题")["id"]
    for role, unit in (("lead_unit", "BGS"), ("responsible_unit", "CWK")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role=role, organisation_id=world.units[unit])
    claims = {client: len(client.get(f"{world.ledger}/claims?finding_id={finding}")["rows"]) for client in (owner, office)}
    equal("he sees his own claim, the office both", (claims[owner], claims[office]), (1, 2))
    for client in (owner, office):
        changes = told(client, world)[0]["两家的问题"]["changes"]
        equal("as many are told", len([c for c in changes if c["record"] == "claim"]), claims[client])
