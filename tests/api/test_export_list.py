"""A list as a file is what the list shows: rows, order, columns, rights; names and labels; nothing is taken for a formula."""
import csv
import io
import json
import os
import subprocess
import tempfile
import zipfile

import openpyxl

from harness import equal, expect


def cells(reply):
    """Rows of the first sheet."""
    sheet = openpyxl.load_workbook(io.BytesIO(reply.bytes)).worksheets[0]
    return sheet, [["" if value is None else value for value in row] for row in sheet.iter_rows(values_only=True)]


def rows_of(reply):
    return list(csv.reader(io.StringIO(reply.bytes.decode("utf-8-sig"), newline="")))


def make(world):
    world.fresh()
    item = world.finding(level="item", title="一、党的建设")["id"]
    one = world.finding(title="理论学习\"不深\", 不实", parent_id=item, horizon="by_deadline", due_on="2026-03-31", due_as="month", amount="1234.50", extra={"处室": "一处"})["id"]
    world.finding(level="point", title="=1+1", parent_id=one, working_text="第一行\n第二行\n-3")
    world.finding(title="@财务", horizon="immediate", due_on="2026-01-10", due_as="day")
    world.add(world.ledger + "/responsibilities", finding_id=one, role="lead_unit", organisation_id=world.units["CWK"])
    return one


def test_csv(world):
    make(world)
    path = world.ledger + "/findings/export.csv?columns=title,level,horizon,lead_unit_id,due,amount,extra.处室"
    reply = world.admin.get(path)
    equal("a file", (reply.status, reply.headers["Content-Type"], reply.bytes[:3]), (200, "text/csv; charset=utf-8", b"\xef\xbb\xbf"))
    expect("its name", "%E9%97%AE%E9%A2%98" in reply.headers["Content-Disposition"] and reply.headers["Content-Disposition"].endswith(".csv"), reply.headers["Content-Disposition"])
    expect("lines end as spreadsheets want", reply.bytes.endswith(b"\r\n") and b"\r\r" not in reply.bytes)
    rows = rows_of(reply)
    equal("labels", rows[0], ["标题", "层次", "整改时限类别", "牵头单位", "整改时限", "涉及金额", "处室"])
    equal("in tree order, names and labels", rows[1:], [["一、党的建设", "项", "", "", "", "", ""], ["理论学习\"不深\", 不实", "问题", "限期整改", "财务科", "2026年3月底前", "1234.50", "一处"],
                                                        ["'=1+1", "要点", "", "", "", "", ""], ["'@财务", "问题", "立行立改", "", "2026年1月10日", "", ""]])
    equal("filtered and sorted", [row[0] for row in rows_of(world.admin.get(path + "&level=finding&sort=due"))[1:]], ["'@财务", "理论学习\"不深\", 不实"])
    equal("searched", len(rows_of(world.admin.get(path + "&q=学习"))), 2)
    text = rows_of(world.admin.get(world.ledger + "/findings/export.csv?columns=working_text&level=point"))
    equal("line breaks stay in the cell", text[1:], [["第一行\n第二行\n-3"]])
    english = rows_of(world.admin.get(path, headers={"Accept-Language": "en"}))
    equal("in English", (english[0][0], english[2][2]), ("Title", "By deadline"))


def test_workbook(world):
    make(world)
    reply = world.admin.get(world.ledger + "/findings/export.xlsx?columns=number,level,title,amount,position,working_text")
    equal("a workbook", (reply.status, reply.headers["Content-Type"]), (200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
    sheet, rows = cells(reply)
    equal("rows", [row[2] for row in rows], ["标题", "一、党的建设", "理论学习\"不深\", 不实", "=1+1", "@财务"])
    expect("no formula", all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row))
    equal("an amount is a number", rows[2][3], 1234.5)
    equal("the heading stays in sight with the title, and stands on every page", (sheet.freeze_panes, sheet.print_title_rows), ("D2", "$1:$1"))
    equal("a filter over all of it", sheet.auto_filter.ref, f"A1:F{len(rows)}")
    widths = {letter: sheet.column_dimensions[letter].width for letter in "ABCF"}
    expect("widths by kind", widths["C"] > 2 * widths["A"] > 2 * widths["B"] and widths["F"] > 40, widths)
    expect("wrapped, and as high as its lines", sheet["F4"].alignment.wrap_text and sheet.row_dimensions[4].height > 45, sheet.row_dimensions[4].height)
    equal("set in by depth", [int(sheet[f"C{i}"].alignment.indent) for i in range(2, 6)], [0, 1, 2, 0])
    expect("its title is printed", "云岭市资源规划局" in (sheet.oddHeader.center.text or ""), sheet.oddHeader.center.text)
    flat, _ = cells(world.admin.get(world.ledger + "/findings/export.xlsx?columns=title&sort=number"))
    equal("not when sorted otherwise", [int(flat[f"A{i}"].alignment.indent) for i in range(2, 6)], [0, 0, 0, 0])
    _, empty = cells(world.admin.get(world.ledger + "/findings/export.xlsx?columns=title&level=demand"))
    equal("an empty list has its heading", empty, [["标题"]])


def test_every_record(world):
    make(world)
    schema = world.admin.get("/api/v1/schema?ledger=ZGJ").json
    words = {word["word"] for words in schema["words"].values() for word in words}
    for record in schema["records"]:
        path = record["path"].replace("{ledger}", "ZGJ")
        listed = world.admin.get(path + "?limit=500").json
        reply = world.admin.get(path + "/export.csv")
        rows = rows_of(reply) if reply.status == 200 else []
        if not expect(f"{record['name']}: all rows", reply.status == 200 and len(rows) == len(listed["rows"]) + 1, reply):
            continue
        flat = [cell for row in rows[1:] for cell in row]
        ids = {row["id"] for row in listed["rows"]} | set(listed["names"])
        equal(f"{record['name']}: no ids", [cell for cell in flat if any(one in cell for one in ids)], [])
        coded = [i for i, label in enumerate(rows[0]) if any(f["label"] == label and f["kind"] == "word" for f in record["fields"])]
        equal(f"{record['name']}: no words", [row[i] for row in rows[1:] for i in coded if row[i] in words], [])
        labels = [field["label"] for field in record["fields"]]
        equal(f"{record['name']}: labels of its fields", [label for label in rows[0] if label not in labels], [])


def test_rights(world):
    one = make(world)
    owner, path = world.as_role("owner"), world.ledger + "/findings/export.csv"
    equal("an owner's rows: his problem and its point", sorted(row[0] for row in rows_of(owner.get(path + "?columns=title"))[1:]), sorted(["理论学习\"不深\", 不实", "'=1+1"]))
    for query, code in (("?columns=title,named_persons", "list_no_column"), ("?columns=castle", "list_no_column"), ("?columns=extra.", "list_no_column"), ("?castle=1", "asked_nothing"), ("?sort=title", "asked_sort")):
        reply = owner.get(path + query)
        expect(query, reply.status == 422 and code in reply.codes, reply)
    expect("what he may not see is no column of his", "涉及人员" not in rows_of(owner.get(path))[0] and "涉及人员" in rows_of(world.admin.get(path))[0])
    equal("who sees no ledger", world.as_role("security_admin").get(path).status, 404)
    equal("who sees no accounts", world.as_role("leader").get("/api/v1/accounts/export.csv").status, 403)
    equal("nobody without a session", world.client().get(path).status, 401)
    equal("an unknown list", world.admin.get(world.ledger + "/castles/export.csv").status, 404)
    expect("withdrawn ones are left out", world.admin.post(f"{world.ledger}/findings/{one}/withdraw", {"reason": "x"}).status in (200, 422))


def test_command(world):
    make(world)
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "list.csv")
        said = world.server.command("export", "list", "finding", "level=finding", "--columns", "title,due", "--sort", "due", "-o", target, "--json", "--lang", "zh")
        equal("said", json.loads(said), {"file": target, "rows": 2})
        with open(target, encoding="utf-8-sig", newline="") as file:
            equal("the same file as over the API", file.read().encode(), world.admin.get(world.ledger + "/findings/export.csv?level=finding&columns=title,due&sort=due").bytes.decode("utf-8-sig").encode())
        book = os.path.join(folder, "list.xlsx")
        world.server.command("export", "list", "organisations", "-o", book)
        expect("a workbook", zipfile.is_zipfile(book))
        for arguments in (["export", "list", "finding", "-o", os.path.join(folder, "list.pdf")], ["export", "list", "-o", book], ["export", "list", "finding", "--columns", "castle", "-o", book],
                          ["export", "list", "finding", "-o", os.path.join(folder, "none", "list.csv")]):
            done = subprocess.run([world.rectify, "--store", world.server.where, *arguments], env=world.server.environment, capture_output=True, text=True)
            expect(f"refused: {arguments[2:]}", done.returncode in (1, 2) and done.stderr, (done.returncode, done.stderr))
        equal("nothing half-written", sorted(os.listdir(folder)), ["list.csv", "list.xlsx"])


def test_of_any_of_several(world):
    """A filter with several values holds on every page that is read for the file."""
    world.fresh()
    inspections = [world.add(world.ledger + "/inspections", code=f"D{i}", name=f"第{i}次巡察", kind="regular", level="city")["id"] for i in range(3)]
    for i in range(402):
        world.finding(title=f"问题{i}", inspection_id=inspections[i % 3])
    asked = "inspection_id=" + ",".join(inspections[1:])
    rows = rows_of(world.admin.get(f"{world.ledger}/findings/export.csv?columns=title&{asked}"))
    equal("all of both, none of the third", sorted(row[0] for row in rows[1:]), sorted(f"问题{i}" for i in range(402) if i % 3))
    listed = json.loads(world.server.command("list", "finding", asked, "--limit", "1000", "--json"))
    equal("so does the command", len(listed), 268)
