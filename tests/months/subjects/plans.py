"""plans: the master plan is drafted, asked about, reviewed, returned, approved, changed, issued and issued anew; units sign and make their own (C3)."""
from subjects.subject import Subject

PARTS = {"goal": "见底清零", "contents": "逐项整改", "timetable": "三个月集中整改", "leadership": "成立领导小组", "division": "见责任清单", "safeguards": "督导与通报"}


class Plans(Subject):
    def draft(self):
        """The office's draft, and problems of the inspection that will wait for it."""
        bureau, office = self.bureau, self.office[0]
        bureau.planned, bureau.waiting = [], {}
        for i in range(7):
            finding, unit = self.problem("等方案的问题", inspection_id=bureau.inspection, origin="inspection")
            bureau.waiting[finding] = (unit, self.measure(finding, unit))
        bureau.plan = bureau.add(office, "plans", kind="master", title="巡察反馈意见整改方案", inspection_id=bureau.inspection, organisation_id=bureau.units["ZGJ"]["id"])["id"]
        bureau.refused(office, "plans", bureau.plan, "submit")
        bureau.move(office, "plans", bureau.plan, "collect")
        bureau.set(office, "plans", bureau.plan, **PARTS)
        due = bureau.day(max(1, int(self.days * 0.05)))
        for unit in self.pick(list(bureau.owners), 3):
            bureau.add(office, "plan_opinions", plan_id=bureau.plan, organisation_id=bureau.units[unit]["id"], due_on=due)
        bureau.add(office, "plan_opinions", plan_id=bureau.plan, person_id=self.a_leader().id, due_on=due)

    def opinions(self):
        """Two answer by hand, one on paper, one not at all."""
        bureau, office = self.bureau, self.an_office()
        asked = self.all("plan_opinions", plan_id=bureau.plan, state="asked")
        bureau.refused(self.office[0], "plan_opinions", asked[0]["id"], "lapse")
        for i, opinion in enumerate(asked[1:]):
            who = next((p for p in self.leaders if p.id == opinion.get("person_id")), None) or bureau.owner_of(self.code_of(opinion["organisation_id"]))
            if i == 0:
                paper = bureau.attach(office, "书面意见.txt", plan_id=bureau.plan)
                bureau.move(office, "plan_opinions", opinion["id"], "answer", opinion="建议压缩时限", answered_by_id=who.id, answered_on=bureau.day(0), paper_id=paper)
            else:
                bureau.move(who, "plan_opinions", opinion["id"], "answer", opinion="同意")
                bureau.refused(who, "plan_opinions", opinion["id"], "answer", opinion="又说")
            bureau.move(office, "plan_opinions", opinion["id"], "handle", adoption="adopted" if i else "not_adopted", adoption_reason="已采纳" if i else "与上级时限不符")

    def lawful(self):
        """What touches money is checked; first something is to change."""
        touching = [a for a in self.all("corrective_actions", touches_money="true") if a["state"] != "done"]
        for i, action in enumerate(touching):
            who = self.random.choice([self.an_office(), self.a_leader(), self.bureau.supervisors[0]])
            if i == 0:
                self.bureau.move(who, "corrective_actions", action["id"], "check_lawful", lawful="to_change", lawful_opinion="经费渠道不明")
            self.bureau.move(who, "corrective_actions", action["id"], "check_lawful", lawful="lawful", lawful_opinion="符合规定")
        finding, unit = self.problem("涉及经费的问题")
        action = self.measure(finding, unit, touches_money=True)
        for percent in (None, 20):
            if percent:
                self.progress(self.bureau.owner_of(unit), action, percent)
            self.bureau.refused(self.bureau.owner_of(unit), "corrective_actions", action, "check_lawful", lawful="lawful", lawful_opinion="试")
            self.bureau.move(self.bureau.supervisors[0], "corrective_actions", action, "check_lawful", lawful="lawful", lawful_opinion="符合规定")

    def complete(self):
        """What the inspection says has a measure in the plan, or says what became of it."""
        bureau = self.bureau
        bureau.move(self.office[0], "plans", bureau.plan, "collect")
        answered = {f for a in self.all("corrective_actions") if a.get("plan_id") for f in a["answers"]}
        for row in self.all("findings", inspection_id=bureau.inspection):
            below = {r["id"] for r in self.all("findings", parent_id=row["id"])}
            if row["level"] in ("finding", "demand") and not row.get("completion") and row["id"] not in answered and not below & answered:
                bureau.set(self.an_office(), "findings", row["id"], completion="continuing")
        last_day = {row["id"]: row["due_on"] for row in self.all("findings") if row.get("due_on")}
        for action in self.all("corrective_actions", plan_id=bureau.plan):
            last = min((last_day[f] for f in action["answers"] if f in last_day), default=None)
            if last and action.get("due_on") and action["due_on"] > last:  # its problem's day was moved before it
                bureau.set(self.an_office(), "corrective_actions", action["id"], due_on=last, due_as="day")
            if action.get("touches_money") and action.get("lawful") != "lawful":
                bureau.move(self.an_office(), "corrective_actions", action["id"], "check_lawful", lawful="lawful", lawful_opinion="符合规定")

    def move_plan(self, event, who=None, **given):
        self.bureau.move(who or self.office[0], "plans", self.bureau.plan, event, **given)

    def approve(self):
        """Taken back, returned, approved, changed, approved again, issued; units sign for their extract."""
        bureau = self.bureau
        for opinion in self.all("plan_opinions", plan_id=bureau.plan, state="asked"):
            bureau.move(self.an_office(), "plan_opinions", opinion["id"], "lapse")
        self.complete()
        self.move_plan("submit")
        self.move_plan("retract")
        self.move_plan("submit")
        bureau.refused(self.office[0], "review_steps", self.open_step("plan_id", bureau.plan)["id"], "pass")
        self.sign(self.open_step("plan_id", bureau.plan), "return")
        self.expect_state("plans", bureau.plan, "returned")
        self.move_plan("collect")
        self.move_plan("submit")
        self.sign_all("plan_id", bureau.plan)
        self.expect_state("plans", bureau.plan, "approved")
        self.change()
        self.expect_state("plans", bureau.plan, "under_review")
        self.sign_all("plan_id", bureau.plan)
        bureau.refused(self.office[0], "plans", bureau.plan, "issue")
        self.move_plan("issue", document_no="云资规〔2026〕12号")
        self.move_plan("file", filed_with="市委巡察办")
        self.receipts()
        bureau.planned = list(bureau.waiting)
        for finding in bureau.waiting:
            self.expect_state("findings", finding, "planned")

    def change(self):
        """Something of the plan that was signed; not of a problem somebody waits for."""
        action = self.random.choice([a for a in self.all("corrective_actions", plan_id=self.bureau.plan)])
        self.bureau.set(self.an_office(), "corrective_actions", action["id"], indicator=f"抽查合格率达到 {self.random.randint(90, 99)}%")

    def receipts(self):
        bureau = self.bureau
        extracts = self.all("plan_extracts", plan_id=bureau.plan, state="issued")
        for i, extract in enumerate(extracts[:-1]):
            code = self.code_of(extract["organisation_id"])
            if i == 0 or code not in bureau.owners:
                office = self.an_office()
                paper = bureau.attach(office, "签收单.txt", plan_id=bureau.plan)
                bureau.move(office, "plan_extracts", extract["id"], "sign", signed_by_id=self.a_leader().id, signed_on=bureau.day(0), paper_id=paper)
            else:
                bureau.move(bureau.owner_of(code), "plan_extracts", extract["id"], "sign")

    def planned_problems(self):
        """Begun, disputed, asked for as it stands."""
        bureau = self.bureau
        finding = bureau.planned.pop()
        unit, action = bureau.waiting[finding]
        self.progress(bureau.owner_of(unit), action, 30)
        self.expect_state("findings", finding, "in_progress")
        finding = bureau.planned.pop()
        unit, _ = bureau.waiting[finding]
        other, _ = self.add_unit(finding, unit)
        self.expect_state("findings", finding, "planned")
        self.dispute(self.of_unit(finding, other))
        self.expect_state("findings", finding, "disputed")

    def own_plans(self):
        """Units make their own under the master plan, and cannot contradict it."""
        bureau = self.bureau
        leads = {row["id"]: row.get("lead_unit_id") for row in self.all("findings")}  # what was passed on is no longer the unit's to plan
        upper = [a for a in self.all("corrective_actions", plan_id=bureau.plan, state="planned,in_progress") if a.get("due_on") and leads[a["answers"][0]] == a["organisation_id"]]
        upper = sorted((a for a in upper if self.code_of(a["organisation_id"]) in bureau.owners), key=lambda a: a["state"] != "planned")
        for i, action in enumerate(upper[:2]):
            unit = self.code_of(action["organisation_id"])
            owner = bureau.owner_of(unit)
            plan = bureau.add(owner, "plans", kind="implementation", title="本单位实施方案", organisation_id=action["organisation_id"], parent_id=bureau.plan)["id"]
            bureau.refused_add(owner, "corrective_actions", answers=action["answers"][:1], measure="晚于方案", plan_id=plan, parent_id=action["id"], organisation_id=action["organisation_id"], due_on="2099-01-01",
                               due_as="day", deliverable="台账")
            bureau.add(owner, "corrective_actions", answers=action["answers"][:1], measure="分步落实", plan_id=plan, parent_id=action["id"], organisation_id=action["organisation_id"], due_on=action["due_on"],
                       due_as="day", deliverable="台账")
            bureau.move(owner, "plans", plan, "submit")
            if i == 0:
                self.sign_all("plan_id", plan)
                bureau.move(owner, "plans", plan, "issue")

    def only_its_demand(self):
        """The measure of a planned problem is put to a demand of it, done, and the problem asked for as it stands."""
        bureau = self.bureau
        finding = bureau.planned.pop()
        unit, action = bureau.waiting[finding]
        demand = bureau.add(self.an_office(), "findings", level="demand", title="限期移交", parent_id=finding)["id"]
        bureau.set(self.an_office(), "corrective_actions", action, answers=[demand])
        self.progress(bureau.owner_of(unit), action, 100)
        self.expect_state("findings", finding, "planned")
        self.ask_to_close(finding, unit)

    def issue_again(self):
        """Changed after it was issued, under the tightened route: whoever had signed signs anew; the old extracts are void."""
        bureau = self.bureau
        self.only_its_demand()
        self.expect_state("plans", bureau.plan, "under_review")
        self.move_plan("retract")
        self.complete()
        self.move_plan("submit")
        self.sign(self.open_step("plan_id", bureau.plan), "pass")
        self.change()
        self.sign_all("plan_id", bureau.plan)
        self.expect_state("plans", bureau.plan, "approved")
        self.move_plan("issue", document_no="云资规〔2026〕31号")
        self.receipts()

    scenes = ((0.06, draft), (0.1, opinions), (0.14, lawful), (0.19, approve), (0.3, planned_problems), (0.4, own_plans), (0.52, issue_again))
