"""lookbacks: closed problems are looked at again, on a plan or by sample; what rebounded is opened again by the program (E3)."""
from bureau import Refused
from subjects.subject import Subject


class Lookbacks(Subject):
    def usual(self, n, morning):
        if not morning or not self.chance(0.4):
            return
        for check in self.pick(self.all("effectiveness_checks", state="planned"), 2):
            if self.state("findings", check["finding_id"]) != "closed":
                self.bureau.refused(self.office[0], "effectiveness_checks", check["id"], "check", result="held", found="已重新整改")
                self.bureau.move(self.an_office(), "effectiveness_checks", check["id"], "cancel")
            else:
                self.check(check, self.random.choice(["held", "held", "held", "partly", "partly", "rebounded"]))

    def checker(self, finding):
        """Nobody looks at what his own unit leads."""
        unit = self.code_of(self.bureau.one(self.office[0], "findings", finding).get("lead_unit_id"))
        hidden = bool(self.bureau.one(self.office[0], "findings", finding).get("confidentiality"))
        return self.random.choice([p for p in self.office + ([] if hidden else self.readers + self.bureau.supervisors + self.bureau.inspectors) if p.unit != unit])

    def check(self, check, result):
        bureau, finding = self.bureau, check["finding_id"]
        turn = bureau.one(self.office[0], "findings", finding).get("turn") or 1
        who = self.checker(finding)
        if self.chance(0.5):
            bureau.command(who, "lookback", "record", self.number(finding), "--result", result, "--found", "现场抽查")
        else:
            bureau.move(who, "effectiveness_checks", check["id"], "check", result=result, found="现场抽查")
        self.expect_state("effectiveness_checks", check["id"], "done")
        self.expect_state("findings", finding, "reopened" if result == "rebounded" else "closed")
        if (bureau.one(self.office[0], "findings", finding).get("turn") or 1) != turn + (result == "rebounded"):
            bureau.wrong.append(f"look-back {check['id']}: {result}, and the turn was {turn}")
        bureau.refused(self.office[0], "effectiveness_checks", check["id"], "check", result="held", found="再次")

    def plan(self, finding):
        return self.bureau.add(self.random.choice(self.office + self.bureau.supervisors), "effectiveness_checks", finding_id=finding, kind="planned", planned_on=self.bureau.day(20))

    def each_result(self):
        bureau = self.bureau
        for result in ("held", "partly", "rebounded"):
            finding, unit = self.problem_in("closed", f"回头看{result}")
            check = self.plan(finding)
            bureau.refused_add(self.office[0], "effectiveness_checks", finding_id=finding, kind="planned")
            bureau.refused(bureau.owner_of(unit), "effectiveness_checks", check["id"], "check", result=result, found="自己查自己")
            self.check(check, result)
        bureau.refused_add(self.office[0], "effectiveness_checks", finding_id=finding, kind="planned")  # it is open again
        bureau.move(self.an_office(), "effectiveness_checks", self.plan(self.problem_in("closed", "取消回头看")[0])["id"], "cancel")

    def sampled(self):
        bureau = self.bureau
        for _ in range(2):
            self.problem_in("closed", "抽样回头看")
        path, before = f"{bureau.base}/effectiveness_checks/sample", len(self.all("effectiveness_checks"))
        asked = {"count": 4, "seed": f"{bureau.random_seed}-{bureau.today}", "planned_on": bureau.day(10)}
        tried = bureau.ask(self.office[0], "POST", path + "?dry_run=true", asked)
        drawn = bureau.ask(self.office[0], "POST", path, asked)
        if tried.status != 200 or drawn.status not in (200, 201):
            raise Refused(f"sample: {tried} {drawn}")
        bureau.moves["api"] += 1
        same = [row["finding_id"] for row in tried.json["drawn"]] == [row["finding_id"] for row in drawn.json["drawn"]]
        if not same or len(self.all("effectiveness_checks")) != before + len(drawn.json["drawn"]):
            bureau.wrong.append(f"a sample draws what was tried: {tried} {drawn}")
        bureau.command(self.an_office(), "lookback", "sample", "--count", "1", "--seed", f"{bureau.random_seed}")

    scenes = ((0.37, each_result), (0.43, sampled), (0.68, sampled), (0.78, each_result))
