"""Working days over HTTP: by the tables, by an imported year, by the organisation's own days; what is wrong is said with its place."""
import json

from harness import equal, expect
from test_tokens import DAY

YEAR = {"year": 2027, "notice": "国务院办公厅关于2027年部分节假日安排的通知", "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}, {"name": "春节", "from": "2027-02-05", "to": "2027-02-11", "work": ["2027-01-30"]}]}


def test_calendar(world):
    world.fresh()
    office, owner = world.as_role("office"), world.as_role("owner")
    path = world.ledger
    day = lambda **ask: owner.get(f"{path}/workday?" + "&".join(f"{k}={v}" for k, v in ask.items()))  # noqa: E731

    answer = day(**{"from": "2026-09-30", "add": 5})
    equal("five working days over the National Day week", (answer["until"], answer["working_days"], answer["untabled"]), ("2026-10-13", 5, None))
    expect("it says why", "国庆节（10月1日至7日）放假" in answer["explanation"] and "10月10日调休上班" in answer["explanation"])
    equal("backwards", day(**{"from": "2026-10-08", "add": -1})["until"], "2026-09-30")
    equal("between", day(**{"from": "2026-09-30", "until": "2026-10-13"})["working_days"], 5)
    days = owner.get(f"{path}/calendar?from=2026-10-01&until=2026-10-11")
    equal("each day", ["".join("x" if d["works"] else "." for d in days["days"]), days["working_days"], days["days"][0]["name"]], [".......xxx.", 3, "国庆节"])

    equal("a year without a table is named", day(**{"from": "2026-12-31", "add": 3})["untabled"], 2027)
    send = lambda client, body, query="": client.send_file("/api/v1/imports/calendar" + query, json.dumps(body).encode(), "2027.json")  # noqa: E731
    equal("an owner imports none", send(owner, YEAR).status, 403)
    equal("tried", send(office, YEAR, "?dry_run=true").status, 201)
    equal("and not done", day(**{"from": "2026-12-31", "add": 3})["untabled"], 2027)
    made = send(office, YEAR)
    equal("imported", (made.status, made["year"], made["entries"]), (201, 2027, 3))
    answer = day(**{"from": "2026-12-31", "add": 3})
    equal("and counted by", (answer["until"], answer["untabled"]), ("2027-01-06", None))
    equal("a worked Saturday", owner.get(f"{path}/calendar?from=2027-01-30&until=2027-01-30")["working_days"], 1)
    equal("once a year", send(office, YEAR).codes, ["calendar_there"])
    equal("nor one of the program's", send(office, {**YEAR, "year": 2026}).codes, ["calendar_there"])
    equal("withdrawn, it may come again", (office.post(f"/api/v1/calendar_years/{made['id']}/withdraw", {"reason": "导错了"}).status, send(office, YEAR).status), (200, 201))
    for body, code in (({}, "calendar_file_year"), ({"year": 2028}, "calendar_file_empty"), ({"year": 2028, "holidays": [{"name": "x", "from": "2028-01-02", "to": "2028-01-01"}]}, "calendar_file_span")):
        equal(f"refused: {code}", (send(office, body).status, send(office, body).codes), (422, [code]))

    own = {"organisation_id": world.organisation, "kind": "work", "first_on": "2026-10-03", "last_on": "2026-10-04", "name": "集中整改加班"}
    made = office.post("/api/v1/calendar_days", own)
    equal("own days", made.status, 201)
    answer = day(**{"from": "2026-09-30", "add": 1})
    equal("hold against the notice", answer["until"], "2026-10-03")
    expect("and are named", "10月3日本单位上班" in answer["explanation"])
    shown = owner.get(f"{path}/calendar?from=2026-10-03&until=2026-10-03")["days"][0]
    equal("as the organisation's own", (shown["works"], shown["own"], shown["name"]), (True, True, "集中整改加班"))
    equal("no two of one organisation for one day", office.post("/api/v1/calendar_days", {**own, "first_on": "2026-10-04", "kind": "rest"}).codes, ["calendar_overlap"])
    equal("in order", office.post("/api/v1/calendar_days", {**own, "first_on": "2026-11-04", "last_on": "2026-11-03"}).codes, ["period_backwards"])
    equal("not for ever", office.post("/api/v1/calendar_days", {**own, "first_on": "2028-01-01", "last_on": "2029-12-31"}).codes, ["calendar_long"])
    equal("of somebody", office.post("/api/v1/calendar_days", {k: v for k, v in own.items() if k != "organisation_id"}).codes, ["calendar_whose"])
    equal("a lower unit's do not hold above", office.post("/api/v1/calendar_days", {**own, "organisation_id": world.units["CWK"], "kind": "rest", "first_on": "2026-11-09", "last_on": "2026-11-09"}).status, 201)
    equal("for the bureau it is a Monday like others", day(**{"from": "2026-11-06", "add": 1})["until"], "2026-11-09")

    for ask, code in (({"from": "2026-02-30"}, "api_date"), ({"from": "2026-02-01", "add": "x"}, "calendar_count"), ({"from": "2026-02-01", "add": "99999"}, "calendar_count")):
        reply = owner.ask("GET", f"{path}/workday?" + "&".join(f"{k}={v}" for k, v in ask.items()))
        equal(f"{ask}", (reply.status, reply.codes), (422, [code]))
    equal("not ten years at once", owner.ask("GET", f"{path}/calendar?from=2020-01-01&until=2030-01-01").codes, ["calendar_range"])


def test_what_a_change_would_move(world):
    """The plan read on both sides of a change that is rolled back; what would move is what does when it is made."""
    world.fresh()
    office, ledger = world.as_role("office"), world.ledger
    inspection = world.add(ledger + "/inspections", code="EFF", name="巡察", kind="regular", level="city", concentrated_months=3)["id"]
    world.add(ledger + "/feedback_reports", inspection_id=inspection, title="意见", signed_on=str(DAY))
    day = world.admin.get(f"{ledger}/workday?from={DAY}&add=8")["until"]
    finding = world.finding(title="账实不符", inspection_id=inspection, due_on=day, due_as="day")
    measure = world.add(ledger + "/corrective_actions", answers=[finding["id"]], measure="清查", organisation_id=world.units["CWK"], working_days=2)
    duty = world.add(ledger + "/reporting_duties", title="专项报告", kind="upward", owed_by="office", once_on=day, from_on=str(DAY))
    ask = lambda change, client=office: client.post(ledger + "/calendar/preview", change)  # noqa: E731
    latest = lambda: {row["id"]: row["late_finish"] for row in office.get(ledger + "/schedule")["rows"] if row["kind"] == "measure"}  # noqa: E731
    before = latest()
    fields = {"organisation_id": world.organisation, "kind": "rest", "first_on": day, "last_on": day, "name": "设备检修"}
    told = ask({"add": fields})
    earlier = world.admin.get(f"{ledger}/workday?from={day}&add=-1")["until"]
    moved = {(row["kind"], row["id"]): (row["from"], row["to"]) for row in told["moved"]}
    equal("measure and report", (moved["measure", measure["id"]], moved["report", duty["id"]]), ((day, earlier), (day, earlier)))
    equal("what was set stays, on a day of rest", [(row["kind"], row["number"], row["on"]) for row in told["resting"]], [("finding", finding["number"], day)])
    equal("counted", told["counts"], {"moved": len(told["moved"]), "resting": 1})
    equal("nothing is kept", (latest(), office.get("/api/v1/calendar_days")["rows"]), (before, []))
    made = office.post("/api/v1/calendar_days", fields)
    equal("made", made.status, 201)
    after = latest()
    equal("it does move so", {key: (before[key], after[key]) for key in before if before[key] != after[key]}, {key: days for (kind, key), days in moved.items() if kind == "measure"})
    back = ask({"withdraw": made["record"]["id"]})
    equal("and back", {(row["kind"], row["id"]): (row["to"], row["from"]) for row in back["moved"]}, moved)
    other = ask({"set": {"id": made["record"]["id"], "name": "另一名称"}})
    equal("a name moves nothing", (other["moved"], other["resting"]), ([], []))
    table = {"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}
    equal("a year's table", ask({"table": table}).status, 200)
    equal("is not there", office.get("/api/v1/calendar_years")["rows"], [])
    equal("what would be refused is", (ask({"add": {**fields, "name": "重复"}}).codes, ask({"add": {}}).status, ask({}).codes, ask({"withdraw": "x"}).codes), (["calendar_overlap"], 422, ["calendar_one_change"], ["calendar_one_change"]))
    equal("an owner does not ask", ask({"add": fields}, world.as_role("owner")).status, 403)
