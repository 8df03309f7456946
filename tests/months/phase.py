#!/usr/bin/env python3
"""phase.py RECTIFY RECTIFY_CLOCK: the phase `months` of ./check: small, or as large as the issue says under --long, then also on PostgreSQL. Before the plays: the
program itself knows no set clock, and `rectify events` shows what it should to whom it should; after them: the recount finds out what is not so."""
import json
import os
import random
import re
import secrets
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("TMPDIR", "/tmp"))
LONG = os.environ.get("RECTIFY_LONG") == "1"
HALF = {"findings": 80, "measures": 300, "people": 40, "days": 60}  # on PostgreSQL, where a command takes its time
SIZE = {"findings": 150, "measures": 600, "people": 80, "days": 120} if LONG else {"findings": 30, "measures": 120, "people": 20, "days": 40}

passed = failed = 0


def expect(what, good, more=""):
    global passed, failed
    passed, failed = (passed + 1, failed) if good else (passed, failed + 1)
    if not good:
        print(f"does not hold: {what} {more}"[:1000], flush=True)


def count(name, command):
    """Runs it, shows what it says, takes over its counts; gives its output."""
    global passed, failed
    begun = time.monotonic()
    done = subprocess.run(command, text=True, capture_output=True)
    print(done.stdout + done.stderr[-3000:], end="")
    print(f"took {time.monotonic() - begun:.2f} {name}", flush=True)
    found = re.search(r"^(\d+) passed, (\d+) failed$", done.stdout, re.M)
    if not found:
        failed += 1
        return done.stdout
    passed, failed = passed + int(found[1]), failed + int(found[2]) + (1 if done.returncode and found[2] == "0" else 0)
    return done.stdout


def clocks_and_events(program, clock_program):
    """Only the program of the tests reads its clock from a file; only the operator reads all events."""
    store, clock = FOLDER / "clocks", FOLDER / "clock"
    clock.write_text("2031-05-06T07:08:09Z\n")
    environment = dict(os.environ, RECTIFY_CLOCK=str(clock), RECTIFY_KEY=str(FOLDER / "clock-key"), LC_ALL="C.UTF-8")
    run = lambda which, *arguments: subprocess.run([which, "--store", str(store), *arguments], env=environment, text=True, capture_output=True)
    expect("a store with the sample", run(program, "init", str(store), "--sample").returncode == 0)
    events = lambda *more: [json.loads(line) for line in run(program, "events", *more).stdout.splitlines()]
    expect("the program knows no set clock", events() and all(not e["at"].startswith("2031") for e in events()))
    office = json.loads(run(program, "show", "account", "liangyh", "--json").stdout)["person_id"]
    run(program, "add", "finding", "level=finding", "title=限定知悉", "restricted=true", f"entitled_persons={office}")
    expect("the tests' program does", run(clock_program, "add", "finding", "level=finding", "title=他年之事").returncode == 0 and events("ZGJ")[-1]["at"].startswith("2031-05-06T07:"))
    told, all_told = events("ZGJ"), events("ZGJ", "--restricted")
    held = [e for e in all_told if e.get("restricted")]
    expect("what is restricted is told only when it is asked for", held and all(e.get("restricted") is None for e in told) and any(e["restricted"].get("title") == "限定知悉" for e in held))
    expect("that there is such a part is told", [e["seq"] for e in told if "restricted" in e] == [e["seq"] for e in held])
    expect("one ledger's events, one after another", [e["seq"] for e in told] == list(range(1, len(told) + 1)) and {e["ledger"] for e in told} == {"ZGJ"})
    expect("without a ledger all chains", {e["record"] for e in events()} >= {"finding", "person", "role_grant"})
    for who in ("liangyh", "fuyt"):
        refused = run(program, "events", "--as", who)
        expect(f"not as {who}", refused.returncode == 1 and not refused.stdout and refused.stderr)
    missing = run(program, "events", "NONE")
    expect("a ledger that is not there is said", missing.returncode == 1 and not missing.stdout)
    expect("the reading is in the access log", json.loads(run(program, "verify", "--json").stdout)["access_events"] >= 4)


def found_out(folder):
    """The recount must be able to fail: one number of an evening, and one event, said otherwise."""
    for name, change in (("evenings.jsonl", lambda lines: change_line(lines, '"what": "summary"', r'"total": \{"count": (\d+)', lambda m: f'"total": {{"count": {int(m[1]) + 1}')),
                         ("evenings.jsonl", lambda lines: change_line(lines, '"what": "claim_board"', r'"claimed": (\d+)', lambda m: f'"claimed": {int(m[1]) + 1}')),
                         ("evenings.jsonl", lambda lines: change_line(lines, '"what": "outcomes"', r'"fen": (\d+)', lambda m: f'"fen": {int(m[1]) + 1}')),
                         ("evenings.jsonl", lambda lines: change_line(lines, '"what": "quality"', r'"count": (\d+)', lambda m: f'"count": {int(m[1]) + 1}')),
                         ("events.jsonl", lambda lines: change_line(lines, '"event":"hand_over"', r'"owner_id":"[0-9a-f-]+"', lambda m: '"owner_id":"00000000-0000-7000-8000-000000000000"')),
                         ("events.jsonl", lambda lines: change_line(lines, '"event":"start"', '"state":"in_progress"', lambda m: '"state":"claimed"'))):
        wrong = folder / "wrong"
        wrong.mkdir(exist_ok=True)
        for other in ("evenings.jsonl", "events.jsonl", "readers.json"):
            lines = (folder / other).read_text(encoding="utf-8").splitlines(keepends=True)
            (wrong / other).write_text("".join(change(lines) if other == name else lines), encoding="utf-8")
        done = subprocess.run([sys.executable, str(HERE / "recount.py"), str(wrong)], text=True, capture_output=True)
        expect(f"a wrong number in {name} is found out", done.returncode == 1 and "differs:" in done.stdout, done.stdout[-300:] + done.stderr[-300:])


def change_line(lines, having, pattern, replace):
    at = max(i for i, line in enumerate(lines) if having in line and re.search(pattern, line))
    return lines[:at] + [re.sub(pattern, replace, lines[at], count=1)] + lines[at + 1:]


def play(name, clock_program, seed, store=None):
    folder = FOLDER / name
    sizes = [word for key, value in (HALF if store else SIZE).items() for word in ("--" + key, str(value))]
    played = count(f"months.{name}.play", [sys.executable, str(HERE / "play.py"), clock_program, "--out", str(folder), "--seed", str(seed), *sizes, *(["--store", store] if store else [])])
    recounted = count(f"months.{name}.recount", [sys.executable, str(HERE / "recount.py"), str(folder)])
    found_out(folder)
    return played, recounted


def on_postgres(clock_program, seed):
    address = os.environ.get("RECTIFY_TEST_POSTGRES")
    if not address:
        return None
    name = f"rectify_months_{secrets.token_hex(4)}"
    subprocess.run(["psql", "-XAtqc", f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\'', address], check=True, capture_output=True)
    try:
        return play("postgres", clock_program, seed, re.sub(r"^([^?]*//[^/?]*)(/[^?]*)?", rf"\1/{name}", address))
    finally:
        subprocess.run(["psql", "-XAtqc", f'DROP DATABASE "{name}" WITH (FORCE)', address], check=True, capture_output=True)


def tell(results, seed):
    folder = os.environ.get("RECTIFY_RESULTS")
    if not folder:
        return
    lines = [f"## A bureau plays months\n\nSeed {seed}: {SIZE['findings']} problems, {SIZE['measures']} measures, {SIZE['people']} people, {SIZE['days']} days; on PostgreSQL half of it.\n"]
    for name, (played, recounted) in results.items():
        last = lambda text, pattern: (re.findall(pattern, text, re.M) or ["–"])[-1]
        lines.append(f"- {name}: {last(played, r'^.*evenings, .*$')}; {last(played, r'^.*rows of .*life cycles$')}, the play {last(played, r'^.* passed, .*$')}; "
                     f"numbers recounted from the events alone: {last(recounted, r'^.* passed, .*$')}.")
    (Path(folder) / "months.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    program, clock_program = (os.path.abspath(path) for path in sys.argv[1:3])
    seed = int(os.environ.get("RECTIFY_SEED") or (random.randrange(100000) if LONG else 2026))  # a merge is not held up by luck
    clocks_and_events(program, clock_program)
    results = {"SQLite": play("sqlite", clock_program, seed)}
    if LONG and (more := on_postgres(clock_program, seed)):
        results["PostgreSQL"] = more
    tell(results, seed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
