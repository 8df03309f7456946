#!/usr/bin/env python3
"""play.py PROGRAM --out FOLDER: a bureau plays months day by day (see README.md). Leaves in FOLDER the events and what the program said each evening, for
recount.py. The last line is "N passed, M failed"."""
import argparse
import datetime
import json
import os
import shutil
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = Path(os.environ.get("RECTIFY_SOURCE", HERE.parents[1]))
sys.path.insert(0, str(HERE))

import coverage
import setting_up
from bureau import LEDGER, Bureau, Refused
from readings import Readings
from subjects import all_subjects

passed = failed = 0


def expect(what, good, more=""):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"does not hold: {what} {more}"[:2000], flush=True)


def set_up(bureau, asked):
    bureau.set_clock(datetime.date(2026, 3, 2), "08:00")
    bureau.must_run("init", *([] if bureau.address else [bureau.where]))
    setting_up.people(bureau, SOURCE, asked.people)
    bureau.start()
    setting_up.letter(bureau, SOURCE)
    setting_up.problems(bureau, asked.findings, asked.measures, asked.days)


def play(bureau, asked, readings):
    first = bureau.today
    subjects = [subject(bureau, asked.days) for subject in all_subjects]
    for n in range(asked.days):
        day = first + datetime.timedelta(days=n)
        for time_of_day in ("09:00", "17:30"):
            bureau.set_clock(day, time_of_day)
            for subject in subjects:
                subject.half_day(n, morning=time_of_day == "09:00")
        bureau.set_clock(day, "21:00")
        readings.evening(whole=n % 10 == 9 or n == asked.days - 1)
        if n % 10 == 9:
            print(f"day {n + 1}: {bureau.moves['api']} by the API, {bureau.moves['cli']} by the command line, {bureau.refusals} refused", flush=True)
    return subjects


def check_coverage(bureau, events):
    tables = coverage.rows_of(bureau.must_run("schema", "--lifecycles"))
    happened = coverage.moves_in(events, tables)
    count = 0
    for record, rows in tables.items():
        for before, event, who, after in rows:
            times = happened[record].get((before, event), 0) or (before == after and bureau.moved.get((record + "s", after, event), 0))
            count += 1
            expect(f"{record}: {event} from {before} ({who}) happened", times)
    strays = coverage.strays(events, tables)
    expect("no state changed but by a row of its table", not strays, strays[:5])
    print(f"{count} rows of {len(tables)} life cycles")


def check_reviews(events):
    """Nobody signs a step twice; what somebody returned never ends as passed (D28)."""
    signed, reopened, ends = {}, {}, {}
    subject_of, returned = {}, set()
    for event in events:
        said = {**(event.get("open") or {}), **(event.get("restricted") or {})}
        if event["record"] == "review_step":
            subject = said.get("closure_request_id") or said.get("extension_request_id")
            if subject:
                subject_of[event["id"]] = subject
            if event["event"] in ("pass", "return"):
                signed[event["id"]] = signed.get(event["id"], 0) + 1
                if event["event"] == "return" and event["id"] in subject_of:
                    returned.add(subject_of[event["id"]])
            if event["event"] == "reopen":
                reopened[event["id"]] = reopened.get(event["id"], 0) + 1
        if event["record"] in ("closure_request", "extension_request") and event["event"] in ("pass", "return", "retract"):
            ends.setdefault(event["id"], []).append(event["event"])
    twice = [step for step, count in signed.items() if count > 1 + reopened.get(step, 0)]
    expect(f"none of {len(signed)} signed steps was signed twice", not twice, twice[:5])
    expect(f"each of {len(ends)} requests ended once", all(len(end) == 1 for end in ends.values()))
    expect(f"each of {len(returned)} that somebody returned ended as returned", all(ends.get(key) == ["return"] for key in returned))


def check_delegated(bureau, events):
    """What somebody did for another names both, and only reviews were delegated here."""
    acted = [event for event in events if event.get("acting_for")]
    expect("somebody acted for another", acted)
    wrong = [e for e in acted if e["actor"] == e["acting_for"] or e["event"] == "pass" and e["record"] == "review_step" and (e.get("open") or {}).get("decided_by_id") != e["acting_for"]]
    expect(f"each of {len(acted)} events of a delegate names both, and what was signed is the leader's", not wrong, wrong[:3])


def check_acknowledged(bureau, events):
    """Every acknowledged change is there exactly once, and no version of a record twice."""
    versions = {}
    for event in events:
        versions[(event["id"], event["version"])] = versions.get((event["id"], event["version"]), 0) + 1
    lost = [key for key in bureau.acknowledged if versions.get(key, 0) != 1]
    expect(f"each of {len(bureau.acknowledged)} acknowledged changes is in the events exactly once", not lost, lost[:5])


def check_texts(bureau, events):
    """Of what a crowd wrote at once: what was acknowledged is there once, what was refused is not there."""
    there = {}
    for event in events:
        text = (event.get("open") or {}).get("cause_text")
        there[text] = there.get(text, 0) + 1
    wrong = [text for text, good in bureau.texts.items() if there.get(text, 0) != (1 if good else 0)]
    expect(f"of {len(bureau.texts)} texts written at once the {sum(bureau.texts.values())} acknowledged are there once, and no other", not wrong, wrong)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("program")
    options.add_argument("--out", required=True)
    options.add_argument("--findings", type=int, default=30)
    options.add_argument("--measures", type=int, default=120)
    options.add_argument("--people", type=int, default=20)
    options.add_argument("--days", type=int, default=40)
    options.add_argument("--seed", type=int, default=int(time.time()) % 100000)
    options.add_argument("--store", help="postgres://… of an empty database")
    asked = options.parse_args()
    print(f"seed {asked.seed}", flush=True)
    folder = Path(asked.out)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bureau = Bureau(os.path.abspath(asked.program), folder, asked.seed, asked.store)
    begun = time.monotonic()
    try:
        set_up(bureau, asked)
        print(f"set up: {len(bureau.acting)} people, {len(bureau.owners)} units, {len(bureau.made)} problems, {len(bureau.answering)} measures, {time.monotonic() - begun:.0f} s", flush=True)
        bureau.moves = {"api": 0, "cli": 0}  # from here on it is the bureau that plays
        readings = Readings(bureau, folder / "evenings.jsonl", thorough=asked.days > 60)
        play(bureau, asked, readings)
        finish(bureau, folder, readings)
    except Refused as refused:
        expect("the play goes on", False, refused)
        raise
    finally:
        bureau.stop()
        print(f"{readings.evenings if 'readings' in dir() else 0} evenings, {bureau.moves['api'] + bureau.moves['cli']} changes, {bureau.moves['cli']} of them by the command line, "
              f"{bureau.refusals} tries refused, {time.monotonic() - begun:.0f} s")
        print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def finish(bureau, folder, readings):
    with open(folder / "events.jsonl", "w", encoding="utf-8") as file:
        file.write(bureau.must_run("events", "--restricted"))
    (folder / "readers.json").write_text(json.dumps({"readers": readings.who(), "ledger": LEDGER}))
    events = [json.loads(line) for line in open(folder / "events.jsonl", encoding="utf-8")]
    check_coverage(bureau, events)
    check_acknowledged(bureau, events)
    check_reviews(events)
    check_delegated(bureau, events)
    check_texts(bureau, events)
    for what in bureau.wrong:
        expect(what, False)
    expect("what was tried and must be refused was refused without effect", not bureau.not_refused)
    total = bureau.moves["api"] + bureau.moves["cli"]
    expect("a fifth of the moves is by the command line", bureau.moves["cli"] * 5 >= total, (bureau.moves["cli"], total))
    expect("the server ends well", bureau.stop() == 0)
    said = bureau.must_run("rebuild", "--check")
    expect("the tables are what the events fold to", "，0 处不符" in said, said)
    expect("the chains hold", bureau.run("verify", "--blobs").returncode == 0)


if __name__ == "__main__":
    sys.exit(main())
