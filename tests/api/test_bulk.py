"""Many records changed by one request: a result for each row, whatever becomes of the others."""
import signal
import time

from harness import equal, expect, together
from test_changes import Stream


def statuses(reply):
    return [row["status"] for row in reply["results"]] if reply.status == 200 else reply


def test_bulk_rows_stand_for_themselves(world):
    world.fresh()
    admin, path = world.admin, world.ledger + "/findings"
    made = [world.finding(title=f"第{i}个", severity=None) for i in range(8)]
    ids = [one["id"] for one in made]
    admin.patch(f"{path}/{ids[2]}", {"title": "他人改过"}, version=1)
    admin.post(f"{path}/{ids[3]}/withdraw", {"reason": "误登"})
    reply = admin.post(path + "/bulk", {"items": [
        {"id": ids[0], "version": 1, "title": "改了"}, {"id": ids[1], "title": "第1个"}, {"id": ids[2], "version": 1, "title": "我也改", "basis": "依据"},
        {"id": ids[3], "title": "撤销了的"}, {"id": ids[4], "due_on": "2026-02-30", "colour": "red"}, {"id": "01a1fa4c-f649-7d61-a934-2daf42067600", "title": "没有"},
        {"id": made[5]["number"], "title": "按编号"}, {"id": ids[0], "title": "又一次"}, {"title": "没有号"}, {"id": ids[6], "version": "one", "title": "x"}, 7,
        {"id": ids[7], "parent_id": ids[7]}]})
    equal("each has its result", statuses(reply), ["done", "same", "conflict", "refused", "refused", "not_found", "done", "refused", "refused", "refused", "refused", "refused"])
    equal("counted", (reply["done"], reply["refused"]), (3, 9))
    results = reply["results"]
    equal("versions", [row.get("version") for row in results[:2]], [2, 1])
    conflict = results[2]["errors"]
    equal("a conflict tells its fields", [(e["field"], e["base"], e["theirs"], e["yours"]) for e in conflict], [("title", "第2个", "他人改过", "我也改")])
    equal("all that is wrong with a row", sorted(error["field"] for error in results[4]["errors"]), ["colour", "due"])
    expect("sentences", all(error["message"] for row in results for error in row["errors"]))
    equal("what was refused was not written", [admin.get(f"{path}/{i}")["record"]["title"] for i in (ids[2], ids[4], ids[7])], ["他人改过", "第4个", "第7个"])
    equal("nor half of it", admin.get(f"{path}/{ids[2]}")["record"]["basis"], None)
    equal("what was done was", [admin.get(f"{path}/{i}")["record"]["title"] for i in (ids[0], ids[1], ids[5])], ["改了", "第1个", "按编号"])
    equal("an id whose row was named by its code", results[6]["id"], ids[5])
    equal("in the history", admin.get(f"{path}/{ids[0]}/history")["versions"][0]["actor"], "张三")
    english = admin.post(path + "/bulk", {"items": [{"id": ids[3], "title": "x"}]}, headers={"Accept-Language": "en"})
    expect("in the reader's language", english["results"][0]["errors"][0]["message"].isascii(), english)


def test_bulk_one_set(world):
    admin, path = world.admin, world.ledger + "/findings"
    ids = [world.finding()["id"] for _ in range(5)]
    set_ = {"severity": admin.get("/api/v1/terms?vocabulary=severity&limit=1")["rows"][0]["word"], "due_on": "2026-12-31", "due_as": "day"}
    tried = admin.post(path + "/bulk?dry_run=true", {"ids": ids, "set": set_})
    equal("tried", (statuses(tried), tried["results"][0]["version"], admin.get(f"{path}/{ids[0]}")["record"]["version"]), (["done"] * 5, 2, 1))
    key = {"Idempotency-Key": "bulk-1"}
    first, second = (admin.post(path + "/bulk", {"ids": ids, "set": set_}, headers=key) for _ in range(2))
    equal("once", (statuses(first), first.bytes == second.bytes), (["done"] * 5, True))
    equal("again it is the same", statuses(admin.post(path + "/bulk", {"ids": ids, "set": set_})), ["same"] * 5)
    equal("all have it", [admin.get(f"{path}/{i}")["record"]["due_on"] for i in ids], ["2026-12-31"] * 5)
    equal("a value that is wrong for all refuses all", (admin.post(path + "/bulk", {"ids": ids, "set": {"due_on": "soon"}}).status, admin.get(f"{path}/{ids[0]}")["record"]["version"]), (422, 2))
    persons = [world.add("/api/v1/persons", name=f"人{i}", organisation_id=world.organisation)["id"] for i in range(3)]
    equal("records of the installation, too", statuses(admin.post("/api/v1/persons/bulk", {"ids": persons, "set": {"duty": "科员"}})), ["done"] * 3)
    for body in ({}, {"items": []}, {"ids": []}, {"ids": ids}, {"set": set_}, {"items": {}, "set": {}}, {"items": [{}], "ids": ids}, {"ids": ids, "set": 5}, {"ids": ids, "set": {}, "more": 1}):
        equal(f"{str(body)[:40]}", admin.post(path + "/bulk", body).status, 422)
    equal("numbers are no ids", statuses(admin.post(path + "/bulk", {"ids": [5, None], "set": set_})), ["refused"] * 2)


def test_bulk_rights(world):
    path = world.ledger + "/findings"
    mine, other = world.finding(title="归财务科")["id"], world.finding(title="归办公室")["id"]
    for finding, unit in ((mine, "CWK"), (other, "BGS")):
        world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units[unit])
    owner = world.as_role("owner")
    equal("his own, and what does not exist for him", statuses(owner.post(path + "/bulk", {"ids": [mine, other], "set": {"working_text": "已核实"}})), ["done", "not_found"])
    equal("no field that is not his", statuses(owner.post(path + "/bulk", {"items": [{"id": mine, "title": "小事"}, {"id": mine + "x", "working_text": "x"}]})), ["refused", "not_found"])
    for role in ("leader", "system_admin", "security_admin", "audit_admin"):
        expect(f"{role} changes none", world.as_role(role).post(path + "/bulk", {"ids": [mine], "set": {"working_text": "x"}}).status in (403, 404), role)
    for role in ("supervisor", "inspector"):  # who may write a field or two of it, not this one
        equal(f"{role} changes none", statuses(world.as_role(role).post(path + "/bulk", {"ids": [mine], "set": {"working_text": "x"}})), ["refused"])
    equal("nobody", world.client().post(path + "/bulk", {"ids": [mine], "set": {}}).status, 401)


def test_bulk_thousand(world):
    admin, path = world.admin, world.ledger + "/findings"
    ids = [reply["record"]["id"] for part in together(8, lambda k: [world.client("admin").post(path, {"level": "finding", "title": f"{k}-{i}"}) for i in range(25)]) for reply in part]
    reply = admin.post(path + "/bulk", {"items": [{"id": i, "version": 1, "basis": "第三条"} for i in ids]})
    equal("200 at once", (reply["done"], reply["refused"]), (200, 0))
    clients = [world.client("admin") for _ in range(4)]
    replies = together(4, lambda k: clients[k].post(path + "/bulk", {"items": [{"id": i, "version": 2, "basis": f"第{k}"} for i in ids]}))
    equal("four at a time: each row has one winner", sum(reply["done"] for reply in replies), 200)
    report = admin.get("/api/v1/verify").json
    equal("the chains hold", (report["ok"], report["problems"]), (True, []))


def wait_for(client, path, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        job = client.get(path).json
        if job["state"] in ("done", "stopped"):
            break
        time.sleep(0.1)
    return job


def all_of(client, path, name):
    """Every row of a list that comes in pages."""
    rows, after = [], ""
    while after is not None:
        page = client.get(f"{path}{'&' if '?' in path else '?'}after={after}").json
        rows, after = rows + page[name], page["next"]
    return rows


def results_of(client, path):
    return all_of(client, f"{path}/results", "results")


def many_persons(world, count):
    """As quickly as they can be made: by the command line's import they would need a sheet."""
    clients = [world.client("admin") for _ in range(8)]
    made = together(8, lambda k: [clients[k].post("/api/v1/persons", {"name": f"人{k}-{i}", "organisation_id": world.organisation})["record"]["id"] for i in range(count // 8)])
    return [i for part in made for i in part]


def test_bulk_job(world):
    admin = world.admin
    ids = many_persons(world, 1200)
    items = [{"id": i, "version": 1, "duty": "科员"} for i in ids]
    items[7], items[1100] = {"id": ids[7], "duty": 5}, {"id": ids[1100], "version": 1, "organisation_id": "nobody"}
    key = {"Idempotency-Key": "job-1"}
    first, again = (admin.post("/api/v1/persons/bulk", {"items": items}, headers=key) for _ in range(2))
    equal("accepted", (first.status, first["state"], first["total"], first["done"]), (202, "queued", 1200, 0))
    equal("once", again.bytes, first.bytes)
    path = first.headers["Location"]
    equal("where to look", path, f"/api/v1/jobs/{first['id']}")
    stream = Stream(admin, path + "/events")
    stream.wait(lambda: stream.ended, 60)
    told = [event["data"] for event in stream.events]
    equal("its progress is told to the end", (told[-1]["state"], told[-1]["done"], told[-1]["refused"]), ("done", 1198, 2))
    expect("growing", [t["done"] for t in told] == sorted(t["done"] for t in told))
    job = wait_for(admin, path)
    equal("done", (job["state"], job["done"], job["refused"], job["message"]), ("done", 1198, 2, None))
    rows = results_of(admin, path)
    equal("a result for each, in order", [(row["id"], row["status"]) for row in rows], [(item["id"], "refused" if k in (7, 1100) else "done") for k, item in enumerate(items)])
    equal("it is written", admin.get(f"/api/v1/persons/{ids[1199]}")["record"]["duty"], "科员")
    equal("nobody else sees it", [world.as_role("office").get(path + end).status for end in ("", "/results", "/events")], [404] * 3)
    equal("in his list", (admin.get("/api/v1/jobs")["rows"][0]["id"], world.as_role("office").get("/api/v1/jobs")["rows"]), (first["id"], []))
    tried = admin.post("/api/v1/persons/bulk?dry_run=true", {"ids": ids, "set": {"duty": "主任"}})
    job = wait_for(admin, tried.headers["Location"])
    equal("tried", (job["state"], job["done"], admin.get(f"/api/v1/persons/{ids[3]}")["record"]["duty"]), ("done", 1200, "科员"))
    equal("too many", admin.post("/api/v1/persons/bulk", {"ids": ["x"] * 20001, "set": {"duty": "x"}}).status, 422)
    equal("20 000 of nothing", wait_for(admin, admin.post("/api/v1/persons/bulk", {"ids": [f"x{i}" for i in range(20000)], "set": {"duty": "x"}}).headers["Location"])["refused"], 20000)


def test_bulk_job_is_stopped(world):
    admin = world.admin
    ids = many_persons(world, 1600)
    for how in ("SIGTERM", "SIGKILL"):
        location = admin.post("/api/v1/persons/bulk", {"ids": ids + [f"none-{i}" for i in range(18000)], "set": {"duty": how}}).headers["Location"]
        while admin.get(location)["done"] == 0:
            time.sleep(0.01)
        world.server.stop(getattr(signal, how))
        world.server.start()
        admin.port, world.clients = world.server.port, {}
        admin.close()
        # a server that ends tells itself what it stopped; of one that was killed the next finds out
        job = admin.get(location).json if how == "SIGTERM" else wait_for(admin, location, 30)
        expect(f"{how}: stopped, or it was quick enough", job["state"] in ("stopped", "done"), job)
        done = [row["id"] for row in results_of(admin, location) if row["status"] == "done"]
        equal(f"{how}: what it says was done", len(done), job["done"])
        has = {row["id"] for row in all_of(admin, "/api/v1/persons?limit=500", "rows") if row["duty"] == how}
        equal(f"{how}: is what was done", [i for i in ids if i in has], done)
