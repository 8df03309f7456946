"""readings: what the program says of an evening, to three readers, by the API and by the command line; kept as it was said, for recount.py."""
import json

# plural, filter …: the totals of lists that a page shows
TOTALS = [("corrective_actions", {"state": state}) for state in ("planned", "in_progress", "done")]
TOTALS += [("corrective_actions", {"percent": percent}) for percent in ("0..49", "50..99", "100..100")] + [("corrective_actions", {"due": "..today-1", "state!": "done"})]
TOTALS += [("review_steps", {"state": "open"}), ("review_steps", {"state": "open", "due_on": "..today-1"}), ("closure_requests", {"state": "under_review"}), ("closure_requests", {"state": "passed"}),
           ("closure_requests", {"state": "returned"})]
TOTALS += [("extension_requests", {"state": state}) for state in ("under_review", "passed", "returned", "retracted")]
TOTALS += [("requests", {"state": state}) for state in ("open", "answered", "confirmed", "retracted")] + [("requests", {"state": "open", "reply_by_on": "..today-1"})]
TOTALS += [("plans", {"state": state}) for state in ("draft", "under_review", "returned", "approved", "issued")] + [("plan_extracts", {"state": "signed"}), ("plan_opinions", {"state": "asked"})]
TOTALS += [("claims", {"state": state}) for state in ("owed", "claimed", "disputed", "passed_on", "void")] + [("claims", {"state": "owed", "due_on": "..today-1"})]
TOTALS += [("traces", {}), ("progress_entries", {}), ("responsibility_letters", {"state": "signed"}), ("findings", {"owed": "true", "open": "true", "level": "finding"})]
TOTALS += [("mirror_answers", {"state": state}) for state in ("owed", "answered", "contradicted", "void")]
TOTALS += [("mirror_answers", {"answer": answer}) for answer in ("present", "partly", "other_form", "not_present")] + [("mirror_answers", {"on_paper": "true"})]
TOTALS += [("mirror_checks", {"state": state}) for state in ("sent", "ended")] + [("handovers", {"state": state}) for state in ("drafted", "handed", "done", "void")]
TOTALS += [("effectiveness_checks", {"state": state}) for state in ("planned", "done", "void")] + [("effectiveness_checks", {"kind": "sampled"})]
TOTALS += [("effectiveness_checks", {"state": "done", "result": result}) for result in ("held", "partly", "rebounded")]
TOTALS += [("rule_changes", {"state": state}) for state in ("draft", "opinions", "deliberation", "issued", "in_force", "dropped")]
TOTALS += [("progress_reports", {"state": state}) for state in ("drafted", "sent", "received", "returned")] + [("progress_reports", {"late": "true"}), ("progress_reports", {"no_news": "true"})]
ROWS = {"findings": ["state", "due_on", "extensions", "turn", "completion", "lead_unit_id", "lead_official_id", "accountable_official_id", "passed_on"],
        "corrective_actions": ["state", "percent", "reported_on", "done_on", "due_on", "extensions"],
        "requests": ["state", "asked_on", "answered_on", "confirmed_on"], "plans": ["state", "turn", "issued_on"], "progress_reports": ["state", "turn", "late", "due_on"]}


class Readings:
    def __init__(self, bureau, path, thorough):
        self.thorough = thorough
        self.bureau, self.file, self.evenings = bureau, open(path, "w", encoding="utf-8"), 0
        owner = next(p for found in bureau.owners.values() for p in found)
        self.readers = [("office", bureau.office[0]), ("owner", owner), ("low_leader", bureau.low_leader)]

    def keep(self, reader, what, said, **more):
        self.file.write(json.dumps({"day": str(self.bureau.today), "reader": reader, "what": what, "said": said, **more}, ensure_ascii=False) + "\n")

    def evening(self, whole):
        """`whole`: also each row's own values, of which there are many. In a small play the lists are asked by the office and by one of the others in turn."""
        bureau = self.bureau
        self.evenings += 1
        for i, (reader, person) in enumerate(self.readers):
            self.keep(reader, "summary", bureau.get(person, f"{bureau.base}/summary"))
            self.keep(reader, "claim_board", bureau.get(person, f"{bureau.base}/claim_board"))
            self.keep(reader, "outcomes", bureau.get(person, f"{bureau.base}/outcomes"))
            week = {"from": bureau.day(-6), "until": bureau.day(0)}
            self.keep(reader, "outcomes", bureau.get(person, f"{bureau.base}/outcomes?from={week['from']}&until={week['until']}"), period=week)
            self.keep(reader, "quality", bureau.get(person, f"{bureau.base}/quality"))
            if not (whole or self.thorough or i == 0 or i == 1 + self.evenings % 2):
                continue
            for plural, asked in TOTALS:
                query = "&".join(f"{name}={value}" for name, value in asked.items())
                self.keep(reader, "total", bureau.get(person, f"{bureau.base}/{plural}?limit=1&{query}")["total"], plural=plural, asked=asked)
            for leader in bureau.leaders:
                self.keep(reader, "total", bureau.get(person, f"{bureau.base}/traces?limit=1&led_by_id={leader.id}")["total"], plural="traces", asked={"led_by_id": leader.id})
                asked = {"person_id": leader.id, "until_on": ""}
                self.keep(reader, "total", bureau.get(person, f"{bureau.base}/responsibilities?limit=1&person_id={leader.id}&until_on=")["total"], plural="responsibilities", asked=asked)
                asked = {"owner_id": leader.id, "state!": "done"}
                self.keep(reader, "total", bureau.get(person, f"{bureau.base}/corrective_actions?limit=1&owner_id={leader.id}&state!=done")["total"], plural="corrective_actions", asked=asked)
            for other in bureau.leaders[:3] + bureau.supervisors:
                said = bureau.get(person, f"{bureau.base}/review_steps?limit=1&state=open&person_id={other.id}")["total"]
                self.keep(reader, "total", said, plural="review_steps", asked={"state": "open", "person_id": other.id})
            if whole:
                for plural, fields in ROWS.items():
                    rows = bureau.list(person, plural)
                    self.keep(reader, "rows", {row["id"]: {field: row.get(field) for field in fields} for row in rows}, plural=plural)
            user = person.username
            self.keep(reader, "cli_board", json.loads(bureau.must_run("claim", "board", "--json", user=user)))
            if whole:
                self.keep(reader, "cli_findings", sorted(row["id"] for row in json.loads(bureau.must_run("list", "finding", "overdue=true", "level=finding", "--json", "--limit", "1000", user=user))))
                self.keep(reader, "cli_work", json.loads(bureau.must_run("work", "--json", user=user)))
        self.file.flush()

    def who(self):
        """For recount.py, which finds their rights in the events by their ids."""
        return {reader: person.id for reader, person in self.readers}
