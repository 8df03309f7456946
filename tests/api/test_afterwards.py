"""After closing (E3, E5) over the API: look-backs and their sample, the quality figure, outcomes, contradictions. Each number is followed to the rows
it opens and added up again from them."""
import json

from harness import equal, expect
from test_rights import closed

ANY = {"If-Match": "*"}


def move(client, world, plural, key, event, **given):
    return client.post(f"{world.ledger}/{plural}/{key}/moves/{event}", given, headers=ANY)


def finding_of(world, key):
    return world.admin.get(f"{world.ledger}/findings/{key}")["record"]


def rows_of(client, world, record, filter):
    reply = client.get("&".join(part for part in (f"{world.ledger}/{record}?limit=500", filter) if part))
    return reply["rows"] if expect(f"{record}?{filter} is a list", reply.status == 200, reply) else []


def test_look_back(world):
    world.fresh()
    finding, still_open = closed(world), world.finding(title="没销号")["id"]
    office, supervisor, owner = world.as_role("office"), world.as_role("supervisor"), world.as_role("owner")
    planned = {"finding_id": finding, "kind": "planned", "planned_on": "2030-01-01"}
    equal("only what is closed", office.post(world.ledger + "/effectiveness_checks", {**planned, "finding_id": still_open}).codes, ["check_not_closed"])
    equal("not by its own unit", office.post(world.ledger + "/effectiveness_checks", {**planned, "checker_id": world.persons["owner"]}).codes, ["check_own_unit"])
    equal("nor planned by it", owner.post(world.ledger + "/effectiveness_checks", planned).status, 403)
    check = office.post(world.ledger + "/effectiveness_checks", planned)["record"]
    equal("planned", (check["state"], check["result"]), ("planned", None))
    equal("once at a time", supervisor.post(world.ledger + "/effectiveness_checks", planned).codes, ["check_planned"])
    equal("who is to check is told that it waits for him", office.patch(f"{world.ledger}/effectiveness_checks/{check['id']}", {"checker_id": world.persons["supervisor"]}).status, 200)
    waits = {role: [item["id"] for kind in world.as_role(role).get("/api/v1/waiting")["kinds"] if kind["kind"] == "effectiveness_checks" for item in kind["items"]] for role in ("supervisor", "leader")}
    equal("and nobody else", waits, {"supervisor": [check["id"]], "leader": []})
    offered = supervisor.get(f"{world.ledger}/effectiveness_checks?finding_id={finding}&moves=true")["moves"][check["id"]]
    equal("what the supervisor may do", [(m["event"], m["asks"]) for m in offered], [("check", ["result", "found"])])
    equal("what was found is only said by the move", office.patch(f"{world.ledger}/effectiveness_checks/{check['id']}", {"found": "x"}).status, 403)
    equal("and must be said", sorted(move(supervisor, world, "effectiveness_checks", check["id"], "check").fields), ["found", "result"])
    done = move(supervisor, world, "effectiveness_checks", check["id"], "check", result="rebounded", found="接待台账又不登记")
    equal("checked", (done.status, done["record"]["state"], done["record"]["checker_id"]), (200, "done", world.persons["supervisor"]))
    now = finding_of(world, finding)
    equal("opened again under its number", (now["state"], now["turn"], now["reopen_reason"]), ("reopened", 2, "接待台账又不登记"))
    told = office.get(f"{world.ledger}/findings/{finding}/history?whole=true")["versions"]
    expect("it is in its history", {"check", "reopen"} <= {v["event"] for v in told} and "effectiveness_check" in {v["of"]["record"] for v in told if "of" in v}, told)
    equal("what was carried out stays", office.post(f"{world.ledger}/effectiveness_checks/{check['id']}/withdraw", {"reason": "试"}).codes, ["check_done"])


def test_sample(world):
    world.fresh()
    findings = [closed(world) for _ in range(5)]
    office, path = world.as_role("office"), world.ledger + "/effectiveness_checks/sample"
    tried = office.post(path + "?dry_run=true", {"count": 3, "seed": "2026-q4", "planned_on": "2030-01-01"})
    equal("tried", (tried.status, tried["seed"], tried["candidates"], len(tried["drawn"])), (200, "2026-q4", 5, 3))
    expect("each says why", all(row["note"].startswith("权重 ") and row["finding_id"] in findings for row in tried["drawn"]), tried)
    equal("and nothing is planned", office.get(world.ledger + "/effectiveness_checks")["total"], 0)
    drawn = office.post(path, {"count": 3, "seed": "2026-q4", "planned_on": "2030-01-01"})
    equal("the same are drawn", [row["finding_id"] for row in drawn["drawn"]], [row["finding_id"] for row in tried["drawn"]])
    rows = office.get(world.ledger + "/effectiveness_checks?state=planned&limit=100")["rows"]
    equal("and planned", sorted((r["finding_id"], r["kind"], r["planned_on"], r["batch"]) for r in rows), sorted((r["finding_id"], "sampled", "2030-01-01", drawn["batch"]) for r in drawn["drawn"]))
    again = office.post(path, {"count": 5})
    equal("what is planned is not drawn again", (again["candidates"], len(again["drawn"]), len(again["seed"])), (2, 2, 8))
    equal("then there is none", office.post(path, {"count": 1}).codes, ["lookback_nothing"])
    for body, code in (({"count": 0}, "lookback_count"), ({"count": 501}, "lookback_count"), ({"count": 1, "seed": "种子"}, "lookback_seed"), ({"count": 1, "planned_on": "明天"}, "not_date")):
        equal(f"refused: {body}", office.post(path + "?dry_run=true", body).codes, [code])
    equal("a misspelt key is noticed", office.post(path, {"count": 1, "sed": "x"}).status, 422)


def add_up_quality(world, client, quality):
    """Each fact from its rows, and the figure from its facts."""
    per = len(rows_of(client, world, quality["per"]["record"], quality["per"]["filter"]))
    equal("what it is divided by", quality["per"]["count"], per)
    value = float(quality["base"])
    for fact in quality["facts"]:
        equal(f"{fact['fact']} opens its rows", len(rows_of(client, world, fact["record"], fact["filter"])), fact["count"])
        part = float(fact["weight"]) * fact["count"] / per if per else 0
        expect(f"{fact['fact']} contributes", abs(part - float(fact["contribution"])) < 0.0051, fact)
        value += float(fact["contribution"])
    equal("the figure", quality["value"], f"{max(value, float(quality['floor'])):.2f}" if per else None)
    for unit in quality["units"]:
        equal(f"{unit['name']} opens its rows", len(rows_of(client, world, "findings", unit["filter"])), unit["counts"]["closed_ever"])
    for name in quality["units"][0]["counts"] if quality["units"] else []:
        fact = next((f for f in quality["facts"] if f["fact"] == name), None)
        if fact:
            equal(f"{name}: the units tie", sum(u["counts"][name] for u in quality["units"]), fact["count"])


def test_quality(world):
    world.fresh()
    office = world.as_role("office")
    equal("nothing was closed yet", office.get(world.ledger + "/quality")["value"], None)
    good, bad = closed(world), closed(world)
    for finding, result in ((good, "held"), (bad, "rebounded")):
        check = world.add(world.ledger + "/effectiveness_checks", finding_id=finding, kind="planned")["id"]
        move(office, world, "effectiveness_checks", check, "check", result=result, found="看了")
    for role in ("office", "leader", "supervisor", "inspector", "owner"):
        client = world.as_role(role)
        quality = client.get(world.ledger + "/quality")
        add_up_quality(world, client, quality)
    facts = {f["fact"]: f["count"] for f in quality["facts"]}
    equal("what happened", (facts["reopened"], facts["rebounded"], facts["closed_first_time"], facts["rated_good"]), (1, 1, 1, 2))
    expect("the formula stands with it", "100" in quality["formula"] and all("÷ 2 =" in f["line"] for f in quality["facts"]), quality)


def test_outcomes(world):
    world.fresh()
    office, owner, leader = world.as_role("office"), world.as_role("owner"), world.as_role("leader")
    finding = closed(world)
    other = world.finding(title="别的单位")["id"]
    for f, kind, amount, day in ((finding, "paid_back", "12000.50", "2026-02-01"), (finding, "called_in", "99.5", "2026-03-01"), (other, "paid_back", "1", "2026-03-01")):
        world.add(world.ledger + "/recoveries", finding_id=f, kind=kind, amount=amount, recovered_on=day)
    for form, kind, whom in (("first", "talk", {"person_name": "张某"}), ("first", "talk", {"person_name": "张某"}), ("second", "party_discipline", {"person_id": world.persons["leader"]})):
        world.add(world.ledger + "/sanctions", finding_id=finding, form=form, kind=kind, decided_on="2026-03-02", **whom)
    rule = world.add(world.ledger + "/rule_changes", title="接待办法", kind="new", findings=[finding], organisation_id=world.units["CWK"])["id"]
    equal("the drafting unit moves its draft", [move(owner, world, "rule_changes", rule, event).status for event in ("ask_opinions", "deliberate", "issue")], [200, 200, 403])
    equal("a rule is issued with its number", move(office, world, "rule_changes", rule, "issue").fields, ["document_no"])
    equal("issued", move(office, world, "rule_changes", rule, "issue", document_no="局发1号", check_by_on="2030-01-01").status, 200)
    world.add(world.ledger + "/petitions", letter_no="1", received_on="2026-01-05", matter="反映", due_on="2026-01-10")
    world.add(world.ledger + "/good_practices", title="三单管理", practice="做法", spread="organisation", findings=[finding])
    for role in ("office", "leader", "supervisor", "inspector", "owner"):
        client = world.as_role(role)
        for period in ("", "?from=2026-03-01&until=2026-03-31"):
            outcomes = client.get(f"{world.ledger}/outcomes{period}")
            for record, figures in outcomes["figures"].items():
                for figure in figures:
                    rows = rows_of(client, world, record, figure["filter"])
                    equal(f"{role} {record} {figure['by']} {figure['value']} opens its rows", len(rows), figure["count"])
                    if "fen" in figure:
                        equal("money adds up", figure["fen"], round(sum(float(r["amount"]) for r in rows) * 100))
                        equal("as yuan", float(figure["yuan"]) * 100, float(figure["fen"]))
                total = next(f["count"] for f in figures if not f["by"])
                for by in {f["by"] for f in figures} - {""}:
                    equal(f"{record} by {by} ties", sum(f["count"] for f in figures if f["by"] == by), total)
    figures = office.get(world.ledger + "/outcomes")["figures"]
    equal("persons and person-times", [(f["count"], f["persons"]) for f in figures["sanctions"] if not f["by"]], [(3, 2)])
    equal("money", [f["yuan"] for f in figures["recoveries"] if not f["by"]], ["12101.00"])
    equal("letters", [f["count"] for f in figures["petitions"]], [1, 0, 1])
    mine = owner.get(world.ledger + "/outcomes")["figures"]
    equal("an owner counts his own, and knows of no letters", ([f["count"] for f in mine["recoveries"] if not f["by"]], "petitions" in mine), ([2], False))
    equal("a period that is none", office.get(world.ledger + "/outcomes?from=2026-03-01&until=2026-02-01").codes, ["outcomes_period"])
    # who was dealt with is for those entitled
    for role, sees in (("office", True), ("supervisor", True), ("inspector", True), ("leader", False), ("owner", False)):
        rows = world.as_role(role).get(world.ledger + "/sanctions?limit=100")
        equal(f"{role} sees who it is", all("person_name" in r and "person_id" in r for r in rows["rows"]), sees)
        equal(f"{role} reads the name", "张某" in json.dumps(rows.json, ensure_ascii=False), sees)
    one = office.get(world.ledger + "/sanctions?form=first")["rows"][0]["id"]
    for path in (f"sanctions/{one}", f"sanctions/{one}/history", f"findings/{finding}/history?whole=true", "sanctions/export.csv", "sanctions?q=张某", "news", "outcomes"):
        for client in (leader, owner):
            expect(f"{path} tells no name", "张某" not in client.get(f"{world.ledger}/{path}").bytes.decode("utf-8", "replace"), path)
    expect("the history tells the office", "张某" in office.get(f"{world.ledger}/sanctions/{one}/history").bytes.decode())
    equal("nor by asking for it", leader.get(world.ledger + "/sanctions?person_name=张某").status in (403, 422), True)


def test_contradictions(world):
    world.fresh()
    office, finding = world.as_role("office"), closed(world)
    path = f"{world.ledger}/contradictions"
    equal("none", (office.get(path)["total"], office.get(path)["contradictions"]), (0, []))
    world.admin.patch(f"{world.ledger}/findings/{finding}", {"amount": "500"})
    told = office.get(path)
    equal("named", [(c["code"], c["finding_id"]) for c in told["contradictions"]], [("money_short", finding)])
    expect("in both languages", "金额" in told["contradictions"][0]["message"] and "money" in told["contradictions"][0]["message_en"], told)
    equal("of one problem", [office.get(f"{path}?finding_id={key}")["total"] for key in (finding, world.finding(title="别的")["id"])], [1, 0])
    equal("its owner is told", world.as_role("owner").get(path)["total"], 1)
    world.add(world.ledger + "/recoveries", finding_id=finding, kind="paid_back", amount="500", recovered_on="2026-02-01")
    equal("and gone", office.get(path)["total"], 0)
