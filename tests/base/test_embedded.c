#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/embedded.h"

#include "test_empty.h"
#include "test_files.h"

static void same_as_on_disk(const struct embedded *file, const char *path)
{
    char place[1024];
    snprintf(place, sizeof place, "%s/tests/base/embedded_tree/%s", getenv("RECTIFY_SOURCE"), path);
    FILE *stream = fopen(place, "rb");
    assert_non_null(stream);
    char bytes[4096];
    size_t size = fread(bytes, 1, sizeof bytes, stream);
    fclose(stream);
    assert_int_equal(embedded_size(file), size);
    assert_memory_equal(file->start, bytes, size);
}

static void every_file_is_there_byte_for_byte(void **state)
{
    (void)state;
    const struct embedded *text = embedded_find(test_files, "single");
    assert_non_null(text);
    same_as_on_disk(text, "b.txt");
    same_as_on_disk(embedded_find(test_files, "web/b.txt"), "b.txt");
    const struct embedded *page = embedded_find(test_files, "web/pages/index.html");
    assert_non_null(page);
    same_as_on_disk(page, "pages/index.html");
    assert_string_equal(page->media_type, "text/html; charset=utf-8");
    same_as_on_disk(embedded_find(test_files, "web/pages/empty.css"), "pages/empty.css");
    assert_int_equal(COUNT(test_files), 4 + 1);
}

static void only_what_shrinks_is_compressed(void **state)
{
    (void)state;
    const struct embedded *page = embedded_find(test_files, "web/pages/index.html");
    assert_non_null(page->gzip_start);
    assert_true(page->gzip_end - page->gzip_start < page->end - page->start);
    assert_memory_equal(page->gzip_start, "\x1f\x8b\x08", 3);
    assert_null(embedded_find(test_files, "web/b.txt")->gzip_start);
    assert_null(embedded_find(test_files, "web/pages/empty.css")->gzip_start);
}

static void the_etag_is_the_quoted_sha256(void **state)
{
    (void)state;
    const struct embedded *page = embedded_find(test_files, "web/pages/index.html");
    struct digest digest = digest_of(DIGEST_SHA256, page->start, embedded_size(page));
    char hex[DIGEST_TEXT], quoted[DIGEST_TEXT + 2];
    digest_text(&digest, hex);
    snprintf(quoted, sizeof quoted, "\"%s\"", hex);
    assert_string_equal(page->etag, quoted);
}

static void names_are_found_exactly(void **state)
{
    (void)state;
    assert_null(embedded_find(test_files, "web/pages"));
    assert_null(embedded_find(test_files, "web/pages/index.htm"));
    assert_null(embedded_find(test_files, ""));
    assert_null(embedded_find(test_files, "zzz"));
}

static void a_missing_folder_gives_an_empty_table(void **state)
{
    (void)state;
    assert_null(test_empty[0].name);
    assert_null(embedded_find(test_empty, "web/index.html"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_is_there_byte_for_byte),     cmocka_unit_test(only_what_shrinks_is_compressed),
        cmocka_unit_test(the_etag_is_the_quoted_sha256),         cmocka_unit_test(names_are_found_exactly),
        cmocka_unit_test(a_missing_folder_gives_an_empty_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
