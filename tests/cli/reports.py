#!/usr/bin/python3
"""reports.py RECTIFY: the report desk on the command line: who has and who has not, a report filled in beforehand, sent, received, returned, taken back."""
import json
import os
import sys
import tempfile
from pathlib import Path

import commands
from commands import expect, refused, same, told


with tempfile.TemporaryDirectory() as home:
    os.environ["RECTIFY_STORE"], os.environ["RECTIFY_BLOBS"] = f"{home}/store", f"{home}/blobs"

    def run(*words, user=None):
        return commands.run("--lang", "zh", *words, user=user)

    def answer(*words, user=None):
        done = run(*words, "--json", user=user)
        return json.loads(done.stdout) if done.returncode == 0 else done

    same("a store", run("init", "--sample").returncode, 0)
    weekly, summary = "各单位每周报告", "每周整改汇总"

    def states():
        desk = answer("reports")
        period = next(p for d in desk["duties"] if d["title"] == weekly for p in d["periods"] if p["at_hand"])
        return {row["organisation"]: (row["state"], row["no_news"], row["number"]) for row in period["rows"]}, period

    rows, period = states()
    same("the sample's reports", (rows["机关党委"][0], rows["财务审计科"][0], rows["人事教育科"][:2], rows["不动产登记中心"][0], rows["自然资源开发利用科"][0]), ("received", "sent", ("sent", True), "returned", "drafted"))
    text = run("reports").stdout
    expect("in words", "办公室  未报" in text and "人事教育科  已报送  无进展" in text and "与“每周整改汇总”同一天 11:00" in text)
    refused("there are duties already", "reports", "usual", sentence="已经有报送安排")

    refused("required parts are named", "report", "send", weekly, "--unit", "GHK", "--by", "顾云峰", sentence="下一步工作")
    same("and nothing was written", states()[0]["国土空间规划科"][0], "missing")
    refused("the office signs for nobody without paper", "report", "send", weekly, "--unit", "GHK", "--no-news", "--by", "顾云峰", sentence="扫描件")
    scan = Path(home, "签发稿.txt")
    scan.write_text("签发稿", encoding="utf-8")
    same("no news, on paper", run("report", "send", weekly, "--unit", "GHK", "--no-news", "--by", "顾云峰", "--paper", str(scan)).returncode, 0)
    same("it is there", states()[0]["国土空间规划科"][:2], ("sent", True))
    refused("not twice", "report", "send", weekly, "--unit", "GHK", "--no-news", sentence="已报出")
    same("a draft is sent with what is said", run("report", "send", weekly, "--unit", "LYK", "--problems", "已核查2宗", "--obstacles", "无", "--next-step", "继续核查", "--by", "龚建业", "--paper", str(scan)).returncode, 0)

    number = states()[0]["国土空间规划科"][2]
    same("returned", run("report", "return", number, "--reason", "请写明数字").stdout, f"已退回：{number}\n")
    refused("without a reason", "report", "return", states()[0]["财务审计科"][2], sentence="退回理由")
    number = states()[0]["财务审计科"][2]
    same("received", run("report", "receive", number).stdout, f"已签收：{number}\n")
    refused("received is not taken back", "report", "retract", number, sentence="签收")

    draft = answer("report", "draft", summary)
    same("compiled from what was sent", {s["organisation"] for s in draft["sources"]}, {name for name, (state, *_) in states()[0].items() if state in ("sent", "received")})
    same("and who is missing", {m["organisation"] for m in draft["missing"]}, {name for name, (state, *_) in states()[0].items() if state not in ("sent", "received")})
    expect("unit by unit", "【财务审计科】\n关于往来款" in draft["parts"]["problems"] and "本期无进展的单位：人事教育科" in draft["parts"]["problems"])
    expect("nobody's nothing", "无" not in draft["parts"]["obstacles"].splitlines())
    expect("as a text", "【反馈问题整改情况】\n截至" in run("report", "draft", summary).stdout)
    same("the summary goes", run("report", "send", summary, "--obstacles", "无", "--next-step", "继续推进", "--by", "梁永和", "--paper", str(scan)).returncode, 0)
    number = next(p["rows"][0]["number"] for d in answer("reports")["duties"] if d["title"] == summary for p in d["periods"] if p["at_hand"])
    refused("who received it?", "report", "receive", number, sentence="回执")
    same("by name", run("report", "receive", number, "--by", "领导小组办公室 收文").returncode, 0)
    record = answer("show", "progress_report", number)
    record = record.get("record") or record
    figures = json.loads(record["figures"])
    same("figures are kept with it", (figures["total"]["problems"], sum(u["problems"] for u in figures["units"])), (39, 39))
    refused("and the text", "set", "progress_report", number, "problems=改写", sentence="已经报出")
    same("usage", (run("report", "send").returncode, run("report", "draft").returncode, run("reports", "x").returncode), (2, 2, 2))
    refused("no such duty", "report", "draft", "没有的", sentence="没有的")
    refused("no such period", "report", "draft", weekly, "--unit", "GHK", "--day", "2020-01-01", sentence="报告期")
    same("verified", run("verify").returncode, 0)
    same("rebuilt", run("rebuild", "--check").returncode, 0)
sys.exit(told())
