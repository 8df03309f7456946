"""Fossil's tickets beside our findings, in the same run on the same machine: as many of them, with a title, a text, one of 50 assignees, a state and a last
day; the same four questions by wrk. Used by bench/run where `fossil` is installed; alone: bench/fossil.py FINDINGS SECONDS.
Fossil answers HTML, we answer JSON: what a person waits for, not the same bytes."""
import datetime
import hashlib
import os
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import pages  # noqa: E402

PORT, PASSWORD = 8197, "Bench-2026-Proof"
SUBJECTS = ("理论学习中心组学习流于形式", "耕地保护责任压得不实", "项目招投标把关不严", "公务接待台账不完整", "窗口服务推诿扯皮", "财务报销审核走过场")
TEXT = "2024年以来开展集体学习31次，其中9次没有安排交流研讨；抽查的材料中有3篇大段雷同，个别班子成员谈不清规划引领与资源保护的关系，责任传导层层递减，整改举一反三不够。"
TABLES = """CREATE TABLE ticket(tkt_id INTEGER PRIMARY KEY, tkt_uuid TEXT UNIQUE, tkt_mtime DATE, tkt_ctime DATE, type TEXT, status TEXT, priority TEXT,
resolution TEXT, title TEXT, comment TEXT, assignee TEXT, due TEXT);
CREATE TABLE ticketchng(tkt_id INTEGER REFERENCES ticket, tkt_rid INTEGER REFERENCES blob, tkt_mtime DATE, tkt_user TEXT, login TEXT, username TEXT,
mimetype TEXT, icomment TEXT);
CREATE INDEX ticketchng_idx1 ON ticketchng(tkt_id, tkt_mtime);"""
SHOWN = "SELECT substr(tkt_uuid,1,10) AS '#', title, assignee, due, status, priority FROM ticket"


def reports(today):
    return ((11, "by due", f"{SHOWN} ORDER BY due, tkt_id LIMIT 50"),
            (12, "of one, open, overdue", f"{SHOWN} WHERE assignee='u7' AND status='Open' AND due<'{today}' ORDER BY due, tkt_id LIMIT 50"))


def key_of(i):
    return hashlib.sha1(f"finding {i}".encode()).hexdigest()


def artifact(i, today):
    """A ticket change as Fossil keeps it: cards in order, sealed by their MD5."""
    escaped = lambda text: text.replace("\\", "\\\\").replace(" ", "\\s").replace("\n", "\\n")
    due = today + datetime.timedelta(-200 + i * 13 % 730)
    cards = [f"D {today}T08:00:00", f"J assignee u{i % 50}", f"J due {due}", f"J icomment {escaped(TEXT)}", f"J status {'Closed' if i % 3 == 0 else 'Open'}",
             f"J title {escaped(f'{SUBJECTS[i % 6]}，第{i}号')}", "J type Code_Defect", f"K {key_of(i)}", "U office"]
    body = "".join(card + "\n" for card in cards).encode()
    body += b"Z " + hashlib.md5(body).hexdigest().encode() + b"\n"
    return len(body), hashlib.sha3_256(body).hexdigest(), struct.pack(">I", len(body)) + zlib.compress(body)


def make(file, findings, environment):
    today = datetime.date.today()
    quiet = dict(check=True, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run(["fossil", "init", file], **quiet)
    db = sqlite3.connect(file)
    db.execute("REPLACE INTO config(name,value,mtime) VALUES('ticket-table',?,strftime('%s','now'))", (TABLES,))
    db.executemany("INSERT INTO reportfmt(rn,owner,title,mtime,cols,sqlcode) VALUES(?,'office',?,0,'',?)", reports(today))
    rcv = db.execute("INSERT INTO rcvfrom(uid,mtime) VALUES(1,julianday('now'))").lastrowid
    db.executemany("INSERT INTO blob(rcvid,size,uuid,content) VALUES(?,?,?,?)", ((rcv, *artifact(i, today)) for i in range(findings)))
    db.commit()
    db.close()
    subprocess.run(["fossil", "user", "new", "clerk", "clerk@bench.local", PASSWORD, "-R", file], **quiet)
    subprocess.run(["fossil", "user", "capabilities", "clerk", "v", "-R", file], **quiet)
    subprocess.run(["fossil", "rebuild", file], **quiet)
    subprocess.run(["fossil", "fts-config", "enable", "t", "-R", file], **quiet)


def log_in():
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    form = urllib.parse.urlencode({"u": "clerk", "p": PASSWORD, "in": "Login"}).encode()
    try:
        headers = urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{PORT}/login", form).headers
    except urllib.error.HTTPError as reply:  # the redirect
        headers = reply.headers
    return next(found[0] for line in headers.get_all("Set-Cookie") for found in [re.match(r"fossil-[^;]+", line)] if found)


def measure(findings, seconds):
    home = tempfile.mkdtemp(prefix="rectify-fossil-")
    environment = dict(os.environ, HOME=home, USER="office")
    file = f"{home}/tickets.fossil"
    rows = []
    try:
        make(file, findings, environment)
        server = subprocess.Popen(["fossil", "server", "--localhost", "-P", str(PORT), "--nojail", "--max-latency", "600", file], env=environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{PORT}/login").read()
                    break
                except OSError:
                    time.sleep(0.02)
            cookie = log_in()
            word = urllib.parse.quote("耕地*")
            for name, path, sign in (("ledger page, 50 by date due", "/rptview?rn=11", "号"), ("one unit, open, overdue", "/rptview?rn=12", "号"),
                                     ("one finding", f"/tktview/{key_of(7)}", "第7号"), ("a two-character word, 50", f"/search?s={word}&y=t", "耕地")):
                request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", headers={"Cookie": cookie})
                if sign not in urllib.request.urlopen(request).read().decode("utf-8", "replace"):
                    raise SystemExit(f"fossil: {path} does not show what it should")
                for connections in (1, 16):
                    rate, errors = pages.wrk(PORT, path, connections, seconds, cookie)
                    rows.append({"name": f"Fossil: {name}", "connections": connections, "per_s": rate, "errors": errors})
        finally:
            server.terminate()
            server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return rows


if __name__ == "__main__":
    for row in measure(int(sys.argv[1]), int(sys.argv[2])):
        print(f"{row['name']:40} {row['connections']:3} {row['per_s']:10,.1f} /s  {row['errors']} errors")
