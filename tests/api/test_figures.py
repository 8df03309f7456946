"""The first page: every number is the count of the list it opens, and comes out the same when it is added up again, by
this script, from the records; what an owner reads counts what he sees."""
import datetime
import json
import random
from collections import Counter

from harness import ROLES, equal, expect

COLUMNS = {"total": lambda f, late: True, "registered": lambda f, late: f["state"] == "registered", "open": lambda f, late: f["state"] != "closed",
           "claimed": lambda f, late: f["state"] not in ("registered", "disputed"),
           "overdue": lambda f, late: late, "closed": lambda f, late: f["state"] == "closed"}
GROUPS = {"state": "state", "horizon": "horizon", "origin": "origin", "completion": "completion", "category": "category", "unit": "lead_unit_id",
          "lead_official": "lead_official_id", "accountable_official": "accountable_official_id", "inspection": "inspection_id"}


def fill(world):
    """Two inspections, two aspects, findings of both units with all sorts of dates and words."""
    world.fresh()
    dice = random.Random(7)
    today = datetime.date.fromisoformat(world.admin.get("/api/v1/session")["today"])
    inspections = [world.add(world.ledger + "/inspections", code=f"X-{i}", name=f"第{i}次巡察", kind="regular", level="city",
                             feedback_on=str(today - datetime.timedelta(days=40 * i)), concentrated_months=3)["id"] for i in (1, 2)]
    for n, inspection in enumerate(inspections):
        for a in range(2):
            aspect = world.finding(level="aspect", title=f"方面{n}{a}", inspection_id=inspection)["id"]
            item = world.finding(level="item", title="项", parent_id=aspect, inspection_id=inspection)["id"]
            for f in range(6):
                days = dice.choice([-30, -1, 0, 1, 7, 8, 60, None])
                fields = dict(title=f"问题{n}{a}{f}", parent_id=item, inspection_id=inspection, horizon=dice.choice(["immediate", "by_deadline", None]),
                              origin=dice.choice(["inspection", "audit"]), completion=dice.choice(["done", None]))
                if days is not None:
                    fields.update(due_on=str(today + datetime.timedelta(days=days)), due_as="day")
                finding = world.finding(**fields)["id"]
                unit = dice.choice(["BGS", "CWK", None])
                if unit:
                    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
                    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_official", person_id=world.persons[dice.choice(["leader", "office"])])
                if f % 2:
                    world.add(world.ledger + "/corrective_actions", answers=[finding], measure=f"措施{f}", owner_id=world.persons["owner"])
            world.finding(level="demand", title="要求", inspection_id=inspection, due_on=str(today - datetime.timedelta(days=3)), due_as="day")
    stop(world, next(row for row in rows_of(world.admin, world, "overdue=true&unassigned=false") if row["lead_unit_id"] == world.units["CWK"]))
    return today


def stop(world, finding):
    """Stopped by decision, it is open and not late."""
    anything = {"If-Match": "*"}
    for claim in world.admin.get(f"{world.ledger}/claims?finding_id={finding['id']}&state=owed")["rows"]:
        signed = {"signed_by_id": claim["person_id"]} if claim["person_id"] else {}
        equal("claimed", world.as_role("office").post(f"{world.ledger}/claims/{claim['id']}/moves/claim", signed, headers=anything).status, 200)
    paper = world.admin.send_file(f"{world.ledger}/attachments?finding_id={finding['id']}", b"paper", "决定.txt")["record"]["id"]
    equal("stopped", world.as_role("leader").post(f"{world.ledger}/findings/{finding['id']}/moves/suspend", {"decision_reason": "诉讼未结", "decision_paper_id": paper},
                                                  headers=anything).status, 200)


def rows_of(client, world, query):
    reply = client.get(f"{world.ledger}/findings?{query}&limit=500")
    return reply["rows"] if reply.status == 200 else [reply]


def add_up(world, figures, rows, today):
    """Everything again from the rows alone."""
    problems = [row for row in rows if row["level"] == "finding"]
    stopped = {row["id"] for row in problems if row["state"] in ("suspended", "carried_over")}
    late = {row["id"] for row in problems if row["due_on"] and row["due_on"] < str(today) and row["state"] != "closed" and row["id"] not in stopped}
    days = {row["id"]: (datetime.date.fromisoformat(row["due_on"]) - today).days for row in problems if row["due_on"]}
    every_open = [row for row in problems if row["state"] != "closed"]
    is_open = [row for row in every_open if row["id"] not in stopped]
    wanted = {"total": len(problems), "open": len(every_open), "closed": len(problems) - len(every_open), "stopped": len(stopped),
              "registered": sum(row["state"] == "registered" for row in problems), "unassigned": sum(not row["lead_unit_id"] for row in problems),
              "overdue": len(late), "due_today": sum(days.get(row["id"]) == 0 for row in is_open), "due_week": sum(0 < days.get(row["id"], -1) <= 7 for row in is_open),
              "due_later": sum(days.get(row["id"], -1) > 7 for row in is_open), "undated": sum(row["id"] not in days for row in is_open),
              "fresh": len(problems), "silent": 0}
    equal("every figure, added up again", {name: figure["count"] for name, figure in figures["figures"].items()}, wanted)
    equal("nodes by level", figures["levels"], dict(Counter(row["level"] for row in rows)))
    for group, field in GROUPS.items():
        for row in figures["groups"][group]:
            key = row.get("word", row.get("id"))
            those = [f for f in problems if f[field] == key]
            equal(f"{group} {row.get('name', key)}", {c: row[c] for c in COLUMNS}, {c: sum(holds(f, f["id"] in late) for f in those) for c, holds in COLUMNS.items()})
        equal(f"{group}: none is missing", {row.get("word", row.get("id")) for row in figures["groups"][group]}, {f[field] for f in problems if f[field]})


def follow(client, world, figures):
    """The list behind every number."""
    for name, figure in figures["figures"].items():
        equal(f"{name} opens its rows", len(rows_of(client, world, figure["filter"])), figure["count"])
    for group, rows in figures["groups"].items():
        for row in rows:
            for column, filter in figures["columns"].items():
                if group == "state" and column != "total":
                    continue  # a state within a state
                equal(f"{group} {row.get('name', row.get('word'))} {column} opens its rows", len(rows_of(client, world, f"{row['filter']}&{filter}".rstrip("&"))), row[column])


def test_figures_tie(world):
    today = fill(world)
    for role in ("office", "leader", "supervisor", "inspector", "owner"):
        client = world.as_role(role)
        figures = client.get(world.ledger + "/summary").json
        add_up(world, figures, rows_of(client, world, "sort=path"), today)
        follow(client, world, figures)
        actions = client.get(world.ledger + "/corrective_actions?limit=500")["rows"]
        equal(f"{role}: measures", (figures["actions"]["total"], figures["actions"]["states"]), (len(actions), dict(Counter(a["state"] for a in actions))))
    office = world.as_role("office").get(world.ledger + "/summary").json
    told = json.loads(world.server.command("list", "finding", "--json"))
    add_up(world, office, [dict(row, due_on=row.get("due_on"), **{f: row.get(f) for f in set(GROUPS.values()) | {"state", "lead_unit_id"}}) for row in told], today)
    equal("aspects hold what is below them", sum(row["total"] for row in office["groups"]["aspect"]), office["figures"]["total"]["count"])
    expect("an owner counts fewer", world.as_role("owner").get(world.ledger + "/summary")["figures"]["total"]["count"] < office["figures"]["total"]["count"])
    for role in ROLES[5:]:
        equal(f"{role} gets none", world.as_role(role).get(world.ledger + "/summary").status, 403)


def test_sources(world):
    today = fill(world)
    sources = {source["code"]: source for source in world.admin.get(world.ledger + "/summary")["sources"]}
    one, two = sources["X-1"], sources["X-2"]
    equal("the clock starts with the feedback", one["started_on"], str(today - datetime.timedelta(days=40)))
    started = today - datetime.timedelta(days=40)
    month = started.month + 3
    year, month = started.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = [31, 29 if year % 4 == 0 and year % 100 or year % 400 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    end = datetime.date(year, month, min(started.day, last))
    equal("and ends three months later", (one["ends_on"], one["days_left"], one["elapsed"]), (str(end), (end - today).days, 40 * 100 // (end - started).days))
    equal("nodes of each", (one["levels"], one["actions"]), ({"aspect": 2, "item": 2, "finding": 12, "demand": 2}, 6))
    equal("measures of each open their rows", [world.admin.get(f"{world.ledger}/corrective_actions?of_inspection={s['id']}")["total"] for s in (one, two)], [one["actions"], two["actions"]])
    letter = world.add(world.ledger + "/feedback_reports", inspection_id=two["id"], title="反馈意见", signed_on=str(today - datetime.timedelta(days=10)))["id"]
    two = {source["code"]: source for source in world.admin.get(world.ledger + "/summary")["sources"]}["X-2"]
    equal("a signature starts it", (two["started_on"], [entry["id"] for entry in two["letters"]]), (str(today - datetime.timedelta(days=10)), [letter]))


def test_questions(world):
    today = fill(world)
    admin, path = world.admin, world.ledger + "/findings"
    aspect = next(row for row in rows_of(admin, world, "level=aspect") if row["title"] == "方面00")
    equal("below a node", len(rows_of(admin, world, f"under={aspect['id']}")), 8)
    equal("and with more", len(rows_of(admin, world, f"under={aspect['id']}&level=finding")), 6)
    equal("two questions at once", len(rows_of(admin, world, "open=true&overdue=true")), len(rows_of(admin, world, "overdue=true")))
    for query in ("under=x", "under=", "overduee=true"):
        equal(f"{query} is refused", admin.get(f"{path}?{query}").status, 422)
    equal("false asks nothing", admin.get(f"{path}?overdue=false")["total"], admin.get(path)["total"])


def test_work(world):
    today = fill(world)
    owner, leader = world.as_role("owner"), world.as_role("leader")
    for role, client in (("owner", owner), ("leader", leader), ("office", world.as_role("office"))):
        work = client.get("/api/v1/work").json
        rows = rows_of(client, world, "owed=true&running=true")
        equal(f"{role}: the list of what is owed", sorted(f["id"] for f in work["findings"]), sorted(row["id"] for row in rows))
        for card in work["ledgers"]:
            for name, figure in card.items():
                if isinstance(figure, dict):
                    equal(f"{role}: {name} opens its rows", len(rows_of(client, world, figure["filter"])), figure["count"])
                    if name != "total":
                        equal(f"{role}: {name} counts its items", sum(f["bucket"] == name for f in work["findings"]), figure["count"])
        dates = [f["due_on"] or "9999" for f in work["findings"]]
        equal(f"{role}: by last day, undated last", dates, sorted(dates))
        expect(f"{role}: days", all(f["bucket"] == "undated" or f["days"] == (datetime.date.fromisoformat(f["due_on"]) - today).days for f in work["findings"]))
    equal("an owner owes what his unit leads", {f["unit"] for f in owner.get("/api/v1/work")["findings"]}, {"财务科"})
    equal("a leader what he leads", {f["leads"] for f in leader.get("/api/v1/work")["findings"]}, {True})
    actions = owner.get("/api/v1/work").json
    seen = {row["id"] for row in owner.get(world.ledger + "/corrective_actions?limit=500")["rows"]}
    equal("measures he sees and owns", {a["id"] for a in actions["actions"]}, seen)
    expect("each with the finding it answers", all(a["finding_id"] and a["finding_number"] for a in actions["actions"]), actions["actions"][:1])
    told = json.loads(world.server.command("--as", "owner", "work", "--json"))["work"]
    equal("the command line says the same", told, actions)
    equal("one ledger", owner.get("/api/v1/work?ledger=ZGJ").json, actions)
    equal("no such ledger", owner.get("/api/v1/work?ledger=NIL").status, 422)
    for role in ROLES[5:]:
        equal(f"{role} has none of this", world.as_role(role).get("/api/v1/work").status, 403)
    other = next(row for row in rows_of(world.admin, world, "level=finding") if row["lead_unit_id"] == world.units["BGS"])
    action = world.add(world.ledger + "/corrective_actions", answers=[other["id"]], measure="别的单位的措施", owner_id=world.persons["owner"])["id"]
    expect("a measure that answers nothing he sees is not there", action not in {a["id"] for a in owner.get("/api/v1/work")["actions"]})


def test_work_of_many_ledgers(world):
    """One statement asks all of them, with parameters of its own for each."""
    world.fresh()
    for i in range(31):
        world.add("/api/v1/ledgers", code=f"T{i}", name=f"台账{i}", organisation_id=world.organisation, profile="inspection", opened_on="2026-01-01")
    for client in (world.admin, world.as_role("owner"), world.as_role("leader")):
        equal("what there is to do", client.get("/api/v1/work").status, 200)
