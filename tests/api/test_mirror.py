"""The mirror (B5) over the API: sent, answered by the units, contradicted; each owner sees what was sent to his own."""
from harness import equal, expect

ANY = {"If-Match": "*"}


def move(client, world, plural, key, event, **given):
    return client.post(f"{world.ledger}/{plural}/{key}/moves/{event}", given, headers=ANY)


def sent(world, *units):
    check = world.add(world.ledger + "/mirror_checks", title="对照某局反馈问题自查", units=sorted(world.units[unit] for unit in units))["id"]
    items = [world.add(world.ledger + "/mirror_items", mirror_check_id=check, matter=matter)["id"] for matter in ("公务接待超标准。去年多起", "台账不实")]
    equal("sent", move(world.as_role("office"), world, "mirror_checks", check, "send").status, 200)
    return check, items


def answers(client, world, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return client.get(f"{world.ledger}/mirror_answers?limit=500&moves=true&{query}")


def test_from_sending_to_its_end(world):
    world.fresh()
    office, owner, supervisor = world.as_role("office"), world.as_role("owner"), world.as_role("supervisor")
    check, items = sent(world, "CWK", "BGS")
    equal("one for each unit and item", answers(office, world, mirror_check_id=check)["total"], 4)
    mine = answers(owner, world, state="owed")
    equal("his own", ([row["organisation_id"] for row in mine["rows"]], [[m["event"] for m in mine["moves"][row["id"]]] for row in mine["rows"]]), ([world.units["CWK"]] * 2, [["answer"]] * 2))
    equal("told what is missing", move(owner, world, "mirror_answers", mine["rows"][0]["id"], "answer").fields, ["answer", "grounds"])
    first = next(row["id"] for row in mine["rows"] if row["mirror_item_id"] == items[0])
    second = next(row["id"] for row in mine["rows"] if row["mirror_item_id"] == items[1])
    done = move(owner, world, "mirror_answers", first, "answer", answer="present", grounds="查出两起")
    equal("answered", (done.status, done["record"]["state"], done["record"]["answered_by_id"]), (200, "answered", world.persons["owner"]))
    finding = owner.get(f"{world.ledger}/findings/{done['record']['finding_id']}")["record"]
    equal("a problem of its own", (finding["origin"], finding["title"], finding["verbatim"], finding["working_text"], finding["lead_unit_id"]),
          ("mirror", "公务接待超标准", "公务接待超标准。去年多起", "查出两起", world.units["CWK"]))
    equal("once", move(owner, world, "mirror_answers", first, "answer", answer="not_present", grounds="x").codes, ["answer_given"])
    equal("that it is not there", move(owner, world, "mirror_answers", second, "answer", answer="not_present", grounds="逐项核对")["record"].get("finding_id"), None)
    equal("who has not answered is named", move(office, world, "mirror_checks", check, "end").codes, ["mirror_unanswered"])
    equal("its unit does not contradict itself", move(owner, world, "mirror_answers", second, "contradict", contradiction="x").status, 403)
    contradicted = move(supervisor, world, "mirror_answers", second, "contradict", contradiction="抽查台账有缺页")
    equal("contradicted", (contradicted.status, contradicted["record"]["state"]), (200, "contradicted"))
    equal("the problem all the same", supervisor.get(f"{world.ledger}/findings/{contradicted['record']['finding_id']}")["record"]["working_text"], "抽查台账有缺页")
    scan = office.send_file(f"{world.ledger}/attachments?mirror_check_id={check}", b"scan", "对照检查表.txt")["record"]["id"]
    rest = [row["id"] for row in answers(office, world, mirror_check_id=check, state="owed")["rows"]]
    equal("on paper, in bulk", [row["status"] for row in office.post(f"{world.ledger}/mirror_answers/moves/answer", {"items": [
        {"id": key, "answer": "not_present", "grounds": "无", "answered_by_id": world.persons["leader"], "paper_id": scan} for key in rest]})["results"]], ["done", "done"])
    equal("the paper is of who answered on it", owner.get(f"{world.ledger}/attachments/{scan}").status, 404)
    mine = owner.send_file(f"{world.ledger}/attachments?mirror_check_id={check}", b"x", "佐证.txt")["record"]["id"]
    equal("what no other unit signed is seen", owner.get(f"{world.ledger}/attachments/{mine}").status, 200)
    expect("told as such", answers(office, world, mirror_check_id=check, on_paper="true")["total"] == 2)
    equal("ended", move(office, world, "mirror_checks", check, "end")["record"]["state"], "ended")


def test_whose_business_it_is(world):
    owner = world.as_role("owner")
    check, items = sent(world, "BGS")
    draft = world.add(world.ledger + "/mirror_checks", title="还没发", units=[world.units["CWK"]])["id"]
    for path in (f"mirror_checks/{check}", f"mirror_checks/{draft}", f"mirror_items/{items[0]}", f"mirror_answers/{answers(world.admin, world, mirror_check_id=check)['rows'][0]['id']}"):
        equal(f"{path} does not exist for him", owner.get(f"{world.ledger}/{path}").status, 404)
    mine, _ = sent(world, "CWK")
    seen = owner.get(f"{world.ledger}/mirror_checks/{mine}")
    equal("what was sent to his unit does", seen.status, 200)
    expect("without the other units", "units" not in seen["record"], seen["record"])
    equal("items do not change any more", world.admin.post(world.ledger + "/mirror_items", {"mirror_check_id": mine, "matter": "再加"}).codes, ["mirror_sent"])


def test_prompted_by(world):
    """Own findings (自查自纠) name what prompted them; nothing names a restricted one."""
    first = world.finding(title="巡察指出的问题")["id"]
    own = world.finding(title="举一反三查出的问题", origin="self_found", prompted_by=[first])
    equal("kept", own["prompted_by"], [first])
    equal("and found from the other side", [row["id"] for row in world.admin.get(f"{world.ledger}/findings?prompted_by={first}")["rows"]], [own["id"]])
    secret = world.finding(title="线索", restricted=True, entitled_persons=[world.admin.get("/api/v1/session")["person"]["id"]])["id"]
    equal("not a restricted one", world.admin.patch(f"{world.ledger}/findings/{own['id']}", {"prompted_by": [secret]}).codes, ["restricted_link"])
