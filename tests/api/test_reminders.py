"""Reminders, received by a real SMTP server and a real HTTP server on loopback: to whom, when, what is said of confidential matters, once, up the line, and not
any more when it is done. The clock is the machine's: days are chosen around today."""
import base64
import datetime
import email
import hashlib
import hmac
import json
import os
import socket
import subprocess
import threading
from email.header import decode_header, make_header
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from aiosmtpd.controller import Controller
from harness import equal, expect
from test_tokens import DAY

GENERIC, DING, LARK = "s3cret", "SECding", "SEClark"


class Postbox:
    """A mail server that keeps what it is given."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port, self.mails = free.getsockname()[1], []
        Controller(self, hostname="127.0.0.1", port=self.port).start()

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content)
        self.mails.append((envelope.rcpt_tos, mail["Message-ID"], str(make_header(decode_header(mail["Subject"]))), mail.get_payload(decode=True).decode("utf-8")))
        return "250 kept"


class Hooks(HTTPServer):
    def __init__(self):
        self.calls, self.down = [], False
        super().__init__(("127.0.0.1", 0), Hook)


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.calls.append((self.path, dict(self.headers), body))
        self.send_response(503 if self.server.down else 200)
        self.end_headers()

    def log_message(self, *words):
        pass


def workdays(world, n):
    """The n-th working day from today, by the program's own calendar (which has its own test)."""
    return world.admin.get(f"{world.ledger}/workday?from={DAY}&add={n}")["until"]


def works_today(world):
    return world.admin.get(f"{world.ledger}/calendar?from={DAY}&until={DAY}")["days"][0]["works"]


class Round:
    def __init__(self, world, folder):
        self.world, self.postbox, self.hooks = world, Postbox(), Hooks()
        threading.Thread(target=self.hooks.serve_forever, daemon=True).start()
        self.settings = Path(folder, "notify.json")
        self.write(self.postbox.port)

    def write(self, mail_port):
        hook = f"http://127.0.0.1:{self.hooks.server_port}"
        self.settings.write_text(json.dumps({"mail": {"url": f"smtp://127.0.0.1:{mail_port}", "from": "zgb@example.cn"}, "webhooks": [
            {"name": "企业微信", "kind": "wecom", "url": hook + "/wecom?key=K"}, {"name": "钉钉", "kind": "dingtalk", "url": hook + "/ding?token=T", "secret": DING},
            {"name": "飞书", "kind": "feishu", "url": hook + "/lark", "secret": LARK}, {"name": "通用", "kind": "generic", "url": hook + "/generic", "secret": GENERIC}]}), encoding="utf-8")

    def remind(self, *words):
        environment = {**os.environ, "RECTIFY_NOTIFY": str(self.settings), "RECTIFY_BLOBS": self.world.server.environment["RECTIFY_BLOBS"]}
        done = subprocess.run([self.world.rectify, "--store", self.world.server.where, "--lang", "zh", "remind", "--json", *words], capture_output=True, text=True, env=environment)
        equal("it ran " + done.stderr[-300:], done.returncode, 0)
        return json.loads(done.stdout)

    def mails_to(self, address):
        return [mail for mail in self.postbox.mails if mail[0] == [address]]


def test_reminders(world):
    world.fresh()
    office = world.as_role("office")
    if not works_today(world):  # a rest day: made one of work, which an office may
        equal("worked today", office.post("/api/v1/calendar_days", {"organisation_id": world.organisation, "kind": "work", "first_on": str(DAY), "last_on": str(DAY), "name": "值班"}).status, 201)
    for role in ("office", "owner", "leader"):
        equal("an address", world.admin.patch(f"/api/v1/persons/{world.persons[role]}", {"email": f"{role}@example.cn"}, headers={"If-Match": "*"}).status, 200)
    ledger, unit = world.ledger, world.units["CWK"]
    findings = {}

    def measure(text, due, finding="open", **fields):
        return world.add(ledger + "/corrective_actions", answers=[findings[finding]], measure=text, organisation_id=unit, owner_id=world.persons["owner"], due_on=due, due_as="day", **fields)

    for name, more in {"open": {"confidentiality": "open"}, "internal": {"confidentiality": "internal"}}.items():
        findings[name] = world.finding(title=f"问题{name}", **more)["id"]
        world.add(ledger + "/responsibilities", finding_id=findings[name], role="lead_unit", organisation_id=unit)
        world.add(ledger + "/responsibilities", finding_id=findings[name], role="accountable_official", person_id=world.persons["leader"])
    five, four, today = measure("五天后到期", workdays(world, 5)), measure("四天后到期", workdays(world, 4)), measure("今天到期", str(DAY))
    late = {n: measure(f"超期{n}天", workdays(world, -n)) for n in (1, 2, 3, 4, 10)}
    quiet = measure("不便外传", str(DAY), finding="internal")
    done = measure("已经办结", workdays(world, -1))
    reported = world.as_role("owner").post(ledger + "/progress_entries", {"corrective_action_id": done["id"], "done": "已办", "percent": 100})
    equal("done", (reported.status, reported.codes if reported.status != 201 else []), (201, []))
    asked = world.add(ledger + "/requests", finding_id=findings["open"], kind="coordination", title="请协调经费", matter="x", addressee_id=world.persons["leader"], reply_by_on=workdays(world, 1))

    round_ = Round(world, world.folder)
    equal("tried, nothing happens", (round_.remind("--dry-run")["messages"] > 0, round_.postbox.mails, round_.hooks.calls), (True, [], []))
    first = round_.remind()
    equal("sent", (first["failed"], first["sent"]), (0, first["messages"]))
    (to_owner,) = round_.mails_to("owner@example.cn")
    body = to_owner[3]
    for said in (five, today, late[1], late[4]):
        expect(f"his {said['number']}", said["number"] in body, body)
    for unsaid in (four, late[2], late[3], done):
        expect(f"not {unsaid['number']}", unsaid["number"] not in body, body)
    expect("in words", f"措施 {late[4]['number']} 超期4天，" in body and "已超期4个工作日" in body and "就是今天" in body and "还有5个工作日" in body, body)
    expect("of what is confidential the number only", quiet["number"] in body and "不便外传" not in body, body)
    expect("on the screen all of it", "不便外传" in world.as_role("owner").get("/api/v1/reminders")["text"])
    (to_leader,) = round_.mails_to("leader@example.cn")
    expect("after two days the accountable leader, with whose it is", late[2]["number"] in to_leader[3] and f"责任人{'人员owner'}" in to_leader[3], to_leader[3])
    expect("not yet of one day", late[1]["number"] not in to_leader[3])
    expect("what was asked of him", asked["number"] in to_leader[3] and "请协调经费" in to_leader[3])
    (to_office,) = round_.mails_to("office@example.cn")
    expect("after ten days the office", late[10]["number"] in to_office[3] and late[4]["number"] not in to_office[3], to_office[3])

    calls = {path.split("?")[0]: (path, headers, json.loads(raw), raw) for path, headers, raw in round_.hooks.calls}
    equal("each hook once", (len(round_.hooks.calls), sorted(calls)), (4, ["/ding", "/generic", "/lark", "/wecom"]))
    text = calls["/wecom"][2]["text"]["content"]
    expect("a group is told how many and which are late", "超期" in text and late[10]["number"] in text and "不便外传" not in text and quiet["number"] not in text, text)
    query = dict(pair.split("=", 1) for pair in calls["/ding"][0].split("?")[1].split("&"))
    from urllib.parse import unquote
    equal("signed for DingTalk", unquote(query["sign"]), base64.b64encode(hmac.new(DING.encode(), f"{query['timestamp']}\n{DING}".encode(), hashlib.sha256).digest()).decode())
    lark = calls["/lark"][2]
    equal("signed for Feishu", lark["sign"], base64.b64encode(hmac.new(f"{lark['timestamp']}\n{LARK}".encode(), b"", hashlib.sha256).digest()).decode())
    equal("signed for anybody", calls["/generic"][1]["X-Rectify-Signature"], "sha256=" + hmac.new(GENERIC.encode(), calls["/generic"][3], hashlib.sha256).hexdigest())

    before = len(round_.postbox.mails), len(round_.hooks.calls)
    equal("a second run on the same day finds nothing", round_.remind(), {"ledgers": 0, "people": 0, "messages": 0, "sent": 0, "failed": 0})
    equal("and sends nothing", (len(round_.postbox.mails), len(round_.hooks.calls)), before)
    ids = [mail[1] for mail in round_.postbox.mails]
    equal("each has an id of its own", len(set(ids)), len(ids))
    expect("no secret is printed", not any(secret in open(world.log.name, encoding="utf-8", errors="replace").read() for secret in (GENERIC, DING, LARK)))


def test_reminders_wait_for_the_post(world):
    """A mail server that is down: they stay in the outbox and go later, once."""
    world.fresh()
    office = world.as_role("office")
    if not works_today(world):
        office.post("/api/v1/calendar_days", {"organisation_id": world.organisation, "kind": "work", "first_on": str(DAY), "last_on": str(DAY), "name": "值班"})
    world.admin.patch(f"/api/v1/persons/{world.persons['owner']}", {"email": "owner@example.cn"}, headers={"If-Match": "*"})
    finding = world.finding(title="问题", confidentiality="open")["id"]
    world.add(world.ledger + "/corrective_actions", answers=[finding], measure="今天到期", owner_id=world.persons["owner"], due_on=str(DAY), due_as="day")
    round_ = Round(world, world.folder)
    round_.write(1)  # nobody listens there
    round_.hooks.down = True
    first = round_.remind()
    equal("nothing went", (first["sent"], first["failed"]), (0, first["messages"]))
    round_.write(round_.postbox.port)
    round_.hooks.down = False
    equal("tried again only after a while", round_.remind()["sent"], 0)
    backdate(world)
    equal("then it goes", round_.remind()["sent"], first["messages"])
    equal("once", len(round_.mails_to("owner@example.cn")), 1)
    round_.settings.write_text("{", encoding="utf-8")
    environment = {**os.environ, "RECTIFY_NOTIFY": str(round_.settings)}
    broken = subprocess.run([world.rectify, "--store", world.server.where, "--lang", "zh", "remind"], capture_output=True, text=True, env=environment)
    expect("settings that cannot be read are named", broken.returncode == 1 and "通知设置" in broken.stderr, broken.stderr)


def backdate(world):
    """As if the wait were over."""
    statement = 'UPDATE "outbox" SET "next_at"=0'
    if world.address:
        subprocess.run(["psql", "-XAtqc", statement, world.server.where], check=True, capture_output=True)
    else:
        import sqlite3
        with sqlite3.connect(f"{world.server.where}/rectify.db", timeout=10) as db:
            db.execute(statement)
        db.close()
