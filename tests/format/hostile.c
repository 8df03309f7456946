#include "hostile.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined __has_feature
#if __has_feature(address_sanitizer)
#define HAS_ADDRESS_SANITIZER 1
#endif
#elif defined __SANITIZE_ADDRESS__
#define HAS_ADDRESS_SANITIZER 1
#endif

enum { MEMORY = 1024 * 1024 * 1024, SECONDS = 60, ARENA = 256 * 1024 * 1024 };

static void limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limits = {most, most};
    setrlimit(what, &limits);
}

/* In the child: says what is wrong on stderr and exits 1. */
static int run(const struct hostile *hostile, hostile_reader *reader)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct strbuf file = {0}, text = {0};
    problems_init(&problems, arena);
    hostile->make(&file);
#ifndef HAS_ADDRESS_SANITIZER
    limit(RLIMIT_AS, MEMORY + file.room);
#endif
    limit(RLIMIT_CPU, SECONDS);
    enum status status = reader(arena, &file, &problems, &text);
    if (status != OK) {
        strbuf_clear(&text);
        problems_text(&problems, LANGUAGE_ZH, &text);
    }
    bool bounded = arena_used(arena) <= ARENA, said = strstr(strbuf_text(&text), hostile->says) != NULL;
    bool clean = utf8_is_text(strbuf_text(&text), text.length, NULL);
    if (status != hostile->status || !bounded || !said || !clean)
        fprintf(stderr, "%s: %s, %zu bytes, %.200s\n", hostile->name, status_word(status), arena_used(arena),
                strbuf_text(&text));
    bool fine = status == hostile->status && bounded && said && clean;
    arena_free(arena);
    strbuf_free(&file);
    strbuf_free(&text);
    return fine ? 0 : 1;
}

static int run_in_child(const struct hostile *hostile, hostile_reader *reader)
{
    int result = 0;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(run(hostile, reader));
    if (child < 0 || waitpid(child, &result, 0) != child)
        return -1;
    return WIFEXITED(result) ? WEXITSTATUS(result) : -WTERMSIG(result);
}

int hostile_try(const struct hostile *cases, size_t count, hostile_reader *reader)
{
    int failed = 0;
    for (size_t i = 0; i < count; i++) {
        int result = run_in_child(&cases[i], reader);
        if (result != 0)
            fprintf(stderr, "%s: ended with %d\n", cases[i].name, result);
        failed += result != 0;
    }
    return failed;
}

static bool is_answered(const struct strbuf *file, hostile_reader *reader)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct strbuf text = {0};
    problems_init(&problems, arena);
    enum status status = reader(arena, file, &problems, &text);
    bool answered = status == OK || problems.count > 0;
    strbuf_free(&text);
    arena_free(arena);
    return answered;
}

int hostile_damage(void (*make)(struct strbuf *out), hostile_reader *reader)
{
    struct strbuf file = {0};
    int silent = 0;
    make(&file);
    size_t length = file.length;
    for (file.length = 0; file.length < length; file.length++)
        silent += !is_answered(&file, reader);
    for (size_t i = 0; i < length; i++) {
        char good = file.bytes[i];
        file.bytes[i] ^= (char)(1 << i % 8);
        silent += !is_answered(&file, reader);
        file.bytes[i] = good;
    }
    strbuf_free(&file);
    return silent;
}
