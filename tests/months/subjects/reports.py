"""reports: each week the units report, the office compiles and sends, its own goes up and is received; some late, some returned, some taken back (D2)."""
import random

from subjects.subject import Subject


class Reports(Subject):
    duty = summary = None

    def __init__(self, bureau, days):
        super().__init__(bureau, days)
        self.random = random.Random(bureau.random_seed)  # its own chances: what else is played stays as it was

    def owner_of(self, code):
        return self.random.choice(self.bureau.owners[code])

    def begin(self):
        """Friday 11:00 at the office; the office's own Friday 17:00."""
        bureau, office = self.bureau, self.office[0]
        self.summary = bureau.add(office, "reporting_duties", title="每周汇总", kind="summary", owed_by="office", frequency="weekly", due_day=5, due_time="17:00", from_on=bureau.day(0), addressee="市委巡察办", needs_problems=True)["id"]
        self.duty = bureau.add(office, "reporting_duties", title="各单位周报", kind="unit_report", owed_by="each_unit", frequency="weekly", outer_id=self.summary, lead_days=0, due_time="11:00", signer="unit_head", from_on=bureau.day(0),
                               needs_problems=True, needs_next_step=True)["id"]
        bureau.refused_add(self.owner_of(self.random.choice(list(bureau.owners))), "reporting_duties", title="自定", kind="unit_report", owed_by="each_unit", frequency="weekly", from_on=bureau.day(0))

    def draft(self, person, duty, unit=None):
        return self.bureau.get(person, f"{self.bureau.base}/report_draft?duty={duty}" + (f"&unit={unit}" if unit else ""))

    def write(self, owner, code):
        """Begun by the API; what is filled in beforehand stays, the rest is said."""
        draft = self.draft(owner, self.duty, code)
        if draft["report_id"]:
            return draft["report_id"], False
        said = {"no_news": True} if draft["no_news"] and self.chance(0.5) else {"problems": draft["parts"]["problems"] or "本周按方案推进", "next_step": draft["parts"]["next_step"] or "下周继续"}
        return self.bureau.add(owner, "progress_reports", title=draft["title"], reporting_duty_id=self.duty, organisation_id=draft["organisation_id"], from_on=draft["from"], until_on=draft["until"], **said)["id"], True

    def report(self, code):
        bureau, owner = self.bureau, self.owner_of(code)
        if self.chance(0.2) and not self.draft(owner, self.duty, code)["report_id"]:
            bureau.command(owner, "report", "send", "各单位周报", "--unit", code, "--problems", "本周按方案推进", "--next-step", "下周继续")
            return
        report, fresh = self.write(owner, code)
        if fresh and self.chance(0.9):
            bureau.move(owner, "progress_reports", report, "send")

    def usual(self, n, morning):
        bureau = self.bureau
        if not self.duty:
            return
        desk = bureau.get(self.office[0], f"{bureau.base}/report_desk")
        rows = [row for duty in desk["duties"] if duty["id"] == self.duty for period in duty["periods"] if period["at_hand"] for row in period["rows"]]
        for row in self.pick([row for row in rows if row["state"] == "missing" and self.code_of(row["organisation_id"]) in bureau.owners], 2):
            self.report(self.code_of(row["organisation_id"]))
        for report in self.pick(self.all("progress_reports", state="sent", reporting_duty_id=self.duty), 2):
            if self.chance(0.6):
                bureau.move(self.an_office(), "progress_reports", report["id"], "receive")
            elif self.chance(0.4):
                bureau.move(self.an_office(), "progress_reports", report["id"], "return", return_reason="数字不全")
        for report in self.pick(self.all("progress_reports", state="returned"), 1):
            code = self.code_of(report["organisation_id"])
            if code in bureau.owners:
                owner = self.owner_of(code)
                bureau.set(owner, "progress_reports", report["id"], problems="已补充数字", no_news=False, next_step="下周继续")
                bureau.move(owner, "progress_reports", report["id"], "send")

    def every_end(self):
        bureau, office = self.bureau, self.office[0]
        if not self.duty:
            self.begin()
        code = self.random.choice([code for code in bureau.owners])
        owner, unit = self.owner_of(code), bureau.units[code]["id"]
        report = bureau.add(owner, "progress_reports", title="临时报告", organisation_id=unit, from_on=bureau.day(-3), until_on=bureau.day(0))["id"]
        bureau.refused(owner, "progress_reports", report, "send")  # it says nothing
        bureau.set(owner, "progress_reports", report, problems="已完成专项清理")
        bureau.refused(self.stranger_to(code), "progress_reports", report, "send")
        bureau.move(owner, "progress_reports", report, "send")
        bureau.move(owner, "progress_reports", report, "retract")
        bureau.set(owner, "progress_reports", report, results="清理12项")
        bureau.move(owner, "progress_reports", report, "send")
        bureau.refused(owner, "progress_reports", report, "receive")
        bureau.move(office, "progress_reports", report, "return", return_reason="请写明下一步")
        bureau.set(owner, "progress_reports", report, next_step="开展回头看")
        bureau.move(owner, "progress_reports", report, "send")
        bureau.move(office, "progress_reports", report, "receive")
        bureau.refused(owner, "progress_reports", report, "retract")
        bureau.move(office, "progress_reports", report, "return", return_reason="附件不符")

    def compile(self):
        """The office's own: from what was sent, up, and received there by name."""
        bureau = self.bureau
        if not self.summary:
            self.begin()
        office, draft = self.office[0], self.draft(self.office[0], self.summary)
        if draft["report_id"]:
            return
        report = bureau.add(office, "progress_reports", title=draft["title"], reporting_duty_id=self.summary, organisation_id=draft["organisation_id"], from_on=draft["from"], until_on=draft["until"],
                            problems=draft["parts"]["problems"], sources=[source["id"] for source in draft["sources"]])["id"]
        bureau.move(office, "progress_reports", report, "send")
        bureau.refused(office, "progress_reports", report, "receive")  # who received it?
        bureau.move(office, "progress_reports", report, "receive", received_by="市委巡察办 收文员")

    scenes = ((0.02, every_end), (0.3, every_end), (0.45, compile), (0.62, compile), (0.85, every_end), (0.95, compile))
