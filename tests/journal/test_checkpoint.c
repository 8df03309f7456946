#include "journal/bench.h"

#include "journal/access_log.h"
#include "journal/chain.h"
#include "journal/checkpoint.h"
#include "journal/journal_messages.h"
#include "journal/merkle.h"
#include "journal/verify.h"

#include <sys/stat.h>

/* ---- Merkle trees ---- */

/* The tree of RFC 6962 and 9162 as their reference implementation tests it, SHA-256. */
static void roots_match_the_published_vectors(void **state)
{
    (void)state;
    static const struct {
        const char *leaf;
        size_t size;
    } leaves[] = {{"", 0},
                  {"\x00", 1},
                  {"\x10", 1},
                  {"\x20\x21", 2},
                  {"\x30\x31", 2},
                  {"\x40\x41\x42\x43", 4},
                  {"\x50\x51\x52\x53\x54\x55\x56\x57", 8},
                  {"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f", 16}};
    static const char *const roots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    struct digest_state *digest = digest_new(DIGEST_SHA256);
    struct merkle tree;
    merkle_begin(&tree, digest);
    for (size_t i = 0; i <= COUNT(leaves); i++) {
        char text[DIGEST_TEXT];
        struct digest root = merkle_root(&tree);
        digest_text(&root, text);
        assert_string_equal(text, roots[i]);
        if (i < COUNT(leaves))
            merkle_add(&tree, leaves[i].leaf, leaves[i].size);
    }
    digest_free(digest);
}

/* RFC 9162, 2.1.1, word for word: split at the largest power of two below n. */
static struct digest by_definition(struct digest_state *digest, const struct digest *leaves, size_t count)
{
    size_t split = 1;
    if (count == 1) {
        digest_begin(digest);
        digest_add(digest, "\0", 1);
        digest_add(digest, leaves->bytes, DIGEST_SIZE);
        return digest_end(digest);
    }
    while (split * 2 < count)
        split *= 2;
    struct digest left = by_definition(digest, leaves, split);
    struct digest right = by_definition(digest, leaves + split, count - split);
    digest_begin(digest);
    digest_add(digest, "\1", 1);
    digest_add(digest, left.bytes, DIGEST_SIZE);
    digest_add(digest, right.bytes, DIGEST_SIZE);
    return digest_end(digest);
}

static void roots_match_the_definition(void **state)
{
    (void)state;
    enum { MOST = 300 };
    static struct digest leaves[MOST];
    for (int kind = DIGEST_SM3; kind <= DIGEST_SHA256; kind++) {
        struct digest_state *digest = digest_new((enum digest_kind)kind);
        struct merkle tree;
        merkle_begin(&tree, digest);
        for (size_t i = 0; i < MOST; i++) {
            leaves[i] = digest_of((enum digest_kind)kind, &i, sizeof i);
            merkle_add(&tree, leaves[i].bytes, DIGEST_SIZE);
            struct digest root = merkle_root(&tree), defined = by_definition(digest, leaves, i + 1);
            assert_memory_equal(root.bytes, defined.bytes, DIGEST_SIZE);
        }
        digest_free(digest);
    }
}

/* ---- keys ---- */

static struct signing_key *fresh_key(struct bench *bench, const char *name)
{
    struct signing_key *key = NULL;
    const char *path = arena_printf(bench->arena, "%s/keys/deep/%s", bench->directory, name);
    assert_int_equal(key_create(path, &bench->problems, &key), OK);
    return key;
}

static void a_key_is_made_once_and_kept_private(void **state)
{
    BENCH(state);
    struct stat about;
    struct signing_key *key = fresh_key(bench, "one"), *again = NULL;
    const char *path = arena_printf(bench->arena, "%s/keys/deep/one", bench->directory);
    char public_key[KEY_TEXT], loaded[KEY_TEXT];
    uint8_t signature[KEY_SIGNATURE];
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(key_create(path, &bench->problems, &again), REFUSED);
    assert_true(bench_names(bench, &msg_key_exists, ""));
    assert_int_equal(key_load(path, &bench->problems, &again), OK);
    key_public(key, public_key);
    key_public(again, loaded);
    assert_string_equal(public_key, loaded);
    key_sign(key, "abc", 3, signature);
    assert_true(key_verify(public_key, "abc", 3, signature));
    assert_false(key_verify(public_key, "abd", 3, signature));
    signature[9] ^= 1;
    assert_false(key_verify(public_key, "abc", 3, signature));
    assert_false(key_verify("", "abc", 3, signature));
    key_free(again);
    assert_int_equal(chmod(path, 0644), 0);
    assert_int_equal(key_load(path, &bench->problems, &again), REFUSED);
    assert_true(bench_names(bench, &msg_key_exposed, ""));
    assert_int_equal(key_load("/nowhere/at/all", &bench->problems, &again), NOT_FOUND);
    FILE *file = fopen(path, "w");
    fputs("no key", file);
    fclose(file);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(key_load(path, &bench->problems, &again), REFUSED);
    key_free(key);
}

/* RFC 8032, 7.1, test 2. */
static void signatures_match_the_published_vector(void **state)
{
    (void)state;
    static const uint8_t signature[] = {0x92, 0xa0, 0x09, 0xa9, 0xf0, 0xd4, 0xca, 0xb8, 0x72, 0x0e, 0x82, 0x0b, 0x5f,
                                        0x64, 0x25, 0x40, 0xa2, 0xb2, 0x7b, 0x54, 0x16, 0x50, 0x3f, 0x8f, 0xb3, 0x76,
                                        0x22, 0x23, 0xeb, 0xdb, 0x69, 0xda, 0x08, 0x5a, 0xc1, 0xe4, 0x3e, 0x15, 0x99,
                                        0x6e, 0x45, 0x8f, 0x36, 0x13, 0xd0, 0xf1, 0x1d, 0x8c, 0x38, 0x7b, 0x2e, 0xae,
                                        0xb4, 0x30, 0x2a, 0xee, 0xb0, 0x0d, 0x29, 0x16, 0x12, 0xbb, 0x0c, 0x00};
    assert_true(key_verify("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72", 1, signature));
}

/* ---- checkpoints ---- */

static struct checkpoint make(struct bench *bench, struct signing_key *key)
{
    struct checkpoint checkpoint = {0};
    bench_tick(bench, 1000);
    if (checkpoint_make(bench->db, &gadget_registry, &bench->clock, bench->arena, key, NULL, &bench->problems,
                        &checkpoint) != OK)
        fail_msg("%s", bench_said(bench));
    return checkpoint;
}

static enum status check(struct bench *bench, const struct checkpoint *checkpoint, const char *key)
{
    struct checkpoint_report report;
    bench_forget(bench);
    return checkpoint_check(bench->db, bench->arena, checkpoint->bytes, checkpoint->size, key, &bench->problems,
                            &report);
}

static void verify_holds(struct bench *bench)
{
    struct verify_report report;
    bench_forget(bench);
    if (journal_verify(bench->db, bench->arena, NULL, &bench->problems, &report) != OK)
        fail_msg("%s", bench_said(bench));
}

/* The only problem is this one, at this place. */
static void must_be_seen(struct bench *bench, const struct checkpoint *checkpoint, const struct message *message,
                         struct uuid ledger, int64_t seq)
{
    char id[UUID_TEXT], place[80];
    uuid_text(ledger, id);
    snprintf(place, sizeof place, "%s#%lld", id, (long long)seq);
    assert_int_equal(check(bench, checkpoint, NULL), REFUSED);
    if (!bench_names(bench, message, place) || bench->problems.count != 1)
        fail_msg("expected %s at %s, said:\n%s", message->code, place, bench_said(bench));
}

static void a_checkpoint_fits_its_store(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct signing_key *key = fresh_key(bench, "k"), *other = fresh_key(bench, "other");
    char public_key[KEY_TEXT], others[KEY_TEXT];
    struct checkpoint_report report;
    bench_fill(bench, 400, &history);
    struct access_entry entry = {clock_now(&bench->clock), bench->actor.person_id, access_log_in, "", "10.0.0.9"};
    assert_int_equal(access_log_append(bench->db, &entry, 1), FAILED); /* only inside a transaction */
    assert_int_equal(db_begin(bench->db), OK);
    assert_int_equal(access_log_append(bench->db, &entry, 1), OK);
    assert_int_equal(db_commit(bench->db), OK);
    key_public(key, public_key);
    key_public(other, others);
    struct checkpoint first = make(bench, key);
    assert_int_equal(first.number, 1);
    assert_int_equal(first.chains, 1 + BENCH_LEDGERS);
    assert_int_equal(check(bench, &first, public_key), OK);
    bench_fill(bench, 100, &history);
    struct checkpoint second = make(bench, key);
    assert_int_equal(second.number, 2);
    assert_int_equal(check(bench, &first, NULL), OK);
    assert_int_equal(
        checkpoint_check(bench->db, bench->arena, second.bytes, second.size, public_key, &bench->problems, &report),
        OK);
    assert_int_equal(report.chains, 1 + BENCH_LEDGERS);
    assert_int_equal(report.events, second.events);
    assert_int_equal(report.newer_events, 1); /* its own */
    assert_int_equal(report.number, 2);
    assert_string_equal(report.public_key, public_key);
    char hash[DIGEST_TEXT];
    digest_text(&first.hash, hash);
    assert_non_null(strstr(second.bytes, arena_printf(bench->arena, "\"previous\":\"%s\"", hash)));
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='checkpoint'"), 2);
    assert_int_equal(check(bench, &second, others), REFUSED);
    assert_true(bench_names(bench, &msg_checkpoint_signature, ""));
    verify_holds(bench);
    key_free(key);
    key_free(other);
}

static void a_file_that_was_touched_is_refused(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct signing_key *key = fresh_key(bench, "k");
    bench_fill(bench, 50, &history);
    struct checkpoint file = make(bench, key);
    for (int i = 0; i < 300; i++) {
        char *bytes = arena_memdup(bench->arena, file.bytes, file.size);
        size_t at = dice_roll(&bench->dice, file.size);
        bytes[at] = (char)(bytes[at] ^ (1 << dice_roll(&bench->dice, 7)));
        struct checkpoint touched = {.bytes = bytes, .size = file.size};
        if (check(bench, &touched, NULL) == OK)
            fail_msg("byte %zu was changed unseen", at);
        touched = (struct checkpoint){.bytes = file.bytes, .size = at};
        assert_int_not_equal(check(bench, &touched, NULL), OK);
    }
    key_free(key);
}

static const char *chain(struct bench *bench, int ledger)
{
    return bench_id(bench, bench->ledgers[ledger]);
}

static void fix_head(struct bench *bench, int ledger)
{
    bench_sql(bench,
              "UPDATE chain_head SET seq=(SELECT max(seq) FROM ledger_event WHERE ledger_id=%s), at=(SELECT at FROM "
              "ledger_event WHERE ledger_id=%s ORDER BY seq DESC LIMIT 1), event_hash=(SELECT event_hash FROM "
              "ledger_event WHERE ledger_id=%s ORDER BY seq DESC LIMIT 1) WHERE ledger_id=%s",
              chain(bench, ledger), chain(bench, ledger), chain(bench, ledger), chain(bench, ledger));
}

static void a_tail_cut_off_is_seen(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct signing_key *key = fresh_key(bench, "k");
    bench_fill(bench, 300, &history);
    struct checkpoint file = make(bench, key);
    int64_t last = bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", chain(bench, 1));
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq>%lld", chain(bench, 1), (long long)last - 5);
    must_be_seen(bench, &file, &msg_chain_cut, bench->ledgers[1], last - 4);
    fix_head(bench, 1);
    verify_holds(bench); /* it has no way to know */
    must_be_seen(bench, &file, &msg_chain_cut, bench->ledgers[1], last - 4);
    key_free(key);
}

static void a_ledger_deleted_is_seen(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct signing_key *key = fresh_key(bench, "k");
    bench_fill(bench, 300, &history);
    struct checkpoint file = make(bench, key);
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s", chain(bench, 2));
    bench_sql(bench, "DELETE FROM chain_head WHERE ledger_id=%s", chain(bench, 2));
    must_be_seen(bench, &file, &msg_chain_missing, bench->ledgers[2], 1);
    key_free(key);
}

/* An attacker who knows everything but the signing key: changes one event and recomputes all hashes behind it. */
static void hash_anew(struct bench *bench, int ledger, int64_t from)
{
    struct arena *arena = arena_new();
    struct digest_state *digest;
    struct digest previous = {0};
    VEC(struct event) events = {0};
    struct strbuf sql = {0};
    bool row;
    strbuf_adds(&sql, event_select);
    strbuf_adds(&sql, " WHERE \"ledger_id\"=?1 ORDER BY \"seq\"");
    struct stmt *stmt = db_prepare(bench->db, strbuf_text(&sql));
    stmt_bind_uuid(stmt, 1, bench->ledgers[ledger]);
    while (stmt_step(stmt, &row) == OK && row)
        event_read(stmt, arena, VEC_PUSH(arena, &events));
    stmt_done(stmt);
    assert_int_equal(chain_digest(bench->db, &digest), OK);
    for (size_t i = 0; i < events.count; i++) {
        struct event *event = &events.items[i];
        if (event->seq >= from) {
            if (event->seq == from)
                event->at++;
            event->content_hash = event_content_hash(digest, event);
            event->event_hash = event_chain_hash(digest, &previous, &event->content_hash);
            bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq=%lld", chain(bench, ledger),
                      (long long)event->seq);
            assert_int_equal(event_insert(bench->db, arena, event), OK);
        }
        previous = event->event_hash;
    }
    fix_head(bench, ledger);
    strbuf_free(&sql);
    arena_free(arena);
}

static void a_chain_hashed_anew_is_seen(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct signing_key *key = fresh_key(bench, "k");
    bench_fill(bench, 120, &history);
    struct checkpoint small = make(bench, key);
    bench_sql(bench, "BEGIN");
    hash_anew(bench, 0, 9);
    bench_sql(bench, "COMMIT");
    verify_holds(bench);
    must_be_seen(bench, &small, &msg_chain_rehashed, bench->ledgers[0], 9); /* exactly: every event has its mark */
    bench_fill(bench, 600, &history);
    struct checkpoint large = make(bench, key);
    bench_sql(bench, "BEGIN");
    hash_anew(bench, 1, 101);
    bench_sql(bench, "COMMIT");
    verify_holds(bench);
    assert_int_equal(check(bench, &large, NULL), REFUSED);
    assert_int_equal(bench->problems.count, 1);
    assert_ptr_equal(bench->problems.items[0].message, &msg_chain_rehashed);
    long long first = 0, last = 0;
    assert_int_equal(sscanf(bench->problems.items[0].args[1], "%lld–%lld", &first, &last), 2);
    assert_true(first <= 101 && 101 <= last);
    assert_true(last - first <=
                bench_number(bench, "SELECT max(seq) FROM ledger_event WHERE ledger_id=%s", chain(bench, 1)) / 60);
    key_free(key);
}

static void a_checkpoint_of_another_site_is_refused(void **state)
{
    BENCH(state);
    struct signing_key *key = fresh_key(bench, "k");
    struct checkpoint file = make(bench, key);
    bench_sql(bench, "UPDATE installation SET site_id=%s", bench_id(bench, uuid_new(5)));
    db_close(bench->db);
    bench->db = bench_connect(bench);
    assert_int_equal(check(bench, &file, NULL), REFUSED);
    assert_true(bench_names(bench, &msg_checkpoint_other_site, ""));
    key_free(key);
}

static void a_broken_chain_gets_no_checkpoint(void **state)
{
    BENCH(state);
    struct bench_history history = {0};
    struct checkpoint none;
    struct signing_key *key = fresh_key(bench, "k");
    bench_fill(bench, 100, &history);
    bench_sql(bench, "DELETE FROM ledger_event WHERE ledger_id=%s AND seq=4", chain(bench, 0));
    assert_int_equal(
        checkpoint_make(bench->db, &gadget_registry, &bench->clock, bench->arena, key, NULL, &bench->problems, &none),
        REFUSED);
    assert_int_equal(bench_number(bench, "SELECT count(*) FROM ledger_event WHERE record='checkpoint'"), 0);
    key_free(key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_match_the_published_vectors),
        cmocka_unit_test(roots_match_the_definition),
        cmocka_unit_test(signatures_match_the_published_vector),
        {"a_key_is_made_once_and_kept_private", a_key_is_made_once_and_kept_private, bench_sqlite, bench_end, NULL},
        ON_BOTH(a_checkpoint_fits_its_store),
        ON_BOTH(a_file_that_was_touched_is_refused),
        ON_BOTH(a_tail_cut_off_is_seen),
        ON_BOTH(a_ledger_deleted_is_seen),
        ON_BOTH(a_chain_hashed_anew_is_seen),
        ON_BOTH(a_checkpoint_of_another_site_is_refused),
        ON_BOTH(a_broken_chain_gets_no_checkpoint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
