"""requests: help and instructions asked for and answered; traces of what was done about it (D2, D3)."""
from subjects.subject import Subject


class Requests(Subject):
    def ask(self, owner, finding, leader=None, unit=None):
        to = {"addressee_id": leader.id} if leader else {"addressee_unit_id": self.bureau.units[unit]["id"]}
        return self.bureau.add(owner, "requests", finding_id=finding, kind="coordination", title="协调用地", matter="请协调相邻地块", reply_by_on=self.bureau.day(self.random.randint(2, 10)), **to)["id"]

    def usual(self, n, morning):
        bureau = self.bureau
        going = [f for f in self.all("findings", state="in_progress,claimed,returned", level="finding") if f.get("lead_unit_id") and not f.get("restricted") and not f.get("confidentiality")]
        for finding in self.pick([f for f in going if self.code_of(f["lead_unit_id"]) in bureau.owners], 2):
            owner = bureau.owner_of(self.code_of(finding["lead_unit_id"]))
            if self.chance(0.95):
                bureau.command(owner, "add", "trace", f"finding_id={finding['number']}", "kind=visit", "what=现场核查并拍照", f"led_by_id={self.random.choice(self.leaders).id}")
            else:
                bureau.add(self.random.choice(self.leaders), "traces", finding_id=finding["id"], kind="dispatch", what="调度进展", led_by_id=self.random.choice(self.leaders).id)
            if self.chance(0.3):
                self.ask(owner, finding["id"], **({"leader": self.a_leader()} if self.chance(0.6) else {"unit": bureau.another_unit(owner.unit)}))
        for request in self.pick(self.all("requests", state="open"), 2):
            if self.chance(0.35):
                self.answer(request)
        for request in self.pick(self.all("requests", state="answered"), 1):
            asker = next(p for p in bureau.acting if p.id == request["asked_by_id"])
            if self.chance(0.7):
                bureau.move(asker, "requests", request["id"], "confirm")
            else:
                bureau.move(asker, "requests", request["id"], "ask_again", again_reason="未解决用地指标")

    def answer(self, request):
        bureau = self.bureau
        who = next((p for p in self.leaders if p.id == request.get("addressee_id")), None)
        if request.get("addressee_unit_id"):
            who = bureau.owner_of(self.code_of(request["addressee_unit_id"]))
        if who and self.chance(0.8):
            bureau.move(who, "requests", request["id"], "answer", answer="同意协调，已会商")
        else:
            office = self.an_office()
            paper = bureau.attach(office, "复函.txt", finding_id=request["finding_id"])
            named = request.get("addressee_id") or self.a_leader().id
            bureau.move(office, "requests", request["id"], "answer", answer="书面答复", answered_by_id=named, answered_on=bureau.day(0), paper_id=paper)

    def every_end(self):
        finding, unit = self.problem("需要协调的问题")
        owner, leader = self.bureau.owner_of(unit), self.a_leader()
        request = self.ask(owner, finding, leader)
        self.bureau.refused(self.bureau.supervisors[0], "requests", request, "answer", answer="试")
        self.bureau.refused(leader, "requests", request, "retract")
        self.bureau.move(leader, "requests", request, "answer", answer="先自行协调")
        self.bureau.move(owner, "requests", request, "ask_again", again_reason="自行协调不成")
        self.bureau.move(leader, "requests", request, "answer", answer="同意")
        self.bureau.move(owner, "requests", request, "confirm")
        self.bureau.refused(owner, "requests", request, "confirm")
        request = self.ask(owner, finding, leader)
        self.bureau.move(owner, "requests", request, "retract")

    scenes = ((0.12, every_end), (0.8, every_end))
