#!/usr/bin/env python3
"""kill.py PROGRAM [COUNT]: SIGKILL under mixed load, COUNT times (10; RECTIFY_LONG=1: 1000).

While the server runs, processes edit findings, upload letters, import a letter and change records by the command line beside it. Each tells this process what was
acknowledged, and only that. Then the server is killed. After each restart everything acknowledged must be there; the chain must verify; at the end the events
must fold to the very tables. The last line is "N passed, N failed".
"""
import hashlib
import multiprocessing
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

from client import Client, Server

LETTER = "关于巡察某局党组的反馈意见\n一、党的建设方面\n1.组织生活不规范{tag}。部分支部会议记录补写。\n2.党员教育走过场。\n二、整改要求\n（一）提高政治站位。\n"


def editor(port, session, ids, acks, number):
    client, i = Client(port, session), 0
    while True:
        token = f"edit-{os.getpid()}-{i}"
        try:
            status, _ = client.call("PATCH", f"/api/v1/ledgers/ZGJ/findings/{random.choice(ids)}", {"working_text": token}, headers={"If-Match": "*"})
        except Exception:
            return
        if 200 <= status < 300:
            acks.put(("event", token))
        i += 1


def uploader(port, session, acks):
    client, i = Client(port, session), 0
    while True:
        data = LETTER.format(tag=f"-{os.getpid()}-{i}").encode()
        try:
            status, reply = client.call("POST", "/api/v1/intake/letters", raw=data, headers={"X-File-Name": "a.txt"})
            if status == 200:
                acks.put(("blob", hashlib.sha256(data).hexdigest()))
                nodes = reply["parse"]["nodes"]
                title = f"import-{os.getpid()}-{i}"
                status, _ = client.call("POST", "/api/v1/ledgers/ZGJ/intake", {
                    "upload": reply["upload"], "file_name": "a.txt", "title": title, "issued_on": "2026-10-12",
                    "inspection": {"code": f"X{os.getpid()}-{i}", "name": "巡察", "kind": "regular", "level": "city"}, "nodes": nodes})
                if 200 <= status < 300:
                    acks.put(("event", title))
        except Exception:
            return
        i += 1


def operator(program, store, numbers, acks):
    i = 0
    while True:
        token = f"cli-{os.getpid()}-{i}"
        done = subprocess.run([program, "--store", store, "set", "finding", random.choice(numbers), f"working_paper_no={token}"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode == 0:
            acks.put(("event", token))
        i += 1
        time.sleep(0.02)


def drain(acks, into):
    while not acks.empty():
        into.append(acks.get())


def tokens_after(store, seen):
    """Every token in events not looked at yet, and the highest rowid."""
    db = sqlite3.connect(f"file:{store}/rectify.db?mode=ro", uri=True, timeout=30)
    found, last = set(), seen
    for rowid, part in db.execute('SELECT rowid,"open" FROM ledger_event WHERE rowid>?', (seen,)):
        last = rowid
        for token in re.findall(r"(?:edit|cli|import)-\d+-\d+", bytes(part or b"").decode()):
            found.add(token)
    db.close()
    return found, last


def blob_there(store, digest):
    path = f"{store}/blobs/{digest[:2]}/{digest[2:]}"
    try:
        with open(path, "rb") as f:
            return hashlib.sha256(f.read()).hexdigest() == digest
    except OSError:
        return False


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True)


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000 if os.environ.get("RECTIFY_LONG") else 10
    passed = failed = acknowledged = 0
    with tempfile.TemporaryDirectory(prefix="rectify-kill-") as home:
        os.environ["RECTIFY_KEY"] = home + "/site.key"
        store = home + "/store"
        made = run(program, "init", store)
        if made.returncode:
            raise SystemExit(made.stderr)
        server = Server(program, store).start()
        client = Client(server.port).set_up()
        ids, numbers = [], []
        for i in range(40):
            reply = client.must("POST", "/api/v1/ledgers/ZGJ/findings", {"level": "finding", "title": f"问题{i}", "position": i})
            ids.append(reply["record"]["id"])
            numbers.append(reply["record"]["number"])
        server.stop()
        everything, seen = set(), 0
        for round_number in range(count):
            server.start()
            session = Client(server.port).log_in()
            session = (session.cookie, session.csrf)
            acks = multiprocessing.Manager().Queue() if round_number == 0 else acks
            workers = [multiprocessing.Process(target=editor, args=(server.port, session, ids, acks, i)) for i in range(4)]
            workers.append(multiprocessing.Process(target=uploader, args=(server.port, session, acks)))
            workers.append(multiprocessing.Process(target=operator, args=(program, store, numbers, acks)))
            for worker in workers:
                worker.start()
            time.sleep(random.uniform(0.2, 1.2))
            server.kill()
            time.sleep(0.1)  # what was already in a socket's buffer still counts as acknowledged
            for worker in workers:
                worker.join(2)
                if worker.is_alive():
                    worker.kill()
                    worker.join()
            claims = []
            drain(acks, claims)
            acknowledged += len(claims)
            found, seen = tokens_after(store, seen)
            everything |= found
            lost = [c for c in claims if (c[0] == "event" and c[1] not in everything) or (c[0] == "blob" and not blob_there(store, c[1]))]
            checked = run(program, "--store", store, "verify")
            if lost or checked.returncode:
                failed += 1
                print(f"kill {round_number + 1}: {len(lost)} of {len(claims)} acknowledged writes are gone: {lost[:3]} {checked.stderr.strip()}")
            else:
                passed += 1
        checked = run(program, "--store", store, "rebuild", "--check")
        if checked.returncode:
            failed += 1
            print("rebuild --check:", checked.stderr.strip()[:2000])
        else:
            passed += 1
    print(f"{count} kills, {acknowledged} acknowledged writes")
    if acknowledged < count:
        failed += 1
        print("hardly anything was acknowledged: the load did not run")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
