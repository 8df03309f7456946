/* The blob store: one file for the same bytes, whole or not at all, healed when it was damaged. */
#include "journal/bench.h"

#include "store/blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <time.h>

static void put(struct blobs *blobs, const char *text, struct digest *digest)
{
    struct problems problems;
    struct arena *arena = arena_new();
    problems_init(&problems, arena);
    assert_int_equal(blobs_put(blobs, text, strlen(text), &problems, digest), OK);
    arena_free(arena);
}

static const char *file_of(struct bench *bench, const struct digest *digest)
{
    char name[DIGEST_TEXT];
    digest_text(digest, name);
    return arena_printf(bench->arena, "%s/blobs/%.2s/%s", bench->directory, name, name + 2);
}

static void overwrite(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void a_damaged_blob_is_healed_by_writing_it_again(void **state)
{
    BENCH(state);
    static const char *const damages[] = {"abcdefgX", "", "abcdefghi"}; /* of equal size, cut, too long */
    struct blobs *blobs = blobs_open(arena_printf(bench->arena, "%s/blobs", bench->directory));
    struct digest digest, again;
    put(blobs, "abcdefgh", &digest);
    for (size_t i = 0; i < COUNT(damages); i++) {
        overwrite(file_of(bench, &digest), damages[i]);
        assert_int_equal(blobs_check(blobs, &digest), MALFORMED);
        put(blobs, "abcdefgh", &again);
        assert_memory_equal(&digest, &again, sizeof digest);
        assert_int_equal(blobs_check(blobs, &digest), OK);
    }
    blobs_close(blobs);
}

static void the_same_bytes_are_one_file(void **state)
{
    BENCH(state);
    struct blobs *blobs = blobs_open(arena_printf(bench->arena, "%s/blobs", bench->directory));
    struct digest digest;
    struct stat first, second;
    put(blobs, "", &digest);
    put(blobs, "abc", &digest);
    assert_int_equal(stat(file_of(bench, &digest), &first), 0);
    put(blobs, "abc", &digest);
    assert_int_equal(stat(file_of(bench, &digest), &second), 0);
    assert_true(first.st_ino == second.st_ino);
    assert_int_equal(first.st_mode & 0777, 0600);
    blobs_close(blobs);
}

static void a_failure_is_said_with_its_cause(void **state)
{
    BENCH(state);
    struct digest digest;
    struct blobs *blobs = blobs_open(arena_printf(bench->arena, "%s/rectify.db/blobs", bench->directory));
    assert_int_equal(blobs_put(blobs, "abc", 3, &bench->problems, &digest), FAILED);
    assert_non_null(strstr(bench_said(bench), strerror(ENOTDIR)));
    blobs_close(blobs);
}

static void a_store_is_readable_by_its_owner_alone(void **state)
{
    BENCH(state);
    static const char *const files[] = {"rectify.db", "rectify.db-wal", "rectify.db-shm"};
    struct stat about;
    for (size_t i = 0; i < COUNT(files); i++) {
        assert_int_equal(stat(arena_printf(bench->arena, "%s/%s", bench->directory, files[i]), &about), 0);
        assert_int_equal(about.st_mode & 0777, 0600);
    }
}

/* ---- dropping ---- */

static instant now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_REALTIME, &at);
    return (instant)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void grow_old(struct bench *bench, const struct digest *digest)
{
    const struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, file_of(bench, digest), times, 0), 0);
}

static void only_what_was_put_before_is_dropped(void **state)
{
    BENCH(state);
    struct blobs *blobs = blobs_open(arena_printf(bench->arena, "%s/blobs", bench->directory));
    struct digest old, young, again;
    bool dropped;
    put(blobs, "old", &old);
    put(blobs, "young", &young);
    put(blobs, "again", &again);
    grow_old(bench, &old);
    grow_old(bench, &again);
    put(blobs, "again", &again); /* young again */
    const struct digest *all[] = {&old, &young, &again};
    for (size_t i = 0; i < COUNT(all); i++) {
        assert_int_equal(blobs_drop(blobs, all[i], now() - 60000, &dropped), OK);
        assert_int_equal(dropped, i == 0);
        assert_int_equal(blobs_check(blobs, all[i]), i == 0 ? NOT_FOUND : OK);
    }
    blobs_close(blobs);
}

enum { RACES = 150, RACERS = 4, YOUNG = 400 };

struct race {
    struct blobs *blobs;
    struct bench *bench;
    struct digest digest;
    atomic_bool stopping;
    atomic_int lost;
};

/* Puts an old file again and again; what was put must be there as long as it is young. */
static void *put_again(void *context)
{
    struct race *race = context;
    struct arena *arena = arena_new();
    struct problems problems;
    struct digest digest;
    problems_init(&problems, arena);
    for (int i = 0; i < RACES; i++) {
        instant from = now();
        bool good = blobs_put(race->blobs, "raced for", 9, &problems, &digest) == OK;
        good = good && blobs_check(race->blobs, &digest) == OK;
        if (!good && now() - from < YOUNG)
            atomic_fetch_add(&race->lost, 1);
    }
    arena_free(arena);
    return NULL;
}

static void *drop_again(void *context)
{
    struct race *race = context;
    bool dropped;
    while (!atomic_load(&race->stopping))
        blobs_drop(race->blobs, &race->digest, now() - YOUNG, &dropped);
    return NULL;
}

static void what_is_put_is_not_dropped_beside_it(void **state)
{
    BENCH(state);
    struct race race = {.blobs = blobs_open(arena_printf(bench->arena, "%s/blobs", bench->directory)), .bench = bench};
    pthread_t racers[RACERS], dropper;
    put(race.blobs, "raced for", &race.digest);
    for (int round = 0; round < 5; round++) {
        grow_old(bench, &race.digest);
        atomic_store(&race.stopping, false);
        assert_int_equal(pthread_create(&dropper, NULL, drop_again, &race), 0);
        for (int i = 0; i < RACERS; i++)
            assert_int_equal(pthread_create(&racers[i], NULL, put_again, &race), 0);
        for (int i = 0; i < RACERS; i++)
            pthread_join(racers[i], NULL);
        atomic_store(&race.stopping, true);
        pthread_join(dropper, NULL);
        assert_int_equal(atomic_load(&race.lost), 0);
    }
    blobs_close(race.blobs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a_damaged_blob_is_healed_by_writing_it_again", a_damaged_blob_is_healed_by_writing_it_again, bench_sqlite,
         bench_end, NULL},
        {"the_same_bytes_are_one_file", the_same_bytes_are_one_file, bench_sqlite, bench_end, NULL},
        {"a_failure_is_said_with_its_cause", a_failure_is_said_with_its_cause, bench_sqlite, bench_end, NULL},
        {"only_what_was_put_before_is_dropped", only_what_was_put_before_is_dropped, bench_sqlite, bench_end, NULL},
        {"what_is_put_is_not_dropped_beside_it", what_is_put_is_not_dropped_beside_it, bench_sqlite, bench_end, NULL},
        {"a_store_is_readable_by_its_owner_alone", a_store_is_readable_by_its_owner_alone, bench_sqlite, bench_end,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
