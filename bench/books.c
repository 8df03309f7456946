#include "books.h"

#include "bench.h"
#include "journal/chain.h"
#include "store/writer.h"

#include <stdlib.h>

const struct actor books_actor = {.via = via_web, .address = "127.0.0.1"};
const struct scope books_scope = {.operator= true, .roles = ROLES_ALL};

void must(enum status status, const struct problems *problems, const char *what)
{
    if (status == OK)
        return;
    struct strbuf text = {0};
    problems_text(problems, LANGUAGE_EN, &text);
    fprintf(stderr, "%s: %s %s\n", what, status_word(status), strbuf_text(&text));
    exit(3);
}

/* ---- the ledger ---- */

struct filling {
    struct world *world;
    int64_t from, to;
};

static enum status fill_some(struct tx *tx, void *context, struct problems *problems)
{
    struct filling *filling = context;
    struct world *world = filling->world;
    struct command command = command_new(tx, &books_actor);
    for (int64_t i = filling->from; i < filling->to; i++) {
        struct finding *finding = record_new(tx->arena, &record_finding);
        finding->head.ledger_id = world->ledger;
        finding->level = finding_level_finding;
        finding->title =
            arena_printf(tx->arena, "第%lld号问题：理论学习中心组学习流于形式，研讨交流不充分", (long long)i);
        finding->verbatim =
            world->verbatim
                ? world->verbatim(tx->arena, i)
                : "2024年以来理论学习中心组开展集体学习31次，其中9次没有安排交流研讨；有3篇重点发言材料与科室"
                  "工作总结大段雷同。个别班子成员学用结合不紧，谈不清"
                  "规划引领与资源保护的关系。";
        finding->position = i + 1;
        record_present(&finding->head, FIELD_finding_level);
        record_present(&finding->head, FIELD_finding_title);
        record_present(&finding->head, FIELD_finding_verbatim);
        record_present(&finding->head, FIELD_finding_position);
        enum status status = gate_add(tx, &books_scope, &command, &record_finding, &finding->head, problems);
        if (status)
            return status;
        world->findings[i] = finding->head.id;
    }
    return OK;
}

static enum status make_books(struct tx *tx, void *context, struct problems *problems)
{
    struct world *world = context;
    struct installation installation = {
        .site_id = uuid_new(clock_now(tx->clock)), .algorithm = DIGEST_SM3, .offset_minutes = 480};
    struct command command = command_new(tx, &books_actor);
    struct organisation bureau = {.code = "B", .name = "局"};
    struct ledger ledger = {.code = "B", .name = "台账", .profile = "inspection"};
    snprintf(installation.ceiling, sizeof installation.ceiling, "internal");
    enum status status = installation_create(tx, &installation);
    record_present(&bureau.head, FIELD_organisation_code);
    record_present(&bureau.head, FIELD_organisation_name);
    if (!status)
        status = journal_add(tx, &command, &record_organisation, &bureau.head, problems);
    ledger.organisation_id = bureau.head.id;
    record_present(&ledger.head, FIELD_ledger_code);
    record_present(&ledger.head, FIELD_ledger_name);
    record_present(&ledger.head, FIELD_ledger_profile);
    record_present(&ledger.head, FIELD_ledger_organisation_id);
    if (!status)
        status = journal_add(tx, &command, &record_ledger, &ledger.head, problems);
    world->bureau = bureau.head.id;
    world->ledger = ledger.head.id;
    return status;
}

void world_make(struct world *world, struct problems *problems)
{
    struct db *db;
    struct arena *arena = arena_new();
    must(db_open(world->where, DB_CREATE, problems, &db), problems, "open");
    must(schema_create(db, &all_tables, world->where, problems), problems, "schema");
    struct write_request request = {.apply = make_books, .context = world, .arena = arena, .problems = problems};
    must(write_now(db, &all_records, &world->clock, &request), problems, "books");
    world->findings = xmalloc((size_t)world->count * sizeof *world->findings);
    double start = bench_now();
    for (int64_t i = 0; i < world->count; i += 200) {
        struct filling filling = {world, i, i + 200 < world->count ? i + 200 : world->count};
        request = (struct write_request){.apply = fill_some, .context = &filling, .arena = arena, .problems = problems};
        must(write_now(db, &all_records, &world->clock, &request), problems, "fill");
        arena_reset(arena);
    }
    if (world->count)
        bench_print("add finding, 200 a transaction", world->count, 1, (double)world->count / (bench_now() - start));
    arena_free(arena);
    db_close(db);
}
