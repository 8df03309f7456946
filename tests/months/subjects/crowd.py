"""crowd: twenty people at the same problems at the same moment: half of them review, half report, write and attach. What was acknowledged is there once, a step is
signed once, and what anybody returned is not passed (play.py looks for that in the events)."""
import copy
import random
import threading

from bureau import Refused
from subjects.subject import Subject

PEOPLE, PROBLEMS, TRIES = 20, 4, 6


class Crowd(Subject):
    def all_at_once(self):
        reviewed = [self.problem_in("under_review", "众人同审") for _ in range(PROBLEMS)]
        written = [self.problem_in("in_progress", "众人同报") for _ in range(PROBLEMS)]
        reviewers = self.office + self.readers + self.bureau.supervisors
        before, failures = dict(self.bureau.acknowledged), []
        self.written = []  # (problem, version it was written upon)

        def work(i):
            person = copy.copy(reviewers[i % len(reviewers)] if i % 2 else self.bureau.owner_of(written[i % PROBLEMS][1]))
            person.cookie = person.secret = person.connection = None  # a browser of his own
            person.by_token = False
            chance = random.Random(i + self.bureau.random_seed)
            try:
                for _ in range(TRIES):
                    if i % 2:
                        self.review_one(person, reviewed[chance.randrange(PROBLEMS)][0], chance)
                    else:
                        self.write_one(person, written[i % PROBLEMS][0], chance)
            except Exception as error:  # told to the play
                failures.append(f"{person}: {error!r}")

        threads = [threading.Thread(target=work, args=(i,)) for i in range(PEOPLE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.bureau.wrong += failures
        new = set(self.bureau.acknowledged) - set(before)
        if len(new) < PEOPLE:
            self.bureau.wrong.append(f"only {len(new)} changes of the crowd were acknowledged")
        if len(set(self.written)) < len(self.written) or not self.written:
            self.bureau.wrong.append(f"two wrote upon the same version: {sorted(self.written)}")

    def review_one(self, person, finding, chance):
        for step in self.bureau.list(person, "review_steps", finding_id=finding, state="open"):
            reply = self.bureau.try_move(person, "review_steps", step["id"], "return" if chance.random() < 0.15 else "pass", opinion="众人之一")
            if reply.status not in (200, 403, 404, 409, 422, 428, 412):
                raise Refused(f"{reply}")

    def write_one(self, person, finding, chance):
        """Adds progress and a file, and writes with the version he read: he may lose, but then he is told."""
        bureau = self.bureau
        action = bureau.list(person, "corrective_actions", answers=finding)[0]
        self.progress(person, action["id"], chance.randrange(10, 99))
        bureau.attach(person, "照片.txt", finding_id=finding)
        read = bureau.one(person, "findings", finding)
        text = f"分析{chance.random()}"
        reply = bureau.ask(person, "PATCH", f"{bureau.base}/findings/{finding}", {"cause_text": text}, headers={"If-Match": f'"{read["version"]}"'})
        with bureau.lock:
            bureau.texts[text] = reply.status == 200
            if reply.status == 200:
                self.written.append((finding, read["version"]))
        if reply.status not in (200, 409, 412):
            raise Refused(f"{reply}")

    scenes = ((0.85, all_at_once),)
