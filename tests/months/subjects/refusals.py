"""refusals: every day somebody tries what he may not, or too late, or twice; nothing of it is left."""
from subjects.subject import Subject


class Refusals(Subject):
    def usual(self, n, morning):
        for _ in range(2 if morning else 0):
            self.random.choice([self.claims_of_others, self.steps_of_others, self.decides_his_own_day, self.unfinished, self.writes_what_is_not_his, self.hidden, self.signed_twice, self.by_command])()

    def one(self, plural, **filters):
        rows = self.all(plural, **filters)
        return self.random.choice(rows) if rows else None

    def claims_of_others(self):
        claim = self.one("claims", state="owed")
        if claim and claim.get("organisation_id"):
            other = self.stranger_to(self.code_of(claim["organisation_id"]))
            self.bureau.refused(other, "claims", claim["id"], "claim")
            self.bureau.refused(self.bureau.supervisors[0], "claims", claim["id"], "dispute", dispute_reason="试")
        claim = self.one("claims", state="claimed")
        if claim:
            self.bureau.refused(self.office[0], "claims", claim["id"], "claim")

    def steps_of_others(self):
        step = self.one("review_steps", state="open")
        if step and step["review_by"] == "office":
            for who in (self.random.choice(self.leaders), self.bureau.inspectors[0]):
                self.bureau.refused(who, "review_steps", step["id"], "pass")
        step = self.one("review_steps", state="waiting")
        if step:
            self.bureau.refused(self.a_leader(), "review_steps", step["id"], "pass")

    def decides_his_own_day(self):
        finding = self.one("findings", state="in_progress")
        if finding and self.code_of(finding.get("lead_unit_id")) in self.bureau.owners:
            owner = self.bureau.owner_of(self.code_of(finding["lead_unit_id"]))
            for event in ("postpone", "suspend", "close", "start"):
                self.bureau.refused(owner, "findings", finding["id"], event, decision_reason="试")
            self.bureau.refused(self.an_office(), "findings", finding["id"], "postpone", decision_reason="没有文件", due_on=self.bureau.day(99), due_as="day")

    def unfinished(self):
        busy = self.one("corrective_actions", state="in_progress")
        if busy:
            report = self.bureau.attach(self.office[0], "报告.txt", finding_id=busy["answers"][0])
            self.bureau.refused_add(self.office[0], "closure_requests", finding_id=busy["answers"][0], report_id=report, result="试", settled="试", persons_dealt="试", mechanism="试", alike="试",
                                    completion="done")
            self.bureau.refused_add(self.office[0], "progress_entries", corrective_action_id=busy["id"], done="明天的事", occurred_on=self.bureau.day(1))
            self.bureau.refused_add(self.bureau.supervisors[0], "progress_entries", corrective_action_id=busy["id"], done="不归我报")

    def writes_what_is_not_his(self):
        finding = self.one("findings", level="finding")
        version = self.bureau.version("findings", finding["id"])
        for who, change in ((self.random.choice(self.leaders), {"title": "改标题"}), (self.random.choice(self.bureau.supervisors), {"due_on": "2099-01-01"}), (self.office[0], {"state": "closed"})):
            reply = self.bureau.ask(who, "PATCH", f"{self.bureau.base}/findings/{finding['id']}", change, headers={"If-Match": "*"})
            self.bureau.count_refusal(f"PATCH {change} as {who}", reply, self.bureau.version("findings", finding["id"]) == version)

    def hidden(self):
        """What one may not know of does not exist."""
        for finding in self.all("findings", restricted="true"):
            for who in (self.office[1], self.a_leader(), self.bureau.inspectors[0]):
                reply = self.bureau.ask(who, "GET", f"{self.bureau.base}/findings/{finding['id']}")
                self.bureau.count_refusal(f"read what is restricted as {who}", reply, reply.status == 404)
        secret = self.one("findings", confidentiality="internal")
        if secret:
            reply = self.bureau.ask(self.bureau.low_leader, "GET", f"{self.bureau.base}/findings/{secret['id']}")
            self.bureau.count_refusal("read what is above his ceiling", reply, reply.status == 404)

    def signed_twice(self):
        step = self.one("review_steps", state="passed")
        if step:
            self.bureau.refused(self.an_office(), "review_steps", step["id"], "pass")
        request = self.one("closure_requests", state="passed")
        if request:
            self.bureau.refused(self.an_office(), "closure_requests", request["id"], "retract")

    def by_command(self):
        finding = self.one("findings", state="closed") or self.one("findings", state="in_progress")
        if finding:
            self.bureau.refused_command(self.bureau.inspectors[0], "reopen", finding["number"], "--reason", "试")
            self.bureau.refused_command(self.bureau.supervisors[0], "closure", "review", finding["number"], "--pass")
