"""What is hidden stays hidden: for each kind of hidden record, each surface and each role, no answer holds a word, a number or an id of it (a scan),
and asking by its own key is answered as for a key that never was (a probe). Who may see which kind is written by hand in SEES.

Kinds: a finding restricted to others; one above the reader's ceiling; one of another unit; one of another ledger. Each comes with all that hangs on
it: a part, who answers for it, a measure, files, a passage of the letter."""
import io
import json
import secrets
import zipfile

from harness import PASSWORD, ROLES, equal, expect
from test_changes import Stream

BUSINESS = ["office", "owner", "leader", "supervisor", "inspector"]
LOW = ["low_" + role for role in BUSINESS]  # the same roles with the ceiling "open"
NAMED = ["named_leader", "named_owner", "named_nobody"]  # named on the restricted finding; the last holds no role in the ledger
READERS = ROLES + LOW + NAMED
SEES = {
    "restricted": set(NAMED),
    "above": {"office", "owner", "leader", "supervisor", "inspector", "named_leader", "named_owner"},
    "unit": {"office", "leader", "supervisor", "inspector", "named_leader", "low_office", "low_leader", "low_supervisor", "low_inspector"},
    "ledger": {"named_nobody"},  # he belongs to the other bureau
}
NODE = ("id", "parent", "level", "no", "title", "text", "start", "end", "deadline", "lead_units", "responsible_units")
AFTERWARDS = ("effectiveness_checks", "rule_changes", "recoveries", "sanctions", "petitions", "good_practices")
cells = {"scans": 0, "probes": 0}


class Hidden:
    """One kind of hidden record and all that hangs on it: what must never be read."""

    def __init__(self, world, kind, ledger, **fields):
        self.world, self.kind, self.ledger, word = world, kind, ledger, f"暗{kind}{secrets.token_hex(3)}"
        self.word, self.ids, self.numbers = word, {}, []
        self.finding = self.keep("findings", level="finding", title=f"{word}标题", verbatim=f"{word}原文", working_text=f"{word}表述", basis=f"{word}依据", due_on="2099-01-31", due_as="day", **fields)
        above = {"confidentiality": fields["confidentiality"]} if "confidentiality" in fields else {}
        self.keep("point", "findings", level="point", title=f"{word}要点", parent_id=self.finding, **above)
        self.keep("responsibilities", finding_id=self.finding, role="lead_unit", organisation_id=fields.get("unit") or world.units["BGS"])
        self.keep("official", "responsibilities", finding_id=self.finding, role="lead_official", person_id=world.persons["leader"])
        self.keep("corrective_actions", answers=[self.finding], measure=f"{word}措施", deliverable=f"{word}成果", owner_id=world.persons["leader"])
        for name, where in (("attachments", f"finding_id={self.finding}"), ("action_file", f"corrective_action_id={self.ids['corrective_actions']}")):
            self.take(name, world.writer.send_file(f"{ledger}/attachments?{where}", f"{word}内容".encode(), f"{word}.txt"))
        self.keep("recoveries", finding_id=self.finding, kind="paid_back", amount="7", recovered_on="2026-01-05", payer=f"{word}交款方")
        self.keep("sanctions", finding_id=self.finding, form="first", kind="talk", decided_on="2026-01-05", organ=f"{word}机关", person_name=f"{word}某")
        self.keep("rule_changes", findings=[self.finding], title=f"{word}办法", kind="new")
        self.keep("petitions", findings=[self.finding], letter_no=f"{word}1", received_on="2026-01-05", matter=f"{word}信")
        self.keep("good_practices", findings=[self.finding], title=f"{word}经验", practice=f"{word}做法")
        self.keep("progress_entries", corrective_action_id=self.ids["corrective_actions"], done=f"{word}进展", percent=30, proofs=[self.ids["action_file"]])
        self.keep("acceptance_criteria", finding_id=self.finding, criterion=f"{word}标准")
        self.keep("traces", finding_id=self.finding, kind="visit", what=f"{word}走访", place=f"{word}地点")
        self.keep("requests", finding_id=self.finding, kind="coordination", title=f"{word}提请", matter=f"{word}事由", addressee_unit_id=world.units["BGS"], reply_by_on="2099-01-31")
        self.keep("extension_requests", finding_id=self.finding, new_due_on="2099-12-31", new_due_as="day", cause="procedure", reason=f"{word}延期")
        self.take_step()
        if kind in ("unit", "ledger"):  # who reads a unit's reports reads what it wrote in them
            self.report(fields.get("unit") or world.units["BGS"], {"reporting_duty_id": world.reported} if kind == "unit" else {})

    def report(self, unit, of):
        """Sent, with a file: what it says is its unit's, and of those who see the ledger whole."""
        self.keep("progress_reports", organisation_id=unit, title=f"{self.word}报告", from_on=self.world.today, until_on=self.world.today, problems=f"{self.word}情况", obstacles=f"{self.word}困难", **of)
        self.take("report_file", self.world.writer.send_file(f"{self.ledger}/attachments?progress_report_id={self.ids['progress_reports']}", f"{self.word}附件".encode(), f"{self.word}附件.txt"))
        equal("reported", self.world.writer.post(f"{self.ledger}/progress_reports/{self.ids['progress_reports']}/moves/send", {}, headers={"If-Match": "*"}).status, 200)

    def take_step(self):
        """The review of the request for more time, made by the program."""
        found = self.world.writer.get(f"{self.ledger}/review_steps?finding_id={self.finding}")["rows"]
        self.ids["review_steps"] = found[0]["id"]

    def keep(self, name, record=None, **fields):
        fields = {key: value for key, value in fields.items() if key != "unit"}
        return self.take(name, self.world.writer.post(f"{self.ledger}/{record or name}", fields))

    def take(self, name, reply):
        if reply.status != 201:
            raise RuntimeError(f"{self.kind} {name}: {reply}")
        self.ids[name] = reply["record"]["id"]
        if reply["record"].get("number") and "-R" in reply["record"]["number"]:
            self.numbers.append(reply["record"]["number"])
        return self.ids[name]

    def traces(self):
        return [self.word, *self.ids.values(), *self.numbers]


def texts_of(reply):
    """The bytes of an answer, of a workbook those of its parts."""
    if reply.bytes[:2] != b"PK":
        return reply.bytes + str(reply.headers).encode()
    with zipfile.ZipFile(io.BytesIO(reply.bytes)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def found_in(reply, hidden):
    text = texts_of(reply).decode("utf-8", "replace")
    return [trace for trace in hidden.traces() if trace in text or trace.encode("unicode_escape").decode() in text]


# ---- surfaces that are read: nothing is asked for by key ----

def walk(client, path):
    """All pages of a list, one row a page: cursors, too."""
    bodies, after = b"", ""
    for _ in range(60):
        page = client.get(f"{path}{'&' if '?' in path else '?'}limit=1{after}")
        bodies += page.bytes
        if page.status != 200 or not page["next"]:
            break
        after = "&after=" + page["next"]
    page.bytes = bodies
    return page


def scans(world, client, hidden):
    """(name, answer) of every surface this reader can look at."""
    book, pick, visible = world.ledger, "/api/v1/pick?ledger=ZGJ&record=", world.visible
    for record in ("findings", "responsibilities", "corrective_actions", "attachments", "claims", "progress_entries", "closure_requests", "review_steps", "extension_requests", "requests", "traces",
                   "acceptance_criteria", "plans", "plan_versions", "plan_opinions", "plan_extracts", "responsibility_letters", "feedback_reports", "inspections", "reporting_duties", "progress_reports", *AFTERWARDS):
        yield f"list {record}", client.get(f"{book}/{record}?limit=500")
        yield f"list {record}, withdrawn too", client.get(f"{book}/{record}?limit=500&withdrawn=true")
        yield f"list {record}, page by page", walk(client, f"{book}/{record}")
    for sort in ("path", "number", "due", "confidentiality", "lead_unit_id", "lead_official_id", "feedback_report_id"):
        yield f"sorted by {sort}", client.get(f"{book}/findings?limit=500&sort={sort}")
        yield f"sorted back by {sort}", client.get(f"{book}/findings?limit=500&sort=-{sort}")
    for question in ("restricted=true", "restricted=", "confidentiality=internal", "level=finding", "level=point", "state=registered", "overdue=true",
                     "unassigned=true", "parent_id=", "lead_unit_id=BGS"):
        yield f"filter {question}", client.get(f"{book}/findings?limit=500&{question}")
    for record in ("findings", "corrective_actions", "attachments", "progress_entries", "requests", "traces", "extension_requests", "acceptance_criteria", "progress_reports"):
        yield f"search {record}", client.get(f"{book}/{record}?q={hidden.word[:3]}")
        yield f"search {record} by number", client.get(f"{book}/{record}?q=-R0")
    yield "search box", client.get(f"/api/v1/search?ledger=ZGJ&q={hidden.word[:3]}")
    for record in ("finding", "corrective_action", "attachment"):
        yield f"pick {record}", client.get(pick + record)
        yield f"pick {record} by name", client.get(f"{pick}{record}&q={hidden.word[:3]}")
    for record, key in visible.items():
        yield f"one of {record}", client.get(f"{book}/{record}/{key}")
        yield f"history of {record}", client.get(f"{book}/{record}/{key}/history")
        yield f"whole history of {record}", client.get(f"{book}/{record}/{key}/history?whole=true")
    for record, fields in (("findings", "level state confidentiality parent_id feedback_report_id lead_unit_id restricted"), ("claims", "finding_id state responsibility_id"),
                           ("responsibilities", "finding_id"), ("attachments", "finding_id corrective_action_id feedback_report_id"), ("progress_entries", "corrective_action_id percent"), ("progress_reports", "organisation_id state late")):
        for field in fields.split():
            yield f"{record} counted by {field}", client.get(f"{book}/{record}/counts?by={field}")
    yield "claims of all", client.get(book + "/claim_board")
    for person in world.persons.values():
        yield "what a person carries", client.get(f"{book}/holdings?person_id={person}")
    yield "list with moves", client.get(book + "/claims?moves=true&limit=500")
    yield "news", client.get(book + "/news")
    yield "news since the first day", client.get(book + "/news?since=2026-01-01")
    for record in ("findings", "responsibilities", "corrective_actions", "attachments", "claims", "progress_entries", "closure_requests", "review_steps", "progress_reports", *AFTERWARDS):
        yield f"{record} as text", client.get(f"{book}/{record}/export.csv")
        yield f"{record} as a workbook", client.get(f"{book}/{record}/export.xlsx")
    yield "the call sheet", client.get(book + "/call_sheet?as_of=2099-12-31")
    yield "the report desk", client.get(book + "/report_desk")
    for asked in (f"duty={world.reported}&unit=CWK", f"duty={world.reported}&unit=BGS", f"duty={world.compiled}", f"duty={world.compiled}&unit=CWK", f"unit=CWK&from=2026-01-01&until={world.today}", f"unit=BGS&from=2026-01-01&until={world.today}", f"unit=ZGJ&from=2026-01-01&until={world.today}"):
        yield f"a report filled in, {asked.replace(world.reported, 'reported').replace(world.compiled, 'compiled')}", client.get(f"{book}/report_draft?{asked}")
    yield "the plan of days", client.get(book + "/schedule")
    for preset in ("roadmap", "taskbook"):
        yield f"the wall chart, {preset}", client.get(f"{book}/chart.svg?preset={preset}")
    for name in ("quality", "outcomes", "contradictions"):
        yield name, client.get(f"{book}/{name}")
    yield "a sample that is tried", client.post(f"{book}/effectiveness_checks/sample?dry_run=true", {"count": 500})
    yield "search box without a ledger", client.get(f"/api/v1/search?q={hidden.word[:3]}")
    yield "my work", client.get("/api/v1/work")
    for question in ("open", "overdue", "undated", "fresh", "silent", "owed", "due_week"):
        yield f"asked {question}", client.get(f"{book}/findings?{question}=true&limit=500")
    yield "mine", client.get(book + "/findings?mine=true")
    yield "my unit's", client.get(book + "/findings?my_unit=true")
    yield "only some columns", client.get(book + "/findings?columns=title,parent_id,same_matter&limit=500")
    yield "part of a title", client.get(f"{book}/findings?title~={hidden.word[:3]}")
    yield "summary", client.get(book + "/summary")
    for kind in ("closure", "report"):
        seen = client.get(f"{book}/{'findings' if kind == 'closure' else 'progress_reports'}?limit=10").json.get("rows", [])
        for key in sorted({*hidden.ids.values(), *(row["id"] for row in seen)}):
            yield f"the document {kind} of {key}", client.get(f"{book}/documents/{kind}/{key}")
    yield "workbook", client.get(book + "/export.xlsx")
    yield "list as a workbook", client.get(book + "/findings/export.xlsx?columns=number,title,parent_id,same_matter,verbatim")
    yield "list as text", client.get(book + "/findings/export.csv?columns=number,title,parent_id,same_matter,verbatim")
    yield "letter", client.get(f"{book}/feedback_reports/{world.report}/text")
    yield "letter's file", client.get(f"{book}/feedback_reports/{world.report}/file")
    yield "session", client.get("/api/v1/session")
    yield "schema", client.get("/api/v1/schema?ledger=ZGJ")
    yield "ledgers", client.get("/api/v1/ledgers?limit=500")
    yield "conflict", client.patch(f"{book}/findings/{visible['findings']}?dry_run=true", {"same_matter": [], "working_text": "旧"}, version=1)
    yield "refusal of a wrong parent", client.patch(f"{book}/findings/{visible['findings']}?dry_run=true", {"parent_id": visible["findings"]})
    yield "refusal to withdraw", client.post(f"{book}/findings/{world.parent}/withdraw?dry_run=true", {"reason": "试"})
    yield "many at once", client.post(f"{book}/findings/bulk?dry_run=true", {"ids": [visible["findings"]], "set": {"same_matter": []}})
    yield "letter sent again", client.send_file("/api/v1/intake/letters", world.letter.encode(), "letter.txt")


# ---- asking by key: as if there were nothing ----

def probes(hidden, client):
    """(name, ask): ask(ids) with the ids of the hidden records, or with ids that never were."""
    book, json_of = hidden.ledger, {"working_text": "试"}
    for record in ("findings", "responsibilities", "corrective_actions", "attachments", "progress_entries", "recoveries", "sanctions", "rule_changes", "petitions", "good_practices"):
        yield f"get {record}", lambda at, r=record: client.get(f"{book}/{r}/{at[r]}")
        yield f"history of {record}", lambda at, r=record: client.get(f"{book}/{r}/{at[r]}/history")
        yield f"whole history of {record}", lambda at, r=record: client.get(f"{book}/{r}/{at[r]}/history?whole=true")
        yield f"withdraw {record}", lambda at, r=record: client.post(f"{book}/{r}/{at[r]}/withdraw?dry_run=true", {"reason": "试"})
    yield "change", lambda at: client.patch(f"{book}/findings/{at['findings']}?dry_run=true", json_of)
    yield "change a stale one", lambda at: client.patch(f"{book}/findings/{at['findings']}?dry_run=true", json_of, version=1)
    yield "change a part", lambda at: client.patch(f"{book}/findings/{at['point']}?dry_run=true", json_of)
    for name in ("attachments", "action_file"):
        for way in ("file", "preview", "view"):
            yield f"{way} of {name}", lambda at, n=name, w=way: client.get(f"{book}/attachments/{at[n]}/{w}")
    yield "whether it was kept up", lambda at: client.get(f"{book}/corrective_actions/{at['corrective_actions']}/practice")
    yield "by its parent", lambda at: client.get(f"{book}/findings?parent_id={at['findings']}")
    yield "by several parents", lambda at: client.get(f"{book}/findings?parent_id={at['findings']},{at['point']}")
    yield "by any but this parent", lambda at: client.get(f"{book}/findings?parent_id!={at['findings']}")
    yield "under it", lambda at: client.get(f"{book}/findings?under={at['findings']}&level=point")
    yield "counted below it", lambda at: client.get(f"{book}/findings/counts?by=level&parent_id={at['findings']}")
    yield "claims of it", lambda at: client.get(f"{book}/claims?finding_id={at['findings']}")
    yield "moved", lambda at: client.post(f"{book}/findings/{at['findings']}/moves/withdraw?dry_run=true", {})
    yield "by same matter", lambda at: client.get(f"{book}/findings?same_matter={at['findings']}")
    yield "who answers for it", lambda at: client.get(f"{book}/responsibilities?finding_id={at['findings']}")
    yield "measures of it", lambda at: client.get(f"{book}/corrective_actions?answers={at['findings']}")
    yield "progress of its measure", lambda at: client.get(f"{book}/progress_entries?corrective_action_id={at['corrective_actions']}")
    yield "reported on its measure", lambda at: client.post(f"{book}/progress_entries?dry_run=true", {"corrective_action_id": at["corrective_actions"], "done": "试"})
    yield "proved by its file", lambda at: client.post(f"{book}/progress_entries?dry_run=true", {
        "corrective_action_id": hidden.world.visible["corrective_actions"], "done": "试", "proofs": [at["action_file"]]})
    yield "returned", lambda at: client.post(f"{book}/corrective_actions/{at['corrective_actions']}/moves/return?dry_run=true", {"return_reason": "试"})
    yield "files of it", lambda at: client.get(f"{book}/attachments?finding_id={at['findings']}")
    yield "below it", lambda at: client.post(f"{book}/findings?dry_run=true", {"level": "point", "title": "试", "parent_id": at["findings"]})
    yield "contradictions of it", lambda at: client.get(f"{book}/contradictions?finding_id={at['findings']}")
    yield "looked at again", lambda at: client.post(f"{book}/effectiveness_checks?dry_run=true", {"finding_id": at["findings"], "kind": "planned"})
    yield "money of it", lambda at: client.post(f"{book}/recoveries?dry_run=true", {"finding_id": at["findings"], "kind": "paid_back", "amount": "1", "recovered_on": "2026-01-05"})
    yield "a rule for it", lambda at: client.post(f"{book}/rule_changes?dry_run=true", {"findings": [at["findings"]], "title": "试", "kind": "new"})
    yield "a rule moved", lambda at: client.post(f"{book}/rule_changes/{at['rule_changes']}/moves/ask_opinions?dry_run=true", {}, headers={"If-Match": "*"})
    yield "rules by it", lambda at: client.get(f"{book}/rule_changes?findings={at['findings']}")
    yield "linked to it", lambda at: client.post(f"{book}/findings?dry_run=true", {"level": "finding", "title": "试", "same_matter": [at["findings"]]})
    yield "answering it", lambda at: client.post(f"{book}/corrective_actions?dry_run=true", {"answers": [at["findings"]], "measure": "试"})
    yield "responsible for it", lambda at: client.post(f"{book}/responsibilities?dry_run=true", {
        "finding_id": at["findings"], "role": "lead_unit", "organisation_id": hidden.world.units["CWK"]})
    yield "attached to it", lambda at: client.send_file(f"{book}/attachments?dry_run=true&finding_id={at['findings']}", b"x", "x.txt")
    yield "many at once", lambda at: client.post(f"{book}/findings/bulk?dry_run=true", {"ids": [at["findings"]], "set": json_of})
    if "progress_reports" in hidden.ids:
        yield from report_probes(hidden, client)


def report_probes(hidden, client):
    """A report of another unit, by its key."""
    book, one = hidden.ledger, {"organisation_id": hidden.world.units["CWK"], "title": "试", "from_on": hidden.world.today, "until_on": hidden.world.today}
    for way in ("", "/history", "/history?whole=true"):
        yield f"report{way}", lambda at, w=way: client.get(f"{book}/progress_reports/{at['progress_reports']}{w}")
    for event in ("send", "retract", "return", "receive"):
        yield f"report moved, {event}", lambda at, e=event: client.post(f"{book}/progress_reports/{at['progress_reports']}/moves/{e}?dry_run=true", {"return_reason": "试"}, headers={"If-Match": "*"})
    yield "report changed", lambda at: client.patch(f"{book}/progress_reports/{at['progress_reports']}?dry_run=true", {"problems": "试"})
    yield "report withdrawn", lambda at: client.post(f"{book}/progress_reports/{at['progress_reports']}/withdraw?dry_run=true", {"reason": "试"})
    yield "its file", lambda at: client.get(f"{book}/attachments/{at['report_file']}/file")
    yield "its files", lambda at: client.get(f"{book}/attachments?progress_report_id={at['progress_reports']}")
    yield "a file of it", lambda at: client.send_file(f"{book}/attachments?dry_run=true&progress_report_id={at['progress_reports']}", b"x", "x.txt")
    yield "compiled from it", lambda at: client.post(f"{book}/progress_reports?dry_run=true", {**one, "sources": [at["progress_reports"]]})
    yield "with its file", lambda at: client.post(f"{book}/progress_reports?dry_run=true", {**one, "papers": [at["report_file"]]})
    yield "by its sources", lambda at: client.get(f"{book}/progress_reports?sources={at['progress_reports']}")


def probe_numbers(hidden, client):
    """The same by number and by title, which people can guess."""
    book = hidden.ledger
    yield "get by number", lambda at: client.get(f"{book}/findings/{at['number']}")
    yield "by its parent's number", lambda at: client.get(f"{book}/findings?parent_id={at['number']}")
    yield "measures by number", lambda at: client.get(f"{book}/corrective_actions?answers={at['number']}")
    yield "by its parent's title", lambda at: client.get(f"{book}/findings?parent_id={at['title']}")


def said(reply, keys):
    text = (reply.bytes + str(reply.headers.get("ETag", "")).encode()).decode("utf-8", "replace")
    for key in keys:
        text = text.replace(key, "KEY")
    return reply.status, text


def new_id(like):
    return like[:-12] + secrets.token_hex(6)


# ---- the world ----

def add_person(world, name, role, over, ceiling=None):
    person = world.add("/api/v1/persons", name=f"人员{name}", code=name, organisation_id=world.units["CWK"] if "owner" in name else world.organisation)["id"]
    world.server.command("user", "add", name, "--person", name, "--role", role, "--over", over, "--password-stdin", input=PASSWORD + "\n")
    if ceiling:
        grants = json.loads(world.server.command("list", "role_grant", f"person_id={name}", "--json"))
        world.server.command("set", "role_grant", grants[0]["id"], f"ceiling={ceiling}")
    return person


def letter_of(world):
    """A letter of four passages, one of each kind of finding, and one for all."""
    world.letter = "一、公开段落\n二、暗restricted段落\n三、暗above段落\n四、暗unit段落\n"
    upload = world.writer.send_file("/api/v1/intake/letters", world.letter.encode(), "letter.txt")
    if upload.status != 200:
        raise RuntimeError(f"letter: {upload}")
    nodes = [{**{key: node[key] for key in NODE}, "level": "other", "parent": 0} for node in upload["parse"]["nodes"]]
    world.letter = upload["parse"]["plain"]
    body = {"upload": upload["upload"], "file_name": "letter.txt", "title": "反馈意见", "nodes": nodes,
            "inspection": {"code": "H1", "name": "专项巡察", "kind": "regular", "level": "city"}}
    reply = world.writer.post(world.ledger + "/intake", body)
    if reply.status not in (200, 201):
        raise RuntimeError(f"intake: {reply}")
    return world.writer.get(world.ledger + "/feedback_reports")["rows"][0]["id"]


def place(world, passage):
    start = world.letter.index(passage)
    return {"feedback_report_id": world.report, "span_start": start, "span_end": start + len(passage)}


def build(world):
    world.fresh()
    world.writer = world.admin
    for role in BUSINESS:
        add_person(world, "low_" + role, role, "CWK" if role == "owner" else "ZGJ", "open")
    other = json.loads(world.server.command("add", "organisation", "code=QTJ", "name=其他单位", "--json"))["id"]
    world.server.command("add", "ledger", "code=QTJ", "name=其他台账", f"organisation_id={other}", "profile=inspection")
    named = [add_person(world, "named_leader", "leader", "ZGJ"), add_person(world, "named_owner", "owner", "CWK"), add_person(world, "named_nobody", "office", "QTJ")]
    world.writer = world.admin
    world.report = letter_of(world)
    world.parent = world.finding(level="item", title="公开的项")["id"]
    world.today = world.admin.get("/api/v1/session")["today"]
    duty = {"title": "一次报告", "from_on": world.today, "once_on": world.today}
    world.compiled = world.add(world.ledger + "/reporting_duties", **duty, kind="summary", owed_by="office")["id"]
    world.reported = world.add(world.ledger + "/reporting_duties", **duty, kind="unit_report", owed_by="each_unit", outer_id=world.compiled)["id"]
    hidden = [
        Hidden(world, "restricted", world.ledger, restricted=True, entitled_persons=named, confidentiality="internal", **place(world, "暗restricted段落")),
        Hidden(world, "above", world.ledger, confidentiality="internal", parent_id=world.parent, unit=world.units["CWK"], **place(world, "暗above段落")),
        Hidden(world, "unit", world.ledger, parent_id=world.parent, **place(world, "暗unit段落")),
    ]
    world.writer = world.client("named_nobody")
    hidden.append(Hidden(world, "ledger", "/api/v1/ledgers/QTJ", unit=other))
    world.writer = world.admin
    restricted, above, unit = hidden[:3]
    open_one = world.finding(title="公开的问题", parent_id=world.parent, same_matter=[above.finding, unit.finding], **place(world, "公开段落"))["id"]
    world.admin.patch(f"{world.ledger}/findings/{open_one}", {"same_matter": [above.finding]})
    world.admin.patch(f"{world.ledger}/findings/{open_one}", {"same_matter": [above.finding, unit.finding], "working_text": "新"})
    world.admin.patch(f"{world.ledger}/findings/{restricted.finding}", {"same_matter": [open_one]})
    world.add(world.ledger + "/responsibilities", finding_id=open_one, role="lead_unit", organisation_id=world.units["CWK"])
    world.add(world.ledger + "/responsibilities", finding_id=above.finding, role="responsible_unit", organisation_id=world.units["CWK"])
    both = world.add(world.ledger + "/corrective_actions", answers=[open_one, unit.finding], measure="公开的措施")["id"]
    world.visible = {"findings": open_one, "corrective_actions": both}
    return hidden


def client_of(world, name):
    return world.as_role(name)


def test_no_answer_tells(world):
    """Every kind × surface × reader."""
    everything = build(world)
    for hidden in everything:
        for name in READERS:
            client, told = client_of(world, name), []
            if name in SEES[hidden.kind]:
                continue
            for surface, reply in scans(world, client, hidden):
                cells["scans"] += 1
                found = found_in(reply, hidden)
                # the letter's own passages carry the kind, not the word of the record
                if surface in ("letter", "letter's file") and f"暗{hidden.kind}段落" in reply.bytes.decode("utf-8", "replace"):
                    found.append("its passage")
                if found:
                    told.append((surface, reply.status, found))
            expect(f"{name} is told nothing of what is hidden by {hidden.kind}", not told, told)
    control = [surface for surface, reply in scans(world, client_of(world, "named_leader"), everything[0]) if found_in(reply, everything[0])]
    expect("the test can fail: who may see it is told", {"list findings", "list corrective_actions", "list attachments", "pick finding", "workbook"} <= set(control), control)
    expect("in a form, too", any(name.startswith("the document closure") for name in control), control)
    control = [surface for surface, reply in scans(world, client_of(world, "leader"), everything[2]) if found_in(reply, everything[2])]
    expect("a leader is told of reports", {"list progress_reports", "search progress_reports", "the report desk", "a report filled in, duty=compiled"} <= set(control), control)
    expect("and of their documents", any(name.startswith("the document report") for name in control), control)
    shown = client_of(world, "named_leader").get(f"{world.ledger}/feedback_reports/{world.report}/text").bytes.decode()
    expect("and reads its passage", "暗restricted段落" in shown, shown)
    statuses = {surface: reply.status for surface, reply in scans(world, client_of(world, "low_office"), everything[1])}
    equal("the surfaces were reached", [statuses[name] for name in ("list findings", "workbook", "letter", "letter's file", "conflict", "history of findings", "pick finding")],
          [200, 200, 200, 403, 412, 200, 200])
    print(f"hidden records: {cells['scans']} scans of answers", flush=True)


def test_no_key_tells(world):
    """Every kind × way to ask by key × reader: as for what never was."""
    everything = build(world)
    for hidden in everything:
        never = {name: new_id(key) for name, key in hidden.ids.items()}
        for name in READERS:
            client, told = client_of(world, name), []
            if name in SEES[hidden.kind]:
                continue
            asked = [(hidden.ids, never, probes(hidden, client))]
            record = {"number": hidden.numbers[0] if hidden.numbers else "ZGJ-2026-R0001", "title": hidden.word + "标题"}
            if hidden.kind == "restricted":
                asked.append((record, {"number": record["number"][:-4] + "9999", "title": "没有这样的" + record["title"][-2:]}, probe_numbers(hidden, client)))
            for keys, nothing, ways in asked:
                for way, ask in ways:
                    cells["probes"] += 1
                    there, not_there = said(ask(keys), keys.values()), said(ask(nothing), nothing.values())
                    if there != not_there or there[0] == 500:
                        told.append((way, there, not_there))
            expect(f"{name} cannot tell by key what is hidden by {hidden.kind}", not told, told)
    hidden, client = everything[0], client_of(world, "named_leader")
    differ = [way for way, ask in probes(hidden, client) if said(ask(hidden.ids), hidden.ids.values()) != said(ask({n: new_id(k) for n, k in hidden.ids.items()}), [])]
    expect("the test can fail: who may see it is answered", {"get findings", "history of findings", "file of attachments", "files of it"} <= set(differ), differ)
    print(f"hidden records: {cells['probes']} probes by key", flush=True)


def test_no_stream_tells(world):
    """Changed rows, as they happen: everybody listens while each hidden record changes, then a record all can see."""
    everything = build(world)
    world.writer = world.admin
    listening = {name: Stream(client_of(world, name), world.ledger + "/changes") for name in READERS if client_of(world, name).get(world.ledger + "/summary").status == 200}
    expect("most may listen", len(listening) >= 11, sorted(listening))
    for hidden in everything[:3]:
        for record, change in (("findings", {"working_text": hidden.word + "改"}), ("corrective_actions", {"means": hidden.word}), ("attachments", {"note": hidden.word})):
            equal(f"{hidden.kind} {record} changes", world.admin.patch(f"{hidden.ledger}/{record}/{hidden.ids[record]}", change).status, 200)
        if "progress_reports" in hidden.ids:
            equal("returned", world.admin.post(f"{hidden.ledger}/progress_reports/{hidden.ids['progress_reports']}/moves/return", {"return_reason": hidden.word}, headers={"If-Match": "*"}).status, 200)
    world.admin.patch(f"{world.ledger}/findings/{world.visible['findings']}", {"working_text": "最后"})
    for name, stream in listening.items():
        last = everything[0].ids["attachments"] if name == "named_nobody" else world.visible["findings"]  # of those he sees
        expect(f"{name} heard the last change", stream.wait(lambda: last in stream.text, 10), stream.text)
        for hidden in everything[:3]:
            heard = [trace for trace in hidden.traces() if trace in stream.text]
            equal(f"{name} hears of what is hidden by {hidden.kind}", bool(heard), name in SEES[hidden.kind])
        stream.socket.close()
