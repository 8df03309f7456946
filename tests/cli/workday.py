#!/usr/bin/python3
"""workday.py RECTIFY: questions about working days on the command line, a year imported, days of the organisation's own."""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

RECTIFY = Path(sys.argv[1]).resolve()
passed = failed = 0


def expect(what, got, wanted):
    global passed, failed
    if got == wanted:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}: {got!r}, wanted {wanted!r}")


with tempfile.TemporaryDirectory() as home:
    def run(*words):
        return subprocess.run([RECTIFY, "--store", home + "/store", "--lang", "zh", *words], capture_output=True, text=True)

    def answer(*words):
        return json.loads(run(*words, "--json").stdout)

    expect("a store", run("init", "--sample").returncode, 0)
    expect("over the Spring Festival", run("workday", "add", "2026-02-12", "5").stdout,
           "2026年2月12日（周四）之后第5个工作日是2026年2月26日（周四）：春节（2月15日至23日）放假；2月14日调休上班。\n")
    expect("backwards", answer("workday", "add", "2026-10-08", "-1")["until"], "2026-09-30")
    expect("between", answer("workday", "between", "2026-09-30", "2026-10-13")["working_days"], 5)
    expect("a holiday", run("workday", "is", "2026-10-01").returncode, 1)
    expect("a worked Saturday", (run("workday", "is", "2026-10-10").returncode, run("workday", "is", "2026-10-10").stdout), (0, "2026年10月10日（周六）：国庆节调休，上班。\n"))
    expect("no date", (run("workday", "is", "2026-02-30").returncode, run("workday", "add", "2026-02-03", "1.5").returncode, run("workday", "add", "2026-02-03").returncode), (1, 1, 2))
    expect("a year without a table", answer("workday", "add", "2026-12-31", "1")["untabled"], 2027)
    table = Path(home, "2027.json")
    table.write_text(json.dumps({"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}), encoding="utf-8")
    expect("tried", (run("calendar", "import", str(table), "--dry-run").returncode, answer("workday", "add", "2026-12-31", "1")["untabled"]), (0, 2027))
    expect("imported", run("calendar", "import", str(table)).stdout, "已导入 2027 年放假安排：1 条\n")
    expect("by it", (answer("workday", "add", "2026-12-31", "1")["until"], answer("workday", "add", "2026-12-31", "1")["untabled"]), ("2027-01-04", None))
    expect("once", run("calendar", "import", str(table)).returncode, 1)
    table.write_text("{}", encoding="utf-8")
    expect("no table", (run("calendar", "import", str(table)).returncode, run("calendar", "import", home + "/none.json").returncode), (1, 1))
    top = answer("show", "ledger", "ZGJ")
    top = (top.get("record") or top)["organisation_id"]
    expect("own days", run("add", "calendar_day", "kind=work", "first_on=2026-12-05", "last_on=2026-12-06", "name=集中加班", f"organisation_id={top}").returncode, 0)
    expect("count", run("workday", "add", "2026-12-04", "2").stdout, "2026年12月4日（周五）之后第2个工作日是2026年12月6日（周日）：12月5日至6日本单位上班。\n")
    expect("folds", run("rebuild", "--check").returncode, 0)

print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
