#!/usr/bin/env python3
"""documents.py RECTIFY: official documents made from a sample store, opened by LibreOffice and measured on the page: 22 lines of 28 characters (GB/T 9704-2012),
headings, page numbers outside, figures that tie; the same bytes twice; nothing in a value is markup. Without LibreOffice the files are read as XML only."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.dom.minidom
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "cli"))
import commands  # noqa: E402
from commands import expect, refused, same, told  # noqa: E402

office = shutil.which("soffice")


def text_of(path):
    """What stands in it, by a reader of ours that knows nothing of the program: paragraphs of word/document.xml."""
    with zipfile.ZipFile(path) as package:
        same("sound", package.testzip(), None)
        for part in package.namelist():
            xml.dom.minidom.parseString(package.read(part))
        body = xml.dom.minidom.parseString(package.read("word/document.xml"))
    return ["".join(t.firstChild.data if t.firstChild else "" for t in p.getElementsByTagName("w:t")) for p in body.getElementsByTagName("w:p")]


def pages_of(path, home):
    subprocess.run([office, f"-env:UserInstallation=file://{home}/office", "--headless", "--convert-to", "pdf", "--outdir", home, str(path)], check=True, capture_output=True, timeout=180)
    pdf = f"{home}/{path.stem}.pdf"
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    boxes = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f") if page.strip()], boxes


with tempfile.TemporaryDirectory() as home:
    os.environ["RECTIFY_STORE"], os.environ["RECTIFY_BLOBS"] = f"{home}/store", f"{home}/blobs"

    def run(*words):
        return commands.run("--lang", "zh", *words)

    def document(number, name):
        path = Path(home, f"{name}.docx")
        same(f"{name} is made", run("document", "report", number, "-o", str(path)).returncode, 0)
        return path

    same("a store", run("init", "--sample").returncode, 0)
    scan = Path(home, "签发稿.txt")
    scan.write_text("签发稿", encoding="utf-8")
    signed = ("--by", "梁永和", "--paper", str(scan))
    lines = 50
    long = "整改" * (14 * lines - 1)  # with the two signs a first line is moved in by, so many whole lines
    same("a long one", run("report", "send", "每周整改汇总", "--problems", long, "--results", "<w:p/> & {{title}}\n第二段", "--obstacles", "无", "--next-step", "继续推进", *signed).returncode, 0)
    number = next(p["rows"][0]["number"] for d in json.loads(run("reports", "--json").stdout)["duties"] if d["kind"] == "summary" for p in d["periods"] if p["at_hand"])
    summary = document(number, "汇总")
    same("the same bytes twice", summary.read_bytes(), document(number, "再一份").read_bytes())
    paragraphs = text_of(summary)
    expect("markup and braces are text", "<w:p/> & {{title}}" in paragraphs and "第二段" in paragraphs)
    expect("no placeholder is left", not [p for p in paragraphs if "{{" in p and "title" not in p])
    expect("official numbers", [p for p in paragraphs if re.match("[一二三四]、", p)] == ["一、反馈问题整改情况", "二、整改成效", "三、存在困难", "四、下一步工作"])
    expect("to whom, by whom, signed by whom", "整改工作领导小组：" in paragraphs and "云岭市资源规划局" in paragraphs and "签发人：梁永和" in paragraphs)
    cells = paragraphs[paragraphs.index("单位"):]
    rows = [cells[i:i + 8] for i in range(8, len(cells) - 7, 8)]
    same("figures tie", [int(n) for n in rows[-1][1:]], [sum(int(row[k]) for row in rows[:-1]) for k in range(1, 8)])

    values, names = json.loads(run("document", "report", number, "--values").stdout), json.loads(run("template", "show", "report").stdout)
    shape = lambda value: {key: shape(inner[0]) if isinstance(inner, list) and inner else None for key, inner in value.items()}  # noqa: E731
    same("every name that is told is filled, and no other", shape(values), shape(names))
    same("values are shown before", (values["parts"][0]["label"], values["no_news"]), ("反馈问题整改情况", False))

    own = Path(home, "本单位模板.docx")
    same("the program's template", run("template", "show", "report", "-o", str(own)).returncode, 0)
    same("is sound", run("template", "check", str(own)).stdout, "模板没有问题\n")
    with zipfile.ZipFile(own) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for change, sentence in (("{{headin}}", "heading"), ("{{title}} {{nowhere_at_all}}", "nowhere_at_all"), ("{{#parts}}", "{{/parts}}"), ("{{parts}}", "{{#parts}}"), ("{{^title}}</w:t></w:r></w:p><w:p><w:r><w:t>{{addresse}}</w:t></w:r></w:p><w:p><w:r><w:t>{{/title}}", "addressee")):
        with zipfile.ZipFile(own, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content.replace("{{heading}}".encode(), change.encode()) if name == "word/document.xml" else content)
        refused(f"{change} is named", "template", "check", str(own), sentence=sentence)
    refused("no template", "template", "check", str(scan), sentence="签发稿")

    quiet = text_of(document("ZGJ-2026-B0004", "无进展"))
    expect("no news in a sentence, and no table", any("没有新的进展" in p for p in quiet) and "单位" not in quiet and not any(re.match("一、", p) for p in quiet))
    refused("what is not there", "document", "report", "ZGJ-2026-B9999", "-o", f"{home}/x.docx", sentence="没有叫")
    refused("a kind that is not there", "document", "novel", number, "-o", f"{home}/x.docx", sentence="novel")

    # the form by which a problem is closed: empty, then asked for, then passed
    problem, unit = "ZGJ-2026-0003", "lugf"  # led by 办公室, whose owner 卢桂芬 is
    blank = Path(home, "空表.docx")
    same("a form for what nobody asks for", run("document", "closure", problem, "-o", str(blank)).returncode, 0)
    expect("its labels stay, and nothing is left to fill", "整改情况" in text_of(blank) and not [p for p in text_of(blank) if "{{" in p])
    actions = json.loads(commands.must("list", "corrective_actions", f"answers={problem}", "--json"))
    for action in actions:
        commands.must("progress", "add", action["number"], "--done", "完成", "--percent", "100", "--by", "卢桂芬")
    commands.must("set", "finding", problem, "cause=rule_not_carried_out", user=unit)
    for point in json.loads(commands.must("list", "findings", f"parent_id={problem}", "--json")):
        commands.must("set", "finding", point["id"], "completion=done", user=unit)
    words = {"result": "全市重点任务逐项对账，逾期事项已经办结。" * 12, "settled": "任务清单与年度考核挂钩", "persons": "约谈2人", "mechanism": "印发督查督办办法", "alike": "排查其余11个科室"}
    commands.must("closure", "request", problem, *(x for name, word in words.items() for x in (f"--{name}", word)), "--completion", "done", "--report", str(scan), user=unit)
    commands.must("closure", "review", problem, "--pass", "--opinion", "情况属实，同意销号", user="liangyh")
    form = Path(home, "销号.docx")
    same("the form", run("document", "closure", problem, "-o", str(form)).returncode, 0)
    said = text_of(form)
    expect("what was asked for, word for word", all(word in said for word in words.values()))
    expect("who asked, who signed, and his opinion", all(word in said for word in ("卢桂芬", "梁永和", "同意。情况属实，同意销号", "整改办审核")))
    expect(f"every measure, done: {said}", all(action["measure"] in said for action in actions) and said.count("已完成") >= len(actions))
    values, names = json.loads(run("document", "closure", problem, "--values").stdout), json.loads(run("template", "show", "closure").stdout)
    filled = {key: set(value[0]) if isinstance(value, list) and value else None for key, value in values.items()}
    same("every name that is told is filled, and no other", {key: inner for key, inner in filled.items() if key != "criteria"}, {key: set(value[0]) if isinstance(value, list) else None for key, value in names.items() if key != "criteria"})
    refused("not for who may not see the problem", "document", "closure", problem, "-o", str(form), user="jiangxm", sentence=problem)
    if office:
        shown, _ = pages_of(form, home)
        expect(f"a table, numbered: {len(shown)} pages", 1 <= len(shown) <= 2 and all(page[-1].replace(" ", "") == f"—{n + 1}—" for n, page in enumerate(shown)))

    if office:
        pages, boxes = pages_of(summary, home)
        body = pages[1]
        same("22 lines on a whole page, and its number", len(body), 23)
        same("28 characters in a whole line", {len(line) for line in body[:-1]}, {28})
        same("page numbers with dashes", [page[-1].replace(" ", "") for page in pages], [f"—{n + 1}—" for n in range(len(pages))])
        numbers = [float(x) for x in re.findall(r'<word xMin="([\d.]+)"[^>]*>—</word>', boxes)][::2]
        expect("odd ones right, even ones left", all((x > 400) == (n % 2 == 0) for n, x in enumerate(numbers)) and len(numbers) == len(pages))
        width, height = map(float, re.search(r'<page width="([\d.]+)" height="([\d.]+)"', boxes).groups())
        same("A4", (round(width), round(height)), (595, 842))
        left = min(float(x) for x in re.findall(r'<line xMin="([\d.]+)"', boxes))
        expect(f"the binding margin is 28 mm: {left}", abs(left - 79.4) < 2)
        pdf = Path(home, "公文.PDF")
        same("as PDF at once", (run("document", "report", number, "-o", str(pdf)).returncode, pdf.read_bytes()[:5]), (0, b"%PDF-"))
        told_pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout.split("\f")
        same("the same pages", [[line.strip() for line in page.splitlines() if line.strip()] for page in told_pages if page.strip()], pages)
        same("and nothing is left behind", [p.name for p in Path(os.environ.get("TMPDIR", "/tmp")).glob("rectify-office-*")], [])
    else:
        refused("no PDF", "document", "report", number, "-o", f"{home}/x.pdf", sentence="LibreOffice")
        print("no LibreOffice here: not measured on the page")
sys.exit(told())
