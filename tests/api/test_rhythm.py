"""What is owed regularly is called, reminded of and fed to calendars until it is done: reports, hearings, occurrences of what is kept up."""
import datetime

from harness import equal, expect
from test_feeds import read, subscribe
from test_reminders import Round, workdays, works_today
from test_tokens import DAY


def test_reports_are_asked_for(world):
    world.fresh()
    office, owner, ledger, unit = world.as_role("office"), world.as_role("owner"), world.ledger, world.units["CWK"]
    if not works_today(world):
        world.add("/api/v1/calendar_days", organisation_id=world.organisation, kind="work", first_on=str(DAY), last_on=str(DAY), name="值班")
    for role in ("office", "owner"):
        equal("an address", world.admin.patch(f"/api/v1/persons/{world.persons[role]}", {"email": f"{role}@example.cn"}, headers={"If-Match": "*"}).status, 200)
    finding = world.finding(title="账实不符")["id"]
    world.add(ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=unit, from_on=workdays(world, -3))
    duty = lambda title, day, **more: world.add(ledger + "/reporting_duties", **{"title": title, "kind": "unit_report", "owed_by": "each_unit", "once_on": day, "from_on": day, **more})["id"]  # noqa: E731
    duty("昨天应报", workdays(world, -1), from_on=workdays(world, -3))
    tomorrow = duty("明天应报", workdays(world, 1), from_on=workdays(world, -3))
    duty("下周应报", workdays(world, 8), from_on=workdays(world, -3))
    duty("听取汇报", workdays(world, 4), from_on=workdays(world, -3), kind="hearing", owed_by="office")
    duty("办公室汇总", str(DAY), from_on=workdays(world, -3), kind="summary", owed_by="office")

    rows = lambda client=office, as_of="": {row["title"].split("（")[0]: row for row in client.get(ledger + "/call_sheet" + (f"?as_of={as_of}" if as_of else ""))["rows"] if row["kind"] == "report"}  # noqa: E731
    called = rows()
    equal("called", {title: row["reasons"] for title, row in called.items()}, {"昨天应报": ["report_owed"], "办公室汇总": ["report_owed"], "听取汇报": ["hearing_owed"]})
    equal("with who fills in", (called["昨天应报"]["organisation_id"], called["昨天应报"]["person"], called["昨天应报"]["days"]), (unit, "人员owner", -1))
    equal("an owner's own", set(rows(owner)), {"昨天应报"})
    expect("on its day", "明天应报" in rows(as_of=workdays(world, 1)))

    secret, round_ = subscribe(world, owner)[0], Round(world, world.folder)
    fed = lambda s=secret: {name for name in read(world, s)[1] if name.startswith("应报")}  # noqa: E731
    equal("in his calendar", {name.split()[-1] for name in fed()}, {"昨天应报", "明天应报", "下周应报"})
    equal("the office has its own", {name.split()[-1] for name in fed(subscribe(world, office, "整改办")[0])}, {"听取汇报", "办公室汇总"})
    first = round_.remind()
    equal("nothing failed", first["failed"], 0)
    (to_owner,) = round_.mails_to("owner@example.cn")
    expect("told of tomorrow's and of what is late", "明天应报" in to_owner[3] and "昨天应报" in to_owner[3] and "下周应报" not in to_owner[3], to_owner[3])
    (to_office,) = round_.mails_to("office@example.cn")
    expect("the office of its own, and how many are late", "办公室汇总" in to_office[3] and "昨天应报" in to_office[3] and "×1" in to_office[3] and "明天应报" not in to_office[3], to_office[3])

    draft = owner.get(f"{ledger}/report_draft?duty={tomorrow}&unit={unit}")
    report = owner.post(ledger + "/progress_reports", {"reporting_duty_id": tomorrow, "organisation_id": unit, "title": draft["title"], "from_on": draft["from"], "until_on": draft["until"], "no_news": True})
    equal("written", report.status, 201)
    equal("sent", owner.post(f"{ledger}/progress_reports/{report['record']['id']}/moves/send", {}, headers={"If-Match": "*"}).status, 200)
    expect("gone from calendar and call sheet", not [n for n in fed() if "明天" in n] and "明天应报" not in rows(as_of=workdays(world, 1)))


def test_occurrences_are_called(world):
    world.fresh()
    office, owner, ledger, unit = world.as_role("office"), world.as_role("owner"), world.ledger, world.units["CWK"]
    finding = world.finding(title="监管不到位")["id"]
    world.add(ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=unit)
    practice = world.add(ledger + "/corrective_actions", answers=[finding], measure="每周抽查", kind="practice", frequency="weekly", organisation_id=unit, owner_id=world.persons["owner"])
    yearly = world.add(ledger + "/corrective_actions", answers=[finding], measure="每年轮训", kind="practice", frequency="yearly", organisation_id=unit, owner_id=world.persons["owner"])
    weekly = lambda as_of: next((row for row in office.get(f"{ledger}/call_sheet?as_of={as_of}")["rows"] if row["number"] == practice["number"] and row["kind"] == "practice"), None)  # noqa: E731
    sunday = DAY + datetime.timedelta(days=6 - DAY.weekday())
    now = weekly(DAY)
    equal("this week's is due", (now["reasons"], now["due_on"]), (["occurrence_due"], str(sunday)))
    expect("what has most of a year left is not", all(row["number"] != yearly["number"] for row in office.get(f"{ledger}/call_sheet?as_of={DAY.year + 1}-02-01")["rows"] if row["kind"] == "practice" and row["days"] > 5))
    later = weekly(sunday + datetime.timedelta(days=10))  # the week after next: a whole one without any
    equal("missed, since that week's end", later["due_on"], str(sunday + datetime.timedelta(days=7)))
    equal("done", owner.post(ledger + "/progress_entries", {"corrective_action_id": practice["id"], "done": "已抽查", "percent": 10}).status, 201)
    equal("not called any more", weekly(DAY), None)
    expect("until next week", weekly(sunday + datetime.timedelta(days=1)) is not None)


def test_outcomes_in_a_report(world):
    world.fresh()
    owner, ledger, unit = world.as_role("owner"), world.ledger, world.units["CWK"]
    finding, other = world.finding(title="账实不符")["id"], world.finding(title="与本单位无关")["id"]
    secret = world.finding(title="不宜公开", confidentiality="internal")["id"]
    for one in (finding, secret):
        world.add(ledger + "/responsibilities", finding_id=one, role="lead_unit", organisation_id=unit)
    for one, amount in ((finding, "120000.50"), (finding, "0.50"), (other, "7"), (secret, "9")):
        world.add(ledger + "/recoveries", finding_id=one, kind="paid_back", amount=amount, recovered_on=str(DAY))
    duty = world.add(ledger + "/reporting_duties", title="周报", kind="unit_report", owed_by="each_unit", frequency="weekly", from_on=str(DAY))["id"]
    results = lambda: owner.get(f"{ledger}/report_draft?duty={duty}&unit={unit}")["parts"]["results"]  # noqa: E731
    equal("money in sum, of what may be spoken of", results(), "1. 挽回资金120001.00元。")
    rule = world.add(ledger + "/rule_changes", title="资产管理办法", kind="new", findings=[finding], organisation_id=unit)["id"]
    office = world.as_role("office")
    for event, more in (("ask_opinions", {}), ("deliberate", {}), ("issue", {"document_no": "云资规〔2026〕9号", "issued_on": str(DAY)})):
        equal(event, office.post(f"{ledger}/rule_changes/{rule}/moves/{event}", more, headers={"If-Match": "*"}).status, 200)
    equal("a rule that was issued", results(), "1. 印发制度云资规〔2026〕9号 资产管理办法。\n2. 挽回资金120001.00元。")
