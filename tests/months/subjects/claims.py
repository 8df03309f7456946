"""claims: parties claim in the first weeks; some dispute, and it is decided by a leader, or on paper (B2)."""
from subjects.subject import Subject


class Claims(Subject):
    def usual(self, n, morning):
        bureau = self.bureau
        owed = bureau.list(self.office[0], "claims", state="owed")
        for claim in self.pick(owed, max(3, len(owed) // 6)):
            who = self.party_of(claim)
            if claim.get("decision") is None and claim.get("organisation_id") and self.random.random() < 0.08:
                self.dispute(claim, who)
            elif who is None or who is bureau.low_leader or self.random.random() < 0.1:
                self.claim_on_paper(claim)
            elif self.random.random() < 0.3:
                self.claim_by_command(claim, who)
            else:
                bureau.move(who, "claims", claim["id"], "claim")
        for claim in self.pick(bureau.list(self.office[0], "claims", state="disputed"), 2):
            if self.random.random() < 0.3:
                self.decide(claim)

    def claim_by_command(self, claim, who):
        number = self.bureau.one(self.office[0], "findings", claim["finding_id"])["number"]
        unit = claim.get("organisation_id")
        party = ["--unit", unit] if unit else ["--person", claim["person_id"]]
        self.bureau.command(who, "claim", number, *party)

    def claim_on_paper(self, claim):
        bureau, office = self.bureau, self.an_office()
        paper = bureau.attach(office, "认领签字.txt", finding_id=claim["finding_id"])
        signer = claim.get("person_id") or self.random.choice([p for found in bureau.owners.values() for p in found]).id
        bureau.move(office, "claims", claim["id"], "claim", claimed_on=bureau.day(0), signed_by_id=signer, paper_id=paper)

    def dispute(self, claim, who):
        unit = next(code for code, row in self.bureau.units.items() if row["id"] == claim["organisation_id"])
        other = self.bureau.units[self.bureau.another_unit(unit)]["id"]
        proposed = {"proposed_unit_id": other} if self.random.random() < 0.7 else {}
        self.bureau.move(who or self.office[0], "claims", claim["id"], "dispute", dispute_reason="不属于本单位职责", **proposed)

    def decide(self, claim):
        bureau = self.bureau
        leader = self.random.choice([p for p in self.leaders if p is not bureau.low_leader])
        how = self.random.choice(["keep", "pass_on", "paper", "retract"])
        if how == "retract":
            bureau.move(self.an_office(), "claims", claim["id"], "retract", retract_reason="沟通后撤回")
        elif how == "pass_on" and self.may_pass(claim):
            bureau.move(leader, "claims", claim["id"], "pass_on", decision_reason="职责在另一单位", **({} if claim.get("proposed_unit_id") else {"decided_unit_id": self.free_unit(claim)}))
        elif how == "paper":
            office = self.an_office()
            paper = bureau.attach(office, "会议纪要.txt", finding_id=claim["finding_id"])
            bureau.move(office, "claims", claim["id"], "keep", decision_reason="三定方案明确", decided_on=bureau.day(0), decided_by_id=leader.id, decision_paper_id=paper)
        else:
            bureau.move(leader, "claims", claim["id"], "keep", decision_reason="三定方案明确")

    def answering(self, claim):
        return {r.get("organisation_id") for r in self.bureau.list(self.office[0], "responsibilities", finding_id=claim["finding_id"]) if not r.get("until_on")}

    def may_pass(self, claim):
        return claim.get("proposed_unit_id") not in self.answering(claim)

    def free_unit(self, claim):
        taken = self.answering(claim)
        return self.random.choice([row["id"] for code, row in self.bureau.units.items() if code in self.bureau.owners and row["id"] not in taken])
