"""decisions: days moved by who set them, problems stopped or carried over and taken up again, each by a decision with its document (D1, D4)."""
from subjects.subject import Subject

STOPPED_FROM = ("claimed", "in_progress", "returned", "reopened")


class Decisions(Subject):
    def paper(self, finding):
        return self.bureau.attach(self.an_office(), "决定.txt", finding_id=finding)

    def postpone(self, finding, more=230):
        who = self.random.choice(self.office + self.bureau.inspectors)
        self.bureau.move(who, "findings", finding, "postpone", decision_reason="上级来文调整", due_on=self.bureau.day(more), due_as="day", decision_paper_id=self.paper(finding),
                         decided_by_id=self.a_leader().id)

    def stop(self, finding, event):
        more = {"review_on": self.bureau.day(60)} if event == "carry_over" else {}
        leader = self.a_leader()
        if self.chance(0.5):
            self.bureau.move(leader, "findings", finding, event, decision_reason="涉诉中止", decision_paper_id=self.paper(finding), **more)
        else:
            self.bureau.move(self.an_office(), "findings", finding, event, decision_reason="会议决定", decided_by_id=leader.id, decided_on=self.bureau.day(0), decision_paper_id=self.paper(finding), **more)

    def resume(self, finding):
        self.bureau.move(self.a_leader(), "findings", finding, "resume", decision_reason="障碍消除", decision_paper_id=self.paper(finding))
        self.expect_state("findings", finding, "in_progress")

    def usual(self, n, morning):
        base = {row["id"] for row in self.bureau.made}
        if morning and self.chance(0.25):
            for finding in self.pick([f for f in self.all("findings", state="in_progress") if f["id"] in base], 1):
                self.stop(finding["id"], self.random.choice(["suspend", "carry_over"]))
            for finding in self.pick([f for f in self.all("findings", state="in_progress,claimed") if f["id"] in base and f.get("due_on")], 1):
                self.postpone(finding["id"], self.random.randint(30, 90))
        if not morning and self.chance(0.3):
            for finding in self.pick([f for f in self.all("findings", state="suspended,carried_over") if f["id"] in base], 1):
                self.resume(finding["id"])

    def from_every_state(self):
        for state in ("registered", "claimed", "disputed", "in_progress", "returned", "reopened"):
            self.postpone(self.problem_in(state, "改定时限")[0])
        for state in STOPPED_FROM:
            for event in ("suspend", "carry_over"):
                finding, unit = self.problem_in(state, "中止与留号")
                self.bureau.refused(self.bureau.owner_of(unit), "findings", finding, event, decision_reason="试")
                self.stop(finding, event)
                if self.chance(0.6):
                    self.resume(finding)

    def planned_ones(self):
        """After the plan was issued."""
        ready = self.bureau.planned
        self.postpone(ready.pop())
        for event in ("suspend", "carry_over"):
            finding = ready.pop()
            self.expect_state("findings", finding, "planned")
            self.stop(finding, event)
            self.resume(finding)

    scenes = ((0.33, planned_ones), (0.45, from_every_state))
