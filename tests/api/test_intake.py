"""Letters and people come in."""
import copy
import hashlib
import json
import os
import time
from pathlib import Path

from harness import SOURCE, equal, expect

NODE = ("id", "parent", "level", "no", "title", "text", "start", "end", "deadline", "lead_units", "responsible_units")
LETTER = (SOURCE / "data/sample/feedback.docx").read_bytes()
INSPECTION = {"code": "XC-2026-3", "name": "常规巡察", "kind": "regular", "level": "city"}


def upload(world, data=LETTER, name="反馈 意见.docx", client=None):
    return (client or world.admin).send_file("/api/v1/intake/letters", data, name)


def body_of(letter, **more):
    nodes = [{key: node[key] for key in NODE} for node in letter["parse"]["nodes"]]
    return {"upload": letter["upload"], "file_name": letter["file_name"], "inspection": INSPECTION, "title": "反馈意见", "document_no": "1号",
            "issued_on": "2026-10-12", "signed_on": "2026-10-12", "nodes": nodes, **more}


def test_letter(world):
    world.fresh()
    reply = upload(world)
    letter = reply.json
    equal("read", (reply.status, letter["upload"], letter["file_name"]), (200, hashlib.sha256(LETTER).hexdigest(), "反馈 意见.docx"))
    parse = letter["parse"]
    equal("nodes tile the text", (parse["nodes"][0]["start"], parse["nodes"][-1]["end"], parse["characters"]), (0, len(parse["plain"]), len(parse["plain"])))
    body = body_of(letter)
    tried = world.admin.post(world.ledger + "/intake?dry_run=true", body)
    equal("tried", (tried.status, tried["report_id"]), (200, None))
    levels = [node["level"] for node in body["nodes"]]
    equal("counted", {key: tried["summary"][key] for key in ("aspects", "findings", "points", "demands", "actions", "other", "characters")},
          {"aspects": levels.count("aspect"), "findings": levels.count("finding"), "points": levels.count("point"), "demands": levels.count("demand"),
           "actions": levels.count("action"), "other": levels.count("other"), "characters": parse["characters"]})
    equal("nothing was kept", (world.admin.get(world.ledger + "/findings")["total"], world.admin.get(world.ledger + "/inspections")["total"]), (0, 0))
    taken = world.admin.post(world.ledger + "/intake", body, headers={"Idempotency-Key": "letter"})
    equal("taken", (taken.status, taken["summary"], taken["numbers"]), (200, tried["summary"], tried["numbers"]))
    equal("once", world.admin.post(world.ledger + "/intake", body, headers={"Idempotency-Key": "letter"}).bytes, taken.bytes)
    rows = world.admin.get(world.ledger + "/findings?sort=path&limit=500")["rows"]
    equal("in the order of the letter", [row["span_start"] for row in rows], sorted(row["span_start"] for row in rows))
    plain = parse["plain"]
    expect("verbatim is the letter's text", all(row["verbatim"] == plain[row["span_start"]:row["span_end"]].rstrip("\n ") for row in rows))
    report = f"{world.ledger}/feedback_reports/{taken['report_id']}"
    text = world.admin.get(report + "/text").json
    equal("its text", (text["plain"], len(text["nodes"])), (plain, len(rows)))
    file = world.admin.get(report + "/file")
    equal("its file", (file.status, file.bytes, file.headers["Content-Disposition"]),
          (200, LETTER, "attachment; filename*=UTF-8''%E5%8F%8D%E9%A6%88%20%E6%84%8F%E8%A7%81.docx"))
    for role, whole in (("leader", True), ("supervisor", True), ("owner", False)):
        client = world.as_role(role)
        equal(f"{role} gets the file", client.get(report + "/file").status, 200 if whole else 403)
        seen = client.get(report + "/text")["plain"]
        equal(f"{role} reads it whole", seen == plain, whole)
        equal(f"{role}: places stay", len(seen), len(plain))
    mine = rows[5]
    world.add(world.ledger + "/responsibilities", finding_id=next(row["id"] for row in rows if row["level"] == "finding"), role="lead_unit", organisation_id=world.units["CWK"])
    seen = world.as_role("owner").get(report + "/text").json
    node = seen["nodes"][0]
    equal("an owner reads his passage", seen["plain"][node["start"]:node["end"]], plain[node["start"]:node["end"]])
    expect("and no other", mine["verbatim"][:20] not in seen["plain"] or mine["id"] == node["finding_id"])
    equal("summary names the letter", [(letter["title"], letter["findings"]) for source in world.admin.get(world.ledger + "/summary")["sources"] for letter in source["letters"]], [("反馈意见", levels.count("finding"))])
    equal("setup is done", world.admin.get("/api/v1/setup")["step"], "done")
    equal("the administrators get none of it", (world.as_role("audit_admin").get(report + "/text").status, world.as_role("audit_admin").get(report + "/file").status), (403, 403))


def test_files_nobody_accepted(world):
    """What was uploaded and never accepted goes after a day; what a record or an event names stays, and so does what is new."""
    world.fresh()
    blobs = Path(world.server.environment["RECTIFY_BLOBS"])
    accepted = upload(world)
    world.admin.post(world.ledger + "/intake", body_of(accepted.json))
    attached = world.admin.send_file(f"{world.ledger}/attachments?finding_id={world.finding()['id']}", b"attached", "a.txt")["record"]
    world.admin.post(f"{world.ledger}/attachments/{attached['id']}/withdraw", {"reason": "试验"})
    left = [upload(world, f"一、没有导入的第{i}份\n".encode(), "left.txt")["upload"] for i in range(3)]
    digest = {"letter": accepted["upload"], "attachment": hashlib.sha256(b"attached").hexdigest(), "old": left[0], "fetched": left[1], "young": left[2]}
    path = {name: blobs / text[:2] / text[2:] for name, text in digest.items()}
    expect("all are there", all(one.exists() for one in path.values()), path)
    equal("the server ends", world.server.stop(), 0)  # and forgets who sent what
    for name, one in path.items():
        if name != "young":
            os.utime(one, (10**9, 10**9))
    told = json.loads(world.server.command("verify", "--blobs", "--json"))
    equal("counted", (told["ok"], told["unused_files"]), (True, 2))
    world.server.start()
    world.admin = world.client("admin")
    equal("one of them is sent again", upload(world, "一、没有导入的第1份\n".encode(), "left.txt")["upload"], left[1])
    until = time.monotonic() + 20
    while path["old"].exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(0.5)
    equal("what is left", {name: one.exists() for name, one in path.items()}, {"letter": True, "attachment": True, "old": False, "fetched": True, "young": True})
    equal("nothing named is lost", json.loads(world.server.command("verify", "--blobs", "--json"))["ok"], True)


REVISED_FROM = """关于巡察某局党组的反馈意见
一、党的建设方面
1.组织生活不规范。部分支部会议记录事后补写。
2.党员教育走过场。全年集中学习只有两次。
二、作风建设方面
1.会议偏多。上半年召开全局会议三十次。（整改时限：2026年12月底前）
"""
REVISED_TO = """关于巡察某局党组的反馈意见
一、党的建设方面
1.组织生活不规范。部分支部会议记录事后补写，谈心谈话没有记录。
二、作风建设方面
1.文件偏多。上半年发文二百件，其中三成没有实质内容。
2.会议偏多。上半年召开全局会议三十次。（整改时限：2027年3月底前）
"""


def test_letter_issued_anew(world):
    world.fresh()
    first = upload(world, REVISED_FROM.encode(), "a.txt").json
    taken = world.admin.post(world.ledger + "/intake", body_of(first))
    rows = {row["title"]: row for row in world.admin.get(world.ledger + "/findings?sort=path&limit=500")["rows"]}
    by_start = {title[:4]: row for title, row in rows.items()}
    meetings, education, life = by_start["会议偏多"], by_start["党员教育"], by_start["组织生活"]
    world.add(world.ledger + "/responsibilities", finding_id=meetings["id"], role="lead_unit", organisation_id=world.units["CWK"])
    world.admin.patch(f"{world.ledger}/findings/{life['id']}", {"title": "支部生活不严"})
    second = upload(world, REVISED_TO.encode(), "b.txt").json
    inspection = world.admin.get(world.ledger + "/inspections")["rows"][0]["id"]
    body = body_of(second, title="反馈意见（修订）")
    del body["inspection"]
    aspects = [row for row in rows.values() if row["level"] == "aspect"]
    was = {"会议偏多": meetings["id"], "组织生活": life["id"]} | {a["title"][:4]: a["id"] for a in aspects}
    for node in body["nodes"]:
        if node["title"][:4] in was and node["level"] != "other":
            node["was"] = was[node["title"][:4]]
    body |= {"inspection_id": inspection, "supersedes_id": taken["report_id"], "withdraw": [education["id"]]}
    tried = world.admin.post(world.ledger + "/intake?dry_run=true", body)
    equal("told before", (tried.status, tried["summary"]["kept"], tried["summary"]["changed"], tried["summary"]["withdrawn"]), (200, 2, 2, 1))
    done = world.admin.post(world.ledger + "/intake", body)
    equal("replaced", (done.status, done["numbers"]["first"], done["numbers"]["last"]), (200, "ZGJ-2026-0004", "ZGJ-2026-0004"))
    after = world.admin.get(world.ledger + "/findings?sort=path&limit=500")["rows"]
    equal("in the order of the new letter", [row["title"][:4] for row in after], ["党的建设", "支部生活", "作风建设", "文件偏多", "会议偏多"])
    kept = {row["id"]: row for row in after}
    equal("what is said again keeps its number", (kept[meetings["id"]]["number"], kept[meetings["id"]]["lead_unit_id"]), (meetings["number"], world.units["CWK"]))
    equal("and follows the letter's date", (meetings["due_on"], kept[meetings["id"]]["due_on"]), ("2026-12-31", "2027-03-31"))
    expect("the text is the new letter's", "没有记录" in kept[life["id"]]["verbatim"], kept[life["id"]]["verbatim"])
    equal("the office's own title stays", kept[life["id"]]["title"], "支部生活不严")
    equal("what is not said any more is gone", education["id"] in kept, False)
    history = world.admin.get(f"{world.ledger}/findings/{meetings['id']}/history")
    expect("as a correction", "correct" in history.bytes.decode(), history.bytes.decode())
    again = world.admin.post(world.ledger + "/intake", body)
    equal("not replaced twice", (again.status, "已被另一份反馈意见替换" in again.bytes.decode()), (422, True))
    body["supersedes_id"] = done["report_id"]
    equal("nor what is not in it", world.admin.post(world.ledger + "/intake", body).status, 422)
    verified = world.admin.get("/api/v1/verify")
    equal("the chain holds", verified.status, 200)


def test_letter_refusals(world):
    letter = upload(world).json
    good = body_of(letter, inspection={**INSPECTION, "code": "XC-2026-4"})

    def changed(change):
        body = copy.deepcopy(good)
        change(body)
        return world.admin.post(world.ledger + "/intake?dry_run=true", body)

    def set_node(index, **values):
        return lambda body: body["nodes"][index].update(values)

    cases = {
        "another text": set_node(3, text="改过的原文"), "a gap": set_node(4, start=good["nodes"][4]["start"] + 1), "an overlap": set_node(4, start=good["nodes"][4]["start"] - 1),
        "a parent that comes later": set_node(2, parent=5), "a level of no kind": set_node(2, level="chapter"), "ids in disorder": set_node(2, id=9),
        "a negative place": set_node(0, start=-1), "a number that is none": set_node(0, end="1"), "a deadline of no day": set_node(2, deadline={"text": "x", "due_on": "2026-13-01"}),
        "the end missing": lambda body: body["nodes"].pop(), "no nodes": lambda body: body.update(nodes=[]), "nodes of no kind": lambda body: body.update(nodes="all"),
        "no upload": lambda body: body.pop("upload"), "an unknown upload": lambda body: body.update(upload="0" * 64), "an upload of no kind": lambda body: body.update(upload="../../etc/passwd"),
        "no inspection": lambda body: body.pop("inspection"), "an inspection without name": lambda body: body["inspection"].pop("name"),
        "an inspection that is not there": lambda body: (body.pop("inspection"), body.update(inspection_id="01a1fa4c-f649-7d61-a934-2daf42067600")),
        "an empty title": lambda body: body.update(title=""), "a wrong day": lambda body: body.update(issued_on="yesterday"), "something else": lambda body: body.update(colour="red"),
    }
    for name, change in cases.items():
        reply = changed(change)
        expect(name, reply.status == 422 and reply["errors"] and reply["detail"], reply)
    equal("titles may be edited", changed(set_node(3, title="人改的标题")).status, 200)
    equal("of others' uploads nothing is told", world.as_role("office").post(world.ledger + "/intake?dry_run=true", good).status, 422)
    equal("his own he may send again", upload(world, client=world.as_role("office")).status, 200)
    equal("then it is his", world.as_role("office").post(world.ledger + "/intake?dry_run=true", good).status, 200)
    for role in ("leader", "owner", "supervisor", "system_admin"):
        equal(f"{role} takes no letter in", world.as_role(role).post(world.ledger + "/intake", good).status in (403, 404), True)
    for data, name in ((b"", "empty.docx"), (b"PK\3\4broken", "broken.docx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc"), (b"\0\1\2\3" * 100, "noise.txt"), (LETTER[:5000], "cut.docx"),
                       (b"   \n  \n", "blank.txt"), (b"%PDF-1.7\n" + b"x" * 500, "scan.pdf")):
        reply = upload(world, data, name)
        expect(f"{name}: a sentence for a clerk", reply.status in (400, 413, 422) and len(reply["detail"]) > 5, reply)
    secret = upload(world, "秘密★5年\n关于某单位的反馈意见\n一、存在的问题\n1. 台账不全。\n2. 报销不严。\n".encode(), "secret.txt")
    expect("what is marked above the ceiling is not taken", secret.status == 422 and "letter_above_ceiling" in secret.codes, secret)
    expect("nor stored", not any(path.is_file() and "台账不全".encode() in path.read_bytes() for path in world.folder.rglob("*-blobs/**/*")))
    for name, shown in (("../../etc/passwd", "passwd"), ("C:\\docs\\a.txt", "a.txt")):
        equal(f"{name} is only a name", upload(world, "一、问题\n1. 甲。\n".encode(), name)["file_name"], shown)


def test_plain_letters(world):
    for data, name in (("一、存在的问题\n1. 学习不深入。\n2. 台账不全。\n".encode(), "utf8.txt"), ("一、存在的问题\n1. 学习不深入。\n2. 台账不全。\n".encode("gb18030"), "gb.txt")):
        letter = upload(world, data, name)
        equal(f"{name}: read", (letter.status, letter["parse"]["plain"][:8]), (200, "一、存在的问题\n"))
        reply = world.admin.post(world.ledger + "/intake?dry_run=true", body_of(letter.json, inspection={**INSPECTION, "code": name}))
        equal(f"{name}: taken", reply.status, 200)


def test_people(world):
    world.fresh()
    workbook = (SOURCE / "data/sample/people.xlsx").read_bytes()
    path = "/api/v1/imports/people"
    tried = world.admin.send_file(path + "?dry_run=true", workbook, "people.xlsx")
    equal("tried", (tried.status, "slips" in tried.json, tried["persons"]["new"] > 30, sorted(tried["extra_columns"])), (200, False, True, ["备注", "政治面貌"]))
    equal("nothing was kept", world.admin.get("/api/v1/persons")["total"], 9)
    done = world.admin.send_file(path + "?dry_run=false", workbook, "people.xlsx")
    equal("done", (done.status, done["persons"], done["organisations"]), (200, tried["persons"], tried["organisations"]))
    slips = done["slips"]
    equal("a slip for every account", (len(slips), sorted(slips[0])), (done["accounts"]["new"], ["code", "name", "unit", "username"]))
    client = world.client()
    equal("a code logs in", (client.log_in(slips[0]["username"], slips[0]["code"])["must_change_password"]), True)
    again = world.admin.send_file(path, workbook, "people.xlsx")
    equal("again changes nothing", (again.status, again["persons"]["new"], again["persons"]["changed"], again["slips"]), (200, 0, 0, []))
    for data in (b"", b"no workbook", LETTER):
        reply = world.admin.send_file(path, data, "x.xlsx")
        expect("no workbook: a sentence", reply.status in (400, 422) and reply["detail"], reply)
    history = world.admin.get(f"/api/v1/persons/{world.admin.get('/api/v1/persons?q=沈维钧')['rows'][0]['id']}/history")["versions"]
    equal("the history says how it came", history[0]["via"], "import")
