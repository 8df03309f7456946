#!/usr/bin/env python3
"""handover.py PROGRAM: a leader of the sample bureau hands over, and a mirror check is sent and answered, by the commands a person types. Who may not
is refused with a sentence that says why; the tables must be what the events fold to. The last line is "N passed, N failed".
"""
import json
import os
import sys
import tempfile

from commands import expect, must, refused, told

OFFICE, LEADER, UNIT = "liangyh", "hexl", "xuelh"
GOES, COMES, GOES_USER = "贺晓岚", "邵国梁", "hexl"


def carried(*words, user=None):
    return sorted((row["record"], row["as"], row["number"] or row["title"]) for row in json.loads(must("handover", "show", *words, "--json", user=user)))


def show(record, key):
    return json.loads(must("show", record, key, "--json"))


def hand_over(scan):
    before, theirs = carried("--person", GOES), carried("--person", COMES)
    expect("he carries something", len(before) > 5)
    expect("a portfolio, too", any(row[0] == "portfolio" for row in before))
    refused("a unit's owner does not register it", "handover", "add", "--from", GOES, "--to", COMES, "--reason", "轮岗", user="lugf", sentence="没有权限")
    refused("nobody to himself", "handover", "add", "--from", GOES, "--to", GOES, "--reason", "轮岗", user=OFFICE, sentence="同一个人")
    number = json.loads(must("handover", "add", "--from", GOES, "--to", COMES, "--reason", "轮岗", "--post", "副局长", "--json", user=OFFICE))["number"]
    expect("a number people name", number.endswith("-J0001"))
    refused("not received before it is signed", "handover", "receive", number, user="shaogl", sentence="等移交人签字")
    refused("the receiver does not sign for him", "handover", "sign", number, user="shaogl", sentence="移交人本人签字")
    must("handover", "sign", number, user=GOES_USER)
    expect("the list as it was signed", carried(number) == before)
    must("add", "responsibility", "finding_id=ZGJ-2026-0001", "role=action_owner", f"person_id={GOES}", user=OFFICE)
    refused("what came since is named", "handover", "receive", number, user="shaogl", sentence="+ZGJ-2026-0001")
    must("handover", "sign", number, user=GOES_USER)
    refused("the office names the scan of what was signed on paper", "handover", "receive", number, user=OFFICE, sentence="扫描件")
    tried = must("handover", "receive", number, "--on", "2026-01-15", "--paper", scan, "--dry-run", user=OFFICE)
    expect("tried first", number in tried and len(carried("--person", GOES)) == len(before) + 1)
    must("handover", "receive", number, "--on", "2026-01-15", "--paper", scan, user=OFFICE)
    expect("nothing is left", carried("--person", GOES) == [])
    expect("all of it is the successor's", len(carried("--person", COMES)) >= len(theirs) + len(before) - 1)
    history = must("--lang", "zh", "history", "handover", number)
    expect("told in its history", "接收签字" in history and "移交签字" in history)
    refused("done once", "handover", "receive", number, user="shaogl", sentence="已完成")


def mirror(scan):
    check = json.loads(must("add", "mirror_check", "title=对照住建局问题", "units=CWK,BGS", "--json", user=OFFICE))
    key = (check.get("record") or check)["id"]
    refused("without items", "mirror", "send", key, user=OFFICE, sentence="没有对照事项")
    for matter in ("工程款支付审核不严。去年两起", "会议费超标"):
        must("add", "mirror_item", f"mirror_check_id={key}", f"matter={matter}", user=OFFICE)
    refused("a unit does not know of it before", "mirror", "send", key, user=UNIT, sentence="没有")
    must("mirror", "send", key, user=OFFICE)
    refused("items stay", "add", "mirror_item", f"mirror_check_id={key}", "matter=又一项", user=OFFICE, sentence="不能再改")
    must("mirror", "answer", key, "--item", "1", "--unit", "CWK", "--answer", "present", "--grounds", "查出一起", user=UNIT)
    found = json.loads(must("list", "findings", "origin=mirror", "--json"))
    expect("a problem of its own", [(row["title"], row["working_text"]) for row in found] == [("工程款支付审核不严", "查出一起")])
    must("mirror", "answer", key, "--item", "2", "--unit", "CWK", "--answer", "not_present", "--grounds", "逐笔核对", user=UNIT)
    refused("not for another unit", "mirror", "answer", key, "--item", "1", "--unit", "BGS", "--answer", "present", "--grounds", "x", user=UNIT, sentence="没有")
    refused("not ended before all is answered", "mirror", "end", key, user=OFFICE, sentence="还有 2 项没有答复")
    refused("on paper with the scan", "mirror", "answer", key, "--item", "1", "--unit", "BGS", "--answer", "not_present", "--grounds", "无", user=OFFICE, sentence="答复人")
    for item in ("1", "2"):
        must("mirror", "answer", key, "--item", item, "--unit", "BGS", "--answer", "not_present", "--grounds", "无", "--by", "卢桂芬", "--paper", scan, user=OFFICE)
    must("mirror", "contradict", key, "--item", "2", "--unit", "CWK", "--reason", "抽查发现一次", user="chuwb")
    must("mirror", "end", key, user=OFFICE)
    tallies = {row["unit"]: row for row in json.loads(must("mirror", "show", key, "--json"))}
    expect("how it stands", tallies["财务审计科"] == {"unit": "财务审计科", "answered": 2, "total": 2, "problems": 2, "contradicted": 1})


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RECTIFY_STORE"] = f"{folder}/store"
        must("init", f"{folder}/store", "--sample")
        scan = f"{folder}/扫描件.txt"
        with open(scan, "w", encoding="utf-8") as file:
            file.write("内容")
        hand_over(scan)
        mirror(scan)
        must("rebuild", "--check")
        must("verify")
    return told()


if __name__ == "__main__":
    sys.exit(main())
