"""extensions: more time is asked for by who answers, and reviewed; a day that is hard, gone by or moved too often is not moved (D4)."""
from subjects.subject import Subject


class Extensions(Subject):
    def ask(self, finding, unit, more=300, action=None):
        asked = {"finding_id": finding, "new_due_on": self.bureau.day(more), "new_due_as": "day", "cause": "procedure", "reason": "审批程序周期长", "objective": True}
        if action:
            asked["corrective_action_id"] = action
        return self.bureau.add(self.bureau.owner_of(unit), "extension_requests", **asked)["id"]

    def usual(self, n, morning):
        base = {row["id"] for row in self.bureau.made}
        if not morning or not self.chance(0.5):
            return
        soon = [f for f in self.all("findings", state="in_progress,claimed,returned") if f["id"] in base and f.get("due_on") and f["due_on"] >= self.bureau.day(0) and (f.get("extensions") or 0) < 3]
        asked = {r["finding_id"] for r in self.all("extension_requests", state="under_review") if not r.get("corrective_action_id")}
        for finding in self.pick([f for f in soon if f["id"] not in asked], 1):
            code = self.code_of(finding["lead_unit_id"])
            if code in self.bureau.owners:
                later = (self.later_than(finding["due_on"]))
                if self.chance(0.5):
                    self.bureau.command(self.bureau.owner_of(code), "add", "extension_request", f"finding_id={finding['number']}", f"new_due={later}", "cause=procedure", "reason=汛期无法施工", "objective=true")
                else:
                    self.bureau.add(self.bureau.owner_of(code), "extension_requests", finding_id=finding["id"], new_due_on=later, new_due_as="day", cause="procedure", reason="汛期无法施工")
        for request in self.pick(self.all("extension_requests", state="under_review"), 1):
            if self.chance(0.1):
                self.bureau.move(self.an_office(), "extension_requests", request["id"], "retract")

    def later_than(self, day):
        import datetime
        return str(datetime.date.fromisoformat(day) + datetime.timedelta(days=self.random.randint(5, 30)))

    def from_every_state(self):
        for state in ("registered", "claimed", "disputed", "in_progress", "returned", "reopened"):
            finding, unit = self.problem_in(state, "申请延期")
            self.grant(finding, unit)
            self.expect_state("findings", finding, state)

    def grant(self, finding, unit):
        request = self.ask(finding, unit)
        self.sign_all("extension_request_id", request)
        self.expect_state("extension_requests", request, "passed")

    def planned_one(self):
        finding = self.bureau.planned.pop()
        self.grant(finding, self.code_of(self.bureau.one(self.office[0], "findings", finding)["lead_unit_id"]))
        self.expect_state("findings", finding, "planned")

    def of_measures(self):
        finding, unit = self.problem("措施延期")
        action = self.measure(finding, unit, due=20)
        for percent in (None, 40):
            if percent:
                self.progress(self.bureau.owner_of(unit), action, percent)
            self.sign_all("extension_request_id", self.ask(finding, unit, more=40 + (percent or 0), action=action))
        self.bureau.refused_add(self.bureau.owner_of(unit), "extension_requests", finding_id=finding, corrective_action_id=action, new_due_on=self.bureau.day(250), new_due_as="day", cause="procedure",
                                reason="晚于问题时限")

    def not_granted(self):
        bureau = self.bureau
        finding, unit = self.problem("未同意延期")
        owner = bureau.owner_of(unit)
        request = self.ask(finding, unit)
        self.sign(self.open_step("extension_request_id", request), "return")
        self.expect_state("extension_requests", request, "returned")
        request = self.ask(finding, unit)
        bureau.refused(owner, "extension_requests", request, "pass")
        bureau.refused_add(owner, "extension_requests", finding_id=finding, new_due_on=bureau.day(300), new_due_as="day", cause="procedure", reason="同时两份")
        bureau.move(owner, "extension_requests", request, "retract")
        hard, unit = self.problem("时限只能提前", hard=True)
        asked = {"new_due_on": bureau.day(300), "new_due_as": "day", "cause": "procedure", "reason": "试"}
        bureau.refused_add(bureau.owner_of(unit), "extension_requests", finding_id=hard, **asked)
        for gone in [f for f in self.all("findings", state="in_progress,claimed") if f.get("due_on") and f["due_on"] < bureau.day(0)][:2]:
            code = self.code_of(gone["lead_unit_id"])
            if code in bureau.owners:
                bureau.refused_add(bureau.owner_of(code), "extension_requests", finding_id=gone["id"], **asked)

    def overtaken(self):
        """Meanwhile it is asked to be closed: whoever signs last cannot grant what would move nothing."""
        finding, unit = self.problem_in("in_progress", "延期未批已报结")
        request = self.ask(finding, unit)
        self.progress(self.bureau.owner_of(unit), self.all("corrective_actions", answers=finding)[0]["id"], 100)
        self.ask_to_close(finding, unit)
        while self.all("review_steps", extension_request_id=request, state="waiting"):
            self.sign(self.open_step("extension_request_id", request), "pass")
        step = self.open_step("extension_request_id", request)
        who, paper = self.signer(step)
        self.bureau.refused(who, "review_steps", step["id"], "pass", opinion="同意", **paper)
        self.bureau.move(who, "review_steps", step["id"], "return", opinion="已经报结", **paper)

    scenes = ((0.22, overtaken), (0.72, overtaken), (0.1, of_measures), (0.25, not_granted), (0.35, planned_one), (0.5, from_every_state), (0.62, not_granted), (0.7, of_measures))
