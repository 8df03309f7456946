"""Reports sent (D2): nothing missing, signed, frozen with the figures of the day, returned and sent anew; compiled upward."""
import json
import re
import sqlite3
import subprocess

from harness import equal, expect, together
from test_closing import move
from test_figures import stop
from test_reports import BEFORE, MONDAY, NEEDS, PARTS, SUNDAY, TEXTS, at_hand, begin, draft, duty, problem, ready, sent, shift
from test_tokens import DAY


def pass_cut_off(world, report):
    """As if the hour had come meanwhile."""
    statement = f'UPDATE "progress_report" SET "due_time"=\'00:00\' WHERE "number"=\'{report["number"]}\''
    if world.address:
        subprocess.run(["psql", "-XAtqc", statement, world.server.where], check=True, capture_output=True)
    else:
        with sqlite3.connect(f"{world.server.where}/rectify.db", timeout=10) as db:
            db.execute(statement)
        db.close()


def test_sending(world):
    finding, _ = ready(world)
    office, owner, leader = (world.as_role(role) for role in ("office", "owner", "leader"))
    weekly = duty(world, signer="unit_head", **NEEDS)
    of = lambda key, event, client=owner, **given: move(client, world, "progress_reports", key, event, **given)  # noqa: E731
    change = lambda key, client=owner, **fields: client.patch(f"{world.ledger}/progress_reports/{key}", fields)  # noqa: E731
    key = begin(owner, world, weekly, problems=TEXTS["problems"])["record"]["id"]
    bare = of(key, "send")
    equal("each part that is missing", (bare.status, sorted(bare.fields)), (422, sorted(PARTS[1:])))
    equal("blanks are no text", (change(key, results=" \n ").status, "results" in of(key, "send").fields), (200, True))
    equal("no news with news", (change(key, no_news=True, results=None).status, of(key, "send").fields), (200, ["problems"]))
    equal("written", change(key, no_news=False, **TEXTS).status, 200)
    ready_ = next(one for one in owner.get(f"{world.ledger}/progress_reports/{key}")["moves"] if one["event"] == "send")
    equal("the page knows it may be sent", ready_["allowed"], True)
    equal("tried first", (owner.post(f"{world.ledger}/progress_reports/{key}/moves/send?dry_run=true", {}, headers={"If-Match": "*"}).status, at_hand(office, world, weekly, "CWK")["state"]), (200, "drafted"))
    done = of(key, "send")
    first = done["record"]
    equal("sent, signed by himself", (done.status, first["state"], first["signed_by_id"], first["signed_on"], first["sent_by_id"], first["late"], first["turn"]),
          (200, "sent", world.persons["owner"], str(DAY), world.persons["owner"], False, 1))
    figures = json.loads(first["figures"])
    equal("with its figures of the day", (figures["as_of"], figures["total"]["problems"], figures["total"]["running"]), (str(DAY), 1, 1))
    problem(world, "后来的问题", "CWK")
    again = office.get(f"{world.ledger}/progress_reports/{key}")["record"]
    equal("which stay", (again["figures"], again["content_hash"], len(first["content_hash"])), (first["figures"], first["content_hash"], 64))
    for client, field in ((owner, "problems"), (office, "title"), (owner, "no_news")):
        equal(f"{field} stays, too", (change(key, client, **{field: True if field == "no_news" else "改"}).status, change(key, client, **{field: True if field == "no_news" else "改"}).fields), (422, [field]))
    equal("sent once", of(key, "send").status, 422)
    equal("not his to receive or return, nor a leader's", [of(key, event, client, return_reason="x").status for client in (owner, leader) for event in ("receive", "return")], [403] * 4)
    back = of(key, "retract")["record"]
    equal("taken back", (back["state"], change(key, problems="补充").status), ("drafted", 200))
    equal("taken back it may be withdrawn", owner.post(f"{world.ledger}/progress_reports/{key}/withdraw?dry_run=true", {"reason": "x"}).status, 200)
    equal("sent again", of(key, "send")["record"]["turn"], 2)
    equal("what was sent is not", [client.post(f"{world.ledger}/progress_reports/{key}/withdraw?dry_run=true", {"reason": "x"}).status for client in (owner, office)], [422, 422])
    equal("returned with a reason", (of(key, "return", office).fields, of(key, "return", office, return_reason="数字不实")["record"]["state"]), (["return_reason"], "returned"))
    waits = [[item["id"] for kind in client.get("/api/v1/waiting?ledger=ZGJ")["kinds"] for item in kind["items"]] for client in (owner, world.client("other"))]
    equal("it waits for its writer", [key in ids for ids in waits], [True, False])
    equal("which its writer reads", owner.get(f"{world.ledger}/progress_reports/{key}")["record"]["return_reason"], "数字不实")
    slow = begin(world.client("other"), world, weekly, "BGS", no_news=True)["record"]
    for report in (first, slow):
        pass_cut_off(world, report)
    equal("changed, and sent anew", (change(key, problems="核实了").status, change(key, results="更正").status), (200, 200))
    last = of(key, "send")["record"]
    equal("the same number, a third time, and still not late", (last["number"], last["turn"], last["late"]), (first["number"], 3, False))
    equal("unlike who sends only then", of(slow["id"], "send", world.client("other"))["record"]["late"], True)
    expect("with the figures of now", json.loads(last["figures"])["total"]["problems"] == 2 and last["content_hash"] != first["content_hash"], last)
    equal("not received on a day to come", move(office, world, "progress_reports", key, "receive?dry_run=true", received_on=str(shift(DAY, 1))).fields, ["received_on"])
    received = of(key, "receive", office)
    equal("received", (received.status, received["record"]["state"], received["record"]["received_on"]), (200, "received", str(DAY)))
    equal("not taken back any more", of(key, "retract").status, 422)
    equal("but returned", (of(key, "return", office, return_reason="漏一项")["record"]["state"], at_hand(office, world, weekly)["counts"]["returned"]), ("returned", 1))
    told = [version["event"] for version in owner.get(f"{world.ledger}/progress_reports/{key}/history")["versions"]]
    expect("all of it in the history", [told.count(event) for event in ("send", "retract", "return", "receive")] == [3, 1, 2, 1], told)


def test_paper_and_receipt(world):
    ready(world)
    office, owner, inspector = (world.as_role(role) for role in ("office", "owner", "inspector"))
    weekly = duty(world, signer="unit_head", **NEEDS)
    of = lambda key, event, client=office, **given: move(client, world, "progress_reports", key, event, **given)  # noqa: E731
    file = lambda key, name: office.send_file(f"{world.ledger}/attachments?progress_report_id={key}", b"scan", name)["record"]["id"]  # noqa: E731
    key = begin(office, world, weekly, "BGS", no_news=True)["record"]["id"]
    equal("who signed, and where", sorted(of(key, "send").fields), ["paper_id", "signed_by_id"])
    foreign = file(begin(office, world, weekly, no_news=True)["record"]["id"], "别的.pdf")
    equal("a scan of another report is none", move(office, world, "progress_reports", key, "send?dry_run=true", signed_by_id=world.persons["other"], paper_id=foreign).status, 422)
    reply = of(key, "send", signed_by_id=world.persons["other"], paper_id=file(key, "签字件.pdf"))
    equal("no news alone, on paper", (reply.status, reply["record"]["signed_by_id"], reply["record"]["no_news"]), (200, world.persons["other"], True))
    equal("a unit's is received by the office", of(key, "receive").status, 200)

    upward, summary = duty(world, title="报市委", kind="upward", owed_by="office", addressee="巡察办"), duty(world, title="汇总", kind="summary", owed_by="office")
    one, two = (sent(office, world, which, "ZGJ", TEXTS) for which in (upward, summary))
    equal("who took the office's own", (of(one["id"], "receive").status, set(of(one["id"], "receive").fields) <= {"received_by", "receipt_id"}), (422, True))
    equal("by name", (of(one["id"], "receive", received_by="王主任").status, of(two["id"], "receive", receipt_id=file(two["id"], "回执.pdf"))["record"]["state"]), (200, "received"))
    third = sent(office, world, duty(world, title="报省里", kind="upward", owed_by="office"), "ZGJ", TEXTS)
    equal("the inspectors receive it themselves", of(third["id"], "receive", inspector)["record"]["state"], "received")
    equal("and return it", of(third["id"], "return", inspector, return_reason="请补数据")["record"]["state"], "returned")

    never = begin(owner, world, duty(world, title="又一项"), problems="写错了")["record"]["id"]
    equal("what was never sent is withdrawn", owner.post(f"{world.ledger}/progress_reports/{never}/withdraw", {"reason": "重写"}).status, 200)
    anyday = draft(owner, world, unit=world.units["CWK"], **{"from": BEFORE, "until": DAY})
    equal("a report of any day", (anyday.status, anyday["reporting_duty_id"], anyday["due_on"], anyday["needs"]), (200, None, None, []))
    free = sent(owner, world, None, text={"problems": "临时报告"}, from_on=str(BEFORE), until_on=str(DAY))
    equal("is never late, and there may be another", (free["late"], free["due_on"], begin(owner, world, None).status), (False, None, 201))
    equal("it begins before it ends", set(begin(owner, world, None, from_on=str(SUNDAY), until_on=str(MONDAY)).fields) <= {"from_on", "until_on"}, True)


def test_as_a_document(world):
    """Word, and PDF where the server can make it; for who may read the report."""
    ready(world)
    owner, other = world.as_role("owner"), world.client("other")
    key = sent(owner, world, duty(world), text={"problems": "已经核对"})["id"]
    path = f"{world.ledger}/documents/report/{key}"
    word, pdf = owner.get(path), owner.get(path + "/pdf")
    equal("Word, to be kept", (word.status, word.bytes[:2], word.headers["Content-Disposition"].split(";")[0]), (200, b"PK", "attachment"))
    if owner.get("/api/v1/session")["makes_pdf"]:
        equal("PDF, to be looked at", (pdf.status, pdf.bytes[:5], pdf.headers["Content-Type"], pdf.headers["Content-Disposition"]), (200, b"%PDF-", "application/pdf", "inline"))
    else:
        equal("no PDF, and why", (pdf.status, pdf.codes), (422, ["no_office"]))
    equal("not another's", [other.get(path + what).status for what in ("", "/pdf")], [404, 404])
    equal("nor of a kind that is not there", owner.get(f"{world.ledger}/documents/novel/{key}").status, 404)


def test_twenty_send(world):
    ready(world)
    key = begin(world.as_role("owner"), world, duty(world), problems="已办")["record"]["id"]
    clients = [world.client("owner") for _ in range(20)]
    replies = together(20, lambda i: move(clients[i], world, "progress_reports", key, "send"))
    equal("one of twenty sends it", sorted(reply.status for reply in replies), [200] + [422] * 19)


def test_compiled(world):
    ready(world)
    office, owner = world.as_role("office"), world.as_role("owner")
    problem(world, "档案散失", "ADX")
    stop(world, problem(world, "停下的", "ZHK"))
    late = problem(world, "超期的", "ZHK", due_on=str(shift(DAY, -3)), due_as="day")
    world.add(world.ledger + "/corrective_actions", answers=[late["id"]], measure="补交", organisation_id=world.units["ZHK"])
    upward = duty(world, title="每周上报", kind="upward", owed_by="office")
    summary = duty(world, title="汇总", kind="summary", owed_by="office", outer_id=upward, **NEEDS)
    weekly = duty(world, outer_id=summary, lead_days=0, due_day=None)
    empty = draft(office, world, duty=summary)
    equal("nobody has sent", ([row["organisation"] for row in empty["missing"]], empty["sources"]), (["财务科", "办公室", "综合科", "档案室"], []))
    second = sent(world.client("other"), world, weekly, "BGS", {"problems": "公文清零", "obstacles": "无"})
    first = sent(owner, world, weekly, "CWK", {"problems": "账已对上", "next_step": "建台账"})
    quiet = sent(office, world, weekly, "ADX")
    begin(office, world, weekly, "ZHK", problems="还没写完")
    whole = draft(office, world, duty=summary)
    parts, text = whole["parts"], whole["parts"]["problems"]
    expect("under each unit's name, in official order", text.count("【财务科】") == text.count("【办公室】") == 1 and text.index("【财务科】") < text.index("账已对上") < text.index("【办公室】") < text.index("公文清零"), text)
    expect("each part from its part", "【财务科】" in parts["next_step"] and "建台账" in parts["next_step"] and "公文" not in parts["next_step"] and "【财务科】" not in parts["obstacles"], parts)
    expect("who has no news is named, who has not sent says nothing", "档案室" in text and "【档案室】" not in text and "还没写完" not in whole.bytes.decode(), text)
    equal("who is missing, what it is made from", ([row["organisation"] for row in whole["missing"]], [row["id"] for row in whole["sources"]]), (["综合科"], [first["id"], second["id"], quiet["id"]]))
    counted, total = office.get(world.ledger + "/summary")["figures"], whole["figures"]["total"]
    equal("figures tie with the first page's", [total[name] for name in ("problems", "closed", "stopped", "overdue")], [counted[name]["count"] for name in ("total", "closed", "stopped", "overdue")])
    equal("and add up", (total["running"], total["measures"], [sum(row[name] for row in whole["figures"]["units"]) for name in total]), (total["problems"] - total["closed"] - total["stopped"], 1, list(total.values())))
    lead = text.split("【")[0]
    expect("said in one sentence", all(str(total[name]) in re.findall(r"\d+", lead) for name in ("problems", "closed", "overdue")), lead)
    made = begin(office, world, summary, "ZGJ", **{**TEXTS, **{name: value for name, value in parts.items() if value}, "sources": [row["id"] for row in whole["sources"]]})
    key = made["record"]["id"]
    equal("kept with its sources", (made.status, made["record"]["sources"]), (201, sorted([first["id"], second["id"], quiet["id"]])))
    equal("not yet upward", draft(office, world, duty=upward)["sources"], [])
    done = move(office, world, "progress_reports", key, "send")
    equal("sent, counted by the server", (done.status, json.loads(done["record"]["figures"])["total"]), (200, total))
    up = draft(office, world, duty=upward)
    told = up["parts"]["problems"]
    expect("upward in the summary's words, without its name", "【财务科】\n账已对上\n【办公室】\n公文清零" in told and "云岭市" not in told, told)
    equal("figures once", told.count("共有问题"), 1)
    equal("from the summary", (up["parts"]["results"], [row["id"] for row in up["sources"]], up["missing"]), (TEXTS["results"], [key], []))
    equal("a source that is returned leaves it", (move(office, world, "progress_reports", second["id"], "return", return_reason="重写").status, [row["id"] for row in draft(office, world, duty=summary)["sources"]]),
          (200, [first["id"], quiet["id"]]))
    equal("what was sent stays", office.get(f"{world.ledger}/progress_reports/{key}")["record"]["problems"], done["record"]["problems"])


def test_a_month_of_weeks(world):
    """Weekly reports go into a monthly one: who owes one of them that has come is missing, once."""
    ready(world)
    office = world.as_role("office")
    month = duty(world, title="每月上报", kind="upward", owed_by="office", frequency="monthly", due_day=5, due_next=True)
    weekly = duty(world, outer_id=month)
    missing = lambda: [row["organisation"] for row in draft(office, world, duty=month, day=SUNDAY)["missing"]]  # noqa: E731
    equal("nobody has sent", missing(), ["财务科", "办公室"])
    one = sent(world.as_role("owner"), world, weekly, text={"problems": "账已对上"})
    equal("one has", (missing(), [row["id"] for row in draft(office, world, duty=month, day=SUNDAY)["sources"]]), (["办公室"], [one["id"]]))
