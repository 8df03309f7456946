"""The one shape of every record: lists, filters, cursors, names, writes, conflicts, keys, dry runs, histories."""
import io
import threading
import zipfile

from harness import equal, expect, together


def test_list(world):
    world.fresh()
    made = [world.finding(title=f"第{i:02}个问题", position=i, due_on=f"2026-12-{i + 1:02}")["id"] for i in range(23)]
    world.finding(title="没有时限的问题", position=99)
    admin, path = world.admin, world.ledger + "/findings"
    whole = admin.get(path + "?limit=100").json
    equal("all of them", (len(whole["rows"]), whole["total"], whole["next"]), (24, 24, None))
    equal("in the order of the tree", [row["title"] for row in whole["rows"][:3]], ["第00个问题", "第01个问题", "第02个问题"])
    for sort in ("path", "due", "-due", "number", "-number"):
        seen, after, pages, first = [], "", 0, admin.get(f"{path}?limit=5")["next"]
        while after is not None and pages < 20:
            page = admin.get(f"{path}?limit=5&sort={sort}&after={after}").json
            equal(f"{sort}: the total on the first page", page.get("total"), None if after else 24)
            seen += [row["id"] for row in page["rows"]]
            after, pages = page["next"], pages + 1
        equal(f"{sort}: pages meet without gap or overlap", (len(seen), len(set(seen)), pages), (24, 24, 5))
        expect(f"{sort}: who has none comes last", sort not in ("due", "-due") or seen[-1] not in made)
    equal("on another where it is asked for", (admin.get(f"{path}?limit=5&total=true&after={first}")["total"], "total" in admin.get(f"{path}?limit=5&total=false").json), (24, False))
    dates = [row["due_on"] for row in admin.get(f"{path}?limit=100&sort=-due")["rows"] if row["due_on"]]
    equal("the latest first", dates, sorted(dates, reverse=True))
    equal("one by its day", admin.get(f"{path}?due_on=2026-12-05")["total"], 1)
    equal("those without", admin.get(f"{path}?due=")["total"], 1)
    equal("by words", (admin.get(f"{path}?level=finding&state=registered")["total"], admin.get(f"{path}?level=demand")["total"]), (24, 0))
    equal("by text", (admin.get(f"{path}?q=第1")["total"], admin.get(f"{path}?q=没有时限")["total"], admin.get(f"{path}?q=%25")["total"]), (10, 1, 0))
    equal("withdrawn ones are left out", (admin.post(f"{path}/{made[0]}/withdraw", {"reason": "重复"}).status, admin.get(path)["total"], admin.get(path + "?withdrawn=true")["total"]), (200, 23, 24))


def test_names_and_references(world):
    admin = world.admin
    finding = world.finding(title="有责任单位的问题")["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units["CWK"])
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_official", person_id=world.persons["leader"])
    page = admin.get(f"{world.ledger}/findings?lead_unit_id={world.units['CWK']}").json
    row = next(row for row in page["rows"] if row["id"] == finding)
    equal("references are ids, names come along", (page["names"][row["lead_unit_id"]], page["names"][row["lead_official_id"]]), ("财务科", "人员leader"))
    equal("a filter may use the name", [row["id"] for row in admin.get(f"{world.ledger}/findings?lead_unit_id=财务科")["rows"]], [row["id"] for row in page["rows"]])
    action = world.add(world.ledger + "/corrective_actions", answers=[finding], measure="改")["id"]
    equal("measures of a finding", [row["id"] for row in admin.get(f"{world.ledger}/corrective_actions?answers={finding}")["rows"]], [action])
    equal("of another none", admin.get(f"{world.ledger}/corrective_actions?answers={world.organisation}")["total"], 0)
    child = world.finding(level="point", title="要点", parent_id=finding)
    equal("a tree has depths", (child["depth"], child["number"].count("-")), (2, 3))
    equal("its parent is named", admin.get(f"{world.ledger}/findings/{child['id']}")["names"][finding], "有责任单位的问题")
    equal("unassigned", [row["id"] for row in admin.get(f"{world.ledger}/findings?unassigned=true")["rows"] if row["lead_unit_id"] or row["level"] != "finding"], [])
    for target in ("organisation_id", "person_id"):
        reply = admin.post(world.ledger + "/responsibilities", {"finding_id": finding, "role": "supporting_unit", target: "01a1fa4c-f649-7d61-a934-2daf42067600"})
        expect("a reference to nothing", reply.status == 422 and target in reply.fields, reply)


def test_add(world):
    path = world.ledger + "/findings"
    reply = world.admin.post(path, {"level": "finding", "title": "经费报销不规范", "amount": "1234.5", "due_on": "2026-12-31", "due_as": "day", "due_text": "年底前",
                                    "states_person": True, "extra": {"处室意见": "属实"}})
    equal("added", reply.status, 201)
    record = reply["record"]
    equal("Location and ETag", (reply.headers["Location"], reply.headers["ETag"]), (f"{path}/{record['id']}", '"1"'))
    equal("values come back as they went", [record[key] for key in ("amount", "due_on", "due_as", "due_text", "states_person", "extra", "state", "version")],
          ["1234.50", "2026-12-31", "day", "年底前", True, {"处室意见": "属实"}, "registered", 1])
    equal("GET gives the same", world.admin.get(reply.headers["Location"])["record"], record)
    for body, field in (({"level": "finding"}, "title"), ({"title": "x"}, "level"), ({"level": "finding", "title": "x", "number": "A-1"}, "number"),
                        ({"level": "finding", "title": "x", "state": "closed"}, "state"), ({"level": "finding", "title": "x", "due_as": "ongoing"}, "review_on"),
                        ({"level": "finding", "title": "x", "due_as": "day"}, "due"), ({"level": "finding", "title": "x", "due_on": "2026-02-30"}, "due"),
                        ({"level": "finding", "title": "x", "amount": "1.234"}, "amount"), ({"level": "finding", "title": "x", "category": "no_such_term"}, "category"),
                        ({"level": "finding", "title": "x", "confidentiality": "secret"}, "confidentiality"), ({"level": "finding", "title": "x", "lead_unit_id": world.organisation}, "lead_unit_id")):
        reply = world.admin.post(path, body)
        expect(f"{body}", reply.status == 422 and field in reply.fields, reply)
    both = world.admin.post(path, {"level": "castle", "title": "x" * 401, "amount": "many"})
    equal("all that is wrong at once", sorted(both.fields), ["amount", "level", "title"])
    doubled = world.admin.post("/api/v1/organisations", {"code": "BGS", "name": "又一个", "parent_id": world.organisation})
    expect("a code twice names the field", doubled.status == 422 and doubled.fields == ["code"], doubled)


def test_change_and_conflict(world):
    finding = world.finding(title="原标题", working_text="原表述", due_on="2026-10-01")
    path = f"{world.ledger}/findings/{finding['id']}"
    admin, office = world.admin, world.as_role("office")
    equal("a version is needed", (admin.patch(path, {"title": "x"}, version=None).status, admin.patch(path, {"title": "x"}, version=None).codes), (428, ["api_if_match"]))
    equal("one that is none", admin.ask("PATCH", path, {"title": "x"}, headers={"If-Match": '"seven"'}).status, 400)
    first = admin.patch(path, {"title": "甲的标题", "due_on": "2026-11-01"}, version=1)
    equal("changed", (first.status, first.headers["ETag"], first["record"]["title"], first["record"]["version"]), (200, '"2"', "甲的标题", 2))
    other = office.patch(path, {"working_text": "乙的表述"}, version=1)
    equal("another field from the same version goes", (other.status, other["record"]["version"], other["record"]["title"]), (200, 3, "甲的标题"))
    stale = office.patch(path, {"title": "乙的标题", "due_on": "2026-12-01", "basis": "依据"}, version=1)
    equal("the same field does not", stale.status, 412)
    conflicts = {error["field"]: (error["code"], error["base"], error["theirs"], error["yours"]) for error in stale["errors"]}
    equal("base, theirs, yours", conflicts, {"title": ("conflict", "原标题", "甲的标题", "乙的标题"), "due_on": ("conflict", "2026-10-01", "2026-11-01", "2026-12-01")})
    equal("nothing of it was kept", admin.get(path)["record"]["basis"], None)
    equal("the same value is no conflict", office.patch(path, {"title": "甲的标题"}, version=1).status, 200)
    equal("nor a version", admin.get(path)["record"]["version"], 3)
    equal("whatever is there", admin.patch(path, {"title": "丙"}, version="*")["record"]["version"], 4)
    fixed = admin.patch(path, {"verbatim": "原文"}, version="*")
    equal("verbatim text is said when the finding is added, or never", (fixed.status, fixed.fields), (422, ["verbatim"]))
    equal("empty is empty", admin.patch(path, {"working_text": None, "due_on": None, "due_as": None, "due_text": None}, version="*")["record"]["due_on"], None)
    history = admin.get(path + "/history")["versions"]
    equal("newest first", [version["version"] for version in history], list(range(len(history), 0, -1)))
    second = next(version for version in history if version["version"] == 2)
    equal("who, how, what", (second["actor"], second["event"], second["via"], [(c["field"], c["before"], c["after"]) for c in second["changes"]]),
          ("张三", "set", "web", [("title", "原标题", "甲的标题"), ("due", "2026年10月1日", "2026年11月1日")]))


def test_whole_history(world):
    """What is about a finding is told with it, newest first, to whom it may be told."""
    finding = world.finding(title="整体")
    path, office = f"{world.ledger}/findings/{finding['id']}", world.as_role("office")
    unit = next(iter(world.units.values()))
    lead = office.post(world.ledger + "/responsibilities", {"finding_id": finding["id"], "role": "lead_unit", "organisation_id": unit})
    equal("a lead unit", lead.status, 201)
    action = office.post(world.ledger + "/corrective_actions", {"answers": [finding["id"]], "measure": "整体措施"})
    equal("a measure", action.status, 201)
    other = office.post(world.ledger + "/corrective_actions", {"answers": [world.finding(title="别的")["id"]], "measure": "别的措施"})
    equal("of another finding", other.status, 201)
    equal("changed", office.patch(f"{world.ledger}/corrective_actions/{action['record']['id']}", {"indicator": "做完"}, version=1).status, 200)
    paper = office.send_file(f"{world.ledger}/attachments?finding_id={finding['id']}", b"proof", "佐证.txt")
    equal("a proof", paper.status, 201)
    equal("withdrawn", office.post(f"{world.ledger}/attachments/{paper['record']['id']}/withdraw", {"reason": "传错了"}).status, 200)
    told = office.get(path + "/history?whole=true")["versions"]
    says = [(v["of"]["record"] if "of" in v else "finding", v["event"]) for v in told]
    for wanted in (("finding", "add"), ("responsibility", "add"), ("corrective_action", "add"), ("corrective_action", "set"), ("attachment", "add"), ("attachment", "withdraw")):
        expect(f"{wanted} is told", wanted in says, says)
    equal("newest first", [v["at"] for v in told], sorted((v["at"] for v in told), reverse=True))
    captions = {v["of"]["record"]: v["of"]["caption"] for v in told if "of" in v}
    equal("by name, or by role and unit", (captions["attachment"], captions["responsibility"].split()[-1]), ("佐证.txt", world.admin.get(f"/api/v1/organisations/{unit}")["record"]["name"]))
    expect("nothing of another", "别的措施" not in str(told), told)
    expect("nor which finding, again and again", all(c["field"] != "finding_id" for v in told for c in v["changes"]), told)
    equal("the finding's own are the same", [v for v in told if "of" not in v], office.get(path + "/history")["versions"])
    equal("of another record it says nothing more", office.get(f"{world.ledger}/corrective_actions/{action['record']['id']}/history?whole=true").bytes,
          office.get(f"{world.ledger}/corrective_actions/{action['record']['id']}/history").bytes)
    equal("yes or no", office.get(path + "/history?whole=perhaps").status, 422)


def test_many_change_the_same(world):
    finding = world.finding(title="争")
    path = f"{world.ledger}/findings/{finding['id']}"
    clients = [world.client("office") for _ in range(8)]
    replies = together(8, lambda i: clients[i].patch(path, {"title": f"第{i}个"}, version=1).status)
    equal("one wins", sorted(replies), [200] + [412] * 7)


def test_withdraw(world):
    parent = world.finding(title="上级")
    child = world.finding(level="point", title="要点", parent_id=parent["id"])
    path = f"{world.ledger}/findings/"
    equal("a reason is needed", (world.admin.post(path + child["id"] + "/withdraw", {}).status, world.admin.post(path + child["id"] + "/withdraw", {"reason": ""}).fields), (422, ["reason"]))
    equal("children first", world.admin.post(path + parent["id"] + "/withdraw", {"reason": "误登"}).status, 422)
    reply = world.admin.post(path + child["id"] + "/withdraw", {"reason": "误登"})
    equal("withdrawn", (reply.status, reply["record"]["withdrawn"], reply["record"]["number"], reply["may"]), (200, True, child["number"], {"write": [], "events": []}))
    equal("once", world.admin.post(path + child["id"] + "/withdraw", {"reason": "误登"}).status, 422)
    equal("no more changes", world.admin.patch(path + child["id"], {"title": "x"}).status, 422)
    equal("the reason stays", world.admin.get(path + child["id"] + "/history")["versions"][0]["reason"], "误登")


def test_dry_run(world):
    path = world.ledger + "/findings"
    before = world.admin.get(path + "?withdrawn=true")["total"]
    tried = world.admin.post(path + "?dry_run=true", {"level": "finding", "title": "试"})
    equal("it says what would be", (tried.status, tried["record"]["title"]), (200, "试"))
    number = tried["record"]["number"]
    equal("no number is used up", world.admin.post(path + "?dry_run=true", {"level": "finding", "title": "试"})["record"]["number"], number)
    equal("the same refusals", world.admin.post(path + "?dry_run=true", {"level": "finding"}).status, 422)
    equal("nothing is kept", (world.admin.get(path + "?withdrawn=true")["total"], world.admin.get(f"{path}/{tried['record']['id']}").status), (before, 404))
    made = world.finding(title="真")
    equal("the number is the next one", made["number"], number)
    changed = world.admin.patch(f"{path}/{made['id']}?dry_run=true", {"title": "改"}, version=1)
    equal("a change is tried", (changed["record"]["title"], changed["record"]["version"], world.admin.get(f"{path}/{made['id']}")["record"]["title"]), ("改", 2, "真"))
    gone = world.admin.post(f"{path}/{made['id']}/withdraw?dry_run=true", {"reason": "试"})
    equal("withdrawing is tried", (gone["record"]["withdrawn"], world.admin.get(f"{path}/{made['id']}")["record"]["withdrawn"]), (True, False))


def test_idempotency(world):
    path, body = world.ledger + "/findings", {"level": "finding", "title": "只登记一次"}
    key = {"Idempotency-Key": "key-1"}
    before = world.admin.get(path)["total"]
    first, second = (world.admin.post(path, body, headers=key) for _ in range(2))
    equal("the same reply", (second.status, second.bytes, second.headers["Location"], second.headers["ETag"]), (201, first.bytes, first.headers["Location"], first.headers["ETag"]))
    world.admin.patch(first.headers["Location"], {"title": "后来改了"})
    equal("also later", world.admin.post(path, body, headers=key).bytes, first.bytes)
    other = world.admin.post(path, {**body, "title": "别的"}, headers=key)
    equal("another body is refused", (other.status, other.codes), (422, ["api_idempotency_other"]))
    equal("another address, too", world.admin.post("/api/v1/persons", body, headers=key).status, 422)
    equal("added once", world.admin.get(path)["total"], before + 1)
    equal("keys are a person's own", world.as_role("office").post(path, body, headers=key).status, 201)
    replies = together(12, lambda i: world.client("admin").post(path, {"level": "finding", "title": "同时"}, headers={"Idempotency-Key": "key-2"}))
    equal("at the same time", ({reply.status for reply in replies}, len({reply.bytes for reply in replies})), ({201}, 1))
    refused = [world.admin.post(path, {"level": "finding"}, headers={"Idempotency-Key": "key-3"}).status for _ in range(2)]
    equal("a refusal is not kept", (refused, world.admin.post(path, body, headers={"Idempotency-Key": "key-3"}).status), ([422, 422], 201))
    for bad in ("x" * 101, "a b", "ключ".encode().decode("latin-1")):
        equal(f"key {bad[:10]!r}", world.admin.post(path, body, headers={"Idempotency-Key": bad}).status, 422)
    world.server.stop()
    world.server.start()
    world.admin.port, world.clients = world.server.port, {}
    equal("after a restart", world.admin.post(path, body, headers=key).bytes, first.bytes)


def test_pick(world):
    equal("nobody of this name", world.admin.get("/api/v1/pick?record=person&q=无此人")["rows"], [])
    rows = world.admin.get("/api/v1/pick?record=person&q=人员lea")["rows"]
    equal("found by name", [(row["label"], row["hint"]) for row in rows], [("人员leader", "云岭市资源规划局")])
    equal("units", [(row["label"], row["hint"]) for row in world.admin.get("/api/v1/pick?record=organisation&q=财务")["rows"]], [("财务科", "CWK")])
    expect("without a text some", len(world.admin.get("/api/v1/pick?record=organisation")["rows"]) == 3)
    for i in range(30):
        world.add("/api/v1/persons", name=f"同名{i:02}", organisation_id=world.organisation)
    equal("at most 20", len(world.admin.get("/api/v1/pick?record=person&q=同名")["rows"]), 20)
    for query in ("record=castle", "", "record=finding", "record=finding&ledger=XYZ"):
        equal(f"pick?{query}", world.admin.get("/api/v1/pick?" + query).status, 422)


def test_attachments(world):
    finding = world.finding(title="有附件的问题")["id"]
    path, data = world.ledger + "/attachments", b"%PDF-1.7 \0\1\2" * 1000
    made = world.admin.send_file(f"{path}?finding_id={finding}&note=会议纪要", data, "会议 纪要.pdf")
    equal("attached", (made.status, made["record"]["name"], made["record"]["size"], made["record"]["media_type"], made["record"]["note"]), (201, "会议 纪要.pdf", len(data), "application/pdf", "会议纪要"))
    equal("listed", [row["id"] for row in world.admin.get(f"{path}?finding_id={finding}")["rows"]], [made["record"]["id"]])
    file = world.admin.get(f"{path}/{made['record']['id']}/file")
    equal("read back", (file.status, file.bytes, file.headers["Content-Type"]), (200, data, "application/octet-stream"))
    expect("for keeping, not for showing", file.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''"))
    equal("who does not see the finding does not see the file", world.as_role("owner").get(f"{path}/{made['record']['id']}/file").status, 404)
    equal("an administrator neither", world.as_role("system_admin").get(f"{path}/{made['record']['id']}/file").status, 403)
    for query, more in (("", b"x"), (f"finding_id={finding}", b""), (f"finding_id={finding}&size=5", b"x"), ("finding_id=nobody", b"x"), (f"finding_id={finding}&colour=red", b"x"),
                        (f"finding_id={world.organisation}", b"x")):
        reply = world.admin.send_file(f"{path}?{query}", more, "x.txt")
        expect(f"attaching with {query!r}", reply.status == 422, reply)
    equal("a dry run keeps nothing", (world.admin.send_file(f"{path}?finding_id={finding}&dry_run=true", b"new bytes", "x").status, world.admin.get(f"{path}?finding_id={finding}")["total"]), (200, 1))
    equal("no file, no attachment", world.admin.get(f"{path}/01a1fa4c-f649-7d61-a934-2daf42067600/file").status, 404)


def package(parts):
    """A .docx or .xlsx as small as it can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_attachments_shown(world):
    finding = world.finding(title="看附件的问题")["id"]
    path = world.ledger + "/attachments"
    office = "http://schemas.openxmlformats.org"
    types = f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    relate = lambda kind, target: f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" Type="{office}/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
    docx = package({"[Content_Types].xml": types, "_rels/.rels": relate("officeDocument", "word/document.xml"),
                    "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>会议&lt;script&gt;alert(1)&lt;/script&gt;纪要</w:t></w:r></w:p></w:body></w:document>'})
    xlsx = package({"[Content_Types].xml": types, "_rels/.rels": relate("officeDocument", "xl/workbook.xml"), "xl/_rels/workbook.xml.rels": relate("worksheet", "sheet1.xml"),
                    "xl/workbook.xml": f'<workbook xmlns="{office}/spreadsheetml/2006/main" xmlns:r="{office}/officeDocument/2006/relationships"><sheets><sheet name="台&lt;账" sheetId="1" r:id="r1"/></sheets></workbook>',
                    "xl/sheet1.xml": f'<worksheet xmlns="{office}/spreadsheetml/2006/main"><sheetData>' + "".join(f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>第{r}行&amp;</t></is></c></row>' for r in range(1, 401)) + "</sheetData></worksheet>"})
    kept = {}
    for name, data, kind in (("图.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png"), ("扫描.png", b"%PDF-1.4 x", "application/pdf"), ("纪要.zip", docx, "wordprocessingml"), ("表", xlsx, "spreadsheetml"),
                             ("网页.png", "<html><script>alert(1)</script>正文".encode(), "text/plain"), ("国标.txt", "整改情况".encode("gb18030"), "application/octet-stream"),
                             ("压缩包.docx", package({"a.txt": "x"}), "application/zip"), ("svg.svg", b"<svg onload='alert(1)'/>", "text/plain")):
        record = world.admin.send_file(f"{path}?finding_id={finding}", data, name)["record"]
        expect(f"{name}: what it is, by its bytes", kind in record["media_type"], record["media_type"])
        kept[name] = f"{path}/{record['id']}"
    for name, kind in (("图.txt", "image/png"), ("扫描.png", "application/pdf")):
        view = world.admin.get(kept[name] + "/view")
        equal(f"{name} is shown in place", (view.status, view.headers["Content-Type"], view.headers["X-Content-Type-Options"]), (200, kind, "nosniff"))
        policy = view.headers["Content-Security-Policy"]
        expect(f"{name}: framed by us alone, and does nothing", "default-src 'none'" in policy and "frame-ancestors 'self'" in policy and ("sandbox" in policy or kind == "application/pdf"), policy)
    for name in ("纪要.zip", "表", "网页.png", "svg.svg", "国标.txt", "压缩包.docx"):
        equal(f"{name} is never served as it is, in place", world.admin.get(kept[name] + "/view").status, 422)
    for name, holds in (("纪要.zip", "会议&lt;script&gt;alert(1)&lt;/script&gt;纪要"), ("表", "台&lt;账"), ("表", "第300行&amp;"), ("网页.png", "&lt;html&gt;&lt;script&gt;"), ("svg.svg", "&lt;svg onload=&#39;"), ("国标.txt", "整改情况")):
        shown = world.admin.get(kept[name] + "/preview")
        text = shown.bytes.decode()
        equal(f"{name}: a page of its words", (shown.status, shown.headers["Content-Type"], holds in text), (200, "text/html; charset=utf-8", True))
        expect(f"{name}: in a sandbox, without anything active", "sandbox" in shown.headers["Content-Security-Policy"] and "<script" not in text and "<svg" not in text)
    expect("a long sheet is cut, and says so", "第301行" not in world.admin.get(kept["表"] + "/preview").bytes.decode() and "请下载" in world.admin.get(kept["表"] + "/preview").bytes.decode())
    for name in ("图.txt", "压缩包.docx"):
        equal(f"{name} has no words to show", world.admin.get(kept[name] + "/preview").status, 422)
    for what in ("view", "preview"):
        equal(f"{what}: who does not see the finding", world.as_role("owner").get(f"{kept['图.txt']}/{what}").status, 404)
        equal(f"{what}: an administrator", world.as_role("audit_admin").get(f"{kept['图.txt']}/{what}").status, 403)
    refused = world.admin.get(kept["压缩包.docx"] + "/view")
    expect("a refusal is no page", "frame-ancestors 'none'" in refused.headers["Content-Security-Policy"])


def test_schema(world):
    schema = world.admin.get("/api/v1/schema?ledger=ZGJ").json
    records = {record["name"]: record for record in schema["records"]}
    finding = records["finding"]
    equal("where it lives", (finding["plural"], finding["scope"], finding["path"], finding["label"], finding["label_en"]), ("findings", "ledger", "/api/v1/ledgers/{ledger}/findings", "问题", "Finding"))
    equal("of the site", (records["organisation"]["scope"], records["organisation"]["path"]), ("site", "/api/v1/organisations"))
    fields = {field["name"]: field for field in finding["fields"]}
    equal("a text", {key: fields["title"].get(key) for key in ("kind", "max", "required", "searched", "given")}, {"kind": "text", "max": 400, "required": True, "searched": True, "given": None})
    equal("a deadline", (fields["due"]["kind"], fields["due"]["columns"], fields["due"]["sorted"]), ("deadline", ["due_on", "due_as", "due_text"], True))
    equal("words, terms, references", (fields["level"]["of"], fields["category"]["of"], fields["lead_unit_id"]["of"], fields["same_matter"]["of"], fields["extra"]["of"]),
          ("finding_level", "category", "organisation", "finding", "finding"))
    equal("given by the system", (fields["number"]["given"], fields["path"]["given"], fields["verbatim"]["fixed"], fields["named_persons"]["restricted"]), (True, True, True, True))
    equal("words", [word["word"] for word in schema["words"]["finding_level"]], ["aspect", "item", "finding", "point", "demand"])
    expect("every word list a field names is told", all(field["of"] in schema["words"] for record in schema["records"] for field in record["fields"] if field["kind"] == "word"))
    expect("every vocabulary has terms", all(schema["terms"].get(field["of"]) for record in schema["records"] for field in record["fields"] if field["kind"] == "term"))
    expect("English labels", all(word["label_en"] for words in schema["words"].values() for word in words))
    world.add("/api/v1/persons", name="有自有栏目", organisation_id=world.organisation, extra={"政治面貌": "党员"})
    equal("the office's own columns", world.admin.get("/api/v1/schema")["extra"]["person"], [{"word": "政治面貌", "label": "政治面貌"}])
    for record in schema["records"]:
        path = record["path"].replace("{ledger}", "ZGJ")
        equal(f"{path} is there", world.admin.get(path).status, 200)


def test_verify(world):
    report = world.admin.get("/api/v1/verify").json
    equal("everything holds", (report["ok"], report["problems"]), (True, []))
    expect("each chain is told", {"ZGJ", "（本系统）"} <= {chain["ledger"] for chain in report["chains"]} and all(len(chain["head"]) == 64 for chain in report["chains"]), report)
    threading.Event().wait(1.3)  # the access log is written once a second
    expect("the access log is checked along", world.admin.get("/api/v1/verify")["access_events"] > 0)
