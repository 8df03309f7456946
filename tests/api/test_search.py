"""The one search box, the lists' q and the pickers: what is found, by whom, and that it is exact at once and after the index has caught up."""
import io
import shutil
import sqlite3
import time
import urllib.parse
import zipfile

from harness import equal, expect


def search(client, text, **more):
    query = "&".join(f"{key}={value}" for key, value in more.items())
    return client.get(f"/api/v1/search?q={urllib.parse.quote(text)}&{query}")


def found(client, text, **more):
    reply = search(client, text, **more)
    if reply.status != 200:
        expect(f"{text} is answered", False, reply)
        return {}
    return {group["record"]: group["hits"] for group in reply["groups"]}


def ids(client, text, record="finding", **more):
    return [hit["id"] for hit in found(client, text, **more).get(record, [])]


def marked(hit):
    """What the matches say is there."""
    return ["".join(list(hit["snippet"])[start:start + length]) for start, length in hit["matches"]]


def both(check):
    """At once, from what is pending; and when the writer has had time to index it."""
    check("at once")
    time.sleep(0.6)
    check("indexed")


def test_box(world):
    world.fresh()
    admin = world.admin
    first = world.finding(title="公务接待费用超标", verbatim="2025年公务接待\n费用比上年增长ＡＢＣ三成，存在公款吃喝现象。")
    second = world.finding(title="接待台账不完整", verbatim="台账缺漏。")
    action = world.add(world.ledger + "/corrective_actions", answers=[first["id"]], measure="修订公务接待管理办法")
    person = world.add("/api/v1/persons", name="欧阳修远", duty="接待科科长", organisation_id=world.units["CWK"])

    def check(when):
        everything = found(admin, "接待")
        equal(f"{when}: groups in order", list(everything), ["finding", "corrective_action", "person"])
        equal(f"{when}: findings", {hit["id"] for hit in everything["finding"]}, {first["id"], second["id"]})
        equal(f"{when}: a measure", [hit["id"] for hit in everything["corrective_action"]], [action["id"]])
        equal(f"{when}: with its number", everything["corrective_action"][0]["code"], action["number"])
        equal(f"{when}: and its finding", everything["corrective_action"][0]["finding_id"], first["id"])
        hit = next(hit for hit in everything["finding"] if hit["id"] == first["id"])
        equal(f"{when}: where", (hit["field"], hit["ledger"], hit["title"], marked(hit)), ("title", "ZGJ", "公务接待费用超标", ["接待"]))
        for text, snippet in (("吃喝", "吃喝"), ("abc", "ＡＢＣ"), ("ａｂｃ三", "ＡＢＣ三")):
            (hit,) = found(admin, text)["finding"]
            equal(f"{when}: {text}", (hit["id"], hit["field"], marked(hit)), (first["id"], "verbatim", [snippet]))
            expect(f"{when}: in one line", "\n" not in hit["snippet"], hit)
        equal(f"{when}: several words in any order", ids(admin, "吃喝　接待"), [first["id"]])
        equal(f"{when}: all of them", ids(admin, "吃喝 台账"), [])
        equal(f"{when}: by name", [hit["title"] for hit in found(admin, "欧阳")["person"]], ["欧阳修远"])
        equal(f"{when}: and where he works", found(admin, "欧阳")["person"][0]["hint"], "财务科")
        equal(f"{when}: a unit by its code", [hit["title"] for hit in found(admin, "cwk")["organisation"]], ["财务科"])
        number = first["number"]
        for text in (number, number[-4:], number.lower()):
            equal(f"{when}: {text}", ids(admin, text)[:1], [first["id"]])

    both(check)
    equal("a list says the same", {row["id"] for row in admin.get(world.ledger + "/findings?q=" + urllib.parse.quote("接待"))["rows"]}, {first["id"], second["id"]})
    admin.patch(f"{world.ledger}/findings/{second['id']}", {"title": "资料不完整"})
    both(lambda when: equal(f"{when}: no longer", ids(admin, "接待台"), []))
    admin.post(f"{world.ledger}/findings/{second['id']}/withdraw", {"reason": "误登"})
    both(lambda when: equal(f"{when}: withdrawn", ids(admin, "资料不完整"), []))
    for query, field in (("", "q"), ("q=", "q"), ("q=a&limit=0", "limit"), ("q=a&limit=21", "limit"), ("q=a&ledger=XYZ", "ledger"), ("q=" + "a" * 201, "q")):
        reply = admin.get("/api/v1/search?" + query)
        equal(f"search?{query:.20}", (reply.status, reply.fields), (422, [field]))
    equal("nobody without a session", world.client().get("/api/v1/search?q=a").status, 401)


def test_box_within_rights(world):
    mine, other = world.finding(title="归财务科的寻常事项")["id"], world.finding(title="归办公室的寻常事项", verbatim="雪泥鸿爪")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    world.admin.send_file(f"{world.ledger}/attachments?finding_id={other}", "会议纪要：踏雪寻梅".encode(), "雪泥鸿爪.txt")
    owner = world.as_role("owner")
    wait_for(lambda: ids(world.admin, "踏雪", "attachment"))

    def check(when):
        equal(f"{when}: the office finds both", set(ids(world.admin, "寻常事项")), {mine, other})
        equal(f"{when}: the owner his own", ids(owner, "寻常事项"), [mine])
        for text in ("雪泥鸿爪", "踏雪寻梅", "泥鸿", "梅"):
            reply = search(owner, text)
            equal(f"{when}: {text} is nowhere for him", reply["groups"], [])
            equal(f"{when}: {text} is in no list", owner.get(f"{world.ledger}/findings?q={urllib.parse.quote(text)}")["total"], 0)
            equal(f"{when}: {text} is in no picker", owner.get(f"/api/v1/pick?record=finding&ledger=ZGJ&q={urllib.parse.quote(text)}")["rows"], [])
            expect(f"{when}: the office finds {text}", search(world.admin, text)["groups"], text)
        for role in ("system_admin", "security_admin", "audit_admin"):
            equal(f"{when}: {role} finds no business record", [group["record"] for group in search(world.as_role(role), "寻常事项")["groups"]], [])

    both(check)


def wait_for(what, seconds=10):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return False


def docx(text):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        book.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
                      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                      '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        book.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                      '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
        book.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>')
    return out.getvalue()


def xlsx(text):
    import openpyxl
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["序号", text])
    book.save(out)
    return out.getvalue()


def pdf(text):
    """One page with one line; ASCII, so that no font need be embedded."""
    stream = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET".encode()
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
             b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def test_text_of_files(world):
    finding = world.finding(title="有佐证的问题")["id"]
    files = {"纪要.txt": ("会议强调踏石留印", "踏石留印"), "旧纪要.csv": ("序号,内容\n1,抓铁有痕".encode("gb18030"), "抓铁有痕"), "方案.docx": (docx("善作善成久久为功"), "久久为功"),
             "清单.xlsx": (xlsx("钉钉子精神"), "钉钉子")}
    if shutil.which("pdftotext"):
        files["report.pdf"] = (pdf("Rectified Thoroughly"), "rectified th")
    broken = {"坏.docx": b"PK\x03\x04" + b"\0" * 200, "坏.pdf": b"%PDF-1.4\nnothing of the kind", "坏.xlsx": xlsx("永无此词")[:400], "空.txt": b" "}
    for name, (content, _) in files.items():
        world.admin.send_file(f"{world.ledger}/attachments?finding_id={finding}", content if isinstance(content, bytes) else content.encode(), name)
    for name, content in broken.items():
        equal(f"{name} is taken all the same", world.admin.send_file(f"{world.ledger}/attachments?finding_id={finding}", content, name).status, 201)
    for name, (_, word) in files.items():
        expect(f"{name} is read in time", wait_for(lambda: ids(world.admin, word, "attachment"), 20))
        (hit,) = found(world.admin, word)["attachment"]
        equal(f"{name}: found by its text", (hit["title"], hit["field"], hit["hint"]), (name, "", "有佐证的问题"))
        equal(f"{name}: marked", [text.lower() for text in marked(hit)], word.split())
    equal("by its name", [hit["title"] for hit in found(world.admin, "清单")["attachment"]], ["清单.xlsx"])
    equal("a list looks at names alone", world.admin.get(f"{world.ledger}/attachments?q={urllib.parse.quote('踏石留印')}")["rows"], [])
    equal("the server is well", world.admin.get("/api/v1/session").status, 200)
    world.server.stop()
    world.server.start()
    world.admin.port, world.clients = world.server.port, {}
    equal("after a restart", ids(world.admin, "久久为功", "attachment") != [], True)


def test_pending_after_kill(world):
    """What was acknowledged is found after the program was killed, and is indexed then."""
    made = [world.finding(title=f"断电之前的事项第{i}条")["id"] for i in range(30)]
    world.server.process.kill()
    world.server.process.wait()
    world.server.start()
    world.admin.port, world.clients = world.server.port, {}
    reply = world.admin.get(world.ledger + "/findings?limit=100&q=" + urllib.parse.quote("断电之前"))
    equal("all are there", {row["id"] for row in reply["rows"]}, set(made))
    equal("and counted", reply["total"], 30)
    if not world.address:
        pending = lambda: sqlite3.connect(f"file:{world.server.where}/rectify.db?mode=ro", uri=True).execute("SELECT count(*) FROM search_pending").fetchone()[0]
        expect("nothing stays pending", wait_for(lambda: pending() == 0), pending())
    equal("still", len(world.admin.get(world.ledger + "/findings?limit=100&q=" + urllib.parse.quote("电之"))["rows"]), 30)


def test_pickers_cut_nothing_silently(world):
    for i in range(25):
        world.add("/api/v1/persons", name=f"司马同名{i:02}", organisation_id=world.organisation, left=i < 3)
    reply = world.admin.get("/api/v1/pick?record=person&q=" + urllib.parse.quote("马同"))
    equal("twenty, and that there are more", (len(reply["rows"]), reply["more"]), (20, True))
    equal("those who left are passed over", [row["label"] for row in reply["rows"] if row["label"] in ("司马同名00", "司马同名02")], [])
    world.add("/api/v1/persons", name="马同", organisation_id=world.organisation)  # behind all of them
    equal("who has just this name comes first", world.admin.get("/api/v1/pick?record=person&q=" + urllib.parse.quote("马同"))["rows"][0]["label"], "马同")
    reply = world.admin.get("/api/v1/pick?record=person&q=" + urllib.parse.quote("同名1"))
    equal("all there are", (len(reply["rows"]), reply["more"]), (10, False))
