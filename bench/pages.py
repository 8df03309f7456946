"""Pages as JSON beside their floor: the same statements with the same arguments, prepared once, and the same bytes sent by bare libmicrohttpd (floor.c).
The statements are read off the program itself (tests/sql_trace.c). Used by bench/run; alone: bench/pages.py STORE SECONDS [PART OF A NAME], over a store made by bench_fill."""
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build-bench"
sys.path.insert(0, str(ROOT / "tests/fault"))
from client import Client, Server  # noqa: E402

PASSWORD = "Bench-2026-Proof"
LEDGER = "/api/v1/ledgers/B"
SHOWN = "columns=number,level,title,outline_no,state,horizon,due,lead_unit_id,lead_official_id,completion"  # what the page shows unless told otherwise
CONNECTIONS = (1, 16, 64)


def people(store):
    """An office clerk, and somebody of one unit."""
    program = str(BUILD / "rectify")
    for user, role, over in (("office", "office", "B"), ("owner", "owner", "U07")):
        subprocess.run([program, "--store", store, "add", "person", f"name={user}", f"organisation_id={over}"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([program, "--store", store, "user", "add", user, "--person", user, "--role", role, "--over", over, "--password-stdin"],
                       input=PASSWORD + "\n", text=True, check=True, stdout=subprocess.DEVNULL)


def log_in(port, user):
    client = Client(port)
    client.must("POST", "/api/v1/session", {"username": user, "password": PASSWORD})
    return client


def pages(client):
    unit = client.must("GET", "/api/v1/organisations?code=U07")["rows"][0]["id"]
    one = client.must("GET", LEDGER + "/findings?limit=1&level=finding&sort=path")["rows"][0]["id"]
    return [
        ("ledger page, 50 by date due", "office", f"{LEDGER}/findings?sort=due&limit=50&{SHOWN}"),
        ("ledger page, 50 in the order of the letter", "office", f"{LEDGER}/findings?sort=path&limit=50&{SHOWN}"),
        ("one unit, open, overdue", "office", f"{LEDGER}/findings?lead_unit_id={unit}&overdue=true&sort=due&limit=50&{SHOWN}"),
        ("one finding", "office", f"{LEDGER}/findings/{one}"),
        ("a two-character word, 50", "office", f"{LEDGER}/findings?q=%E8%80%95%E5%9C%B0&limit=50&{SHOWN}"),
        ("50 rows with every field", "office", f"{LEDGER}/findings?sort=path&limit=50"),
        ("the first page's figures", "office", f"{LEDGER}/summary"),
        ("an owner's work", "owner", "/api/v1/work"),
        ("an owner's page", "owner", f"{LEDGER}/findings?sort=due&limit=50&{SHOWN}"),
    ]


def wrk(port, path, connections, seconds, cookie=""):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.headers["Cookie"] = "{cookie}"\n')
        script.flush()
        out = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script.name, f"http://127.0.0.1:{port}{path}"],
                             check=True, text=True, stdout=subprocess.PIPE).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), int(bad[1]) if bad else 0


def alone(port, path, cookie="", times=3):
    """Answers a second of a page that takes longer than a run: one after the other, by nobody else."""
    began = time.monotonic()
    for _ in range(times):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        connection.request("GET", path, headers={"Cookie": cookie})
        reply = connection.getresponse()
        reply.read()
        connection.close()
        if reply.status != 200:
            raise SystemExit(f"{path}: {reply.status}")
    return times / (time.monotonic() - began)


def traced(store, wanted):
    """Each page's statements, arguments filled in, and its bytes."""
    trace = tempfile.NamedTemporaryFile(prefix="trace-")
    os.environ["SQL_TRACE"] = trace.name
    os.environ["LD_PRELOAD"] = str(BUILD / "tests/libsql_trace.so")
    server = Server(str(BUILD / "rectify"), store)
    server.start()
    del os.environ["LD_PRELOAD"]
    found = {}
    try:
        clients = {}
        for name, user, path in wanted:
            client = clients.setdefault(user, log_in(server.port, user))
            client.wait = 300
            client.must("GET", path)
            open(trace.name, "w").close()
            body = json.dumps(client.must("GET", path), ensure_ascii=False, separators=(",", ":"))
            statements = [line for line in open(trace.name, encoding="utf-8", errors="surrogateescape").read().splitlines() if line.startswith("SELECT")]
            found[name] = statements, body
    finally:
        server.stop()
    return found


def bare(store, statements, body, seconds):
    """The floor's answers per second at each number of connections."""
    with tempfile.TemporaryDirectory() as home:
        (Path(home) / "statements").write_text("\n".join(statements) + "\n", encoding="utf-8", errors="surrogateescape")
        (Path(home) / "body").write_text(body, encoding="utf-8")
        child = subprocess.Popen([str(BUILD / "bench/bench_floor"), store if store.startswith("postgres") else f"{store}/rectify.db", f"{home}/statements", f"{home}/body"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, text=True)
        try:
            port = int(child.stdout.readline())
            rates = {c: wrk(port, "/", c, seconds)[0] for c in CONNECTIONS}
            return rates if rates[1] else {c: alone(port, "/") for c in CONNECTIONS}
        finally:
            child.stdin.close()
            child.wait()


def measure(store, findings, seconds, only=""):
    people(store)
    rows = []
    server = Server(str(BUILD / "rectify"), store)
    server.start()
    try:
        clients = {user: log_in(server.port, user) for user in ("office", "owner")}
        wanted = [page for page in pages(clients["office"]) if only in page[0]]
        for name, user, path in wanted:
            for connections in CONNECTIONS:
                rate, errors = wrk(server.port, path, connections, seconds, clients[user].cookie)
                slow = not rate
                if slow:
                    time.sleep(20)  # what was asked and given up is still being answered
                    rate, errors = alone(server.port, path, clients[user].cookie), 0
                rows.append({"name": name, "findings": findings, "connections": connections, "per_s": rate, "errors": errors})
                if slow:  # of many at once most would be turned away
                    break
    finally:
        server.stop()
    seen = traced(store, wanted)
    for name, _, _ in wanted:
        statements, body = seen[name]
        floor = bare(store, statements, body, seconds)
        for row in rows:
            if row["name"] == name:
                row["floor"] = floor[row["connections"]]
                row["statements"] = len(statements)
                row["kb"] = len(body.encode()) / 1024
    return rows


if __name__ == "__main__":
    for row in measure(sys.argv[1], 0, int(sys.argv[2]), *sys.argv[3:]):
        print(f"{row['name']:45} {row['connections']:3} {row['per_s']:10,.0f} /s  floor {row['floor']:10,.0f}  ratio {row['per_s'] / row['floor']:.2f}  "
              f"{row['statements']} statements {row['kb']:.1f} KB {row['errors']} errors")
