"""subject: what subjects share. A scene is something that has to happen on a certain day: `scenes` maps parts of the play (0 to 1) to methods."""
import setting_up

ANSWERS = {"result": "已整改到位", "settled": "已解决", "persons_dealt": "不涉及", "mechanism": "已建章立制", "alike": "已排查", "completion": "done"}


class Subject:
    scenes = ()  # (when, method)

    def __init__(self, bureau, days):
        self.bureau, self.days, self.random = bureau, days, bureau.random
        self.office, self.leaders = bureau.office, bureau.leaders
        self.readers = [p for p in self.leaders if p is not bureau.low_leader]

    def half_day(self, n, morning):
        for when, scene in self.scenes:
            if morning and int(when * (self.days - 1)) == n:
                scene(self)
        self.usual(n, morning)

    def usual(self, n, morning):
        """What happens on any day."""

    # ---- small things ----

    def pick(self, rows, most):
        return self.random.sample(rows, min(most, len(rows)))

    def chance(self, share):
        return self.random.random() < share

    def an_office(self, but=None):
        """One of the office; not the one with this id."""
        return self.random.choice([p for p in self.office if p.id != but])

    def a_leader(self):
        return self.random.choice(self.readers)

    def all(self, plural, **filters):
        return self.bureau.list(self.office[0], plural, **filters)

    def number(self, finding):
        return self.bureau.one(self.office[0], "findings", finding)["number"]

    def file(self, text="内容"):
        """A file on disk, for a command."""
        self.bureau.files += 1
        path = self.bureau.folder / f"材料{self.bureau.files}.txt"
        path.write_text(f"{text}{self.bureau.files}", encoding="utf-8")
        return str(path)

    def code_of(self, unit):
        return next((code for code, row in self.bureau.units.items() if row["id"] == unit), None)

    def stranger_to(self, *codes):
        """An owner of none of these units, nor of one over them."""
        bureau, over = self.bureau, set(codes)
        for code in codes:
            while parent := bureau.units[code].get("parent_id"):
                code = self.code_of(parent)
                over.add(code)
        return self.random.choice(bureau.owners[self.random.choice([unit for unit in bureau.owners if unit not in over])])

    def state(self, plural, key):
        return self.bureau.one(self.office[0], plural, key)["state"]

    def expect_state(self, plural, key, wanted):
        got = self.state(plural, key)
        if got != wanted:
            self.bureau.wrong.append(f"{plural} {key} should be {wanted} on {self.bureau.today}, is {got}")

    # ---- claims ----

    def claims(self, finding, **filters):
        return self.all("claims", finding_id=finding, **filters)

    def party_of(self, claim):
        """Who may sign it: an owner of its unit, or the leader it names."""
        if claim.get("organisation_id"):
            code = self.code_of(claim["organisation_id"])
            return self.bureau.owner_of(code) if code in self.bureau.owners else None
        return next((p for p in self.readers if p.id == claim.get("person_id")), None)

    def claim_all(self, finding):
        for claim in self.claims(finding, state="owed"):
            self.bureau.move(self.party_of(claim) or self.office[0], "claims", claim["id"], "claim")

    def dispute(self, claim, **proposed):
        self.bureau.move(self.party_of(claim) or self.office[0], "claims", claim["id"], "dispute", dispute_reason="不属于本单位职责", **proposed)

    def of_unit(self, finding, unit, state="owed"):
        return next(c for c in self.claims(finding, state=state) if c.get("organisation_id") == self.bureau.units[unit]["id"])

    def add_unit(self, finding, but, role="responsible_unit"):
        """Another unit answers for it, too, and owes its claim."""
        unit = self.bureau.another_unit(but)
        made = self.bureau.add(self.an_office(), "responsibilities", finding_id=finding, role=role, organisation_id=self.bureau.units[unit]["id"])
        return unit, made["id"]

    # ---- problems in a state ----

    def problem(self, title, unit=None, claimed=True, **fields):
        """One of its own for a scene: claimed by its unit and leaders unless it is said otherwise."""
        unit = unit or self.random.choice(list(self.bureau.owners))
        fields.setdefault("due_on", self.bureau.day(200))
        fields.setdefault("due_as", "day")
        finding = setting_up.problem(self.bureau, title, unit, **fields)
        if claimed:
            self.claim_all(finding)
        return finding, unit

    def measure(self, finding, unit, due=100, **fields):
        return setting_up.measure(self.bureau, finding, unit, due=due, **fields)

    def progress(self, person, action, percent=None, done="按计划推进", **more):
        fields = {} if percent is None else {"percent": percent}
        return self.bureau.add(person, "progress_entries", corrective_action_id=action, done=done, **fields, **more)["id"]

    def problem_in(self, state, title="专题问题", **fields):
        """(finding, unit): a problem brought to a state by those who bring one there."""
        if state in ("registered", "disputed"):
            finding, unit = self.problem(title, claimed=False, **fields)
            if state == "disputed":
                self.dispute(self.of_unit(finding, unit))
        else:
            finding, unit = self.problem(title, **fields)
        if state in ("in_progress", "under_review", "returned", "closed", "reopened"):
            action = self.measure(finding, unit)
            self.progress(self.bureau.owner_of(unit), action, 30)
        if state in ("under_review", "returned", "closed", "reopened"):
            self.progress(self.bureau.owner_of(unit), action, 100)
            self.ask_to_close(finding, unit)
        if state == "returned":
            self.sign(self.open_step("closure_request_id", self.request_of(finding)), "return")
        if state in ("closed", "reopened"):
            self.sign_all("closure_request_id", self.request_of(finding))
        if state == "reopened":
            self.bureau.move(self.random.choice(self.office + self.bureau.supervisors), "findings", finding, "reopen", reopen_reason="回头看发现反弹")
        self.expect_state("findings", finding, state)
        return finding, unit

    def ask_to_close(self, finding, unit, by_command=None):
        bureau, owner = self.bureau, self.bureau.owner_of(unit)
        row = bureau.one(self.office[0], "findings", finding)
        if not row.get("cause"):
            if self.chance(0.5):
                bureau.command(owner, "set", "finding", row["number"], "cause=thinking")
            else:
                bureau.set(owner, "findings", finding, cause="thinking")
        for part in self.all("findings", parent_id=finding):
            if not part.get("completion"):
                bureau.set(owner, "findings", part["id"], completion="done")
        for criterion in self.all("acceptance_criteria", finding_id=finding):
            if criterion.get("own_met") != "met":
                bureau.set(owner, "acceptance_criteria", criterion["id"], own_met="met", own_answer="已核对")
        if self.chance(0.5) if by_command is None else by_command:
            words = {"result": "result", "settled": "settled", "persons": "persons_dealt", "mechanism": "mechanism", "alike": "alike", "completion": "completion"}
            bureau.command(owner, "closure", "request", row["number"], *[text for name, field in words.items() for text in ("--" + name, ANSWERS[field])], "--report", self.file("专项报告"))
        else:
            report = bureau.attach(owner, "专项报告.txt", finding_id=finding)
            bureau.add(owner, "closure_requests", finding_id=finding, report_id=report, **ANSWERS)

    def request_of(self, finding):
        return self.all("closure_requests", finding_id=finding, state="under_review")[0]["id"]

    # ---- reviews ----

    def open_step(self, subject, key, veto=False):
        return next((s for s in self.all("review_steps", **{subject: key, "state": "open"}) if bool(s.get("may_veto")) == veto), None)

    def signer(self, step):
        """(who, what he adds): the person whose step it is, or the office with his paper."""
        bureau = self.bureau
        requester = self.requester(step)
        by = {"office": self.office, "leader": self.readers, "supervisor": bureau.supervisors, "inspector": bureau.inspectors}.get(step["review_by"])
        if by is None:
            by = [p for p in self.readers if p.id == step.get("person_id")]
        by = [p for p in by if p.id != requester]
        if by and not (step["review_by"] != "office" and self.chance(0.15)):
            return self.random.choice(by), {}
        named = step.get("person_id") or self.a_leader().id
        of = {"finding_id": step["finding_id"]} if step.get("finding_id") else {"plan_id": step["plan_id"]}
        office = self.an_office()
        return office, {"decided_by_id": named, "decided_on": bureau.day(0), "paper_id": bureau.attach(office, "签批件.txt", **of)}

    def requester(self, step):
        for field, plural, by in (("closure_request_id", "closure_requests", "requested_by_id"), ("extension_request_id", "extension_requests", "requested_by_id"), ("plan_id", "plans", "submitted_by_id")):
            if step.get(field):
                return self.bureau.one(self.office[0], plural, step[field]).get(by)
        return None

    def sign(self, step, event, **given):
        who, paper = self.signer(step)
        self.bureau.move(who, "review_steps", step["id"], event, opinion="同意" if event == "pass" else "佐证不足", **paper, **given)

    def sign_all(self, subject, key):
        """Until nobody is left to sign."""
        while step := self.open_step(subject, key):
            self.sign(step, "pass")
