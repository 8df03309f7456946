"""Who may do what: every record for every role against matrix.txt; an owner's bounds; what is hidden stays hidden."""
import io
import json
import zipfile
from pathlib import Path

from harness import ROLES, SOURCE, equal, expect

SITE = {"organisations", "persons", "posts", "accounts", "grants", "ledgers", "bodies", "body_members", "portfolios", "delegations", "terms", "calendar_years", "calendar_days", "inspection_rounds", "import_batches",
        "api_tokens"}
SAID_ONCE = {"progress_entries", "closure_requests", "extension_requests", "requests", "traces", "plan_opinions", "mirror_items"}  # nobody changes what was said: 422 for everybody who may know of it


def matrix():
    rows = [line.split() for line in Path(__file__).with_name("matrix.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    heads = rows[0][1:]
    return heads, {row[0]: dict(zip(heads, row[1:])) for row in rows[1:]}


def to_close(world):
    """A problem of the owner's unit that may be closed, and the request."""
    finding = world.finding(title="待销号", cause="thinking")["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units["CWK"])
    claim = world.admin.get(f"{world.ledger}/claims?finding_id={finding}")["rows"][0]
    equal("claimed", world.as_role("owner").post(f"{world.ledger}/claims/{claim['id']}/moves/claim", {}, headers={"If-Match": "*"}).status, 200)
    action = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="改")["id"]
    world.add(world.ledger + "/progress_entries", corrective_action_id=action, done="改完", percent=100)
    report = world.admin.send_file(f"{world.ledger}/attachments?finding_id={finding}", b"report", "专项报告.txt")["record"]["id"]
    return finding, {"finding_id": finding, "result": "整改到位", "settled": "已解决", "persons_dealt": "不涉及", "mechanism": "已建章立制", "alike": "已排查",
                     "completion": "done", "report_id": report}


def issued(world, plan):
    """Submitted by one of the office, approved by another, issued."""
    anything = {"If-Match": "*"}
    equal("submitted", world.as_role("office").post(f"{world.ledger}/plans/{plan}/moves/submit", {}, headers=anything).status, 200)
    step = world.admin.get(f"{world.ledger}/review_steps?plan_id={plan}&state=open")["rows"][0]["id"]
    equal("approved", world.admin.post(f"{world.ledger}/review_steps/{step}/moves/pass", {"opinion": "同意"}, headers=anything).status, 200)
    equal("issued", world.admin.post(f"{world.ledger}/plans/{plan}/moves/issue", {"document_no": "1号"}, headers=anything).status, 200)


def closed(world):
    """One that was asked for by its owner and passed."""
    finding, asked = to_close(world)
    equal("asked for", world.as_role("owner").post(world.ledger + "/closure_requests", asked).status, 201)
    step = world.admin.get(f"{world.ledger}/review_steps?finding_id={finding}&state=open")["rows"][0]["id"]
    equal("passed", world.admin.post(f"{world.ledger}/review_steps/{step}/moves/pass", {"rating": "good"}, headers={"If-Match": "*"}).status, 200)
    return finding


def one_of_each(world):
    """A record of every kind, what a new one needs, and a field that may be changed. The owner's unit answers for the finding."""
    org, unit, person, ledger = world.organisation, world.units["CWK"], world.persons["leader"], world.ledger
    inspection = world.add(ledger + "/inspections", code="X1", name="常规巡察", kind="regular", level="city")["id"]
    report = world.add(ledger + "/feedback_reports", inspection_id=inspection, title="反馈意见")["id"]
    finding = world.finding()["id"]
    responsibility = world.add(ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=unit)["id"]
    action = world.add(ledger + "/corrective_actions", answers=[finding], measure="完善制度")["id"]
    attachment = world.admin.send_file(f"{ledger}/attachments?finding_id={finding}", b"a file", "a.txt")["record"]["id"]
    world.admin.send_file("/api/v1/imports/people", (SOURCE / "data/sample/people.xlsx").read_bytes(), "人员.xlsx")
    today = world.admin.get("/api/v1/session")["today"]
    token = world.as_role("leader").post("/api/v1/session/tokens", {"name": "看板", "scope": "read", "expires_on": today})["token"]["id"]
    batch = world.admin.get("/api/v1/import_batches")["rows"][0]["id"]
    body = world.add("/api/v1/bodies", name="领导小组", kind="leading_group", organisation_id=org)["id"]
    entry = world.add(ledger + "/progress_entries", corrective_action_id=action, done="已办")["id"]
    closing, asked = to_close(world)
    request = world.add(ledger + "/closure_requests", **asked)["id"]
    _, another = to_close(world)
    world.admin.patch(f"{ledger}/findings/{finding}", {"due_on": "2099-06-30", "due_as": "day"})
    dated = world.finding(title="有时限", due_on="2099-06-30", due_as="day")["id"]
    world.add(ledger + "/responsibilities", finding_id=dated, role="lead_unit", organisation_id=unit)
    later = {"new_due_on": "2099-12-31", "new_due_as": "day", "cause": "procedure", "reason": "程序周期长"}
    help_wanted = {"finding_id": finding, "kind": "coordination", "title": "协调用地", "matter": "请协调", "addressee_id": person, "reply_by_on": "2099-01-31"}
    visit = {"finding_id": finding, "kind": "visit", "what": "现场查看"}
    master = world.add(ledger + "/plans", kind="master", title="整改方案", organisation_id=org, inspection_id=inspection, goal="见底清零", contents="x", timetable="x",
                       leadership="x", division="x", safeguards="x")["id"]
    planned = world.finding(title="列入方案", inspection_id=inspection)["id"]
    world.add(ledger + "/corrective_actions", answers=[planned], measure="改", plan_id=master, organisation_id=unit, due_on="2099-01-31", due_as="day", deliverable="制度")
    issued(world, master)
    own = {"kind": "implementation", "title": "财务科实施方案", "organisation_id": unit, "parent_id": master}
    looked_at, to_look_at = closed(world), closed(world)
    checks = world.add(ledger + "/effectiveness_checks", finding_id=looked_at, kind="planned")["id"]
    money = {"finding_id": finding, "kind": "paid_back", "amount": "100", "recovered_on": today}
    dealt = {"finding_id": finding, "person_name": "张某", "form": "first", "kind": "talk", "decided_on": today}
    rule, letter = {"title": "管理办法", "kind": "new", "findings": [finding]}, {"letter_no": "2026-1", "received_on": today, "matter": "反映接待超标"}
    practice = {"title": "三单管理", "practice": "做法", "findings": [finding]}
    leader, owner = world.persons["leader"], world.persons["owner"]
    draft = {"title": "对照另一单位的问题", "units": [unit]}
    check = world.add(ledger + "/mirror_checks", **draft)["id"]
    item = world.add(ledger + "/mirror_items", mirror_check_id=check, matter="台账不实")["id"]
    equal("sent", world.admin.post(f"{ledger}/mirror_checks/{check}/moves/send", {}, headers={"If-Match": "*"}).status, 200)
    unsent = world.add(ledger + "/mirror_checks", **draft)["id"]
    weekly = {"title": "每周报告", "kind": "unit_report", "owed_by": "each_unit", "frequency": "weekly", "from_on": today}
    said = {"organisation_id": unit, "title": "临时报告", "from_on": today, "until_on": today}
    return {
        "plans": (world.add(ledger + "/plans", **own)["id"], own, {"goal": "按期完成"}),
        "plan_versions": (world.admin.get(ledger + "/plan_versions")["rows"][0]["id"], {"plan_id": master, "turn": 9, "stage": "approved", "made_on": today}, {"measures": 9}),
        "plan_opinions": (world.add(ledger + "/plan_opinions", plan_id=master, organisation_id=unit, due_on="2099-01-31")["id"],
                          {"plan_id": master, "organisation_id": unit, "due_on": "2099-01-31"}, {"opinion": "同意"}),
        "plan_extracts": (world.admin.get(f"{ledger}/plan_extracts?plan_id={master}")["rows"][0]["id"],
                          {"plan_id": master, "organisation_id": unit, "turn": 9, "issued_on": today}, {"findings": 9}),
        "responsibility_letters": (world.add(ledger + "/responsibility_letters", organisation_id=unit, person_id=person, upper_unit_id=org, upper_person_id=person)["id"],
                                   {"organisation_id": unit, "person_id": person, "upper_unit_id": org, "upper_person_id": person}, {"undertaking": "改写"}),
        "acceptance_criteria": (world.add(ledger + "/acceptance_criteria", finding_id=finding, criterion="账实相符")["id"],
                                {"finding_id": finding, "criterion": "另一条"}, {"met_note": "属实"}),
        "extension_requests": (world.add(ledger + "/extension_requests", finding_id=dated, **later)["id"], {"finding_id": finding, **later}, {"reason": "改"}),
        "requests": (world.add(ledger + "/requests", **help_wanted)["id"], help_wanted, {"matter": "改"}),
        "traces": (world.add(ledger + "/traces", **visit)["id"], visit, {"what": "改"}),
        "effectiveness_checks": (checks, {"finding_id": to_look_at, "kind": "planned"}, {"planned_on": "2030-01-01"}),
        "rule_changes": (world.add(ledger + "/rule_changes", **rule)["id"], rule, {"title": "管理细则"}),
        "recoveries": (world.add(ledger + "/recoveries", **money)["id"], money, {"document_no": "12"}),
        "sanctions": (world.add(ledger + "/sanctions", **dealt)["id"], dealt, {"organ": "机关纪委"}),
        "petitions": (world.add(ledger + "/petitions", **letter)["id"], letter, {"outcome": "已答复"}),
        "good_practices": (world.add(ledger + "/good_practices", **practice)["id"], practice, {"spread": "upward"}),
        "portfolios": (world.add("/api/v1/portfolios", person_id=leader, organisation_id=org)["id"], {"person_id": leader, "organisation_id": unit}, {"position": 2}),
        "delegations": (world.add("/api/v1/delegations", person_id=leader, delegate_id=owner, covers="reviews", from_on="2020-01-01", until_on="2020-12-31")["id"],
                        {"person_id": owner, "delegate_id": leader, "covers": "claims", "from_on": "2020-01-01", "until_on": "2020-12-31"}, {"reason": "出差"}),
        "handovers": (world.add(ledger + "/handovers", from_person_id=owner, to_person_id=leader, reason="调离")["id"],
                      {"from_person_id": leader, "to_person_id": owner, "reason": "轮岗"}, {"post": "科长"}),
        "mirror_checks": (check, draft, {"notice_no": "1号"}),
        "mirror_items": (item, {"mirror_check_id": unsent, "matter": "又一项"}, {"mirror_check_id": unsent}),
        "mirror_answers": (world.admin.get(f"{ledger}/mirror_answers")["rows"][0]["id"],
                           {"mirror_check_id": check, "mirror_item_id": item, "organisation_id": unit}, {"grounds": "已查"}),
        "reporting_duties": (world.add(ledger + "/reporting_duties", **weekly)["id"], weekly, {"due_time": "11:00"}),
        "progress_reports": (world.add(ledger + "/progress_reports", **said)["id"], said, {"results": "收回"}),
        "review_routes": (world.add(ledger + "/review_routes", kind="closure", position=1, name="整改办审核", review_by="office")["id"],
                          {"kind": "closure", "position": 2, "name": "领导小组认定", "review_by": "leader"}, {"days": 3}),
        "closure_requests": (request, another, {"turn": 9}),
        "review_steps": (world.admin.get(f"{ledger}/review_steps?finding_id={closing}")["rows"][0]["id"],
                         {"finding_id": closing, "closure_request_id": request, "position": 2, "name": "再审", "review_by": "office"}, {"opinion": "同意"}),
        "progress_entries": (entry, {"corrective_action_id": action, "done": "又办"}, {"reported_by_id": person}),
        "organisations": (unit, {"code": "NEW", "name": "新单位", "parent_id": org}, {"short_name": "财"}),
        "persons": (person, {"name": "新人", "organisation_id": org}, {"duty": "科长"}),
        "posts": (world.add("/api/v1/posts", organisation_id=org, title="局长", person_id=person)["id"], {"organisation_id": org, "title": "副局长"}, {"position": 3}),
        "accounts": (world.as_account, {"username": "new", "person_id": person}, {"disabled": False}),
        "grants": (world.some_grant, {"person_id": person, "role": "leader", "organisation_id": org, "ceiling": "internal"}, {"until_on": "2030-01-01"}),
        "ledgers": ("ZGJ", {"code": "NEW", "name": "新台账", "organisation_id": unit, "profile": "inspection"}, {"name": "改名"}),
        "bodies": (body, {"name": "办公室", "kind": "office", "organisation_id": org}, {"founding_document": "1号"}),
        "body_members": (world.add("/api/v1/body_members", body_id=body, person_id=person, role="head")["id"],
                         {"body_id": body, "person_id": world.persons["office"], "role": "member"}, {"duty": "统筹"}),
        "milestones": (world.add(ledger + "/milestones", inspection_id=inspection, chain="report", position=1, name="报送")["id"],
                       {"inspection_id": inspection, "chain": "report", "position": 2, "name": "汇总"}, {"working_days": 5}),
        "calendar_years": (world.add("/api/v1/calendar_years", year=2031)["id"], {"year": 2032}, {"notice": "通知"}),
        "calendar_days": (world.add("/api/v1/calendar_days", organisation_id=org, kind="work", first_on="2026-12-05", last_on="2026-12-05", name="值班")["id"],
                          {"organisation_id": unit, "kind": "rest", "first_on": "2026-12-07", "last_on": "2026-12-07", "name": "休整"}, {"name": "加班"}),
        "terms": (world.admin.get("/api/v1/terms?limit=1")["rows"][0]["id"], {"vocabulary": "category", "word": "new_word", "label": "新词"}, {"label": "改"}),
        "inspection_rounds": (world.add("/api/v1/inspection_rounds", code="R1", name="第一轮")["id"], {"code": "R2", "name": "第二轮"}, {"name": "第1轮"}),
        "inspections": (inspection, {"code": "X2", "name": "专项", "kind": "regular", "level": "city"}, {"team": "第三组"}),
        "feedback_reports": (report, {"inspection_id": inspection, "title": "又一份"}, {"document_no": "2号"}),
        "findings": (finding, {"level": "finding", "title": "新问题"}, {"working_text": "工作表述"}),
        "responsibilities": (responsibility, {"finding_id": finding, "role": "supporting_unit", "organisation_id": org}, {"position": 2}),
        "corrective_actions": (action, {"answers": [finding], "measure": "再改"}, {"deliverable": "制度文件"}),
        "api_tokens": (token, {"account_id": world.as_account, "name": "x", "scope": "read", "expires_on": today}, {"revoked_on": today}),
        "import_batches": (batch, {"kind": "people"}, {"file_name": "x.xlsx"}),
        "attachments": (attachment, f"finding_id={finding}", {"note": "说明"}),
        "claims": (world.admin.get(f"{ledger}/claims?finding_id={finding}")["rows"][0]["id"],
                   {"finding_id": finding, "responsibility_id": responsibility, "role": "lead_unit"}, {"dispute_reason": "不归我"}),
    }


def test_matrix(world):
    world.fresh()
    accounts = {row["username"]: row["id"] for row in world.as_role("system_admin").get("/api/v1/accounts")["rows"]}
    world.as_account = accounts["leader"]
    world.some_grant = next(row["id"] for row in world.as_role("security_admin").get("/api/v1/grants")["rows"] if row["person_id"] == world.persons["leader"])
    each = one_of_each(world)

    def totals():
        return [world.admin.get(path)["total"] for path in (world.ledger + "/findings", world.ledger + "/attachments", "/api/v1/bodies", "/api/v1/persons")]

    before = totals()
    heads, wanted = matrix()
    equal("the matrix has every role", heads, ROLES)
    schema = world.admin.get("/api/v1/schema")["records"]
    equal("the matrix has every record", sorted(wanted), sorted({record["plural"] for record in schema}))
    for record, row in wanted.items():
        base = "/api/v1/" if record in SITE else world.ledger + "/"
        key, new, change = each[record]
        for role in ROLES:
            client, may = world.as_role(role), ""
            listed, single = client.get(base + record), client.get(f"{base}{record}/{key}")
            history = client.get(f"{base}{record}/{key}/history")
            if listed.status == single.status == history.status == 200:
                may += "r"
            elif not expect(f"{role} {record}: list, record and history agree", {listed.status, single.status, history.status} <= {403, 404}, (listed, single, history)):
                may += "?"
            if record == "attachments":
                added = client.send_file(f"{base}{record}?dry_run=true&{new}", b"another", "b.txt")
            else:
                added = client.post(f"{base}{record}?dry_run=true", new)
            changed = client.patch(f"{base}{record}/{key}?dry_run=true", change)
            withdrawn = client.post(f"{base}{record}/{key}/withdraw?dry_run=true", {"reason": "试验"})
            may += "a" if added.status == 200 else ""
            may += "s" if changed.status == 200 else ""
            expect(f"{role} {record}: refusals are 403 or 404", added.status in (200, 403, 404) and changed.status in (200, 403, 404, 422 if record in SAID_ONCE else 404), (added, changed))
            expect(f"{role} {record}: withdrawing goes with adding", (withdrawn.status in (200, 422)) == (added.status == 200), (withdrawn, added))
            equal(f"{role} {record}", may or "-", row[role])
            if single.status == 200:
                said = single["may"]["write"]
                field = next(iter(change))
                equal(f"{role} {record}: what it says may be written", field in said or f"{field}" in said, "s" in row[role])
    equal("dry runs left nothing", totals(), before)


def test_an_owner_reports_on_his_own(world):
    """Of a problem two units work on, each reports on its own measures; a file's new version stands where the old one does."""
    finding = world.finding(title="两家都改")["id"]
    for role, unit in (("lead_unit", "CWK"), ("supporting_unit", "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role=role, organisation_id=world.units[unit])
    mine, other = (world.add(world.ledger + "/corrective_actions", answers=[finding], measure=f"{unit}改", organisation_id=world.units[unit])["id"] for unit in ("CWK", "BGS"))
    owner = world.as_role("owner")
    said = [owner.post(world.ledger + "/progress_entries", {"corrective_action_id": key, "done": "已办"}) for key in (mine, other)]
    equal("his, not another's", [(reply.status, reply.codes) for reply in said], [(201, []), (403, ["progress_not_own"])])
    files = [world.admin.send_file(f"{world.ledger}/attachments?finding_id={key}", b"x", "证明.txt")["record"]["id"] for key in (finding, world.finding(title="别的")["id"])]
    sent = [owner.send_file(f"{world.ledger}/attachments?finding_id={finding}&replaces_id={key}", b"new", "证明.txt") for key in files]
    equal("a new version of a file of the same finding", [reply.status for reply in sent], [201, 422])


def test_owner_sees_only_his(world):
    mine, other = world.finding(title="归财务科")["id"], world.finding(title="归办公室的秘密事项")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    both = world.add(world.ledger + "/corrective_actions", answers=[mine, other], measure="两边都改")["id"]
    alone = world.add(world.ledger + "/corrective_actions", answers=[other], measure="办公室自己改")["id"]
    world.admin.patch(f"{world.ledger}/findings/{mine}", {"same_matter": [other]})
    owner = world.as_role("owner")
    rows = owner.get(world.ledger + "/findings?limit=500")["rows"]
    expect("his is listed", mine in [row["id"] for row in rows])
    expect("the other is not", other not in [row["id"] for row in rows])
    point, strange = (world.finding(level="point", title="要点", parent_id=of)["id"] for of in (mine, other))
    only = world.add(world.ledger + "/corrective_actions", answers=[point], measure="只答复要点")["id"]
    equal("its points are his, and what answers them", [owner.get(f"{world.ledger}/{key}").status for key in (f"findings/{point}", f"corrective_actions/{only}", f"findings/{strange}")], [200, 200, 404])
    for path in (f"findings/{other}", f"findings/{other}/history", f"corrective_actions/{alone}"):
        equal(f"{path} does not exist for him", owner.get(f"{world.ledger}/{path}").status, 404)
    equal("nor can it be changed", owner.patch(f"{world.ledger}/findings/{other}", {"working_text": "x"}).status, 404)
    equal("nor found", owner.get(world.ledger + "/findings?q=秘密事项")["total"], 0)
    equal("nor picked", owner.get("/api/v1/pick?record=finding&ledger=ZGJ&q=秘密事项")["rows"], [])
    equal("nor reached by attaching to it", owner.send_file(f"{world.ledger}/attachments?finding_id={other}", b"x", "x.txt").status, 422)
    for path in (f"findings/{mine}", f"corrective_actions/{both}", "findings?limit=500", "responsibilities?limit=500", "corrective_actions", f"findings/{mine}/history"):
        expect(f"{path} does not tell its title", "秘密事项" not in owner.get(f"{world.ledger}/{path}").bytes.decode(), path)
    equal("his own can be worked on", owner.patch(f"{world.ledger}/findings/{mine}", {"working_text": "已核实"}).status, 200)
    equal("not reclassified", owner.patch(f"{world.ledger}/findings/{mine}", {"severity": "high", "title": "小事"}).status, 403)
    summary = owner.get(world.ledger + "/summary")
    equal("figures count what he sees", summary["figures"]["total"]["count"], len([row for row in rows if row["level"] == "finding"]))
    expect("fewer than there are", summary["figures"]["total"]["count"] < world.admin.get(world.ledger + "/summary")["figures"]["total"]["count"])


def test_headings_are_context(world):
    """An owner is told the titles over his findings, nothing else of them; none that is above his ceiling or withdrawn; in the workbook, too."""
    world.fresh()
    aspect = world.finding(level="aspect", title="党的建设方面", outline_no="一、", verbatim="方面原文不给看")["id"]
    item = world.finding(level="item", title="组织生活", parent_id=aspect)["id"]
    secret = world.finding(level="item", title="机密的项", parent_id=aspect, confidentiality="internal")["id"]
    other = world.finding(level="aspect", title="与他无关的方面")["id"]
    world.finding(title="别家问题", parent_id=other)
    for title, parent in (("学习走过场", item), ("保密一项", secret)):
        one = world.finding(title=title, parent_id=parent)["id"]
        world.add(world.ledger + "/responsibilities", finding_id=one, role="lead_unit", organisation_id=world.units["CWK"])
    grants = json.loads(world.server.command("list", "role_grant", "person_id=owner", "--json"))
    world.server.command("set", "role_grant", grants[0]["id"], "ceiling=open")
    owner = world.client("owner")
    page = owner.get(world.ledger + "/findings?above=true&sort=path")
    equal("rows are his own", [row["title"] for row in page["rows"]], ["学习走过场", "保密一项"])
    equal("the headings over them", [(h["level"], h["outline_no"], h["title"], h["depth"]) for h in page["above"]], [("aspect", "一、", "党的建设方面", 1), ("item", "", "组织生活", 2)])
    expect("whose paths begin theirs", all(page["rows"][0]["path"].startswith(h["path"]) for h in page["above"]), page)
    text = page.bytes.decode()
    expect("no text, no id", not any(word in text for word in ("方面原文", aspect, item, secret, "机密", "与他无关")), text)
    equal("with one finding, too", [h["title"] for h in owner.get(f"{world.ledger}/findings/{page['rows'][0]['id']}")["above"]], ["党的建设方面", "组织生活"])
    equal("who sees the ledger whole has rows of them", world.admin.get(world.ledger + "/findings?above=true")["above"], [])
    equal("not asked for, not told", "above" in owner.get(world.ledger + "/findings").json, False)
    with zipfile.ZipFile(io.BytesIO(owner.get(world.ledger + "/export.xlsx").bytes)) as book:
        cells = b"".join(book.read(name) for name in book.namelist()).decode("utf-8", "replace")
    equal("the workbook has them", [word in cells for word in ("党的建设方面", "组织生活", "学习走过场", "机密的项", "与他无关", "方面原文")], [True, True, True, False, False, False])


def test_restricted_fields(world):
    finding = world.finding(title="涉及人员的问题", named_persons=[world.persons["leader"]])["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units["CWK"])
    path = f"{world.ledger}/findings/{finding}"
    for role, sees in (("office", True), ("supervisor", True), ("inspector", True), ("leader", False), ("owner", False)):
        client = world.as_role(role)
        equal(f"{role} sees who is named", "named_persons" in client.get(path)["record"], sees)
        listed = next(row for row in client.get(world.ledger + "/findings?limit=500")["rows"] if row["id"] == finding)
        equal(f"{role} sees it in the list", "named_persons" in listed, sees)
        fields = [change["field"] for version in client.get(path + "/history")["versions"] for change in version["changes"]]
        equal(f"{role} sees it in the history", "named_persons" in fields, sees)
        equal(f"{role} may ask for it", client.get(f"{world.ledger}/findings?named_persons={world.persons['leader']}").status, 200 if sees else 403)
        described = next(record for record in client.get("/api/v1/schema?ledger=ZGJ")["records"] if record["name"] == "finding")
        equal(f"{role} is told of it", "named_persons" in [field["name"] for field in described["fields"]], sees)


def test_nobody_promotes_himself(world):
    admin = world.as_role("security_admin")
    for role in ("office", "audit_admin"):
        reply = admin.post("/api/v1/grants", {"person_id": world.persons["security_admin"], "role": role, "organisation_id": world.organisation, "ceiling": "internal"})
        equal(f"a security administrator as {role}", reply.status, 403)
    own = admin.get(f"/api/v1/grants?person_id={world.persons['security_admin']}")["rows"][0]["id"]
    for change in ({"role": "office"}, {"ceiling": "secret"}, {"until_on": "2099-01-01"}):
        equal(f"his own grant, changed to {change}", admin.patch(f"/api/v1/grants/{own}", change).status, 403)
    equal("nor with many", admin.post("/api/v1/grants/bulk", {"ids": [own], "set": {"role": "office"}})["results"][0]["status"], "refused")
    system = world.as_role("system_admin")
    equal("a system administrator gives no roles", system.post("/api/v1/grants", {"person_id": world.persons["leader"], "role": "office", "organisation_id": world.organisation, "ceiling": "internal"}).status, 403)


def test_other_pages(world):
    for path, allowed in (("/api/v1/verify", {"office", "audit_admin"}), (world.ledger + "/summary", {"office", "owner", "leader", "supervisor", "inspector"}),
                          ("/api/v1/schema", set(ROLES)), ("/api/v1/pick?record=person&q=人", set(ROLES))):
        for role in ROLES:
            equal(f"{role} {path}", world.as_role(role).get(path).status in (200,), role in allowed)
    for role in ROLES:
        client = world.as_role(role)
        equal(f"{role} imports people", client.send_file("/api/v1/imports/people?dry_run=true", b"no workbook", "x.xlsx").status == 422, role in ("office", "system_admin"))
        equal(f"{role} uploads letters", client.send_file("/api/v1/intake/letters", "一、问题\n".encode(), "x.txt").status in (200, 422), role == "office")


def test_proof_is_taken_back_by_who_brought_it(world):
    """An owner withdraws the file he added, not the office's; the office withdraws either."""
    world.fresh()
    finding = world.finding()["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units["CWK"])
    owner, office = world.as_role("owner"), world.client("office")
    path = world.ledger + "/attachments"
    of = {who: [client.send_file(f"{path}?finding_id={finding}", b"x", f"{who}{i}.txt")["record"]["id"] for i in range(2)] for who, client in (("owner", owner), ("office", office))}
    withdraw = lambda client, key: client.post(f"{path}/{key}/withdraw", {"reason": "传错了"})
    reply = withdraw(owner, of["office"][0])
    equal("not the office's", (reply.status, reply.codes), (422, ["of_another"]))
    equal("his own", withdraw(owner, of["owner"][0]).status, 200)
    equal("the office either", [withdraw(office, of[who][1]).status for who in ("owner", "office")], [200, 200])
