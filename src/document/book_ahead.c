#include "document/book_ahead.h"

#include "ledger/gate.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_FINDINGS = 200, BATCHES = 2 };

struct book_ahead {
    const struct ledger_book *book;
    unsigned roles;
    struct list_query query;
    char after[LIST_CURSOR + 1];
    struct arena *arena; /* of the problems */
    struct problems problems;
    struct book_batch batches[BATCHES];
    pthread_t thread;
    bool threaded;
    /* under the lock, when there is a thread */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t read, taken, given_back; /* batches, since the beginning */
    bool ended, stopped;
    enum status status;
};

/* ---- reading ---- */

/* Names the columns show: of the findings themselves; those of responsibilities and measures are wanted as they are
 * read. */
static void want_names(const struct book_ahead *ahead, struct book_batch *batch)
{
    const uint64_t shown = FIELD_BIT(FIELD_finding_lead_unit_id) | FIELD_BIT(FIELD_finding_lead_official_id) |
                           FIELD_BIT(FIELD_finding_accountable_official_id);
    for (size_t i = 0; i < batch->page.count; i++)
        names_want_record(batch->names, &record_finding, batch->page.rows[i],
                          shown & gate_seen(&record_finding, ahead->roles));
}

/* Whether there is a page behind it is in `query.after` afterwards. */
static enum status read_batch(struct book_ahead *ahead, struct book_batch *batch)
{
    const struct ledger_book *book = ahead->book;
    arena_reset(batch->arena);
    batch->page = (struct list_page){0};
    batch->names = names_new(batch->arena, book->scope);
    enum status status = gate_list(book->db, batch->arena, book->scope, &ahead->query, &ahead->problems, &batch->page);
    if (!status)
        status = book_rows_read(book, batch->arena, ahead->roles, &batch->page, batch->names, &batch->rows);
    if (status)
        return status;
    want_names(ahead, batch);
    const char *next = batch->page.next;
    ahead->query.after = next && strlen(next) < sizeof ahead->after ? strcpy(ahead->after, next) : NULL;
    return names_load(batch->names, book->db, book->ledger->head.id);
}

static void *read_all(void *context)
{
    struct book_ahead *ahead = context;
    bool more = true;
    pthread_mutex_lock(&ahead->lock);
    while (more && !ahead->stopped) {
        if (ahead->read - ahead->given_back == BATCHES) {
            pthread_cond_wait(&ahead->changed, &ahead->lock);
            continue;
        }
        struct book_batch *batch = &ahead->batches[ahead->read % BATCHES];
        pthread_mutex_unlock(&ahead->lock);
        enum status status = read_batch(ahead, batch);
        pthread_mutex_lock(&ahead->lock);
        ahead->status = status;
        ahead->read += !status;
        more = !status && ahead->query.after;
        pthread_cond_broadcast(&ahead->changed);
    }
    ahead->ended = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

/* ---- taking ---- */

struct book_ahead *book_ahead_new(const struct ledger_book *book, unsigned roles)
{
    struct book_ahead *ahead = xmalloc(sizeof *ahead);
    ahead->book = book;
    ahead->roles = roles;
    ahead->query = (struct list_query){
        .type = &record_finding, .ledger = book->ledger->head.id, .sort = FIELD_finding_path, .limit = PAGE_FINDINGS};
    ahead->arena = arena_new();
    problems_init(&ahead->problems, ahead->arena);
    for (size_t i = 0; i < BATCHES; i++)
        ahead->batches[i].arena = arena_new();
    pthread_mutex_init(&ahead->lock, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    ahead->threaded = pthread_create(&ahead->thread, NULL, read_all, ahead) == 0;
    return ahead;
}

static struct book_batch *next_of_thread(struct book_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->given_back = ahead->taken;
    pthread_cond_broadcast(&ahead->changed);
    while (ahead->read == ahead->taken && !ahead->ended)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    struct book_batch *batch = ahead->read > ahead->taken ? &ahead->batches[ahead->taken++ % BATCHES] : NULL;
    pthread_mutex_unlock(&ahead->lock);
    return batch;
}

static struct book_batch *next_by_reading(struct book_ahead *ahead)
{
    if (ahead->ended)
        return NULL;
    ahead->status = read_batch(ahead, &ahead->batches[0]);
    ahead->ended = ahead->status || !ahead->query.after;
    return ahead->status ? NULL : &ahead->batches[0];
}

struct book_batch *book_ahead_next(struct book_ahead *ahead)
{
    return ahead->threaded ? next_of_thread(ahead) : next_by_reading(ahead);
}

static void stop_thread(struct book_ahead *ahead)
{
    pthread_mutex_lock(&ahead->lock);
    ahead->stopped = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    pthread_join(ahead->thread, NULL);
}

static void hand_over_problems(const struct problems *from, enum status status, struct problems *to)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct problem *one = &from->items[i];
        problem_add(to, status, one->message, one->place, one->args[0], one->args[1], one->args[2], one->args[3], NULL);
    }
}

enum status book_ahead_free(struct book_ahead *ahead, struct problems *problems)
{
    if (ahead->threaded)
        stop_thread(ahead);
    enum status status = ahead->status;
    hand_over_problems(&ahead->problems, status, problems);
    for (size_t i = 0; i < BATCHES; i++)
        arena_free(ahead->batches[i].arena);
    arena_free(ahead->arena);
    pthread_mutex_destroy(&ahead->lock);
    pthread_cond_destroy(&ahead->changed);
    free(ahead);
    return status;
}
