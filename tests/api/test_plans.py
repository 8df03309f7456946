"""Plans (C1, C3) over the API: what is missing is said at once; reviewed, changed, signed again; issued, extracts; opinions; a unit's own plan."""
import json

from harness import equal, expect, together

ANY = {"If-Match": "*"}
PARTS = {"goal": "见底清零", "contents": "两类问题", "timetable": "三个月", "leadership": "领导小组", "division": "见清单", "safeguards": "督导检查"}
LATER = {"due_on": "2099-01-31", "due_as": "day"}


def move(client, world, plural, key, event, query="", **given):
    return client.post(f"{world.ledger}/{plural}/{key}/moves/{event}{query}", given, headers=ANY)


def plan_now(world, plan):
    return world.admin.get(f"{world.ledger}/plans/{plan}")["record"]


def rows(client, world, plural, **asked):
    return client.get(f"{world.ledger}/{plural}?" + "&".join(f"{k}={v}" for k, v in asked.items()))["rows"]


def open_step(world, plan):
    return rows(world.admin, world, "review_steps", plan_id=plan, state="open")[0]["id"]


def sign(client, world, plan, event="pass", **given):
    return move(client, world, "review_steps", open_step(world, plan), event, **{"opinion": "同意", **given})


def routes(world, kind, *steps):
    for route in world.admin.get(world.ledger + "/review_routes")["rows"]:
        world.admin.post(f"{world.ledger}/review_routes/{route['id']}/withdraw", {"reason": "换"})
    for position, by in enumerate(steps, 1):
        world.add(world.ledger + "/review_routes", kind=kind, position=position, name=f"第{position}步", review_by=by)


def planned(world, code):
    """An inspection with a problem of the owner's unit and one of another; a master plan of it; its measure."""
    inspection = world.add(world.ledger + "/inspections", code=code, name="常规巡察", kind="regular", level="city")["id"]
    finding = world.finding(title="台账不实", inspection_id=inspection, due_on="2099-06-30", due_as="day")["id"]
    other = world.finding(title="别科的事", inspection_id=inspection, due_on="2099-06-30", due_as="day")["id"]
    for which, unit in ((finding, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=which, role="lead_unit", organisation_id=world.units[unit])
    action = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="建立台账", organisation_id=world.units["CWK"], deliverable="台账", **LATER)["id"]
    plan = world.add(world.ledger + "/plans", kind="master", title=f"整改方案{code}", organisation_id=world.organisation, inspection_id=inspection, **PARTS)["id"]
    return {"plan": plan, "finding": finding, "other": other, "action": action, "inspection": inspection}


def complete(world, p):
    p["second"] = world.add(world.ledger + "/corrective_actions", answers=[p["other"]], measure="整理档案", organisation_id=world.units["BGS"], deliverable="档案", plan_id=p["plan"], **LATER)["id"]
    equal("collected", move(world.as_role("office"), world, "plans", p["plan"], "collect").status, 200)
    return p


def issue(world, p, *who):
    office = world.as_role("office")
    equal("submitted", move(office, world, "plans", p["plan"], "submit").status, 200)
    for client in who or (world.admin,):
        equal("signed", sign(client, world, p["plan"]).status, 200)
    equal("issued", move(office, world, "plans", p["plan"], "issue", document_no="局党组〔2026〕5号").status, 200)
    return p


def extract(world, plan, unit, state="issued"):
    return rows(world.admin, world, "plan_extracts", plan_id=plan, organisation_id=world.units[unit], state=state)[0]


def test_everything_missing_is_said(world):
    world.fresh()
    p = planned(world, "X1")
    office, owner = world.as_role("office"), world.as_role("owner")
    bare = world.add(world.ledger + "/plans", kind="master", title="空方案", organisation_id=world.organisation, inspection_id=p["inspection"])["id"]
    reply = move(office, world, "plans", bare, "submit")
    equal("all at once", (reply.status, sorted(set(reply.codes))), (422, ["plan_no_measure", "plan_part", "plan_unanswered"]))
    equal("each part by its name", reply.codes.count("plan_part"), 6)
    expect("each problem by its name", reply.codes.count("plan_unanswered") == 2 and "台账不实" in json.dumps(reply.json, ensure_ascii=False), reply)
    why = next(m for m in office.get(f"{world.ledger}/plans/{bare}")["moves"] if m["event"] == "submit")
    equal("the page knows before", (why["allowed"], len(why["why"])), (False, 9))
    equal("collected", move(office, world, "plans", p["plan"], "collect").status, 200)
    equal("its measure is in it", world.admin.get(f"{world.ledger}/corrective_actions/{p['action']}")["record"]["plan_id"], p["plan"])
    world.add(world.ledger + "/corrective_actions", answers=[p["other"]], measure="没有单位", plan_id=p["plan"])
    world.admin.patch(f"{world.ledger}/corrective_actions/{p['action']}", {"due_on": "2099-12-31", "due_as": "day", "touches_money": True})
    world.add(world.ledger + "/plan_opinions", plan_id=p["plan"], organisation_id=world.units["BGS"], due_on="2099-01-01")
    reply = move(office, world, "plans", p["plan"], "submit")
    equal("of measures and opinions, too", sorted(set(reply.codes)), ["plan_measure_bare", "plan_measure_late", "plan_measure_lawful", "plan_opinion_open"])
    equal("a leader submits nothing", move(world.as_role("leader"), world, "plans", p["plan"], "submit").status, 403)
    equal("a draft is not the owner's to see", owner.get(f"{world.ledger}/plans/{p['plan']}").status, 404)
    equal("what is checked for lawfulness says so", move(world.as_role("supervisor"), world, "corrective_actions", p["action"], "check_lawful", lawful_opinion="符合").codes, ["action_lawful"])
    equal("lawful", move(world.as_role("supervisor"), world, "corrective_actions", p["action"], "check_lawful", lawful_opinion="符合", lawful="lawful").status, 200)
    expect("and is missed no more", "plan_measure_lawful" not in move(office, world, "plans", p["plan"], "submit").codes)


def test_a_chain_changed_and_signed_again(world):
    routes(world, "plan", "supervisor", "leader")
    p = complete(world, planned(world, "X2"))
    office, leader, supervisor, owner = (world.as_role(r) for r in ("office", "leader", "supervisor", "owner"))
    tried = move(office, world, "plans", p["plan"], "submit", "?dry_run=true")
    equal("tried first", (tried.status, plan_now(world, p["plan"])["state"], rows(world.admin, world, "plan_versions", plan_id=p["plan"])), (200, "draft", []))
    equal("submitted", move(office, world, "plans", p["plan"], "submit").status, 200)
    equal("the first signs", sign(supervisor, world, p["plan"]).status, 200)
    equal("a return needs its reason", move(leader, world, "review_steps", open_step(world, p["plan"]), "return").fields, ["opinion"])
    equal("returned", sign(leader, world, p["plan"], "return", opinion="责任不清").status, 200)
    now = plan_now(world, p["plan"])
    equal("with its reason", (now["state"], now["return_reason"]), ("returned", "责任不清"))
    equal("submitted anew", move(office, world, "plans", p["plan"], "submit").status, 200)
    equal("taken back", move(office, world, "plans", p["plan"], "retract").status, 200)
    equal("and again", move(office, world, "plans", p["plan"], "submit").status, 200)
    equal("signed", sign(supervisor, world, p["plan"]).status, 200)
    equal("changed meanwhile", world.admin.patch(f"{world.ledger}/corrective_actions/{p['action']}", {"deliverable": "台账和清单"}).status, 200)
    step = rows(world.admin, world, "review_steps", plan_id=p["plan"], state="open")[0]
    expect("who had signed signs again, and is told why", step["position"] == 1 and "成果形式" in step["reopened"] and not step["signed_hash"], step)
    for client in (supervisor, leader):
        equal("signed", sign(client, world, p["plan"]).status, 200)
    equal("no number, no issue", move(office, world, "plans", p["plan"], "issue").codes, ["plan_document_no"])
    equal("issued", move(office, world, "plans", p["plan"], "issue", document_no="1号").status, 200)
    equal("the problem is planned once it is claimed", rows(world.admin, world, "plan_extracts", plan_id=p["plan"], state="issued").__len__(), 2)
    mine = extract(world, p["plan"], "CWK")
    equal("another unit's extract is not there", owner.get(f"{world.ledger}/plan_extracts/{extract(world, p['plan'], 'BGS')['id']}").status, 404)
    equal("his unit signs for its own", move(owner, world, "plan_extracts", mine["id"], "sign").status, 200)
    # a criterion is part of it, also after it was issued
    world.add(world.ledger + "/acceptance_criteria", finding_id=p["finding"], criterion="账实相符")
    now = plan_now(world, p["plan"])
    expect("it is under review again, and says why", now["state"] == "under_review" and "验收标准" in now["amended"], now)
    for client in (supervisor, leader):
        equal("signed again", sign(client, world, p["plan"]).status, 200)
    equal("issued anew", move(office, world, "plans", p["plan"], "issue", document_no="2号").status, 200)
    equal("what was handed out is void", world.admin.get(f"{world.ledger}/plan_extracts/{mine['id']}")["record"]["state"], "void")
    again = extract(world, p["plan"], "CWK")
    # content and comparison
    versions = sorted(rows(world.admin, world, "plan_versions", plan_id=p["plan"]), key=lambda v: v["created_at"])
    first, last = versions[0], versions[-1]
    content = {v["id"]: leader.get(f"{world.ledger}/plan_versions/{v['id']}/content").json for v in (first, last)}
    equal("as it was", [m["deliverable"] for m in content[first["id"]]["measures"] if m["id"] == p["action"]], ["台账"])
    equal("as it is", [m["deliverable"] for m in content[last["id"]]["measures"] if m["id"] == p["action"]], ["台账和清单"])
    expect("both hash to what was kept", all(c["intact"] and not c["left_out"] for c in content.values()), content)
    expect("names, not ids", world.units["CWK"] in content[last["id"]]["names"])
    told = leader.get(f"{world.ledger}/plan_versions/{last['id']}/compare?with={first['id']}")
    equal("what is different", sorted((d["what"], d["record"]) for d in told["differences"]), [("added", "acceptance_criterion"), ("changed", "corrective_action")])
    equal("field by field", next(d["changes"] for d in told["differences"] if d["what"] == "changed"),
          [{"field": "deliverable", "label": "成果形式", "before": "台账", "after": "台账和清单"}])
    back = leader.get(f"{world.ledger}/plan_versions/{first['id']}/compare?with={last['id']}")
    expect("and the other way round", "removed" in [d["what"] for d in back["differences"]], back)
    equal("a version is not for an owner", owner.get(f"{world.ledger}/plan_versions/{last['id']}/content").status, 404)
    theirs = owner.get(f"{world.ledger}/plan_extracts/{again['id']}/content").json
    equal("his extract: his problem, his measure, its criterion, his responsibility",
          [[row["id"] for row in theirs["findings"]], [row["id"] for row in theirs["measures"]], [c["criterion"] for c in theirs["criteria"]], len(theirs["responsibilities"])],
          [[p["finding"]], [p["action"]], ["账实相符"], 1])
    expect("and the plan's own text; not its manifest", theirs["plan"]["goal"] == "见底清零" and theirs["intact"] and "parts" not in theirs["record"], theirs)
    # withdrawn since: left out, counted, and still what was signed
    equal("withdrawn", world.admin.post(f"{world.ledger}/corrective_actions/{p['second']}/withdraw", {"reason": "误登"}).status, 200)
    content = leader.get(f"{world.ledger}/plan_versions/{first['id']}/content").json
    equal("left out and counted", (len(content["measures"]), content["left_out"], content["intact"]), (1, 1, True))
    expect("the owner, while it is amended", plan_now(world, p["plan"])["state"] == "under_review" and owner.get(f"{world.ledger}/plan_extracts/{again['id']}/content")["plan"]["title"])
    foreign = rows(world.admin, world, "plan_versions")
    foreign = [v for v in foreign if v["plan_id"] != p["plan"]]
    if foreign:
        equal("of one plan", leader.get(f"{world.ledger}/plan_versions/{last['id']}/compare?with={foreign[0]['id']}").codes, ["api_one_plan"])
    equal("with what is not there", leader.get(f"{world.ledger}/plan_versions/{last['id']}/compare?with=x").status, 404)


def test_nothing_restricted(world):
    routes(world, "plan")
    p = complete(world, planned(world, "X3"))
    secret = world.admin.post(world.ledger + "/findings", {"level": "finding", "title": "暗事", "restricted": True, "entitled_persons": [world.persons["office"]], "inspection_id": p["inspection"]})["record"]["id"]
    office = world.as_role("office")
    made = office.post(world.ledger + "/corrective_actions", {"answers": [secret], "measure": "暗措施"})
    equal("has a measure", made.status, 201)
    equal("which no plan takes", office.patch(f"{world.ledger}/corrective_actions/{made['record']['id']}", {"plan_id": p["plan"]}).codes, ["plan_restricted"])
    equal("nor is it collected", move(office, world, "plans", p["plan"], "collect").status, 200)
    issue(world, p)
    version = rows(world.admin, world, "plan_versions", plan_id=p["plan"])[0]
    text = office.get(f"{world.ledger}/plan_versions/{version['id']}/content").bytes.decode()
    expect("nothing of it is there, nor counted", "暗" not in text and '"left_out":0' in text, text[:300])


def test_above_a_ceiling(world):
    """What is above a reader's ceiling is left out of every version and counted, and no manifest gives its id away."""
    p = complete(world, planned(world, "X9"))
    secret = world.finding(title="高密级事项", inspection_id=p["inspection"], confidentiality="internal", due_on="2099-06-30", due_as="day")["id"]
    hidden = world.add(world.ledger + "/corrective_actions", answers=[secret], measure="高密级措施", plan_id=p["plan"], organisation_id=world.units["BGS"], deliverable="x", **LATER)["id"]
    issue(world, p)
    security, supervisor = world.as_role("security_admin"), world.client("supervisor")
    grant = next(row for row in security.get("/api/v1/grants")["rows"] if row["person_id"] == world.persons["supervisor"])
    equal("cleared for open matters", security.patch(f"/api/v1/grants/{grant['id']}", {"ceiling": "open"}).status, 200)
    versions = rows(world.admin, world, "plan_versions", plan_id=p["plan"])
    for client, wanted in ((world.as_role("leader"), (3, 0)), (supervisor, (2, 1))):
        content = client.get(f"{world.ledger}/plan_versions/{versions[0]['id']}/content")
        equal("measures seen, left out", (len(content["measures"]), content["left_out"]), wanted)
        expect("intact for both", content["intact"])
    said = [supervisor.get(f"{world.ledger}/{path}").bytes.decode() for path in (
        f"plan_versions/{versions[0]['id']}/content", f"plan_versions/{versions[1]['id']}/compare?with={versions[0]['id']}", "plan_versions", "plan_extracts", f"plan_versions/{versions[0]['id']}/history",
        f"plan_extracts/{extract(world, p['plan'], 'BGS')['id']}/content", f"plan_extracts/{extract(world, p['plan'], 'BGS')['id']}/history")]
    for text in said:
        expect("nothing of it is told", "高密级" not in text and hidden not in text and secret not in text, text[:200])
    equal("as before", security.patch(f"/api/v1/grants/{grant['id']}", {"ceiling": "internal"}).status, 200)


def test_opinions(world):
    p = complete(world, planned(world, "X4"))
    office, owner, leader = world.as_role("office"), world.as_role("owner"), world.as_role("leader")
    equal("of one at a time", office.post(world.ledger + "/plan_opinions", {"plan_id": p["plan"], "due_on": "2099-01-01"}).codes, ["opinion_of_one"])
    asked = [office.post(world.ledger + "/plan_opinions", {"plan_id": p["plan"], "due_on": "2099-01-01", **whom})["record"]["id"]
             for whom in ({"organisation_id": world.units["CWK"]}, {"organisation_id": world.units["BGS"]}, {"person_id": world.persons["leader"]})]
    equal("an owner sees what is asked of his unit", [o["id"] for o in rows(owner, world, "plan_opinions", plan_id=p["plan"])], asked[:1])
    equal("and reads the draft it is asked about", owner.get(f"{world.ledger}/plans/{p['plan']}")["record"]["goal"], "见底清零")
    equal("nothing is said by saying nothing", move(owner, world, "plan_opinions", asked[0], "answer").fields, ["opinion"])
    equal("answered", move(owner, world, "plan_opinions", asked[0], "answer", opinion="时限偏紧").status, 200)
    equal("whose it is, himself", move(leader, world, "plan_opinions", asked[2], "answer", opinion="同意").status, 200)
    equal("on paper with the scan", move(office, world, "plan_opinions", asked[1], "answer", opinion="无意见").codes, ["signing_who", "signing_paper"])
    equal("adopted or not?", move(office, world, "plan_opinions", asked[0], "handle", adoption_reason="巡察要求").codes, ["opinion_adoption"])
    equal("not, and why", move(office, world, "plan_opinions", asked[0], "handle", adoption="not_adopted", adoption_reason="巡察要求").status, 200)
    equal("nor does it lapse before its day", move(office, world, "plan_opinions", asked[1], "lapse").codes, ["opinion_not_due"])
    reply = move(office, world, "plans", p["plan"], "submit")
    equal("the others wait", reply.codes, ["plan_opinion_open"] * 2)
    past = office.post(world.ledger + "/plan_opinions", {"plan_id": p["plan"], "due_on": "2020-01-01", "organisation_id": world.units["CWK"]})["record"]["id"]
    equal("past its day it lapses", move(office, world, "plan_opinions", past, "lapse").status, 200)
    equal("the draft is not shown any longer", owner.get(f"{world.ledger}/plans/{p['plan']}").status, 404)
    equal("and is over", move(owner, world, "plan_opinions", past, "answer", opinion="晚了").status, 422)


def test_a_sub_plan_and_a_units_own(world):
    p = issue(world, complete(world, planned(world, "X5")))
    office, owner = world.as_role("office"), world.as_role("owner")
    sub = world.add(world.ledger + "/plans", kind="sub", title="专项方案", organisation_id=world.organisation, parent_id=p["plan"])["id"]
    equal("a special topic has its own group", sorted(move(office, world, "plans", sub, "submit").codes), ["plan_body", "plan_no_measure"])
    body = world.add("/api/v1/bodies", name="专项整治组", kind="leading_group", organisation_id=world.organisation)["id"]
    equal("which is said", office.patch(f"{world.ledger}/plans/{sub}", {"body_id": body}).status, 200)
    equal("a master plan stands alone", office.post(world.ledger + "/plans", {"kind": "master", "title": "x", "organisation_id": world.organisation, "parent_id": p["plan"]}).codes, ["plan_master_alone"])
    # the unit's
    equal("not somebody else's plan", owner.post(world.ledger + "/plans", {"kind": "master", "title": "x", "organisation_id": world.units["CWK"]}).status, 403)
    own = owner.post(world.ledger + "/plans", {"kind": "implementation", "title": "财务科实施方案", "organisation_id": world.units["CWK"], "parent_id": p["plan"]})
    equal("its own", own.status, 201)
    own = own["record"]["id"]
    measure = {"answers": [p["finding"]], "measure": "逐笔核对", "plan_id": own, "organisation_id": world.units["CWK"], "deliverable": "核对表", "parent_id": p["action"], "due_on": "2099-01-20", "due_as": "day"}
    late = owner.post(world.ledger + "/corrective_actions", {**measure, "due_on": "2099-02-20"})
    equal("not later than the master plan's", late.codes, ["plan_contradicts_day"])
    equal("under one of its measures", owner.post(world.ledger + "/corrective_actions", {k: v for k, v in measure.items() if k != "parent_id"}).codes, ["plan_needs_upper"])
    refused = owner.post(world.ledger + "/corrective_actions", {**measure, "plan_id": p["plan"]})
    equal("not in the organisation's", (refused.status, refused.codes), (403, ["plan_not_own"]))
    expect("with the sentence", refused["errors"][0]["message"], refused)
    made = owner.post(world.ledger + "/corrective_actions", measure)
    equal("its own measure", made.status, 201)
    touched = owner.patch(f"{world.ledger}/corrective_actions/{p['action']}", {"due_on": "2099-01-01", "due_as": "day"})
    equal("the organisation's measure is not its to change", (touched.status, touched.codes), (403, ["plan_not_own"]))
    equal("submitted by its owner", move(owner, world, "plans", own, "submit").status, 200)
    equal("under review it stands", owner.patch(f"{world.ledger}/plans/{own}", {"goal": "x"}).status, 403)
    equal("approved", sign(office, world, own).status, 200)
    equal("and in force, without a number", move(owner, world, "plans", own, "issue").status, 200)
    equal("the master plan does not care", plan_now(world, p["plan"])["state"], "issued")


def test_files_of_a_plan(world):
    """An owner opens what was issued to all and what hangs on his unit's plan; what others signed or answered on paper is theirs."""
    p = issue(world, complete(world, planned(world, "XF")))
    office, owner = world.as_role("office"), world.as_role("owner")
    put = lambda who, name, plan: who.send_file(f"{world.ledger}/attachments?plan_id={plan}", name.encode(), f"{name}.txt")["record"]["id"]
    sees = lambda file: owner.get(f"{world.ledger}/attachments/{file}").status
    issued = put(office, "印发文件", p["plan"])
    equal("the document as issued", sees(issued), 200)
    equal("and its bytes", owner.get(f"{world.ledger}/attachments/{issued}/file").status, 200)
    draft = world.add(world.ledger + "/plans", kind="master", title="另一方案", organisation_id=world.organisation)["id"]
    equal("not of a draft", sees(put(office, "草稿", draft)), 404)
    for unit, wanted in (("CWK", 200), ("BGS", 404)):
        asked = world.add(world.ledger + "/plan_opinions", plan_id=draft, organisation_id=world.units[unit], due_on="2099-01-01")["id"]
        paper = put(office, f"意见{unit}", draft)
        equal("answered on paper", move(office, world, "plan_opinions", asked, "answer", opinion="无意见", answered_by_id=world.persons["leader"], answered_on="2020-01-02", paper_id=paper).status, 200)
        equal(f"the opinion of {unit}", sees(paper), wanted)
    whom = world.add(world.ledger + "/plan_opinions", plan_id=draft, person_id=world.persons["leader"], due_on="2099-01-01")["id"]
    paper = put(office, "领导意见", draft)
    equal("a leader's on paper", move(office, world, "plan_opinions", whom, "answer", opinion="同意", answered_by_id=world.persons["leader"], answered_on="2020-01-02", paper_id=paper).status, 200)
    equal("is not a unit's to read", sees(paper), 404)
    own = owner.post(world.ledger + "/plans", {"kind": "implementation", "title": "实施方案", "organisation_id": world.units["CWK"], "parent_id": p["plan"]})["record"]["id"]
    equal("what he puts to his own", sees(put(owner, "会议纪要", own)), 200)
    equal("only what he may read takes a file of his", owner.send_file(f"{world.ledger}/attachments?plan_id={world.add(world.ledger + '/plans', kind='master', title='又一方案', organisation_id=world.organisation)['id']}", b"x", "x.txt").status, 422)


def test_twenty_at_once(world):
    p = complete(world, planned(world, "X6"))
    equal("submitted", move(world.as_role("office"), world, "plans", p["plan"], "submit").status, 200)
    step = open_step(world, p["plan"])
    clients = [world.client("admin") for _ in range(20)]
    replies = together(20, lambda i: move(clients[i], world, "review_steps", step, "pass", opinion=f"第{i}个"))
    equal("one signs", sorted(r.status for r in replies), [200] + [422] * 19)
    equal("it is approved once", (plan_now(world, p["plan"])["state"], len(rows(world.admin, world, "plan_versions", plan_id=p["plan"], stage="approved"))), ("approved", 1))
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])


def test_route_sets(world):
    """A small office tightens to the full chain: what is under review keeps its steps, and nothing is migrated."""
    routes(world, "plan")
    office, leader = world.as_role("office"), world.as_role("leader")
    use = lambda client, name, query="": client.post(f"{world.ledger}/review_routes/use{query}", {"set": name})  # noqa: E731
    p = complete(world, planned(world, "X7"))
    equal("one step when nothing is said", move(office, world, "plans", p["plan"], "submit").status, 200)
    tried = use(office, "full_chain", "?dry_run=true")
    equal("tried first", (tried.status, tried["added"], rows(world.admin, world, "review_routes")), (200, 13, []))
    equal("the office's to say", [use(world.as_role(who), "full_chain").status for who in ("owner", "leader", "supervisor", "inspector", "system_admin")], [403] * 5)
    equal("of those there are", use(office, "none").codes, ["no_route_set"])
    equal("used", use(office, "full_chain").json, {"added": 13, "changed": 0, "withdrawn": 0, "kept": 0})
    equal("twice is once", use(office, "full_chain").json, {"added": 0, "changed": 0, "withdrawn": 0, "kept": 13})
    equal("what is under review is signed as it was submitted", sign(world.admin, world, p["plan"]).status, 200)
    equal("and approved", plan_now(world, p["plan"])["state"], "approved")
    q = complete(world, planned(world, "X8"))
    equal("what comes after goes the whole chain", move(office, world, "plans", q["plan"], "submit").status, 200)
    steps = rows(world.admin, world, "review_steps", plan_id=q["plan"])
    equal("of four", sorted((s["position"], s["review_by"]) for s in steps), [(1, "leader"), (2, "office"), (3, "supervisor"), (4, "leader")])
    back = use(office, "small_office").json
    equal("and back", (back["added"], back["withdrawn"] + back["changed"] + back["kept"]), (0, 13))
    equal("its chain stands", sign(leader, world, q["plan"]).status, 200)
    equal("the office next", rows(world.admin, world, "review_steps", plan_id=q["plan"], state="open", review_by="office").__len__(), 1)
    again = use(office, "full_chain").json
    equal("places that were given up are taken again", again["added"] + again["changed"] + again["kept"], 13)
    routes(world, "plan")


def test_a_practice(world):
    """One report in each period is owed; a period that is over without one was missed."""
    world.fresh()
    finding = world.finding(title="长期坚持")["id"]
    action = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="每月通报", kind="practice", frequency="weekly")["id"]
    address = f"{world.ledger}/corrective_actions/{action}/practice"
    told = world.as_role("leader").get(address).json
    equal("begun in the middle of a week, or on its first day", (told["frequency"], len(told["periods"]), told["missed"], told["recorded"]), ("weekly", 1, 0, 0))
    world.add(world.ledger + "/progress_entries", corrective_action_id=action, done="已通报")
    told = world.admin.get(address).json
    equal("recorded", (told["periods"][0]["recorded"], told["recorded"]), (1, 1))
    other = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="一次办结")["id"]
    equal("one that is no practice", world.admin.get(f"{world.ledger}/corrective_actions/{other}/practice")["frequency"], None)
    equal("not his to see", world.as_role("owner").get(address).status, 404)
