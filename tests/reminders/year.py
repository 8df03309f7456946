#!/usr/bin/env python3
"""year.py RECTIFY_CLOCK [UNITS DAYS SEED]: units live through days under a set clock; each morning the round of reminders runs, on some mornings it is killed
and run again, on some the machine is off. A mail server on loopback keeps what comes. What should have been said to whom on which day is worked out
here from what was registered, by the tables of holidays read anew and by counting days one by one: every reminder once, none on a rest day, none when it
is moot. Prints "N passed, N failed"."""
import datetime
import email
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aiosmtpd.controller import Controller

PROGRAM = Path(sys.argv[1]).resolve()
UNITS, DAYS, SEED = (int(x) for x in (sys.argv[2:] + ["12", "45", "7"][len(sys.argv) - 2:]))
SOURCE = Path(os.environ.get("RECTIFY_SOURCE", "."))
FIRST = datetime.date(2026, 1, 1)
KILLS = 20
BEFORE, EVERY, ACCOUNTABLE, LEAD, OFFICE = (5, 1), 3, 2, 5, 10
REPORT_BEFORE, REPORT_OFFICE, REPORT_DAY = (1,), 1, 25
passed = failed = 0


def check(what, got, wanted=True):
    global passed, failed
    if got == wanted:
        passed += 1
        return
    failed += 1
    if failed <= 10:
        print(f"FAILED: {what}: {got!r}, wanted {wanted!r}")


# ---- the calendar, read here ----

def spans():
    for path in sorted((SOURCE / "data/calendar").glob("*.json")):
        for holiday in json.loads(path.read_text(encoding="utf-8"))["holidays"]:
            first, last = datetime.date.fromisoformat(holiday["from"]), datetime.date.fromisoformat(holiday["to"])
            for n in range((last - first).days + 1):
                yield first + datetime.timedelta(n), False
            for day in holiday.get("work", []):
                yield datetime.date.fromisoformat(day), True


EXCEPT = dict(spans())


def works(day):
    return EXCEPT.get(day, day.weekday() < 5)


def working_days(after, until):
    return sum(works(after + datetime.timedelta(n)) for n in range(1, (until - after).days + 1))


# ---- who should hear what ----

def levels(due, day):
    """Who is spoken to on a working day: own, accountable, lead, office."""
    if day <= due:
        left = working_days(day, due)
        return {"own"} if left == 0 or left in BEFORE else set()
    over = working_days(due, day)
    found = {"own"} if over and (over - 1) % EVERY == 0 else set()
    return found | {name for name, grace in (("accountable", ACCOUNTABLE), ("lead", LEAD), ("office", OFFICE)) if over >= grace and (over - grace) % EVERY == 0 and over}


def report_levels(due, day):
    """Of a report that is owed: who fills in, and the office."""
    if day <= due:
        left = working_days(day, due)
        return {"own"} if left == 0 or left in REPORT_BEFORE else set()
    over = working_days(due, day)
    return ({"own"} if over and (over - 1) % EVERY == 0 else set()) | ({"office"} if over >= REPORT_OFFICE and (over - REPORT_OFFICE) % EVERY == 0 else set())


def months():
    """First and last day of each month of the play, and the working day by which its report is due."""
    first = FIRST
    while first <= FIRST + datetime.timedelta(DAYS):
        next_one = (first + datetime.timedelta(32)).replace(day=1)
        due = first.replace(day=REPORT_DAY)
        while not works(due):
            due -= datetime.timedelta(1)
        yield first, next_one - datetime.timedelta(1), due
        first = next_one


class Play:
    def __init__(self, home):
        self.random = random.Random(SEED)
        self.home, self.mails = Path(home), {}
        self.environment = dict(os.environ, RECTIFY_CLOCK=str(self.home / "clock"), RECTIFY_KEY=str(self.home / "key"), RECTIFY_NOTIFY=str(self.home / "notify.json"), LC_ALL="C.UTF-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        Controller(self, hostname="127.0.0.1", port=port).start()
        (self.home / "notify.json").write_text(json.dumps({"mail": {"url": f"smtp://127.0.0.1:{port}", "from": "zgb@example.cn"}}))
        self.clock(FIRST, 8)

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content)
        self.mails.setdefault(mail["Message-ID"], (self.today, envelope.rcpt_tos[0], mail.get_payload(decode=True).decode("utf-8")))
        return "250 kept"

    def clock(self, day, hour):
        self.today = day
        at = datetime.datetime.combine(day, datetime.time(hour)) - datetime.timedelta(hours=8)
        (self.home / "clock").write_text(at.strftime("%Y-%m-%dT%H:%M:%S.000Z"))

    def run(self, *words, check_it=True):
        done = subprocess.run([PROGRAM, "--store", str(self.home / "store"), "--lang", "zh", *words, "--json"], capture_output=True, text=True, env=self.environment)
        if check_it and done.returncode:
            raise SystemExit(f"{words}: {done.stderr}")
        return json.loads(done.stdout) if done.stdout[:1] in ("{", "[") else None

    def add(self, record, **fields):
        made = self.run("add", record, *(f"{name}={value}" for name, value in fields.items()))
        made = made.get("record") or made
        return made["id"], made.get("number")

    def set_up(self):
        self.run("init")
        top, _ = self.add("organisation", code="TOP", name="某局")
        self.add("ledger", code="ZGJ", name="台账", organisation_id="TOP", profile="inspection")
        person = lambda name: self.add("person", name=name, code=name, organisation_id="TOP", email=f"{name}@example.cn")[0]  # noqa: E731
        self.office, self.lead = "office", "lead"
        office = person("office")
        self.run("user", "add", "office", "--person", "office", "--role", "office", "--over", "TOP")
        lead = person("lead")
        accountable = [f"acc{i}" for i in range(max(1, UNITS // 10))]
        leaders = {name: person(name) for name in accountable}
        self.measures = []
        for i in range(UNITS):
            self.add("organisation", code=f"U{i}", name=f"单位{i}", parent_id="TOP")
            owner, acc = person(f"owner{i}"), accountable[i % len(accountable)]
            finding, _ = self.add("finding", level="finding", title=f"问题{i}", confidentiality="open")
            for role, key in (("lead_unit", f"organisation_id=U{i}"), ("accountable_official", f"person_id={leaders[acc]}"), ("lead_official", f"person_id={lead}")):
                self.run("add", "responsibility", f"finding_id={finding}", f"role={role}", key)
            for _ in range(4):
                due = FIRST + datetime.timedelta(self.random.randrange(DAYS))
                done = due + datetime.timedelta(self.random.choice([-12, -3, 0, 0, 1, 4, 11, 25, 500]))
                _, number = self.add("corrective_action", answers=finding, measure=f"整改{i}", organisation_id=f"U{i}", owner_id=owner, due=due.isoformat())
                self.measures.append({"number": number, "due": due, "done": max(done, FIRST), "own": f"owner{i}", "accountable": acc, "lead": "lead", "office": "office"})
        self.run("add", "reporting_duty", "title=月报", "kind=unit_report", "owed_by=each_unit", "frequency=monthly", f"due_day={REPORT_DAY}", "due_time=18:00", f"from_on={FIRST}")
        self.reports = []
        for i in range(UNITS):
            self.run("user", "add", f"owner{i}", "--person", f"owner{i}", "--role", "owner", "--over", f"U{i}")
            for first, last, due in months():
                sent = due + datetime.timedelta(self.random.choice([-3, -1, 0, 0, 0, 2, 6, 20]))
                self.reports.append({"unit": i, "first": first, "last": last, "due": due, "sent": max(sent, first)})
        del office, top

    def expected(self, days):
        """Of the measures not done by now: whoever is spoken to on one of these days."""
        found = {}
        for m in self.measures:
            if m.get("reported"):
                continue
            for name in set().union(*(levels(m["due"], day) for day in days)) if days else ():
                found.setdefault(m[name], set()).add(m["number"])
        late = {}
        for r in self.reports:
            if r.get("done") or not days or r["first"] > self.today or not self.at_hand(r):
                continue
            told = set().union(*(report_levels(r["due"], day) for day in days))
            if "own" in told:
                found.setdefault(f"owner{r['unit']}", set()).add(f"{r['first']} 单位{r['unit']}")
            if "office" in told:
                late[r["first"]] = late.get(r["first"], 0) + 1
        for first, count in late.items():
            found.setdefault("office", set()).add(f"{first} ×{count}")
        return found

    def at_hand(self, report):
        """The one that is written now, or one before it: not yet what comes after."""
        return report["due"] < self.today or all(other["due"] < self.today for other in self.reports if other["unit"] == report["unit"] and other["first"] < report["first"])

    def live(self):
        last, kills, off = FIRST - datetime.timedelta(1), 0, 0
        for n in range(DAYS):
            day = FIRST + datetime.timedelta(n)
            before = len(self.mails)
            if self.random.random() < 0.06:  # the machine stays off
                off += 1
            else:
                self.clock(day, 9)
                stretch = [last + datetime.timedelta(k) for k in range(1, (day - last).days + 1)]
                wanted = self.expected([d for d in stretch if works(d)]) if works(day) else {}
                if kills < KILLS and works(day) and wanted and self.random.random() < 0.9 * KILLS / max(1, DAYS * 0.5):
                    running = subprocess.Popen([PROGRAM, "--store", str(self.home / "store"), "remind"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
                    time.sleep(self.random.random() * 0.03)
                    running.kill()
                    running.wait()
                    kills += 1
                    self.clock(day, 12)  # the lease of the dead has run out
                self.run("remind")
                got = {}
                for _, (on, to, body) in list(self.mails.items())[before:]:
                    check(f"{day}: one digest for {to}", to.split("@")[0] not in got, True)
                    got[to.split("@")[0]] = set(re.findall(r"ZGJ-2026-C\d+", body)) | {f"{first} {whose}" for first, whose in re.findall(r"月报（(\d{4}-\d\d-\d\d)—[^）]*）(单位\d+|×\d+)", body)}
                check(f"{day}: who hears what", got, wanted)
                if works(day):
                    last = day
                if self.random.random() < 0.2:
                    self.run("remind")
                    check(f"{day}: a second run says nothing", len(self.mails) - before, len(got))
            self.clock(day, 17)
            for m in self.measures:
                if m["done"] <= day and not m.get("reported"):
                    self.run("progress", "add", m["number"], "--done", "已办结", "--percent", "100", "--by", m["own"])
                    m["reported"] = True
            for r in self.reports:
                if r["sent"] <= day and not r.get("done"):
                    self.run("report", "send", "月报", "--unit", f"U{r['unit']}", "--day", r["last"].isoformat(), "--problems", "按月推进")
                    r["done"] = True
        check("some mornings it was killed", kills > 0)
        check("some days the machine was off", off > 0)
        check("reminders were sent", len(self.mails) > UNITS)
        return kills, off


with tempfile.TemporaryDirectory() as home:
    play = Play(home)
    play.set_up()
    kills, off = play.live()
    print(f"{UNITS} units, {DAYS} days, {len(play.measures)} measures: {len(play.mails)} digests, killed {kills} times, off on {off} days")
print(f"{passed} passed, {failed} failed")
sys.stdout.flush()
os._exit(1 if failed else 0)
