#!/usr/bin/env python3
"""doing.py PROGRAM: days that move, help that is asked for, visits that are noted, decisions to stop and carry over, criteria, on the sample bureau by
the commands a person types. Who may not is refused with a sentence that says why; the tables must be what the events fold to. The last line is
"N passed, N failed".
"""
import json
import os
import sys
import tempfile
from datetime import datetime, timedelta, timezone

from commands import expect, must, refused, told

FINDING, UNIT, OFFICE, LEADER, OTHER = "ZGJ-2026-0003", "lugf", "liangyh", "hexl", "jiangxm"  # led by 办公室, whose owner 卢桂芬 is; 江秀梅 owns another unit's


def show(record, key):
    return json.loads(must("show", record, key, "--json"))


def listed(record, *filters):
    return json.loads(must("list", record, *filters, "--json"))


def day(days):
    return str((datetime.now(timezone(timedelta(hours=8))) + timedelta(days=days)).date())  # the installation's day


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RECTIFY_STORE"] = f"{folder}/store"
        must("init", f"{folder}/store", "--sample")
        scan = f"{folder}/批示.pdf"
        with open(scan, "w", encoding="utf-8") as file:
            file.write("%PDF-1.4 批示")
        leader = show("person", show("finding", FINDING)["lead_official_id"])["name"]
        measure = sorted(a["number"] for a in listed("corrective_actions", f"answers={FINDING}") if a["state"] != "done")[0]
        before = len(listed("traces")), len(listed("requests"))

        # more time
        must("set", "finding", FINDING, f"due={day(30)}", user=OFFICE)
        must("set", "corrective_action", measure, f"due={day(10)}", user=OFFICE)
        ask = ["extend", "ask", FINDING, "--cause", "procedure", "--reason", "招标程序需要时间"]
        refused("not later", *ask, "--until", day(20), user=UNIT, sentence="晚于现在的时限")
        refused("without a reason", "extend", "ask", FINDING, "--until", day(60), "--cause", "procedure", user=UNIT, sentence="具体理由")
        refused("another unit's is not there", *ask, "--until", day(60), user=OTHER, sentence=FINDING)
        must(*ask, "--until", day(60), "--dry-run", user=UNIT)
        expect("a dry run leaves nothing", not listed("extension_requests", f"finding_id={FINDING}"))
        must(*ask, "--until", day(60), "--objective", "--proof", scan, user=UNIT)
        asked = listed("extension_requests", f"finding_id={FINDING}")[0]
        expect("with its proof, and objective", asked["objective"] and len(asked["proofs"]) == 1)
        refused("once at a time", *ask, "--until", day(70), user=UNIT, sentence="正在审核")
        refused("its unit does not give it", "extend", "approve", FINDING, user=UNIT, sentence="没有权限")
        refused("nothing to close is reviewed by it", "closure", "review", FINDING, "--pass", user=OFFICE, sentence="没有待审核的销号申请")
        must("extend", "approve", FINDING, "--opinion", "同意", user=OFFICE)
        now = show("finding", FINDING)
        expect("moved, and counted", (now["due_on"], now["extensions"]) == (day(60), 1))
        old = show("extension_request", asked["id"])
        expect("the old day is kept", (old["old_due_on"], old["new_due_on"], old["state"]) == (day(30), day(60), "passed"))
        must("extend", "ask", measure, "--until", day(40), "--cause", "third_party", "--reason", "等待外单位", user=UNIT)
        refused("the problem's is another", "extend", "approve", FINDING, user=OFFICE, sentence="没有待审核的延期申请")
        refused("a return says why", "extend", "return", measure, user=OFFICE, sentence="意见")
        must("extend", "return", measure, "--opinion", "请先完成已到位部分", user=OFFICE)
        expect("its day stays", show("corrective_action", measure)["due_on"] == day(10))
        must("extend", "ask", measure, "--until", day(40), "--cause", "third_party", "--reason", "等待外单位", user=UNIT)
        must("extend", "retract", measure, user=UNIT)
        must("extend", "ask", measure, "--until", day(40), "--cause", "third_party", "--reason", "等待外单位", user=UNIT)
        refused("on paper by whom", "extend", "approve", measure, "--paper", scan, sentence="签署人")
        must("extend", "approve", measure, "--paper", scan, "--by", "梁永和", "--on", day(0))
        expect("on paper", show("corrective_action", measure)["due_on"] == day(40))

        # help
        refused("to whom", "request", "add", FINDING, "--kind", "coordination", "--title", "协调资金", "--matter", "请协调", "--reply-by", day(7), user=UNIT, sentence="哪位领导")
        said = must("--lang", "zh", "request", "add", FINDING, "--kind", "coordination", "--title", "协调资金", "--matter", "请协调", "--to", leader, "--reply-by", day(7), user=UNIT)
        number = said.strip().split("：")[1]
        refused("who asks does not answer", "request", "answer", number, "--answer", "好", user=UNIT, sentence="由提请的对象答复")
        refused("the office records paper", "request", "answer", number, "--answer", "好", user=OFFICE, sentence="扫描件")
        must("request", "answer", number, "--answer", "已协调", "--by", leader, "--paper", scan, user=OFFICE)
        must("request", "again", number, "--reason", "资金未到", user=UNIT)
        refused("not settled before it is answered", "request", "confirm", number, user=UNIT, sentence="等待答复")
        must("request", "answer", number, "--answer", "已拨付", "--by", leader, "--paper", scan, user=OFFICE)
        must("request", "confirm", number, user=UNIT)
        expect("settled", show("request", number)["state"] == "confirmed")
        said = must("--lang", "zh", "request", "add", FINDING, "--kind", "instruction", "--title", "请示口径", "--matter", "请明确", "--to", leader, "--reply-by", day(7), user=UNIT)
        must("request", "retract", said.strip().split("：")[1], user=UNIT)
        refused("another unit sees none of it", "request", "answer", number, "--answer", "x", user=OTHER, sentence=number)

        # traces
        refused("of a day that was", "trace", "add", FINDING, "--kind", "visit", "--what", "现场查看", "--on", day(1), user=UNIT, sentence="不能晚于今天")
        must("trace", "add", FINDING, "--kind", "visit", "--what", "现场查看", "--place", "南屏分中心", "--led-by", leader, "--people", "卢桂芬,梁永和", "--others", "街道两人", "--proof", scan, user=UNIT)
        must("trace", "add", measure, "--kind", "contact", "--what", "电话催办", "--objective", user=UNIT)
        traces = listed("traces")
        expect("both are there", (len(traces), len(listed("requests"))) == (before[0] + 2, before[1] + 2))
        expect("with all its people", any(len(t.get("people") or []) == 2 and t.get("place") == "南屏分中心" for t in traces))
        expect("of its measure", any(t.get("corrective_action_id") and t.get("objective") for t in traces))

        # criteria
        must("criterion", "add", FINDING, "账实相符", "群众满意度不低于九成", "--checked-by", "抽查台账", user=OFFICE)
        refused("the unit does not set them", "criterion", "add", FINDING, "没有要求", user=UNIT, sentence="没有权限")
        expect("two", len(listed("acceptance_criteria", f"finding_id={FINDING}")) == 2)
        must("criterion", "assess", FINDING, "1", "--own", "met", "--answer", "已逐项核对", user=UNIT)
        refused("the reviewer's is not the unit's", "criterion", "assess", FINDING, "1", "--found", "met", user=UNIT, sentence="没有权限")
        must("criterion", "assess", FINDING, "1", "--found", "partly", "--note", "两户尚未核对", user=OFFICE)
        both = [(c.get("own_met"), c.get("met")) for c in listed("acceptance_criteria", f"finding_id={FINDING}")]
        expect("kept apart", ("met", "partly") in both)
        refused("there are two", "criterion", "assess", FINDING, "3", "--own", "met", user=UNIT, sentence="没有第 3 条")

        # decisions
        refused("the document", "suspend", FINDING, "--reason", "诉讼未结", user=LEADER, sentence="决定文件")
        refused("not the unit's to decide", "suspend", FINDING, "--reason", "诉讼未结", "--paper", scan, user=UNIT, sentence="没有权限")
        must("suspend", FINDING, "--reason", "诉讼未结", "--paper", scan, user=LEADER)
        expect("suspended", show("finding", FINDING)["state"] == "suspended")
        must("resume", FINDING, "--reason", "判决生效", "--paper", scan, "--by", leader, "--due", day(90), user=OFFICE)
        expect("with its new day", (show("finding", FINDING)["state"], show("finding", FINDING)["due_on"]) == ("in_progress", day(90)))
        refused("carried over until when", "carry-over", FINDING, "--reason", "长期整改", "--paper", scan, user=LEADER, sentence="复查日期")
        must("carry-over", FINDING, "--reason", "长期整改", "--paper", scan, "--review-on", day(180), user=LEADER)
        must("resume", FINDING, "--reason", "提前恢复", "--paper", scan, user=LEADER)
        must("set", "finding", FINDING, "hard=true", user=OFFICE)
        refused("a hard day names both", *ask, "--until", day(120), user=UNIT, sentence="只能提前、不能拖后")
        must("postpone", FINDING, "--due", day(120), "--reason", "巡察办批复", "--paper", scan, "--by", leader, user=OFFICE)
        expect("by document", show("finding", FINDING)["due_on"] == day(120))
        told_of = json.loads(must("history", "finding", FINDING, "--whole", "--json"))
        expect("its history has all of it", {"extend", "suspend", "resume", "carry_over", "postpone"} <= {v["event"] for v in told_of}
               and {"extension_request", "request", "trace", "acceptance_criterion", "review_step"} <= {v.get("record") for v in told_of})
        expect("the tables are what the events fold to", ", 0 differences" in must("--lang", "en", "rebuild", "--check"))
        must("verify")
    return told()


if __name__ == "__main__":
    sys.exit(main())
