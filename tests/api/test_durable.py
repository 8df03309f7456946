"""What was acknowledged stays, however the server ends; and many at once."""
import os
import signal
import threading
import time

from harness import Client, equal, expect, together

LONG = os.environ.get("RECTIFY_LONG") == "1"
WRITERS = 64


def write(world, clients, each, stop=None):
    """Every client adds; gives the titles that were acknowledged."""
    acknowledged, refused, lock = [], [], threading.Lock()

    def one(i):
        for k in range(each):
            title = f"并发{i:02}-{k:04}"
            try:
                reply = clients[i].post(world.ledger + "/findings", {"level": "finding", "title": title})
            except OSError:
                return
            except Exception:  # cut off in the middle of a reply
                return
            with lock:
                (acknowledged if reply.status == 201 else refused).append((title, reply["record"]["number"]) if reply.status == 201 else reply.status)
            if stop and stop.is_set():
                return

    threads = [threading.Thread(target=one, args=(i,)) for i in range(len(clients))]
    for thread in threads:
        thread.start()
    return threads, acknowledged, refused


def stored(world):
    admin, found, after = world.client("admin"), {}, ""
    while after is not None:
        page = admin.get(f"{world.ledger}/findings?limit=500&sort=number&after={after}").json
        found.update({row["title"]: row["number"] for row in page["rows"]})
        after = page["next"]
    return found


def restart(world):
    world.server.start()
    world.admin = world.client("admin")
    world.clients = {}


def test_parallel_writers(world):
    world.fresh()
    session = world.client("office")
    clients = []
    for _ in range(WRITERS):
        client = Client(world.server.port)
        client.cookie, client.csrf = session.cookie, session.csrf
        clients.append(client)
    each = 200 if LONG else 8
    start = time.monotonic()
    threads, acknowledged, refused = write(world, clients, each)
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - start
    equal("nothing is refused", refused, [])
    equal("everything is acknowledged", len(acknowledged), WRITERS * each)
    numbers = [number for _, number in acknowledged]
    equal("numbers are given once, without a gap", sorted(int(number.rsplit("-", 1)[1]) for number in numbers), list(range(1, len(numbers) + 1)))
    found = stored(world)
    expect("every 2xx is in the store", all(found.get(title) == number for title, number in acknowledged))
    equal("and nothing else", len(found), len(acknowledged))
    print(f"took {seconds:.2f} {len(acknowledged)} findings by {WRITERS} writers: {len(acknowledged) / seconds:.0f}/s")
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])


def test_killed(world):
    for round in range(5 if LONG else 2):
        world.fresh()
        session = world.client("office")
        clients = []
        for _ in range(16):
            client = Client(world.server.port)
            client.cookie, client.csrf = session.cookie, session.csrf
            clients.append(client)
        threads, acknowledged, _ = write(world, clients, 10000)
        while len(acknowledged) < 100 + 37 * round:
            time.sleep(0.005)
        world.server.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
        restart(world)
        found = stored(world)
        expect(f"round {round}: every 2xx is in the store", all(found.get(title) == number for title, number in acknowledged), len(acknowledged))
        report = world.admin.get("/api/v1/verify").json
        expect(f"round {round}: the chains hold", report["ok"], report["problems"])
        equal(f"round {round}: writing goes on", world.admin.post(world.ledger + "/findings", {"level": "finding", "title": "之后"}).status, 201)


def test_ends_gracefully(world):
    """SIGTERM while 32 write and read: no acknowledged write is lost, nobody is left without an answer who had sent his request."""
    world.fresh()
    session = world.client("office")
    clients = []
    for _ in range(32):
        client = Client(world.server.port)
        client.cookie, client.csrf = session.cookie, session.csrf
        clients.append(client)
    logins = together(1, lambda i: world.client("leader"))
    expect("a log-in before", isinstance(logins[0], Client))
    late = threading.Thread(target=together, args=(8, lambda i: Client(world.server.port).log_in("nobody", "x")))
    late.start()
    threads, acknowledged, refused = write(world, clients, 10000)
    while len(acknowledged) < 200:
        time.sleep(0.005)
    status = world.server.stop(signal.SIGTERM)
    for thread in threads + [late]:
        thread.join()
    equal("it ends well", status, 0)  # within the time a server gives itself; 3 beyond it
    restart(world)
    found = stored(world)
    expect("every 2xx is in the store", all(found.get(title) == number for title, number in acknowledged), len(acknowledged))
    expect("and hardly anything unanswered", len(found) - len(acknowledged) <= 0, (len(found), len(acknowledged)))
    equal("refusals say busy", set(refused) - {503}, set())


def test_command_line_beside(world):
    """The same store at the same time from four command lines and eight clients of the server, the same record among what they change: nobody writes over
    another's head of the chain, no number is given twice, and what a command line changed counts at once."""
    world.fresh()
    session = world.client("office")
    clients = []
    for _ in range(12):
        client = Client(world.server.port)
        client.cookie, client.csrf = session.cookie, session.csrf
        clients.append(client)
    shared = world.finding(title="大家都改的一条")
    path = f"{world.ledger}/findings/{shared['id']}"
    stop, changes, made, refused = threading.Event(), [0] * 12, [], []

    def by_server(i):
        k = 0
        while not stop.is_set():
            k += 1
            reply = clients[i].patch(path, {"working_text": f"服务{i}-{k}"})
            changes[i] += reply.status == 200
            added = clients[i].post(world.ledger + "/findings", {"level": "finding", "title": f"服务{i:02}-{k:04}"})
            if added.status == 201 and reply.status == 200:
                made.append((f"服务{i:02}-{k:04}", added["record"]["number"]))
            else:
                refused.append((reply, added))

    def by_command(i):
        for k in range(6):
            world.server.command("set", "finding", shared["number"], f"working_paper_no=命令{i}-{k}")
            changes[8 + i] += 1
            equal("the server shows it at once", "命令" in clients[8 + i].get(path)["record"]["working_paper_no"], True)
            world.server.command("add", "finding", "level=finding", f"title=命令{i:02}-{k:04}")
            made.append((f"命令{i:02}-{k:04}", None))

    threads = [threading.Thread(target=by_server, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    done = together(4, by_command)
    stop.set()
    for thread in threads:
        thread.join()
    equal("no command line failed", [one for one in done if one], [])
    equal("nothing refused", refused, [])
    found = stored(world)
    equal("all of both are there", set(title for title, _ in made) - set(found), set())
    expect("with their numbers", all(number in (None, found[title]) for title, number in made))
    equal("no number twice", len(set(found.values())), len(found))
    equal("each change of the shared one is a version", clients[0].get(path)["record"]["version"], 1 + sum(changes))
    world.server.command("rebuild", "--check")
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])
