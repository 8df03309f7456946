"""progress: owners report on measures, by page and by command; what was wrong is withdrawn, what was not done is returned (D3)."""
from subjects.subject import Subject


class Progress(Subject):
    def usual(self, n, morning):
        bureau = self.bureau
        going = [a for a in bureau.list(self.office[0], "corrective_actions", **{"state!": "done"}) if a["id"] in bureau.answering]
        self.random.shuffle(going)
        for action in going[:max(2, len(going) // 40)]:
            who = self.owner(action)
            if not who:
                continue
            percent = min(100, (action.get("percent") or 0) + self.random.choice([10, 25, 40, 100]))
            if self.sometimes():
                bureau.command(who, "progress", "add", action["number"], "--done", "按计划推进", "--percent", str(percent))
            else:
                self.progress(who, action["id"], percent)

    def sometimes(self):
        return self.random.random() < 0.4

    def owner(self, action):
        code = next((c for c, row in self.bureau.units.items() if row["id"] == action.get("organisation_id")), None)
        found = self.bureau.owners.get(code)
        return self.random.choice(found) if found else None
