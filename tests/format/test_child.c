/* Programs of others in a process of their own: their limits hold, whatever they do. */
#include "testing.h"

#include "format/child.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const surroundings[] = {"LANG=C.UTF-8", NULL};

static bool run(const char *script, int seconds, size_t file_bytes, size_t most, struct strbuf *out)
{
    const char *const arguments[] = {"/bin/sh", "-c", script, NULL};
    const struct child_wish wish = {.arguments = arguments,
                                    .environment = surroundings,
                                    .in = -1,
                                    .seconds = seconds,
                                    .memory_mib = 512,
                                    .file_bytes = file_bytes,
                                    .offline = true};
    return child_run(&wish, most, out);
}

static void expect(const char *script, bool well, const char *said)
{
    struct strbuf out = {0};
    assert_int_equal(run(script, 10, 0, 1000, &out), well);
    assert_string_equal(strbuf_text(&out), said);
    strbuf_free(&out);
}

static void what_it_says_and_whether_it_did_well(void **state)
{
    (void)state;
    expect("echo 好; echo unheard >&2", true, "好\n");
    expect("echo half; exit 3", false, "half\n");
    expect("kill -9 $$", false, "");
    expect("cat", true, ""); /* nothing to read */
    const char *const absent[] = {"/no/such/program", NULL};
    struct strbuf out = {0};
    assert_null(child_program(absent));
    const struct child_wish wish = {
        .arguments = absent, .environment = surroundings, .in = -1, .seconds = 5, .memory_mib = 512};
    assert_false(child_run(&wish, 100, &out));
    strbuf_free(&out);
}

static void it_has_nothing_of_ours(void **state)
{
    (void)state;
    FILE *ours = fopen("/proc/self/status", "r"); /* open on exec */
    assert_non_null(ours);
    expect("ls /proc/self/fd | wc -l", true, "4\n"); /* its own three, and the folder */
    expect("echo $HOME$USER", true, "\n");
    fclose(ours);
}

/* However long it means to go on, with all that it has started. */
static void what_does_not_end_is_ended(void **state)
{
    (void)state;
    struct strbuf out = {0};
    assert_false(run("sleep 60 & echo $!; sleep 60", 1, 0, 1000, &out));
    char path[64];
    int child = 0;
    assert_int_equal(sscanf(strbuf_text(&out), "%d", &child), 1);
    snprintf(path, sizeof path, "/proc/%d/cmdline", child);
    char left[8] = "";
    for (int i = 0; i < 200; i++) { /* it is gone, or waits to be buried */
        FILE *file = fopen(path, "r");
        size_t got = file ? fread(left, 1, sizeof left, file) : 0;
        if (file)
            fclose(file);
        if (!got)
            break;
        assert_true(i < 199);
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    }
    strbuf_clear(&out);
    assert_true(run("yes", 10, 0, 1000, &out));
    assert_int_equal(out.length, 1000);
    strbuf_free(&out);
}

static void files_have_an_end(void **state)
{
    (void)state;
    char path[] = "/tmp/rectify-child-XXXXXX", script[100];
    int file = mkstemp(path);
    struct strbuf out = {0};
    struct stat about;
    assert_true(file >= 0);
    snprintf(script, sizeof script, "head -c 100000 /dev/zero > %s", path);
    assert_false(run(script, 10, 5000, 100, &out));
    assert_int_equal(fstat(file, &about), 0);
    assert_true(about.st_size <= 5000);
    close(file);
    unlink(path);
    strbuf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_it_says_and_whether_it_did_well),
        cmocka_unit_test(it_has_nothing_of_ours),
        cmocka_unit_test(what_does_not_end_is_ended),
        cmocka_unit_test(files_have_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
