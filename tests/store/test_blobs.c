/* The blob store: one file for the same bytes, whole or not at all, healed when it was damaged. */
#include "journal/bench.h"

#include "store/blobs.h"

#include <errno.h>
#include <sys/stat.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        {"a_damaged_blob_is_healed_by_writing_it_again", a_damaged_blob_is_healed_by_writing_it_again, bench_sqlite,
         bench_end, NULL},
        {"the_same_bytes_are_one_file", the_same_bytes_are_one_file, bench_sqlite, bench_end, NULL},
        {"a_failure_is_said_with_its_cause", a_failure_is_said_with_its_cause, bench_sqlite, bench_end, NULL},
        {"a_store_is_readable_by_its_owner_alone", a_store_is_readable_by_its_owner_alone, bench_sqlite, bench_end,
         NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
