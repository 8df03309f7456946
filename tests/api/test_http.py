"""What holds for every request: addresses, methods, sizes, headers, clients that misbehave."""
import http.client
import json
import socket

from harness import SOURCE, Client, equal, expect, raw_exchange, together


def test_pages(world):
    client = Client(world.server.port)
    page = client.get("/")
    built = (SOURCE / "web/dist/index.html").is_file()
    expect("the first page is there, or says that it is not built in", page.status == (200 if built else 404) or page.status == 200)
    for header, value in (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY")):
        equal(header, page.headers.get(header), value)
    policy = page.headers.get("Content-Security-Policy", "")
    for part in ("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"):
        expect(f"the policy of pages has {part}", part in policy)
    for path in ("/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../../../etc/passwd",
                 "//etc/passwd", "/web/index.html.bak", "/.git/config", "/favicon.ico.php"):
        answer = raw_exchange(world.server.port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        expect(f"{path} gives nothing of the machine", b"root:" not in answer and answer.startswith((b"HTTP/1.1 404", b"HTTP/1.1 200")))
    equal("a page cannot be posted to", client.post("/", {}).status, 405)
    if page.status != 200:
        return
    expect("a page is not kept without asking", page.headers["Cache-Control"] == "no-cache")
    etag = page.headers["ETag"]
    again = client.get("/", headers={"If-None-Match": etag})
    equal("a page that is known", (again.status, again.bytes), (304, b""))
    small = client.get("/", headers={"Accept-Encoding": "gzip"})
    if small.headers.get("Content-Encoding"):
        import gzip
        equal("compressed is the same page", gzip.decompress(small.bytes), page.bytes)
    equal("addresses of the router get the page", client.get("/ledger/deep/link").bytes, page.bytes)
    equal("what has an ending must be there", client.get("/nothing.js").status, 404)
    head = client.ask("HEAD", "/")
    equal("HEAD", (head.status, head.bytes, head.headers["Content-Length"]), (200, b"", str(len(page.bytes))))


def test_addresses_and_methods(world):
    admin = world.admin
    for path in ("/api/v1/nothing", "/api/v1", "/api/", "/api/v2/session", "/api/v1/ledgers/ZGJ/nothing",
                 "/api/v1/ledgers/ZGJ/organisations", "/api/v1/findings", "/api/v1/a/b/c/d/e/f/g/h/i/j/k",
                 "/api/v1/organisations/", "/api/v1//organisations"):
        reply = admin.get(path)
        equal(f"GET {path}", (reply.status, reply.problem), (404, True))
    for method, path, allowed in (("DELETE", world.ledger + "/findings", "GET, HEAD, POST"), ("PUT", "/api/v1/schema", "GET, HEAD"),
                                  ("POST", "/api/v1/organisations/x", "GET, HEAD, PATCH"), ("OPTIONS", "/api/v1/session", None),
                                  ("BREW", "/api/v1/session", None), ("PATCH", "/api/v1/session", None)):
        reply = admin.ask(method, path)
        equal(f"{method} {path}", (reply.status, reply.problem), (405, True))
        if allowed:
            equal(f"{method} {path}: Allow", reply.headers["Allow"], allowed)
    head = admin.ask("HEAD", "/api/v1/organisations")
    equal("HEAD has no body", (head.status, head.bytes), (200, b""))
    equal("no such ledger", admin.get("/api/v1/ledgers/XYZ/findings").status, 404)
    equal("no such record", admin.get("/api/v1/organisations/01a1fa4c-f649-7d61-a934-2daf42067600").status, 404)
    equal("no such code", admin.get("/api/v1/organisations/NICHTS").status, 404)
    code = admin.get("/api/v1/organisations/BGS")
    equal("a record by its code", (code.status, code["record"]["name"]), (200, "办公室"))
    equal("a ledger by its id", admin.get("/api/v1/ledgers/" + admin.get("/api/v1/ledgers/ZGJ")["record"]["id"] + "/findings").status, 200)


def test_headers_of_replies(world):
    reply = world.admin.get("/api/v1/organisations")
    for header, value in (("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
                          ("Content-Type", "application/json")):
        equal(header, reply.headers.get(header), value)
    expect("replies of the API are no pages", "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"])
    english = world.admin.get("/api/v1/nothing", headers={"Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"})
    chinese = world.admin.get("/api/v1/nothing", headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    equal("the language asked for", (english["title"], chinese["title"]), ("Not found", "没有找到"))
    equal("a problem has all its parts", sorted(chinese.json), ["detail", "errors", "status", "title", "type"])


def test_malformed_bodies(world):
    admin = world.admin
    for raw in (b"", b"{", b'{"name":}', b"[1,2]", b'"text"', b"nul", b'{"name":"a","name":"b"}', b'{"name":"\xff"}',
                b'{"name":"\\u0000"}', b'{"name":"a"} trailing', b"[" * 100000, b'{"a":' * 70 + b"1" + b"}" * 70, b"\x00", "{'a':1}".encode()):
        reply = admin.ask("POST", "/api/v1/organisations", raw=raw)
        equal(f"{raw[:30]!r}", (reply.status, reply.problem), (400, True))
    for body, field in (({"code": "X1", "name": "n", "colour": "red"}, "colour"), ({"code": "X1", "name": "n", "path": "1"}, "path"),
                        ({"code": "X1", "name": 5}, "name"), ({"code": "X1", "name": "n", "position": "many"}, "position"),
                        ({"code": "X1", "name": "n", "kind": "castle"}, "kind"), ({"code": "X1", "name": "n", "parent_id": "me"}, "parent_id"),
                        ({"code": "X1", "name": "n" * 121}, "name"), ({"code": "X1", "name": "a\nb"}, "name"), ({"code": "X1", "name": "a\u0007b"}, "name"),
                        ({"code": "X1", "parent_id": world.organisation}, "name"),
                        ({"code": "X1", "name": None}, "name"), ({"code": "X1", "name": "n", "extra": {"a": 1}}, "extra")):
        reply = admin.post("/api/v1/organisations", body)
        expect(f"{json.dumps(body)[:60]}: 422 names the field", reply.status == 422 and field in reply.fields, reply)


def test_query_parameters(world):
    admin = world.admin
    for query in ("limit=0", "limit=501", "limit=x", "limit=-1", "sort=nothing", "sort=extra", "sort=-", "colour=red", "after=xyz", "after=v00",
                  "kind=castle", "position=x", "parent_id=nobody", "dry_run=perhaps"):
        reply = admin.get("/api/v1/organisations?" + query)
        equal(query, (reply.status, reply.problem), (422, True))
    answer = raw_exchange(world.server.port, b"GET /api/v1/setup?q=%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    expect("bytes that are no text", answer.startswith(b"HTTP/1.1 400"), answer[:80])
    expect("NUL in an address", raw_exchange(world.server.port, b"GET /api/v1/set%00up HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith((b"HTTP/1.1 40")))


def test_sizes(world):
    admin = world.admin
    large = json.dumps({"code": "BIG", "name": "x" * (9 << 20)}).encode()
    reply = admin.ask("POST", "/api/v1/organisations", raw=large)
    equal("9 MiB of JSON", (reply.status, reply.problem), (413, True))
    reply = admin.send_file("/api/v1/intake/letters", b"\0" * (65 << 20), "big.docx")
    equal("65 MiB of file", (reply.status, reply.problem), (413, True))
    reply = Client(world.server.port).ask("POST", "/api/v1/intake/letters", raw=b"\0" * (20 << 20))
    equal("a file of a stranger is not read", reply.status, 401)
    head = f"POST /api/v1/organisations HTTP/1.1\r\nHost: x\r\nCookie: rectify_session={admin.cookie}\r\nX-CSRF-Token: {admin.csrf}\r\n"
    answer = raw_exchange(world.server.port, (head + "Content-Length: 99999999999\r\n\r\n").encode() + b"x" * 1000, 5)
    expect("a claim of 100 GB is refused at once", answer.startswith(b"HTTP/1.1 413"), answer[:80])
    answer = raw_exchange(world.server.port, (head + "Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n").encode(), 5)
    expect("who asks before sending is told", answer.startswith(b"HTTP/1.1 413"), answer[:80])
    chunk = b"%x\r\n" % (1 << 20) + b" " * (1 << 20) + b"\r\n"
    answer = raw_exchange(world.server.port, (head + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n").encode() + chunk * 10 + b"0\r\n\r\n", 20)
    expect("a body of unknown size has the same limit", b"HTTP/1.1 413" in answer, answer[:80])
    answer = raw_exchange(world.server.port, b"GET /api/v1/setup HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 200000 + b"\r\n\r\n", 5)
    expect("a head of 200 KB", answer.startswith((b"HTTP/1.1 431", b"HTTP/1.1 413", b"HTTP/1.1 400")) or answer == b"", answer[:80])
    answer = raw_exchange(world.server.port, b"GET /" + b"a" * 200000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 5)
    expect("an address of 200 KB", answer.startswith((b"HTTP/1.1 414", b"HTTP/1.1 431", b"HTTP/1.1 400")) or answer == b"", answer[:80])
    equal("it still answers", admin.get("/api/v1/session").status, 200)


def test_nonsense_on_the_wire(world):
    for data in (b"\0\1\2\3\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /api/v1/setup HTTP/1.1\r\n\r\n",
                 b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n", b"GET http://elsewhere/ HTTP/1.1\r\nHost: x\r\n\r\n",
                 b"GET /api/v1/session HTTP/1.1\r\nHost: x\r\nCookie: rectify_session=\r\nConnection: close\r\n\r\n",
                 b"GET /api/v1/session HTTP/1.1\r\nHost: x\r\nCookie: " + b"rectify_session=x; " * 100 + b"\r\nConnection: close\r\n\r\n",
                 b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"):
        answer = raw_exchange(world.server.port, data, 2)
        expect(f"{data[:40]!r} does no harm", answer == b"" or answer.startswith(b"HTTP/1.1 ") or answer.startswith(b"HTTP/1.0 "), answer[:60])
    equal("it still answers", world.admin.get("/api/v1/session").status, 200)


def test_slow_clients_hold_nobody_up(world):
    """200 connections that say little and wait; the others are served as before."""
    slow = []
    for i in range(200):
        connection = socket.create_connection(("127.0.0.1", world.server.port), timeout=10)
        connection.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + (b"\r\n{" if i % 2 else b"X-"))
        slow.append(connection)
    replies = together(8, lambda i: [Client(world.server.port).get("/api/v1/setup").status for _ in range(20)])
    expect("everybody else is answered", all(reply == [200] * 20 for reply in replies), replies)
    ended = 0
    for connection in slow:
        connection.setblocking(False)
        try:
            ended += connection.recv(1) == b""
        except BlockingIOError:
            pass
        connection.close()
    equal("before a single slow one was given up", ended, 0)


def test_clients_that_go_away(world):
    """A client that leaves while its write is queued, or while the reply comes."""
    admin = world.admin
    body = json.dumps({"code": "GONE", "name": "走了"}).encode()
    for i in range(40):
        connection = socket.create_connection(("127.0.0.1", world.server.port))
        connection.sendall((f"POST /api/v1/organisations?dry_run=true HTTP/1.1\r\nHost: x\r\nCookie: rectify_session={admin.cookie}\r\n"
                            f"X-CSRF-Token: {admin.csrf}\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body[: len(body) if i % 2 else 5])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.close()
    for _ in range(20):
        connection = socket.create_connection(("127.0.0.1", world.server.port))
        connection.sendall(b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 42\r\n\r\n" + b'{"username":"nobody","password":"xxxxxxxx"}'[:42])
        connection.close()
    equal("it still answers", admin.get("/api/v1/session").status, 200)


def test_many_requests_on_one_connection(world):
    admin = world.admin
    connection = http.client.HTTPConnection("127.0.0.1", world.server.port, timeout=30)
    statuses = set()
    for i in range(300):
        connection.request("GET", "/api/v1/organisations?limit=1" if i % 3 else "/api/v1/nothing", headers={"Cookie": f"rectify_session={admin.cookie}"})
        answer = connection.getresponse()
        answer.read()
        statuses.add(answer.status)
    equal("all are answered", statuses, {200, 404})
    pipelined = raw_exchange(world.server.port, b"GET /api/v1/setup HTTP/1.1\r\nHost: x\r\n\r\n" * 5 + b"GET /api/v1/setup HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    equal("sent without waiting", pipelined.count(b"HTTP/1.1 200"), 6)
