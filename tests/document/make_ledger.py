#!/usr/bin/python3
"""make_ledger.py RECTIFY STORE [FINDINGS]: a lifelike ledger made by the commands a person would type, for the export to be tried on.

Both sample letters are imported; the first FINDINGS problems (default: all) get people, words, deadlines and measures; then come own
findings with everything that goes wrong in spreadsheets: text that looks like a formula, 10 000 characters in a cell, own columns.
Prints a JSON object that says what was made. Nothing is random: the same ledger every time.
"""
import json
import os
import subprocess
import sys

UNITS = [("BGS", "办公室"), ("FGK", "法规科"), ("KJGHJ", "空间规划与用途管制科"), ("GDBHK", "耕地保护监督科"), ("CWK", "财务与资金运用科"),
         ("RSK", "人事科"), ("JGDW", "机关党委"), ("ZFZD", "自然资源综合行政执法支队"), ("BDCZX", "市不动产登记中心（市自然资源档案馆）")]
PEOPLE = [("沈维钧", None, "党组书记、局长"), ("陶立群", None, "党组成员、副局长"), ("顾明远", None, "党组成员、副局长"), ("欧阳慧敏", None, "党组成员、机关党委书记"),
          ("潘志远", "BGS", "主任"), ("梁雨桐", "FGK", "科长"), ("司马建国", "KJGHJ", "科长"), ("韩冬", "GDBHK", "科长"), ("白洁", "CWK", "科长"),
          ("邹伟", "RSK", "科长"), ("方圆", "JGDW", "专职副书记"), ("雷鸣", "ZFZD", "支队长"), ("温如玉", "BDCZX", "主任"), ("丁一", "BGS", "副主任")]
MEASURES = [
    ("修订《{}管理办法》，明确责任主体、办理时限、审批权限和监督检查方式，报局党组会议审议后印发执行，并组织相关科室和直属单位开展专题培训，确保制度落地见效。",
     "rule", "lasting", "印发制度文件1份、培训签到表", "制度印发并执行满3个月无新增同类问题"),
    ("对近三年涉及{}的事项逐项排查，建立问题台账，逐一明确整改责任人和完成时间，能立即整改的当月整改到位；需跨部门协调的，提请领导小组专题研究。",
     "sweep", "now", "排查台账1份", "排查率100%、问题整改率不低于95%"),
    ("每月听取一次{}工作汇报，将落实情况纳入年度考核，对推进不力的进行通报约谈。", "practice", "systemic", "会议纪要", "每月1次，缺一次即提醒"),
]
LONG = "该项工作涉及面广、历史遗留问题多，需要逐年逐项核对原始凭证、合同和审批材料，并与财政、审计、生态环境等部门会商。" * 190


class Cli:
    def __init__(self, program, store):
        self.program, self.store = program, store
        self.env = dict(os.environ, RECTIFY_STORE=store, LC_ALL="C.UTF-8")

    def run(self, *arguments, as_json=True):
        command = [self.program, *arguments, *(["--json"] if as_json else [])]
        done = subprocess.run(command, capture_output=True, text=True, env=self.env)
        if done.returncode:
            sys.exit(f"{' '.join(command)[:300]}: {done.returncode}\n{done.stderr}")
        return json.loads(done.stdout) if as_json else done.stdout

    def add(self, record, **fields):
        return self.run("add", record, *(f"{name}={value}" for name, value in fields.items()))

    def set(self, record, key, **fields):
        return self.run("set", record, key, *(f"{name}={value}" for name, value in fields.items()))


def make_people(cli):
    cli.add("organisation", code="ZGJ", name="云岭市资源规划局", kind="organisation", position=1)
    for position, (code, name) in enumerate(UNITS, 1):
        cli.add("organisation", code=code, name=name, parent_id="ZGJ", kind="department", position=position)
    for position, (name, unit, duty) in enumerate(PEOPLE, 1):
        cli.add("person", code=f"P{position:02}", name=name, organisation_id=unit or "ZGJ", duty=duty, position=position)
        if unit and name != "丁一":
            cli.add("post", organisation_id=unit, title=duty, person_id=f"P{position:02}", heads_unit="true")
    cli.add("post", organisation_id="ZGJ", title="党组书记、局长", person_id="P01", heads_unit="true")


def classify(cli, number, at):
    words = dict(category=["political", "finance", "duty", "conduct"][at % 4], severity=["serious", "notable", "ordinary"][at % 3],
                 commonness=["common", "individual"][at % 2])
    if at % 5 == 4:
        words.update(horizon="ongoing", due="长期坚持", review_on="2027-06-30")
    else:
        words.update(horizon=["immediate", "by_deadline"][at % 2], due=f"2026-12-{10 + at % 20:02}")
    cli.set("finding", number, **words)


def assign(cli, number, at, lead=True):
    def one(role, **who):
        cli.add("responsibility", finding_id=number, role=role, **who)
    one("lead_official", person_id=f"P{1 + at % 4:02}")
    one("accountable_official", person_id=f"P{1 + (at + 1) % 4:02}")
    if lead:
        one("lead_unit", organisation_id=UNITS[at % len(UNITS)][0])
    one("responsible_unit", organisation_id=UNITS[(at + 1) % len(UNITS)][0])
    if at % 2:
        one("responsible_unit", organisation_id=UNITS[(at + 2) % len(UNITS)][0])
    if at % 3 == 0:
        one("supporting_unit", organisation_id=UNITS[(at + 4) % len(UNITS)][0])
    one("action_owner", person_id=f"P{5 + at % 9:02}")


def measures(cli, number, title, at, count):
    for i in range(count):
        text, kind, layer, deliverable, indicator = MEASURES[(at + i) % len(MEASURES)]
        cli.add("corrective_action", answers=number, measure=text.format(title), kind=kind, layer=layer, deliverable=deliverable,
                indicator=indicator, organisation_id=UNITS[(at + i) % len(UNITS)][0], owner_id=f"P{5 + (at + i) % 9:02}",
                due=f"2026-12-{5 + i * 7:02}", means="现有人员，经费在部门预算内解决", position=i + 1)


def main():
    program, store = sys.argv[1:3]
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    root = os.environ.get("RECTIFY_SOURCE", ".")
    cli = Cli(program, store)
    cli.run("init", store, as_json=False)
    make_people(cli)
    cli.add("ledger", code="ZGJ", name="云岭市资源规划局整改台账", organisation_id="ZGJ", profile="inspection")
    cli.add("inspection", code="SX-2026-03", name="六届市委第八轮巡察", kind="regular", level="city", team="市委第三巡察组")
    cli.run("import", "feedback", f"{root}/data/sample/feedback.docx", "--inspection", "SX-2026-03", "--issued", "2026-10-12",
            "--document-no", "云巡三〔2026〕8号", as_json=False)
    findings = [f for f in cli.run("list", "finding") if f.get("number")]
    problems = [f for f in findings if f["level"] == "finding"]
    for at, finding in enumerate(problems[:most]):
        classify(cli, finding["number"], at)
        assign(cli, finding["number"], at, lead=at != 2)
        measures(cli, finding["number"], finding["title"][:20], at, at % 3)
    points = [f for f in findings if f["level"] == "point"]
    measures(cli, points[0]["number"], points[0]["title"][:20], 1, 1)
    demands = [f for f in findings if f["level"] == "demand"]
    assign(cli, demands[0]["number"], 1)
    measures(cli, demands[0]["number"], "主体责任", 0, 1)
    shared = f"{problems[0]['number']},{problems[3]['number']}"
    cli.add("corrective_action", answers=shared, measure="建立覆盖两个问题的联席会议制度", kind="rule", layer="lasting", organisation_id="BGS", owner_id="P05")
    own = [
        cli.add("finding", level="finding", title='=HYPERLINK("http://example.org","点我")', verbatim="+1+1 @SUM(A1) -2 _x0041_ <b>&amp;</b> \"引号\"",
                commonness="individual", extra='{"经办科室":"=1+1","巡察组联系人":"＋王某","备注":"请于周五前报"}'),
        cli.add("finding", level="finding", title="历年往来款项清理不彻底", verbatim=LONG[:10000], extra='{"经办科室":"财务与资金运用科"}'),
        cli.add("finding", level="finding", title="@自查发现：公务接待清单不全", verbatim="第一行\n第二行\n\n第四行", horizon="immediate"),
    ]
    aspect = cli.add("finding", level="aspect", title="在举一反三方面")
    item = cli.add("finding", level="item", title="同类事项排查", parent_id=aspect["id"])
    own += [cli.add("finding", level="finding", title=title, parent_id=item["id"]) for title in ("临时用地到期未复垦", "测绘成果汇交不及时")]
    json.dump({"problems": len(problems) + len(own), "points": len(points), "demands": len(demands), "own": [f["number"] for f in own],
               "shared": shared.split(","), "actions": len(cli.run("list", "corrective_action")),
               "titles": [f["title"] for f in problems], "long": LONG[:10000]}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
