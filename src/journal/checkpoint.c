#include "journal/checkpoint.h"

#include "journal/chain.h"
#include "journal/chains.h"
#include "journal/journal_messages.h"
#include "journal/merkle.h"
#include "record/json.h"
#include "store/writer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char tag[] = "rectify.checkpoint.1\n";

enum { MARKS_MAX = 64, MARKS_MIN = 4, MARKS_ALL = 32768, PAGE = 2000, ATTEMPTS = 3 };

/* ---- walking the hashes of a chain ---- */

struct hash_walk {
    struct db *db;
    struct chain_id chain; /* ledger nil: the access log */
    int64_t last;          /* seq to stop at */
    /* Called for each event, in order. */
    void (*each)(void *context, int64_t seq, const struct digest *hash);
    void *context;
};

static struct stmt *hash_page(const struct hash_walk *walk, int64_t after)
{
    bool access = uuid_is_nil(walk->chain.ledger_id);
    struct stmt *stmt = db_prepare(
        walk->db, access
                      ? "SELECT \"seq\",\"event_hash\" FROM \"access_event\" WHERE \"site_id\"=?1 AND \"seq\">?2 AND "
                        "\"seq\"<=?3 ORDER BY \"seq\" LIMIT ?4"
                      : "SELECT \"seq\",\"event_hash\" FROM \"ledger_event\" WHERE \"site_id\"=?1 AND \"seq\">?2 AND "
                        "\"seq\"<=?3 AND \"ledger_id\"=?5 ORDER BY \"seq\" LIMIT ?4");
    stmt_bind_uuid(stmt, 1, walk->chain.site_id);
    stmt_bind_int(stmt, 2, after);
    stmt_bind_int(stmt, 3, walk->last);
    stmt_bind_int(stmt, 4, PAGE);
    if (!access)
        stmt_bind_uuid(stmt, 5, walk->chain.ledger_id);
    return stmt;
}

/* *ret_reached: the last seq before the first gap; an odd hash counts as one. */
static enum status walk_hashes(const struct hash_walk *walk, int64_t *ret_reached)
{
    int64_t reached = 0, rows = PAGE;
    bool row, whole = true;
    enum status status = OK;
    while (!status && whole && rows == PAGE) {
        struct stmt *stmt = hash_page(walk, reached);
        for (rows = 0; !(status = stmt_step(stmt, &row)) && row && whole; rows++) {
            struct digest hash;
            size_t size;
            const void *bytes = stmt_blob(stmt, 1, &size);
            whole = stmt_int(stmt, 0) == reached + 1 && bytes && size == DIGEST_SIZE;
            if (!whole)
                break;
            memcpy(hash.bytes, bytes, DIGEST_SIZE);
            walk->each(walk->context, ++reached, &hash);
        }
        stmt_done(stmt);
    }
    *ret_reached = reached;
    return status;
}

/* ---- making ---- */

struct making {
    struct db *db;
    struct arena *arena;
    const struct installation *installation;
    struct digest_state *digest; /* of the Merkle trees: the connection's own */
    struct problems *problems;
    size_t marks; /* a chain's */
    int64_t events;
};

struct chain_statement {
    struct merkle tree;
    struct digest last;
    int64_t every; /* mark each so many */
    json_t *marks;
};

static json_t *hash_json(const struct digest *hash)
{
    char text[DIGEST_TEXT];
    digest_text(hash, text);
    return json_string(text);
}

static json_t *id_json(struct uuid id)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    return json_string(text);
}

static void state_event(void *context, int64_t seq, const struct digest *hash)
{
    struct chain_statement *statement = context;
    merkle_add(&statement->tree, hash->bytes, DIGEST_SIZE);
    statement->last = *hash;
    if (seq % statement->every == 0)
        json_array_append_new(statement->marks, json_pack("[I,o]", (json_int_t)seq, hash_json(hash)));
}

static enum status state_chain(struct making *making, const struct chain_id *chain, json_t **ret_json)
{
    struct digest head = {0};
    int64_t seq = 0, reached = 0;
    instant at;
    bool there;
    enum status status = chains_head(making->db, chain, &there, &seq, &at, &head);
    if (status)
        return status;
    struct chain_statement statement = {.every = seq / (int64_t)making->marks + (seq % (int64_t)making->marks != 0)};
    statement.every = statement.every < 1 ? 1 : statement.every;
    statement.marks = json_array();
    merkle_begin(&statement.tree, making->digest);
    struct hash_walk walk = {making->db, *chain, seq, state_event, &statement};
    status = walk_hashes(&walk, &reached);
    if (!status && (reached != seq || (seq && !digest_equal(&head, &statement.last)))) {
        const char *name = chains_name(making->db, making->arena, chain->ledger_id);
        const char *last = arena_printf(making->arena, "%" PRId64, reached);
        status = problem_add(making->problems, REFUSED, &msg_chain_headless,
                             arena_printf(making->arena, "%s#%s", name, last), name, last, NULL);
    }
    if (status) {
        json_decref(statement.marks);
        return status;
    }
    struct digest root = merkle_root(&statement.tree);
    making->events += seq;
    *ret_json = json_pack("{s:o,s:o,s:I,s:o,s:o,s:o}", "ledger_id", id_json(chain->ledger_id), "site_id",
                          id_json(chain->site_id), "seq", (json_int_t)seq, "event_hash", hash_json(&statement.last),
                          "root", hash_json(&root), "marks", statement.marks);
    return OK;
}

static enum status state_chains(struct making *making, json_t *object, size_t *ret_chains)
{
    struct chain_list list;
    struct chain_id access = {.site_id = making->installation->site_id};
    json_t *chains = json_array(), *one = NULL;
    enum status status = chains_list(making->db, making->arena, &list);
    json_object_set_new(object, "chains", chains);
    if (!status) {
        making->marks = MARKS_ALL / (list.count + 1);
        making->marks = making->marks > MARKS_MAX ? MARKS_MAX : making->marks < MARKS_MIN ? MARKS_MIN : making->marks;
    }
    for (size_t i = 0; !status && i < list.count; i++)
        if (!(status = state_chain(making, &list.items[i], &one)))
            json_array_append_new(chains, one);
    if (!status && !(status = state_chain(making, &access, &one)))
        json_object_set_new(object, "access", one);
    if (!status)
        *ret_chains = list.count;
    return status;
}

/* The last checkpoint that the installation's chain knows of; number 0: none. */
static enum status last_checkpoint(struct db *db, struct uuid site, int64_t *ret_number, char ret_hash[DIGEST_TEXT])
{
    bool row;
    size_t size;
    struct stmt *stmt =
        db_prepare(db, "SELECT \"version\",\"open\" FROM \"ledger_event\" WHERE \"ledger_id\"=?1 AND "
                       "\"record_id\"=?1 AND \"record\"='checkpoint' ORDER BY \"version\" DESC LIMIT 1");
    stmt_bind_uuid(stmt, 1, site);
    enum status status = stmt_step(stmt, &row);
    *ret_number = 0;
    ret_hash[0] = '\0';
    if (!status && row) {
        *ret_number = stmt_int(stmt, 0);
        const char *part = stmt_blob(stmt, 1, &size);
        json_t *json = part ? json_loadb(part, size, 0, NULL) : NULL;
        const char *hash = json_string_value(json_object_get(json, "hash"));
        if (hash && strlen(hash) == DIGEST_TEXT - 1)
            memcpy(ret_hash, hash, DIGEST_TEXT);
        json_decref(json);
    }
    stmt_done(stmt);
    return status;
}

/* The bytes that are signed and those that are the file differ in the key "signature" alone. */
static char *canonical(const json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
    return text ? text : xstrdup("");
}

static struct digest file_hash(struct digest_state *digest, const char *bytes, size_t size)
{
    digest_begin(digest);
    digest_add(digest, tag, sizeof tag - 1);
    digest_add(digest, bytes, size);
    return digest_end(digest);
}

static char *tagged(const char *text)
{
    struct strbuf out = {0};
    strbuf_adds(&out, tag);
    strbuf_adds(&out, text);
    return out.bytes;
}

static void sign(const struct signing_key *key, json_t *object)
{
    uint8_t signature[KEY_SIGNATURE];
    struct strbuf hex = {0};
    char *text = canonical(object), *with_tag = tagged(text);
    key_sign(key, with_tag, strlen(with_tag), signature);
    strbuf_add_hex(&hex, signature, sizeof signature);
    json_object_set_new(object, "signature", json_string(strbuf_text(&hex)));
    strbuf_free(&hex);
    free(with_tag);
    free(text);
}

struct recording {
    const struct checkpoint *checkpoint;
    const struct actor *actor;
};

/* In the write transaction: another checkpoint may have been made meanwhile, then this one must be made anew. */
static enum status record_checkpoint(struct tx *tx, void *context, struct problems *problems)
{
    (void)problems;
    static const struct actor system = {.via = via_job};
    const struct recording *recording = context;
    const struct actor *actor = recording->actor ? recording->actor : &system;
    const struct installation *installation;
    char hash[DIGEST_TEXT];
    int64_t last = 0;
    enum status status = installation_load(tx->db, &installation);
    if (!status)
        status = chain_lock(tx, installation->site_id);
    if (!status)
        status = last_checkpoint(tx->db, installation->site_id, &last, hash);
    if (!status && last + 1 != recording->checkpoint->number)
        status = CONFLICT;
    if (status)
        return status;
    struct event event = {.ledger_id = installation->site_id,
                          .at = recording->checkpoint->at,
                          .command_id = uuid_new(recording->checkpoint->at),
                          .record = "checkpoint",
                          .record_id = installation->site_id,
                          .version = recording->checkpoint->number,
                          .schema_version = 1,
                          .event = "checkpoint",
                          .fields = "",
                          .actor_id = actor->person_id,
                          .acting_for_id = actor->acting_for_id,
                          .via = word_text(&words_via, (int)actor->via)};
    digest_text(&recording->checkpoint->hash, hash);
    event.parts[PART_OPEN].there = true;
    event.parts[PART_OPEN].bytes = arena_printf(tx->arena, "{\"hash\":\"%s\"}", hash); /* trusted: hex digits */
    event.parts[PART_OPEN].size = strlen(event.parts[PART_OPEN].bytes);
    return chain_append(tx, &event);
}

static enum status make_file(struct making *making, const struct signing_key *key, instant at,
                             struct checkpoint *checkpoint)
{
    char previous[DIGEST_TEXT], at_text[INSTANT_TEXT], public_key[KEY_TEXT];
    json_t *object = json_object();
    enum status status = state_chains(making, object, &checkpoint->chains);
    if (!status)
        status = last_checkpoint(making->db, making->installation->site_id, &checkpoint->number, previous);
    if (status) {
        json_decref(object);
        return status;
    }
    checkpoint->number++;
    checkpoint->at = at;
    checkpoint->events = making->events;
    instant_text(at, at_text);
    key_public(key, public_key);
    json_object_set_new(object, "format", json_integer(CHECKPOINT_FORMAT));
    json_object_set_new(object, "algorithm", json_string(digest_word(making->installation->algorithm)));
    json_object_set_new(object, "site_id", id_json(making->installation->site_id));
    json_object_set_new(object, "at", json_string(at_text));
    json_object_set_new(object, "number", json_integer(checkpoint->number));
    json_object_set_new(object, "previous", json_string(previous));
    json_object_set_new(object, "public_key", json_string(public_key));
    sign(key, object);
    char *text = canonical(object);
    checkpoint->size = strlen(text);
    checkpoint->bytes = arena_strdup(making->arena, text);
    checkpoint->hash = file_hash(making->digest, text, checkpoint->size);
    free(text);
    json_decref(object);
    return OK;
}

enum status checkpoint_make(struct db *db, const struct registry *registry, const struct clock *clock,
                            struct arena *arena, const struct signing_key *key, const struct actor *actor,
                            struct problems *problems, struct checkpoint *ret_checkpoint)
{
    char public_key[KEY_TEXT];
    struct making making = {.db = db, .arena = arena, .problems = problems};
    enum status status = installation_load(db, &making.installation);
    if (!status)
        status = chain_digest(db, &making.digest);
    if (status)
        return status;
    key_public(key, public_key);
    if (*making.installation->public_key && strcmp(making.installation->public_key, public_key) != 0)
        return problem_add(problems, REFUSED, &msg_key_other, "", public_key, making.installation->public_key, NULL);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        struct checkpoint checkpoint = {0};
        making.events = 0;
        status = make_file(&making, key, clock_now(clock), &checkpoint);
        if (status)
            return status == FAILED || status == BUSY ? db_problem(db, problems) : status;
        struct recording recording = {&checkpoint, actor};
        struct write_request request = {
            .apply = record_checkpoint, .context = &recording, .arena = arena, .problems = problems};
        status = write_now(db, registry, clock, &request);
        if (!status)
            *ret_checkpoint = checkpoint;
        if (status != CONFLICT)
            return status;
    }
    return problem_add(problems, BUSY, &msg_checkpoint_busy, "", NULL);
}

/* ---- checking ---- */

/* What the file says of one chain. */
struct claim {
    struct chain_id chain;
    int64_t seq;
    struct digest last, root;
    const json_t *marks;
};

struct checking {
    struct db *db;
    struct arena *arena;
    struct digest_state *digest; /* of the file's algorithm */
    struct problems *problems;
    struct checkpoint_report *report;
};

/* What is found while the chain is walked beside the claim. */
struct finding {
    struct merkle tree;
    struct digest last;
    const json_t *marks;
    size_t at;       /* next mark */
    int64_t agreed;  /* seq of the last mark that fits */
    int64_t differs; /* seq of the first that does not; 0: none */
};

static bool read_hash(const json_t *json, struct digest *hash)
{
    return json_is_string(json) && digest_parse(json_string_value(json), hash);
}

static bool read_id(const json_t *json, struct uuid *id)
{
    return json_is_string(json) && uuid_parse(json_string_value(json), id);
}

static bool read_claim(const json_t *json, struct claim *claim)
{
    const json_t *seq = json_object_get(json, "seq");
    claim->seq = json_integer_value(seq);
    claim->marks = json_object_get(json, "marks");
    return read_id(json_object_get(json, "ledger_id"), &claim->chain.ledger_id) &&
           read_id(json_object_get(json, "site_id"), &claim->chain.site_id) && json_is_integer(seq) &&
           claim->seq >= 0 && read_hash(json_object_get(json, "event_hash"), &claim->last) &&
           read_hash(json_object_get(json, "root"), &claim->root) && json_is_array(claim->marks);
}

static void compare_event(void *context, int64_t seq, const struct digest *hash)
{
    struct finding *finding = context;
    merkle_add(&finding->tree, hash->bytes, DIGEST_SIZE);
    finding->last = *hash;
    const json_t *mark = json_array_get(finding->marks, finding->at);
    struct digest marked;
    if (!mark || json_integer_value(json_array_get(mark, 0)) != seq)
        return;
    finding->at++;
    bool fits = read_hash(json_array_get(mark, 1), &marked) && digest_equal(&marked, hash);
    if (fits && !finding->differs)
        finding->agreed = seq;
    else if (!finding->differs)
        finding->differs = seq;
}

static enum status complain(struct checking *checking, const struct claim *claim, const struct message *message,
                            int64_t seq, const char *first, const char *second)
{
    const char *name = uuid_is_nil(claim->chain.ledger_id)
                           ? "access_event"
                           : chains_name(checking->db, checking->arena, claim->chain.ledger_id);
    return problem_add(checking->problems, REFUSED, message, arena_printf(checking->arena, "%s#%" PRId64, name, seq),
                       name, first, second, NULL);
}

static enum status check_claim(struct checking *checking, const struct claim *claim)
{
    struct finding finding = {.marks = claim->marks};
    struct digest head;
    int64_t reached = 0, now = 0;
    instant at;
    bool there;
    merkle_begin(&finding.tree, checking->digest);
    struct hash_walk walk = {checking->db, claim->chain, claim->seq, compare_event, &finding};
    enum status status = walk_hashes(&walk, &reached);
    if (!status)
        status = chains_head(checking->db, &claim->chain, &there, &now, &at, &head);
    if (status)
        return status;
    checking->report->events += claim->seq;
    checking->report->newer_events += there && now > claim->seq ? now - claim->seq : 0;
    const char *claimed = arena_printf(checking->arena, "%" PRId64, claim->seq);
    if (claim->seq && !reached)
        return complain(checking, claim, &msg_chain_missing, 1, claimed, NULL);
    struct digest root = merkle_root(&finding.tree);
    bool equal = reached == claim->seq && digest_equal(&root, &claim->root) &&
                 (!claim->seq || digest_equal(&finding.last, &claim->last));
    if (equal)
        return OK;
    if (finding.differs || reached == claim->seq) { /* an event hash differs: from there on all do */
        int64_t first = finding.agreed + 1, last = finding.differs ? finding.differs : claim->seq;
        const char *where = first == last ? arena_printf(checking->arena, "%" PRId64, first)
                                          : arena_printf(checking->arena, "%" PRId64 "–%" PRId64, first, last);
        return complain(checking, claim, &msg_chain_rehashed, first, where, NULL);
    }
    return complain(checking, claim, &msg_chain_cut, reached + 1, arena_printf(checking->arena, "%" PRId64, reached),
                    claimed);
}

static bool read_signature(const char *text, uint8_t signature[KEY_SIGNATURE])
{
    struct digest halves[2];
    char half[DIGEST_TEXT];
    if (!text || strlen(text) != 4 * DIGEST_SIZE)
        return false;
    for (size_t i = 0; i < 2; i++) {
        memcpy(half, text + i * 2 * DIGEST_SIZE, 2 * DIGEST_SIZE);
        half[2 * DIGEST_SIZE] = '\0';
        if (!digest_parse(half, &halves[i]))
            return false;
        memcpy(signature + i * DIGEST_SIZE, halves[i].bytes, DIGEST_SIZE);
    }
    return true;
}

/* Takes the signature out of the object. */
static bool signature_holds(json_t *object, const char *key)
{
    uint8_t signature[KEY_SIGNATURE];
    bool there = read_signature(json_string_value(json_object_get(object, "signature")), signature);
    json_object_del(object, "signature");
    char *text = canonical(object), *with_tag = tagged(text);
    bool good = there && key_verify(key, with_tag, strlen(with_tag), signature);
    free(with_tag);
    free(text);
    return good;
}

static enum status broken(struct problems *problems, const char *what)
{
    return problem_add(problems, MALFORMED, &msg_checkpoint_broken, "", what, NULL);
}

/* Who made it, for whom, and that it is whole. */
static enum status check_origin(struct checking *checking, json_t *object, const char *trusted_key)
{
    const struct installation *installation;
    const char *key = json_string_value(json_object_get(object, "public_key"));
    const char *site = json_string_value(json_object_get(object, "site_id"));
    const char *at = json_string_value(json_object_get(object, "at"));
    struct uuid site_id;
    enum status status = installation_load(checking->db, &installation);
    if (status)
        return status;
    if (json_integer_value(json_object_get(object, "format")) != CHECKPOINT_FORMAT)
        return broken(checking->problems, "format");
    if (!key || strlen(key) != KEY_TEXT - 1)
        return broken(checking->problems, "public_key");
    if (!site || !uuid_parse(site, &site_id))
        return broken(checking->problems, "site_id");
    if (!at || !instant_parse(at, &checking->report->at))
        return broken(checking->problems, "at");
    checking->report->number = json_integer_value(json_object_get(object, "number"));
    memcpy(checking->report->public_key, key, KEY_TEXT);
    const char *expected = trusted_key ? trusted_key : *installation->public_key ? installation->public_key : key;
    if (strcmp(expected, key) != 0 || !signature_holds(object, key))
        return problem_add(checking->problems, REFUSED, &msg_checkpoint_signature, "", NULL);
    if (!uuid_equal(site_id, installation->site_id))
        return problem_add(checking->problems, REFUSED, &msg_checkpoint_other_site, "", site, NULL);
    return OK;
}

static enum status check_chains(struct checking *checking, const json_t *object)
{
    const json_t *chains = json_object_get(object, "chains");
    json_t *json;
    size_t i;
    struct claim claim;
    enum status worst = OK;
    if (!json_is_array(chains))
        return broken(checking->problems, "chains");
    json_array_foreach(chains, i, json)
    {
        enum status one =
            read_claim(json, &claim) ? check_claim(checking, &claim) : broken(checking->problems, "chains");
        if (one && one != REFUSED)
            return one;
        worst = one ? one : worst;
        checking->report->chains++;
    }
    enum status access = read_claim(json_object_get(object, "access"), &claim) ? check_claim(checking, &claim)
                                                                               : broken(checking->problems, "access");
    return access ? access : worst;
}

enum status checkpoint_check(struct db *db, struct arena *arena, const void *bytes, size_t size,
                             const char *trusted_key, struct problems *problems, struct checkpoint_report *ret_report)
{
    enum digest_kind algorithm;
    json_t *object = NULL;
    struct checking checking = {.db = db, .arena = arena, .problems = problems, .report = ret_report};
    *ret_report = (struct checkpoint_report){0};
    if (size > CHECKPOINT_BYTES)
        return problem_add(problems, TOO_LARGE, &msg_checkpoint_broken, "", "64 MiB", NULL);
    enum status status = json_parse(bytes, size, problems, &object);
    if (status)
        return status;
    const char *word = json_string_value(json_object_get(object, "algorithm"));
    if (!json_is_object(object) || !word || !digest_kind_of_word(word, &algorithm))
        status = broken(problems, "algorithm");
    if (!status)
        status = check_origin(&checking, object, trusted_key);
    if (!status) {
        checking.digest = digest_new(algorithm);
        status = check_chains(&checking, object);
        digest_free(checking.digest);
    }
    json_decref(object);
    return status == FAILED || status == BUSY ? db_problem(db, problems) : status;
}
