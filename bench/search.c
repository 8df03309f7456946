/* search: the first 50 findings that hold a word, ours through the list, beside the bare index look-up: the same rows
 * by one prepared statement from FTS5, without rights, order, pending rows or a look at the text; and beside LIKE.
 *
 * usage: search DIR|postgres://… FINDINGS SECONDS   DIR is made; it must not exist; or an empty database, postgres://…
 */
#include "bench.h"
#include "books.h"

#include "store/row.h"
#include "store/search_index.h"

#include <stdlib.h>
#include <string.h>

/* Words and how many of a thousand findings hold them. */
static const struct {
    const char *word, *phrase, *kind;
    int of_1000;
} words[] = {
    {"整改", "，整改不到位", "common", 300},    {"吃喝", "，存在公款吃喝现象", "medium", 20},
    {"殡葬", "，殡葬管理不规范", "rare", 1},    {"款", "", "one character", 20},
    {"公款吃喝现象", "", "six characters", 20},
};
enum { WORDS = sizeof words / sizeof *words };

static uint64_t mixed(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

static const char *sentence(struct arena *arena, int64_t i)
{
    static const char *const parts[] = {
        "理论学习中心组学习流于形式",
        "研讨交流不充分",
        "个别班子成员学用结合不紧",
        "谈不清规划引领与资源保护的关系",
        "有3篇重点发言材料与总结大段雷同",
        "落实上级决策部署不力",
        "专项资金管理使用不规范",
        "项目推进缓慢",
        "内控制度执行不严格",
        "干部担当作为不够",
        "基层党组织生活会质量不高",
        "廉政风险防控有漏洞",
        "选人用人程序不严谨",
        "工作台账更新不及时",
        "2024年以来共发生9起类似情况",
        "群众反映的问题解决不彻底",
    };
    struct strbuf out = {0};
    uint64_t dice = mixed((uint64_t)i * 2654435761u + 1);
    for (int k = 0; k < 9; k++, dice = mixed(dice + 0x9E3779B9u)) {
        strbuf_adds(&out, k ? "；" : "");
        strbuf_adds(&out, parts[dice % (sizeof parts / sizeof *parts)]);
    }
    for (int k = 0; k < WORDS; k++, dice = mixed(dice + 0x9E3779B9u))
        if (dice % 1000 < (uint64_t)words[k].of_1000)
            strbuf_adds(&out, words[k].phrase);
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

struct asked {
    struct db *db;
    struct world *world;
    struct arena *arena;
    struct problems *problems;
    const char *word;
    int sort;
    bool counted;
};

static size_t ask_ours(const struct asked *asked)
{
    struct list_query query = {
        .type = &record_finding, .ledger = asked->world->ledger, .sort = asked->sort, .text = asked->word, .limit = 50};
    struct list_page page;
    must(gate_list(asked->db, asked->arena, &books_scope, &query, asked->problems, &page), asked->problems, "list");
    int64_t count;
    if (asked->counted)
        must(list_count(asked->db, asked->arena, &query, 10001, &count), asked->problems, "count");
    return page.count;
}

static size_t ask_by(const struct asked *asked, const char *condition, const char *value)
{
    struct strbuf sql = {0}, folded = {0};
    size_t rows = 0;
    bool row;
    sql_select(&sql, &record_finding);
    strbuf_adds(&sql, condition);
    struct stmt *stmt = db_prepare(asked->db, strbuf_text(&sql));
    stmt_bind_text(stmt, 1, value);
    while (stmt_step(stmt, &row) == OK && row) {
        struct record_head *record = record_new(asked->arena, &record_finding);
        row_read(stmt, asked->arena, &record_finding, asked->world->ledger, record);
        rows++;
    }
    stmt_done(stmt);
    strbuf_free(&sql);
    strbuf_free(&folded);
    return rows;
}

static size_t ask_floor(const struct asked *asked)
{
    enum dialect dialect = db_dialect(asked->db);
    const char *match = search_match(asked->arena, dialect, 0, asked->word, strlen(asked->word));
    return ask_by(
        asked,
        dialect == DIALECT_SQLITE
            ? ",(SELECT \"id\" AS \"hit_id\" FROM \"search_index\" JOIN \"search_doc\" ON "
              "\"number\"=\"search_index\".rowid WHERE \"search_index\" MATCH ?1 LIMIT 50) AS \"hit\" WHERE "
              "\"id\"=\"hit_id\" AND \"ledger_id\"=(SELECT \"id\" FROM \"ledger\")"
            : ",(SELECT \"id\" AS \"hit_id\" FROM \"search_doc\" WHERE \"tokens\" @@ CAST(CAST(?1 AS text) AS "
              "tsquery) LIMIT 50) AS \"hit\" WHERE \"id\"=\"hit_id\" AND \"ledger_id\"=(SELECT \"id\" FROM "
              "\"ledger\")",
        match);
}

static size_t ask_like(const struct asked *asked)
{
    return ask_by(asked, " WHERE \"title\" LIKE ?1 OR \"verbatim\" LIKE ?1 OR \"working_text\" LIKE ?1 LIMIT 50",
                  arena_printf(asked->arena, "%%%s%%", asked->word));
}

/* SQLite waits for nothing: the processor's time is what others on the machine do not change. */
static double used(const struct asked *asked)
{
    struct timespec now;
    clock_gettime(db_dialect(asked->db) == DIALECT_SQLITE ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void measure(const char *kind, const char *what, size_t (*ask)(const struct asked *), struct asked *asked,
                    double seconds)
{
    char name[200];
    double start = used(asked);
    int64_t times = 0;
    size_t rows = 0;
    do {
        rows = ask(asked);
        arena_reset(asked->arena);
        times++;
    } while (used(asked) - start < seconds);
    snprintf(name, sizeof name, "search %s: %s, %zu rows", kind, what, rows); /* trusted: our own words */
    bench_print(name, asked->world->count, 1, (double)times / (used(asked) - start));
}

static void index_all(struct world *world, struct problems *problems)
{
    struct db *db;
    must(db_open(world->where, DB_WRITE, problems, &db), problems, "open");
    double start = bench_now();
    must(search_index_all(db, &all_records), problems, "index");
    bench_print("index a finding of 150 characters, 2000 a transaction", world->count, 1,
                (double)world->count / (bench_now() - start));
    if (db_dialect(db) == DIALECT_POSTGRES)
        db_exec(db, "ANALYZE");
    db_close(db);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: search DIR FINDINGS SECONDS\n");
        return 2;
    }
    struct arena *arena = arena_new(), *kept = arena_new();
    struct problems problems;
    problems_init(&problems, kept);
    struct world world = {
        .where = argv[1], .clock = clock_of_machine(480), .count = atoll(argv[2]), .verbatim = sentence};
    world_make(&world, &problems);
    index_all(&world, &problems);
    struct asked asked = {.world = &world, .arena = arena, .problems = &problems};
    must(db_open(world.where, DB_READ, &problems, &asked.db), &problems, "open");
    for (int i = 0; i < WORDS; i++) {
        double seconds = atof(argv[3]);
        asked.word = words[i].word;
        measure(words[i].kind, "floor, the bare index", ask_floor, &asked, seconds);
        asked.sort = FIELD_finding_path;
        asked.counted = false;
        measure(words[i].kind, "ours, in the order of the tree", ask_ours, &asked, seconds);
        asked.counted = true;
        measure(words[i].kind, "ours, with the count", ask_ours, &asked, seconds);
        asked.counted = false;
        asked.sort = FIELD_finding_due;
        measure(words[i].kind, "ours, by deadline", ask_ours, &asked, seconds);
        measure(words[i].kind, "LIKE", ask_like, &asked, seconds / 2);
    }
    db_close(asked.db);
    free(world.findings);
    arena_free(arena);
    arena_free(kept);
    return 0;
}
