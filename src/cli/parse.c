#include "cli/parse.h"

#include "intake/letter.h"
#include "intake/letter_json.h"
#include <stdio.h>
#include <string.h>

static int usage(enum language language)
{
    fputs(language == LANGUAGE_ZH ? "用法：rectify parse 文件 [--json]\n" : "usage: rectify parse FILE [--json]\n",
          stderr);
    return 2;
}

static int refuse(const struct problems *problems, enum language language)
{
    struct strbuf sentences = {0};
    problems_text(problems, language, &sentences);
    fputs(strbuf_text(&sentences), stderr);
    strbuf_free(&sentences);
    return 1;
}

int cli_parse(int argc, char **argv)
{
    enum language language = language_of_locale();
    const char *path = NULL;
    bool json = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0)
            json = true;
        else if (argv[i][0] == '-' || path)
            return usage(language);
        else
            path = argv[i];
    }
    if (!path)
        return usage(language);
    struct arena *arena = arena_new();
    struct problems problems;
    struct paper paper;
    struct letter letter;
    problems_init(&problems, arena);
    int result = 0;
    if (paper_read_file(arena, path, &problems, &paper) != OK || letter_read(arena, &paper, &problems, &letter) != OK) {
        result = refuse(&problems, language);
    } else {
        struct strbuf out = {0};
        if (json)
            letter_json(&letter, &paper, &out);
        else
            letter_outline(&letter, language, &out);
        fwrite(strbuf_text(&out), 1, out.length, stdout);
        strbuf_free(&out);
    }
    arena_free(arena);
    return result;
}
