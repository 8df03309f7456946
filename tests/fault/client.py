"""client: a small HTTP client for the fault tests, plain standard library, one connection a thread of work."""
import http.client
import json
import socket
import subprocess
import time
import urllib.parse

PASSWORD = "Kill-2026-Proof"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """`rectify serve` over a store; start, kill, start again."""

    def __init__(self, program, store, wrap=()):
        self.program, self.store, self.wrap = program, store, list(wrap)
        self.process = None
        self.port = free_port()

    def start(self):
        self.process = subprocess.Popen(
            self.wrap + [self.program, "--store", self.store, "serve", "--no-reminders", "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                Client(self.port).call("GET", "/api/v1/setup")
                return self
            except OSError:
                if self.process.poll() is not None:
                    raise SystemExit(f"rectify serve ended with {self.process.returncode}")
                time.sleep(0.02)
        raise SystemExit("rectify serve does not answer")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(60)


class Client:
    def __init__(self, port, session=None):
        self.port, self.connection = port, None
        self.wait = 20  # seconds
        self.cookie, self.csrf = session or (None, None)

    def call(self, method, path, body=None, headers=None, raw=None):
        """(status, parsed reply). Raises OSError or http.client.HTTPException when the server is gone."""
        if not self.connection:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.wait)
        send = dict(headers or {})
        if self.cookie:
            send["Cookie"] = self.cookie
        if self.csrf:
            send["X-CSRF-Token"] = self.csrf
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            send["Content-Type"] = "application/json"
        try:
            self.connection.request(method, urllib.parse.quote(path, safe="/?=&%"), data, send)
            reply = self.connection.getresponse()
            text = reply.read()
        except Exception:
            self.connection.close()
            self.connection = None
            raise
        cookie = reply.getheader("Set-Cookie")
        if cookie:
            self.cookie = cookie.split(";")[0]
        parsed = json.loads(text) if text[:1] in b"{[" and text else text
        if isinstance(parsed, dict) and parsed.get("csrf"):
            self.csrf = parsed["csrf"]
        return reply.status, parsed

    def must(self, method, path, body=None, **more):
        status, reply = self.call(method, path, body, **more)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {reply}")
        return reply

    def log_in(self):
        self.must("POST", "/api/v1/session", {"username": "admin", "password": PASSWORD})
        return self

    def set_up(self):
        self.must("POST", "/api/v1/setup/administrator",
                  {"organisation": "云岭市资源规划局", "code": "ZGJ", "name": "管理员", "username": "admin", "password": PASSWORD})
        if not self.csrf:
            self.log_in()
        return self
