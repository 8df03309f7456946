"""The call sheet: each reason by a case made for it, units in official order, telephone numbers for those who may see them."""
from harness import equal, expect
from test_reminders import workdays
from test_tokens import DAY


def test_call_sheet(world):
    world.fresh()
    office, owner = world.as_role("office"), world.as_role("owner")
    ledger, unit, other, person = world.ledger, world.units["CWK"], world.units["BGS"], world.persons["owner"]
    equal("a telephone", world.admin.patch(f"/api/v1/persons/{person}", {"phone": "13800000000"}, headers={"If-Match": "*"}).status, 200)
    finding = world.finding(title="账实不符")["id"]
    world.add(ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=unit)
    far = world.finding(title="以后到期", due_on="2099-03-31", due_as="day")
    measure = lambda text, due, **more: world.add(ledger + "/corrective_actions", answers=[finding], measure=text, due_on=due, due_as="day", **{"organisation_id": unit, "owner_id": person, **more})  # noqa: E731
    late, soon, later = measure("超期三天", workdays(world, -3)), measure("五天后", workdays(world, 5)), measure("六天后", workdays(world, 6))
    done = measure("办结", workdays(world, -3))
    returned = measure("被退回", "2099-01-31")
    for one in (done, returned):
        equal("reported done", owner.post(ledger + "/progress_entries", {"corrective_action_id": one["id"], "done": "已办", "percent": 100}).status, 201)
    equal("returned", office.post(f"{ledger}/corrective_actions/{returned['id']}/moves/return", {"return_reason": "材料不全"}, headers={"If-Match": "*"}).status, 200)
    asked = world.add(ledger + "/requests", finding_id=finding, kind="coordination", title="请协调", matter="x", addressee_id=world.persons["leader"], reply_by_on=str(DAY))

    def sheet(client=office, as_of=None):
        reply = client.get(ledger + "/call_sheet" + (f"?as_of={as_of}" if as_of else ""))
        return reply, {row["number"]: row for row in reply["rows"] if row["kind"] != "claim"}

    reply, rows = sheet()
    equal("overdue", (rows[late["number"]]["reasons"], rows[late["number"]]["days"], rows[late["number"]]["lamp"]), (["overdue"], -3, "red"))
    equal("falls due", (rows[soon["number"]]["reasons"], rows[soon["number"]]["days"], rows[soon["number"]]["lamp"]), (["due"], 5, "yellow"))
    equal("returned, and why", (rows[returned["number"]]["reasons"], rows[returned["number"]]["note"]), (["returned"], "材料不全"))
    expect("not what is done, or has time", not {done["number"], later["number"], far["number"]} & set(rows))
    equal("whom to call", (rows[late["number"]]["organisation_id"], rows[late["number"]]["person"], rows[late["number"]]["phone"]), (unit, "人员owner", "13800000000"))
    expect("not yet what is to be answered today", asked["number"] not in rows)
    tomorrow = workdays(world, 1)
    equal("but tomorrow", sheet(as_of=tomorrow)[1][asked["number"]]["reasons"], ["unanswered"])
    silent = workdays(world, 8)
    equal("after seven working days without a word", [("silent" in sheet(as_of=day)[1].get(later["number"], {"reasons": []})["reasons"]) for day in (workdays(world, 7), silent)], [False, True])
    equal("a word breaks the silence", owner.post(ledger + "/progress_entries", {"corrective_action_id": later["id"], "done": "在办", "percent": 10}).status, 201)
    claims = [row for row in office.get(ledger + f"/call_sheet?as_of={workdays(world, 30)}")["rows"] if row["kind"] == "claim"]
    expect("unclaimed when its days are over", claims and all(row["reasons"] == ["unclaimed"] and row["title"] == "账实不符" for row in claims))
    for name in ("overdue", "due", "silent", "returned", "unclaimed", "plan_owed", "unanswered"):
        equal(f"the count of {name}", reply["counts"][name], sum(name in row["reasons"] for row in reply["rows"]))
    equal("and of rows", reply["counts"]["rows"], len(reply["rows"]))

    elsewhere = world.add(ledger + "/corrective_actions", answers=[far["id"]], measure="另一单位的", due_on=workdays(world, -1), due_as="day", organisation_id=other, owner_id=world.persons["office"])
    units = [row["organisation_id"] for row in sheet()[0]["rows"]]
    expect("units stand together", all(units.count(u) == len(units) - units.index(u) - units[::-1].index(u) for u in set(units)), units)
    mine = sheet(owner)[1]
    expect("an owner sees his", late["number"] in mine and elsewhere["number"] not in mine)
    equal("no date", office.ask("GET", ledger + "/call_sheet?as_of=soon").codes, ["api_date"])


def test_plans_that_are_owed(world):
    from test_rights import issued
    world.fresh()
    office, ledger = world.as_role("office"), world.ledger
    inspection = world.add(ledger + "/inspections", code="CALL", name="巡察", kind="regular", level="city")["id"]
    finding = world.finding(title="列入方案", inspection_id=inspection, completion="done")["id"]
    plan = world.add(ledger + "/plans", kind="master", title="整改方案", organisation_id=world.organisation, inspection_id=inspection, goal="x", contents="x", timetable="x", leadership="x", division="x", safeguards="x")["id"]
    world.add(ledger + "/corrective_actions", answers=[finding], measure="改", plan_id=plan, organisation_id=world.units["CWK"], due_on="2099-01-31", due_as="day", deliverable="制度")
    issued(world, plan)
    owed = [row for row in office.get(ledger + "/call_sheet")["rows"] if row["kind"] == "plan"]
    equal("the unit owes its plan", [(row["organisation_id"], row["reasons"], row["title"]) for row in owed], [(world.units["CWK"], ["plan_owed"], "整改方案")])
    world.add(ledger + "/plans", kind="implementation", title="财务科实施方案", organisation_id=world.units["CWK"], parent_id=plan)
    equal("until it has one", [row for row in office.get(ledger + "/call_sheet")["rows"] if row["kind"] == "plan"], [])
