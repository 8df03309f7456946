"""claims: parties claim in the first weeks; some dispute, and it is decided by a leader, or on paper (B2)."""
from subjects.subject import Subject


class Claims(Subject):
    def usual(self, n, morning):
        owed = self.all("claims", state="owed")
        for claim in self.pick(owed, max(3, len(owed) // 6)):
            if self.state("claims", claim["id"]) != "owed":
                continue  # a command claims in all roles that somebody has
            who = self.party_of(claim)
            if claim.get("decision") is None and claim.get("organisation_id") and self.chance(0.08):
                other = self.bureau.units[self.bureau.another_unit(self.code_of(claim["organisation_id"]))]["id"]
                self.dispute(claim, **({"proposed_unit_id": other} if self.chance(0.7) else {}))
            elif who is None or self.chance(0.1):
                self.claim_on_paper(claim)
            elif self.chance(0.75):
                self.claim_by_command(claim, who)
            else:
                self.bureau.move(who, "claims", claim["id"], "claim")
        for claim in self.pick(self.all("claims", state="disputed"), 2):
            if self.chance(0.3):
                self.decide(claim)

    def claim_by_command(self, claim, who):
        unit = claim.get("organisation_id")
        self.bureau.command(who, "claim", self.number(claim["finding_id"]), *(["--unit", unit] if unit else ["--person", claim["person_id"]]))

    def claim_on_paper(self, claim):
        bureau, office = self.bureau, self.an_office()
        paper = bureau.attach(office, "认领签字.txt", finding_id=claim["finding_id"])
        signer = claim.get("person_id") or self.random.choice([p for found in bureau.owners.values() for p in found]).id
        bureau.move(office, "claims", claim["id"], "claim", claimed_on=bureau.day(0), signed_by_id=signer, paper_id=paper)

    def decide(self, claim):
        bureau, leader = self.bureau, self.a_leader()
        how = self.random.choice(["keep", "pass_on", "paper", "command", "retract"])
        if how == "retract":
            bureau.move(self.an_office(), "claims", claim["id"], "retract", retract_reason="沟通后撤回")
        elif how == "pass_on":
            bureau.move(leader, "claims", claim["id"], "pass_on", decision_reason="职责在另一单位", decided_unit_id=self.free_unit(claim))
        elif how == "paper":
            office = self.an_office()
            paper = bureau.attach(office, "会议纪要.txt", finding_id=claim["finding_id"])
            bureau.move(office, "claims", claim["id"], "keep", decision_reason="三定方案明确", decided_on=bureau.day(0), decided_by_id=leader.id, decision_paper_id=paper)
        elif how == "command":
            bureau.command(leader, "claim", "decide", self.number(claim["finding_id"]), "--unit", claim["organisation_id"], "--reason", "三定方案明确", "--keep")
        else:
            bureau.move(leader, "claims", claim["id"], "keep", decision_reason="三定方案明确")

    def free_unit(self, claim):
        taken = {r.get("organisation_id") for r in self.all("responsibilities", finding_id=claim["finding_id"])}
        return self.random.choice([row["id"] for code, row in self.bureau.units.items() if code in self.bureau.owners and row["id"] not in taken])

    # ---- what must happen ----

    def every_end_of_a_claim(self):
        """Retracted, kept, passed on, and void from every state: the responsibility has ended."""
        bureau, office = self.bureau, self.an_office()
        finding, unit = self.problem("认领后撤回")
        bureau.move(office, "claims", self.of_unit(finding, unit, "claimed")["id"], "retract", retract_reason="签错了人")
        self.expect_state("findings", finding, "registered")
        self.dispute(self.of_unit(finding, unit))
        bureau.move(self.party_of(self.of_unit(finding, unit, "disputed")), "claims", self.of_unit(finding, unit, "disputed")["id"], "retract", retract_reason="再作研究")
        self.dispute(self.of_unit(finding, unit))
        claim = self.of_unit(finding, unit, "disputed")
        bureau.move(self.a_leader(), "claims", claim["id"], "pass_on", decision_reason="职责在另一单位", decided_unit_id=self.free_unit(claim))
        finding, unit = self.problem("各方都认领了")
        for state in ("owed", "claimed", "disputed"):
            other, responsibility = self.add_unit(finding, unit)
            if state == "claimed":
                self.claim_all(finding)
            if state == "disputed":
                self.dispute(self.of_unit(finding, other))
                self.expect_state("findings", finding, "disputed")
            bureau.set(office, "responsibilities", responsibility, until_on=bureau.day(0))
            self.expect_state("findings", finding, "claimed")

    def disputed_late(self):
        """A unit that was named when work had begun, and does not agree."""
        for state in ("in_progress",):
            finding, unit = self.problem_in(state, "整改中才提出异议")
            other, _ = self.add_unit(finding, unit)
            self.dispute(self.of_unit(finding, other))
            self.expect_state("findings", finding, "disputed")
            self.bureau.move(self.a_leader(), "claims", self.of_unit(finding, other, "disputed")["id"], "keep", decision_reason="分工已定")
            self.claim_all(finding)

    scenes = ((0.03, every_end_of_a_claim), (0.6, every_end_of_a_claim), (0.2, disputed_late), (0.7, disputed_late))
