"""bureau: a store whose clock this test sets, a server on it, and the people who log in to it. Plain python3.

Whoever acts is a Person; he acts by the API (his session, or a token he made for himself) or, one time in so many, by
the command line. Every change that was acknowledged is remembered: the events must have it exactly once (play.py)."""
import datetime
import http.client
import json
import os
import random
import re
import subprocess
import threading
import urllib.parse
from pathlib import Path

PASSWORD = "Correct-horse-7"
LEDGER = "ZGJ"


class Refused(Exception):
    """What should have been done was not."""


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.text = status, headers, body.decode("utf-8", "replace")
        self.json = json.loads(body) if body[:1] in (b"{", b"[") else None

    @property
    def record(self):
        return (self.json or {}).get("record") or {}

    @property
    def codes(self):
        return [error["code"] for error in (self.json or {}).get("errors", [])]

    def __repr__(self):
        return f"{self.status} {self.text[:400]}"


class Person:
    def __init__(self, username, name, key, unit, roles):
        self.username, self.name, self.id, self.unit, self.roles = username, name, key, unit, roles
        self.by_token = False  # a program of his, not a browser
        self.secret = self.cookie = self.csrf = self.connection = None

    def __repr__(self):
        return self.username


class Bureau:
    def __init__(self, program, folder, seed, address=None):
        self.program, self.folder, self.address = program, Path(folder), address
        self.clock_file = str(self.folder / "clock")
        self.random, self.random_seed = random.Random(seed), seed
        self.environment = dict(os.environ, RECTIFY_CLOCK=self.clock_file, RECTIFY_BLOBS=str(self.folder / "blobs"), LC_ALL="C.UTF-8",
                                RECTIFY_KEY=str(self.folder / "key"))
        self.environment.pop("RECTIFY_STORE", None)
        self.where = address or str(self.folder / "store")
        self.base = f"/api/v1/ledgers/{LEDGER}"
        self.people, self.units, self.server, self.port = {}, {}, None, None
        self.moves = {"api": 0, "cli": 0}
        self.refusals = self.not_refused = 0
        self.wrong = []           # what did not hold
        self.acknowledged = {}    # (id, version) -> how often the program said so
        self.texts = {}           # written by a crowd -> whether it was acknowledged
        self.moved = {}           # (list, state after, event) -> how often: a move that changes nothing of its record has no event
        self.lock = threading.Lock()
        self.files = 0

    # ---- the clock and the program ----

    def set_clock(self, day, time):
        """A day and "HH:MM" in the bureau's own time."""
        self.today = day
        written = self.clock_file + ".new"
        Path(written).write_text(f"{day}T{time}:00+08:00\n")
        os.replace(written, self.clock_file)

    def day(self, more=0):
        return str(self.today + datetime.timedelta(days=more))

    def run(self, *arguments, user=None, input=None):
        return subprocess.run([self.program, "--store", self.where, *(["--as", user] if user else []), "--lang", "zh", *arguments],
                              env=self.environment, input=input, text=True, capture_output=True, timeout=600)

    def must_run(self, *arguments, user=None, input=None):
        done = self.run(*arguments, user=user, input=input)
        if done.returncode:
            raise Refused(f"rectify {' '.join(arguments)} (as {user}): {done.returncode} {done.stderr}")
        return done.stdout

    def start(self):
        self.server = subprocess.Popen([self.program, "--store", self.where, "serve", "--no-reminders", "--listen", "127.0.0.1:0", "--quiet"], stdout=subprocess.PIPE,
                                       stderr=open(self.folder / "server.log", "a"), text=True, env=self.environment)
        for line in self.server.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found[1])
                return
        raise Refused(f"the server did not start: {self.server.wait()}")

    def stop(self):
        if self.server and self.server.poll() is None:
            self.server.terminate()
            return self.server.wait(60)
        return None

    # ---- asking ----

    def exchange(self, person, method, path, body=None, raw=None, headers=None):
        sent = dict(headers or {})
        if person.secret:
            sent["Authorization"] = f"Bearer {person.secret}"
        elif person.cookie:
            sent["Cookie"] = f"rectify_session={person.cookie}"
            sent["X-CSRF-Token"] = person.csrf or ""
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        for attempt in (1, 2):
            fresh = person.connection is None
            if fresh:
                person.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            try:
                person.connection.request(method, urllib.parse.quote(path, safe="/?&=%:-_.~+,"), data, sent)
                answer = person.connection.getresponse()
                reply = Reply(answer.status, answer.headers, answer.read())
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                person.connection.close()
                person.connection = None
                if fresh or attempt == 2:
                    raise
        if answer.will_close:
            person.connection.close()
            person.connection = None
        given = answer.headers.get("Set-Cookie", "")
        if given.startswith("rectify_session="):
            person.cookie = given.split(";")[0].split("=", 1)[1] or None
        return reply

    def log_in(self, person):
        person.secret = person.cookie = person.csrf = None
        reply = self.exchange(person, "POST", "/api/v1/session", {"username": person.username, "password": PASSWORD})
        if reply.status != 200:
            raise Refused(f"log in {person}: {reply}")
        person.csrf = reply.json["csrf"]
        if person.by_token:  # good for 45 days; then he comes back here
            made = self.exchange(person, "POST", "/api/v1/session/tokens", {"name": "脚本", "scope": "write", "expires_on": self.day(45)})
            if made.status != 201:
                raise Refused(f"token of {person}: {made}")
            person.secret = made.json["secret"]

    def ask(self, person, method, path, body=None, raw=None, headers=None):
        """Logs in when his session or token has ended meanwhile."""
        if not person.cookie and not person.secret:
            self.log_in(person)
        reply = self.exchange(person, method, path, body, raw, headers)
        if reply.status == 401:
            self.log_in(person)
            reply = self.exchange(person, method, path, body, raw, headers)
        if method != "GET" and reply.status in (200, 201) and "version" in reply.record and "dry_run" not in path:
            with self.lock:
                key = (reply.record["id"], reply.record["version"])
                self.acknowledged[key] = self.acknowledged.get(key, 0) + 1
        return reply

    def get(self, person, path):
        reply = self.ask(person, "GET", path)
        if reply.status != 200:
            raise Refused(f"GET {path} as {person}: {reply}")
        return reply.json

    def list(self, person, plural, site=False, **filters):
        """All rows of a list."""
        rows, after = [], ""
        while after is not None:
            query = urllib.parse.urlencode({**filters, "limit": 500, "after": after})
            page = self.get(person, f"{'/api/v1' if site else self.base}/{plural}?{query}")
            rows += page["rows"]
            after = page["next"]
        return rows

    def one(self, person, plural, key):
        return self.get(person, f"{self.base}/{plural}/{key}")["record"]

    # ---- acting ----

    def add(self, person, plural, site=False, **fields):
        reply = self.ask(person, "POST", f"{'/api/v1' if site else self.base}/{plural}", fields)
        if reply.status != 201:
            raise Refused(f"add {plural} {fields} as {person}: {reply}")
        self.moves["api"] += 1
        return reply.record

    def set(self, person, plural, key, **fields):
        reply = self.ask(person, "PATCH", f"{self.base}/{plural}/{key}", fields, headers={"If-Match": "*"})
        if reply.status != 200:
            raise Refused(f"set {plural} {key} {fields} as {person}: {reply}")
        self.moves["api"] += 1
        return reply.record

    def withdraw(self, person, plural, key, reason="登记有误"):
        reply = self.ask(person, "POST", f"{self.base}/{plural}/{key}/withdraw", {"reason": reason}, headers={"If-Match": "*"})
        if reply.status != 200:
            raise Refused(f"withdraw {plural} {key} as {person}: {reply}")
        self.moves["api"] += 1

    def try_move(self, person, plural, key, event, **given):
        reply = self.ask(person, "POST", f"{self.base}/{plural}/{key}/moves/{event}", given, headers={"If-Match": "*"})
        if reply.status == 200:
            with self.lock:
                self.moves["api"] += 1
                done = (plural, reply.record.get("state"), event)
                self.moved[done] = self.moved.get(done, 0) + 1
        return reply

    def move(self, person, plural, key, event, **given):
        reply = self.try_move(person, plural, key, event, **given)
        if reply.status != 200:
            raise Refused(f"{event} of {plural} {key} {given} as {person}: {reply}")
        return reply.record

    def attach(self, person, name="材料.txt", **of):
        """A file of its own content, to a finding, a plan or a measure."""
        with self.lock:
            self.files += 1
            number = self.files
        reply = self.ask(person, "POST", f"{self.base}/attachments?{urllib.parse.urlencode(of)}", raw=f"第{number}份材料".encode(),
                         headers={"X-File-Name": urllib.parse.quote(name)})
        if reply.status != 201:
            raise Refused(f"attach {of} as {person}: {reply}")
        self.moves["api"] += 1
        return reply.record["id"]

    def command(self, person, *arguments):
        """A change by the command line."""
        self.must_run(*arguments, user=person.username if person else None)
        self.moves["cli"] += 1

    def add_by_command(self, person, record, **fields):
        """The new record's id."""
        text = {name: "true" if value is True else str(value) for name, value in fields.items() if name != "due_as"}
        said = self.must_run("add", record, *[f"{'due' if name == 'due_on' else name}={value}" for name, value in text.items()], "--json", user=person.username)
        self.moves["cli"] += 1
        return json.loads(said)["id"]

    def sometimes_cli(self, share):
        return self.random.random() < share

    # ---- what must be refused ----

    def version(self, plural, key):
        return self.one(self.office[0], plural, key)["version"]

    def refused(self, person, plural, key, event, **given):
        """Refused, and nothing of it is left."""
        before = self.version(plural, key)
        reply = self.try_move(person, plural, key, event, **given)
        self.count_refusal(f"{event} of {plural} as {person}", reply, self.version(plural, key) == before)

    def refused_add(self, person, plural, **fields):
        before = self.get(self.office[0], f"{self.base}/{plural}?limit=1")["total"]
        reply = self.ask(person, "POST", f"{self.base}/{plural}", fields)
        self.count_refusal(f"add {plural} as {person}", reply, self.get(self.office[0], f"{self.base}/{plural}?limit=1")["total"] == before)

    def refused_command(self, person, *arguments):
        done = self.run(*arguments, user=person.username)
        self.count_refusal(f"rectify {' '.join(arguments)} as {person}", done.stdout + done.stderr, done.returncode == 1 and not done.stdout)

    def count_refusal(self, what, reply, without_effect):
        good = without_effect and (not isinstance(reply, Reply) or reply.status in (403, 404, 409, 422))
        self.refusals += 1
        if not good:
            self.not_refused += 1
            self.wrong.append(f"should have been refused without effect: {what}: {reply}")

    # ---- who is who ----

    def owner_of(self, unit):
        return self.random.choice(self.owners[unit])

    def another_unit(self, *but):
        return self.random.choice([unit for unit in self.owners if unit not in but])
