"""Changed rows as server-sent events: what is told to whom, from which place on, and how a stream ends."""
import json
import socket
import time

from harness import Client, equal, expect


class Stream:
    """An open GET that goes on."""

    def __init__(self, client, path, **headers):
        self.socket = socket.create_connection(("127.0.0.1", client.port), timeout=10)
        lines = [f"GET {path} HTTP/1.1", "Host: x", f"Cookie: rectify_session={client.cookie}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.text, self.raw, self.ended = "", b"", False
        self.status = None
        self.wait(lambda: self.status)

    def read(self, seconds):
        self.socket.settimeout(seconds)
        try:
            piece = self.socket.recv(65536)
            self.raw += piece
            self.ended |= not piece
        except socket.timeout:
            return
        except ConnectionResetError:
            self.ended = True
        if self.status is None and b"\r\n\r\n" in self.raw:
            head, self.raw = self.raw.split(b"\r\n\r\n", 1)
            self.head = head.decode()
            self.status = int(self.head.split()[1])
        while self.status and b"\r\n" in self.raw:
            size, rest = self.raw.split(b"\r\n", 1)
            if len(rest) < int(size, 16) + 2:
                break
            self.ended |= int(size, 16) == 0
            self.text += rest[: int(size, 16)].decode()
            self.raw = rest[int(size, 16) + 2 :]

    def wait(self, holds, seconds=8):
        until = time.monotonic() + seconds
        while not holds() and time.monotonic() < until and not self.ended:
            self.read(0.2)
        return holds()

    @property
    def events(self):
        found = []
        for block in self.text.split("\n\n"):
            event = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":") and ": " in line)
            if "event" in event:
                found.append({**event, "data": json.loads(event["data"])})
        return found

    @property
    def changed(self):
        return [(event["data"]["record"], event["data"]["id"], event["data"]["version"]) for event in self.events if event["event"] == "changed"]

    def close(self):
        self.socket.close()


def test_changes_are_told(world):
    world.fresh()
    path = world.ledger + "/changes"
    office, leader = Stream(world.as_role("office"), path), Stream(world.as_role("leader"), path)
    equal("it is a stream", (office.status, "text/event-stream" in office.head, "no-store" in office.head), (200, True, True))
    finding = world.finding()
    for stream in (office, leader):
        stream.wait(lambda: stream.changed)
        equal("added", stream.changed, [("finding", finding["id"], 1)])
    world.admin.patch(f"{world.ledger}/findings/{finding['id']}", {"basis": "x"})
    office.wait(lambda: len(office.changed) > 1)
    equal("changed", office.changed[1:], [("finding", finding["id"], 2)])
    world.server.command("set", "finding", finding["number"], "basis=由命令行")
    office.wait(lambda: len(office.changed) > 2)
    equal("by another process, too", office.changed[2:], [("finding", finding["id"], 3)])
    world.admin.patch(f"{world.ledger}/findings/{finding['id']}?dry_run=true", {"basis": "z"})
    world.add("/api/v1/persons", name="不在台账里", organisation_id=world.organisation)
    office.wait(lambda: len(office.changed) > 3, 1.5)
    equal("no dry run, nothing of the installation", len(office.changed), 3)
    ids = [event["id"] for event in office.events]
    expect("ids say nothing about how many there are", all(len(i) == 64 for i in ids) and len(set(ids)) == 3, ids)
    office.close()
    made = [world.finding(title=f"离开后{i}")["id"] for i in range(3)]
    again = Stream(world.as_role("office"), path, Last_Event_ID=ids[-1])
    again.wait(lambda: len(again.changed) > 2)
    equal("from where it was left", [change[1] for change in again.changed], made)
    lost = Stream(world.as_role("office"), path, Last_Event_ID="0" * 64)
    lost.wait(lambda: lost.events)
    equal("a place nobody knows: read again", [event["event"] for event in lost.events], ["reload"])
    world.admin.post(world.ledger + "/findings/bulk", {"ids": made, "set": {"basis": "一起"}})
    again.wait(lambda: len(again.changed) > 5)
    equal("each row of a bulk", sorted(again.changed[3:]), sorted(("finding", i, 2) for i in made))
    for stream in (leader, again, lost):
        stream.close()


def test_changes_keep_to_rights(world):
    path = world.ledger + "/changes"
    owner, office = Stream(world.as_role("owner"), path), Stream(world.as_role("office"), path)
    mine, other = world.finding(title="归财务科")["id"], world.finding(title="归办公室")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    for finding in (other, mine):
        world.admin.patch(f"{world.ledger}/findings/{finding}", {"basis": "改"})
    owner.wait(lambda: ("finding", mine, 2) in owner.changed)
    office.wait(lambda: ("finding", mine, 2) in office.changed)
    expect("the office is told of both", {mine, other} <= {change[1] for change in office.changed})
    expect("an owner of his own", mine in {change[1] for change in owner.changed} and other not in owner.text, owner.text)
    for role in ("system_admin", "security_admin", "audit_admin"):
        expect(f"{role} gets none", world.as_role(role).get(path).status in (403, 404))
    equal("nobody gets none", Client(world.server.port).get(path).status, 401)
    equal("no such ledger", world.admin.get("/api/v1/ledgers/XYZ/changes").status, 404)
    owner.close()
    office.close()


def test_changes_end(world):
    path = world.ledger + "/changes"
    client = world.client("leader")
    stream = Stream(client, path)
    client.ask("DELETE", "/api/v1/session")
    world.finding()
    stream.wait(lambda: stream.ended, 25)
    equal("with the session, untold", (stream.ended, stream.changed), (True, []))
    client = world.client("leader")
    many = [Stream(client, path) for _ in range(13)]
    equal("so many of one account", [stream.status for stream in many], [200] * 12 + [429])
    for stream in many:
        stream.close()
    last = Stream(world.as_role("office"), path)
    equal("the server ends all the same", world.server.stop(), 0)
    last.wait(lambda: last.ended)
    expect("and every stream with it", last.ended)
    world.server.start()
    world.admin.port, world.clients = world.server.port, {}


def test_slow_stream_is_dropped(world):
    """Who reads nothing gets no memory: 30 clients that never read while much is changed."""
    slow = [Stream(world.as_role(role), world.ledger + "/changes") for role in ("office", "leader", "supervisor") for _ in range(6)]
    ids = [world.finding()["id"] for _ in range(150)]
    for k in range(12):
        equal("changed", world.admin.post(world.ledger + "/findings/bulk", {"ids": ids, "set": {"basis": f"第{k}"}})["done"], 150)
    equal("the others are served", world.admin.get(world.ledger + "/findings").status, 200)
    for stream in slow:
        stream.close()


def test_head_of_a_stream(world):
    """Only its head, and the connection is good for the next request."""
    for _ in range(2):
        reply = world.admin.ask("HEAD", world.ledger + "/changes")
        equal("a head", (reply.status, reply.headers["Content-Type"], reply.bytes), (200, "text/event-stream", b""))
