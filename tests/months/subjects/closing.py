"""closing: what is done is asked to be closed, reviewed step by step, returned, vetoed, taken back, opened again (E1, E3); the route is tightened on the way (L2)."""
from bureau import Refused
from subjects.subject import Subject

CHAIN = (("closure", 1, "牵头领导审核", "lead_official", 5, None), ("closure", 2, "整改办审核", "office", 5, None), ("closure", 3, "纪检监察组", "supervisor", None, True),
         ("closure", 4, "领导小组认定", "leader", 7, None), ("extension", 1, "牵头领导审核", "lead_official", 3, None), ("extension", 2, "整改办审批", "office", 3, None),
         ("plan", 1, "整改办审核", "office", 5, None), ("plan", 2, "领导小组审议", "leader", 5, None))


class Closing(Subject):
    def usual(self, n, morning):
        for step in self.pick([s for s in self.all("review_steps", state="open") if s["kind"] in ("closure", "extension")], 6):
            if self.state_of_step(step) == "open" and self.chance(0.5):
                self.review(step)
        busy = {a for action in self.all("corrective_actions", **{"state!": "done"}) for a in action["answers"]}
        ready = [f for f in self.all("findings", level="finding") if f["state"] in ("in_progress", "returned", "reopened") and f["id"] not in busy and f.get("lead_unit_id")]
        ready = [f for f in ready if not f.get("restricted") and f["id"] in self.base() and self.code_of(f["lead_unit_id"]) in self.bureau.owners]
        for finding in self.pick(ready, 3):
            if finding["state"] == "in_progress" or self.chance(0.4):
                self.ask_to_close(finding["id"], self.code_of(finding["lead_unit_id"]), by_command=self.chance(0.8))
        for finding in self.pick([f for f in self.all("findings", state="closed") if f["id"] in self.base()], 1):
            if self.chance(0.06):
                self.open_again(finding)
        for request in self.pick(self.all("closure_requests", state="under_review"), 1):
            if self.chance(0.05):
                self.bureau.command(self.an_office(), "closure", "retract", self.number(request["finding_id"]))

    def base(self):
        return {row["id"] for row in self.bureau.made}

    def state_of_step(self, step):
        return self.bureau.one(self.office[0], "review_steps", step["id"])["state"]

    def review(self, step):
        if step.get("may_veto") and self.chance(0.8):
            return  # who may veto need not sign
        event = "return" if self.chance(0.2) else "pass"
        more = {}
        if step["kind"] == "closure":
            more["rating"] = self.random.choice(["good", "fairly_good", "fair"])
            if event == "return" and self.chance(0.5):
                more["again_by_on"] = self.bureau.day(20)
        who, paper = self.signer(step)
        if step["kind"] == "closure" and not paper and not step.get("may_veto") and self.chance(0.85) and not self.open_step("closure_request_id", step["closure_request_id"], veto=True):
            words = ["--pass"] if event == "pass" else ["--return", "--opinion", "佐证不足"]
            self.bureau.command(who, "closure", "review", self.number(step["finding_id"]), *words, "--rating", more["rating"])
        else:
            reply = self.bureau.try_move(who, "review_steps", step["id"], event, opinion="同意" if event == "pass" else "佐证不足", **paper, **more)
            if step["kind"] == "extension" and event == "pass" and reply.status == 422 and {"extension_over", "extension_not_later", "extension_beyond"} & set(reply.codes):
                reply = self.bureau.try_move(who, "review_steps", step["id"], "return", opinion="情况已变，不再延期", **paper)
            if reply.status != 200:
                raise Refused(f"{event} of {step} as {who}: {reply}")

    def open_again(self, finding):
        if self.chance(0.5):
            self.bureau.command(self.random.choice(self.bureau.supervisors), "reopen", finding["number"], "--reason", "回头看发现反弹")
        else:
            self.bureau.move(self.a_leader(), "findings", finding["id"], "reopen", reopen_reason="群众反映未到位", due_on=self.bureau.day(30), due_as="day")

    # ---- what must happen ----

    def tighten(self):
        """From the small office's one step to the whole chain: new requests take it, those under way keep theirs."""
        for kind, position, name, by, days, veto in CHAIN:
            self.bureau.add(self.an_office(), "review_routes", kind=kind, position=position, name=name, review_by=by, **({"days": days} if days else {}), **({"may_veto": True} if veto else {}))

    def returned_and_back(self):
        """Begun anew by a measure that goes on, or asked for anew at once; opened again and closed a second time."""
        bureau = self.bureau
        for state in ("returned", "reopened"):
            finding, unit = self.problem_in(state, f"{state}后重做")
            action = self.all("corrective_actions", answers=finding)[0]["id"]
            bureau.move(self.a_leader(), "corrective_actions", action, "return", return_reason="成果未落实")
            self.expect_state("findings", finding, "in_progress")
            finding, unit = self.problem_in(state, f"{state}后再报")
            self.ask_to_close(finding, unit)
            self.sign_all("closure_request_id", self.request_of(finding))
            self.expect_state("findings", finding, "closed")
        finding, unit = self.problem_in("under_review", "自己撤回")
        bureau.move(bureau.owner_of(unit), "closure_requests", self.request_of(finding), "retract")
        self.expect_state("findings", finding, "in_progress")

    def only_its_demand_is_done(self):
        """A problem whose one measure answers a demand of it is asked for as it stands."""
        finding, unit = self.problem("只有要求的问题")
        demand = self.bureau.add(self.an_office(), "findings", level="demand", title="限期核对", parent_id=finding)["id"]
        self.progress(self.bureau.owner_of(unit), self.measure(finding, unit, answers=[demand]), 100)
        self.expect_state("findings", finding, "claimed")
        self.ask_to_close(finding, unit)

    def vetoed(self):
        """The chain is half signed when the supervisor says no: nobody signs any more."""
        finding, _ = self.problem_in("under_review", "纪检否决")
        request = self.request_of(finding)
        self.sign(self.open_step("closure_request_id", request), "pass")
        step = self.open_step("closure_request_id", request, veto=True)
        self.bureau.move(self.bureau.supervisors[0], "review_steps", step["id"], "return", opinion="责任人处理未到位", again_by_on=self.bureau.day(25))
        self.expect_state("closure_requests", request, "returned")
        self.expect_state("findings", finding, "returned")
        for step in self.all("review_steps", closure_request_id=request):
            self.bureau.refused(self.bureau.supervisors[0], "review_steps", step["id"], "pass")

    def agreed_before(self):
        """Acceptance criteria of some problems, agreed before they are done (C5)."""
        for finding in self.pick([f for f in self.bureau.made], 6):
            if self.state("findings", finding["id"]) in ("registered", "claimed", "in_progress"):
                self.bureau.add(self.an_office(), "acceptance_criteria", finding_id=finding["id"], criterion="账实相符，抽查无差错", checked_by="现场抽查")

    scenes = ((0.04, agreed_before), (0.15, only_its_demand_is_done), (0.2, returned_and_back), (0.26, tighten), (0.4, vetoed), (0.55, returned_and_back), (0.75, vetoed))
