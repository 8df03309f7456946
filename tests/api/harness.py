"""What the tests of the API share: a store, a server on it, clients with a session, counting. Plain python3.

A test is a function test_* of a module test_*.py; it is given a World, a server with the people of `USERS` on an empty
database, and says what must hold by expect(). run.py runs them on SQLite, and on PostgreSQL where there is one."""
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import traceback
import urllib.parse
from pathlib import Path

import described

SOURCE = Path(os.environ.get("RECTIFY_SOURCE", Path(__file__).resolve().parents[2]))
PASSWORD = "Correct-horse-7"
ADMIN = {"organisation": "云岭市资源规划局", "code": "ZGJ", "name": "张三", "username": "admin", "password": PASSWORD}
ROLES = ["office", "owner", "leader", "supervisor", "inspector", "system_admin", "security_admin", "audit_admin"]

passed = failed = 0
judge = None  # compares replies with the API's description
lock = threading.Lock()


def expect(what, holds, more=""):
    global passed, failed
    with lock:
        if holds:
            passed += 1
        else:
            failed += 1
            print(f"does not hold: {what} {more}", flush=True)
    return bool(holds)


def equal(what, got, wanted):
    return expect(what, got == wanted, f"\n    got    {got!r:.600}\n    wanted {wanted!r:.600}")


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.bytes = status, headers, body
        self.problem = headers.get("Content-Type", "").startswith("application/problem+json")

    @property
    def json(self):
        return json.loads(self.bytes)

    def __getitem__(self, key):
        return self.json[key]

    @property
    def codes(self):
        return [error["code"] for error in self.json.get("errors", [])]

    @property
    def fields(self):
        return [error.get("field") for error in self.json.get("errors", [])]

    def __repr__(self):
        return f"{self.status} {self.bytes[:300].decode('utf-8', 'replace')}"


class Client:
    """One browser: a connection, a cookie, a CSRF token."""

    def __init__(self, port):
        self.port, self.cookie, self.csrf, self.connection = port, None, None, None
        self.last_cookie = ""

    def ask(self, method, path, body=None, headers=None, raw=None, csrf=True):
        path = urllib.parse.quote(path, safe="/?&=%:-_.~+,")
        sent = dict(headers or {})
        if self.cookie:
            sent.setdefault("Cookie", f"rectify_session={self.cookie}")
        if self.csrf and csrf:
            sent.setdefault("X-CSRF-Token", self.csrf)
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        for attempt in (1, 2):
            fresh = self.connection is None
            if fresh:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            try:
                self.connection.request(method, path, data, sent)
                answer = self.connection.getresponse()
                reply = Reply(answer.status, answer.headers, answer.read())
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if fresh or attempt == 2:  # a connection kept from before may have been closed meanwhile
                    raise
        if answer.will_close:
            self.close()
        if judge:
            with lock:
                complaint = judge.complaint(method, urllib.parse.unquote(path.split("?")[0]), reply.status, answer.headers.get("Content-Type", ""), reply.bytes)
            if complaint:
                expect("a reply is as described: " + complaint, False)
        given = answer.headers.get("Set-Cookie", "")
        if given.startswith("rectify_session="):
            self.last_cookie = given
            self.cookie = given.split(";")[0].split("=", 1)[1] or None
        if reply.status in (200, 201) and b'"must_change_password":' in reply.bytes[:2000]:
            self.csrf = reply["csrf"]
        return reply

    def get(self, path, **options):
        return self.ask("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.ask("POST", path, body if body is not None or "raw" in options else {}, **options)

    def patch(self, path, body, version="*", **options):
        headers = dict(options.pop("headers", {}))
        if version is not None:
            headers["If-Match"] = version if version == "*" else f'"{version}"'
        return self.ask("PATCH", path, body, headers=headers, **options)

    def log_in(self, username, password=PASSWORD):
        return self.post("/api/v1/session", {"username": username, "password": password})

    def send_file(self, path, data, name="file"):
        return self.ask("POST", path, raw=data, headers={"X-File-Name": urllib.parse.quote(name)})

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None


class Server:
    def __init__(self, rectify, where, blobs, log):
        self.rectify, self.where, self.log = rectify, where, log
        self.environment = dict(os.environ, RECTIFY_BLOBS=str(blobs), LC_ALL="C.UTF-8")
        self.process = self.port = None

    def command(self, *arguments, input=None):
        done = subprocess.run([self.rectify, "--store", self.where, *arguments], env=self.environment, input=input, text=True,
                              capture_output=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"rectify {' '.join(arguments)}: {done.returncode} {done.stderr}")
        return done.stdout

    def start(self, *options):
        self.process = subprocess.Popen([self.rectify, "--store", self.where, "serve", "--no-reminders", "--listen", "127.0.0.1:0", *options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True, env=self.environment)
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found[1])
                return self
        raise RuntimeError(f"the server did not start: {self.process.wait()}")

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        status = self.process.wait(60)
        self.process.stdout.close()
        return status


class World:
    """A server whose organisation has two units and one person for each role."""

    def __init__(self, rectify, folder, log, address=None):
        self.rectify, self.folder, self.log, self.address = rectify, Path(folder), log, address
        self.database = None
        self.clients = {}
        self.server = None

    def fresh(self, people=True):
        """Another empty store, a server on it, the first administrator."""
        self.end()
        name = f"rectify_api_{secrets.token_hex(4)}"
        self.folder.mkdir(parents=True, exist_ok=True)
        where = str(self.folder / name)
        if self.address:
            self.database = name
            subprocess.run(["psql", "-XAtqc", f'CREATE DATABASE "{name}" TEMPLATE template0 ENCODING \'UTF8\'', self.address],
                           check=True, capture_output=True)
            where = re.sub(r"^([^?]*//[^/?]*)(/[^?]*)?", rf"\1/{name}", self.address)
        self.server = Server(self.rectify, where, self.folder / (name + "-blobs"), self.log)
        subprocess.run([self.rectify, "init", where] if not self.address else [self.rectify, "--store", where, "init"],
                       check=True, capture_output=True, env=self.server.environment)
        self.server.start()
        if people:
            self.people()
        return self

    def people(self):
        self.admin = Client(self.server.port)
        made = self.admin.post("/api/v1/setup/administrator", ADMIN)
        if made.status != 201:
            raise RuntimeError(f"setup: {made}")
        self.ledger = "/api/v1/ledgers/ZGJ"
        self.organisation = self.admin.get("/api/v1/organisations")["rows"][0]["id"]
        self.units = {code: self.add("/api/v1/organisations", code=code, name=name, parent_id=self.organisation)["id"]
                      for code, name in (("BGS", "办公室"), ("CWK", "财务科"))}
        self.persons = {}
        for role in ROLES:
            unit = self.units["CWK"] if role == "owner" else self.organisation
            person = self.add("/api/v1/persons", name=f"人员{role}", code=role, organisation_id=unit)["id"]
            self.persons[role] = person
            self.server.command("user", "add", role, "--person", role, "--role", role, "--over",
                                "CWK" if role == "owner" else "ZGJ", "--password-stdin", input=PASSWORD + "\n")

    def add(self, path, **fields):
        reply = self.admin.post(path, fields)
        if reply.status != 201:
            raise RuntimeError(f"POST {path} {fields}: {reply}")
        return reply["record"]

    def client(self, user=None, **options):
        client = Client(self.server.port)
        if user:
            reply = client.log_in(user, **options)
            if reply.status != 200:
                raise RuntimeError(f"log in {user}: {reply}")
        return client

    def as_role(self, role):
        """The same client for all tests of this server."""
        if role not in self.clients:
            self.clients[role] = self.client(role)
        return self.clients[role]

    def finding(self, **fields):
        return self.add(self.ledger + "/findings", **{"level": "finding", "title": "台账更新不及时", **fields})

    def end(self):
        self.clients = {}
        if self.server and self.server.process and self.server.process.poll() is None:
            equal("the server ends well", self.server.stop(), 0)
        if self.database:
            subprocess.run(["psql", "-XAtqc", f'DROP DATABASE "{self.database}" WITH (FORCE)', self.address], check=True,
                           capture_output=True)
        self.server = self.database = None
        shutil.rmtree(self.folder, ignore_errors=True)


def raw_exchange(port, data, wait=10.0):
    """Bytes as they are, and whatever comes back until the server closes or is silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as connection:
        connection.sendall(data)
        got = b""
        try:
            while True:
                piece = connection.recv(65536)
                if not piece:
                    break
                got += piece
        except (socket.timeout, ConnectionResetError):
            pass
        return got


def together(count, work):
    """work(0) … work(count-1), all at once; their results in order. An exception is a result."""
    results = [None] * count

    def one(i):
        try:
            results[i] = work(i)
        except Exception as error:  # told to the test
            results[i] = error

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def run_tests(tests, world):
    """Each test on the same server; a test that wants its own asks world.fresh()."""
    global judge
    judge = judge or described.of_program(world.rectify)
    world.fresh()
    for name, test in tests:
        start = time.monotonic()
        before = failed
        try:
            test(world)
        except Exception:
            expect(f"{name}: no exception", False, traceback.format_exc())
        seconds = time.monotonic() - start
        if seconds > 1:
            print(f"took {seconds:.2f} {name}", flush=True)
        if failed > before:
            print(f"^ {name}", flush=True)
        if world.server is None or world.server.process.poll() is not None:
            expect(f"{name}: the server is still there", False)
            world.fresh()
    world.end()
