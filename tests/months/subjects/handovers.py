"""handovers: who leaves a post hands over what he carries by one list both sign: by hand, on paper, signed again when it changed, voided (B4)."""
from subjects.subject import Subject

LEADS = ("lead_official", "accountable_official")


class Handovers(Subject):
    def begin(self, before, after, by_command=False):
        office = self.an_office()
        if by_command:
            known = {row["id"] for row in self.all("handovers")}
            self.bureau.command(office, "handover", "add", "--from", before.id, "--to", after.id, "--reason", "岗位调整", "--post", "分管领导")
            return next(row["id"] for row in self.all("handovers") if row["id"] not in known)
        return self.bureau.add(office, "handovers", from_person_id=before.id, to_person_id=after.id, reason="岗位调整")["id"]

    def carried(self, person):
        rows = self.bureau.get(self.office[0], f"{self.bureau.base}/holdings?person_id={person.id}")["rows"]
        return {(row["record"], row["as"], row["number"]) for row in rows}

    def owned(self, person):
        """A problem he leads, with a measure of his, and one that is to be closed."""
        bureau = self.bureau
        finding, unit = self.problem("交接的问题", claimed=False)
        for one in self.all("responsibilities", finding_id=finding):
            if one["role"] in LEADS:
                bureau.set(self.office[0], "responsibilities", one["id"], until_on=bureau.day(0))
        bureau.add(self.an_office(), "responsibilities", finding_id=finding, role="lead_official", person_id=person.id)
        bureau.add(self.an_office(), "corrective_actions", measure="牵头协调", kind="action", organisation_id=bureau.units[unit]["id"], owner_id=person.id, answers=[finding],
                   due_on=bureau.day(90), due_as="day")
        return finding, unit

    def by_hand(self):
        """In the middle of a review and of a request that wait for him; what comes between the two signatures is signed for again."""
        bureau = self.bureau
        before, after = self.random.sample(self.readers, 2)
        self.owned(before)
        finding, unit = self.problem_in("under_review", "交接时在审")
        request = bureau.add(bureau.owner_of(unit), "requests", finding_id=finding, kind="coordination", title="交接时的请示", matter="请协调", reply_by_on=bureau.day(9), addressee_id=before.id)["id"]
        handover = self.begin(before, after, by_command=self.chance(0.5))
        bureau.refused(after, "handovers", handover, "receive")
        bureau.refused(bureau.supervisors[0], "handovers", handover, "hand")
        bureau.move(before, "handovers", handover, "hand")
        bureau.refused(before, "handovers", handover, "receive")
        self.owned(before)
        bureau.refused(after, "handovers", handover, "receive")  # the list is another now
        number = bureau.one(self.office[0], "handovers", handover)["number"]
        bureau.command(before, "handover", "sign", number)
        was, had = self.carried(before), self.carried(after)
        bureau.command(after, "handover", "receive", number)
        self.expect_state("handovers", handover, "done")
        bureau.refused(after, "handovers", handover, "receive")
        if self.carried(before) or not was | had <= self.carried(after):
            bureau.wrong.append(f"hand-over {number}: {before} keeps {self.carried(before)}, {after} lacks {(was | had) - self.carried(after)}")
        bureau.refused(before, "requests", request, "answer", answer="交接前已协调")  # everything he carried went over (B4)
        bureau.move(after, "requests", request, "answer", answer="已协调")
        self.sign_all("closure_request_id", self.request_of(finding))
        self.expect_state("findings", finding, "closed")

    def on_paper(self):
        """An owner has left; the office enters what both signed."""
        bureau, office = self.bureau, self.an_office()
        unit = self.random.choice(list(bureau.owners))
        before, after = bureau.owner_of(unit), self.a_leader()
        self.measure(self.problem("负责人退休", unit=unit)[0], unit, due=50)
        if not self.carried(before):
            bureau.add(office, "corrective_actions", measure="移交档案", kind="action", organisation_id=bureau.units[unit]["id"], owner_id=before.id, answers=[self.problem("退休前的事", unit=unit)[0]])
        handover = self.begin(before, after)
        bureau.refused(office, "handovers", handover, "hand")
        for event, day in (("hand", "handed_on"), ("receive", "received_on")):
            bureau.move(office, "handovers", handover, event, paper_id=bureau.attach(office, "交接清单.txt", handover_id=handover), **{day: bureau.day(0)})
        self.expect_state("handovers", handover, "done")

    def voided(self):
        bureau = self.bureau
        for signed in (False, True):
            before, after = self.random.sample(self.readers, 2)
            self.owned(before)
            handover = self.begin(before, after)
            if signed:
                bureau.move(before, "handovers", handover, "hand")
            bureau.refused(after, "handovers", handover, "cancel")
            bureau.move(self.an_office(), "handovers", handover, "cancel")
            bureau.refused(before, "handovers", handover, "hand")

    scenes = ((0.42, voided), (0.47, on_paper), (0.56, by_hand), (0.82, on_paper), (0.92, by_hand))
