"""The plan of days over HTTP, against days worked out by hand on a wall calendar of 2026 (Mid-Autumn 25–27 September, 20 September and 10 October worked,
National Day 1–7 October)."""
from harness import equal, expect

SIGNED = "2026-07-10"  # three months on: Saturday 10 October, a worked day


class Plan:
    """An inspection of its own with four gates before its report and one before its plan; a bureau whose units report two working days early."""

    def __init__(self, world):
        self.world, self.path = world, world.ledger
        world.fresh()
        office = self.office = world.as_role("office")
        self.inspection = world.add(self.path + "/inspections", code="XC9", name="专项巡察", kind="special_topic", level="city", concentrated_months=3)["id"]
        world.add(self.path + "/feedback_reports", inspection_id=self.inspection, title="反馈意见", signed_on=SIGNED)
        equal("a buffer", office.patch("/api/v1/ledgers/ZGJ", {"buffer_days": 2}, headers={"If-Match": "*"}).status, 200)
        gate = lambda position, name, **more: world.add(self.path + "/milestones", inspection_id=self.inspection, position=position, name=name, **{"chain": "report", **more})["id"]  # noqa: E731
        self.gates = [gate(1, "各单位报送"), gate(2, "整改办汇总", working_days=5), gate(3, "外部审核", working_days=5, days=7), gate(4, "报送进展报告")]
        self.plan_gate = gate(1, "报送整改方案", chain="plan", within=45, within_unit="working_days")
        self.finding = world.finding(title="账实不符", inspection_id=self.inspection)["id"]
        self.first = self.measure("清查", working_days=5)
        self.second = self.measure("建制度", working_days=10, follows=[self.first], lag_days=3)

    def measure(self, text, **fields):
        return self.world.add(self.path + "/corrective_actions", answers=[self.finding], measure=text, organisation_id=self.world.units["CWK"], **fields)["id"]

    def read(self, as_of, *suppose, client=None):
        reply = (client or self.office).get(f"{self.path}/schedule?as_of={as_of}" + "".join(f"&suppose={s}" for s in suppose))
        return reply, {row["id"]: row for row in reply["rows"]}

    def days(self, row):
        return row["early_start"], row["early_finish"], row["late_start"], row["late_finish"], row["slack"]


def test_backwards_through_the_gates(world):
    plan = Plan(world)
    reply, rows = plan.read("2026-07-13")
    latest = lambda key: rows[key]["late_finish"]  # noqa: E731
    equal("three months from the signing", latest(plan.gates[3]), "2026-10-10")
    equal("over the National Day week five working days are more than seven days", latest(plan.gates[1]), "2026-09-28")
    equal("the office compiles in five, Mid-Autumn between", latest(plan.gates[0]), "2026-09-20")
    equal("a unit's day is two working days before the bureau's", latest(plan.second), "2026-09-17")
    equal("forty-five working days for the plan", latest(plan.plan_gate), "2026-09-11")
    equal("the second measure", plan.days(rows[plan.second]), ("2026-07-23", "2026-08-05", "2026-09-04", "2026-09-17", 31))
    equal("the first, three working days before it", plan.days(rows[plan.first]), ("2026-07-13", "2026-07-17", "2026-08-25", "2026-08-31", 31))
    expect("both on the chain that decides", rows[plan.first]["critical"] and rows[plan.second]["critical"])
    equal("nothing is late", (reply["late"], reply["troubles"], reply["moved"]), (0, [], None))
    equal("days are proposed where none are", (rows[plan.first]["proposed_on"], rows[plan.second]["proposed_on"]), ("2026-08-31", "2026-09-17"))
    equal("one line says why", rows[plan.second]["why"],
          "最迟2026年9月17日（周四）完成：提前或间隔2个工作日 → 整改办汇总（5个工作日） → 外部审核（5个工作日、7天） → 报送进展报告最迟2026年10月10日（周六）；最早2026年8月5日（周三）可以完成，有31个工作日余地。")


def test_in_a_plain_week_the_days_decide(world):
    plan = Plan(world)
    equal("a day of its own", plan.office.patch(f"{plan.path}/milestones/{plan.gates[3]}", {"due_on": "2026-08-21"}, headers={"If-Match": "*"}).status, 200)
    _, rows = plan.read("2026-07-13")
    equal("seven days before a Friday", rows[plan.gates[1]]["late_finish"], "2026-08-14")
    equal("a day written down holds over a period", plan.office.patch(f"{plan.path}/milestones/{plan.plan_gate}", {"due_on": "2026-09-30"}, headers={"If-Match": "*"}).status, 200)
    equal("also a later one", plan.read("2026-07-13")[1][plan.plan_gate]["late_finish"], "2026-09-30")
    equal("and one that is supposed", plan.read("2026-07-13", f"{plan.plan_gate}.due_on=2026-10-12")[1][plan.plan_gate]["late_finish"], "2026-10-12")
    equal("what takes no day is on one", plan.read("2026-07-13")[1][plan.plan_gate]["early_finish"], "2026-07-13")
    _, rows = plan.read("2026-07-13", f"{plan.gates[2]}.days=0", f"{plan.gates[2]}.working_days=3")
    equal("three working days", rows[plan.gates[1]]["late_finish"], "2026-08-18")


def test_what_cannot_be_done(world):
    plan = Plan(world)
    reply, rows = plan.read("2026-09-10")
    equal("how early", rows[plan.gates[3]]["early_finish"], "2026-10-27")
    trouble = next(t for t in reply["troubles"] if t["row"] == rows[plan.gates[3]]["row"])
    equal("by how much", (trouble["limit"], trouble["by"]), ("2026-10-10", 12))
    equal("through which chain", [one["name"] for one in trouble["chain"]], ["清查", "建制度", "各单位报送", "整改办汇总", "外部审核", "报送进展报告"])
    equal("what would help: later, or less of two", [(r["kind"], r["row"], r["by"], r["to"]) for r in trouble["remedies"]],
          [("later", rows[plan.gates[3]]["row"], 12, "2026-10-27"), ("shorten", rows[plan.second]["row"], 10, None), ("shorten", rows[plan.gates[2]]["row"], 2, None)])
    equal("only together", trouble["together"], True)
    reply, rows = plan.read("2026-09-10", f"{plan.second}.working_days=0", f"{plan.gates[2]}.working_days=3", f"{plan.gates[2]}.days=5")
    equal("and then it is feasible, to the day", (rows[plan.gates[3]]["late"], rows[plan.gates[3]]["early_finish"]), (False, "2026-10-10"))


def test_supposing_saves_nothing(world):
    plan = Plan(world)
    reply, rows = plan.read("2026-07-13", f"{plan.second}.working_days=3")
    moved = {row["id"]: row for row in reply["moved"]}
    equal("the first may be later", (moved[plan.first]["was"]["late_finish"], moved[plan.first]["is"]["late_finish"]), ("2026-08-31", "2026-09-09"))
    equal("the second is done earlier", (moved[plan.second]["was"]["early_finish"], moved[plan.second]["is"]["early_finish"]), ("2026-08-05", "2026-07-27"))
    expect("the gate before the plan is not moved by it", plan.plan_gate not in moved)
    equal("nothing was saved", plan.read("2026-07-13")[1][plan.second]["late_start"], "2026-09-04")
    ask = lambda text: plan.office.ask("GET", f"{plan.path}/schedule?suppose={text}").codes  # noqa: E731
    equal("what cannot be supposed", [ask("x"), ask("x.days=1"), ask(f"{plan.first}.percent=3"), ask(f"{plan.first}.working_days=-1"), ask(f"{plan.first}.due_on=soon"), ask(f"{plan.finding}.days=1")],
          [["schedule_form"], ["schedule_form"], ["schedule_form"], ["schedule_value"], ["schedule_value"], ["schedule_nothing"]])


def test_days_that_are_set(world):
    plan = Plan(world)
    set_ = lambda key, **fields: equal(f"set {fields}", plan.office.patch(f"{plan.path}/corrective_actions/{key}", fields, headers={"If-Match": "*"}).status, 200)  # noqa: E731
    set_(plan.second, due_on="2026-09-30", due_as="day")
    _, rows = plan.read("2026-07-13")
    equal("a draft's day limits nothing, and is compared", (rows[plan.second]["late_finish"], rows[plan.second]["proposed_on"], rows[plan.second]["settled"]), ("2026-09-17", "2026-09-17", False))
    set_(plan.second, due_on="2026-08-31", hard=True)
    _, rows = plan.read("2026-07-13")
    equal("a hard one does", (rows[plan.second]["late_finish"], rows[plan.second]["proposed_on"], rows[plan.second]["settled"]), ("2026-08-31", None, True))
    equal("and what comes before it follows", rows[plan.first]["late_finish"], "2026-08-12")
    set_(plan.first, begins_on="2026-08-10")
    reply, rows = plan.read("2026-07-13")
    equal("not before its day", (rows[plan.first]["early_start"], rows[plan.first]["early_finish"], rows[plan.second]["late"]), ("2026-08-10", "2026-08-14", True))
    third = plan.measure("按旬推进", working_days=5, due_on="2026-09-20", due_as="ten_days")
    _, rows = plan.read("2026-07-13")
    equal("in ten-day periods the last that is over", rows[third]["late_finish"], "2026-09-10")
    kept_up = plan.measure("每月通报", kind="practice", frequency="monthly")
    equal("what is kept up has no day", kept_up in plan.read("2026-07-13")[1], False)


def test_the_day_of_the_problem(world):
    plan = Plan(world)
    number = plan.office.get(f"{plan.path}/findings/{plan.finding}")["record"]["number"]
    due = lambda on, as_="day", **more: equal(f"the problem due {on}", plan.office.patch(f"{plan.path}/findings/{plan.finding}", {"due_on": on, "due_as": as_, **more}, headers={"If-Match": "*"}).status, 200)  # noqa: E731
    latest = lambda *suppose: plan.read("2026-07-13", *suppose)[1][plan.second]["late_finish"]  # noqa: E731
    due("2026-08-31")
    _, rows = plan.read("2026-07-13")
    equal("before the gate: the problem's day, the unit two working days before it", (rows[plan.second]["late_finish"], rows[plan.second]["settled"]), ("2026-08-27", False))
    equal("and says so", rows[plan.second]["why"],
          f"最迟2026年8月27日（周四）完成：提前或间隔2个工作日 → 问题{number}的整改时限2026年8月31日（周一）；最早2026年8月5日（周三）可以完成，有16个工作日余地。")
    equal("what comes before follows", rows[plan.first]["late_finish"], "2026-08-10")
    reply, rows = plan.read("2026-08-17")
    trouble = next(t for t in reply["troubles"] if t["row"] == rows[plan.second]["row"])
    later = next(r for r in trouble["remedies"] if r["kind"] == "later")
    equal("too late, and by when it could be", (rows[plan.second]["late"], trouble["limit"], later["to"]), (True, "2026-08-27", "2026-09-09"))
    equal("supposing that day helps", plan.read("2026-08-17", f"{plan.second}.due_on={later['to']}")[1][plan.second]["late"], False)
    due("2026-12-31")
    equal("given longer than to the report, it is not held to the report", latest(), "2026-12-29")
    lone = plan.measure("一次性清退", working_days=3)
    equal("one alone with days to spare is on no chain", plan.read("2026-07-13")[1][lone]["critical"], False)
    due(None, "ongoing", review_on="2026-12-31")
    equal("kept up: before the report as long as nobody says otherwise", latest(), "2026-09-17")
    equal("or as long as it says", plan.office.patch(f"{plan.path}/corrective_actions/{plan.second}", {"due_on": "2026-11-30", "due_as": "day"}, headers={"If-Match": "*"}).status, 200)
    equal("a later day of its own: till the problem is looked at again", latest(), "2026-12-29")


def test_order_has_no_circle(world):
    plan = Plan(world)
    change = lambda key, **fields: plan.office.patch(f"{plan.path}/corrective_actions/{key}", fields, headers={"If-Match": "*"}).codes  # noqa: E731
    equal("not after itself", change(plan.first, follows=[plan.first]), ["follows_itself"])
    equal("nor after what comes after it", change(plan.first, follows=[plan.second]), ["follows_circle"])
    third = plan.measure("验收", follows=[plan.second])
    equal("by others either", change(plan.first, follows=[third]), ["follows_circle"])
    equal("in range", (change(plan.first, working_days=401), change(plan.first, lag_days=-1)), (["number_between"], ["number_between"]))
    equal("gates too", [plan.office.post(plan.path + "/milestones", {"inspection_id": plan.inspection, "chain": "plan", "position": 9, "name": "x", **bad}).codes
                        for bad in ({"working_days": 401}, {"within": 3}, {"within": 0, "within_unit": "days"})], [["number_between"], ["milestone_within"], ["number_between"]])


def test_everybody_sees_his_part(world):
    plan = Plan(world)
    other = world.add(plan.path + "/corrective_actions", answers=[world.finding(title="别的", inspection_id=plan.inspection)["id"]], measure="另一单位的", organisation_id=world.units["BGS"])["id"]
    world.add(plan.path + "/responsibilities", finding_id=plan.finding, role="lead_unit", organisation_id=world.units["CWK"])
    _, rows = plan.read("2026-07-13", client=world.as_role("owner"))
    expect("an owner his", plan.first in rows and plan.second in rows and other not in rows)
    equal("with the same days", rows[plan.second]["late_finish"], "2026-09-17")
    expect("a leader all", other in plan.read("2026-07-13", client=world.as_role("leader"))[1])


def test_usual_gates_made_ones_own(world):
    world.fresh()
    office = world.as_role("office")
    inspection = world.add(world.ledger + "/inspections", code="XC8", name="巡察", kind="regular", level="city", concentrated_months=3)["id"]
    world.add(world.ledger + "/feedback_reports", inspection_id=inspection, title="反馈意见", signed_on=SIGNED)
    reply = office.get(world.ledger + "/schedule?as_of=2026-07-13")
    usual = [row for row in reply["rows"] if row["inspection_id"] == inspection]
    expect("without gates of its own it has the usual ones", len(usual) >= 5 and all(row["id"] is None for row in usual))
    done = office.post(world.ledger + "/milestones/use", {"inspection_id": inspection})
    equal("made its own", (done.status, done["added"]), (200, len(usual)))
    own = [row for row in office.get(world.ledger + "/schedule?as_of=2026-07-13")["rows"] if row["inspection_id"] == inspection]
    same = lambda rows: [(row["name"], row["late_finish"]) for row in rows]  # noqa: E731
    equal("with the same days", (same(own), all(row["id"] for row in own)), (same(usual), True))
    equal("once", office.post(world.ledger + "/milestones/use", {"inspection_id": inspection}).codes, ["milestones_there"])
    equal("of an inspection there is", office.post(world.ledger + "/milestones/use", {"inspection_id": "nothing"}).codes, ["no_record"])
    gate = next(row for row in own if row["name"] == "各单位报送整改情况")["id"]
    equal("done", office.patch(f"{world.ledger}/milestones/{gate}", {"done_on": "2026-07-12"}, headers={"If-Match": "*"}).status, 200)
    expect("is behind us", next(row for row in office.get(world.ledger + "/schedule?as_of=2026-07-13")["rows"] if row["id"] == gate)["done"])
