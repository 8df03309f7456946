#!/usr/bin/env python3
"""recount.py FOLDER: adds up again, from the events alone, every number the program said in the evenings of a play (play.py), and compares.

It shares no code with the program, nor with the play. It reads events.jsonl (`rectify events --restricted`), folds them, and counts by what the documents say:

- an open problem is one that is not closed; a running one is neither stopped nor carried over; overdue: running, its last day gone by; claimed: neither registered nor disputed;
- who leads, and which leaders stand for it: the responsibilities that have no end;
- office, leaders, supervisor and inspectors see the ledger, up to their ceiling of secrecy; an owner sees what his units or he himself answer for, with its points and
  demands; what is restricted is seen by those it names as entitled and by nobody else;
- a measure is as far as its latest entry that says how far, by day, then by when it was entered; an entry withdrawn was never there, what was
  said before the measure was returned counts no more;
- a hand-over passes all of its list: who received it holds it, and a problem somebody led before is led after;
- outcomes count what is issued, came back, was decided or spread in the period; a person-time is a record, persons are told apart by who or by name;
- a unit's plan is seen by its unit, and by whom is asked his opinion until it is handled, the organisation's once it is issued; a request also by whom it is put to.

The last line is "N passed, M failed"; N is how many numbers were compared."""
import collections
import datetime
import json
import sys
from pathlib import Path

WHOLE = {"office", "leader", "supervisor", "inspector"}
SECRECY = ["open", "internal", "secret", "confidential", "top_secret"]
OFFSET = datetime.timedelta(hours=8)
UNITS = {"lead_unit", "responsible_unit", "supporting_unit"}
HOLDER = {"corrective_action": "owner_id", "request": "addressee_id", "effectiveness_check": "checker_id"}  # else person_id


def date_of(text):
    return datetime.date.fromisoformat(text)


def plus_months(day, months):
    whole = day.year * 12 + day.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month, min(day.day, last))


def running(finding):
    return finding["state"] not in ("closed", "suspended", "carried_over")


class Fold:
    """The records as the events leave them, up to an evening."""

    def __init__(self, path):
        events = [json.loads(line) for line in open(path, encoding="utf-8")]
        for event in events:
            event["when"] = datetime.datetime.fromisoformat(event["at"].replace("Z", "+00:00")).replace(tzinfo=None) + OFFSET
        self.events = collections.deque(sorted(events, key=lambda e: e["when"]))  # stable: each chain stays in its order
        self.of = collections.defaultdict(dict)  # record -> id -> values
        self.postponed = collections.Counter()
        self.extended = collections.Counter()
        self.ended = set()  # problems that were ever closed
        self.commands = collections.defaultdict(list)
        for event in self.events:
            self.commands[event["command"]].append(event)
        self.passed_over = []  # (what, as it should be, as it is)

    def until(self, moment):
        while self.events and self.events[0]["when"] <= moment:
            event = self.events.popleft()
            received = next((e for e in self.commands[event["command"]] if e["record"] == "handover" and e["event"] == "receive"), None)
            if not received:
                self.take(event)
                continue
            before = self.held()  # a hand-over is one command: all of it, or nothing
            whole = [event]
            while self.events and self.events[0]["command"] == event["command"]:
                whole.append(self.events.popleft())
            for one in whole:
                self.take(one)
            self.check_passed(self.of["handover"][received["id"]], before, len(whole) == len(self.commands[event["command"]]))

    def held(self):
        """Who answers in which role for what, and as what: (problem, role) -> units and persons."""
        found = collections.defaultdict(set)
        for one in self.rows("responsibility"):
            if not one.get("until_on"):
                found[one["finding_id"], one["role"]].add(one.get("organisation_id") or one.get("person_id"))
        return found

    def check_passed(self, handover, before, whole):
        after, left, to = self.held(), handover["from_person_id"], handover["to_person_id"]
        told = f"hand-over {handover['number']}"
        self.passed_over += [(f"{told} in one piece", True, whole), (f"{told} no role without a holder", [], [key for key in before if not after.get(key)])]
        for one in json.loads(handover["holdings"]):
            row = self.of[one["record"]][one["id"]]
            if one["record"] == "responsibility":
                key = (row["finding_id"], row["role"])
                self.passed_over.append((f"{told} {one['id']} {row['role']}", before[key] - {left} | {to}, after[key]))
            else:
                self.passed_over.append((f"{told} {one['record']} {one['id']}", to, row[HOLDER.get(one["record"], "person_id")]))
        leads = {f["id"] for f in self.rows("finding") if f["state"] != "closed" and not f.get("restricted")}
        self.passed_over += [(f"{told} nothing open is left of his", [], [key for key, holders in after.items() if left in holders and key[0] in leads]),
                             (f"{told} no open measure is left of his", [], [a["id"] for a in self.rows("corrective_action") if a.get("owner_id") == left and a["state"] != "done"])]
        for record, state in (("request", "open"), ("effectiveness_check", "planned"), ("plan_opinion", "asked")):
            kept = [r["id"] for r in self.rows(record) if r.get(HOLDER.get(record, "person_id")) == left and r["state"] == state and not self.of["finding"].get(r.get("finding_id"), {}).get("restricted")]
            self.passed_over.append((f"{told} no {record} waits for him", [], kept))

    def take(self, event):
        if event["record"] in ("chain", "checkpoint", "erase"):  # about the events themselves
            return
        row = self.of[event["record"]].setdefault(event["id"], {"id": event["id"], "created": event["when"], "version": 0, "withdrawn": False})
        if event["version"] != row["version"] + 1:
            raise SystemExit(f"{event['record']} {event['id']}: version {event['version']} after {row['version']}")
        row["version"], row["changed"] = event["version"], event["when"]
        for part in ("open", "personal", "restricted"):
            for name, value in (event.get(part) or {}).items():
                if not name.startswith("@"):
                    row[name] = value
        if event["event"] == "withdraw" and not event["fields"]:
            row["withdrawn"] = True
        if event["record"] == "finding" and event["event"] == "postpone":
            self.postponed[event["id"]] += 1
        if event["record"] == "corrective_action" and event["event"] == "return":
            row["returned"] = event["when"]
        if event["record"] == "finding" and event["event"] == "close":
            self.ended.add(event["id"])
        if event["record"] == "progress_report" and event["event"] in ("send", "retract", "return", "receive"):
            self.report_late(event, row)
        if event["record"] == "extension_request" and event["event"] == "pass":
            self.extended[row.get("corrective_action_id") or row["finding_id"]] += 1

    @staticmethod
    def report_late(event, row):
        """By when it was first sent, unless that was taken back before anybody read it; what was returned had come."""
        if event["event"] in ("return", "receive"):
            row["had_come"] = event["event"] == "return"
        elif event["event"] == "retract":
            row["was_late"] = row["was_late"] if row.get("had_come") else None
        elif row.get("was_late") is None:
            due = row.get("due_on")
            hours, minutes = map(int, (row.get("due_time") or "24:00").split(":"))
            end = due and datetime.datetime.fromisoformat(due) + datetime.timedelta(hours=hours, minutes=minutes)
            row["was_late"] = bool(end and event["when"] > end)

    def rows(self, record):
        return [row for row in self.of[record].values() if not row["withdrawn"]]


class Evening:
    """What is so on one evening, for everybody."""

    def __init__(self, fold, day):
        self.fold, self.today = fold, day
        self.findings = {row["id"]: row for row in fold.rows("finding")}
        self.actions = {row["id"]: row for row in fold.rows("corrective_action")}
        self.answering = [r for r in fold.rows("responsibility") if not r.get("until_on")]
        self.by_finding = collections.defaultdict(list)
        for one in self.answering:
            self.by_finding[one["finding_id"]].append(one)
        self.units = fold.of["organisation"]
        self.measures_of = collections.defaultdict(list)
        for action in self.actions.values():
            for finding in action.get("answers") or []:
                self.measures_of[finding].append(action)
        self.entries_of = collections.defaultdict(list)
        for entry in fold.rows("progress_entry"):
            self.entries_of[entry["corrective_action_id"]].append(entry)
        self.attached = collections.defaultdict(list)
        for file in fold.of["attachment"].values():
            self.attached[file.get("finding_id")].append(file)
        self.passed_on = collections.Counter(c["finding_id"] for c in fold.rows("claim") if c["state"] == "passed_on")

    def above(self, unit):
        """The unit and all over it."""
        found = set()
        while unit:
            found.add(unit)
            unit = self.units[unit].get("parent_id")
        return found

    def who(self, finding, role):
        """The unit or person in a role that one alone has."""
        for one in self.by_finding[finding]:
            if one["role"] == role:
                return one.get("organisation_id") or one.get("person_id")
        return None

    def restricted_above(self, finding):
        """The restricted problem it is, or stands under."""
        while finding:
            if finding.get("restricted"):
                top = finding
                while top.get("parent_id"):
                    top = self.fold.of["finding"][top["parent_id"]]
                return top
            finding = self.fold.of["finding"].get(finding.get("parent_id"))
        return None

    def progress(self, action):
        entries = self.entries_of[action]
        returned = self.fold.of["corrective_action"][action].get("returned")
        said = [e for e in entries if e.get("percent") is not None and (not returned or e["created"] > returned)]
        latest = max(said, key=lambda e: (e["occurred_on"], e["created"], e["id"]), default=None)
        return latest and latest["percent"], max((e["occurred_on"] for e in entries), default=None)

    def start_of(self, days_ago):
        return datetime.datetime.combine(self.today - datetime.timedelta(days=days_ago), datetime.time())

    def is_silent(self, finding):
        since = self.start_of(14)
        if not running(finding) or not self.who(finding["id"], "lead_unit") or finding["changed"] >= since:
            return False
        if any(file["created"] >= since for file in self.attached[finding["id"]]):
            return False
        return not any(a["changed"] >= since or any(e["created"] >= since for e in self.entries_of[a["id"]]) for a in self.measures_of[finding["id"]])


class Reader:
    """What one person sees of an evening."""

    def __init__(self, evening, person):
        self.evening, self.person = evening, person
        grants = [g for g in evening.fold.rows("role_grant") if g["person_id"] == person and (not g.get("until_on") or g["until_on"] >= str(evening.today))]
        self.whole = any(g["role"] in WHOLE for g in grants)
        self.ceiling = max(SECRECY.index(g["ceiling"]) for g in grants)
        self.over = {g["organisation_id"] for g in grants if g["role"] == "owner"}
        self.mine = {unit for unit in evening.units if evening.above(unit) & self.over}
        self.seen = {key: row for key, row in evening.findings.items() if self.sees(row)}

    def answers_for(self, finding):
        """His units' or his own, by what has not ended."""
        return any(one.get("organisation_id") in self.mine if one["role"] in UNITS else one.get("person_id") == self.person for one in self.evening.by_finding[finding["id"]])

    def sees(self, finding):
        if SECRECY.index(finding.get("confidentiality") or "open") > self.ceiling:
            return False
        restricted = self.evening.restricted_above(finding)
        if restricted:
            return self.person in (restricted.get("entitled_persons") or [])
        if self.whole or self.answers_for(finding):
            return True
        parent = self.evening.findings.get(finding.get("parent_id"))
        return finding["level"] in ("point", "demand") and parent is not None and self.answers_for(parent)

    def exists(self, finding):
        """Something about it may be told him: it is not among what is hidden from who sees the whole."""
        row = self.evening.fold.of["finding"].get(finding)
        restricted = self.evening.restricted_above(row)
        return SECRECY.index(row.get("confidentiality") or "open") <= self.ceiling and not (restricted and self.person not in (restricted.get("entitled_persons") or []))

    def sees_about(self, findings):
        return all(self.exists(f) for f in findings) and (self.whole or any(f in self.seen for f in findings))

    def rows(self, record):
        """Of a list, what he sees."""
        evening = self.evening
        consulted = {o["plan_id"] for o in evening.fold.rows("plan_opinion") if o["state"] in ("asked", "answered") and o.get("organisation_id") in self.mine}
        for row in evening.fold.rows(record):
            if record == "finding":
                good = row["id"] in self.seen
            elif record == "corrective_action":
                good = self.sees_about(row.get("answers") or [])
            elif record == "progress_entry":
                action = evening.fold.of["corrective_action"][row["corrective_action_id"]]
                good = self.sees_about(action.get("answers") or [])
            elif record == "progress_report":
                good = self.whole or row["organisation_id"] in self.mine
            elif record in ("plan", "plan_opinion", "plan_extract", "responsibility_letter"):
                good = self.whole or (record == "plan" and row["id"] in consulted) or row.get("organisation_id") in self.mine or (record == "plan" and row["kind"] != "implementation" and row["state"] == "issued")
            elif record == "request":
                addressed = row.get("addressee_id") == self.person or row.get("addressee_unit_id") in self.mine
                good = self.exists(row["finding_id"]) and (self.whole or row["finding_id"] in self.seen or addressed)
            elif record == "claim":
                good = self.sees_about([row["finding_id"]]) and (self.whole or row.get("person_id") == self.person or row.get("organisation_id") in self.mine)
            elif record == "mirror_answer":
                good = self.whole or row["organisation_id"] in self.mine
            elif record == "mirror_check":
                good = self.whole or row["state"] != "draft" and bool(set(row["units"]) & self.mine)
            elif record == "handover":
                good = self.whole or self.person in (row["from_person_id"], row["to_person_id"])
            elif record in ("rule_change", "petition", "good_practice"):
                good = self.sees_about(row.get("findings") or []) and (self.whole or record != "petition")
            elif row.get("finding_id"):
                good = self.sees_about([row["finding_id"]])
            else:
                good = self.whole
            if good:
                yield row


class Comparing:
    def __init__(self):
        self.same, self.different, self.by_what = 0, 0, collections.Counter()

    def number(self, what, said, counted):
        kind = what.split(" | ")[0]
        self.by_what[kind] += 1
        if said == counted:
            self.same += 1
        else:
            self.different += 1
            if self.different <= 40:
                print(f"differs: {what}: the program says {said!r:.200}, the events {counted!r:.200}")

    def tree(self, what, said, counted):
        """Every number and word of what was said; names of rows are skipped where nothing was counted for them."""
        if isinstance(counted, dict):
            for key in sorted(set(said) | set(counted)):
                self.tree(f"{what} {key}", said.get(key), counted.get(key)) if key in counted or key not in ("filter", "name", "title", "code", "kind", "level") else None
        else:
            self.number(what, said, counted)


# ---- the first page ----

def summary(reader, day):
    evening = reader.evening
    problems = [f for f in reader.seen.values() if f["level"] == "finding"]
    today, week = str(day), str(day + datetime.timedelta(days=7))

    def column_counts(rows):
        return {"total": len(rows), "registered": sum(f["state"] == "registered" for f in rows), "claimed": sum(f["state"] not in ("registered", "disputed") for f in rows),
                "open": sum(f["state"] != "closed" for f in rows), "overdue": sum(is_overdue(f) for f in rows), "closed": sum(f["state"] == "closed" for f in rows)}

    def is_overdue(f):
        return running(f) and bool(f.get("due_on")) and f["due_on"] < today

    def groups(key_of):
        found = collections.defaultdict(list)
        for f in problems:
            if key_of(f):
                found[key_of(f)].append(f)
        return {key: column_counts(rows) for key, rows in found.items()}

    def aspect(f):
        while f and f["level"] != "aspect":
            f = evening.findings.get(f.get("parent_id"))
        return f["id"] if f and f["id"] in reader.seen else None

    live = [f for f in problems if f["state"] != "closed"]
    dated = [f["due_on"] for f in live if running(f) and f.get("due_on")]
    going = sum(map(running, live))
    figures = {"total": len(problems), "open": len(live), "closed": len(problems) - len(live), "stopped": len(live) - going, "registered": sum(f["state"] == "registered" for f in problems),
               "unassigned": sum(not evening.who(f["id"], "lead_unit") for f in problems), "overdue": sum(d < today for d in dated), "due_today": sum(d == today for d in dated),
               "due_week": sum(today < d <= week for d in dated), "due_later": sum(d > week for d in dated), "undated": going - len(dated),
               "fresh": sum(f["created"] >= evening.start_of(7) for f in problems), "silent": sum(evening.is_silent(f) for f in problems)}
    seen_actions = list(reader.rows("corrective_action"))
    states = collections.Counter(a["state"] for a in seen_actions)
    return {"today": today, "figures": figures, "actions": {"total": len(seen_actions), "states": dict(states)}, "levels": dict(collections.Counter(f["level"] for f in reader.seen.values())),
            "groups": {"state": groups(lambda f: f["state"]), "horizon": groups(lambda f: f.get("horizon")), "origin": groups(lambda f: f.get("origin")),
                       "completion": groups(lambda f: f.get("completion")), "category": groups(lambda f: f.get("category")), "inspection": groups(lambda f: f.get("inspection_id")),
                       "unit": groups(lambda f: evening.who(f["id"], "lead_unit")), "lead_official": groups(lambda f: evening.who(f["id"], "lead_official")),
                       "accountable_official": groups(lambda f: evening.who(f["id"], "accountable_official")), "aspect": groups(aspect)},
            "sources": {i["id"]: source(reader, i, seen_actions, day) for i in reader.rows_of_inspections()}}


def source(reader, inspection, actions, day):
    evening = reader.evening
    letters = [r for r in evening.fold.rows("feedback_report") if r["inspection_id"] == inspection["id"]]
    signed = [r["signed_on"] for r in letters if r.get("signed_on")]
    started = min(signed) if signed else inspection.get("feedback_on")
    months = inspection.get("concentrated_months") or 0
    of = lambda rows: [f for f in rows if f.get("inspection_id") == inspection["id"]]
    whole = {f for f, row in evening.fold.of["finding"].items() if row.get("inspection_id") == inspection["id"]}
    told = {"started_on": started, "ends_on": None, "months": months, "levels": dict(collections.Counter(f["level"] for f in of(reader.seen.values()))),
            "actions": sum(bool(whole & set(a.get("answers") or [])) for a in actions),
            "letters": {r["id"]: sum(f["level"] == "finding" and f.get("feedback_report_id") == r["id"] for f in reader.seen.values()) for r in letters}}
    if started and months:
        begin, end = date_of(started), plus_months(date_of(started), months)
        gone, all_days = (day - begin).days, (end - begin).days
        told.update(ends_on=str(end), days_left=(end - day).days, elapsed=0 if gone <= 0 else min(100, gone * 100 // all_days))
    return told


def said_summary(said):
    """What the program said, in the same shape."""
    groups = {name: {row.get("word") or row["id"]: {k: v for k, v in row.items() if k not in ("word", "id", "name", "filter")} for row in rows} for name, rows in said["groups"].items()}
    sources = {s["id"]: {**{k: v for k, v in s.items() if k not in ("id", "code", "name", "kind", "level")}, "letters": {l["id"]: l["findings"] for l in s["letters"]}} for s in said["sources"]}
    return {"today": said["today"], "figures": {k: v["count"] for k, v in said["figures"].items()}, "actions": said["actions"], "levels": said["levels"], "groups": groups, "sources": sources}


# ---- claims ----

def tally(claims, day):
    count = collections.Counter(c["state"] for c in claims)
    total = len(claims)
    return {"total": total, "claimed": count["claimed"], "owed": count["owed"], "disputed": count["disputed"],
            "overdue": sum(c["state"] == "owed" and c["due_on"] < str(day) for c in claims), "share": count["claimed"] * 100 // total if total else None}


def claim_board(reader, day):
    live = [c for c in reader.rows("claim") if c["state"] in ("owed", "claimed", "disputed")]
    units, persons = [c for c in live if c.get("organisation_id")], [c for c in live if not c.get("organisation_id")]

    def parties(claims, field):
        found = collections.defaultdict(list)
        for claim in claims:
            found[claim[field]].append(claim)
        return {key: {**tally(rows, day), "last_on": max((d for c in rows for d in (c.get("claimed_on"), c.get("disputed_on")) if d), default=None)} for key, rows in found.items()}

    def by(field):
        of = lambda c: reader.evening.fold.of["finding"][c["finding_id"]].get(field) or "none"
        return {key: {"units": tally([c for c in units if of(c) == key], day), "persons": tally([c for c in persons if of(c) == key], day)} for key in {of(c) for c in live}}

    return {"today": str(day), "units": tally(units, day), "persons": tally(persons, day), "by_unit": parties(units, "organisation_id"), "by_person": parties(persons, "person_id"),
            "by_report": by("feedback_report_id"), "by_inspection": by("inspection_id")}


def said_board(said):
    rows = lambda name: {row["id"] or "none": {k: v for k, v in row.items() if k != "id"} for row in said[name]}
    return {"today": said["today"], "units": said["units"], "persons": said["persons"], **{name: rows(name) for name in ("by_unit", "by_person", "by_report", "by_inspection")}}


# ---- outcomes, quality ----

def outcomes(reader, day, period):
    """By record, then by what it is divided by and that value: how many, money in fen, persons."""
    start, end = (period or {}).get("from", ""), (period or {}).get("until", "9999")
    ever = not period
    told = {}
    for plural, on, divisions in (("rule_changes", "issued_on", ["kind"]), ("recoveries", "recovered_on", ["kind"]), ("sanctions", "decided_on", ["form", "kind"]), ("good_practices", "spread_on", ["spread"])):
        rows = [r for r in reader.rows(PLURALS[plural]) if ever or r.get(on) and start <= r[on] <= end]
        if plural == "rule_changes":
            rows = [r for r in rows if r["state"] in ("issued", "in_force")]
        told[plural] = {"": measured(plural, rows)}
        for by in divisions:
            for value in {r.get(by) or "" for r in rows}:
                told[plural][f"{by} {value}"] = measured(plural, [r for r in rows if (r.get(by) or "") == value])
    if reader.whole:
        letters = list(reader.rows("petition"))
        received = [p for p in letters if start <= p["received_on"] <= end]
        answered = [p for p in letters if p.get("answered_on") and start <= p["answered_on"] <= end]
        late = [p for p in received if not p.get("answered_on") and p["due_on"] < str(day)]
        told["petitions"] = {f" {name}": {"count": len(rows)} for name, rows in (("received", received), ("answered", answered), ("overdue", late))}
    return told


def measured(plural, rows):
    found = {"count": len(rows)}
    if plural == "recoveries":
        found["fen"] = sum(fen(r["amount"]) for r in rows)
    if plural == "sanctions":
        found["persons"] = len({("id", r["person_id"]) if r.get("person_id") else ("name", r["person_name"]) for r in rows})
    return found


def fen(amount):
    yuan, _, rest = str(amount).partition(".")
    return int(yuan) * 100 + int((rest + "00")[:2])


def said_outcomes(said):
    return {plural: {(f"{f['by']} {f['value']}" if f["by"] or f["value"] else ""): {k: f[k] for k in ("count", "fen", "persons") if k in f} for f in figures} for plural, figures in said["figures"].items()}


def quality_facts(reader):
    """How often each fact is so, of those that are simple; when a problem was closed for the first time, or late, is left to the program's own tests."""
    problems = [f for f in reader.seen.values() if f["level"] == "finding"]
    requests, checks = list(reader.rows("closure_request")), [c for c in reader.rows("effectiveness_check") if c["state"] == "done"]
    told = {"closed_ever": sum(f["id"] in reader.evening.fold.ended for f in problems), "closed": sum(f["state"] == "closed" for f in problems),
            "reopened": sum((f.get("turn") or 1) >= 2 for f in problems), "returned": sum(r["state"] == "returned" for r in requests), "checked": len(checks)}
    told.update({f"rated_{rating}": sum(r["state"] == "passed" and r.get("rating") == rating for r in requests) for rating in ("good", "fairly_good", "fair", "poor")})
    told.update({result: sum(c.get("result") == result for c in checks) for result in ("held", "partly", "rebounded")})
    return told


# ---- lists ----

def value_of(reader, record, row, field):
    evening = reader.evening
    if record == "finding":
        if field in ("lead_unit_id", "lead_official_id", "accountable_official_id"):
            return evening.who(row["id"], field[:-3])
        if field == "passed_on":
            return evening.passed_on[row["id"]]
        if field == "extensions":
            return evening.fold.extended[row["id"]] + evening.fold.postponed[row["id"]] or None
    if record == "corrective_action":
        if field in ("percent", "reported_on"):
            return evening.progress(row["id"])[field == "reported_on"]
        if field == "extensions":
            return evening.fold.extended[row["id"]] or None
    if record == "progress_report" and field == "late":
        return row.get("was_late") or None
    return row.get("due_on" if field == "due" else field)


def fits(reader, record, row, name, wanted):
    today = reader.evening.today
    if record == "finding" and name in ("owed", "open"):
        return reader.answers_for(row) if name == "owed" else row["state"] != "closed"
    negated = name.endswith("!")
    value = value_of(reader, record, row, name.rstrip("!"))
    if ".." in wanted:
        low, high = wanted.split("..")
        if value is None:
            return False
        if isinstance(value, int):
            return int(low) <= value <= int(high)
        return value <= str(today - datetime.timedelta(days=1)) and wanted == "..today-1"
    if wanted in ("", "true"):
        return value == (wanted == "true" or None)
    return (value != wanted) if negated else (value == wanted)


PLURALS = {"findings": "finding", "corrective_actions": "corrective_action", "review_steps": "review_step", "closure_requests": "closure_request", "extension_requests": "extension_request",
           "requests": "request", "plans": "plan", "plan_extracts": "plan_extract", "plan_opinions": "plan_opinion", "claims": "claim", "traces": "trace", "progress_entries": "progress_entry",
           "responsibility_letters": "responsibility_letter", "responsibilities": "responsibility", "handovers": "handover", "mirror_checks": "mirror_check", "mirror_answers": "mirror_answer",
           "effectiveness_checks": "effectiveness_check", "progress_reports": "progress_report", "rule_changes": "rule_change", "recoveries": "recovery", "sanctions": "sanction", "good_practices": "good_practice"}


def total(reader, plural, asked):
    record = PLURALS[plural]
    return sum(all(fits(reader, record, row, name, wanted) for name, wanted in asked.items()) for row in reader.rows(record))


def work(reader, day):
    """What he owes: his units' or his own problems that are open, and measures not done."""
    owed = [f for f in reader.seen.values() if reader.answers_for(f) and running(f)]
    today, week = str(day), str(day + datetime.timedelta(days=7))
    dated = [f["due_on"] for f in owed if f.get("due_on")]
    measures = [a for a in reader.rows("corrective_action") if a["state"] != "done" and (a.get("owner_id") == reader.person or a.get("organisation_id") in reader.mine)]
    return {"total": len(owed), "overdue": sum(d < today for d in dated), "due_today": sum(d == today for d in dated), "due_week": sum(today < d <= week for d in dated),
            "due_later": sum(d > week for d in dated), "undated": len(owed) - len(dated), "actions": len(measures)}


def inspections(self):
    return self.evening.fold.rows("inspection")


Reader.rows_of_inspections = inspections


def compare(comparing, reader, day, line):
    what, said, at = line["what"], line["said"], f"{line['day']} {line['reader']}"
    if what == "summary":
        comparing.tree(f"first page | {at}", said_summary(said), summary(reader, day))
    elif what == "claim_board":
        comparing.tree(f"claim board | {at}", said_board(said), claim_board(reader, day))
    elif what == "outcomes":
        comparing.tree(f"outcomes | {at}", said_outcomes(said), outcomes(reader, day, line.get("period")))
    elif what == "quality":
        counted = quality_facts(reader)
        comparing.tree(f"quality | {at}", {"per": said["per"]["count"], **{fact["fact"]: fact["count"] for fact in said["facts"] if fact["fact"] in counted}},
                       {"per": counted["closed_ever"], **{fact["fact"]: counted[fact["fact"]] for fact in said["facts"] if fact["fact"] in counted}})
    elif what == "total":
        comparing.number(f"list of {line['plural']} | {at} {line['asked']}", said, total(reader, line["plural"], line["asked"]))
    elif what == "rows":
        record = PLURALS[line["plural"]]
        rows = {row["id"]: row for row in reader.rows(record)}
        comparing.number(f"rows of {line['plural']} | {at}", sorted(said), sorted(rows))
        for key in set(rows) & set(said):
            for field, value in said[key].items():
                comparing.number(f"{line['plural']} {field} | {at} {key}", value or None, value_of(reader, record, rows[key], field) or None)
    elif what == "cli_board":
        board = claim_board(reader, day)
        for side in ("units", "persons"):
            comparing.tree(f"claim board by command | {at} {side}", {k: said[side][k] for k in ("total", "claimed", "owed", "disputed", "overdue")}, {k: v for k, v in board[side].items() if k != "share"})
        comparing.number(f"parties by command | {at}", sorted((p["total"], p["claimed"], p["owed"], p["disputed"], p["overdue"]) for p in said["parties"]),
                         sorted((p["total"], p["claimed"], p["owed"], p["disputed"], p["overdue"]) for side in ("by_unit", "by_person") for p in board[side].values()))
    elif what == "cli_findings":
        overdue = sorted(f["id"] for f in reader.seen.values() if f["level"] == "finding" and running(f) and f.get("due_on") and f["due_on"] < str(day))
        comparing.number(f"overdue by command | {at}", said, overdue)
    elif what == "cli_work":
        mine = said["work"]["ledgers"][0] if said["work"]["ledgers"] else {}  # a ledger in which he owes nothing is left out
        counted = work(reader, day)
        comparing.tree(f"work by command | {at}", {k: mine.get(k, 0) if k == "actions" else mine.get(k, {"count": 0})["count"] for k in counted}, counted)
    else:
        raise SystemExit(f"nobody recounts {what}")


def main():
    folder = Path(sys.argv[1])
    readers = json.loads((folder / "readers.json").read_text())["readers"]
    fold, comparing, evening, seen_as = Fold(folder / "events.jsonl"), Comparing(), None, {}
    for line in open(folder / "evenings.jsonl", encoding="utf-8"):
        line = json.loads(line)
        day = date_of(line["day"])
        if evening is None or evening.today != day:
            fold.until(datetime.datetime.combine(day, datetime.time(23, 59)))
            evening, seen_as = Evening(fold, day), {}
        if line["reader"] not in seen_as:
            seen_as[line["reader"]] = Reader(evening, readers[line["reader"]])
        while fold.passed_over:
            told, wanted, found = fold.passed_over.pop()
            comparing.number(f"passed over | {told}", found, wanted)
        compare(comparing, seen_as[line["reader"]], day, line)
    for kind, count in sorted(comparing.by_what.items()):
        print(f"  {count:7d} {kind}")
    print(f"{comparing.same} passed, {comparing.different} failed")
    return 1 if comparing.different else 0


if __name__ == "__main__":
    sys.exit(main())
