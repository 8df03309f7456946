"""setting_up: the bureau as it is on the first morning: people, units, roles, a letter, problems, who answers, measures."""
import datetime

from bureau import LEDGER, PASSWORD, Person, Refused

MORE_UNITS = 8
HORIZONS = ["immediate", "by_deadline", "by_deadline", "ongoing"]
CATEGORIES = ["political", "party_building", "discipline", "cadre", "duty"]
MATTERS = ["台账登记不全", "巡查次数不足", "档案移交迟缓", "经费支出审核不严", "制度没有修订", "公示时间不够", "群众来信答复迟", "值班记录缺失", "设备闲置", "培训流于形式"]
DEEDS = ["补齐台账并逐条核对", "修订管理办法", "开展一次专项清理", "建立每周巡查记录", "组织业务培训", "公开办理流程和时限", "约谈相关人员", "与相邻单位建立会商机制"]


def people(bureau, source, count):
    """The sample's workbook brings in the first half, the office enters the rest; each gets a password."""
    import json
    bureau.must_run("import", "people", str(source / "data/sample/people.xlsx"))
    bureau.must_run("add", "ledger", f"code={LEDGER}", "name=整改台账", "organisation_id=ZGJ", "profile=inspection", "claim_days=10", "extensions_most=3")
    if count > 40:
        for i in range(MORE_UNITS):
            bureau.must_run("add", "organisation", f"code=FJ{i + 1}", f"name=第{'一二三四五六七八'[i]}分局", "parent_id=ZGJ", "kind=department")
        for i in range(count - 40):
            bureau.must_run("add", "person", f"code=X{i + 1:02}", f"name=王{'甲乙丙丁戊己庚辛壬癸'[i % 10]}{'春夏秋冬'[i // 10 % 4]}", f"organisation_id=FJ{i % MORE_UNITS + 1}")
            bureau.must_run("user", "add", f"x{i + 1:02}", "--person", f"X{i + 1:02}", "--role", "owner", "--over", f"FJ{i % MORE_UNITS + 1}", "--password-stdin", input=PASSWORD + "\n")
    bureau.units = {row["code"]: row for row in json.loads(bureau.must_run("list", "organisation", "--json", "--limit", "1000"))}
    by_id = {row["id"]: row for row in bureau.units.values()}
    persons = {row["id"]: row for row in json.loads(bureau.must_run("list", "person", "--json", "--limit", "1000"))}
    grants = json.loads(bureau.must_run("list", "role_grant", "--json", "--limit", "1000"))
    accounts = {row["person_id"]: row["username"] for row in json.loads(bureau.must_run("list", "account", "--json", "--limit", "1000"))}
    for grant in grants:
        row = persons[grant["person_id"]]
        username = accounts[row["id"]]
        person = bureau.people.setdefault(username, Person(username, row["name"], row["id"], by_id[row["organisation_id"]]["code"], {}))
        person.roles[grant["role"]] = by_id[grant["organisation_id"]]["code"]
    bureau.grants = grants
    choose(bureau, count)
    for person in bureau.acting:
        if not person.username[1:].isdigit():
            bureau.must_run("user", "passwd", person.username, "--password-stdin", input=PASSWORD + "\n")


def choose(bureau, count):
    """Who acts: all, or in a small play the office, a few leaders and one owner of each unit."""
    of = lambda role: sorted((p for p in bureau.people.values() if role in p.roles), key=lambda p: p.username)
    bureau.office, bureau.leaders, bureau.supervisors, bureau.inspectors = of("office")[:3], of("leader"), of("supervisor"), of("inspector")
    if count < 40:
        bureau.leaders, bureau.supervisors = bureau.leaders[:3], bureau.supervisors[:1]
    left = count - len(bureau.office) - len(bureau.leaders) - len(bureau.supervisors) - len(bureau.inspectors)
    bureau.owners = {}
    owners = of("owner")
    for at_most in (1, 99):
        for person in owners:
            of_unit = bureau.owners.setdefault(person.roles["owner"], [])
            if left > 0 and person not in of_unit and len(of_unit) < at_most:
                of_unit.append(person)
                left -= 1
    bureau.owners = {unit: found for unit, found in bureau.owners.items() if found}
    bureau.acting = bureau.office + bureau.leaders + bureau.supervisors + bureau.inspectors + [p for found in bureau.owners.values() for p in found]
    bureau.low_leader = bureau.leaders[-1]  # sees nothing that is internal
    for i, person in enumerate(bureau.acting):
        person.by_token = person is not bureau.office[0] and i % 6
    grant = next(g for g in bureau.grants if g["person_id"] == bureau.low_leader.id and g["role"] == "leader")
    bureau.must_run("set", "role_grant", grant["id"], "ceiling=open")


def letter(bureau, source):
    """The inspection, its letter as it came, signed for some days ago."""
    bureau.inspection = bureau.add(bureau.inspectors[0], "inspections", code="ZGJ-2026-CG", name="常规巡察", kind="regular", level="city", organisation_id=bureau.units["ZGJ"]["id"],
                                   feedback_on=bureau.day(-3), concentrated_months=3)["id"]
    bureau.other_inspection = bureau.add(bureau.inspectors[0], "inspections", code="ZGJ-2026-ZX", name="专项检查", kind="special_topic", level="provincial",
                                         organisation_id=bureau.units["ZGJ"]["id"], concentrated_months=2)["id"]
    bureau.command(bureau.office[0], "import", "feedback", str(source / "data/sample/feedback.docx"), "--inspection", "ZGJ-2026-CG", "--issued", bureau.day(-3), "--signed", bureau.day(-2))


def answer_for(bureau, finding, unit, more=None):
    """Who leads it and which leaders stand for it."""
    office = bureau.office[finding.__hash__() % len(bureau.office)]
    lead, accountable = bureau.random.sample(bureau.leaders, 2)
    for role, fields in (("lead_unit", {"organisation_id": bureau.units[unit]["id"]}), ("lead_official", {"person_id": lead.id}), ("accountable_official", {"person_id": accountable.id})):
        bureau.add(office, "responsibilities", finding_id=finding, role=role, **fields)
    if more:
        bureau.add(office, "responsibilities", finding_id=finding, role=bureau.random.choice(["responsible_unit", "supporting_unit"]), organisation_id=bureau.units[more]["id"])


def problem(bureau, title, unit=None, more=None, **fields):
    """A problem somebody leads, entered by the office."""
    office = bureau.random.choice(bureau.office)
    fields.setdefault("origin", "self_found")
    fields.update(level="finding", title=title, category=bureau.random.choice(CATEGORIES), horizon=bureau.random.choice(HORIZONS))
    if bureau.sometimes_cli(0.8):
        finding = bureau.add_by_command(office, "finding", **fields)
    else:
        finding = bureau.add(office, "findings", **fields)["id"]
    if unit:
        answer_for(bureau, finding, unit, more)
    return finding


def measure(bureau, finding, unit, due=60, **fields):
    """What a unit will do about it, entered by the office."""
    fields.setdefault("answers", [finding])
    return bureau.add(bureau.random.choice(bureau.office), "corrective_actions", measure=bureau.random.choice(DEEDS), kind="action", organisation_id=bureau.units[unit]["id"],
                      owner_id=bureau.owner_of(unit).id, due_on=bureau.day(due), due_as="day", deliverable="制度文件", indicator="核对无误", **fields)["id"]


def problems(bureau, findings, measures, days):
    """As many problems as are wanted, with points and demands, half of them of the inspection; then measures, unevenly."""
    office, pick = bureau.office[0], bureau.random
    of_letter = [row for row in bureau.list(office, "findings") if row["level"] == "finding"]
    demands = [row["id"] for row in bureau.list(office, "findings", level="demand")]
    made = []
    for i in range(max(findings, len(of_letter))):
        unit = pick.choice(list(bureau.owners))
        more = bureau.another_unit(unit) if i % 3 == 0 else None
        due = {"due_on": bureau.day(pick.randint(10, days + 40)), "due_as": "day"} if i % 5 else {}
        if i < len(of_letter):
            finding = of_letter[i]["id"]
            if due:
                bureau.set(office, "findings", finding, **due)
            bureau.set(office, "findings", finding, category=pick.choice(CATEGORIES), origin="inspection")
            answer_for(bureau, finding, unit, more)
        else:
            extra = {"inspection_id": bureau.other_inspection, "origin": "inspection"} if i % 4 == 0 else {"origin": pick.choice(["self_found", "audit", "petition", "survey"])}
            if i % 9 == 0:
                extra["confidentiality"] = "internal"
            finding = problem(bureau, f"{pick.choice(MATTERS)}（{i + 1}）", unit, more, **due, **extra)
            for k in range(pick.choice([0, 0, 1, 2])):
                bureau.add(office, "findings", level="point", title=f"要点{k + 1}", parent_id=finding)
            if i % 11 == 0:
                bureau.add(office, "findings", level="demand", title="限期核对", parent_id=finding)
        made.append({"id": finding, "unit": unit, "due": due.get("due_on")})
    for i in range(2):  # whose existence only three people know of
        known = [bureau.office[0].id, bureau.supervisors[0].id]
        bureau.add(office, "findings", level="finding", title="限定知悉的事项", restricted=True, entitled_persons=known, named_persons=[bureau.leaders[0].id], origin="petition")
    bureau.made = made
    bureau.answering = {}
    for i in range(measures):
        of = made[i] if i < len(made) else pick.choice(made)
        latest = (datetime.date.fromisoformat(of["due"]) - bureau.today).days if of["due"] else days
        answers = [of["id"]] + ([demands.pop()] if demands else [])
        action = measure(bureau, of["id"], of["unit"], due=max(1, min(latest, pick.randint(5, days))), answers=answers, touches_money=True if i % 13 == 0 else None)
        bureau.answering[action] = of["id"]
