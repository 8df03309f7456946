"""Calendars to subscribe to, read by a reader that is not ours (python3-icalendar): whose days, which leave the house, and how they end."""
import datetime
import re

import icalendar
from harness import Client, equal, expect
from test_tokens import DAY, Program, make


def subscribe(world, client, name="我的日历"):
    reply = client.post("/api/v1/session/tokens", {"name": name, "scope": "feed", "expires_on": str(DAY + datetime.timedelta(90))})
    equal("made", reply.status, 201)
    return reply["secret"], reply["token"]["id"]


def read(world, secret, query=""):
    reply = Client(world.server.port).get(f"/api/v1/feeds/{secret}.ics{query}")
    equal("served as a calendar", (reply.status, reply.headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
    raw = reply.bytes.decode("utf-8")
    expect("lines end in CRLF, of 75 octets at most", all(len(line.encode()) <= 75 for line in raw.split("\r\n")) and "\n" not in raw.replace("\r\n", ""))
    calendar = icalendar.Calendar.from_ical(reply.bytes)
    return calendar, {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def test_feed_of_a_person(world):
    world.fresh()
    office, owner = world.as_role("office"), world.as_role("owner")
    unit, person = world.units["CWK"], world.persons["owner"]
    long = "对审计、巡察反馈的“账实不符”问题；逐笔核对，" * 4
    mine = world.finding(title=long, due_on="2099-03-31", due_as="day")
    world.add(world.ledger + "/responsibilities", finding_id=mine["id"], role="lead_unit", organisation_id=unit)
    quiet = world.finding(title="不能外传的事", due_on="2099-04-30", due_as="day", confidentiality="internal")
    world.add(world.ledger + "/responsibilities", finding_id=quiet["id"], role="lead_unit", organisation_id=unit)
    other = world.finding(title="别的单位的", due_on="2099-05-31", due_as="day")
    world.add(world.ledger + "/responsibilities", finding_id=other["id"], role="lead_unit", organisation_id=world.units["BGS"])
    measure = world.add(world.ledger + "/corrective_actions", answers=[mine["id"]], measure="逐笔核对\n形成台账", organisation_id=unit, owner_id=person, due_on="2099-02-15", due_as="day")
    hidden = world.add(world.ledger + "/corrective_actions", answers=[quiet["id"]], measure="也不能外传", organisation_id=unit, due_on="2099-02-20", due_as="day")

    secret, token = subscribe(world, owner)
    calendar, events = read(world, secret)
    equal("called as the token is", str(calendar["X-WR-CALNAME"]), "我的日历")
    first = events[f"整改到期：{mine['number']} {long}".strip()]
    equal("all of its last day", (first["DTSTART"].dt, first["DTEND"].dt), (datetime.date(2099, 3, 31), datetime.date(2099, 4, 1)))
    equal("a link to it", str(first["URL"]), f"http://127.0.0.1:{world.server.port}/findings/{mine['id']}")
    equal("a reminder three days before", [alarm["TRIGGER"].dt for alarm in first.walk("VALARM")], [datetime.timedelta(-3)])
    expect("his measure", any(name.startswith(f"措施到期：{measure['number']} 逐笔核对") for name in events))
    expect("of what is confidential the number only", f"整改到期：{quiet['number']}" in events and f"措施到期：{hidden['number']}" in events)
    expect("and no word", not [name for name in events if "外传" in name])
    expect("nothing of others", not [name for name in events if "别的单位" in name])
    uids = [str(event["UID"]) for event in events.values()]
    equal("each once, the same tomorrow", (len(set(uids)), sorted(uids)), (len(uids), sorted(str(e["UID"]) for e in read(world, secret)[1].values())))

    calendar, events = read(world, subscribe(world, office, "整改办")[0], "?unit=BGS")
    equal("a unit's, as the office sees it", sorted(events), [f"整改到期：{other['number']} 别的单位的"])
    world.add(world.ledger + "/feedback_reports", inspection_id=world.add(world.ledger + "/inspections", code="ICS", name="巡察", kind="regular", level="city", concentrated_months=3)["id"], title="意见", signed_on=str(DAY))
    expect("the office is told of gates", any(name.startswith("时间关口：报送整改进展报告") for name in read(world, subscribe(world, office, "再一个")[0])[1]))
    expect("an owner is not", not any(name.startswith("时间关口") for name in read(world, secret)[1]))

    equal("done, it is gone", owner.post(world.ledger + "/progress_entries", {"corrective_action_id": measure["id"], "done": "已办", "percent": 100}).status, 201)
    expect("from the calendar", not any(measure["number"] in name for name in read(world, secret)[1]))
    equal("revoked", owner.post(f"/api/v1/session/tokens/{token}/revoke").status, 200)
    equal("it ends", Client(world.server.port).get(f"/api/v1/feeds/{secret}.ics").status, 401)


def test_feed_is_good_for_nothing_else(world):
    world.fresh()
    office = world.as_role("office")
    secret, _ = subscribe(world, office)
    for path in ("/api/v1/session", world.ledger + "/findings", "/api/v1/work", f"/api/v1/feeds/{secret}"):
        expect(f"not {path} by the header", Program(world.server.port, secret).get(path).status in ((403,) if "feeds" not in path else (200,)))
    _, reader = make(world, office, scope="read", name="看板")
    equal("nor another token in the address", Client(world.server.port).get(f"/api/v1/feeds/{reader.secret}.ics").status, 403)
    for wrong in ("x", "rtk_" + "0" * 64, secret[:-1], secret + "0"):
        equal(f"{wrong[:8]}", Client(world.server.port).get(f"/api/v1/feeds/{wrong}.ics").status, 401)
    equal("a unit there is", Client(world.server.port).get(f"/api/v1/feeds/{secret}.ics?unit=NONE").status, 404)
    log = open(world.log.name, encoding="utf-8", errors="replace").read()
    expect("there is a log", "GET /api/v1/feeds/{secret} " in log)
    expect("the secret is in no log", secret not in log and not re.search("rtk_[0-9a-f]{64}", log))
