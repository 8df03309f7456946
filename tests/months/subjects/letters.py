"""letters: responsibility letters, signed below, then above, by hand or on paper; made void (B4)."""
from subjects.subject import Subject


class Letters(Subject):
    def draft(self):
        bureau = self.bureau
        unit = self.random.choice(list(bureau.owners))
        owner, leader = bureau.owner_of(unit), self.a_leader()
        letter = bureau.add(self.an_office(), "responsibility_letters", organisation_id=bureau.units[unit]["id"], person_id=owner.id, upper_unit_id=bureau.units["ZGJ"]["id"],
                            upper_person_id=leader.id)["id"]
        return letter, owner, leader

    def all_sign(self):
        bureau = self.bureau
        for how in ("hand", "paper", "undertaken", "void"):
            letter, owner, leader = self.draft()
            bureau.refused(leader, "responsibility_letters", letter, "countersign")
            if how == "paper":
                office = self.an_office()
                paper = lambda: bureau.attach(office, "责任书.txt", plan_id=bureau.plan)
                bureau.move(office, "responsibility_letters", letter, "undertake", undertaken_by_id=owner.id, undertaken_on=bureau.day(0), paper_id=paper())
                bureau.move(office, "responsibility_letters", letter, "countersign", countersigned_by_id=leader.id, countersigned_on=bureau.day(0), paper_id=paper())
                continue
            bureau.move(owner, "responsibility_letters", letter, "undertake")
            bureau.refused(owner, "responsibility_letters", letter, "undertake")
            if how != "undertaken":
                bureau.move(leader, "responsibility_letters", letter, "countersign")
            if how != "hand":
                bureau.move(self.an_office(), "responsibility_letters", letter, "void")

    scenes = ((0.3, all_sign), (0.66, all_sign))
