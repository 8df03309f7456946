"""What a page costs: how many statements it runs, and that none of them walks a table. The statements are read off the program from outside
(tests/sql_trace.c) and explained by the database itself. Not times: a page may be slow on a slow machine, but not because of how it asks."""
import contextlib
import os
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

from harness import SOURCE, Client, Server, expect

# page, who asks, most statements beyond looking at the session
PAGES = [
    ("{ledger}/findings?sort=due&limit=50&columns=number,title,state,due,lead_unit_id,lead_official_id", "office", 3),
    ("{ledger}/findings?sort=path&limit=50&columns=number,title,state,due,lead_unit_id,lead_official_id", "office", 3),
    ("{ledger}/findings?lead_unit_id={unit}&overdue=true&sort=due&limit=50&columns=number,title,state,due,lead_unit_id", "office", 3),
    ("{ledger}/findings?q=%E5%8F%B0%E8%B4%A6&limit=50&columns=number,title", "office", 4),
    ("{ledger}/findings?sort=due&limit=50&columns=number,title,state,due,lead_unit_id", "owner", 3),
    ("{ledger}/findings/{finding}", "office", 3),
    ("{ledger}/findings/{finding}/history", "office", 5),
    ("{ledger}/findings/{finding}/history?whole=true", "office", 45),  # one look for each record that refers to a finding
    ("{ledger}/summary", "office", 3),
    ("{ledger}/quality", "office", 4),
    ("{ledger}/outcomes", "office", 5),
    ("{ledger}/outcomes", "owner", 5),
    ("{ledger}/contradictions", "office", 1),
    ("/api/v1/work", "office", 3),
    ("/api/v1/work", "owner", 3),
    ("/api/v1/waiting", "office", 1),
    ("/api/v1/waiting", "owner", 1),
    ("/api/v1/pick?record=organisation&q=%E8%B4%A2", "office", 5),
]
# the look at the session; the writer, which indexes when nobody waits
NOT_OF_THE_PAGE = ('SELECT "seq" FROM "chain_head"', 'FROM "search_pending" ORDER BY', 'FROM "file_pending"', "SELECT fts5(")
WRITING = ("WITH \"written\"", "UPDATE", "INSERT", "BEGIN IMMEDIATE")
# looked through whole on purpose: they hold a few rows whatever the ledger's size
SHORT = {"ledger", "term", "installation", "inspection", "feedback_report", "role_grant"}


class Trace:
    """A server beside the world's that writes down what it asks its database."""

    def __init__(self, server, path):
        self.port, self.path = server.port, path

    def of(self, act):
        """What act gives, and the statements it took."""
        open(self.path, "w", encoding="utf-8").close()
        given = act()
        return given, open(self.path, encoding="utf-8", errors="surrogateescape").read().splitlines()


@contextlib.contextmanager
def traced(world):
    """None where it cannot be: under AddressSanitizer, whose runtime must come first."""
    library = Path(world.rectify).parent / "tests/libsql_trace.so"
    if not library.exists() or "asan" in str(world.rectify):
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "trace")
        server = Server(world.rectify, world.server.where, world.server.environment["RECTIFY_BLOBS"], world.log)
        server.environment.update(LD_PRELOAD=str(library), SQL_TRACE=path)
        server.start()
        try:
            yield Trace(server, path)
        finally:
            server.stop()


def plan(world, statement):
    """Tables that are walked, as the plan says. A match in the index of words is a look-up by construction, and SQLite's shell cannot explain it: the
    tokenizer is the program's own."""
    if " MATCH " in statement:
        return []
    if world.address:
        address = world.server.where
        text = subprocess.run(["psql", "-XAtqc", "SET enable_seqscan=off; EXPLAIN " + statement, address], capture_output=True, text=True, check=True).stdout
        scans = [line.split(" on ", 1)[1].split()[0].strip('"') for line in text.splitlines() if "Seq Scan on" in line]
    else:
        db = sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True)
        rows = [row[3] for row in db.execute("EXPLAIN QUERY PLAN " + statement)]
        db.close()
        scans = [row.split()[1] for row in rows if row.startswith("SCAN ") and "CONSTANT" not in row and "VIRTUAL" not in row]
        tables = {row[0] for row in sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True).execute("SELECT name FROM sqlite_master WHERE type='table'")}
        scans = [name for name in scans if name in tables]
    return [name for name in scans if name not in SHORT]


def fill(world):
    inspection = world.add(world.ledger + "/inspections", code="COST", name="常规巡察", kind="regular", level="city")["id"]
    aspect = world.add(world.ledger + "/findings", level="aspect", title="作风建设方面", inspection_id=inspection)["id"]
    findings = []
    for i in range(60):
        findings.append(world.add(world.ledger + "/findings", level="finding", title=f"台账更新不及时之{i}", parent_id=aspect, inspection_id=inspection,
                                  due_on=f"2026-{i % 12 + 1:02}-15", due_as="day")["id"])
        world.add(world.ledger + "/responsibilities", finding_id=findings[-1], role="lead_unit", organisation_id=world.units["CWK" if i % 2 else "BGS"])
    return findings


def wait_for_the_index(world):
    """What is not indexed yet costs a search more than what is."""
    question, until = 'SELECT count(*) FROM "search_pending"', time.monotonic() + 60
    while time.monotonic() < until:
        if world.address:
            left = int(subprocess.run(["psql", "-XAtqc", question, world.server.where], capture_output=True, text=True, check=True).stdout)
        else:
            db = sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True)
            left = db.execute(question).fetchone()[0]
            db.close()
        if not left:
            return
        time.sleep(0.05)
    expect("the index comes after", False, left)


def test_cost(world):
    world.fresh()
    findings = fill(world)
    wait_for_the_index(world)
    with traced(world) as trace:
        if not trace:
            return
        clients = {}
        for path, role, most in PAGES:
            path = path.format(ledger=world.ledger, unit=world.units["CWK"], finding=findings[1])
            if role not in clients:
                clients[role] = Client(trace.port)
                clients[role].log_in(role)
            for turn in range(6):  # what is remembered is remembered after the first
                reply, lines = trace.of(lambda: clients[role].get(path))  # noqa: B023
                if turn and not any(line.startswith(WRITING) for line in lines):  # nor did log-ins get written meanwhile
                    break
            expect(f"{role} {path}", reply.status == 200, reply)
            asked = [line for line in lines if line.startswith(("SELECT", "WITH")) and not any(part in line for part in NOT_OF_THE_PAGE)]
            expect(f"{role} {path}: at most {most} statements", 0 < len(asked) <= most, [line[:160] for line in asked])
            if role == "owner" and "sort=due" in path and not world.address:  # not met on a walk through everybody's
                expect("an owner's few rows are looked up by their ids", any("INDEXED BY" in s and "IN (SELECT" in s for s in asked), asked)
            for statement in asked:
                walked = plan(world, statement)
                expect(f"{role} {path}: no table is walked", not walked, (walked, statement[:400]))


def test_cost_can_be_seen(world):
    """The proof can fail: a walk is reported."""
    if "asan" in str(world.rectify):
        return
    walked = plan(world, 'SELECT count(*) FROM "finding" WHERE "working_paper_no"=\'x\'')
    expect("a walk over all findings is seen", walked == ["finding"] or walked == [], walked)
    expect("a walk is seen", plan(world, 'SELECT * FROM "ledger_event" WHERE "event"=\'x\'') == ["ledger_event"])


def walks(world, statement):
    """Steps of the plan that go through a whole ledger: no more is looked for than its rows, or a range of them without an end."""
    db = sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True)
    rows = [row[3] for row in db.execute("EXPLAIN QUERY PLAN " + statement)]
    db.close()
    whole = [row for row in rows if row.startswith("SEARCH") and row.split("(")[-1].rstrip(")") in ("ledger_id=?",) or (">?" in row and "<?" not in row)]
    return [row for row in whole if row.split()[1] not in SHORT and "LIMIT" not in statement]


def test_cost_of_writes(world):
    """A write looks at what it is about, whatever the ledger's size: none of its statements walks a table or a ledger."""
    world.fresh()
    findings = fill(world)
    if world.address:
        return  # the statements are the same, and SQLite tells how it goes about them
    with traced(world) as trace:
        if not trace:
            return
        office, owner = Client(trace.port), Client(trace.port)
        office.log_in("office")
        owner.log_in("owner")
        ledger, unit, person = world.ledger, world.units["CWK"], world.persons["owner"]
        add = lambda who, records, **fields: who.post(f"{ledger}/{records}", fields)  # noqa: E731
        made = {}
        claim = office.get(f"{ledger}/claims?finding_id={findings[1]}&organisation_id={unit}")["rows"][0]["id"]

        def measure():
            made["measure"] = add(office, "corrective_actions", answers=[findings[1]], measure="改", organisation_id=unit, owner_id=person, due_on="2099-01-31", due_as="day")["record"]["id"]
            return 201

        writes = {
            "a finding": lambda: add(office, "findings", level="finding", title="新的").status,
            "a responsibility": lambda: add(office, "responsibilities", finding_id=findings[3], role="supporting_unit", organisation_id=world.units["BGS"]).status,
            "a measure": measure,
            "a report": lambda: add(owner, "progress_entries", corrective_action_id=made["measure"], done="已办", percent=30).status,
            "a file": lambda: owner.send_file(f"{ledger}/attachments?finding_id={findings[1]}", b"x", "x.txt").status,
            "a criterion": lambda: add(office, "acceptance_criteria", finding_id=findings[1], criterion="账实相符").status,
            "a trace": lambda: add(office, "traces", finding_id=findings[1], kind="visit", occurred_on="2026-01-05", what="走访").status,
            "a claim": lambda: owner.post(f"{ledger}/claims/{claim}/moves/claim", {}, headers={"If-Match": "*"}).status,
            "a request": lambda: add(owner, "requests", finding_id=findings[1], kind="coordination", title="请协调", matter="请协调", addressee_id=world.persons["leader"], reply_by_on="2099-01-31").status,
            "a change": lambda: office.patch(f"{ledger}/findings/{findings[5]}", {"working_text": "另写"}, headers={"If-Match": "*"}).status,
            "a day moved": lambda: office.patch(f"{ledger}/corrective_actions/{made['measure']}", {"due_on": "2099-01-15", "follows": []}, headers={"If-Match": "*"}).status,
        }
        for name, write in writes.items():
            status, lines = trace.of(write)
            expect(f"{name}: {status}", status in (200, 201), status)
            asked = [line for line in lines if line.startswith(("SELECT", "WITH", "UPDATE", "DELETE")) and not any(part in line for part in NOT_OF_THE_PAGE) and " MATCH " not in line]
            expect(f"{name}: statements", len(asked) > 3, asked)
            for line in asked:
                expect(f"{name} walks no ledger", not walks(world, line) and not plan(world, line), (walks(world, line), plan(world, line), line[:300]))
