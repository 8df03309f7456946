#!/usr/bin/python3
"""workday.py RECTIFY: questions about working days on the command line, a year imported, days of the organisation's own."""
import json
import os
import sys
import tempfile
from pathlib import Path

import commands
from commands import same, told


with tempfile.TemporaryDirectory() as home:
    os.environ["RECTIFY_STORE"] = f"{home}/store"

    def run(*words):
        return commands.run("--lang", "zh", *words)

    def answer(*words):
        return json.loads(run(*words, "--json").stdout)

    same("a store", run("init", "--sample").returncode, 0)
    same("over the Spring Festival", run("workday", "add", "2026-02-12", "5").stdout,
         "2026年2月12日（周四）之后第5个工作日是2026年2月26日（周四）：春节（2月15日至23日）放假；2月14日调休上班。\n")
    same("backwards", answer("workday", "add", "2026-10-08", "-1")["until"], "2026-09-30")
    same("between", answer("workday", "between", "2026-09-30", "2026-10-13")["working_days"], 5)
    same("a holiday", run("workday", "is", "2026-10-01").returncode, 1)
    same("a worked Saturday", (run("workday", "is", "2026-10-10").returncode, run("workday", "is", "2026-10-10").stdout), (0, "2026年10月10日（周六）：国庆节调休，上班。\n"))
    same("no date", (run("workday", "is", "2026-02-30").returncode, run("workday", "add", "2026-02-03", "1.5").returncode, run("workday", "add", "2026-02-03").returncode), (1, 1, 2))
    same("a year without a table", answer("workday", "add", "2026-12-31", "1")["untabled"], 2027)
    table = Path(home, "2027.json")
    table.write_text(json.dumps({"year": 2027, "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}]}), encoding="utf-8")
    same("tried", (run("calendar", "import", str(table), "--dry-run").returncode, answer("workday", "add", "2026-12-31", "1")["untabled"]), (0, 2027))
    same("imported", run("calendar", "import", str(table)).stdout, "已导入 2027 年放假安排：1 条\n")
    same("by it", (answer("workday", "add", "2026-12-31", "1")["until"], answer("workday", "add", "2026-12-31", "1")["untabled"]), ("2027-01-04", None))
    same("once", run("calendar", "import", str(table)).returncode, 1)
    table.write_text("{}", encoding="utf-8")
    same("no table", (run("calendar", "import", str(table)).returncode, run("calendar", "import", home + "/none.json").returncode), (1, 1))
    top = answer("show", "ledger", "ZGJ")
    top = (top.get("record") or top)["organisation_id"]
    same("own days", run("add", "calendar_day", "kind=work", "first_on=2026-12-05", "last_on=2026-12-06", "name=集中加班", f"organisation_id={top}").returncode, 0)
    same("count", run("workday", "add", "2026-12-04", "2").stdout, "2026年12月4日（周五）之后第2个工作日是2026年12月6日（周日）：12月5日至6日本单位上班。\n")
    same("as of today", (run("calls", "--as-of", "today").stdout, run("calls", "--as-of", "soon").returncode), (run("calls").stdout, 1))
    same("folds", run("rebuild", "--check").returncode, 0)

sys.exit(told())
