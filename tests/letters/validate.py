#!/usr/bin/env python3
"""Check the test letters: every NN-slug.expected.json against its letter.

usage: validate.py [FOLDER ...]      (default: every folder beside this file)

For a .docx the resolved plain text is read from NN-slug.docx.txt, and that side
file is itself checked loosely against word/document.xml.
"""
import json
import os
import re
import sys
import zipfile
from xml.etree import ElementTree

LEVELS = {"aspect", "item", "finding", "point", "demand", "action"}
PARENTS = {
    "aspect": {None},
    "item": {None, "aspect"},
    "finding": {None, "aspect", "item"},
    "point": {"finding"},
    "demand": {None, "demand"},
    "action": {"finding", "point"},
}
DUE_AS = {"day", "ten_days", "month", "quarter", "year", "ongoing"}
UNITS = {None, "workday", "day", "month"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def decode(data):
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def squeeze(s):
    return re.sub(r"\s+", "", s)


def docx_paragraphs(path):
    """Text of every paragraph of the body, without deleted text and numbers."""
    with zipfile.ZipFile(path) as z:
        root = ElementTree.fromstring(z.read("word/document.xml"))
    for p in root.iter(W + "p"):
        yield "".join(t.text or "" for t in p.iter(W + "t"))


def plain_text(folder, stem, errors):
    for name in (stem + ".txt", stem + ".gb.txt"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            with open(path, "rb") as f:
                return decode(f.read())
    path = os.path.join(folder, stem + ".docx")
    if not os.path.exists(path):
        errors.append("no letter beside it")
        return None
    with open(path + ".txt", "rb") as f:
        text = decode(f.read())
    flat, at = squeeze(text), 0
    for para in docx_paragraphs(path):
        found = flat.find(squeeze(para), at)
        if found < 0:
            errors.append("side file lacks the paragraph: " + para[:30])
        else:
            at = found + len(squeeze(para))
    return text


def check(folder, stem, counts):
    errors = []
    with open(os.path.join(folder, stem + ".expected.json"), encoding="utf-8") as f:
        exp = json.load(f)
    text = plain_text(folder, stem, errors)
    if text is None:
        return errors
    for key in ("style", "kind", "nodes", "deadlines", "units", "status", "figures", "checks"):
        if key not in exp:
            errors.append("no key " + key)
            return errors
    at, level_of = 0, {}
    for want, node in enumerate(exp["nodes"], 1):
        nid, level, own = node["id"], node["level"], node["text"]
        if nid != want:
            errors.append("node %s: id should be %d" % (nid, want))
        if level not in LEVELS:
            errors.append("node %d: level %s" % (nid, level))
        parent = node["parent"]
        if parent != 0 and parent not in level_of:
            errors.append("node %d: parent %s does not precede it" % (nid, parent))
        elif level_of.get(parent) not in PARENTS.get(level, ()):
            errors.append("node %d: %s under %s" % (nid, level, level_of.get(parent)))
        level_of[nid] = level
        counts[level] = counts.get(level, 0) + 1
        if not node["title"].strip():
            errors.append("node %d: empty title" % nid)
        if node["title"] != node["title"].strip() or node["title"][-1:] in "。；，：、":
            errors.append("node %d: title not trimmed: %s" % (nid, node["title"]))
        if squeeze(node["title"]) not in squeeze(own):
            errors.append("node %d: title is not part of its text" % nid)
        if node["no"] and node["no"] not in text:  # a row's number may stand cells away from its problem
            errors.append("node %d: number %s is not in the letter" % (nid, node["no"]))
        if not own or own.endswith("\n"):
            errors.append("node %d: text empty or ends with a newline" % nid)
        found = text.find(own, at)
        if found < 0:
            errors.append("node %d: text not found in order: %s" % (nid, own[:30]))
        else:
            at = found + len(own)
    for d in exp["deadlines"]:
        if d["node"] not in level_of:
            errors.append("deadline: no node %s" % d["node"])
        if d["text"] not in text:
            errors.append("deadline not in the letter: " + d["text"])
        if d["due_on"] is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", d["due_on"]):
            errors.append("deadline: bad date %s" % d["due_on"])
        if d["due_as"] not in DUE_AS or d["unit"] not in UNITS:
            errors.append("deadline: bad due_as or unit: " + d["text"])
        if (d["amount"] is None) != (d["unit"] is None):
            errors.append("deadline: amount and unit belong together: " + d["text"])
    for u in exp["units"]:
        if u["node"] not in level_of:
            errors.append("units: no node %s" % u["node"])
        for name in u["lead"] + u["responsible"]:
            if name not in text:
                errors.append("unit not in the letter: " + name)
    for s in exp["status"]:
        if s["node"] not in level_of:
            errors.append("status: no node %s" % s["node"])
        if s["text"] not in text:
            errors.append("status not in the letter: " + s["text"])
    for f in exp["figures"]:
        if not isinstance(f["value"], int) or not f["label"]:
            errors.append("bad figure")
    return errors


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folders = sys.argv[1:] or sorted(
        os.path.join(here, d) for d in os.listdir(here) if os.path.isdir(os.path.join(here, d)))
    bad = letters = 0
    counts = {}
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".expected.json"):
                continue
            letters += 1
            stem = name[:-len(".expected.json")]
            for e in check(folder, stem, counts):
                bad += 1
                print("%s: %s" % (stem, e))
    print("%d letters, %d nodes %s, %d errors"
          % (letters, sum(counts.values()), json.dumps(counts, sort_keys=True), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
