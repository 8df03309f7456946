"""What a list can be asked: filters of every kind, questions, columns, counts; and what it refuses."""
import datetime

from harness import equal, expect


def titles(reply):
    return [row["title"] for row in reply["rows"]] if reply.status == 200 else reply


def make(world):
    world.fresh()
    made = {}
    for name, fields in (("甲", {"due_on": "2026-01-10", "horizon": "immediate", "amount": "100"}), ("乙", {"due_on": "2026-02-10", "horizon": "by_deadline", "amount": "2500.50"}),
                         ("丙", {"due_on": "2026-03-10", "horizon": "by_deadline", "extra": {"处室": "一处", "备注": "a\"b"}}), ("丁 50%", {"extra": {"处室": "二处"}}), ("戊", {"level": "demand"})):
        made[name[0]] = world.finding(title=name, **fields)["id"]
    for name, role, target, who in (("甲", "lead_unit", "organisation_id", "CWK"), ("乙", "lead_unit", "organisation_id", "BGS"), ("乙", "supporting_unit", "organisation_id", "CWK")):
        world.add(world.ledger + "/responsibilities", finding_id=made[name], role=role, **{target: world.units[who]})
    world.add(world.ledger + "/responsibilities", finding_id=made["丙"], role="action_owner", person_id=world.persons["office"])
    return made


def test_filters(world):
    made = make(world)
    admin, path = world.admin, world.ledger + "/findings"
    for query, wanted in (("horizon=immediate,by_deadline", "甲乙丙"), ("horizon!=immediate", "乙丙"), ("horizon!=immediate,by_deadline", ""), ("horizon!=", "甲乙丙"), ("horizon=", "丁戊"),
                          ("due=2026-01-10..2026-02-10", "甲乙"), ("due_on=2026-02-01..", "乙丙"), ("due=..2026-02-09", "甲"), ("due!=", "甲乙丙"), ("amount=100..2500.49", "甲"), ("amount=100.01..", "乙"),
                          ("title~=%25", "丁"), ("title~=50%25", "丁"), ("title~=_", ""), ("lead_unit_id=财务科,办公室", "甲乙"), (f"lead_unit_id!={world.units['CWK']}", "乙"), ("extra.处室=一处", "丙"),
                          ("extra.备注=a\"b", "丙"), ("extra.处室=三处", ""), ("level=finding&unassigned=true", "丙丁"), ("level=demand&unassigned=true", "戊"), ("open=true&overdue=true&due=2026-02-01..", "乙丙")):
        reply = admin.get(f"{path}?{query}")
        equal(query, "".join(title[0] for title in titles(reply)) if reply.status == 200 else reply, wanted)
    office, owner = world.as_role("office"), world.as_role("owner")
    equal("mine", titles(office.get(path + "?mine=true")), ["丙"])
    equal("my unit's", titles(owner.get(path + "?my_unit=true")), ["甲", "乙"])
    equal("both", titles(owner.get(path + "?my_unit=true&mine=true")), [])
    equal("of others he has none", titles(office.get(path + "?my_unit=true")), [])
    equal("responsibilities of several", len(admin.get(f"{world.ledger}/responsibilities?finding_id={made['甲']},{made['乙']}&limit=100")["rows"]), 3)
    for query, code, field in (("due=soon..", "not_date", "due"), ("horizon=never", "not_word", "horizon"), ("lead_unit_id=没有", "name_unknown", "lead_unit_id"), ("nothing=1", "asked_nothing", "nothing"),
                               ("horizon~=imm", "filter_kind", "horizon"), ("due~=2026", "filter_kind", "due"), ("named=1", "asked_nothing", "named"), ("extra.=1", "asked_nothing", "extra"),
                               ("sort=title", "asked_sort", "sort"), ("level=" + ",".join(["finding"] * 65), "filter_values", "level"), ("level=finding&level=point", "filter_doubled", "level"),
                               ("columns=title,nothing", "api_no_column", "columns")):
        reply = admin.get(f"{path}?{query}")
        expect(query, reply.status == 422 and code in reply.codes and field in reply.fields, reply)
    equal("the named are for those entitled", owner.get(f"{path}?named_persons={world.persons['leader']}").status, 403)


def test_backwards(world):
    make(world)
    path = world.ledger + "/findings"
    for sort in ("path", "due", "-due", "number", "-number", "lead_unit_id"):
        seen = {}
        for way in ("", "&backwards=true"):
            seen[way], after = [], ""
            while after is not None:
                page = world.admin.get(f"{path}?sort={sort}&limit=2&after={after}{way}").json
                seen[way] += [row["title"] for row in page["rows"]]
                after = page["next"]
        equal(f"{sort}: the same list from its end", seen["&backwards=true"], seen[""][::-1])
        equal(f"{sort}: all of it", len(seen[""]), 5)


def test_days_in_words(world):
    world.fresh()
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    days = [today + datetime.timedelta(days=i) for i in range(-40, 75)]
    for first in range(0, len(days), 5):
        world.finding(title=days[first].isoformat(), due_on=days[first].isoformat(), due_as="day")
    made = days[::5]
    monday = today - datetime.timedelta(days=today.weekday())
    following = (today.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
    after = (following + datetime.timedelta(days=32)).replace(day=1)
    week, one = datetime.timedelta(days=7), datetime.timedelta(days=1)
    for word, begin, end in (("today", today, today), ("this_week", monday, monday + 6 * one), ("next_week", monday + week, monday + week + 6 * one), ("this_month", today.replace(day=1), following - one),
                             ("next_month", following, after - one), ("today-7..today+7", today - week, today + week), ("today..", today, days[-1]), ("..today-1", days[0], today - one)):
        got = titles(world.admin.get(f"{world.ledger}/findings?sort=due&limit=100&due={word.replace('+', '%2B')}"))
        equal(word, got, [day.isoformat() for day in made if begin <= day <= end])
    for word in ("tomorrow", "today+", "todayish", "this_year"):
        expect(word, world.admin.get(f"{world.ledger}/findings?due={word.replace('+', '%2B')}").codes == ["not_date"])


def test_columns(world):
    made = make(world)
    reply = world.admin.get(f"{world.ledger}/findings?columns=title,lead_unit_id,extra.处室")
    row = next(row for row in reply["rows"] if row["id"] == made["甲"])
    equal("only what was asked", sorted(row), sorted(["id", "version", "created_at", "changed_at", "withdrawn", "title", "lead_unit_id", "extra"]))
    equal("names of what is shown", sorted(reply["names"].values()), ["办公室", "财务科"])


def test_counts(world):
    make(world)
    admin, path = world.admin, world.ledger + "/findings/counts"
    reply = admin.get(path + "?by=horizon")
    equal("by a word", {c["value"]: c["count"] for c in reply["counts"]}, {"by_deadline": 2, "immediate": 1, None: 2})
    equal("complete", reply["complete"], True)
    equal("of a filtered list", {c["value"]: c["count"] for c in admin.get(path + "?by=state&due!=")["counts"]}, {"registered": 3})
    units = admin.get(path + "?by=lead_unit_id").json
    equal("by a reference, with names", {units["names"].get(c["value"]): c["count"] for c in units["counts"]}, {"财务科": 1, "办公室": 1, None: 3})
    equal("an owner counts what he sees", sum(c["count"] for c in world.as_role("owner").get(path + "?by=state")["counts"]), 2)
    for by in ("title", "due", "nothing", "named_persons", ""):
        expect(f"not by {by}", admin.get(f"{path}?by={by}").codes == ["api_no_tally"])
    equal("who sees no findings", world.as_role("audit_admin").get(path + "?by=state").status, 404)


def test_a_question_once(world):
    """A condition has room for each question once: asked again it would be another condition than was meant."""
    top = world.finding(title="顶")["id"]
    for query in (f"under={top}&under={top}", "silent=true&open=true&silent=true"):
        reply = world.admin.get(f"{world.ledger}/findings?{query}")
        equal(query, (reply.status, reply.codes), (422, ["filter_doubled"]))
    equal("once", len(world.admin.get(f"{world.ledger}/findings?under={top}&open=true")["rows"]), 1)
