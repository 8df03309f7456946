"""progress: owners report on measures, by page and by command; what was wrong is withdrawn, what was not done is returned (D3)."""
from subjects.subject import Subject


class Progress(Subject):
    def usual(self, n, morning):
        going = [a for a in self.all("corrective_actions", **{"state!": "done"}) if a["id"] in self.bureau.answering]
        self.random.shuffle(going)
        leads = {f["id"]: f.get("lead_unit_id") for f in self.all("findings", level="finding")}
        for action in going[:max(2, len(going) // 30)]:
            code = self.code_of(leads[self.bureau.answering[action["id"]]])  # a problem that was passed on is reported by whose it is now
            if code in self.bureau.owners:
                self.report(action, self.bureau.owner_of(code))
        if self.chance(0.2):
            for action in self.pick([a for a in self.all("corrective_actions", state="done") if a["id"] in self.bureau.answering], 1):
                self.take_back(action)

    def report(self, action, who):
        moved = action.get("organisation_id") != self.bureau.units[who.unit]["id"]  # its problem was passed on, and only the office may still report it
        percent = min(100, (action.get("percent") or 0) + self.random.choice([10, 25, 40, 100]))
        if not moved and self.chance(0.7):
            self.bureau.command(who, "progress", "add", action["number"], "--done", "按计划推进", "--percent", str(percent), *(["--file", self.file("佐证")] if self.chance(0.2) else []))
        elif moved or self.chance(0.3):
            self.bureau.command(self.an_office(), "progress", "add", action["number"], "--done", "书面报来", "--percent", str(percent), "--by", who.name)
        else:
            proofs = {"proofs": [self.bureau.attach(who, "佐证.txt", corrective_action_id=action["id"])]} if self.chance(0.3) else {}
            self.progress(who, action["id"], percent, **proofs)

    def take_back(self, action):
        """A leader returns it, or the entry is withdrawn by the office; only while its problem is not under review or closed."""
        if any(self.state("findings", f) in ("under_review", "closed") for f in action["answers"]):
            return
        if self.chance(0.4):
            self.bureau.command(self.a_leader(), "progress", "return", action["number"], "--reason", "缺少现场照片")
        elif self.chance(0.5):
            self.bureau.move(self.an_office(), "corrective_actions", action["id"], "return", return_reason="与台账不符")
        else:
            entries = self.all("progress_entries", corrective_action_id=action["id"])
            self.bureau.withdraw(self.an_office(), "progress_entries", max(entries, key=lambda e: (e["occurred_on"], e["id"]))["id"])

    def every_way_of_a_measure(self):
        """Begun, finished at once, taken back to nothing, resumed."""
        bureau = self.bureau
        finding, unit = self.problem("措施的进退")
        owner = bureau.owner_of(unit)
        action = self.measure(finding, unit)
        for percent, after in ((30, "in_progress"), (100, "done")):  # planned -> in_progress -> planned, planned -> done -> planned
            entry = self.progress(owner, action, percent)
            self.expect_state("corrective_actions", action, after)
            bureau.withdraw(owner, "progress_entries", entry, "填错了")
            self.expect_state("corrective_actions", action, "planned")
        self.progress(owner, action, 60)
        entry = self.progress(owner, action, 100)
        self.expect_state("corrective_actions", action, "done")
        bureau.withdraw(owner, "progress_entries", entry, "填错了")
        self.expect_state("corrective_actions", action, "in_progress")

    scenes = ((0.05, every_way_of_a_measure), (0.65, every_way_of_a_measure))
