/* fill: a store with a ledger as a city's office might have it: 8 aspects to every 400 problems, a unit to every 50
 * that leads them (a city has more units than a bureau, not more problems in each), 80 people, days due over two years,
 * a third closed. On either database; through the journal, 200 problems a transaction.
 *
 * usage: fill DIR|postgres://… FINDINGS   DIR is made; it must not exist. Prints how fast problems were added. */
#include "bench.h"
#include "books.h"
#include "journal/chain.h"
#include "store/writer.h"

#include <stdlib.h>

enum { PEOPLE = 80, PART = 200, ASPECT_OF = 50, PROBLEMS_OF_UNIT = 50, FEWEST_UNITS = 20 };

struct filling {
    struct world world;
    struct uuid inspection, aspect;
    struct uuid *units, people[PEOPLE];
    int64_t unit_count;
    int64_t from, to;
};

#define SET(record, name, field, value)                                                                                \
    ((record)->field = (value), record_present(&(record)->head, FIELD_##name##_##field))

static enum status add(struct tx *tx, const struct command *command, const struct record_type *type,
                       struct record_head *record, struct uuid *ret_id, struct problems *problems)
{
    enum status status = journal_add(tx, command, type, record, problems);
    if (!status && ret_id)
        *ret_id = record->id;
    return status;
}

static enum status add_units(struct tx *tx, struct filling *f, const struct command *command, struct problems *problems)
{
    enum status status = OK;
    for (int64_t i = 0; i < f->unit_count && !status; i++) {
        struct organisation *unit = record_new(tx->arena, &record_organisation);
        SET(unit, organisation, code, arena_printf(tx->arena, "U%02lld", (long long)i));
        SET(unit, organisation, name, arena_printf(tx->arena, "第%lld科", (long long)i + 1));
        SET(unit, organisation, parent_id, f->world.bureau);
        status = add(tx, command, &record_organisation, &unit->head, &f->units[i], problems);
    }
    for (int i = 0; i < PEOPLE && !status; i++) {
        struct person *person = record_new(tx->arena, &record_person);
        SET(person, person, name, arena_printf(tx->arena, "人员%02d", i));
        SET(person, person, organisation_id, f->units[i % f->unit_count]);
        status = add(tx, command, &record_person, &person->head, &f->people[i], problems);
    }
    return status;
}

static enum status make_people(struct tx *tx, void *context, struct problems *problems)
{
    struct filling *f = context;
    struct command command = command_new(tx, &books_actor);
    struct inspection *inspection = record_new(tx->arena, &record_inspection);
    enum status status = add_units(tx, f, &command, problems);
    inspection->head.ledger_id = f->world.ledger;
    SET(inspection, inspection, code, "XC-1");
    SET(inspection, inspection, name, "常规巡察");
    SET(inspection, inspection, kind, inspection_kind_regular);
    SET(inspection, inspection, level, inspection_level_city);
    return status ? status : add(tx, &command, &record_inspection, &inspection->head, &f->inspection, problems);
}

static enum status add_responsible(struct tx *tx, const struct filling *f, const struct command *command,
                                   struct uuid finding, int64_t i, struct problems *problems)
{
    struct responsibility *unit = record_new(tx->arena, &record_responsibility);
    struct responsibility *leader = record_new(tx->arena, &record_responsibility);
    unit->head.ledger_id = leader->head.ledger_id = f->world.ledger;
    SET(unit, responsibility, finding_id, finding);
    SET(unit, responsibility, role, responsibility_role_lead_unit);
    SET(unit, responsibility, organisation_id, f->units[i * 7 % f->unit_count]);
    SET(leader, responsibility, finding_id, finding);
    SET(leader, responsibility, role, responsibility_role_lead_official);
    SET(leader, responsibility, person_id, f->people[i * 11 % PEOPLE]);
    enum status status = add(tx, command, &record_responsibility, &unit->head, NULL, problems);
    return status ? status : add(tx, command, &record_responsibility, &leader->head, NULL, problems);
}

static enum status close_one(struct tx *tx, const struct filling *f, const struct command *command, struct uuid id,
                             struct problems *problems)
{
    struct finding *finding = record_new(tx->arena, &record_finding);
    finding->head.ledger_id = f->world.ledger;
    finding->head.id = id;
    SET(finding, finding, state, finding_state_closed);
    struct change change = {.type = &record_finding, .record = &finding->head, .event = "close"};
    return journal_set(tx, command, &change, problems);
}

static enum status add_aspect(struct tx *tx, struct filling *f, const struct command *command, int64_t i,
                              struct problems *problems)
{
    struct finding *aspect = record_new(tx->arena, &record_finding);
    aspect->head.ledger_id = f->world.ledger;
    SET(aspect, finding, level, finding_level_aspect);
    SET(aspect, finding, title,
        arena_printf(tx->arena, "落实全面从严治党主体责任方面（%lld）", (long long)i / ASPECT_OF));
    SET(aspect, finding, inspection_id, f->inspection);
    SET(aspect, finding, position, i / ASPECT_OF + 1);
    return add(tx, command, &record_finding, &aspect->head, &f->aspect, problems);
}

static enum status add_finding(struct tx *tx, struct filling *f, const struct command *command, int64_t i,
                               struct problems *problems)
{
    static const char *const subjects[] = {"理论学习中心组学习流于形式", "耕地保护责任压得不实", "项目招投标把关不严",
                                           "公务接待台账不完整",         "窗口服务推诿扯皮",     "财务报销审核走过场"};
    struct finding *finding = record_new(tx->arena, &record_finding);
    finding->head.ledger_id = f->world.ledger;
    SET(finding, finding, level, finding_level_finding);
    SET(finding, finding, parent_id, f->aspect);
    SET(finding, finding, inspection_id, f->inspection);
    SET(finding, finding, position, i % ASPECT_OF + 1);
    SET(finding, finding, title, arena_printf(tx->arena, "%s，第%lld号", subjects[i % 6], (long long)i));
    SET(finding, finding, verbatim,
        arena_printf(tx->arena,
                     "%s。2024年以来开展集体学习31次，其中9次没有安排交流研讨；抽查的%lld份材料中有3篇大段雷同，"
                     "个别班子成员谈不清规划引领与资源保护的关系，责任传导层层递减，整改举一反三不够。",
                     subjects[i % 6], (long long)(i * 37 % 1000)));
    finding->due = (struct deadline){
        .on = clock_today(&f->world.clock) - 200 + (date)(i * 13 % 730), .as = deadline_as_day, .text = ""};
    record_present(&finding->head, FIELD_finding_due);
    SET(finding, finding, horizon, horizon_by_deadline);
    struct uuid id;
    enum status status = add(tx, command, &record_finding, &finding->head, &id, problems);
    if (!status)
        status = add_responsible(tx, f, command, id, i, problems);
    return status || i % 3 ? status : close_one(tx, f, command, id, problems);
}

static enum status fill_some(struct tx *tx, void *context, struct problems *problems)
{
    struct filling *f = context;
    struct command command = command_new(tx, &books_actor);
    enum status status = OK;
    for (int64_t i = f->from; i < f->to && !status; i++) {
        if (i % ASPECT_OF == 0)
            status = add_aspect(tx, f, &command, i, problems);
        if (!status)
            status = add_finding(tx, f, &command, i, problems);
    }
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: fill DIR|postgres://… FINDINGS\n");
        return 2;
    }
    struct filling f = {.world = {.where = argv[1], .clock = clock_of_machine(480)}};
    const struct clock *clock = &f.world.clock;
    const int64_t count = atoll(argv[2]);
    struct db *db;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    f.unit_count = count / PROBLEMS_OF_UNIT > FEWEST_UNITS ? count / PROBLEMS_OF_UNIT : FEWEST_UNITS;
    f.unit_count += f.unit_count % 7 == 0; /* every seventh is to reach them all */
    f.units = xmalloc((size_t)f.unit_count * sizeof *f.units);
    world_make(&f.world, &problems);
    must(db_open(argv[1], 0, &problems, &db), &problems, "open");
    struct write_request request = {.apply = make_people, .context = &f, .arena = arena, .problems = &problems};
    must(write_now(db, &all_records, clock, &request), &problems, "people");
    double start = bench_now();
    for (f.from = 0; f.from < count; f.from += PART) {
        f.to = f.from + PART < count ? f.from + PART : count;
        arena_reset(arena);
        problems_init(&problems, arena);
        request = (struct write_request){.apply = fill_some, .context = &f, .arena = arena, .problems = &problems};
        must(write_now(db, &all_records, clock, &request), &problems, "fill");
    }
    bench_print("add problem with two responsible, 200 a transaction", count, 1, (double)count / (bench_now() - start));
    db_close(db);
    free(f.units);
    arena_free(arena);
    return 0;
}
