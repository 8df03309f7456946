"""subject: what subjects share. A scene is something that has to happen on a certain day: `scenes` maps parts of the play (0 to 1) to methods."""
import setting_up


class Subject:
    scenes = ()  # (when, method)

    def __init__(self, bureau, days):
        self.bureau, self.days, self.random = bureau, days, bureau.random
        self.office, self.leaders = bureau.office, bureau.leaders

    def half_day(self, n, morning):
        for when, scene in self.scenes:
            if morning and int(when * (self.days - 1)) == n:
                scene(self)
        self.usual(n, morning)

    def usual(self, n, morning):
        """What happens on any day."""

    # ---- small things ----

    def pick(self, rows, most):
        return self.random.sample(rows, min(most, len(rows)))

    def an_office(self):
        return self.random.choice(self.office)

    def problem(self, title, unit=None, claimed=True, **fields):
        """One of its own for a scene: claimed by its unit and leaders unless it is said otherwise."""
        unit = unit or self.random.choice(list(self.bureau.owners))
        fields.setdefault("due_on", self.bureau.day(200))
        fields.setdefault("due_as", "day")
        finding = setting_up.problem(self.bureau, title, unit, **fields)
        if claimed:
            self.claim_all(finding)
        return finding, unit

    def measure(self, finding, unit, due=100, **fields):
        return setting_up.measure(self.bureau, finding, unit, due=due, **fields)

    def claims(self, finding, **filters):
        return self.bureau.list(self.office[0], "claims", finding_id=finding, **filters)

    def party_of(self, claim):
        """Who may sign it: an owner of its unit, or the leader it names."""
        code = next((c for c, row in self.bureau.units.items() if row["id"] == claim.get("organisation_id")), None)
        if code:
            return self.bureau.owner_of(code) if code in self.bureau.owners else None
        return next((p for p in self.leaders if p.id == claim.get("person_id")), None)

    def claim_all(self, finding):
        for claim in self.claims(finding, state="owed"):
            who = self.party_of(claim)
            if who and who is not self.bureau.low_leader:
                self.bureau.move(who, "claims", claim["id"], "claim")
            else:
                self.bureau.move(self.office[0], "claims", claim["id"], "claim")

    def progress(self, person, action, percent=None, done="按计划推进", **more):
        fields = {} if percent is None else {"percent": percent}
        return self.bureau.add(person, "progress_entries", corrective_action_id=action, done=done, **fields, **more)["id"]

    def state(self, plural, key):
        return self.bureau.one(self.office[0], plural, key)["state"]

    def expect_state(self, plural, key, wanted):
        got = self.state(plural, key)
        if got != wanted:
            self.bureau.wrong.append(f"{plural} {key} should be {wanted}, is {got}")
