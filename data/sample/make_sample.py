#!/usr/bin/python3
"""Write people.xlsx, feedback.docx, feedback-2.docx and sample.json beside this file.

Usage: make_sample.py [--check]

The result is the same, byte for byte, on every run. With --check nothing is written: the exit code is 1 when a
file differs from what would be written. Needs openpyxl.
"""

import datetime
import io
import itertools
import json
import os
import re
import sys
import zipfile
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

import letters
import office

HERE = os.path.dirname(os.path.abspath(__file__))
STAMP = (2026, 11, 20, 9, 0, 0)
ISO_STAMP = "2026-11-20T01:00:00Z"

SONG_TITLE, FANG, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
CHINESE = "一二三四五六七八九十"


def pack(parts):
    """A zip whose bytes depend on nothing but its contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            z.writestr(info, data)
    return out.getvalue()


# ---- letters ------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PKG = "http://schemas.openxmlformats.org/package/2006"
OFF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def fonts(east, latin="Times New Roman"):
    return ('<w:rFonts w:hint="eastAsia" w:ascii="%s" w:hAnsi="%s" w:eastAsia="%s" w:cs="%s"/>'
            % (latin, latin, east, latin))


def run(text, east=None, bold=False, size=None, color=None):
    rpr = fonts(east) if east else '<w:rFonts w:hint="eastAsia"/>'
    if bold:
        rpr += "<w:b/>"
    if color:
        rpr += '<w:color w:val="%s"/>' % color
    if size:
        rpr += '<w:sz w:val="%d"/><w:szCs w:val="%d"/>' % (size, size)
    body = "".join("<w:tab/>" if t == "\t" else '<w:t xml:space="preserve">%s</w:t>' % escape(t)
                   for t in re.split("(\t)", text) if t)
    return "<w:r><w:rPr>%s</w:rPr>%s</w:r>" % (rpr, body)


def para(runs, style=None, ppr=""):
    s = '<w:pStyle w:val="%s"/>' % style if style else ""
    return "<w:p><w:pPr>%s%s</w:pPr>%s</w:p>" % (s, ppr, "".join(runs))


def num(level, num_id):
    return '<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>' % (level, num_id)


STYLES = HEAD + """<w:styles %s>
<w:docDefaults><w:rPrDefault><w:rPr>%s<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/>\
<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr>\
<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>\
<w:spacing w:line="520" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:jc w:val="both"/>\
</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:qFormat/><w:pPr>\
<w:snapToGrid w:val="0"/><w:spacing w:line="640" w:lineRule="exact"/><w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/></w:pPr>\
<w:rPr>%s<w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="一级标题"/><w:basedOn w:val="a"/><w:qFormat/><w:pPr>\
<w:keepNext/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>%s</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="二级标题"/><w:basedOn w:val="a"/><w:qFormat/><w:pPr>\
<w:keepNext/>%s<w:outlineLvl w:val="1"/></w:pPr><w:rPr>%s</w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="footer"/><w:basedOn w:val="a"/><w:pPr>\
<w:spacing w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr>\
<w:rPr>%s<w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr></w:style>
</w:styles>"""


def styles(numbered):
    return STYLES % (W, fonts(FANG), fonts(SONG_TITLE), fonts(HEI),
                     '<w:numPr><w:numId w:val="1"/></w:numPr>' if numbered else "", fonts(KAI), fonts(SONG, SONG))


# （一） hangs on the style of the aspects, 1. on each paragraph; the demands use the same list, started afresh.
NUMBERING = HEAD + """<w:numbering %s><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="a2"/><w:suff \
w:val="nothing"/><w:lvlText w:val="（%%1）"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr>\
<w:rPr>%s</w:rPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="%%2."/>\
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr><w:rPr>%s<w:b/></w:rPr></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>\
</w:num></w:numbering>""" % (W, fonts(KAI), fonts(FANG))


def footer(even):
    jc = "left" if even else "right"
    ind = '<w:ind w:left="280" w:firstLine="0"/>' if even else '<w:ind w:right="280" w:firstLine="0"/>'
    field = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText>'
             '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
             '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    return (HEAD + '<w:ftr %s><w:p><w:pPr><w:pStyle w:val="a5"/>%s<w:jc w:val="%s"/></w:pPr>%s%s%s</w:p></w:ftr>'
            % (W, ind, jc, run("— "), field, run(" —")))


def rule(side, color="000000", size=8, space=1):
    return '<w:pBdr><w:%s w:val="single" w:sz="%d" w:space="%d" w:color="%s"/></w:pBdr>' % (side, size, space, color)


def letter_paragraphs(letter, automatic):
    """The letter's paragraphs as XML; automatic: the numbers come from numbering.xml, otherwise they are typed."""
    flat = '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
    centre = flat + '<w:jc w:val="center"/>'
    out = []

    def add(runs, style=None, ppr=""):
        """runs: [(text, options)]"""
        out.append(para([run(t, **o) for t, o in runs if t], style, ppr))

    def plain(text):
        add([(text, {})])

    if letter["masthead"]:
        add([(letter["masthead"], {"east": SONG_TITLE, "size": 72, "color": "C00000"})], None,
            '<w:snapToGrid w:val="0"/><w:spacing w:line="900" w:lineRule="exact"/>' + centre)
        add([(letter["document_no"], {})], None, rule("bottom", "C00000", 18, 8)
            + '<w:spacing w:before="120" w:after="480"/>' + centre)
    else:
        add([(letter["document_no"], {})], None, '<w:spacing w:after="420"/>'
            + flat + '<w:jc w:val="right"/>')
    for i, line in enumerate(letter["title"]):
        last = i == len(letter["title"]) - 1
        add([(line, {})], "Title", '<w:spacing w:after="420" w:line="640" w:lineRule="exact"/>' if last else "")
    add([(letter["to"], {})], None, flat)
    for text in letter["preamble"]:
        plain(text)
    if letter["praise_heading"]:
        add([(letter["praise_heading"], {})], "a1")
    for text in letter["praise"]:
        plain(text)
    if letter["findings_heading"]:
        add([(letter["findings_heading"], {})], "a1")
    plain(letter["figures"])

    for i, (aspect, findings) in enumerate(letter["aspects"]):
        if automatic:
            add([(aspect, {})], "a2")
        else:
            add([(CHINESE[i] + "、" + aspect, {})], "a1")
        for j, (first, rest, points) in enumerate(findings):
            body = [(first, {"east": FANG, "bold": True}), (rest, {})] if automatic else [(first, {"east": KAI}),
                                                                                          (rest, {})]
            if points and points[0] == "run":
                said = ["%s是%s" % (CHINESE[k], p) for k, p in enumerate(points[1])]
                body.append(("；".join(said) + "。", {}))
            if automatic:
                add(body, None, num(1, 1))
            else:
                add([("（%s）" % CHINESE[j], {"east": KAI})] + body)
            if points and points[0] == "para":
                for k, p in enumerate(points[1]):
                    plain("（%d）%s" % (k + 1, p))

    for text in letter["after"]:
        plain(text)
    add([(letter["demands_heading"], {})], "a1")
    for text in letter["demands_lead"]:
        plain(text)
    for i, (first, rest) in enumerate(letter["demands"]):
        if automatic:
            add([(first, {"east": KAI}), (rest, {})], None, num(0, 2))
        else:
            plain("第%s，%s%s" % (CHINESE[i], first, rest))

    # the office and its date: the date four characters from the edge, the name centred over it
    width = len(letter["signature"]) - 8
    add([(letter["signature"], {})], None, '<w:keepNext/><w:spacing w:before="520"/><w:ind w:right="%d" '
        'w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>' % (1280 - width * 160))
    add([(letter["date"], {})], None, '<w:ind w:right="1280" w:firstLine="0" w:firstLineChars="0"/>'
        '<w:jc w:val="right"/>')
    if letter["copies"]:
        tabs = '<w:tabs><w:tab w:val="right" w:pos="8560"/></w:tabs>'
        ind = '<w:ind w:left="280" w:right="280" w:firstLine="0" w:firstLineChars="0"/>'
        small = {"east": FANG, "size": 28}
        add([(letter["copies"], small)], None, '<w:keepNext/>' + rule("top") + '<w:spacing w:before="520"/>' + ind)
        box = ('<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/><w:bottom w:val="single" w:sz="8" '
               'w:space="1" w:color="000000"/></w:pBdr>')
        add([(letter["signature"] + "\t" + letter["date"] + "印发", small)], None, box + tabs + ind)
    return out


def docx(letter, automatic):
    body = "\n".join(letter_paragraphs(letter, automatic))
    document = (HEAD + '<w:document %s %s><w:body>\n%s\n<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
                '<w:footerReference w:type="even" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1390" '
                'w:gutter="0"/><w:docGrid w:type="lines" w:linePitch="520"/></w:sectPr></w:body></w:document>'
                % (W, R, body))
    override = "".join('<Override PartName="/%s" ContentType="%s"/>' % p for p in [
        ("word/document.xml", WML + ".document.main+xml"), ("word/styles.xml", WML + ".styles+xml"),
        ("word/numbering.xml", WML + ".numbering+xml"), ("word/settings.xml", WML + ".settings+xml"),
        ("word/footer1.xml", WML + ".footer+xml"), ("word/footer2.xml", WML + ".footer+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")])
    rels = "".join('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (i + 1, OFF, t, f) for i, (t, f) in enumerate(
        [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"),
         ("footer", "footer1.xml"), ("footer", "footer2.xml")]))
    title = "".join(letter["title"])
    return pack([
        ("[Content_Types].xml", HEAD + '<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/'
         'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s'
         '</Types>' % (PKG, override)),
        ("_rels/.rels", HEAD + '<Relationships xmlns="%s/relationships"><Relationship Id="rId1" Type="%s/officeDocument" '
         'Target="word/document.xml"/><Relationship Id="rId2" Type="%s/relationships/metadata/core-properties" '
         'Target="docProps/core.xml"/></Relationships>' % (PKG, OFF, PKG)),
        ("docProps/core.xml", HEAD + '<cp:coreProperties xmlns:cp="%s/metadata/core-properties" '
         'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
         'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>%s</dc:title><dc:creator>%s</dc:creator>'
         '<dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created></cp:coreProperties>'
         % (PKG, escape(title), escape(letter["signature"]), ISO_STAMP)),
        ("word/_rels/document.xml.rels", HEAD + '<Relationships xmlns="%s/relationships">%s</Relationships>' % (PKG, rels)),
        ("word/document.xml", document),
        ("word/styles.xml", styles(automatic)),
        ("word/numbering.xml", NUMBERING),
        ("word/settings.xml", HEAD + '<w:settings %s><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
         '<w:characterSpacingControl w:val="compressPunctuation"/></w:settings>' % W),
        ("word/footer1.xml", footer(False)), ("word/footer2.xml", footer(True)),
    ])


def counts(letter):
    findings = [f for _, fs in letter["aspects"] for f in fs]
    return {"aspects": len(letter["aspects"]), "items": 0, "findings": len(findings),
            "points": sum(len(f[2][1]) for f in findings if f[2]), "demands": len(letter["demands"])}


# ---- people.xlsx --------------------------------------------------------------------------------------------------

THIN = Border(*[Side(style="thin")] * 4)


def sheet(book, name, title, columns, rows, lists=()):
    """columns: [(heading, width, centred)]; lists: [(heading, allowed values)]."""
    ws = book.create_sheet(name)
    n = len(columns)
    ws.merge_cells(start_row=1, start_column=1, end_row=1, end_column=n)
    ws["A1"] = title
    ws["A1"].font = Font(name=SONG_TITLE, size=18)
    ws["A1"].alignment = Alignment(horizontal="center", vertical="center")
    ws.row_dimensions[1].height = 36
    ws.row_dimensions[2].height = 34
    for c, (heading, width, _) in enumerate(columns, 1):
        cell = ws.cell(2, c, heading)
        cell.font = Font(name=HEI, size=11)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = THIN
        ws.column_dimensions[get_column_letter(c)].width = width
    for r, row in enumerate(rows, 3):
        lines = 1
        for c, value in enumerate(row, 1):
            cell = ws.cell(r, c, None if value == "" else value)
            cell.font = Font(name=FANG, size=11)
            cell.border = THIN
            cell.alignment = Alignment(horizontal="center" if columns[c - 1][2] else "left", vertical="center",
                                       wrap_text=True)
            if isinstance(value, str):
                cell.number_format = "@"
                wide = sum(1 if ch < "\u2000" else 2 for ch in value)
                lines = max(lines, -(-wide // (columns[c - 1][1] - 1)))
            elif isinstance(value, datetime.date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
        ws.row_dimensions[r].height = 8 + 16 * lines
    for heading, values in lists:
        c = get_column_letter([h for h, _, _ in columns].index(heading) + 1)
        dv = DataValidation(type="list", formula1='"%s"' % ",".join(values), allow_blank=True)
        dv.add("%s3:%s%d" % (c, c, len(rows) + 2))
        ws.add_data_validation(dv)
    ws.freeze_panes = "C3"
    ws.print_title_rows = "1:2"
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    ws.print_options.horizontalCentered = True
    ws.oddFooter.center.text = "第 &P 页，共 &N 页"


def people_xlsx():
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet(book, "单位", office.BUREAU + "内设机构和直属单位一览表",
          [("序号", 6, True), ("单位名称", 30, False), ("简称", 14, False), ("别名", 34, False), ("单位代码", 11, True),
           ("上级单位", 18, False), ("单位类别", 12, True)],
          [(i,) + u for i, u in enumerate(office.UNITS, 1)], [("单位类别", ["机关处室", "直属单位", "党组织"])])
    rows = []
    for i, (name, sex, born, unit, post, head, login, role, status, remark) in enumerate(office.PEOPLE, 1):
        mobile = "154%08d" % (690 * 100000 + (i * 7919 + 1301) % 100000)
        rows.append((i, name, sex, born, unit, post, head, mobile, login, role, status, remark))
    sheet(book, "人员", office.BUREAU + "巡察整改工作人员名册",
          [("序号", 6, True), ("姓名", 11, True), ("性别", 6, True), ("出生年月", 10, True), ("工作单位", 26, False),
           ("职务", 26, False), ("是否单位负责人", 11, True), ("手机号码", 14, True), ("登录账号", 12, True),
           ("系统角色", 13, True), ("政治面貌", 11, True), ("备注", 26, False)], rows,
          [("性别", ["男", "女"]), ("是否单位负责人", ["是", "否"]),
           ("系统角色", ["整改办", "责任人", "牵头领导", "纪检监察", "巡察办", "系统管理员", "安全管理员", "审计管理员"])])
    sheet(book, "机构", office.BUREAU + "巡察整改工作机构一览表",
          [("序号", 6, True), ("机构名称", 30, False), ("类型", 16, True), ("成立文件", 24, True), ("成立日期", 18, True),
           ("成员", 60, False)],
          [(i, name, kind, doc, datetime.date.fromisoformat(on), members)
           for i, (name, kind, doc, on, members) in enumerate(office.BODIES, 1)])
    book.properties.creator = "办公室"
    book.properties.title = "巡察整改单位人员机构名册"
    raw = io.BytesIO()
    book.save(raw)
    parts = []
    with zipfile.ZipFile(raw) as z:
        for info in z.infolist():
            data = z.read(info.filename)
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", ISO_STAMP.encode(), data)
            parts.append((info.filename, data))
    return pack(parts)


# ---- sample.json --------------------------------------------------------------------------------------------------

def sample():
    duties = []
    for (n, lead, accountable, unit, responsible, supporting, owner, category, severity, horizon, due, common, since,
         basis) in office.DUTIES:
        text, on = office.D[due]
        deadline = {"text": text, "date": on}
        if horizon == "ongoing":
            deadline["review_on"] = office.ONGOING_REVIEW
        duties.append({"finding": n, "lead_official": lead, "accountable_official": accountable, "lead_unit": unit,
                       "responsible_units": responsible, "supporting_units": supporting, "action_owner": owner,
                       "category": category, "severity": severity, "horizon": horizon, "due": deadline,
                       "common": common, "since": since, "basis": basis})
    return {
        "today": "2026-11-20",
        "people": "people.xlsx",
        "ledger": {"code": "ZGJ", "name": office.BUREAU + "整改台账"},
        "rounds": [
            {"code": "SW6-08", "name": "六届市委第八轮巡察", "level": "city", "from": "2026-06-29", "to": "2026-10-16"},
            {"code": "SXZX-2026-2", "name": "省委2026年第二批专项巡视", "level": "provincial", "from": "2026-08-31",
             "to": "2026-11-13"},
        ],
        "inspections": [
            {"code": "SX-2026-03", "round": "SW6-08", "kind": "regular", "level": "city", "organisation": "ZGJ",
             "team": "市委第三巡察组", "entered_on": "2026-06-29", "left_on": "2026-08-28", "feedback_on": "2026-10-12"},
            {"code": "SWZX-2026-05", "round": "SXZX-2026-2", "kind": "special", "level": "provincial",
             "organisation": "ZGJ", "team": "省委第五专项巡视组", "entered_on": "2026-08-31", "left_on": "2026-09-29",
             "feedback_on": "2026-11-09"},
        ],
        "feedback_reports": [
            report(letters.LETTER_1, "SX-2026-03", "2026-10-12", "2026-10-12", "市资规局三楼会议室",
                   ("沈维钧", "2026-10-12"), ("陶立群", "2026-10-12")),
            report(letters.LETTER_2, "SWZX-2026-05", "2026-11-09", "2026-11-09", "市资规局一楼报告厅",
                   ("沈维钧", "2026-11-09"), ("陶立群", "2026-11-10")),
        ],
        "responsibilities": {"inspection": "SX-2026-03", "findings": duties},
        "corrective_actions": {"inspection": "SX-2026-03", "findings": [
            {"finding": n, "actions": actions} for n, actions in measures()]},
        "claims": claims(),
        "progress": [{key: value for key, value in zip(("measure", "by", "occurred_on", "percent", "done", "obstacle", "next_step"), row) if value is not None}
                     for row in office.PROGRESS],
        "portfolios": [{"person": person, "unit": unit, "category": category} for person, unit, category in office.PORTFOLIOS],
        "mirror": {**office.MIRROR, "answers": [dict(zip(("unit", "item", "by", "answer", "grounds"), row)) for row in office.MIRROR["answers"]]},
        "doing": [{"record": record, "finding": n, "by": by, "fields": fields, "then": [{"event": e, "by": who, "fields": said} for e, who, said in then]}
                  for record, n, by, fields, then in office.DOING],
        "plans": office.PLANS,
        "reports": office.REPORTS,
    }


def measures():
    """The measures of each finding, numbered through; with the days they take and what they come after."""
    after = {n: {"follows": before, "lag_days": lag} for n, before, lag in office.ORDER}
    number = itertools.count(1)
    for finding, actions in sorted(office.MEASURES.items()):
        yield finding, [{"text": t, "owner": o, "due_on": d, "deliverable": p, "indicator": i,
                         **({"working_days": office.WORKING_DAYS[n]} if n in office.WORKING_DAYS else {}), **after.get(n, {})}
                        for (t, o, d, p, i), n in zip(actions, number)]


def claims():
    """Moves of claims, in order: what persons have signed, disputes and their decisions, what units have claimed."""
    rows = signatures("person")
    for n, unit, by, reason, proposed, decision in office.DISPUTES:
        rows.append({"finding": n, "unit": unit, "event": "dispute", "by": by, "dispute_reason": reason,
                     "proposed_unit_id": proposed})
        if decision:
            rows.append({"finding": n, "unit": unit, "event": decision[0], "by": decision[1], "decision_reason": decision[2]})
    return rows + signatures("unit")


def signatures(kind):
    rows = []
    for n, lead, accountable, unit, responsible, *_ in office.DUTIES:
        for party in [unit, *responsible] if kind == "unit" else sorted({lead, accountable}):
            by, missing = office.CLAIMED.get(party, (None, []))
            if by and n not in missing:
                rows.append({"finding": n, kind: party, "event": "claim", "by": by})
    return rows


def report(letter, inspection, issued, signed, place, head, group):
    return {"inspection": inspection, "file": letter["file"], "title": "".join(letter["title"]),
            "document_no": letter["document_no"], "issued_on": issued, "signed_on": signed, "session_place": place,
            "head_receipt": {"name": head[0], "on": head[1]}, "group_receipt": {"name": group[0], "on": group[1]},
            "expected": counts(letter)}


def check():
    """What must hold between the files; an AssertionError names what does not."""
    names = [p[0].replace("　", "") for p in office.PEOPLE]
    codes = {u[3] for u in office.UNITS}
    role = dict(zip(names, [p[7] for p in office.PEOPLE]))
    called = {a: u[3] for u in office.UNITS for a in [u[0], u[1]] + u[2].split("、")}
    assert len(names) == len(set(names)) == 40 and len(office.UNITS) == len(codes) == 13
    assert len(called) == sum(len({u[0], u[1], *u[2].split("、")}) for u in office.UNITS), "a unit name is ambiguous"
    assert len({p[6] for p in office.PEOPLE}) == 40 and list(role.values()).count("整改办") == 4
    heads = [called[p[3]] for p in office.PEOPLE if p[5] == "是"]
    assert sorted(heads) == sorted(codes), "each unit has one head"
    for u in office.UNITS[1:]:
        assert u[4] in called, u
    for b in office.BODIES:
        for m in b[4].split("、"):
            assert re.fullmatch("(.+)（.+）", m).group(1) in names, m
    for letter in (letters.LETTER_1, letters.LETTER_2):
        c = counts(letter)
        assert "%d个方面%d个问题" % (c["aspects"], c["findings"]) in letter["figures"], letter["file"]
    findings = [f for _, fs in letters.LETTER_1["aspects"] for f in fs]
    assert [d[0] for d in office.DUTIES] == list(range(1, len(findings) + 1))
    limit = {}
    for d in office.DUTIES:
        text, on = office.D[d[10]]
        limit[d[0]] = on or office.ONGOING_REVIEW
        assert d[1] in names and d[2] in names and d[6] in names and role[d[1]] == "牵头领导", d
        used = [d[3]] + d[4] + d[5]
        assert set(used) <= codes and len(set(used)) == len(used), d
        assert (d[9] == "ongoing") == (on is None), d
        said = re.search("应于(2[^。]*?前)", findings[d[0] - 1][1])
        assert not said or said.group(1) == text, (said.group(1), text)
    for n, actions in office.MEASURES.items():
        assert 1 <= len(actions) <= 3
        for _, owner, due, _, _ in actions:
            day = datetime.date.fromisoformat(due)
            assert role[owner] in ("责任人", "整改办"), owner
            assert due <= limit[n] and day.weekday() < 5 and "2026-09" < due < "2027-04", (n, due)
    count = sum(map(len, office.MEASURES.values()))
    assert set(office.WORKING_DAYS) <= set(range(1, count + 1))
    assert all(b < n <= count for n, before, _ in office.ORDER for b in before), "a measure comes after earlier ones"


def main():
    check()
    made = {
        "people.xlsx": people_xlsx(),
        letters.LETTER_1["file"]: docx(letters.LETTER_1, True),
        letters.LETTER_2["file"]: docx(letters.LETTER_2, False),
        "sample.json": (json.dumps(sample(), ensure_ascii=False, indent=2) + "\n").encode(),
    }
    differs = 0
    for name, data in made.items():
        path = os.path.join(HERE, name)
        if sys.argv[1:] == ["--check"]:
            with open(path, "rb") as f:
                if f.read() != data:
                    differs = 1
                    print("differs: " + name, file=sys.stderr)
        else:
            with open(path, "wb") as f:
                f.write(data)
    return differs


if __name__ == "__main__":
    sys.exit(main())
