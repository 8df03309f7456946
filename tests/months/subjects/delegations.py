"""delegations: another signs for a leader who is away, within what was delegated to him and while it lasts (D15)."""
from bureau import Refused
from subjects.subject import Subject


class Delegations(Subject):
    def act(self, who, principal, step, event):
        bureau = self.bureau
        return bureau.ask(who, "POST", f"{bureau.base}/review_steps/{step['id']}/moves/{event}", {"opinion": "代为同意"}, headers={"If-Match": "*", "X-Acting-For": principal.id})

    def leader_away(self):
        bureau, signed = self.bureau, 0
        finding, _ = self.problem_in("under_review", "领导外出期间")
        request = self.request_of(finding)
        while step := self.open_step("closure_request_id", request):
            principal = next((p for p in self.readers if p.id == step.get("person_id")), self.readers[0])
            if step["review_by"] not in ("leader", "lead_official") or (step.get("person_id") and principal.id != step["person_id"]):
                self.sign(step, "pass")
                continue
            delegate = bureau.inspectors[0]
            refused = self.act(delegate, principal, step, "pass")
            bureau.count_refusal(f"acts for {principal} undelegated", refused, self.state("review_steps", step["id"]) == "open")
            made = bureau.add(self.an_office(), "delegations", site=True, person_id=principal.id, delegate_id=delegate.id, covers="reviews", from_on=bureau.day(0), until_on=bureau.day(3))
            reply = self.act(delegate, principal, step, "pass")
            if reply.status != 200 or reply.record.get("decided_by_id") != principal.id:
                raise Refused(f"{delegate} signs {step} for {principal}: {reply}")
            bureau.moves["api"] += 1
            signed += 1
            ended = bureau.ask(self.office[0], "POST", f"/api/v1/delegations/{made['id']}/withdraw", {"reason": "已返岗"}, headers={"If-Match": "*"})
            if ended.status != 200:
                raise Refused(f"end a delegation: {ended}")
            bureau.moves["api"] += 1
        self.expect_state("findings", finding, "closed")
        if not signed:
            bureau.wrong.append("nobody signed for a leader who was away")

    scenes = ((0.38, leader_away), (0.88, leader_away))
