"""What a list can be asked: filters of every kind, questions, columns, counts; and what it refuses."""
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
