"""outcomes: what rectification brought about: rules along all their steps, money, persons dealt with, letters of complaint, good practice (E5)."""
from subjects.subject import Subject

RECOVERIES = ("called_in", "paid_back", "loss_avoided", "handed_in", "original_channel", "put_to_use")
SANCTIONS = (("first", "talk"), ("first", "criticism"), ("second", "admonition"), ("second", "party_discipline"), ("third", "party_discipline"), ("fourth", "party_discipline"))
KINDS = ("new", "revised", "abolished")
NEXT = {"draft": "ask_opinions", "opinions": "deliberate", "deliberation": "issue", "issued": "enforce", "in_force": "check_execution"}


class Outcomes(Subject):
    rules = 0

    def usual(self, n, morning):
        if morning:
            self.random.choice([self.recovery, self.sanction, self.petition, self.practice, self.draft])()
            self.random.choice([self.recovery, self.sanction])()
        for rule in self.pick(self.all("rule_changes", **{"state!": "dropped"}), 2):
            if rule["state"] != "in_force" or self.chance(0.2):
                self.go_on(rule)
        for petition in self.pick([p for p in self.all("petitions") if not p.get("answered_on")], 1):
            if self.chance(0.3):
                self.bureau.set(self.an_office(), "petitions", petition["id"], answered_on=self.bureau.day(0), outcome="已当面答复")

    def finding(self):
        return self.random.choice(self.bureau.made)

    def recovery(self):
        amount = f"{self.random.randint(1, 90000)}.{self.random.randint(0, 99):02}"
        given = {"kind": self.random.choice(RECOVERIES), "amount": amount, "recovered_on": self.bureau.day(-self.random.randint(0, 9))}
        if self.chance(0.7):
            self.bureau.command(self.an_office(), "add", "recovery", f"finding_id={self.number(self.finding()['id'])}", *[f"{name}={value}" for name, value in given.items()])
        else:
            self.bureau.add(self.an_office(), "recoveries", finding_id=self.finding()["id"], **given)

    def sanction(self):
        form, kind = self.random.choice(SANCTIONS)
        whom = {"person_id": self.random.choice(self.bureau.acting).id} if self.chance(0.5) else {"person_name": self.random.choice(["张某", "李某", "王某"])}
        self.bureau.add(self.an_office(), "sanctions", finding_id=self.finding()["id"], form=form, kind=kind, decided_on=self.bureau.day(0), **whom)

    def petition(self):
        of = {"findings": [self.finding()["id"]]} if self.chance(0.6) else {}
        self.bureau.add(self.an_office(), "petitions", letter_no=f"X{self.random.randint(1, 10 ** 9)}", received_on=self.bureau.day(-1), matter="反映答复迟缓", due_on=self.bureau.day(self.random.randint(1, 9)), **of)

    def practice(self):
        spread = {"spread": self.random.choice(["unit", "organisation", "upward"]), "spread_on": self.bureau.day(0)} if self.chance(0.8) else {}
        self.bureau.add(self.an_office(), "good_practices", title="三单管理", practice="清单、交单、销单", findings=[self.finding()["id"]], **spread)

    def draft(self):
        of = self.finding()
        self.rules += 1
        return self.bureau.add(self.an_office(), "rule_changes", title=f"管理办法{self.rules}", kind=KINDS[self.rules % 3], findings=[of["id"]], organisation_id=self.bureau.units[of["unit"]]["id"])

    def go_on(self, rule):
        """A step further: drafted by its unit, decided by the office."""
        bureau, event = self.bureau, NEXT[rule["state"]]
        unit = self.code_of(rule["organisation_id"])
        mine = any(r.get("organisation_id") == rule["organisation_id"] and not r.get("until_on") for f in rule["findings"] for r in self.all("responsibilities", finding_id=f))
        drafter = bureau.owner_of(unit) if mine and self.chance(0.7) else self.an_office()  # its unit, as long as the problem is its own
        who = drafter if event in ("ask_opinions", "deliberate") else self.an_office()
        more = {}
        if event == "issue":
            more = {"document_no": f"局发〔2026〕{self.random.randint(1, 999)}号", "check_by_on": bureau.day(30)}
        if event == "check_execution":
            more = {"executed": self.random.choice(["good", "partly", "not"]), "execution": "抽查两个单位"}
            hidden = any(bureau.one(self.office[0], "findings", f).get("confidentiality") for f in rule["findings"])
            who = self.an_office() if hidden else self.random.choice(self.office + bureau.supervisors)
        bureau.move(who, "rule_changes", rule["id"], event, **more)

    def all_along(self):
        bureau = self.bureau
        rule = self.draft()["id"]
        now = lambda: bureau.one(self.office[0], "rule_changes", rule)
        bureau.refused(self.office[0], "rule_changes", rule, "issue", document_no="试")
        for _ in range(2):
            self.go_on(now())
        bureau.refused(bureau.owner_of(self.code_of(now()["organisation_id"])), "rule_changes", rule, "issue", document_no="试")
        bureau.move(self.an_office(), "rule_changes", rule, "send_back")
        for _ in range(5):
            self.go_on(now())
        self.go_on(now())  # as often as wanted
        self.expect_state("rule_changes", rule, "in_force")
        bureau.refused(self.office[0], "rule_changes", rule, "drop")
        for steps in range(3):
            rule = self.draft()["id"]
            for _ in range(steps):
                self.go_on(now())
            bureau.move(self.an_office(), "rule_changes", rule, "drop")

    scenes = ((0.11, all_along), (0.6, all_along))
