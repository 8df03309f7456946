#!/usr/bin/python3
"""read_export.py RECTIFY FOLDER: exports a ledger that make_ledger.py makes and reads the workbook back as an office would open it.

Prints `N passed, M failed` and each failure. What is expected is computed from `rectify list --json`, not from the export.
"""
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.parse
import zipfile
from pathlib import Path

import openpyxl

HERE = Path(__file__).resolve().parent
LISTS = ["问题清单", "任务清单", "责任清单", "要求清单"]
ROW_MOST = 409.5
passed, failed = 0, []


def check(condition, sentence):
    global passed
    if condition:
        passed += 1
    else:
        failed.append(sentence)
    return condition


class Store:
    def __init__(self, program, store):
        self.program, self.store = program, store

    def run(self, *arguments, expect=0, **more):
        env = dict(os.environ, RECTIFY_STORE=str(self.store), LC_ALL=more.pop("locale", "zh_CN.UTF-8"))
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, env=env, **more)
        check(done.returncode == expect, f"{' '.join(arguments)}: exit {done.returncode}, not {expect}: {done.stderr[:300]}")
        return done

    def list(self, record):
        return json.loads(self.run("list", record, "--json").stdout)


class Sheet:
    """A list with its headings found by their labels."""

    def __init__(self, book, name):
        self.sheet = book[name]
        self.name = name
        self.head = next(row for row in range(1, 10) if self.sheet.cell(row, 1).value == "序号" and self.sheet.cell(row + 1, 1).value != "序号")
        merged = {(r.min_row, r.min_col): r for r in self.sheet.merged_cells.ranges}
        while (self.head, 1) in merged and merged[self.head, 1].max_row > self.head:
            self.head += 1
        top = merged.get((self.head - 1, 1))
        self.columns = {}
        for column in range(1, self.sheet.max_column + 1):
            label = self.sheet.cell(self.head, column).value or (top and self.sheet.cell(self.head - 1, column).value)
            if label:
                self.columns.setdefault(label, column)
        self.merged = merged

    def rows(self):
        return range(self.head + 1, self.sheet.max_row + 1)

    def get(self, row, label):
        return self.sheet.cell(row, self.columns[label]).value

    def shown(self, row, label):
        """The value of a cell, or of the merged cell it is part of; None where there is no such column."""
        column = self.columns.get(label, self.sheet.max_column + 1)
        for area in self.sheet.merged_cells.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return self.sheet.cell(area.min_row, area.min_col).value
        return self.sheet.cell(row, column).value


def lines_needed(text, width):
    """Reckoned apart from the program: characters of half an em in a column of this width, no rules for punctuation."""
    room = max(1, int(width * 7 / 7.34))
    total = 0
    for paragraph in str(text).split("\n"):
        columns = sum(2 if ord(c) > 0x2000 else 1 for c in paragraph)
        total += max(1, -(-columns // room))
    return total


def check_layout(book, path):
    with zipfile.ZipFile(path) as archive:
        check(archive.testzip() is None, "the package is damaged")
        xml = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith(".xml")}
    check(book.sheetnames[:4] == LISTS, f"sheets are {book.sheetnames}")
    check(book["_rectify"].sheet_state == "hidden", "the sheet of keys is not hidden")
    check(all("<f>" not in xml[f"xl/worksheets/sheet{n}.xml"] for n in (1, 2, 4, 5)), "there are formulas in a list")
    for number, name in enumerate(LISTS, 1):
        sheet = Sheet(book, name)
        inner = sheet.sheet
        check(re.fullmatch(r"云岭市资源规划局巡察整改" + name, inner["A1"].value or ""), f"{name}: the title is {inner['A1'].value}")
        check(any(r.min_row == 1 and r.min_col == 1 and r.max_col > 5 for r in inner.merged_cells.ranges), f"{name}: the title is not merged")
        check(inner["A1"].font.name == "方正小标宋简体" and inner["A1"].font.sz == 18, f"{name}: font of the title")
        line = " ".join(str(c.value) for c in inner[2] if c.value)
        check("反馈来源：《" in line and "云巡三〔2026〕8号" in line and "截至：" in line and "单位：项" in line, f"{name}: line is {line}")
        check("ZGJ-2026-" in line, f"{name}: the prefix of numbers is not said")
        body = inner.cell(sheet.head + 1, 2)
        check(body.font.name == "仿宋_GB2312" and body.font.sz >= 11, f"{name}: font of the body is {body.font.name}")
        check(body.alignment.wrap_text and body.border.left.style == "thin", f"{name}: body wraps and has borders")
        check(inner.cell(sheet.head - 1, 1).font.b, f"{name}: headings are bold")
        check(inner.print_title_rows and str(sheet.head) in inner.print_title_rows, f"{name}: print titles {inner.print_title_rows}")
        check(inner.freeze_panes and inner.freeze_panes.endswith(str(sheet.head + 1)), f"{name}: frozen at {inner.freeze_panes}")
        check(inner.page_setup.orientation == "landscape", f"{name}: landscape")
        check(inner.page_setup.paperSize == (9 if name == "责任清单" else 8), f"{name}: paper {inner.page_setup.paperSize}")
        check(inner.sheet_properties.pageSetUpPr.fitToPage and inner.page_setup.fitToHeight == 0, f"{name}: one page wide")
        check(inner.print_options.horizontalCentered, f"{name}: centred")
        check("第 &P 页 共 &N 页" in xml[f"xl/worksheets/sheet{number}.xml"].replace("&amp;", "&"), f"{name}: footer")
        check(inner.print_area, f"{name}: no print area")
        check(inner.auto_filter.ref and inner.auto_filter.ref.startswith(f"A{sheet.head}:"), f"{name}: filter {inner.auto_filter.ref}")
        for label in ("记录标识", "记录版本"):
            letter = openpyxl.utils.get_column_letter(sheet.columns[label])
            check(inner.column_dimensions[letter].hidden, f"{name}: column {label} is not hidden")
        check_heights(sheet)
    return xml


def check_heights(sheet):
    inner = sheet.sheet
    covered = {}
    for area in inner.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                covered[row, column] = area
    heights = {row: inner.row_dimensions[row].height for row in sheet.rows()}
    check(all(heights.values()), f"{sheet.name}: rows without a height")
    check(all(h <= ROW_MOST for h in heights.values() if h), f"{sheet.name}: a row is higher than rows can be")
    for row in sheet.rows():
        for column in range(1, inner.max_column - 1):
            value = inner.cell(row, column).value
            if not isinstance(value, str) or value.startswith("="):
                continue
            area = covered.get((row, column))
            width = inner.column_dimensions[openpyxl.utils.get_column_letter(column)].width
            if area and area.max_col > area.min_col:
                continue
            height = sum(heights[r] for r in range(area.min_row, area.max_row + 1)) if area else heights[row]
            needed = lines_needed(value, width - 0.71) * 11 * 1.25
            if height < needed - 1:
                check(False, f"{sheet.name} row {row} column {column}: {height:.0f} points for {needed:.0f}: {value[:30]}")
                return
    check(True, "")


def check_findings(book, made, store):
    sheet = Sheet(book, "问题清单")
    numbers = {f["number"]: f for f in store.list("finding") if f.get("number")}
    rows = {sheet.get(row, "编号"): row for row in sheet.rows() if sheet.get(row, "记录标识")}
    problems = [f for f in numbers.values() if f["level"] == "finding"]
    points = [f for f in numbers.values() if f["level"] == "point"]
    check(len(rows) == len(problems) + len(points), f"问题清单 has {len(rows)} rows for {len(problems)} and {len(points)}")
    check(len(problems) == made["problems"], "problems made and listed differ")
    orders = [sheet.get(row, "序号") for row in rows.values() if sheet.get(row, "序号") is not None]
    check(orders == list(range(1, len(problems) + 1)), f"running numbers: {orders}")
    for finding in problems + points:
        row = rows.get(finding["number"].removeprefix("ZGJ-2026-"))
        if not check(row, f"{finding['number']} is missing"):
            continue
        check(sheet.get(row, "问题") == finding["title"], f"{finding['number']}: title {sheet.get(row, '问题')}")
        verbatim = (sheet.get(row, "反馈原文") or "").replace("_x005F_", "_")  # openpyxl leaves the escape of an escape
        check(verbatim == (finding["verbatim"] or ""), f"{finding['number']}: verbatim text differs")
        check(sheet.get(row, "记录标识") == finding["id"] and sheet.get(row, "记录版本") == finding["version"], f"{finding['number']}: keys")
        check((sheet.get(row, "牵头单位") or "") == finding.get("lead_unit", ""), f"{finding['number']}: lead unit {sheet.get(row, '牵头单位')}")
        check((sheet.get(row, "牵头领导") or "") == finding.get("lead_official", ""), f"{finding['number']}: lead official")
        check(sheet.get(row, "状态") == "已登记", f"{finding['number']}: state {sheet.get(row, '状态')}")
        check(sheet.get(row, "问题类别") in (None, "党的领导", "财务管理", "履职尽责", "作风建设"), f"{finding['number']}: category {sheet.get(row, '问题类别')}")
        is_point = finding["level"] == "point"
        check((sheet.sheet.cell(row, sheet.columns["问题"]).alignment.indent > 0) == is_point, f"{finding['number']}: indent")
        cell = sheet.sheet.cell(row, sheet.columns["问题"])
        check(cell.data_type != "f", f"{finding['number']}: became a formula")
    check(all(re.fullmatch(r"\d{4}-\d+", n) for n, row in rows.items() if sheet.get(row, "序号") is None), "points are numbered 0017-1")
    aspects = {f["id"]: f["title"] for f in store.list("finding") if f["level"] in ("aspect", "item")}
    for finding in problems:
        if finding.get("parent_id") in aspects:
            row = rows[finding["number"].removeprefix("ZGJ-2026-")]
            shown = {sheet.shown(row, "方面"), sheet.shown(row, "项")}
            check(aspects[finding["parent_id"]] in shown, f"{finding['number']}: stands under {shown}")
    tall = [r for r in sheet.sheet.merged_cells.ranges if r.min_col == r.max_col == sheet.columns["方面"] and r.max_row > r.min_row]
    check(len(tall) >= 5, "aspects are merged down")
    own = rows[made["own"][0].removeprefix("ZGJ-2026-")]
    check([sheet.get(own, label) for label in ("经办科室", "巡察组联系人", "备注")] == ["=1+1", "＋王某", "请于周五前报"], "own columns")
    check(sheet.shown(own, "方面") == "自查发现", "own findings say where they came from")
    long_row = rows[made["own"][1].removeprefix("ZGJ-2026-")]
    check(sheet.get(long_row, "反馈原文") == made["long"], "10 000 characters come back")
    area = sheet.merged.get((long_row, sheet.columns["反馈原文"]))
    check(area and area.max_row - area.min_row > 5, "10 000 characters get several rows merged into one")
    check(all(len(sheet.sheet.cell(sheet.head - 1, c).value or "") < 12 for c in range(1, 10)), "groups over the headings")
    check(sheet.sheet.cell(sheet.head - 1, sheet.columns["编号"]).value == "反馈问题", "the group of the first columns")
    return rows


def check_choices(book):
    keys = book["_rectify"]
    for name, label, expected in (("问题清单", "时限类别", ["立行立改", "限期整改", "长期坚持"]), ("问题清单", "状态", 11), ("任务清单", "层面", 3)):
        sheet = Sheet(book, name)
        letter = openpyxl.utils.get_column_letter(sheet.columns[label])
        found = [v for v in sheet.sheet.data_validations.dataValidation if str(v.sqref).startswith(f"{letter}{sheet.head + 1}")]
        if not check(len(found) == 1 and found[0].type == "list", f"{name}: no drop-down for {label}"):
            continue
        match = re.fullmatch(r"_rectify!\$([A-Z]+)\$(\d+):\$[A-Z]+\$(\d+)", found[0].formula1)
        values = match and [keys[f"{match[1]}{row}"].value for row in range(int(match[2]), int(match[3]) + 1)]
        check(values == expected or values and len(values) == expected and all(values), f"{name}: choices of {label} are {values}")
    facts = {row[0].value: row[1].value for row in keys.iter_rows(max_row=8)}
    check(facts["format"] == "ledger_book 1" and facts["ledger_code"] == "ZGJ", f"facts: {facts}")
    fields = {(row[0].value, row[4].value) for row in keys.iter_rows(min_row=9)}
    wanted = {("问题清单", "title"), ("问题清单", "role.responsible_unit"), ("问题清单", "extra.经办科室"), ("问题清单", "#id"), ("任务清单", "measure")}
    check(wanted <= fields, f"missing among the keys: {wanted - fields}")


def check_tasks(book, made, store):
    sheet = Sheet(book, "任务清单")
    actions = {a["id"]: a for a in store.list("corrective_action")}
    rows = {sheet.get(row, "记录标识"): row for row in sheet.rows() if sheet.get(row, "记录标识")}
    check(set(rows) == set(actions), f"tasks: {len(rows)} rows for {len(actions)} measures")
    check([sheet.get(r, "序号") for r in rows.values()] == list(range(1, len(rows) + 1)), "tasks are numbered")
    numbers = {f["id"]: f["number"].removeprefix("ZGJ-2026-") for f in store.list("finding") if f.get("number")}
    for key, row in rows.items():
        check(sheet.get(row, "整改措施") == actions[key]["measure"], f"{actions[key]['number']}: measure")
        check(sheet.shown(row, "问题编号") in [numbers[id] for id in actions[key]["answers"]], f"{actions[key]['number']}: stands under {sheet.shown(row, '问题编号')}")
        check(sheet.get(row, "责任人") == actions[key]["owner"], f"{actions[key]['number']}: owner")
    shared = made["shared"][1].removeprefix("ZGJ-2026-")
    other = [row for row in sheet.rows() if sheet.shown(row, "问题编号") == shared and "措施同问题" in (sheet.get(row, "整改措施") or "")]
    check(len(other) == 1 and sheet.get(other[0], "记录标识") is None, "a measure of two problems stands once, and is pointed to")
    named = {sheet.shown(row, "问题编号") for row in sheet.rows()}
    missing = [n for f, n in numbers.items() if re.fullmatch(r"\d{4}", n) and n not in named]
    check(not missing, f"problems that dropped out of the tasks: {missing}")


def check_units(book, store):
    sheet = Sheet(book, "责任清单")
    inner = sheet.sheet
    total = next(row for row in sheet.rows() if inner.cell(row, 1).value == "合计")
    levels = {f["id"]: f["level"] for f in store.list("finding")}
    units = {u["id"]: u["name"] for u in store.list("organisation")}
    order = [u["name"] for u in store.list("organisation")]
    counted = {"lead_unit": {}, "responsible_unit": {}, "supporting_unit": {}}
    for one in store.list("responsibility"):
        if one["role"] in counted and levels[one["finding_id"]] == "finding":
            name = units[one["organisation_id"]]
            counted[one["role"]][name] = counted[one["role"]].get(name, 0) + 1
    labels = {"lead_unit": "牵头问题数", "responsible_unit": "责任问题数", "supporting_unit": "配合问题数"}
    names = []
    for row in range(sheet.head + 1, total):
        name = sheet.get(row, "单位")
        names.append(name)
        for role, label in labels.items():
            if name in order:
                check(sheet.get(row, label) == counted[role].get(name, 0), f"{name}: {label} {sheet.get(row, label)}")
    check([n for n in names if n in order] == [n for n in order if n in names], f"not the official order: {names}")
    check("（未明确牵头单位）" in names, "problems without a lead unit are not named")
    column = openpyxl.utils.get_column_letter(sheet.columns["牵头问题数"])
    check(sheet.get(total, "牵头问题数") == f"=SUM({column}{sheet.head + 1}:{column}{total - 1})", f"total is {sheet.get(total, '牵头问题数')}")
    check("潘志远（主任）" in [sheet.get(row, "主要负责人（第一责任人）") for row in sheet.rows()], "heads of units")
    return sheet, total


def check_values(path, made):
    values = openpyxl.load_workbook(path, data_only=True)
    sheet = Sheet(values, "责任清单")
    total = next(row for row in sheet.rows() if sheet.sheet.cell(row, 1).value == "合计")
    leads = [sheet.get(row, "牵头问题数") for row in range(sheet.head + 1, total)]
    check(sheet.get(total, "牵头问题数") == sum(leads) == made["problems"], f"the leads {sum(leads)} do not tie with {made['problems']} problems")
    check(sheet.get(total, "问题编号列表") == "牵头合计与《问题清单》一致", f"the sheet says {sheet.get(total, '问题编号列表')}")
    check("0001" in (sheet.get(sheet.head + 1, "问题编号列表") or ""), "numbers of the first unit")


def check_demands(book, store):
    sheet = Sheet(book, "要求清单")
    demands = [f for f in store.list("finding") if f["level"] == "demand"]
    rows = [row for row in sheet.rows() if sheet.get(row, "记录标识")]
    check([sheet.get(row, "编号") for row in rows] == [d["number"].removeprefix("ZGJ-2026-") for d in demands], "demands")
    check("经办科室" not in sheet.columns, "own columns of problems stand among the demands")


def check_recomputed(path, folder):
    """Another program's sums: LibreOffice computes the formulas anew."""
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3",
                           "--outdir", str(folder), str(path)], capture_output=True, text=True, timeout=120)
    found = list(Path(folder).glob("*责任清单*.csv"))
    if check(found, f"LibreOffice did not read it: {done.stderr[:200]}"):
        check("牵头合计与《问题清单》一致" in found[0].read_text(encoding="utf-8"), "LibreOffice's sums do not tie")


def give_password(store, account):
    """The password is local and set elsewhere; here it only has to exist."""
    with sqlite3.connect(store.store / "rectify.db") as db:
        db.execute("INSERT INTO account_secret VALUES (?,'',0,0,0)", (bytes.fromhex(account.replace("-", "")),))


def check_others(store, folder, made):
    """Other readers, other languages, other profiles, full disks."""
    english = folder / "en.xlsx"
    store.run("--lang", "en", "export", "ledger", "--output", str(english))
    book = openpyxl.load_workbook(english)
    check(book.sheetnames[0] == "Findings" and "Verbatim text" in [c.value for c in book["Findings"][4]], f"English: {book.sheetnames}")
    for name, roles, unit in (("owner", "owner", "FGK"), ("auditor", "audit_admin", "ZGJ")):
        person = "梁雨桐" if name == "owner" else "丁一"
        account = json.loads(store.run("add", "account", f"username={name}", f"person_id={person}", "--json").stdout)
        give_password(store, account["id"])
        store.run("add", "role_grant", f"person_id={person}", f"role={roles}", f"organisation_id={unit}", "ceiling=internal")
    mine = folder / "owner.xlsx"
    store.run("--as", "owner", "export", "ledger", "-o", str(mine))
    if mine.exists():
        book = openpyxl.load_workbook(mine)
        sheet = Sheet(book, "问题清单")
        numbers = {sheet.get(row, "编号") for row in sheet.rows() if sheet.get(row, "记录标识")}
        ids = {f["id"]: f for f in store.list("finding")}
        unit = next(u["id"] for u in store.list("organisation") if u["code"] == "FGK")
        his = {r["finding_id"] for r in store.list("responsibility") if r.get("organisation_id") == unit and ids[r["finding_id"]]["level"] != "demand"}
        his |= {f["id"] for f in ids.values() if f["level"] == "point" and f.get("parent_id") in his}  # with a problem go its points
        wanted = {ids[one]["number"].removeprefix("ZGJ-2026-") for one in his}
        check(numbers == wanted, f"an owner's list holds {sorted(numbers ^ wanted)} too many or too few")
        above = set()
        for row in ids.values():
            if (row.get("number") or "").removeprefix("ZGJ-2026-") not in wanted:
                continue
            while row.get("parent_id"):
                row = ids[row["parent_id"]]
                above.add(row["title"])
        named = {sheet.get(row, "方面") for row in sheet.rows()} if "方面" in sheet.columns else set()
        check(any(named) and all(not name or name in above for name in named), f"headings above an owner's problems, and no others: {named - above}")
        tasks = Sheet(book, "任务清单")
        check({str(tasks.shown(row, "问题编号")) for row in tasks.rows()} <= wanted | {"Y0001"}, "an owner sees tasks of others")
    none = folder / "none.xlsx"
    store.run("--as", "auditor", "export", "ledger", "-o", str(none), expect=1)
    check(not none.exists(), "somebody without rights got a file")
    store.run("export", "ledger", expect=2)
    done = store.run("export", "ledger", "-o", str(folder / "no" / "such.xlsx"), expect=1)
    check("such.xlsx" in done.stderr, "where it could not be written is not said")


def check_marking(store, folder, made):
    """Internal matters need no marking on the page; secret ones do, for those who see them."""
    store.run("set", "finding", made["own"][2], "confidentiality=internal")
    path = folder / "internal.xlsx"
    store.run("export", "ledger", "-o", str(path))
    check(not openpyxl.load_workbook(path)["问题清单"].oddHeader.left.text, "internal matters are marked")
    with sqlite3.connect(store.store / "rectify.db") as db:  # the installation itself admits nothing above internal
        db.execute("UPDATE finding SET confidentiality='secret' WHERE number=?", (made["own"][2],))
    store.run("export", "ledger", "-o", str(path))
    check(openpyxl.load_workbook(path)["问题清单"].oddHeader.left.text == "秘密", "secret matters are not marked on the page")
    store.run("--as", "owner", "export", "ledger", "-o", str(path))
    check(not openpyxl.load_workbook(path)["问题清单"].oddHeader.left.text, "a marking tells of what the reader does not see")


def check_full_disk(store, folder):
    """Whatever write fails first: no file, a sentence, nothing left over; or a file that is whole."""
    refused = whole = 0
    for limit in range(48, 252, 4):
        place = folder / "full"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(store.store, place / "store")
        out = place / "out.xlsx"
        out.write_bytes(b"the file of last week")

        def bound():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit * 1024, limit * 1024))

        env = dict(os.environ, RECTIFY_STORE=str(place / "store"), LC_ALL="zh_CN.UTF-8")
        done = subprocess.run([store.program, "export", "ledger", "-o", str(out)], capture_output=True, text=True, env=env, preexec_fn=bound)
        left = sorted(p.name for p in place.iterdir())
        check(left == ["out.xlsx", "store"], f"at {limit} KB {left} are left")
        if done.returncode == 0:
            whole += 1
            check(len(openpyxl.load_workbook(out).sheetnames) == 5, f"at {limit} KB the file is not whole")
        else:
            refused += 1
            check(done.returncode == 3 and "磁盘" in done.stderr, f"at {limit} KB: exit {done.returncode}: {done.stderr[-200:]}")
            check(out.read_bytes() == b"the file of last week", f"at {limit} KB the file of last week is gone")
    check(refused > 5 and whole > 2, f"{refused} refused and {whole} whole: the limits test nothing")


def check_postgres(program, folder, path, arguments):
    """The same ledger on the other database gives the same workbook, but for the keys."""
    server = os.environ.get("RECTIFY_TEST_POSTGRES")
    if not server:
        return
    name = f"export_{os.getpid()}"
    parts = urllib.parse.urlsplit(server)
    store = urllib.parse.urlunsplit(parts._replace(path="/" + name))
    subprocess.run(["psql", "-qc", f"CREATE DATABASE {name}", server], check=True)
    os.environ["RECTIFY_BLOBS"] = str(folder / "postgres-blobs")
    (folder / "postgres-blobs").mkdir()
    try:
        subprocess.run([sys.executable, str(HERE / "make_ledger.py"), program, store, *arguments], check=True, stdout=subprocess.DEVNULL)
        other = folder / "postgres.xlsx"
        Store(program, store).run("export", "ledger", "-o", str(other))
        ours, theirs = openpyxl.load_workbook(path), openpyxl.load_workbook(other)
        for name_of_list in LISTS:
            pairs = zip(ours[name_of_list].iter_rows(values_only=True), theirs[name_of_list].iter_rows(values_only=True))
            keyless = [(a[:-2], b[:-2]) for a, b in pairs]
            check(all(a == b for a, b in keyless) and len(keyless) > 3, f"{name_of_list} differs on PostgreSQL")
    finally:
        del os.environ["RECTIFY_BLOBS"]
        subprocess.run(["psql", "-qc", f"DROP DATABASE {name} WITH (FORCE)", server], check=True)


def main():
    program, folder = sys.argv[1], Path(sys.argv[2])
    store = Store(program, folder / "store")
    made = subprocess.run([sys.executable, str(HERE / "make_ledger.py"), program, str(store.store), *sys.argv[3:]], capture_output=True, text=True)
    if made.returncode:
        sys.exit(made.stdout + made.stderr)
    made = json.loads(made.stdout)
    path = folder / "ledger.xlsx"
    done = store.run("export", "ledger", "-o", str(path), "--ledger", "ZGJ", "--json")
    counts = json.loads(done.stdout)
    check(counts["findings"] == made["problems"] and counts["tasks"] == made["actions"], f"counts: {counts}")
    check(not [p for p in folder.iterdir() if ".part-" in p.name], "temporary files are left")
    book = openpyxl.load_workbook(path)
    check_layout(book, path)
    check_findings(book, made, store)
    check_choices(book)
    check_tasks(book, made, store)
    check_units(book, store)
    check_values(path, made)
    check_demands(book, store)
    check_recomputed(path, folder)
    check_postgres(program, folder, path, sys.argv[3:])
    check_others(store, folder, made)
    check_marking(store, folder, made)
    if len(sys.argv) == 3:
        check_full_disk(store, folder)
    for sentence in failed:
        print(sentence)
    print(f"{passed} passed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
