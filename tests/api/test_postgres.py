"""PostgreSQL goes away and comes back under a running server."""
import subprocess
import threading
import time

from harness import Client, equal, expect, together

LISTED = "/findings?limit=50&sort=number"


def psql(world, sql):
    return subprocess.run(["psql", "-XAtqc", sql, world.address], check=True, capture_output=True, text=True).stdout.strip()


def end_connections(world):
    """As a restart of the database does to those who are connected."""
    ended = psql(world, f"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname='{world.database}'")
    return int(ended)


def several(world, session, count):
    clients = []
    for _ in range(count):
        client = Client(world.server.port)
        client.cookie, client.csrf = session.cookie, session.csrf
        clients.append(client)
    return clients


def test_connections_that_end_are_opened_again(world):
    if not world.address:
        return
    world.fresh()
    session = world.client("office")
    finding = world.finding()["id"]
    clients = several(world, session, 12)
    for round in range(3):
        for reply in together(12, lambda i: clients[i].get(world.ledger + LISTED)):  # many connections are open now
            equal("a list before", reply.status, 200)
        equal("a change before", clients[0].patch(f"{world.ledger}/findings/{finding}", {"working_text": f"前{round}"}).status, 200)
        expect("connections were ended", end_connections(world) >= 3)
        how = round % 3
        if how == 0:
            replies = together(12, lambda i: clients[i].get(world.ledger + LISTED))
            equal("lists right after", [reply.status for reply in replies], [200] * 12)
        elif how == 1:
            replies = together(12, lambda i: clients[i].patch(f"{world.ledger}/findings/{finding}", {"working_text": f"后{round}-{i}"}))
            equal("changes right after", [reply.status for reply in replies], [200] * 12)
        else:
            equal("logging in right after", Client(world.server.port).log_in("office").status, 200)
        equal("a new finding", session.post(world.ledger + "/findings", {"level": "finding", "title": f"之后{round}"}).status, 201)
        equal("and a list", session.get(world.ledger + LISTED).status, 200)
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])


def test_a_database_that_is_away_for_a_while(world):
    if not world.address:
        return
    world.fresh()
    session = world.client("office")
    finding = world.finding()["id"]
    psql(world, f'ALTER DATABASE "{world.database}" ALLOW_CONNECTIONS false')
    end_connections(world)
    equal("a list says that it cannot", session.get(world.ledger + LISTED).status, 500)
    waiting = threading.Thread(target=lambda: replies.append(session.patch(f"{world.ledger}/findings/{finding}", {"working_text": "等"})))
    replies = []
    psql(world, f'ALTER DATABASE "{world.database}" ALLOW_CONNECTIONS true')
    waiting.start()
    waiting.join()
    equal("a change finds it again", replies[0].status, 200)
    equal("and so does a list", session.get(world.ledger + LISTED).status, 200)
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])


def test_ended_while_writing(world):
    """Connections end all the time: whatever was acknowledged is there, once, and who was not answered well was told so."""
    if not world.address:
        return
    world.fresh()
    clients = several(world, world.client("office"), 8)
    acknowledged, refused, lock, until = [], [], threading.Lock(), time.monotonic() + 4

    def write(i):
        k = 0
        while time.monotonic() < until:
            k += 1
            title = f"并发{i:02}-{k:04}"
            reply = clients[i].post(world.ledger + "/findings", {"level": "finding", "title": title})
            with lock:
                (acknowledged if reply.status == 201 else refused).append((title, reply))

    threads = [threading.Thread(target=write, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    while time.monotonic() < until - 0.5:
        time.sleep(0.3)
        end_connections(world)
    for thread in threads:
        thread.join()
    found, after = [], ""
    while after is not None:
        page = clients[0].get(f"{world.ledger}/findings?limit=500&sort=number&after={after}").json
        found += [row["title"] for row in page["rows"]]
        after = page["next"]
    expect("something was written", len(acknowledged) > 20, len(acknowledged))
    equal("nothing is there twice", len(set(found)), len(found))
    expect("every 2xx is there", set(title for title, _ in acknowledged) <= set(found))
    equal("the others were told of a failure", set(reply.status for _, reply in refused) - {500, 503}, set())
    unknown = [title for title, reply in refused if set(reply.codes) & {"store_unknown", "api_unseen"}]
    expect("who was told that nothing was written was told the truth", set(found) - set(title for title, _ in acknowledged) <= set(unknown),
           [(reply.status, reply.codes) for _, reply in refused][:3])
    expect("the chains hold", world.admin.get("/api/v1/verify")["ok"])
