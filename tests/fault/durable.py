#!/usr/bin/env python3
"""durable.py PROGRAM LAX: every 2xx to a write follows an fdatasync of the write-ahead log after its last page write.

The server runs under strace; one client writes, one request at a time, so the order of the system calls is the order of the promises. For each reply to a write: at
least one write to rectify.db-wal since the reply before, and an fdatasync of it after the last of them. LAX is the same program with `synchronous` lowered: the test
must find it out, or it proves nothing. The last line is "N passed, N failed".
"""
import os
import re
import subprocess
import sys
import tempfile
import time

from client import Client, Server

WRITES = 25
CALL = re.compile(r"^(?:\[pid\s+)?(\d+)\]?\s+(?:[\d.]+\s+)?(\w+)\((.*)$")


def trace(program, home):
    store, log = home + "/store", home + "/strace.txt"
    os.environ["RECTIFY_KEY"] = home + "/site.key"
    subprocess.run([program, "init", store], check=True, stdout=subprocess.DEVNULL)
    server = Server(program, store, ["strace", "-f", "-y", "-q", "-s", "64", "-o", log, "-e",
                                     "trace=pwrite64,write,writev,pwritev,fdatasync,fsync,sendto,sendmsg"]).start()
    client = Client(server.port).set_up()
    made = client.must("POST", "/api/v1/ledgers/ZGJ/findings", {"level": "finding", "title": "问题"})
    time.sleep(0.3)
    start = os.path.getsize(log)
    for i in range(WRITES):
        client.must("PATCH", f"/api/v1/ledgers/ZGJ/findings/{made['record']['id']}", {"working_text": f"第{i}次"}, headers={"If-Match": "*"})
    time.sleep(0.3)
    server.process.terminate()
    try:
        server.process.wait(20)
    except subprocess.TimeoutExpired:
        server.process.kill()
    with open(log, encoding="utf-8", errors="replace") as f:
        f.seek(start)
        return f.read().splitlines()


def judge(lines):
    """(replies that were durable, replies that were not)"""
    good = bad = 0
    written = synced = False
    pending = set()
    for line in lines:
        call = CALL.match(line)
        if not call:
            resumed = re.match(r"^(\d+)\s+<\.\.\. (\w+) resumed>", line)
            if resumed and resumed[2] in ("fdatasync", "fsync") and resumed[1] in pending:
                pending.discard(resumed[1])
                synced = True
            continue
        thread, name, rest = call.groups()
        wal = "rectify.db-wal" in rest
        if name in ("pwrite64", "pwritev", "write", "writev") and wal:
            written, synced = True, False
        elif name in ("fdatasync", "fsync") and wal:
            if "unfinished" in rest:
                pending.add(thread)
            else:
                synced = True
        elif name in ("sendto", "sendmsg", "write", "writev") and "HTTP/1.1 2" in rest:
            if written and synced:
                good += 1
            else:
                bad += 1
            written = synced = False
    return good, bad


def main():
    passed = failed = 0
    for program, honest in ((sys.argv[1], True), (sys.argv[2], False)):
        with tempfile.TemporaryDirectory(prefix="rectify-durable-") as home:
            good, bad = judge(trace(os.path.abspath(program), home))
        fine = good == WRITES and bad == 0 if honest else bad > 0
        print(f"{os.path.basename(program)}: {good} replies after the log was on disk, {bad} before; " + ("as it must be" if fine else "WRONG"))
        passed, failed = passed + fine, failed + (not fine)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
