#!/usr/bin/env python3
"""claims.py PROGRAM: claiming on the sample bureau by the commands a person types. The shares of `claim board` are counted again from the rows of
`list claims --json`, passed-on counts from the claims; the tables must be what the events fold to. The last line is "N passed, N failed".
"""
import datetime
import json
import os
import sys
import tempfile

from commands import expect, must, refused, told

def rows(*filters):
    return json.loads(must("list", "claims", *filters, "--json"))


def count(claims, today):
    live = [c for c in claims if c["state"] in ("owed", "claimed", "disputed")]
    of = lambda state: sum(c["state"] == state for c in live)
    return {"total": len(live), "claimed": of("claimed"), "owed": of("owed"), "disputed": of("disputed"),
            "overdue": sum(c["state"] == "owed" and c["due_on"] < today for c in live)}


def figures(one):
    return {key: one[key] for key in ("total", "claimed", "owed", "disputed", "overdue")}


def totals_tie():
    """The board against the rows, whole and by party; the count of passing on against the claims."""
    today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date().isoformat()
    claims, board = rows(), json.loads(must("claim", "board", "--json"))
    units, persons = [c for c in claims if c.get("organisation_id")], [c for c in claims if c.get("person_id")]
    expect(f"units: {figures(board['units'])} {count(units, today)}", figures(board["units"]) == count(units, today))
    expect(f"persons: {figures(board['persons'])} {count(persons, today)}", figures(board["persons"]) == count(persons, today))
    by_party = sorted(json.dumps(count([c for c in claims if c.get("organisation_id") == id or c.get("person_id") == id], today))
                      for id in {c.get("organisation_id") or c["person_id"] for c in claims if c["state"] in ("owed", "claimed", "disputed")})
    expect("each party", by_party == sorted(json.dumps(figures(one)) for one in board["parties"]))
    begun = {id for action in json.loads(must("list", "corrective_actions", "--json")) if action["state"] != "planned" for id in action["answers"]}
    issued = {plan["id"] for plan in json.loads(must("list", "plans", "state=issued", "--json"))}
    planned = {id for action in json.loads(must("list", "corrective_actions", "--json")) if action.get("plan_id") in issued for id in action["answers"]}
    for finding in json.loads(must("list", "findings", "--json")):
        of = [c for c in claims if c["finding_id"] == finding["id"]]
        wanted = sum(c["state"] == "passed_on" for c in of)
        expect(f"{finding.get('number')} was passed on {wanted} times, not {finding.get('passed_on')}", (finding.get("passed_on") or 0) == wanted)
        live = [c["state"] for c in of if c["state"] in ("owed", "claimed", "disputed")]
        state = "disputed" if "disputed" in live else "claimed" if live and set(live) == {"claimed"} else "registered"
        state = "in_progress" if finding["id"] in begun and state == "claimed" else state  # work goes on whoever else is asked to claim
        state = "planned" if finding["id"] in planned and state == "claimed" else state
        expect(f"{finding.get('number')} is {finding['state']}, its claims say {state}", finding["state"] == state)
    return board


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(RECTIFY_STORE=f"{folder}/store", RECTIFY_KEY=f"{folder}/key", RECTIFY_BLOBS=f"{folder}/blobs", LC_ALL="C.UTF-8")
        must("init", f"{folder}/store", "--sample")
        scan = f"{folder}/签批件.pdf"
        with open(scan, "wb") as file:
            file.write(b"%PDF-1.4 signed")
        board = totals_tie()
        expect("the sample is alive: partly claimed, a dispute open, one upheld, one not",
               0 < board["units"]["claimed"] < board["units"]["total"] and board["units"]["disputed"] == 1 and
               len(rows("state=passed_on")) == 1 and len(rows("decision=kept")) == 1)
        owed = rows("state=owed", "organisation_id=RSK")
        numbers = [json.loads(must("show", "finding", c["finding_id"], "--json"))["number"] for c in owed]
        expect("RSK owes something", len(numbers) > 1)
        must("claim", *numbers, "--unit", "RSK", "--dry-run")
        expect("a dry run changes nothing", len(rows("state=owed", "organisation_id=RSK")) == len(numbers))
        refused("one of them is another's: none is claimed", "claim", *numbers, "ZGJ-2026-0013", "--unit", "RSK", sentence="没有要认领的责任")
        expect("nothing half done", len(rows("state=owed", "organisation_id=RSK")) == len(numbers))
        refused("a supervisor claims nothing", "claim", numbers[0], "--unit", "RSK", user="chuwb", sentence="没有权限")
        moved = json.loads(must("claim", *numbers, "--unit", "RSK", "--by", "韩素梅", "--on", "2026-01-15", "--paper", scan, "--json"))
        expect("all are claimed, by number", [(m["finding"], m["state"]) for m in moved] == [(n, "claimed") for n in numbers])
        expect("on paper, one scan", all(c["on_paper"] and c["claimed_on"] == "2026-01-15" for c in rows("organisation_id=RSK", "state=claimed") if c.get("paper_id")) and
               len({c.get("paper_id") for c in rows("organisation_id=RSK", "claimed_on=2026-01-15")}) == 1)
        refused("a second time", "claim", numbers[0], "--unit", "RSK", sentence="已认领")
        refused("a decision on paper names who decided", "claim", "decide", "ZGJ-2026-0010", "--unit", "CWK", "--reason", "同意", sentence="决定人")
        refused("and the scan", "claim", "decide", "ZGJ-2026-0010", "--unit", "CWK", "--reason", "同意", "--by", "邵国梁", sentence="扫描件")
        refused("a unit does not decide", "claim", "decide", "ZGJ-2026-0010", "--unit", "CWK", "--reason", "同意", user="xuelh", sentence="没有权限")
        must("claim", "decide", "ZGJ-2026-0010", "--unit", "CWK", "--reason", "同意", "--by", "邵国梁", "--paper", scan)
        expect("passed on to the proposed unit", [c["state"] for c in rows("organisation_id=CBZX", "finding_id=ZGJ-2026-0010")] == ["owed"])
        refused("deciding again tells the reason", "claim", "decide", "ZGJ-2026-0010", "--unit", "CWK", "--reason", "反悔", "--keep", user="shaogl", sentence="同意")
        must("claim", "ZGJ-2026-0010", "--unit", "CBZX", user="haolc")
        must("claim", "dispute", "ZGJ-2026-0017", "--unit", "CBZX", "--reason", "由利用科办", user="haolc")
        must("claim", "decide", "ZGJ-2026-0017", "--unit", "CBZX", "--reason", "责任不变", "--keep", user="minr")
        refused("no second dispute", "claim", "dispute", "ZGJ-2026-0017", "--unit", "CBZX", "--reason", "还是不办", user="haolc", sentence="维持原责任")
        must("claim", "retract", numbers[0], "--unit", "RSK", "--reason", "签错了")
        letter = f"{folder}/方案.txt"
        with open(letter, "w", encoding="utf-8") as file:
            file.write("关于巡察的反馈意见\n\n一、履行职能责任方面\n（一）制度执行不严格。（牵头单位：办公室；责任单位：财务审计科、人事教育科）\n（二）档案管理不规范。（牵头单位：办公室）\n")
        before = rows()
        must("import", "feedback", letter, "--inspection", "SX-2026-03", "--signed", "2026-10-12")
        fresh = [c for c in rows() if c["id"] not in {b["id"] for b in before}]
        expect(f"a letter that names units owes their claims: {len(fresh)}", sorted(c["role"] for c in fresh) == ["lead_unit"] * 2 + ["responsible_unit"] * 2 and
               all(c["state"] == "owed" and c.get("feedback_report_id") for c in fresh))
        totals_tie()
        expect("the tables are what the events fold to", ", 0 differences" in must("--lang", "en", "rebuild", "--check"))
    return told()


if __name__ == "__main__":
    sys.exit(main())
