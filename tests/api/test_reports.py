"""The rhythm of reports (D2): who owes which report by when, late at the minute; filled in beforehand from what was entered once; signed, frozen, returned; compiled
upward. The clock is the machine's: the day is made one of work, and cut-offs are chosen around this minute."""
import datetime
import json
import re

from harness import PASSWORD, equal, expect, together
from test_closing import move
from test_figures import stop
from test_reminders import works_today
from test_tokens import DAY

PARTS = ("problems", "results", "own_findings", "obstacles", "next_step")
NEEDS = {f"needs_{part}": True for part in PARTS}
TEXTS = {"problems": "已核对往来款", "results": "收回往来款", "own_findings": "自查无新问题", "obstacles": "缺人手", "next_step": "下周收口"}
MONDAY = DAY - datetime.timedelta(days=DAY.weekday())
SUNDAY, BEFORE = MONDAY + datetime.timedelta(days=6), MONDAY - datetime.timedelta(days=7)


def clock(minutes):
    """So many minutes from now, of this day."""
    now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)
    of_day = min(max(now.hour * 60 + now.minute + minutes, 0), 1440)
    return f"{of_day // 60:02}:{of_day % 60:02}"


def left(period):
    hours, minutes = clock(0).split(":")
    to_hours, to_minutes = period["due_time"].split(":")
    return (int(to_hours) - int(hours)) * 60 + int(to_minutes) - int(minutes)


def duty(world, **fields):
    """A unit's weekly report, due today two hours from now."""
    whole = {"title": "每周报告", "kind": "unit_report", "owed_by": "each_unit", "frequency": "weekly", "due_day": DAY.isoweekday(), "due_time": clock(120), "from_on": str(MONDAY), **fields}
    return world.add(world.ledger + "/reporting_duties", **{name: value for name, value in whole.items() if value is not None})["id"]


def begin(client, world, of, unit="CWK", **fields):
    """A report of this week."""
    whole = {"reporting_duty_id": of, "organisation_id": world.units.get(unit, world.organisation), "title": "本周报告", "from_on": str(MONDAY), "until_on": str(SUNDAY), **fields}
    return client.post(world.ledger + "/progress_reports", {name: value for name, value in whole.items() if value is not None})


def sent(client, world, of, unit="CWK", text=None, **fields):
    made = begin(client, world, of, unit, **{**({"no_news": True} if text is None else text), **fields})
    equal(f"begun for {unit} {made.codes if made.status != 201 else ''}", made.status, 201)
    reply = move(client, world, "progress_reports", made["record"]["id"], "send")
    equal(f"sent for {unit} {reply.codes if reply.status != 200 else ''}", reply.status, 200)
    return reply["record"]


def draft(client, world, **asked):
    return client.get(world.ledger + "/report_draft?" + "&".join(f"{name}={value}" for name, value in asked.items()))


def desk(client, world, **asked):
    """The desk's duties by id."""
    reply = client.get(world.ledger + "/report_desk?" + "&".join(f"{name}={value}" for name, value in asked.items()))
    equal("the desk", reply.status, 200)
    return {row["id"]: row for row in reply["duties"]}


def at_hand(client, world, of, unit=None):
    """This duty's period at hand, or the row of one unit in it."""
    period = desk(client, world)[of]["periods"][0]
    return period if unit is None else next(row for row in period["rows"] if row["organisation_id"] == world.units[unit])


def shift(day, days):
    return day + datetime.timedelta(days=days)


def problem(world, title, unit=None, role="lead_unit", **fields):
    one = world.finding(title=title, **fields)
    if unit:
        world.add(world.ledger + "/responsibilities", finding_id=one["id"], role=role, organisation_id=world.units[unit])
    return one


def ready(world):
    """A day of work; four units in an order of their own, the first with the owner and the second with another; a problem of each of the first two."""
    world.fresh()
    if not works_today(world):
        world.add("/api/v1/calendar_days", organisation_id=world.organisation, kind="work", first_on=str(DAY), last_on=str(DAY), name="值班")
    for code, name in (("ADX", "档案室"), ("ZHK", "综合科")):
        world.units[code] = world.add("/api/v1/organisations", code=code, name=name, parent_id=world.organisation)["id"]
    for position, code in enumerate(("CWK", "BGS", "ZHK", "ADX"), 1):
        equal("in order", world.admin.patch(f"/api/v1/organisations/{world.units[code]}", {"position": position}).status, 200)
    world.persons["other"] = world.add("/api/v1/persons", name="办公室经办人", code="other", organisation_id=world.units["BGS"])["id"]
    world.server.command("user", "add", "other", "--person", "other", "--role", "owner", "--over", "BGS", "--password-stdin", input=PASSWORD + "\n")
    return problem(world, "账实不符", "CWK", origin="inspection")["id"], problem(world, "公文积压", "BGS", origin="inspection")["id"]


def test_duties(world):
    world.fresh()
    office, path = world.as_role("office"), world.ledger + "/reporting_duties"
    good = {"title": "每周报告", "kind": "unit_report", "owed_by": "each_unit", "frequency": "weekly", "due_day": 5, "due_time": "11:00", "from_on": str(DAY)}
    month, week = (office.post(path, {**good, "title": of, "owed_by": "office", "kind": "summary", "frequency": of})["record"]["id"] for of in ("monthly", "weekly"))
    unit = world.units["CWK"]
    for change, fields in (({"due_time": "25:00"}, {"due_time"}), ({"due_time": "11:60"}, {"due_time"}), ({"due_time": "1100"}, {"due_time"}), ({"frequency": None}, {"frequency", "once_on"}),
                           ({"once_on": str(DAY)}, {"frequency", "once_on"}), ({"owed_by": "one_unit"}, {"organisation_id"}), ({"organisation_id": unit}, {"organisation_id"}),
                           ({"owed_by": "office", "organisation_id": unit}, {"organisation_id"}), ({"lead_days": 1}, {"outer_id", "lead_days"}), ({"outer_id": month, "lead_days": 1}, {"outer_id", "lead_days"}),
                           ({"until_on": str(shift(DAY, -1))}, {"until_on"}), ({"title": ""}, {"title"}), ({"from_on": None}, {"from_on"}), ({"kind": "rumour"}, {"kind"})):
        reply = office.post(path, {name: value for name, value in {**good, **change}.items() if value is not None})
        expect(f"{change} is refused by its field", reply.status == 422 and len(reply.fields) == 1 and set(reply.fields) <= fields, reply)
    inner = office.post(path, {**good, "due_day": None, "outer_id": week, "lead_days": 0})
    equal("before one of the same rhythm", inner.status, 201)
    inner = inner["record"]["id"]
    equal("not in a circle", (office.patch(f"{path}/{week}", {"outer_id": inner}).fields, office.patch(f"{path}/{week}", {"outer_id": week}).fields), (["outer_id"], ["outer_id"]))
    equal("its rhythm stays", (office.patch(f"{path}/{week}", {"frequency": "monthly"}).fields, office.patch(f"{path}/{week}", {"owed_by": "each_unit"}).fields), (["frequency"], ["owed_by"]))
    for role in ("owner", "leader", "supervisor", "inspector"):
        client = world.as_role(role)
        equal(f"{role} reads and does not write", [client.get(f"{path}/{week}").status, client.post(path, good).status, client.patch(f"{path}/{week}", {"due_time": "12:00"}).status,
                                                   client.post(path + "/usual").status], [200, 403, 403, 403])
    equal("none of the usual where there are some", (office.post(path + "/usual").status, len(office.get(path)["rows"])), (422, 3))


def due_now(world, period, due, from_on):
    """The first day not over: by `period`(k) and `due`(k), k periods from now; a rest day moves it before."""
    for k in range(-1, 4):
        day = due(k)
        while not world.admin.get(f"{world.ledger}/calendar?from={day}&until={day}")["days"][0]["works"]:
            day = shift(day, -1)
        if day >= DAY and shift(period(k + 1), -1) >= datetime.date.fromisoformat(from_on):
            return str(period(k)), str(shift(period(k + 1), -1)), str(day)
    return None


def test_usual(world):
    world.fresh()
    office, path = world.as_role("office"), world.ledger + "/reporting_duties"
    tried = office.post(path + "/usual?dry_run=true")
    equal("tried first", (tried.status, office.get(path)["rows"]), (200, []))
    made = office.post(path + "/usual")
    rows = {row["kind"]: row for row in office.get(path)["rows"]}
    problem(world, "账实不符", "CWK")
    equal("the usual ones", (made.status, made["added"], sorted(rows)), (200, len(rows), ["dispatch", "hearing", "summary", "unit_report", "upward"]))
    equal("once", (office.post(path + "/usual").status, len(office.get(path)["rows"])), (422, len(rows)))
    equal("units at eleven, in time for the summary", (rows["unit_report"]["due_time"], rows["unit_report"]["outer_id"], rows["unit_report"]["lead_days"]), ("11:00", rows["summary"]["id"], 0))
    months = lambda k: datetime.date(DAY.year + (DAY.month - 1 + k) // 12, (DAY.month - 1 + k) % 12 + 1, 1)  # noqa: E731
    weeks = lambda k: shift(MONDAY, 7 * k)  # noqa: E731
    told = desk(office, world)
    for kind, period, due in (("unit_report", weeks, lambda k: shift(weeks(k), 4)), ("summary", weeks, lambda k: shift(weeks(k), 4)), ("dispatch", weeks, lambda k: weeks(k + 1)),
                              ("upward", months, lambda k: shift(months(k + 1), 4)), ("hearing", months, lambda k: shift(months(k + 1), -1))):
        first = told[rows[kind]["id"]]["periods"][0]
        equal(f"the day of {kind}", (first["from"], first["until"], first["due_on"]), due_now(world, period, due, rows[kind]["from_on"]))
        expect(f"{kind} says why", first["why"] and "\n" not in first["why"], first["why"])
    summary, ahead = rows["summary"]["id"], desk(office, world)[rows["summary"]["id"]]["periods"][0]["due_on"]
    equal("two days ahead", office.patch(f"{path}/{rows['unit_report']['id']}", {"lead_days": 2}).status, 200)
    back = lambda day: office.get(f"{world.ledger}/workday?from={day}&add=-2")["until"]  # noqa: E731
    first = desk(office, world)[rows["unit_report"]["id"]]["periods"][0]
    outer = desk(office, world, as_of=first["until"])[summary]["periods"]
    expect("counted back in working days", first["due_on"] == back(ahead) or first["due_on"] in [back(one["due_on"]) for one in outer], (first, ahead))


def test_desk(world):
    mine, _ = ready(world)
    office, owner, leader = (world.as_role(role) for role in ("office", "owner", "leader"))
    problem(world, "暗事", "ADX", restricted=True, entitled_persons=[world.persons["office"]])
    world.add(world.ledger + "/responsibilities", finding_id=mine, role="supporting_unit", organisation_id=world.units["ZHK"])
    open_, over = duty(world), duty(world, title="已截止", due_time=clock(-1))
    own, one = duty(world, title="汇总", kind="summary", owed_by="office"), duty(world, title="专报", owed_by="one_unit", organisation_id=world.units["CWK"], frequency=None, due_day=None, once_on=str(DAY))
    today = desk(office, world)
    period, past = today[open_]["periods"][0], today[over]["periods"][0]
    equal("who leads a problem owes, in order", [row["organisation"] for row in period["rows"]], ["财务科", "办公室"])
    equal("this week, today", (period["from"], period["until"], period["due_on"], period["at_hand"]), (str(MONDAY), str(SUNDAY), str(DAY), True))
    equal("none there", period["counts"], {"owed": 2, "missing": 2, "drafted": 0, "sent": 0, "received": 0, "returned": 0, "late": 0})
    expect("time left, and behind it", not period["over"] and abs(period["minutes"] - left(period)) <= 1 and past["over"] and abs(past["minutes"] - left(past)) <= 1, (period, past))
    equal("the office's own is of the office", [row["organisation_id"] for row in today[own]["periods"][0]["rows"]], [world.organisation])
    equal("a single one, on its day", (today[one]["frequency"], [row["organisation"] for row in today[one]["periods"][0]["rows"]], today[one]["periods"][0]["due_on"]), (None, ["财务科"], str(DAY)))
    world.add(world.ledger + "/responsibilities", finding_id=problem(world, "也归综合科", "CWK")["id"], role="responsible_unit", organisation_id=world.units["ZHK"])
    equal("so does who is responsible", [row["organisation"] for row in at_hand(office, world, open_)["rows"]], ["财务科", "办公室", "综合科"])
    halted = problem(world, "停下的", "ADX")
    expect("one that runs", "档案室" in [row["organisation"] for row in at_hand(office, world, open_)["rows"]])
    stop(world, halted)
    expect("to the end of the period in which it stopped", "档案室" in [row["organisation"] for row in at_hand(office, world, open_)["rows"]])
    after = desk(office, world, as_of=shift(SUNDAY, 1))[open_]["periods"]
    equal("and no more", [row["organisation"] for row in after[0]["rows"]], ["财务科", "办公室", "综合科"])

    first = sent(owner, world, open_, text={"problems": "已办"})
    late = sent(owner, world, over)
    begin(office, world, open_, "BGS")
    row, counts = at_hand(office, world, open_, "CWK"), at_hand(office, world, open_)["counts"]
    equal("its row", (row["state"], row["report_id"], row["number"], row["sent_at"], row["late"], row["no_news"]), ("sent", first["id"], first["number"], first["sent_at"], False, False))
    equal("one sent, one begun, one missing", counts, {"owed": 4, "missing": 2, "drafted": 1, "sent": 1, "received": 0, "returned": 0, "late": 0})
    row = at_hand(office, world, over, "CWK")
    equal("late, and no news", (late["late"], row["late"], row["no_news"], at_hand(office, world, over)["counts"]["late"]), (True, True, True, 1))
    equal("received, returned", [move(office, world, "progress_reports", one["id"], event, **more).status for one, event, more in ((first, "receive", {}), (late, "return", {"return_reason": "太略"}))], [200, 200])
    equal("told", (at_hand(office, world, open_, "CWK")["state"], at_hand(office, world, over, "CWK")["state"]), ("received", "returned"))

    last = sent(owner, world, duty(world, title="这一分钟", due_time=clock(0)))
    expect("late is what the desk calls over", not last["late"] or at_hand(office, world, last["reporting_duty_id"])["over"], last)
    office.post(f"{world.ledger}/reporting_duties/{last['reporting_duty_id']}/withdraw", {"reason": "试完"})
    his, all_ = desk(owner, world), desk(leader, world)
    equal("an owner: his unit's rows, nothing of the office's", (sorted(his), {row["organisation"] for of in his.values() for one in of["periods"] for row in one["rows"]}), (sorted([open_, over, one]), {"财务科"}))
    equal("and counts of his rows only", his[open_]["periods"][0]["counts"]["owed"], 1)
    equal("the single one is not another owner's", one in desk(world.client("other"), world), False)
    equal("a leader: all", (sorted(all_), len(all_[open_]["periods"][0]["rows"])), (sorted([open_, over, own, one]), 4))
    older = duty(world, title="一直要报", from_on=str(shift(MONDAY, -70)))
    world.add(world.ledger + "/responsibilities", finding_id=world.finding(title="早就有的")["id"], role="lead_unit", organisation_id=world.units["ZHK"], from_on=str(shift(MONDAY, -70)))
    periods = desk(office, world)[older]["periods"]
    equal("older ones still owed, newest first", [(one["from"], one["at_hand"]) for one in periods], [(str(shift(MONDAY, -7 * k)), k == 0) for k in range(4)])
    equal("by who answered then", [row["organisation"] for row in periods[1]["rows"]], ["综合科"])
    expect("all of them over", all(one["over"] and one["minutes"] < 0 for one in periods[1:]))
    then = desk(office, world, as_of=periods[1]["due_on"])[older]["periods"]
    equal("as it was", (then[0]["due_on"], then[0]["at_hand"], str(BEFORE) in [one["from"] for one in then]), (periods[1]["due_on"], True, True))
    equal("withdrawn, it is owed no more", (office.post(f"{world.ledger}/reporting_duties/{older}/withdraw", {"reason": "停"}).status, older in desk(office, world)), (200, False))
    equal("no date", office.get(world.ledger + "/report_desk?as_of=soon").codes, ["api_date"])
    for asked in ("report_desk?day=2026-01-01", f"report_draft?duty={open_}&unit=CWK&month=1"):
        expect(f"{asked}: not asked for", office.get(f"{world.ledger}/{asked}").status in (400, 422))


def test_draft(world):
    finding, _ = ready(world)
    office, owner, unit = world.as_role("office"), world.as_role("owner"), world.units["CWK"]
    weekly = duty(world, from_on=str(BEFORE), **NEEDS)
    point = world.finding(level="point", title="固定资产要点", parent_id=finding)["id"]
    measure = lambda text, of, **more: world.add(world.ledger + "/corrective_actions", answers=[of], measure=text, **{"organisation_id": unit, "owner_id": world.persons["owner"], **more})["id"]  # noqa: E731
    said = lambda of, text, **more: equal("reported", owner.post(world.ledger + "/progress_entries", {"corrective_action_id": of, "done": text, **more}).status, 201)  # noqa: E731
    before = draft(owner, world, duty=weekly, unit=unit)
    equal("nothing happened", (before.status, before["no_news"], before["report_id"], before["last"], before["needs"]), (200, True, None, None, list(PARTS)))
    measure("下周到期措施", finding, due_on=str(shift(SUNDAY, 2)), due_as="day")
    said(measure("清查措施", point), "清查了八成", percent=80, obstacle="缺两名盘点员", next_step="盘点剩余库房")
    said(measure("没写单位的措施", finding, organisation_id=None), "也报了一笔", percent=10)
    said(measure("建账措施", finding), "台账建成了", percent=100)
    problem(world, "自查挂账问题", "CWK", origin="self_found")
    world.add(world.ledger + "/requests", finding_id=finding, kind="coordination", title="请协调盘点经费", matter="x", addressee_id=world.persons["leader"], reply_by_on=str(shift(DAY, 20)))
    for word, more in (("密而不宣", {"confidentiality": "internal"}), ("限定之事", {"restricted": True, "entitled_persons": [world.persons["office"], world.persons["owner"]]})):
        secret = office.post(world.ledger + "/findings", {"level": "finding", "title": word + "问题", "origin": "self_found", **more})["record"]["id"]
        office.post(world.ledger + "/responsibilities", {"finding_id": secret, "role": "lead_unit", "organisation_id": unit})
        action = office.post(world.ledger + "/corrective_actions", {"answers": [secret], "measure": word + "措施", "organisation_id": unit, "due_on": str(shift(DAY, 2)), "due_as": "day"})["record"]["id"]
        said(action, word + "进展", percent=100, obstacle=word + "困难", next_step=word + "打算")
    problem(world, "别家自查问题", "BGS", origin="self_found")
    filled = draft(owner, world, duty=weekly, unit=unit)
    parts = filled["parts"]
    equal("of this week, by the duty", (filled["from"], filled["until"], filled["due_on"], filled["no_news"], filled["organisation"]), (str(MONDAY), str(SUNDAY), str(DAY), False, "财务科"))
    for part, words in {"problems": ("账实不符", "清查了八成", "80", "台账建成了", "也报了一笔"), "results": ("建账措施",), "own_findings": ("自查挂账问题",), "obstacles": ("缺两名盘点员", "请协调盘点经费"), "next_step": ("盘点剩余库房", "下周到期措施")}.items():
        for word in words:
            expect(f"{part} says {word}", word in parts[part], parts[part])
    expect("nothing of another unit, nothing confidential", not any(word in filled.bytes.decode() for word in ("密而不宣", "限定之事", "别家", "公文积压")), parts)
    expect("the same for the office", not any(word in draft(office, world, duty=weekly, unit=unit).bytes.decode() for word in ("密而不宣", "限定之事", "别家")))
    waits = next((line for line in parts["obstacles"].splitlines() if "请协调盘点经费" in line), "")
    expect("how long it has waited", re.search(r"\d+\s*(个工作日|天|日)|当天|今天|今日", waits), waits)
    equal("another unit has no news", draft(world.client("other"), world, duty=weekly, unit=world.units["BGS"])["parts"]["problems"], "")
    last = begin(owner, world, weekly, **{**TEXTS, "from_on": str(BEFORE), "until_on": str(shift(BEFORE, 6))})
    equal("of last week, sent now", (last.status, move(owner, world, "progress_reports", last["record"]["id"], "send")["record"]["late"]), (201, True))
    beside = draft(owner, world, duty=weekly, unit=unit)["last"]
    equal("what the last one said, beside", (beside["id"], beside["from"], beside["no_news"], beside["parts"]), (last["record"]["id"], str(BEFORE), False, TEXTS))
    equal("of that week it is the one begun", (draft(owner, world, duty=weekly, unit=unit, day=BEFORE)["report_id"], draft(owner, world, duty=weekly, unit=unit, day=BEFORE)["last"]), (last["record"]["id"], None))
    made = begin(owner, world, weekly, **parts)
    equal("begun with what was filled in", (made.status, made["record"]["state"], draft(owner, world, duty=weekly, unit=unit)["report_id"]), (201, "drafted", made["record"]["id"]))
    expect("with a number and its day", made["record"]["number"] and (made["record"]["due_on"], made["record"]["due_time"]) == (str(DAY), filled["due_time"]), made["record"])
    for asked, wanted in (({"unit": unit}, 422), ({"duty": weekly}, 422), ({"duty": weekly, "unit": unit, "day": "soon"}, 422), ({"duty": "keine", "unit": unit}, 422), ({"duty": weekly, "unit": unit, "day": shift(BEFORE, -1)}, 422),
                          ({"unit": unit, "from": SUNDAY, "until": MONDAY}, 422), ({}, 422)):
        reply = draft(office, world, **asked)
        expect(f"{sorted(asked)} is no report", reply.status == wanted and reply.fields, reply)


def test_what_was_reported_stays(world):
    ready(world)
    office, ledger = world.as_role("office"), world.ledger
    once = duty(world, title="专报", frequency=None, due_day=None, once_on=str(DAY), owed_by="one_unit", organisation_id=world.units["CWK"])
    change = lambda **fields: office.patch(f"{ledger}/reporting_duties/{once}", fields, version="*")  # noqa: E731
    equal("its day may move while nobody reported", change(once_on=str(shift(DAY, 1))).status, 200)
    made = begin(office, world, once, from_on=str(MONDAY), until_on=str(shift(DAY, 1)), no_news=True)
    equal("begun", made.status, 201)
    key = made["record"]["id"]
    moved = change(once_on=str(shift(DAY, 2)))
    equal("not afterwards", (moved.status, moved.fields), (422, ["once_on"]))
    equal("but its words may", change(title="专题报告").status, 200)
    file = office.send_file(f"{ledger}/attachments?progress_report_id={key}", b"proof", "证明.txt")["record"]["id"]
    away = lambda: office.post(f"{ledger}/attachments/{file}/withdraw", {"reason": "错"})  # noqa: E731
    paper = office.send_file(f"{ledger}/attachments?progress_report_id={key}", b"scan", "签字件.pdf")["record"]["id"]
    equal("sent", move(office, world, "progress_reports", key, "send", signed_by_id=world.persons["owner"], paper_id=paper).status, 200)
    equal("its files stay with it", (away().status, away().codes), (422, ["report_files"]))
    equal("until it is returned", (move(office, world, "progress_reports", key, "return", return_reason="换附件").status, away().status), (200, 200))


def test_units_and_numbers(world):
    ready(world)
    office, ledger = world.as_role("office"), world.ledger
    far = json.loads(world.server.command("add", "organisation", "code=FAR", "name=别的系统的单位", "--json"))
    far = (far.get("record") or far)["id"]
    asked = {"title": "外单位", "kind": "unit_report", "frequency": "weekly", "due_day": 5, "from_on": str(MONDAY)}
    reply = office.post(ledger + "/reporting_duties", {**asked, "owed_by": "one_unit", "organisation_id": far})
    equal("no duty for a unit elsewhere", (reply.status, reply.codes), (422, ["report_outside"]))
    reply = begin(office, world, None, organisation_id=far)
    equal("nor a report of it", (reply.status, reply.codes), (422, ["report_outside"]))
    replies = [office.post(ledger + "/reporting_duties", {**asked, "title": f"第{i}项", "owed_by": "office"}) for i in range(201)]
    equal("two hundred and no more", ([reply.status for reply in replies], replies[-1].codes), ([201] * 200 + [422], ["duty_many"]))


def test_whose_it_is(world):
    ready(world)
    office, owner, other = world.as_role("office"), world.as_role("owner"), world.client("other")
    weekly, own, one = duty(world), duty(world, title="汇总", kind="summary", owed_by="office"), duty(world, title="专报", owed_by="one_unit", organisation_id=world.units["CWK"])
    made = begin(owner, world, weekly, problems="财务科的话")
    key = made["record"]["id"]
    equal("one of a unit in a period", (begin(owner, world, weekly).status, begin(office, world, weekly).status), (422, 422))
    for fields in ({"from_on": str(shift(MONDAY, 1))}, {"until_on": str(shift(SUNDAY, 1))}, {"from_on": str(BEFORE), "until_on": str(shift(BEFORE, 6))}):
        reply = begin(office, world, weekly, "BGS", **fields)
        expect(f"{fields} is no period of it", reply.status == 422 and set(reply.fields) <= {"from_on", "until_on"} and reply.fields, reply)
    for of, unit in ((own, "CWK"), (one, "BGS")):
        equal(f"not {unit}'s to report", (begin(office, world, of, unit).status, begin(office, world, of, unit).fields), (422, ["organisation_id"]))
    replies = together(8, lambda i: world.client("other").post(world.ledger + "/progress_reports", {
        "reporting_duty_id": weekly, "organisation_id": world.units["BGS"], "title": f"第{i}份", "from_on": str(MONDAY), "until_on": str(SUNDAY)}))
    equal("all at once: one", sorted(reply.status for reply in replies), [201] + [422] * 7)
    equal("nor filled in for another", [draft(client, world, duty=of, unit=world.units["BGS"]).status for client in (other, office) for of in (own, one)], [422] * 4)
    path = f"{world.ledger}/progress_reports/{key}"
    refused = {"his draft": draft(other, world, duty=weekly, unit=world.units["CWK"]), "any day": draft(other, world, unit=world.units["CWK"], **{"from": MONDAY, "until": DAY}), "the office's draft": draft(other, world, duty=own), 
               "a report of it": begin(other, world, one), "of any day": begin(other, world, None), "the office's": begin(other, world, own, "ZGJ"), "it": other.get(path), "its history": other.get(path + "/history"),
               "changed": other.patch(path, {"problems": "x"}), "sent": move(other, world, "progress_reports", key, "send"), "withdrawn": other.post(path + "/withdraw", {"reason": "x"}),
               "a file of it": other.send_file(f"{world.ledger}/attachments?progress_report_id={key}", b"x", "x.txt")}
    for what, reply in refused.items():
        expect(f"another owner: {what}", reply.status in (403, 404, 422) and b"figures" not in reply.bytes and "财务科的话" not in reply.bytes.decode(), reply)
    before = office.get(world.ledger + "/progress_reports")["total"]
    foreign = begin(other, world, weekly, "CWK", from_on=str(BEFORE), until_on=str(shift(BEFORE, 6)))
    equal("nor written for another unit", (foreign.status, foreign.fields, office.get(world.ledger + "/progress_reports")["total"]), (403, ["organisation_id"], before))
    equal("nor in his list, nor by searching", ([row["id"] for row in other.get(world.ledger + "/progress_reports")["rows"] if row["id"] == key], other.get(world.ledger + "/progress_reports?q=财务科的话")["total"]), ([], 0))
    for role in ("leader", "supervisor", "inspector"):
        client = world.as_role(role)
        equal(f"{role} reads and does not write", [client.get(path).status, client.patch(path, {"problems": "x"}).status, begin(client, world, one).status, move(client, world, "progress_reports", key, "send").status], [200, 403, 403, 403])
    equal("who wrote it changes it", owner.patch(path, {"problems": "改过"}).status, 200)
