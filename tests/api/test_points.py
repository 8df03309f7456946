"""A measure may answer a point (要点) of a problem. A point has no day, leader or state of its own: its measures are held, called and reminded of by its problem."""
from harness import equal, expect
from test_feeds import read, subscribe
from test_figures import stop
from test_reminders import Round, works_today
from test_tokens import DAY


def test_measures_of_a_point(world):
    world.fresh()
    office, ledger, unit, person = world.as_role("office"), world.ledger, world.units["CWK"], world.persons["owner"]
    if not works_today(world):
        world.add("/api/v1/calendar_days", organisation_id=world.organisation, kind="work", first_on=str(DAY), last_on=str(DAY), name="值班")
    for role in ("owner", "leader"):
        equal("an address", world.admin.patch(f"/api/v1/persons/{world.persons[role]}", {"email": f"{role}@example.cn"}, headers={"If-Match": "*"}).status, 200)
    inspection = world.add(ledger + "/inspections", code="PT9", name="巡察", kind="regular", level="city", concentrated_months=3)["id"]
    problem = world.finding(title="账实不符", inspection_id=inspection, due_on="2099-08-31", due_as="day")
    for role, whose in (("lead_unit", {"organisation_id": unit}), ("accountable_official", {"person_id": world.persons["leader"]})):
        world.add(ledger + "/responsibilities", finding_id=problem["id"], role=role, **whose)
    point = world.finding(level="point", title="固定资产账实不符", parent_id=problem["id"])["id"]
    measure = lambda text, **more: world.add(ledger + "/corrective_actions", answers=[point], measure=text, organisation_id=unit, owner_id=person, **more)  # noqa: E731
    planned = measure("清查", working_days=5)
    late = measure("登记", due_on=world.admin.get(f"{ledger}/workday?from={DAY}&add=-2")["until"], due_as="day")

    rows = {row["id"]: row for row in office.get(f"{ledger}/schedule?as_of={DAY}")["rows"]}
    equal("held by its problem's day", rows[planned["id"]]["late_finish"], "2099-08-31")
    expect("which it names", f"问题{problem['number']}的整改时限" in rows[planned["id"]]["why"], rows[planned["id"]]["why"])
    called = lambda: late["number"] in {row["number"] for row in office.get(ledger + "/call_sheet")["rows"]}  # noqa: E731
    told = lambda: round_.remind("--dry-run")["people"]  # noqa: E731
    fed = lambda: any(late["number"] in name for name in read(world, secret)[1])  # noqa: E731
    secret, round_ = subscribe(world, world.as_role("owner"))[0], Round(world, world.folder)
    equal("called, in the feed, and after two days its problem's leader is told", (called(), fed(), told()), (True, True, 1))
    stop(world, problem)
    equal("stopped with its problem", (called(), fed(), told()), (False, False, 0))
