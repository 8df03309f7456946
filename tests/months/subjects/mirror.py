"""mirror: another's problems are sent out, each unit answers item by item; what it denies may be contradicted (B5)."""
from bureau import Refused
from subjects.subject import Subject

RESULTS = ("present", "not_present", "partly", "other_form")
MATTERS = ("公务接待超标准。去年多起", "台账登记不全", "资产闲置；未盘活")


class Mirror(Subject):
    given = 0  # answers so far: the results take turns

    def usual(self, n, morning):
        for answer in self.pick(self.all("mirror_answers", state="owed"), 3):
            if self.chance(0.6):
                self.answer(answer)
        for answer in self.pick(self.all("mirror_answers", state="answered", answer="not_present"), 1):
            if self.chance(0.15):
                self.contradict(answer)
        for check in self.all("mirror_checks", state="sent"):
            if not self.all("mirror_answers", mirror_check_id=check["id"], state="owed"):
                self.bureau.move(self.an_office(), "mirror_checks", check["id"], "end")

    def answer(self, row, result=None):
        bureau, check = self.bureau, row["mirror_check_id"]
        owner = bureau.owner_of(self.code_of(row["organisation_id"]))
        result = result or RESULTS[self.given % 4]
        self.given += 1
        if self.chance(0.25):
            office = self.an_office()
            paper = bureau.attach(office, "对照检查表.txt", mirror_check_id=check)
            return bureau.move(office, "mirror_answers", row["id"], "answer", answer=result, grounds="书面报来", answered_by_id=owner.id, answered_on=bureau.day(0), paper_id=paper)
        if self.chance(0.5):
            item = bureau.one(self.office[0], "mirror_items", row["mirror_item_id"])
            return bureau.command(owner, "mirror", "answer", check, "--item", str(item["position"]), "--unit", row["organisation_id"], "--answer", result, "--grounds", "逐项核对")
        return bureau.move(owner, "mirror_answers", row["id"], "answer", answer=result, grounds="逐项核对")

    def contradict(self, row):
        who = self.random.choice(self.office + self.bureau.supervisors + self.bureau.inspectors)
        record = self.bureau.move(who, "mirror_answers", row["id"], "contradict", contradiction="抽查台账有缺页")
        if not record.get("finding_id"):
            raise Refused(f"contradicted, and no problem of its own: {record}")

    def sent_out(self):
        bureau, office = self.bureau, self.an_office()
        units = self.random.sample(list(bureau.owners), 3)
        check = bureau.add(office, "mirror_checks", title="对照某局反馈问题自查", units=sorted(bureau.units[unit]["id"] for unit in units), due_on=bureau.day(15))["id"]
        bureau.refused(office, "mirror_checks", check, "send")  # nothing to answer yet
        for matter in MATTERS:
            bureau.add(office, "mirror_items", mirror_check_id=check, matter=matter)
        bureau.refused(bureau.owner_of(units[0]), "mirror_checks", check, "send")
        bureau.move(office, "mirror_checks", check, "send")
        owed = self.all("mirror_answers", mirror_check_id=check)
        if len(owed) != len(units) * len(MATTERS):
            bureau.wrong.append(f"{len(owed)} answers are owed by {len(units)} units to {len(MATTERS)} items")
        bureau.refused(office, "mirror_checks", check, "end")
        bureau.refused(self.stranger_to(*units), "mirror_answers", owed[0]["id"], "answer", answer="present", grounds="试")
        bureau.refused(office, "mirror_answers", owed[0]["id"], "answer", answer="present", grounds="没有书面材料")
        bureau.move(office, "mirror_answers", owed[0]["id"], "excuse")
        self.answer(owed[1], "not_present")
        self.answer(owed[2], "present")
        bureau.refused(bureau.owner_of(self.code_of(owed[1]["organisation_id"])), "mirror_answers", owed[1]["id"], "contradict", contradiction="试")
        bureau.refused(bureau.supervisors[0], "mirror_answers", owed[2]["id"], "contradict", contradiction="本就承认")
        self.contradict(owed[1])
        bureau.refused(office, "mirror_answers", owed[1]["id"], "contradict", contradiction="再次")

    scenes = ((0.08, sent_out), (0.5, sent_out))
