#!/usr/bin/env python3
"""afterwards.py PROGRAM: what becomes of a closed problem of the sample bureau, by the commands a person types: looked at again, by plan and by sample;
the quality figure, with a rule of the office's own; outcomes and contradictions. The last line is "N passed, N failed".
"""
import json
import os
import sys
import tempfile

from commands import expect, must, refused, run, told

FINDINGS, UNIT, OFFICE, SUPERVISOR = ("ZGJ-2026-0003", "ZGJ-2026-0001"), "lugf", "liangyh", "chuwb"


def show(record, key):
    return json.loads(must("show", record, key, "--json"))


def close(finding, report):
    claims = json.loads(must("list", "claims", f"finding_id={finding}", "state=owed", "--json"))
    for claim in claims:
        party = ["--unit", claim["organisation_id"]] if claim.get("organisation_id") else ["--person", claim["person_id"]]
        must("claim", finding, *party, "--by", claim.get("person_id") or show("finding", finding)["lead_official_id"], "--paper", report)
    for measure in json.loads(must("list", "corrective_actions", f"answers={finding}", "--json")):
        must("progress", "add", measure["number"], "--done", "完成", "--percent", "100")
    must("set", "finding", finding, "cause=rule_not_carried_out")
    for point in json.loads(must("list", "findings", f"parent_id={finding}", "--json")):
        must("set", "finding", point["id"], "completion=done")
        for measure in json.loads(must("list", "corrective_actions", f"answers={point['id']}", "--json")):
            must("progress", "add", measure["number"], "--done", "完成", "--percent", "100")
    must("closure", "request", finding, "--result", "已整改到位", "--settled", "已解决", "--persons", "不涉及人员", "--mechanism", "已印发办法", "--alike", "已排查",
         "--completion", "done", "--report", report)
    must("closure", "review", finding, "--pass", "--rating", "good", user=OFFICE)
    expect("closed", show("finding", finding)["state"] == "closed")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RECTIFY_STORE"] = f"{folder}/store"
        must("init", f"{folder}/store", "--sample")
        report = f"{folder}/专项报告.txt"
        with open(report, "w", encoding="utf-8") as file:
            file.write("内容")

        # before anything is closed
        refused("nothing to draw from", "lookback", "sample", "--count", "1", sentence="没有可以抽取的问题")
        refused("what is open is not looked at again", "lookback", "record", FINDINGS[0], "--result", "held", "--found", "试", sentence="只有已销号")
        expect("no figure yet", json.loads(must("quality", "--json"))["value"] is None)
        expect("and it says so", "还没有问题销号" in must("--lang", "zh", "quality"))
        close(FINDINGS[0], report)

        # by sample
        refused("a count", "lookback", "sample", "--count", "x", sentence="抽样数量")
        refused("a seed", "lookback", "sample", "--count", "1", "--seed", "种 子", sentence="种子应为")
        expect("a count must be said", run("lookback", "sample").returncode == 2)
        tried = json.loads(must("lookback", "sample", "--count", "5", "--seed", "2026-q4", "--dry-run", "--json", user=SUPERVISOR))
        expect("tried only", json.loads(must("list", "effectiveness_checks", "--json")) == [])
        drawn = json.loads(must("lookback", "sample", "--count", "5", "--seed", "2026-q4", "--planned-on", "2030-01-01", "--json", user=SUPERVISOR))
        expect("the same are drawn", [r["finding_id"] for r in tried["drawn"]] == [r["finding_id"] for r in drawn["drawn"]] and len(drawn["drawn"]) == drawn["candidates"])
        refused("its unit draws none", "lookback", "sample", "--count", "1", user=UNIT, sentence="")
        refused("its unit does not say how it is", "lookback", "record", FINDINGS[0], "--result", "held", "--found", "试", user=UNIT, sentence="没有权限")
        refused("nor is its owner the checker", "lookback", "record", FINDINGS[0], "--result", "held", "--found", "试", "--by", "卢桂芬", sentence="本单位牵头")
        refused("what was found is said", "lookback", "record", FINDINGS[0], "--result", "held", sentence="核查情况")
        must("lookback", "record", FINDINGS[0], "--result", "held", "--found", "台账登记齐全", "--by", "褚文博", "--on", "2026-01-15", "--paper", report, user=OFFICE)
        check = json.loads(must("list", "effectiveness_checks", "state=done", "--json"))
        expect("checked, with its paper", len(check) == 1 and check[0]["result"] == "held" and check[0]["paper_id"])

        # by plan, and what rebounds
        said = must("--lang", "zh", "lookback", "record", FINDINGS[0], "--result", "rebounded", "--found", "又不登记了", user=SUPERVISOR)
        now = show("finding", FINDINGS[0])
        expect("opened again under its number", "已重新整改" in said and (now["state"], now["turn"], now["reopen_reason"]) == ("reopened", 2, "又不登记了"))

        # quality
        quality = json.loads(must("quality", "--json"))
        facts = {f["fact"]: f for f in quality["facts"]}
        expect("what happened", (facts["reopened"]["count"], facts["rebounded"]["count"], quality["per"]["count"]) == (1, 1, 1))
        expect("the figure is its formula", quality["value"] == f"{100 + sum(float(f['contribution']) for f in quality['facts']):.2f}")
        expect("printed with its formula", "满分 100 分" in must("--lang", "zh", "quality") and "回炉" in must("--lang", "zh", "quality"))
        os.environ["RECTIFY_FIGURES"] = folder
        own = {"label": ["质量", "Quality"], "text": ["每回炉一次扣 1 分", "one off for each time"], "base": 10, "floor": 0, "per": "closed_ever",
               "terms": [{"fact": "reopened", "weight": -1, "label": ["回炉", "opened again"]}]}
        for text, sentence in ((json.dumps(own).replace("reopened", "happiness"), "happiness"), ("{", "读不出来"), (json.dumps({**own, "terms": []}), "terms")):
            with open(f"{folder}/quality.json", "w", encoding="utf-8") as file:
                file.write(text)
            refused(f"a rule that is wrong: {sentence}", "list", "findings", sentence=sentence)
            refused(f"nor does it serve: {sentence}", "serve", "--listen", "127.0.0.1:0", sentence=sentence)
        with open(f"{folder}/quality.json", "w", encoding="utf-8") as file:
            json.dump(own, file, ensure_ascii=False)
        expect("the office's own rule", json.loads(must("quality", "--json"))["value"] == "9.00")
        del os.environ["RECTIFY_FIGURES"]

        # outcomes
        must("add", "recovery", f"finding_id={FINDINGS[0]}", "kind=paid_back", "amount=12,000.50", "recovered_on=2026-02-01")
        must("add", "sanction", f"finding_id={FINDINGS[0]}", "form=first", "kind=talk", "decided_on=2026-02-01", "person_name=张某")
        must("add", "sanction", f"finding_id={FINDINGS[0]}", "form=first", "kind=talk", "decided_on=2026-02-02", "person_name=张某")
        refused("whom", "add", "sanction", f"finding_id={FINDINGS[0]}", "form=first", "kind=talk", "decided_on=2026-02-02", sentence="受处理人")
        outcomes = json.loads(must("outcomes", "--json"))["figures"]
        expect("money", outcomes["recoveries"][0]["yuan"] == "12000.50")
        expect("person-times and persons", (outcomes["sanctions"][0]["count"], outcomes["sanctions"][0]["persons"]) == (2, 1))
        expect("in words", "2 人次\t1 人" in must("--lang", "zh", "outcomes") and "清退" in must("--lang", "zh", "outcomes"))
        expect("of a period", json.loads(must("outcomes", "--from", "2026-03-01", "--json"))["figures"]["recoveries"][0]["count"] == 0)
        refused("a period that is none", "outcomes", "--from", "2026-03-01", "--until", "2026-02-01", sentence="起止日期")

        # contradictions
        expect("the persons were denied", "persons_denied" in must("contradictions"))
        named = json.loads(must("contradictions", "--json"))
        expect("with number and sentence", any(c["number"] == FINDINGS[0] and c["message"] and c["message_en"] for c in named["contradictions"]))
        expect("the tables are what the events fold to", ", 0 differences" in must("--lang", "en", "rebuild", "--check"))
        must("verify")
    return told()


if __name__ == "__main__":
    sys.exit(main())
