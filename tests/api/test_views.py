"""Saved views and preferences: whose they are, who reads them, what is refused."""
from harness import equal, expect, together


def test_views(world):
    world.fresh()
    path = world.ledger + "/views"
    office, leader = world.as_role("office"), world.as_role("leader")
    body = {"page": "ledger", "name": "本周到期", "shared": False, "query": {"due": "this_week", "sort": "due"}}
    made = office.post(path, body)
    equal("saved", (made.status, made["name"], made["shared"], made["mine"], made["owner"], made["query"]), (201, "本周到期", False, True, "人员office", body["query"]))
    one = f"{path}/{made['id']}"
    equal("listed", [view["name"] for view in office.get(path + "?page=ledger")["views"]], ["本周到期"])
    equal("of another page none", office.get(path + "?page=other")["views"], [])
    equal("somebody else does not see it", leader.get(path)["views"], [])
    for reply in (leader.get(one), leader.ask("PATCH", one, {"name": "我的"}), leader.ask("DELETE", one), office.get(path + "/01a1fa4c-f649-7d61-a934-2daf42067600"), office.get(path + "/x")):
        equal("it does not exist for him", (reply.status, reply.codes), (404, ["api_no_view"]))
    equal("shared", office.ask("PATCH", one, {"shared": True}).status, 200)
    seen = leader.get(one)
    equal("now he reads it", (seen.status, seen["mine"], seen["owner"], seen["query"]), (200, False, "人员office", body["query"]))
    equal("and finds it in his list", [view["id"] for view in leader.get(path)["views"]], [made["id"]])
    equal("he does not change it", (leader.ask("PATCH", one, {"name": "我的"}).status, leader.ask("DELETE", one).status), (403, 403))
    equal("who may not enter the ledger finds none", world.as_role("audit_admin").get(one).status, 404)
    equal("the same name may be his own", leader.post(path, body).status, 201)
    again = office.post(path, body)
    equal("but not twice one's own", (again.status, again.codes, again.fields), (422, ["api_view_doubled"], ["name"]))
    other = office.post(path, {**body, "name": "超期"})
    equal("nor by renaming", office.ask("PATCH", f"{path}/{other['id']}", {"name": "本周到期"}).codes, ["api_view_doubled"])
    renamed = office.ask("PATCH", one, {"name": "本周要办", "query": {"open": "true"}})
    equal("renamed, the rest stays", (renamed["name"], renamed["shared"], renamed["page"], renamed["query"]), ("本周要办", True, "ledger", {"open": "true"}))
    equal("a dry run leaves nothing", (office.post(path + "?dry_run=true", {**body, "name": "试"}).status, len(office.get(path)["views"])), (201, 2))
    for change, code, field in (({"name": ""}, "api_view_name", "name"), ({"name": "字" * 61}, "api_view_name", "name"), ({"name": "a\nb"}, "api_view_name", "name"), ({"page": "castle"}, "api_view_page", "page"),
                                ({"query": []}, "api_view_query", "query"), ({"query": {"q": "x" * 9000}}, "api_view_query", "query"), ({"shared": "yes"}, "api_view_shared", "shared"), ({"owner": "x"}, "api_field_other", "owner")):
        reply = office.post(path, {**body, "name": "新的", **change})
        expect(f"{change}"[:60], reply.status == 422 and code in reply.codes and field in reply.fields, reply)
    expect("what it cannot be without", set(office.post(path, {}).fields) == {"page", "name", "query"})
    equal("gone", (office.ask("DELETE", one).status, office.get(one).status, office.ask("DELETE", one).status), (204, 404, 404))
    replies = together(4, lambda i: world.client("supervisor").post(path, {**body, "name": "同时"}).status)
    equal("one of four at once", sorted(replies), [201, 422, 422, 422])
    supervisor = world.as_role("supervisor")
    statuses = [supervisor.post(path, {**body, "name": f"第{i}个"}).status for i in range(100)]
    equal("a hundred, no more", (statuses.count(201), statuses[-1]), (99, 422))
    expect("a view is no event", world.admin.get("/api/v1/verify")["ok"])


def test_preferences(world):
    path = "/api/v1/preferences/"
    office, leader = world.as_role("office"), world.as_role("leader")
    equal("not set", (office.get(path + "ledger").status, office.get(path + "ledger").json), (200, None))
    equal("kept", office.ask("PUT", path + "ledger", {"columns": [{"name": "title", "width": 300}]}).status, 204)
    equal("as it was", office.get(path + "ledger").json, {"columns": [{"name": "title", "width": 300}]})
    equal("replaced", (office.ask("PUT", path + "ledger", {}).status, office.get(path + "ledger").json), (204, {}))
    equal("another's is another", leader.get(path + "ledger").json, None)
    for key in ("Großes", "a" * 65, "a b", "a'b"):
        equal(f"no key {key[:10]}", (office.get(path + key).codes, office.ask("PUT", path + key, {}).codes), (["api_preference_key"], ["api_preference_key"]))
    equal("too large", office.ask("PUT", path + "large", {"x": "字" * 6000}).codes, ["api_preference_large"])
    equal("an object it must be", office.ask("PUT", path + "ledger", raw=b"[1]").status, 400)
    statuses = [leader.ask("PUT", f"{path}k{i}", {}).status for i in range(101)]
    equal("a hundred, no more", (statuses.count(204), statuses[-1], leader.ask("PUT", path + "k1", {"a": 1}).status), (100, 422, 204))
    equal("nobody's without a session", world.client().get(path + "ledger").status, 401)
    equal("nor without its token", office.ask("PUT", path + "ledger", {}, csrf=False).status, 403)
