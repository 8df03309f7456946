"""What waits for one's hand: every kind, for whom it waits and for nobody else; gone once it is done."""
from harness import ROLES, equal, expect
from test_rights import to_close

ANY = {"If-Match": "*"}


def told(client, world):
    reply = client.get("/api/v1/waiting?ledger=ZGJ").json
    equal("counts tie", reply["total"], sum(kind["count"] for kind in reply["kinds"]))
    return {kind["kind"]: kind for kind in reply["kinds"]}


def ids(client, world, kind):
    return [item["id"] for item in told(client, world).get(kind, {"items": []})["items"]]


def move(client, world, plural, key, event, **given):
    reply = client.post(f"{world.ledger}/{plural}/{key}/moves/{event}", given, headers=ANY)
    equal(f"{plural} {event}", reply.status, 200)


def test_each_kind(world):
    world.fresh()
    owner, office, leader, supervisor = (world.as_role(role) for role in ("owner", "office", "leader", "supervisor"))
    finding = world.finding(title="等认领", due_on="2099-06-30", due_as="day")["id"]
    world.add(world.ledger + "/responsibilities", finding_id=finding, role="lead_unit", organisation_id=world.units["CWK"])
    claim = world.admin.get(f"{world.ledger}/claims?finding_id={finding}")["rows"][0]["id"]
    waits = told(owner, world)["claims"]["items"]
    equal("his unit's claim, with its problem and day", [(item["id"], item["finding"]["title"], item["due_on"] is not None) for item in waits], [(claim, "等认领", True)])
    equal("nobody else's", [ids(client, world, "claims") for client in (office, leader, supervisor)], [[], [], []])
    move(owner, world, "claims", claim, "claim")
    equal("gone", ids(owner, world, "claims"), [])

    request = world.add(world.ledger + "/requests", finding_id=finding, kind="coordination", title="协调用地", matter="请协调", addressee_id=world.persons["leader"],
                        reply_by_on="2099-01-31")["id"]
    equal("a request waits for whom it is put to", [ids(client, world, "requests") for client in (leader, owner)], [[request], []])
    move(leader, world, "requests", request, "answer", answer="已协调")
    equal("answered", ids(leader, world, "requests"), [])

    closing, asked = to_close(world)
    equal("asked", owner.post(world.ledger + "/closure_requests", asked).status, 201)
    step = world.admin.get(f"{world.ledger}/review_steps?finding_id={closing}")["rows"][0]["id"]
    equal("a review waits for the role it names", [ids(client, world, "review_steps") for client in (office, owner, leader)], [[step], [], []])
    move(office, world, "review_steps", step, "pass", opinion="同意")
    equal("signed", ids(office, world, "review_steps"), [])

    plan = world.add(world.ledger + "/plans", kind="master", title="整改方案", organisation_id=world.organisation)["id"]
    opinion = world.add(world.ledger + "/plan_opinions", plan_id=plan, organisation_id=world.units["CWK"], due_on="2099-01-31")["id"]
    letter = world.add(world.ledger + "/responsibility_letters", organisation_id=world.units["CWK"], person_id=world.persons["owner"], upper_unit_id=world.organisation,
                       upper_person_id=world.persons["leader"])["id"]
    equal("an opinion, and a letter to sign below", [ids(owner, world, kind) for kind in ("plan_opinions", "responsibility_letters")], [[opinion], [letter]])
    move(owner, world, "plan_opinions", opinion, "answer", opinion="无意见")
    move(owner, world, "responsibility_letters", letter, "undertake")
    equal("then above", [ids(client, world, "responsibility_letters") for client in (owner, leader)], [[], [letter]])
    equal("nothing is left for him", told(owner, world), {})


def test_whose_business_it_is(world):
    for role in ROLES[5:]:
        equal(f"{role} has none of this", world.as_role(role).get("/api/v1/waiting").status, 403)
    equal("no such ledger", world.as_role("owner").get("/api/v1/waiting?ledger=NIL").status, 422)
    hidden = world.finding(title="限定知悉的", restricted=True, entitled_persons=[world.persons["leader"]])["id"]
    world.add(world.ledger + "/responsibilities", finding_id=hidden, role="lead_official", person_id=world.persons["leader"])
    expect("what is restricted waits for who is named on it alone", "限定知悉的" not in world.as_role("office").get("/api/v1/waiting").bytes.decode())
