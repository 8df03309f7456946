#!/usr/bin/python3
"""People and units from sheets as offices have them: merged titles, headers in row 4, headers of two rows, hidden rows,
numbers for telephones, formulas, doubles, circles, 5 000 rows. What is expected is written out by hand in each test.

needs: build asan
"""
import datetime
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import traceback

import openpyxl

SOURCE = os.environ.get("RECTIFY_SOURCE", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
PLAIN = os.environ.get("RECTIFY", os.path.join(SOURCE, "build", "rectify"))
RECTIFY = os.environ.get("RECTIFY_ASAN", PLAIN)
SAMPLE = os.path.join(SOURCE, "data", "sample", "people.xlsx")
HERE = tempfile.mkdtemp(prefix="people.")
tests = []


def test(function):
    tests.append(function)
    return function


def run(*args, program=None, code=0, text=None):
    got = subprocess.run([program or RECTIFY, "--lang", "zh", *args], input=text, capture_output=True, text=True,
                         timeout=600)
    assert got.returncode == code, "exit %d instead of %d: %s\n%s\n%s" % (
        got.returncode, code, " ".join(args), got.stdout[-3000:], got.stderr[-3000:])
    return got


class Store:
    count = 0

    def __init__(self, program=None):
        Store.count += 1
        self.where = os.path.join(HERE, "store%d" % Store.count)
        self.program = program
        self("init", self.where)

    def __call__(self, *args, code=0, text=None):
        return run("--store", self.where, *args, program=self.program, code=code, text=text)

    def importing(self, file, *args, code=0):
        return json.loads(self("import", "people", file, "--json", *args, code=code).stdout)

    def list(self, record, *args):
        return json.loads(self("list", record, "--json", *args).stdout)

    def add_bureau(self):
        self("add", "organisation", "code=JU", "name=青河县水利局", "short_name=县水利局", "position=1")

    def events(self):
        import sqlite3
        db = sqlite3.connect(os.path.join(self.where, "rectify.db"))
        try:
            return db.execute("SELECT count(*) FROM ledger_event").fetchone()[0]
        finally:
            db.close()


def book(*sheets, name="book.xlsx", touch=None):
    """sheets: (title, rows); a row is a list of cells. touch(workbook) does the rest."""
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for title, rows in sheets:
        ws = wb.create_sheet(title)
        for row in rows:
            ws.append(row)
    if touch:
        touch(wb)
    path = os.path.join(HERE, name)
    wb.save(path)
    return path


def counts(result, record):
    c = result[record]
    return (c["new"], c["changed"], c["same"])


def messages(result, severity=None):
    return [(p["place"], p["message"]) for p in result["problems"] if severity in (None, p["severity"])]


def same(got, expected):
    assert got == expected, "\n got      %s\n expected %s" % (json.dumps(got, ensure_ascii=False, default=str),
                                                            json.dumps(expected, ensure_ascii=False, default=str))


def holds(result, place, words, severity="error"):
    found = [m for p, m in messages(result, severity) if p == place]
    assert any(words in m for m in found), "no %s at %s with “%s”: %s" % (severity, place, words, messages(result))


# ---- the sample ----

UNITS = ["云岭市资源规划局", "办公室", "人事教育科", "财务审计科", "国土空间规划科", "耕地保护监督科", "自然资源开发利用科",
         "矿产资源与生态修复科", "机关党委", "自然资源综合执法支队", "土地储备中心", "不动产登记中心",
         "不动产登记中心南屏分中心"]
PEOPLE = ("沈维钧 陶立群 贺晓岚 邵国梁 闵锐 褚文博 梁永和 韩素梅 薛丽华 顾云峰 康振东 龚建业 石广源 潘志远 雷向前 郝连成 江雪梅 "
          "段小芸 苏静宜 程果 卢桂芬 丁一鸣 田茂林 施悦 邹远帆 傅雨桐 白雪松 秦以宁 魏晓禾 欧阳亦诚 钟思琪 莫春燕 谭嘉树 柳文静 "
          "马德胜 乔晓东 易思源 曾文涛 吕正平 万舒雅").split()


@test
def sample_comes_in_and_comes_in_again():
    store = Store()
    dry = store.importing(SAMPLE, "--dry-run")
    same(counts(dry, "organisations"), (13, 0, 0))
    assert "slips" not in dry and store.list("person") == []
    first = store.importing(SAMPLE)
    same(counts(first, "organisations"), (13, 0, 0))
    same(counts(first, "persons"), (40, 0, 0))
    same(counts(first, "posts"), (40, 0, 0))
    same(counts(first, "accounts"), (40, 0, 0))
    same(counts(first, "grants"), (40, 0, 0))
    same(counts(first, "bodies"), (4, 0, 0))
    same(counts(first, "body_members"), (24, 0, 0))
    same(first["extra_columns"], ["政治面貌", "备注"])
    same(messages(first), [])
    same(len(first["slips"]), 40)
    same({k: first["slips"][0][k] for k in ("name", "unit", "username")},
         {"name": "沈维钧", "unit": "云岭市资源规划局", "username": "shenwj"})
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", first["slips"][0]["code"])
    same([(r["sheet"], r["row"], r["result"], r["name"], r["message"]) for r in first["rows"]][:2],
         [("单位", 3, "new", "云岭市资源规划局", ""), ("单位", 4, "new", "办公室", "")])
    units = store.list("organisation")
    same([u["name"] for u in units], UNITS)
    by_name = {u["name"]: u for u in units}
    same(by_name["办公室"]["parent"], "云岭市资源规划局")
    same(by_name["不动产登记中心南屏分中心"]["parent"], "不动产登记中心")
    same(by_name["机关党委"]["kind"], "party_branch")
    same(by_name["土地储备中心"]["kind"], "affiliate")
    same(by_name["办公室"]["code"], "BGS")
    same(by_name["办公室"]["aliases"], "办公室（整改办）、局办公室")
    people = store.list("person")
    same([p["name"] for p in people], PEOPLE)
    min_rui = people[4]
    same({k: min_rui[k] for k in ("born", "gender", "organisation", "duty", "phone", "extra")},
         {"born": "1976.06", "gender": "male", "organisation": "云岭市资源规划局", "duty": "副局长", "phone": "15469040896",
          "extra": {"政治面貌": "民建会员", "备注": "分管开发利用、土地储备"}})
    same(people[9]["born"], "1979.10")
    same(people[20]["organisation"], "办公室")  # written 局办
    posts = store.list("post")
    same(sorted(p["person"] for p in posts if p.get("heads_unit")),
         sorted(["沈维钧", "梁永和", "韩素梅", "薛丽华", "顾云峰", "康振东", "龚建业", "石广源", "潘志远", "雷向前", "郝连成",
                 "江雪梅", "段小芸"]))
    grants = {g["person"]: (g["role"], g["organisation"]) for g in store.list("role_grant")}
    same(grants["沈维钧"], ("leader", UNITS[0]))
    same(grants["褚文博"], ("supervisor", UNITS[0]))
    same(grants["梁永和"], ("office", UNITS[0]))
    same(grants["段小芸"], ("owner", UNITS[12]))
    same(grants["丁一鸣"], ("system_admin", UNITS[0]))
    same(grants["施悦"], ("security_admin", UNITS[0]))
    same(grants["傅雨桐"], ("audit_admin", UNITS[0]))
    same(grants["万舒雅"], ("inspector", UNITS[0]))
    bodies = store.list("body")
    same([(b["name"], b["kind"], b["founded_on"], b["founding_document"], b["organisation"]) for b in bodies],
         [("巡察整改工作领导小组", "leading_group", "2026-10-14", "云资规党〔2026〕21号", UNITS[0]),
          ("巡察整改工作领导小组办公室", "office", "2026-10-14", "云资规党〔2026〕21号", UNITS[0]),
          ("耕地保护与土地执法专项组", "topic_group", "2026-10-16", "云资规党〔2026〕22号", UNITS[0]),
          ("财务资金与中介服务专项组", "topic_group", "2026-10-16", "云资规党〔2026〕22号", UNITS[0])])
    same(bodies[1]["parent"], "巡察整改工作领导小组")
    members = {(m["body"], m["person"]): m["role"] for m in store.list("body_member")}
    same(members[("巡察整改工作领导小组", "沈维钧")], "head")
    same(members[("巡察整改工作领导小组办公室", "梁永和")], "head")
    same(members[("巡察整改工作领导小组办公室", "苏静宜")], "deputy_head")
    same(members[("巡察整改工作领导小组办公室", "程果")], "liaison")
    same(members[("巡察整改工作领导小组", "闵锐")], "member")
    before = store.events()
    again = store.importing(SAMPLE)
    for record, count in (("organisations", 13), ("persons", 40), ("posts", 40), ("accounts", 40), ("grants", 40),
                          ("bodies", 4), ("body_members", 24)):
        same((record,) + counts(again, record), (record, 0, 0, count))
    same(again["slips"], [])
    same(again["missing"], [])
    same({r["result"] for r in again["rows"]}, {"same"})
    same(store.events(), before)


@test
def a_code_opens_the_account_once():
    store = Store()
    slips = store.importing(SAMPLE)["slips"]
    same(len({s["code"] for s in slips}), 40)
    with open(os.path.join(store.where, "rectify.db"), "rb") as file:
        stored = file.read()
    assert not [s for s in slips if s["code"].encode() in stored], "a code is in the store"
    users = json.loads(store("user", "list", "--json").stdout)
    same({(u["username"], u["name"], u["unit"], tuple(u["roles"]), u["must_change"], u["disabled"]) for u in users
          if u["username"] in ("minr", "sujy")},
         {("minr", "闵锐", "云岭市资源规划局", ("leader",), True, False), ("sujy", "苏静宜", "办公室", ("office",), True, False)})


# ---- messy workbooks ----

@test
def header_in_row_four_under_merged_titles():
    def touch(wb):
        ws = wb.active
        ws.merge_cells("A1:H1")
        ws.merge_cells("A2:H2")
        ws.merge_cells("A10:H10")
    path = book(("Sheet1", [
        ["青河县水利局干部花名册"], ["填报单位：县水利局　　填报日期：2026年11月"], [],
        ["序\n号", "姓　名", "性　别", "出生\n年月", "所在\n部门", "职　　务", "联系\n电话", "政治面貌"],
        [1, "王　敏", "女", "1980年3月", "办公室", "主任", 13800010001, "中共党员"],
        [2, "李建国", "男", "1979-12", "办公室", "副主任", "138 0001 0002", "中共党员"],
        [3, "欧阳 明", "男", "1991/7/1", "计财股", "股长", "0876-1234567", "群众"],
        [4, "赵 四", "男", 19850609, "计财股", "科员", 13800010004.0, ""],
        [None, "合计", None, "4人"],
        ["注：以上人员均为在编人员。"]]), name="row4.xlsx", touch=touch)
    store = Store()
    store.add_bureau()
    result = store.importing(path)
    same(counts(result, "persons"), (4, 0, 0))
    same(counts(result, "organisations"), (2, 0, 0))
    same(result["sheets"], [{"name": "Sheet1", "kind": "persons", "header_row": 4, "rows": 4}])
    holds(result, "Sheet1!E5", "办公室", "warning")
    holds(result, "Sheet1!E7", "计财股", "warning")
    same(len(messages(result)), 2)
    same([(p["name"], p["born"], p["phone"], p["organisation"], p["duty"]) for p in store.list("person")],
         [("王敏", "1980.03", "13800010001", "办公室", "主任"), ("李建国", "1979.12", "13800010002", "办公室", "副主任"),
          ("欧阳明", "1991.07", "0876-1234567", "计财股", "股长"), ("赵四", "1985.06", "13800010004", "计财股", "科员")])
    same([(u["name"], u.get("parent")) for u in store.list("organisation")],
         [("青河县水利局", None), ("办公室", "青河县水利局"), ("计财股", "青河县水利局")])
    same(result["extra_columns"], ["政治面貌"])
    same(result["slips"], [])  # nobody has a role
    same(counts(store.importing(path), "persons"), (0, 0, 4))


@test
def header_of_two_rows():
    def touch(wb):
        ws = wb.active
        for area in ("A1:I1", "A2:A3", "B2:B3", "C2:D2", "E2:G2", "H2:H3", "I2:I3"):
            ws.merge_cells(area)
    path = book(("花名册", [
        ["整改工作人员登记表"],
        ["序号", "姓名", "任职情况", None, "基本情况", None, None, "手机号码", "驻村情况"],
        [None, None, "工作单位", "职务", "性别", "出生年月", "学历", None, None],
        [1, "王敏", "县水利局", "局长", "女", datetime.datetime(1975, 10, 1), "本科", "13800010001", "否"],
        [2, "孙立", "县水利局", "副局长", "男", "1978.1", "研究生", "13800010002", "是"]]), name="tworow.xlsx", touch=touch)
    store = Store()
    store.add_bureau()
    result = store.importing(path)
    same(messages(result), [])
    same(result["sheets"], [{"name": "花名册", "kind": "persons", "header_row": 3, "rows": 2}])
    same(result["extra_columns"], ["学历", "驻村情况"])
    same([(p["name"], p["born"], p["gender"], p["extra"]) for p in store.list("person")],
         [("王敏", "1975.10", "female", {"学历": "本科", "驻村情况": "否"}),
          ("孙立", "1978.01", "male", {"学历": "研究生", "驻村情况": "是"})])


@test
def units_and_people_in_one_sheet():
    def touch(wb):
        ws = wb.active
        ws.merge_cells("A2:A3")
        ws.merge_cells("B2:B3")
        ws.merge_cells("C2:C3")
        ws.merge_cells("A4:A5")
        ws.merge_cells("B4:B5")
        ws.merge_cells("C4:C5")
    path = book(("机构人员", [
        ["部门", "上级单位", "部门代码", "姓名", "职务", "负责人"],
        ["办公室", "县水利局", "BGS", "王敏", "主任", "√"],
        [None, None, None, "李建国", "副主任", None],
        ["水库管理所", "青河县水利局", "SKS", "钱进", "所长", 1],
        [None, None, None, "周全", "技术员", 0]]), name="together.xlsx", touch=touch)
    store = Store()
    store.add_bureau()
    result = store.importing(path)
    same(messages(result), [])
    same(counts(result, "organisations"), (2, 0, 0))
    same(counts(result, "persons"), (4, 0, 0))
    same([(u["code"], u["name"], u.get("parent")) for u in store.list("organisation")],
         [("JU", "青河县水利局", None), ("BGS", "办公室", "青河县水利局"), ("SKS", "水库管理所", "青河县水利局")])
    same([(p["person"], p["organisation"], p.get("heads_unit", False) or False) for p in store.list("post")],
         [("王敏", "办公室", True), ("李建国", "办公室", False), ("钱进", "水库管理所", True), ("周全", "水库管理所", False)])


@test
def unit_and_department_beside_each_other():
    path = book(("Sheet1", [
        ["姓名", "单位", "处室", "岗位"],
        ["王敏", "县水利局", None, "局长"],
        ["李建国", "县水利局", "办公室", "主任"]]), name="beside.xlsx")
    store = Store()
    store.add_bureau()
    result = store.importing(path)
    holds(result, "Sheet1!C3", "办公室", "warning")
    same([(p["name"], p["organisation"]) for p in store.list("person")], [("王敏", "青河县水利局"), ("李建国", "办公室")])


@test
def hidden_rows_count_and_hidden_sheets_do_not():
    def touch(wb):
        wb["人员"].row_dimensions[3].hidden = True
        wb["旧名单"].sheet_state = "hidden"
    path = book(("人员", [["姓名", "单位", "职务"], ["王敏", "县水利局", "局长"], ["李建国", "县水利局", "副局长"]]),
                ("旧名单", [["姓名", "单位", "职务"], ["老陈", "县水利局", "原局长"]]), name="hidden.xlsx", touch=touch)
    store = Store()
    store.add_bureau()
    result = store.importing(path)
    same([p["name"] for p in store.list("person")], ["王敏", "李建国"])
    holds(result, "人员", "1", "warning")
    holds(result, "旧名单", "隐藏", "warning")


@test
def formulas_count_with_their_result():
    # openpyxl writes no results, so the sheet is made by hand: a formula with a cached text, one with a number
    import zipfile
    path = os.path.join(HERE, "formula.xlsx")
    base = book(("人员", [["姓名", "单位", "职务", "电话"], ["王敏", "县水利局", "局长", "1"]]), name="base.xlsx")
    with zipfile.ZipFile(base) as source, zipfile.ZipFile(path, "w") as target:
        for item in source.namelist():
            data = source.read(item)
            if item == "xl/worksheets/sheet1.xml":
                data = (b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
                        b'main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' + "姓名".encode() +
                        b'</t></is></c><c r="B1" t="inlineStr"><is><t>' + "单位".encode() +
                        b'</t></is></c><c r="C1" t="inlineStr"><is><t>' + "电话".encode() +
                        b'</t></is></c></row><row r="2"><c r="A2" t="str"><f>B9&amp;C9</f><v>' + "王敏".encode() +
                        b'</v></c><c r="B2" t="str"><f>VLOOKUP(A2,X:Y,2,0)</f><v>' + "县水利局".encode() +
                        b'</v></c><c r="C2"><f>1+1</f><v>13800010001</v></c></row><row r="3"><c r="A3" t="str"><f>A1</f>'
                        b'<v>' + "李建国".encode() + b'</v></c><c r="B3" t="e"><f>VLOOKUP(1,X:Y,2,0)</f><v>#N/A</v></c>'
                        b'</row></sheetData></worksheet>')
            target.writestr(item, data)
    store = Store()
    store.add_bureau()
    result = store.importing(path, code=1)
    holds(result, "人员!B3", "#N/A")
    same(result["applied"], False)
    same(store.list("person"), [])
    result = store.importing(path, "--skip-refused")
    same([(p["name"], p["organisation"], p["phone"]) for p in store.list("person")],
         [("王敏", "青河县水利局", "13800010001")])
    same([r["result"] for r in result["rows"]], ["new", "refused"])


# ---- matching ----

@test
def same_name_same_unit_is_one_person_other_unit_another():
    store = Store()
    store.add_bureau()
    store.importing(book(("人员", [
        ["姓名", "部门", "职务", "出生年月"], ["张伟", "办公室", "主任", "1980.01"], ["张伟", "计财股", "股长", "1985.05"],
        ["张伟", "计财股", "出纳", "1990.09"], ["刘洋", "办公室", "科员", None], ["刘洋", "办公室", "工会主席", None]]),
        name="names.xlsx"))
    same([(p["name"], p["organisation"], p["duty"]) for p in store.list("person")],
         [("张伟", "办公室", "主任"), ("张伟", "计财股", "股长"), ("张伟", "计财股", "出纳"), ("刘洋", "办公室", "科员")])
    same({p["title"] for p in store.list("post") if p["person"] == "刘洋"}, {"科员", "工会主席"})
    again = store.importing(os.path.join(HERE, "names.xlsx"))
    same(counts(again, "persons"), (0, 0, 4))
    same(counts(again, "posts"), (0, 0, 5))
    # told apart only by date of birth: without it the sheet does not say who is meant
    result = store.importing(book(("人员", [["姓名", "部门", "手机"], ["张伟", "计财股", "13800010009"]]), name="which.xlsx"),
                             code=1)
    holds(result, "人员!A2", "张伟")
    same(result["rows"][0]["result"], "refused")


@test
def an_account_belongs_to_one_person():
    store = Store()
    store.add_bureau()
    store.importing(book(("人员", [["姓名", "部门", "账号", "角色"], ["张伟", "办公室", "zhangw", "责任人"]]), name="a1.xlsx"))
    result = store.importing(book(("人员", [["姓名", "部门", "账号", "角色"], ["张卫", "计财股", "ZhangW", "责任人"],
                                          ["钱进", "办公室", "qianj", "整改办"], ["钱禁", "办公室", "qianj", "整改办"]]),
                                  name="a2.xlsx"), code=1)
    holds(result, "人员!C2", "张伟")
    holds(result, "人员!C4", "qianj")
    same([r["result"] for r in result["rows"]], ["refused", "new", "refused"])


@test
def a_move_ends_the_old_post_and_opens_a_new_one():
    store = Store()
    store.add_bureau()
    rows = [["姓名", "部门", "职务", "账号", "角色"], ["张伟", "办公室", "主任", "zhangw", "责任人"],
            ["李建国", "计财股", "股长", "lijg", "责任人"]]
    store.importing(book(("人员", rows), name="m1.xlsx"))
    rows[1][1:3] = ["计财股", "股长"]
    rows[2][2] = "四级调研员"
    result = store.importing(book(("人员", rows), name="m2.xlsx"))
    same(counts(result, "persons"), (0, 2, 0))
    same(counts(result, "posts"), (2, 2, 0))  # two opened, two ended
    today = json.loads(store("list", "person", "--json").stdout)[0]["changed_at"][:10]
    posts = [(p["person"], p["organisation"], p["title"], bool(p.get("until_on"))) for p in store.list("post")]
    same(sorted(posts), sorted([("张伟", "办公室", "主任", True), ("张伟", "计财股", "股长", False),
                                ("李建国", "计财股", "股长", True), ("李建国", "计财股", "四级调研员", False)]))
    assert today
    grants = [(g["person"], g["organisation"], bool(g.get("until_on"))) for g in store.list("role_grant")]
    same(sorted(grants), sorted([("张伟", "办公室", True), ("张伟", "计财股", False), ("李建国", "计财股", False)]))
    same({k for k in counts(store.importing(os.path.join(HERE, "m2.xlsx")), "posts")[:2]}, {0})


@test
def an_empty_cell_erases_nothing_and_nobody_is_removed():
    store = Store()
    store.importing(SAMPLE)

    def touch(wb):
        ws = wb["人员"]
        ws["D3"] = None   # born
        ws["H3"] = None   # phone
        ws["L3"] = None   # remark
        ws["I4"] = None   # username of 陶立群
        ws["F5"] = None   # post of 贺晓岚
        ws["K5"] = "无党派"
        ws.delete_rows(42)  # 万舒雅
    wb = openpyxl.load_workbook(SAMPLE)
    touch(wb)
    path = os.path.join(HERE, "empty.xlsx")
    wb.save(path)
    result = store.importing(path)
    same(counts(result, "persons"), (0, 1, 38))
    same(counts(result, "accounts")[:2], (0, 0))
    same(counts(result, "posts")[:2], (0, 0))
    same(result["missing"], [{"name": "万舒雅", "unit": "云岭市资源规划局"}])
    people = {p["name"]: p for p in store.list("person")}
    same(len(people), 40)
    same((people["沈维钧"]["born"], people["沈维钧"]["phone"], people["沈维钧"]["extra"]["备注"]),
         ("1969.04", "15469009220", "整改第一责任人"))
    same(people["贺晓岚"]["extra"], {"政治面貌": "无党派", "备注": "分管规划、不动产登记"})
    same(people["贺晓岚"]["duty"], "党组成员、副局长")


@test
def a_renamed_column_is_an_own_column():
    store = Store()
    wb = openpyxl.load_workbook(SAMPLE)
    ws = wb["人员"]
    ws["H2"] = "电 话（必填）"
    ws["J2"] = "角色定位"
    ws["C2"] = "性别*"
    path = os.path.join(HERE, "renamed.xlsx")
    wb.save(path)
    result = store.importing(path)
    same(result["extra_columns"], ["角色定位", "政治面貌", "备注"])
    same(counts(result, "grants"), (0, 0, 0))
    people = store.list("person")
    same((people[0]["phone"], people[0]["gender"], people[0]["extra"]["角色定位"]), ("15469009220", "male", "牵头领导"))


@test
def order_follows_the_sheet():
    store = Store()
    store.add_bureau()
    rows = [["序号", "姓名", "部门"], [1, "甲一", "办公室"], [2, "乙二", "办公室"], [3, "丙三", "办公室"]]
    store.importing(book(("人员", rows), name="o1.xlsx"))
    same([p["name"] for p in store.list("person")], ["甲一", "乙二", "丙三"])
    rows = [["序号", "姓名", "部门"], [2, "乙二", "办公室"], [3, "甲一", "办公室"], [1, "丁四", "办公室"], [4, "丙三", "办公室"]]
    store.importing(book(("人员", rows), name="o2.xlsx"))
    same([p["name"] for p in store.list("person")], ["丁四", "乙二", "甲一", "丙三"])
    # a list of one does not put him first
    store.importing(book(("人员", [["姓名", "部门"], ["戊五", "办公室"]]), name="o3.xlsx"))
    same([p["name"] for p in store.list("person")], ["丁四", "乙二", "甲一", "丙三", "戊五"])


# ---- refusals ----

@test
def superiors_unknown_and_in_a_circle():
    store = Store()
    store.add_bureau()
    path = book(("单位", [["单位名称", "上级单位"], ["办公室", "县水利局"], ["一股", "没有局"], ["甲科", "乙科"], ["乙科", "丙科"],
                        ["丙科", "甲科"], ["自己", "自己"]]), name="circle.xlsx")
    result = store.importing(path, code=1)
    holds(result, "单位!B3", "没有叫“没有局”的单位")
    for place in ("单位!B4", "单位!B5", "单位!B6", "单位!B7"):
        holds(result, place, "上级")
    same([r["result"] for r in result["rows"]], ["new", "refused", "refused", "refused", "refused", "refused"])
    same(result["applied"], False)
    same(len(store.list("organisation")), 1)
    result = store.importing(path, "--skip-refused")
    same(result["applied"], True)
    same([u["name"] for u in store.list("organisation")], ["青河县水利局", "办公室"])


@test
def people_of_a_refused_unit_are_refused():
    store = Store()
    store.add_bureau()
    path = book(("单位", [["单位名称", "上级单位"], ["一股", "没有局"]]),
                ("人员", [["姓名", "单位"], ["王敏", "一股"], ["李建国", "县水利局"]]), name="follow.xlsx")
    result = store.importing(path, "--skip-refused")
    holds(result, "人员!B2", "一股")
    same([p["name"] for p in store.list("person")], ["李建国"])


@test
def bad_cells_are_named_by_place():
    store = Store()
    store.add_bureau()
    path = book(("人员", [["姓名", "性别", "出生年月", "单位", "角色", "负责人", "账号", "邮箱", "任职日期"],
                        ["王敏", "中", "1986.13", "县水利局", "大总管", "也许", "a b", "x", "2026-02-30"],
                        [None, "女", "1986.01", "县水利局", None, None, None, None, None],
                        ["无单位", "女", None, None, None, None, None, None, None],
                        ["长" * 61, "女", None, "县水利局", None, None, None, None, None],
                        ["字多", "女", None, "县水利局", None, None, None, "字" * 2001, None]]), name="bad.xlsx")
    result = store.importing(path, code=1)
    holds(result, "人员!B2", "性别")
    holds(result, "人员!C2", "1986.13")
    holds(result, "人员!E2", "大总管")
    holds(result, "人员!F2", "也许")
    holds(result, "人员!G2", "账号")
    holds(result, "人员!I2", "2026-02-30")
    holds(result, "人员!A3", "姓名")
    holds(result, "人员!D4", "单位")
    holds(result, "人员!A5", "60")
    holds(result, "人员!H6", "2000")
    same([r["result"] for r in result["rows"]], ["refused"] * 5)
    got = store("import", "people", path, code=1)
    assert "人员!E2：" in got.stderr and got.stdout == "", got


@test
def a_file_without_people_says_so():
    store = Store()
    for path in (book(("Sheet1", [["指标", "数值"], ["增长", 3]]), name="none.xlsx"),):
        got = store("import", "people", path, code=1)
        assert "姓名" in got.stderr, got.stderr
    wide = book(("人员", [["姓名", "单位"] + ["列%d" % i for i in range(300)]]), name="wide.xlsx")
    got = store("import", "people", wide, code=1)
    assert "256" in got.stderr, got.stderr
    other = os.path.join(HERE, "letter.xlsx")
    with open(other, "w") as file:
        file.write("这不是表格")
    assert store("import", "people", other, code=1).stderr


@test
def bodies_in_the_other_ways_to_write_them():
    store = Store()
    store.add_bureau()
    path = book(("人员", [["姓名", "部门"], ["王敏", "办公室"], ["李建国", "办公室"], ["钱进", "计财股"], ["张伟", "办公室"],
                        ["张伟", "计财股"]]),
                ("机构", [["机构名称", "组成人员"],
                        ["整改工作领导小组", "组长：王敏\n副组长：李建国、钱　进\n成员：张伟（计财股）"],
                        ["资金清理专班", "钱进(召集人)，李建国"],
                        ["没人组", "没人（组长）"], ["不清楚组", "张伟"]]), name="bodies.xlsx")
    result = store.importing(path, "--skip-refused")
    holds(result, "机构!B4", "没人")
    holds(result, "机构!B5", "张伟")
    same([(b["name"], b["kind"]) for b in store.list("body")], [("整改工作领导小组", "leading_group"), ("资金清理专班", "class_team")])
    same([(m["body"], m["person"], m["role"]) for m in sorted(store.list("body_member"), key=lambda m: "资金" in m["body"])],
         [("整改工作领导小组", "王敏", "head"), ("整改工作领导小组", "李建国", "deputy_head"), ("整改工作领导小组", "钱进", "deputy_head"),
          ("整改工作领导小组", "张伟", "member"), ("资金清理专班", "钱进", "head"), ("资金清理专班", "李建国", "member")])


@test
def usernames_are_made_where_none_is_given():
    store = Store()
    store.add_bureau()
    result = store.importing(book(("人员", [
        ["姓名", "部门", "人员编号", "系统角色"], ["王敏", "办公室", "SL007", "整改办、系统管理员"], ["李建国", "办公室", None, "责任人"],
        ["钱进", "办公室", None, None]]), name="made.xlsx"))
    same([(s["name"], s["username"]) for s in result["slips"]], [("王敏", "sl007"), ("李建国", "u0001")])
    same(counts(result, "grants"), (3, 0, 0))


# ---- slips, users ----

@test
def slips_are_a_page_with_escaped_values():
    store = Store()
    store.add_bureau()
    page = os.path.join(HERE, "slips.html")
    store("import", "people", book(("人员", [["姓名", "部门", "角色", "账号"], ["<b>王&敏", "办公室", "责任人", "wangm"]]),
                                   name="slip.xlsx"), "--slips", page)
    with open(page, encoding="utf-8") as file:
        text = file.read()
    assert "&lt;b&gt;王&amp;敏" in text and "<b>王" not in text and "wangm" in text and "@page" in text
    same(stat.S_IMODE(os.stat(page).st_mode), 0o600)
    got = store("import", "people", SAMPLE, "--dry-run", "--slips", os.path.join(HERE, "none.html"))
    assert not os.path.exists(os.path.join(HERE, "none.html")), got


@test
def users_by_command():
    store = Store()
    store.importing(SAMPLE)
    store("add", "person", "name=新人", "organisation_id=BGS")
    got = store("user", "add", "xinr", "--person", "新人", "--role", "owner", "--over", "办公室")
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", got.stdout), got.stdout
    store("user", "add", "xinr", "--person", "新人", code=1)
    store("user", "add", "nobody", "--person", "没有这个人", code=1)
    store("user", "add", "bad", "--person", "新人", "--role", "king", code=1)
    store("user", "passwd", "xinr", "--password-stdin", text="short\n", code=1)
    store("user", "passwd", "xinr", "--password-stdin", text="Long-enough-8\n")
    store("user", "passwd", "nobody", "--password-stdin", text="Long-enough-8\n", code=1)
    got = store("user", "add", "xinr2", "--person", "新人", "--password-stdin", text="Long-enough-9\n")
    assert "Long-enough" not in got.stdout + got.stderr
    users = {u["username"]: u for u in json.loads(store("user", "list", "--json").stdout)}
    same((users["xinr"]["name"], users["xinr"]["roles"], users["xinr"]["must_change"]), ("新人", ["owner"], False))
    same(len(users), 42)
    with open(os.path.join(store.where, "rectify.db"), "rb") as file:
        assert b"Long-enough" not in file.read()


@test
def who_may_not_may_not():
    store = Store()
    store.importing(SAMPLE)
    path = book(("人员", [["姓名", "部门", "角色"], ["新人", "办公室", "整改办"]]), name="may.xlsx")
    store("--as", "sujy", "import", "people", path, "--dry-run")
    result = json.loads(store("--as", "sujy", "import", "people", path, "--json").stdout)
    same(counts(result, "persons"), (1, 0, 0))
    same(counts(result, "accounts"), (0, 0, 0))  # an account is the system administrator's to make, a role the security one's
    same(counts(result, "grants"), (0, 0, 0))
    holds(result, "", "账号", "warning")
    store("--as", "hansm", "import", "people", path, code=1)


@test
def nobody_reaches_beyond_his_part_of_the_tree():
    store = Store()
    store.importing(SAMPLE)
    store("add", "person", "name=分管员", "organisation_id=DJZX")
    store("user", "add", "fengy", "--person", "分管员", "--role", "office", "--over", "DJZX")
    store("add", "role_grant", "person_id=分管员", "role=system_admin", "organisation_id=DJZX", "ceiling=open")
    store("add", "role_grant", "person_id=分管员", "role=security_admin", "organisation_id=DJZX", "ceiling=open")

    def importing(file, *args, code=0):
        return json.loads(store("--as", "fengy", "import", "people", file, "--json", *args, code=code).stdout)
    path = book(("人员", [["姓名", "部门", "职务", "角色"], ["新甲", "南屏分中心", "科员", "责任人"], ["新乙", "土地储备中心", "科员", "责任人"],
                        ["易思源", "储备中心", "主任", None], ["分管员", "登记中心", None, "牵头领导"], ["新丙", "没有的科", "科员", None]]),
                ("单位", [["单位名称", "上级单位", "简称"], ["登记一股", "登记中心", None], ["办公室", "市资规局", "大办"], ["机关党委", "市资规局", None],
                        ["另一个局", None, None]]), name="reach.xlsx")
    result = importing(path, code=1)
    holds(result, "人员!B3", "不在您管理的范围内")
    holds(result, "人员!B4", "不在您管理的范围内")
    holds(result, "人员!D5", "不能给自己授权", "warning")
    holds(result, "人员!B6", "将新建在“不动产登记中心”之下", "warning")
    holds(result, "单位!A3", "办公室")
    holds(result, "单位!A5", "最上级单位")
    same([r["result"] for r in result["rows"]],
         ["new", "refused", "refused", "changed", "new", "new", "refused", "same", "refused"])  # changed: gets a place
    result = importing(path, "--skip-refused")
    same(result["applied"], True)
    same(counts(result, "persons"), (2, 1, 0))
    same(counts(result, "accounts"), (1, 0, 1))
    same(counts(result, "grants"), (1, 0, 0))
    same([m["name"] for m in result["missing"]], ["江雪梅", "段小芸", "曾文涛"])
    # an account outside his part is not his to open
    store("--as", "fengy", "user", "passwd", "sujy", "--password-stdin", text="Long-enough-8\n", code=1)
    store("--as", "fengy", "user", "passwd", "jiangxm", "--password-stdin", text="Long-enough-8\n")
    store("--as", "fengy", "user", "add", "neww", "--person", "韩素梅", code=1)


@test
def a_second_bureau_in_the_same_store():
    store = Store()
    store.add_bureau()
    store.importing(book(("人员", [["姓名", "部门"], ["闵锐", "办公室"]]), name="first.xlsx"))
    result = store.importing(SAMPLE)
    same(counts(result, "persons"), (40, 0, 0))
    holds(result, "单位!B3", "并列为最上级单位", "warning")
    same({b["organisation"] for b in store.list("body")}, {UNITS[0]})
    same(result["missing"], [])
    same({r["result"] for r in store.importing(SAMPLE)["rows"]}, {"same"})


def read_terminal(terminal, until):
    got = b""
    while until.encode() not in got:
        got += os.read(terminal, 1000)
    return got.decode()


@test
def a_password_is_typed_twice_and_not_shown():
    import pty
    store = Store()
    store.importing(SAMPLE)
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(RECTIFY, [RECTIFY, "--lang", "zh", "--store", store.where, "user", "passwd", "minr"])
    shown = read_terminal(terminal, "新密码")
    time.sleep(0.2)
    os.write(terminal, b"Not-shown-88\n")
    shown += read_terminal(terminal, "再输一遍")
    time.sleep(0.2)
    os.write(terminal, b"Not-shown-88\n")
    try:
        while True:
            more = os.read(terminal, 1000)
            if not more:
                break
            shown += more.decode()
    except OSError:
        pass
    same(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 0)
    assert "Not-shown" not in shown, shown
    users = {u["username"]: u for u in json.loads(store("user", "list", "--json").stdout)}
    same(users["minr"]["must_change"], False)


@test
def the_same_on_postgresql():
    server = os.environ.get("RECTIFY_TEST_POSTGRES")
    psql = shutil.which("psql")
    if not server or not psql:
        print("RECTIFY_TEST_POSTGRES is not set: not run on PostgreSQL")
        return
    name = "people_%d" % os.getpid()
    subprocess.run([psql, "-q", server, "-c", "CREATE DATABASE %s" % name], check=True)
    try:
        where = re.sub(r"(postgres(?:ql)?://[^/]*/)[^?]*", r"\g<1>" + name, server)
        store = Store.__new__(Store)
        store.where, store.program = where, None
        store("init", where)
        same(counts(store.importing(SAMPLE), "persons"), (40, 0, 0))
        again = store.importing(SAMPLE)
        same({r["result"] for r in again["rows"]}, {"same"})
        same([p["name"] for p in store.list("person")], PEOPLE)
        same([u["name"] for u in store.list("organisation")], UNITS)
        rows = [["姓名", "部门", "职务"]] + [["人%04d" % i, "第%d队" % (i % 9), "队员"] for i in range(1200)]
        path = book(("人员", rows), name="pg.xlsx")
        result = store.importing(path)
        same(counts(result, "persons"), (1200, 0, 0))
        same(counts(store.importing(path), "persons"), (0, 0, 1200))
    finally:
        subprocess.run([psql, "-q", server, "-c", "DROP DATABASE %s WITH (FORCE)" % name], check=False)


# ---- many ----

@test
def five_thousand_rows():
    store = Store(program=PLAIN)
    store.add_bureau()
    units = ["第%03d中队" % i for i in range(50)]
    rows = [["姓名", "部门", "职务", "电话"]] + [["人%04d" % i, units[i % 50], "队员", 13900000000 + i] for i in range(5000)]
    path = book(("人员", rows), name="many.xlsx")
    start = time.monotonic()
    result = store.importing(path)
    took = time.monotonic() - start
    print("took %.1f import of 5 000 people" % took)
    same(counts(result, "persons"), (5000, 0, 0))
    same(counts(result, "organisations"), (50, 0, 0))
    start = time.monotonic()
    again = store.importing(path)
    print("took %.1f import of 5 000 people again" % (time.monotonic() - start))
    same(counts(again, "persons"), (0, 0, 5000))
    import sqlite3
    db = sqlite3.connect(os.path.join(store.where, "rectify.db"))
    same(db.execute("SELECT count(DISTINCT batch_id) FROM ledger_event WHERE record='person'").fetchone()[0], 1)
    db.close()
    rows[2500][1] = ""
    result = store.importing(book(("人员", rows + [["坏", "没写", "", "x"]]), name="many2.xlsx"), "--dry-run")
    same(counts(result, "persons"), (1, 0, 5000))


def main():
    failed = 0
    wanted = sys.argv[1:]
    for function in tests:
        if wanted and function.__name__ not in wanted:
            continue
        start = time.monotonic()
        try:
            function()
        except Exception:
            failed += 1
            print("FAILED %s" % function.__name__)
            traceback.print_exc(file=sys.stdout)
        else:
            print("took %.1f %s" % (time.monotonic() - start, function.__name__))
    count = len(wanted) or len(tests)
    print("%d passed, %d failed" % (count - failed, failed))
    return 1 if failed else 0


sys.exit(main())
