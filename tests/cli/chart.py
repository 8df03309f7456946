#!/usr/bin/python3
"""chart.py RECTIFY: the wall chart of three hundred problems on A0, read back by poppler; pictures and SVG as others read them."""
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import commands
from commands import same, told

A0 = (3370.39, 2383.94)


def squeezed(text):
    return re.sub(r"\s", "", text)


with tempfile.TemporaryDirectory() as home:
    os.environ["RECTIFY_STORE"] = f"{home}/store"

    def run(*words):
        return commands.run("--lang", "zh", *words)

    def output(*command):
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def chart(name, *words):
        path = home + "/" + name
        done = run("chart", "-o", path, "--as-of", "2026-12-01", *words, "--json")
        same(f"{name} is drawn {done.stderr}", done.returncode, 0)
        return path, json.loads(done.stdout)["sheets"]

    run("init", "--sample")
    units = [unit["id"] for unit in json.loads(run("list", "organisations", "--json").stdout)]
    parts = ["党委会议落实首要议题制度不到位", "对基层反映的突出问题整改不彻底", "台账资料补录较多", "责任链条存在断点", "现场核查走过场"]
    there = len(json.loads(run("list", "findings", "level=finding", "--limit", "1000", "--json").stdout))
    for i in range(there, 300):
        made = run("add", "finding", "level=finding", f"title=第{i}号：" + "，".join(parts[: 1 + i % 5]), f"due=2027-0{1 + i % 6}-15")
        if made.returncode:
            raise SystemExit(made.stderr)
    titles = [row["title"] for row in json.loads(run("list", "findings", "level=finding", "--limit", "1000", "--json").stdout)]
    same("three hundred problems", len(titles), 300)

    pdf, sheets = chart("wall.pdf", "--paper", "A0", "--group-by", "unit")
    same("three or four sheets of A0", sheets in (3, 4))
    info = output("pdfinfo", pdf)
    same("as many pages", re.search(r"Pages:\s+(\d+)", info).group(1), str(sheets))
    same("of that size", tuple(map(float, re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())), A0)
    same("with its title", "云岭市资源规划局整改时间表" in info)
    text = squeezed(output("pdftotext", "-raw", pdf, "-"))
    same("every title can be found", [title for title in titles if squeezed(title) not in text], [])
    same("pages are numbered", f"第{sheets}页，共{sheets}页" in text)
    fonts = output("pdffonts", pdf).splitlines()[2:]
    same("its fonts are in it", bool(fonts) and all(" yes " in line for line in fonts))
    same("the same again", Path(chart("again.pdf", "--paper", "A0", "--group-by", "unit")[0]).read_bytes() == Path(pdf).read_bytes())

    for preset in ("timetable", "roadmap", "taskbook"):
        for group in ("aspect", "unit", "leader", "inspection"):
            svg, _ = chart(f"{preset}-{group}.svg", "--preset", preset, "--group-by", group, "--paper", "A3")
            root = ElementTree.parse(svg).getroot()
            same("it is SVG", root.tag, "{http://www.w3.org/2000/svg}svg")
            same("nothing in it runs", [e.tag for e in root.iter() if e.tag.endswith("script") or any(a.startswith("on") for a in e.attrib)], [])
    png = Path(chart("wall.png", "--paper", "A4")[0]).read_bytes()
    same("a picture", (png[:8], struct.unpack(">II", png[16:24])), (b"\x89PNG\r\n\x1a\n", (3000, round(3000 * 595.28 / 841.89))))

    run("add", "finding", "level=finding", "title=<script>alert(1)</script>&\"'", "due=2027-01-15")
    root = ElementTree.parse(chart("odd.svg", "--paper", "A0", "--page", "4")[0]).getroot() if sheets == 4 else ElementTree.parse(chart("odd.svg", "--paper", "A0", "--page", "3")[0]).getroot()
    same("markup stays text", not [e for e in root.iter() if e.tag.endswith("script")])
    for words, code in ((("chart",), 2), (("chart", "-o", home + "/x.doc"), 1), (("chart", "-o", home + "/x.pdf", "--paper", "A9"), 1), (("chart", "-o", home + "/x.pdf", "--preset", "x"), 1),
                        (("chart", "-o", home + "/x.png", "--page", "99"), 1), (("chart", "-o", home + "/none/x.pdf"), 3), (("chart", "-o", home + "/x.pdf", "--as-of", "soon"), 1)):
        done = run(*words)
        same(f"{words} is refused with a sentence", (done.returncode, bool(done.stderr.strip())), (code, True))

sys.exit(told())
