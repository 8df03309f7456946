#include "journal/verify.h"

#include "journal/access_log.h"
#include "journal/chain.h"
#include "journal/event_page.h"
#include "journal/journal_messages.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One part of one event: gone, or named by an erase event. */
struct part_key {
    struct chain_id chain;
    int64_t seq;
    int part;
};

struct announced {
    struct uuid ledger_id;
    struct digest first_event;
};

/* What is wrong first in a chain. */
struct broken {
    const struct message *message; /* NULL: nothing */
    int64_t seq;
    const char *detail; /* third argument of the sentence */
};

/* A chain while it is walked. */
struct course {
    struct verify_chain *result;
    enum digest_kind algorithm; /* 0: not known yet */
    struct digest previous, first;
    instant at;       /* of the last event */
    int64_t expected; /* next seq */
    bool strays;      /* a seq that no chain has */
    int64_t stray;
    char head_says[24];
    struct broken broken;
};

struct verification {
    struct db *db;
    struct arena *arena;
    const struct verify_options *options;
    const struct installation *installation;
    struct digest_state *digests[DIGEST_SHA256 + 1];
    struct event_hasher *hasher;
    struct verify_report *report;
    struct course *courses;      /* as long as the report's chains */
    VEC(struct course *) behind; /* their heads were ahead of what had been read: events came meanwhile */
    VEC(struct part_key) gone, erased;
    VEC(struct announced) announced;
};

/* Only the first is kept: what follows in the same chain may be its consequence. */
static void note(struct course *course, const struct message *message, int64_t seq, const char *detail)
{
    if (!course->broken.message)
        course->broken = (struct broken){message, seq, detail};
}

/* ---- events that mean something to the chains themselves ---- */

static json_t *open_part(const struct event *event)
{
    const struct event_part *part = &event->parts[PART_OPEN];
    return part->bytes ? json_loadb(part->bytes, part->size, 0, NULL) : NULL;
}

static bool json_is(const json_t *object, const char *key, const char *value)
{
    const char *found = json_string_value(json_object_get(object, key));
    return found && strcmp(found, value) == 0;
}

/* The first event says how the chain is hashed. Its own hash then shows whether that is what was said in the beginning.
 */
static void read_opening(struct verification *all, struct course *course, const struct event *event)
{
    const struct installation *installation = all->installation;
    json_t *json = open_part(event);
    const char *word = json_string_value(json_object_get(json, "algorithm"));
    enum digest_kind algorithm = installation->algorithm;
    bool own = uuid_equal(event->site_id, installation->site_id);
    bool good = event->seq == 1 && strcmp(event->record, "chain") == 0 && strcmp(event->event, "open") == 0 &&
                uuid_equal(event->record_id, event->ledger_id) && word && digest_kind_of_word(word, &algorithm) &&
                json_integer_value(json_object_get(json, "format")) == EVENT_FORMAT;
    if (own)
        good = good && algorithm == installation->algorithm && json_is(json, "public_key", installation->public_key) &&
               json_integer_value(json_object_get(json, "offset_minutes")) == installation->offset_minutes;
    json_decref(json);
    if (!good && event->seq == 1)
        note(course, &msg_chain_unopened, 1, NULL);
    course->algorithm = algorithm;
}

static void read_announcement(struct verification *all, const struct event *event)
{
    json_t *json = open_part(event);
    const char *ledger = json_string_value(json_object_get(json, "ledger_id"));
    const char *first = json_string_value(json_object_get(json, "first_event"));
    struct announced announced;
    if (ledger && first && uuid_parse(ledger, &announced.ledger_id) && digest_parse(first, &announced.first_event))
        *VEC_PUSH(all->arena, &all->announced) = announced;
    json_decref(json);
}

static void read_erasure(struct verification *all, const struct event *event)
{
    size_t i;
    json_t *target, *json = open_part(event);
    json_array_foreach(json_object_get(json, "targets"), i, target)
    {
        struct part_key key = {.chain.ledger_id = event->ledger_id};
        const char *site = json_string_value(json_object_get(target, "site_id"));
        const char *part = json_string_value(json_object_get(target, "part"));
        if (!site || !part || !uuid_parse(site, &key.chain.site_id))
            continue;
        key.seq = json_integer_value(json_object_get(target, "seq"));
        for (key.part = 0; key.part < EVENT_PARTS; key.part++)
            if (strcmp(part, event_part_words[key.part]) == 0)
                *VEC_PUSH(all->arena, &all->erased) = key;
    }
    json_decref(json);
}

static void read_meaning(struct verification *all, const struct event *event)
{
    if (strcmp(event->record, "erase") == 0)
        read_erasure(all, event);
    else if (strcmp(event->record, "chain") == 0 && strcmp(event->event, "announce") == 0 &&
             uuid_equal(event->ledger_id, all->installation->site_id) &&
             uuid_equal(event->site_id, all->installation->site_id))
        read_announcement(all, event);
}

/* ---- one event ---- */

static struct digest_state *digest_of_kind(struct verification *all, enum digest_kind kind)
{
    if (!all->digests[kind])
        all->digests[kind] = digest_new(kind);
    return all->digests[kind];
}

static void tell_progress(struct verification *all)
{
    const struct verify_options *options = all->options;
    if (options && options->progress)
        options->progress(options->context, all->report->events);
}

/* False when it does not stand where it should. */
static bool check_place(struct verification *all, struct course *course, const struct event *event)
{
    char next[24];
    if (event->seq < 1 || event->seq == INT64_MAX) {
        course->strays = true;
        course->stray = event->seq;
        return false; /* what was moved there is missing, which is said when its turn comes */
    }
    snprintf(next, sizeof next, "%" PRId64, event->seq);
    if (event->seq != course->expected)
        note(course, &msg_event_missing, course->expected, arena_strdup(all->arena, next));
    course->expected = event->seq + 1;
    return true;
}

static void check_event(struct verification *all, struct course *course, const struct paged_event *item)
{
    const struct event *event = &item->event;
    if (!check_place(all, course, event))
        return;
    course->result->events++;
    if (item->odd)
        note(course, &msg_event_altered, event->seq, item->odd);
    if (item->wrong_part >= 0)
        note(course, &msg_event_altered, event->seq, event_part_words[item->wrong_part]);
    if (item->content_differs)
        note(course, &msg_event_altered, event->seq, "content_hash");
    struct digest hash =
        event_chain_hash(digest_of_kind(all, course->algorithm), &course->previous, &event->content_hash);
    if (!digest_equal(&hash, &event->event_hash))
        note(course, &msg_event_altered, event->seq, "event_hash");
    course->previous = event->event_hash; /* the stored one: a later break is judged by itself */
    course->at = event->at;
    if (event->seq == 1)
        course->first = event->event_hash;
    for (int i = 0; i < EVENT_PARTS; i++)
        if (event->parts[i].there && !event->parts[i].bytes)
            *VEC_PUSH(all->arena, &all->gone) = (struct part_key){course->result->id, event->seq, i};
    if (!item->odd && item->wrong_part < 0 && !item->content_differs)
        read_meaning(all, event);
    if (++all->report->events % 10000 == 0)
        tell_progress(all);
}

/* ---- one chain ---- */

/* The head's row is written with the last event in one transaction: read after the last page it is never behind it. */
static enum status check_head(struct verification *all, struct course *course, bool *ret_behind)
{
    struct digest hash;
    int64_t seq = 0;
    instant at = 0;
    bool there;
    enum status status = chains_head(all->db, &course->result->id, &there, &seq, &at, &hash);
    if (status)
        return status;
    int64_t last = course->expected - 1;
    snprintf(course->head_says, sizeof course->head_says, "%" PRId64, seq);
    *ret_behind = there && seq > last;
    if (!*ret_behind && (!there || seq != last || at != course->at || !digest_equal(&hash, &course->previous)))
        note(course, &msg_chain_headless, last, NULL);
    return OK;
}

static enum status settle_page(struct verification *all, struct event_page *page)
{
    bool behind = false;
    struct course *course = page->context;
    enum status status = OK;
    for (size_t i = 0; i < page->count; i++)
        check_event(all, course, &page->items[i]);
    if (page->last)
        status = check_head(all, course, &behind);
    if (behind)
        *VEC_PUSH(all->arena, &all->behind) = course;
    event_hasher_return(all->hasher, page);
    return status;
}

/* An empty page; settles the oldest when all are under way. */
static enum status blank_page(struct verification *all, struct course *course, struct event_page **ret_page)
{
    struct event_page *page;
    enum status status = OK;
    while (!(page = event_hasher_blank(all->hasher)) && !status)
        status = settle_page(all, event_hasher_take(all->hasher));
    if (status)
        return status;
    page->context = course;
    page->algorithm = course->algorithm;
    *ret_page = page;
    return OK;
}

static enum status read_chain(struct verification *all, struct course *course)
{
    struct chain_walk walk = {.db = all->db, .chain = course->result->id, .after = INT64_MIN};
    struct event_page *page;
    struct event event;
    const char *odd;
    bool more;
    enum status status = blank_page(all, course, &page);
    while (!status && !(status = chain_walk_next(&walk, &more, &event, &odd)) && more) {
        if (!course->algorithm) {
            read_opening(all, course, &event);
            page->algorithm = course->algorithm;
        }
        event_page_add(page, &event, odd);
        if (!event_page_is_full(page))
            continue;
        event_hasher_give(all->hasher, page);
        status = blank_page(all, course, &page);
    }
    chain_walk_end(&walk);
    if (status)
        return status;
    page->algorithm = course->algorithm ? course->algorithm : all->installation->algorithm;
    page->last = true;
    event_hasher_give(all->hasher, page);
    return OK;
}

/* Events that were written while their chain was read. */
static enum status catch_up(struct verification *all, struct course *course)
{
    struct chain_walk walk = {
        .db = all->db, .chain = course->result->id, .after = course->expected > 1 ? course->expected - 1 : INT64_MIN};
    struct paged_event item;
    bool more, behind = true;
    int64_t before = 0;
    enum status status = OK;
    while (behind && !status) {
        while (!(status = chain_walk_next(&walk, &more, &item.event, &item.odd)) && more) {
            if (!course->algorithm)
                read_opening(all, course, &item.event);
            event_hash(digest_of_kind(all, course->algorithm), &item);
            check_event(all, course, &item);
        }
        if (!status)
            status = check_head(all, course, &behind);
        if (behind && before == course->expected) { /* nothing came although the head says so */
            note(course, &msg_chain_tail, course->expected, arena_strdup(all->arena, course->head_says));
            break;
        }
        before = course->expected;
    }
    chain_walk_end(&walk);
    return status;
}

static enum status read_all(struct verification *all)
{
    struct event_page *page;
    enum status status = OK;
    all->hasher = event_hasher_new();
    for (size_t i = 0; i < all->report->count && !status; i++)
        status = read_chain(all, &all->courses[i]);
    while (!status && (page = event_hasher_take(all->hasher)))
        status = settle_page(all, page);
    event_hasher_free(all->hasher);
    for (size_t i = 0; i < all->behind.count && !status; i++)
        status = catch_up(all, all->behind.items[i]);
    for (size_t i = 0; i < all->report->count; i++) {
        struct course *course = &all->courses[i];
        if (course->strays)
            note(course, &msg_event_altered, course->stray, "seq");
        course->result->head = course->previous;
    }
    return status;
}

/* ---- all chains ---- */

static int key_order(const void *a, const void *b)
{
    const struct part_key *x = a, *y = b;
    int order = uuid_compare(x->chain.ledger_id, y->chain.ledger_id);
    if (!order)
        order = uuid_compare(x->chain.site_id, y->chain.site_id);
    if (!order)
        order = x->seq < y->seq ? -1 : x->seq > y->seq;
    return order ? order : x->part - y->part;
}

static size_t chain_index(const struct verify_report *report, const struct chain_id *id)
{
    size_t low = 0, high = report->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct chain_id *at = &report->chains[middle].id;
        int order = uuid_compare(at->ledger_id, id->ledger_id);
        if (!order)
            order = uuid_compare(at->site_id, id->site_id);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < report->count && uuid_equal(report->chains[low].id.ledger_id, id->ledger_id) &&
                   uuid_equal(report->chains[low].id.site_id, id->site_id)
               ? low
               : report->count;
}

/* An erase event comes after what it erases, perhaps in another page: only now all are known. */
static void settle_parts(struct verification *all)
{
    if (all->erased.count)
        qsort(all->erased.items, all->erased.count, sizeof *all->erased.items, key_order);
    for (size_t i = 0; i < all->gone.count; i++) {
        const struct part_key *key = &all->gone.items[i];
        bool own = uuid_equal(key->chain.site_id, all->installation->site_id);
        if (all->erased.count && bsearch(key, all->erased.items, all->erased.count, sizeof *key, key_order)) {
            all->report->parts_erased++;
        } else if (!own) {
            all->report->parts_withheld++;
        } else {
            struct broken *broken = &all->courses[chain_index(all->report, &key->chain)].broken;
            if (!broken->message || broken->seq > key->seq)
                *broken = (struct broken){&msg_event_part_gone, key->seq, NULL};
        }
    }
}

static enum status first_event(struct db *db, const struct chain_id *chain, bool *ret_there)
{
    struct stmt *stmt =
        db_prepare(db, "SELECT 1 FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND \"site_id\"=?2 AND \"seq\"=1");
    stmt_bind_uuid(stmt, 1, chain->ledger_id);
    stmt_bind_uuid(stmt, 2, chain->site_id);
    enum status status = stmt_step(stmt, ret_there);
    stmt_done(stmt);
    return status;
}

static enum status say(struct verification *all, struct problems *problems, struct uuid ledger,
                       const struct broken *broken)
{
    char seq[24];
    const char *name = chains_name(all->db, all->arena, ledger);
    snprintf(seq, sizeof seq, "%" PRId64, broken->seq);
    return problem_add(problems, REFUSED, broken->message, arena_printf(all->arena, "%s#%s", name, seq), name, seq,
                       broken->detail, NULL);
}

/* A ledger that was announced and is not there at all. One opened since the chains were listed is. */
static enum status check_announced(struct verification *all, struct problems *problems)
{
    enum status worst = OK;
    for (size_t i = 0; i < all->announced.count; i++) {
        const struct announced *announced = &all->announced.items[i];
        struct chain_id chain = {announced->ledger_id, all->installation->site_id};
        size_t index = chain_index(all->report, &chain);
        if (index < all->report->count) {
            if (!digest_equal(&all->courses[index].first, &announced->first_event))
                note(&all->courses[index], &msg_ledger_unannounced, 1, NULL);
            continue;
        }
        bool there;
        enum status status = first_event(all->db, &chain, &there);
        if (status)
            return status;
        if (!there)
            worst = say(all, problems, chain.ledger_id, &(struct broken){&msg_ledger_unannounced, 1, NULL});
    }
    return worst;
}

static void check_unannounced(struct verification *all)
{
    for (size_t i = 0; i < all->report->count; i++) {
        const struct chain_id *id = &all->report->chains[i].id;
        bool known = uuid_equal(id->ledger_id, all->installation->site_id) ||
                     !uuid_equal(id->site_id, all->installation->site_id);
        for (size_t k = 0; k < all->announced.count && !known; k++)
            known = uuid_equal(all->announced.items[k].ledger_id, id->ledger_id);
        if (!known)
            note(&all->courses[i], &msg_ledger_unannounced, 1, NULL);
    }
}

/* A table made anew without STRICT would take values of other types, which read as the same. */
static enum status check_table(struct db *db, struct problems *problems)
{
    if (db_dialect(db) != DIALECT_SQLITE)
        return OK;
    bool row;
    struct stmt *stmt = db_prepare(db, "SELECT 1 FROM \"sqlite_master\" WHERE \"type\"='table' AND "
                                       "\"name\"='ledger_event' AND \"sql\" LIKE '%) STRICT'");
    enum status status = stmt_step(stmt, &row);
    stmt_done(stmt);
    return status || row ? status
                         : problem_add(problems, REFUSED, &msg_table_remade, "ledger_event", "ledger_event", NULL);
}

static enum status prepare(struct verification *all)
{
    struct chain_list list;
    struct verify_report *report = all->report;
    enum status status = installation_load(all->db, &all->installation);
    if (!status)
        status = chains_list(all->db, all->arena, &list);
    if (status)
        return status;
    report->count = list.count;
    report->chains = ARENA_ARRAY(all->arena, struct verify_chain, list.count + 1);
    all->courses = ARENA_ARRAY(all->arena, struct course, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        report->chains[i].id = list.items[i];
        report->chains[i].name = chains_name(all->db, all->arena, list.items[i].ledger_id);
        all->courses[i] = (struct course){.result = &report->chains[i], .expected = 1};
    }
    return OK;
}

static enum status conclude(struct verification *all, struct problems *problems)
{
    struct chain_id own = {all->installation->site_id, all->installation->site_id};
    settle_parts(all);
    enum status worst = check_announced(all, problems);
    if (worst && worst != REFUSED)
        return worst;
    check_unannounced(all);
    if (chain_index(all->report, &own) == all->report->count)
        worst = say(all, problems, own.ledger_id, &(struct broken){&msg_chain_unopened, 1, NULL});
    for (size_t i = 0; i < all->report->count; i++) {
        const struct broken *broken = &all->courses[i].broken;
        if (!broken->message)
            continue;
        all->report->chains[i].first_broken = broken->seq;
        worst = say(all, problems, all->report->chains[i].id.ledger_id, broken);
    }
    return worst;
}

enum status journal_verify(struct db *db, struct arena *arena, const struct verify_options *options,
                           struct problems *problems, struct verify_report *ret_report)
{
    *ret_report = (struct verify_report){0};
    struct verification all = {.db = db, .arena = arena, .options = options, .report = ret_report};
    enum status status = prepare(&all), table = OK, access = OK;
    if (!status)
        status = read_all(&all);
    if (!status)
        status = conclude(&all, problems);
    if (status == OK || status == REFUSED)
        table = check_table(db, problems);
    if (status == OK || status == REFUSED)
        access = access_log_verify(db, arena, problems, &ret_report->access_events);
    for (size_t i = 0; i < sizeof all.digests / sizeof *all.digests; i++)
        digest_free(all.digests[i]);
    if (status == FAILED || status == BUSY)
        db_problem(db, problems);
    return status ? status : table ? table : access;
}
