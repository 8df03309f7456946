#!/usr/bin/env python3
"""plans.py PROGRAM: a plan of the sample bureau from its first word to the signed extract, by the commands a person types; opinions, a change after
approval, versions, a letter, another set of routes. The tables must be what the events fold to. The last line is "N passed, N failed".
"""
import json
import os
import re
import sys
import tempfile

from commands import allowed, expect, must, refused, told

OFFICE, OTHER, LEADER, SUPERVISOR, UNIT = "liangyh", "sujy", "hexl", "chuwb", "jiangxm"  # 江雪梅 answers for 登记中心
PARTS = ("goal", "contents", "timetable", "leadership", "division", "safeguards")


def show(record, key):
    return json.loads(must("show", record, key, "--json"))


def rows(record, *asked):
    return json.loads(must("list", record, *asked, "--json"))


def plan(number):
    return json.loads(must("plan", "show", number, "--json"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RECTIFY_STORE"] = f"{folder}/store"
        must("init", f"{folder}/store", "--sample")
        scan = f"{folder}/签批件.txt"
        with open(scan, "w", encoding="utf-8") as file:
            file.write("内容")
        # an inspection of its own with two problems
        must("add", "inspection", "code=ZX-1", "name=不动产登记专项巡察", "kind=special_topic", "level=city", user=OFFICE)
        findings = [json.loads(must("add", "finding", "level=finding", f"title={title}", "inspection_id=ZX-1", "due=2099-06-30", "--json", user=OFFICE))["number"]
                    for title in ("登记档案缺失", "窗口排队过长")]
        for finding in findings:
            must("add", "responsibility", f"finding_id={finding}", "role=lead_unit", "organisation_id=DJZX", user=OFFICE)
            must("claim", finding, "--unit", "DJZX", user=UNIT)
        measure = json.loads(must("add", "corrective_action", f"answers={findings[0]}", "measure=补齐档案", "organisation_id=DJZX", "due=2099-03-31", "--json", user=OFFICE))["number"]

        # writing, and all that is missing
        refused("a unit writes no master plan", "plan", "add", "--kind", "master", "--title", "试", "--inspection", "ZX-1", user=UNIT, sentence="本单位的实施方案")
        made = must("plan", "add", "--kind", "master", "--title", "登记专项整改方案", "--inspection", "ZX-1", "--goal", "问题清零", "--json", user=OFFICE)
        number = json.loads(made)["number"]
        for sentence in ("方案缺少“整改内容”", "方案缺少“保障措施”", "还没有措施"):
            refused(f"missing: {sentence}", "plan", "submit", number, user=OFFICE, sentence=sentence)
        options = []
        for part in PARTS:
            with open(f"{folder}/{part}.txt", "w", encoding="utf-8") as file:
                file.write(f"{part}：写在文件里的文字\n第二段")
            options += [f"--{part}-file", f"{folder}/{part}.txt"]
        must("plan", "set", number, *options, user=OFFICE)
        expect("the files are its parts", "第二段" in show("plan", number)["safeguards"])
        must("plan", "collect", number, user=OFFICE)
        refused("a measure without its result, a problem without one", "plan", "submit", number, user=OFFICE, sentence="窗口排队过长")
        refused("and the measure by its number", "plan", "submit", number, user=OFFICE, sentence=f"措施 {measure} 还缺")
        must("set", "corrective_action", measure, "deliverable=补齐清单", user=OFFICE)
        second = json.loads(must("add", "corrective_action", f"answers={findings[1]}", "measure=增设窗口", "organisation_id=DJZX", "due=2099-03-31", "deliverable=窗口", "touches_posts=true",
                                 f"plan_id={number}", "--json", user=OFFICE))["number"]
        refused("what touches posts is checked", "plan", "submit", number, user=OFFICE, sentence="合法性")
        must("set", "corrective_action", second, "touches_posts=false", user=OFFICE)

        # opinions
        must("plan", "ask", number, "--unit", "DJZX", "--unit", "BGS", "--by", "2099-01-01", user=OFFICE)
        refused("who was asked has not answered", "plan", "submit", number, user=OFFICE, sentence="不动产登记中心")
        must("plan", "answer", number, "--unit", "DJZX", "--opinion", "建议放宽时限", user=UNIT)
        refused("on paper with the scan", "plan", "answer", number, "--unit", "BGS", "--opinion", "无意见", "--by", "卢桂芬", user=OFFICE, sentence="扫描件")
        must("plan", "answer", number, "--unit", "BGS", "--opinion", "无意见", "--by", "卢桂芬", "--on", "2026-01-15", "--paper", scan, user=OFFICE)
        must("plan", "handle", number, "--unit", "DJZX", "--adoption", "not_adopted", "--reason", "巡察机构要求", user=OFFICE)
        refused("an answer is handled once", "plan", "handle", number, "--unit", "DJZX", "--adoption", "adopted", "--reason", "试", user=OFFICE, sentence="没有向该单位征求")
        must("plan", "handle", number, "--unit", "BGS", "--adoption", "adopted", "--reason", "无意见", user=OFFICE)

        # reviewed by the whole chain
        allowed("tried", "routes", "use", "full_chain", "--dry-run", user=OFFICE)
        expect("nothing was done", rows("review_routes") == [])
        must("routes", "use", "full_chain", user=OFFICE)
        refused("which is the office's to choose", "routes", "use", "small_office", user=UNIT, sentence="权限")
        refused("of those there are", "routes", "use", "none", user=OFFICE, sentence="full_chain")
        allowed("tried first", "plan", "submit", number, "--dry-run", user=OFFICE)
        expect("and not done", show("plan", number)["state"] == "draft")
        must("plan", "submit", number, user=OFFICE)
        must("routes", "use", "small_office", user=OFFICE)
        expect("what is under review keeps its steps", len([s for s in plan(number)["review_steps"] if s["state"] != "void"]) == 4)
        refused("the office signs for a leader on paper only", "plan", "approve", number, user=OTHER, sentence="签署人")
        must("plan", "approve", number, "--opinion", "同意", user=LEADER)
        refused("the office's step is not his who submitted it", "plan", "approve", number, user=OFFICE, sentence="本人")
        must("plan", "return", number, "--opinion", "目标不具体", user=OTHER)
        expect("returned, and why", (show("plan", number)["state"], show("plan", number)["return_reason"]) == ("returned", "目标不具体"))
        must("plan", "set", number, "--goal", "档案补齐率 100%", user=OFFICE)
        must("plan", "submit", number, user=OFFICE)
        must("plan", "retract", number, user=OFFICE)
        must("plan", "submit", number, user=OFFICE)
        must("plan", "approve", number, "--by", "沈维钧", "--on", "2026-01-20", "--paper", scan, user=OFFICE)
        expect("a small office has one step", show("plan", number)["state"] == "approved")
        refused("no step is open any more", "plan", "approve", number, user=LEADER, sentence="没有待审核")

        # changed after approval
        must("set", "corrective_action", measure, "due=2099-02-28", user=OFFICE)
        expect("it is under review again", show("plan", number)["state"] == "under_review")
        expect("and says why", measure in show("plan", number)["amended"])
        must("plan", "approve", number, user=LEADER)
        refused("an issued plan has a number", "plan", "issue", number, user=OFFICE, sentence="文号")
        must("plan", "issue", number, "--document-no", "资规党〔2026〕8号", user=OFFICE)
        must("plan", "file", number, "--with", "市委巡察办", user=OFFICE)
        expect("the problems are planned", [show("finding", f)["state"] for f in findings] == ["planned", "planned"])
        versions = plan(number)["plan_versions"]
        expect("versions were kept", [v["stage"] for v in versions] == ["submitted", "submitted", "submitted", "approved", "approved"])
        then = json.loads(must("plan", "show", number, "--version", "1", "--json"))
        expect("as it was", then["plan"]["goal"].startswith("goal：") and then["intact"] and len(then["measures"]) == 2)
        changed = json.loads(must("plan", "compare", number, "--from", "1", "--to", "5", "--json"))
        expect("what is different", sorted((c["record"], [f["field"] for f in c["changes"]]) for c in changed) == [("corrective_action", ["due"]), ("plan", ["goal"])])
        expect("and for people", re.search("完成时限.*→", must("--lang", "zh", "plan", "compare", number, "--from", "1", "--to", "5")))
        refused("there are five", "plan", "show", number, "--version", "6", sentence="第 6 份")

        # handed out and signed for
        refused("another unit has none", "plan", "sign", number, "--unit", "BGS", user=OFFICE, sentence="没有待签收")
        must("plan", "sign", number, "--unit", "DJZX", user=UNIT)
        extract = rows("plan_extracts")[-1]
        expect("signed for", (extract["state"], extract["measures"], extract["signed_by"]) == ("signed", 2, "江雪梅"))
        letter = json.loads(must("letter", "add", "--unit", "DJZX", "--person", "江雪梅", "--upper-person", "沈维钧", "--plan", number, "--json", user=OFFICE))
        expect("its letter says what it answers for", findings[0] in letter["undertaking"])
        refused("not above first", "letter", "countersign", letter["number"], user="shenwj", sentence="承诺单位")
        must("letter", "undertake", letter["number"], user=UNIT)
        must("letter", "countersign", letter["number"], "--by", "沈维钧", "--on", "2026-02-01", "--paper", scan, user=OFFICE)
        expect("signed above", show("responsibility_letter", letter["number"])["state"] == "signed")
        expect("the tables are what the events fold to", ", 0 differences" in must("--lang", "en", "rebuild", "--check"))
        must("verify")
    return told()


if __name__ == "__main__":
    sys.exit(main())
