#!/usr/bin/env python3
"""closing.py PROGRAM: one problem of the sample bureau from its first progress to its second closing, by the commands a person types. Who may not is
refused with a sentence that says why; the tables must be what the events fold to. The last line is "N passed, N failed".
"""
import json
import os
import sys
import tempfile

from commands import expect, must, refused, told

FINDING, UNIT, OFFICE, LEADER, SUPERVISOR = "ZGJ-2026-0003", "lugf", "liangyh", "hexl", "chuwb"  # led by 办公室, whose owner 卢桂芬 is


def show(record, key):
    return json.loads(must("show", record, key, "--json"))


def measures():
    return sorted(a["number"] for a in json.loads(must("list", "corrective_actions", f"answers={FINDING}", "--json")))


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RECTIFY_STORE"] = f"{folder}/store"
        must("init", f"{folder}/store", "--sample")
        report, scan = f"{folder}/专项报告.txt", f"{folder}/签批件.txt"
        for path in (report, scan):
            with open(path, "w", encoding="utf-8") as file:
                file.write("内容")
        request = ["closure", "request", FINDING, "--result", "已整改到位", "--settled", "已解决", "--persons", "不涉及人员", "--mechanism", "已印发办法",
                   "--alike", "已排查全部地块", "--completion", "done", "--report", report]

        # doing
        refused("another unit's measure is not there", "progress", "add", measures()[0], "--done", "试", user="jiangxm", sentence=measures()[0])
        refused("a day to come", "progress", "add", measures()[0], "--done", "试", "--on", "2099-01-01", user=UNIT, sentence="不能晚于今天")
        refused("more than all", "progress", "add", measures()[0], "--done", "试", "--percent", "101", user=UNIT, sentence="0 到 100")
        must("progress", "add", measures()[0], "--done", "已全部建档", "--percent", "100", "--file", report, user=UNIT)
        expect("done", show("corrective_action", measures()[0])["state"] == "done")
        refused("its unit does not return it", "progress", "return", measures()[0], "--reason", "试", user=UNIT, sentence="没有权限")
        must("progress", "return", measures()[0], "--reason", "缺少现场照片", user=LEADER)
        expect("returned, and why", (show("corrective_action", measures()[0])["state"], show("corrective_action", measures()[0])["return_reason"]) == ("in_progress", "缺少现场照片"))

        # asking too early: everything missing is said
        for sentence in (f"措施 {measures()[1]} 还没有完成", f"措施 {measures()[2]} 还没有完成", "没有对应的措施", "没有选定问题成因"):
            refused(f"too early: {sentence}", *request, user=UNIT, sentence=sentence)
        for number in measures():
            must("progress", "add", number, "--done", "完成", "--percent", "100", "--by", "卢桂芬")
        entered = json.loads(must("list", "progress_entries", f"corrective_action_id={measures()[1]}", "--json"))
        expect("whose words they are, when another enters them", all(e.get("reported_by_id") for e in entered))
        must("set", "finding", FINDING, "cause=rule_not_carried_out", user=UNIT)
        for point in json.loads(must("list", "findings", f"parent_id={FINDING}", "--json")):
            must("set", "finding", point["id"], "completion=done", user=UNIT)

        # one step, the office's
        must(*request, user=UNIT)
        refused("once at a time", *request, user=UNIT, sentence="正在审核")
        refused("its unit does not review", "closure", "review", FINDING, "--pass", user=UNIT, sentence="没有权限")
        refused("nor does a leader whose step it is not", "closure", "review", FINDING, "--pass", user=LEADER, sentence="没有权限")
        refused("what was signed on paper names who signed", "closure", "review", FINDING, "--pass", sentence="签署人")
        must("closure", "review", FINDING, "--return", "--opinion", "专项报告未写明责任人", "--again-by", "2099-01-31", user=OFFICE)
        expect("returned, with its new day", (show("finding", FINDING)["state"], show("finding", FINDING)["due_on"]) == ("returned", "2099-01-31"))

        # the whole chain, tightened without touching what was
        for position, name, by, veto in ((1, "牵头领导审核", "lead_official", "false"), (2, "整改办审核", "office", "false"), (3, "纪检监察组", "supervisor", "true"), (4, "领导小组认定", "leader", "false")):
            must("add", "review_route", "kind=closure", f"position={position}", f"name={name}", f"review_by={by}", f"may_veto={veto}", user=OFFICE)
        must(*request, user=UNIT)
        must("closure", "retract", FINDING, user=UNIT)
        refused("nothing to review any more", "closure", "review", FINDING, "--pass", user=OFFICE, sentence="没有待审核")
        must(*request, user=UNIT)
        lead = show("finding", FINDING)["lead_official_id"]
        name = show("person", lead)["name"]
        refused("the office is not the lead official", "closure", "review", FINDING, "--pass", user=OFFICE, sentence="签署人")
        must("closure", "review", FINDING, "--pass", "--by", name, "--on", "2026-01-15", "--paper", scan, user=OFFICE)
        must("closure", "review", FINDING, "--pass", user=OFFICE)
        must("closure", "review", FINDING, "--pass", "--opinion", "同意", "--rating", "good", user=LEADER)
        expect("closed", (show("finding", FINDING)["state"], show("finding", FINDING)["completion"]) == ("closed", "done"))
        refused("its unit does not open it again", "reopen", FINDING, "--reason", "试", user=UNIT, sentence="没有权限")
        must("reopen", FINDING, "--reason", "回头看发现反弹", user=SUPERVISOR)
        expect("the same number, the second time", (show("finding", FINDING)["state"], show("finding", FINDING)["turn"]) == ("reopened", 2))
        told_of = json.loads(must("history", "finding", FINDING, "--whole", "--json"))
        expect("its history has all of it", {"submit", "return", "retract", "close", "reopen"} <= {v["event"] for v in told_of})
        expect("who signed on paper", any(v.get("record") == "review_step" and any(c["field"] == "paper_id" for c in v["changes"]) for v in told_of))
        expect("the tables are what the events fold to", ", 0 differences" in must("--lang", "en", "rebuild", "--check"))
        must("verify")
    return told()


if __name__ == "__main__":
    sys.exit(main())
