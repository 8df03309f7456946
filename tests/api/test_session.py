"""Logging in and out, passwords, lockout, CSRF, the first run."""
import time

from harness import ADMIN, PASSWORD, Client, equal, expect, together


def test_setup_once(world):
    world.fresh()
    client = Client(world.server.port)
    setup = client.get("/api/v1/setup")
    equal("set up", (setup.status, setup["needed"], setup["offset"], setup["confidentiality_ceiling"], setup["sample"]),
          (200, False, "+08:00", "internal", False))
    equal("people are there, letters not yet", setup["step"], "letter")
    again = client.post("/api/v1/setup/administrator", ADMIN)
    equal("nobody becomes administrator afterwards", (again.status, again.problem), (403, True))
    session = world.admin.get("/api/v1/session")
    equal("the administrator's roles", session["roles"], ["office", "system_admin", "security_admin"])
    equal("his ledger", [(ledger["code"], ledger["profile"], ledger["may"]) for ledger in session["ledgers"]],
          [("ZGJ", "inspection", ["read", "write", "import", "export", "whole"])])
    for role, may in (("office", ["verify", "import_people"]), ("system_admin", ["import_people", "administer"]), ("security_admin", ["administer"]),
                      ("audit_admin", ["verify", "administer"]), ("owner", []), ("leader", []), ("supervisor", []), ("inspector", [])):
        equal(f"{role} may besides", world.as_role(role).get("/api/v1/session")["may"], may)


def test_setup_refusals(world):
    world.fresh(people=False)
    client = Client(world.server.port)
    equal("to be set up", (client.get("/api/v1/setup")["needed"], client.get("/api/v1/setup")["step"]), (True, "administrator"))
    for change, field in (({"password": "short"}, "password"), ({"password": "aaaaaaaaaa"}, "password"), ({"code": "A B"}, "code"), ({"code": ""}, "code"),
                          ({"organisation": ""}, "organisation"), ({"name": None}, "name"), ({"username": ""}, "username"), ({"colour": "red"}, "colour"),
                          ({"organisation": "长" * 200}, "organisation")):
        reply = client.post("/api/v1/setup/administrator", {**ADMIN, **change})
        expect(f"setup with {change}", reply.status == 422 and field in reply.fields, reply)
    expect("nothing was made", client.get("/api/v1/setup")["needed"])
    replies = together(8, lambda i: Client(world.server.port).post("/api/v1/setup/administrator", {**ADMIN, "username": f"admin{i}"}).status)
    equal("of several at once one becomes administrator", sorted(replies), [201] + [403] * 7)
    world.fresh()


def test_setup_code(world):
    """Whoever sets up from elsewhere says the code that is shown where the program was started."""
    world.fresh(people=False)
    path, far = "/api/v1/setup/administrator", {"X-Forwarded-For": "10.1.2.3"}
    code = world.server.command("user", "setup-code").strip()
    equal("the same code each time", world.server.command("user", "setup-code").strip(), code)
    client = Client(world.server.port)
    equal("this machine is asked for none", client.get("/api/v1/setup")["code"], False)
    for headers in (far, {"Forwarded": "for=10.1.2.3"}, {"Via": "1.1 proxy"}, {"X-Real-IP": "10.1.2.3"}, {"Host": "rectify.example:80"}):
        equal(f"asked for with {headers}", client.get("/api/v1/setup", headers=headers)["code"], True)
        reply = client.post(path, ADMIN, headers=headers)
        if headers != far:  # the first wrong ones count, too
            continue
        equal("refused without it", (reply.status, reply.fields), (422, ["setup_code"]))
    expect("nothing was made", client.get("/api/v1/setup")["needed"])
    reply = client.post(path, {**ADMIN, "setup_code": code}, headers=far)
    equal("after five wrong ones not even the right one", (reply.status, reply.problem), (429, True))
    equal("but this machine may", client.post(path, {**ADMIN, "password": "x"}).status, 422)
    equal("the server ends", world.server.stop(), 0)
    world.server.start()
    client = Client(world.server.port)
    equal("a guess", client.post(path, {**ADMIN, "setup_code": code[:-1] + ("2" if code[-1] != "2" else "3")}, headers=far).status, 422)
    equal("half of it", client.post(path, {**ADMIN, "setup_code": code[:4]}, headers=far).status, 422)
    made = client.post(path, {**ADMIN, "setup_code": code.lower().replace("-", " ")}, headers=far)
    equal("the right one, however it is written", made.status, 201)
    equal("then there is none", client.get("/api/v1/setup", headers=far)["code"], False)
    try:
        world.server.command("user", "setup-code")
        expect("no code when there is an account", False)
    except RuntimeError:
        pass
    world.fresh()


def test_log_in(world):
    client = Client(world.server.port)
    equal("nobody", client.get("/api/v1/session").status, 401)
    reply = client.log_in("office")
    equal("log in", (reply.status, reply["username"], reply["roles"], reply["must_change_password"]), (200, "office", ["office"], False))
    equal("the person", (reply["person"]["name"], reply["person"]["unit"]), ("人员office", "云岭市资源规划局"))
    for part in ("HttpOnly", "SameSite=Strict", "Path=/"):
        expect(f"the cookie is {part}", part in client.last_cookie, client.last_cookie)
    expect("the token is long", len(client.cookie) == 64)
    expect("not for http only when behind https", "Secure" not in client.last_cookie)
    secure = Client(world.server.port)
    secure.post("/api/v1/session", {"username": "office", "password": PASSWORD}, headers={"X-Forwarded-Proto": "https"})
    expect("Secure behind https", "Secure" in secure.last_cookie)
    equal("the session again", client.get("/api/v1/session")["csrf"], client.csrf)
    other = Client(world.server.port)
    other.cookie = "0" * 64
    equal("a token nobody has", other.get("/api/v1/session").status, 401)
    out = client.ask("DELETE", "/api/v1/session")
    equal("log out", out.status, 204)
    expect("the cookie is taken back", "Max-Age=0" in client.last_cookie)
    client.cookie = reply.headers["Set-Cookie"].split(";")[0].split("=")[1]
    equal("the token is dead", client.get("/api/v1/session").status, 401)


def test_log_in_refusals(world):
    client = Client(world.server.port)
    equal("wrong password", (client.log_in("leader", "wrong-password").status, client.log_in("leader", "wrong-password").codes), (401, ["login_wrong"]))
    equal("no such user says the same", client.log_in("nobody-of-this-name", "wrong-password").codes, ["login_wrong"])
    client.log_in("leader")
    for body in ({}, {"username": "leader"}, {"username": 5, "password": PASSWORD}, {"username": "leader", "password": ["x"]}, {"username": "leader", "password": PASSWORD, "admin": True}):
        equal(f"{body}", Client(world.server.port).post("/api/v1/session", body).status, 422)
    equal("a dry run could try passwords", Client(world.server.port).post("/api/v1/session?dry_run=true", {"username": "leader", "password": "x"}).status, 422)
    equal("a password of 8 MB", Client(world.server.port).log_in("leader", "x" * 8000000).status, 401)
    elsewhere = Client(world.server.port).post("/api/v1/session", {"username": "leader", "password": PASSWORD}, headers={"Origin": "https://evil.example"})
    equal("a page of another site cannot log in", elsewhere.status, 403)
    equal("nor across sites", Client(world.server.port).post("/api/v1/session", {"username": "leader", "password": PASSWORD}, headers={"Sec-Fetch-Site": "cross-site"}).status, 403)
    here = Client(world.server.port).post("/api/v1/session", {"username": "leader", "password": PASSWORD}, headers={"Origin": f"http://127.0.0.1:{world.server.port}"})
    equal("our own page can", here.status, 200)


def test_strangers_take_as_long(world):
    """The answer for a name nobody has must not come sooner."""
    def seconds(name):
        times = []
        for i in range(4):
            start = time.monotonic()
            Client(world.server.port).log_in(f"{name}{i}" if name != "inspector" else name, "wrong")
            times.append(time.monotonic() - start)
        return sorted(times)[1]

    known, unknown = seconds("inspector"), seconds("nobody")
    world.client("inspector")  # forgets the failures
    expect("about as long", known / 3 < unknown < known * 3, (known, unknown))


def test_lockout(world):
    world.server.command("user", "add", "forgetful", "--person", "leader", "--password-stdin", input=PASSWORD + "\n")
    for name in ("forgetful", "nobody-at-all"):
        client = Client(world.server.port)
        equal(f"{name}: five failures", [client.log_in(name, "wrong").status for _ in range(5)], [401] * 5)
        locked = client.log_in(name, "wrong")
        equal(f"{name}: then locked", (locked.status, locked.codes), (429, ["login_locked"]))
        expect("it says for how long", "15" in locked["detail"])
    equal("the right password is locked out, too", Client(world.server.port).log_in("forgetful").status, 429)
    world.server.command("user", "passwd", "forgetful", "--password-stdin", input=PASSWORD + "\n")
    equal("a new password unlocks", Client(world.server.port).log_in("forgetful").status, 200)
    replies = together(16, lambda i: Client(world.server.port).log_in("forgetful", f"guess-{i:03}").status)
    equal("however many at once, five are tried", (replies.count(401), replies.count(429)), (5, 11))


def test_csrf(world):
    client = world.client("office")
    before = client.get(world.ledger + "/findings")["total"]
    finding = {"level": "finding", "title": "x"}
    for headers in ({}, {"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 32}, {"X-CSRF-Token": world.admin.csrf}):
        reply = client.post(world.ledger + "/findings", finding, headers=headers, csrf=False)
        equal(f"POST with {headers}", (reply.status, reply.codes), (403, ["csrf_missing"]))
    for method in ("PATCH", "PUT", "DELETE"):
        path = {"PATCH": "/api/v1/organisations/BGS", "PUT": "/api/v1/session/password", "DELETE": "/api/v1/session"}[method]
        equal(f"{method} without token", client.ask(method, path, {}, csrf=False).status, 403)
    equal("nothing was added", client.get(world.ledger + "/findings")["total"], before)
    equal("reading needs none", client.get(world.ledger + "/findings", csrf=False).status, 200)


def test_password(world):
    world.server.command("user", "add", "changer", "--person", "leader", "--password-stdin", input=PASSWORD + "\n")
    client, other = world.client("changer"), world.client("changer")
    put = lambda old, new: client.ask("PUT", "/api/v1/session/password", {"old": old, "new": new})
    for old, new, field in ((PASSWORD, "short", "new"), (PASSWORD, "changer", "new"), (PASSWORD, PASSWORD, "new"), ("wrong", "another-good-one", "old"), (PASSWORD, "", "new")):
        reply = put(old, new)
        expect(f"{old} → {new}", reply.status == 422 and field in reply.fields, reply)
    equal("a dry run could try passwords", client.ask("PUT", "/api/v1/session/password?dry_run=true", {"old": "x", "new": "another-good-one"}).status, 422)
    reply = put(PASSWORD, "another-good-one")
    equal("changed", (reply.status, reply["username"]), (200, "changer"))
    equal("this session goes on", client.get("/api/v1/session").status, 200)
    equal("the other one ended", other.get("/api/v1/session").status, 401)
    equal("the old one is gone", Client(world.server.port).log_in("changer").status, 401)
    equal("the new one holds", Client(world.server.port).log_in("changer", "another-good-one").status, 200)


def test_one_time_code(world):
    import re
    said = world.server.command("user", "add", "newcomer", "--person", "leader")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", said)[0]
    client = Client(world.server.port)
    reply = client.log_in("newcomer", code)
    equal("the code logs in", (reply.status, reply["must_change_password"]), (200, True))
    for method, path in (("GET", "/api/v1/organisations"), ("GET", "/api/v1/schema"), ("POST", "/api/v1/organisations"), ("GET", world.ledger + "/findings"), ("GET", "/api/v1/pick?record=person")):
        equal(f"{method} {path} waits for a password", client.ask(method, path, {} if method == "POST" else None).codes, ["password_change_first"])
    equal("the session can be looked at", client.get("/api/v1/session").status, 200)
    equal("a password of his own", client.ask("PUT", "/api/v1/session/password", {"old": code, "new": "my-own-password"}).status, 200)
    equal("then everything is open", (client.get("/api/v1/organisations").status, client.get("/api/v1/session")["must_change_password"]), (200, False))
    equal("the code is used up", Client(world.server.port).log_in("newcomer", code).status, 401)


def test_rights_change_at_once(world):
    """Whoever changes them: the next request goes by them."""
    world.server.command("user", "add", "visitor", "--person", "leader", "--password-stdin", input=PASSWORD + "\n")
    person = world.add("/api/v1/persons", name="来客", organisation_id=world.organisation)["id"]
    world.server.command("user", "add", "guest", "--person", person, "--password-stdin", input=PASSWORD + "\n")
    client = world.client("guest")
    equal("without a grant there is nothing", (client.get("/api/v1/session")["roles"], client.get("/api/v1/session")["ledgers"],
                                               client.get(world.ledger + "/findings").status, client.get("/api/v1/organisations").status), ([], [], 404, 403))
    grant = world.add("/api/v1/grants", person_id=person, role="office", organisation_id=world.organisation, ceiling="internal")
    equal("with one there is", client.get(world.ledger + "/findings").status, 200)
    equal("and a write goes", client.post(world.ledger + "/findings?dry_run=true", {"level": "finding", "title": "x"}).status, 200)
    world.admin.post(f"/api/v1/grants/{grant['id']}/withdraw", {"reason": "试验"})
    equal("taken back", (client.get(world.ledger + "/findings").status, client.post(world.ledger + "/findings", {"level": "finding", "title": "x"}).status), (404, 404))
    world.server.command("set", "account", "guest", "disabled=true")
    equal("a disabled account is out", client.get("/api/v1/session").status, 401)
    equal("and stays out", Client(world.server.port).log_in("guest").status, 403)


def test_sessions_outlive_the_server(world):
    client = world.client("supervisor")
    world.server.stop()
    world.server.start()
    world.admin.port = client.port = world.server.port
    world.clients = {}
    equal("the session is still good", client.get("/api/v1/session")["username"], "supervisor")
