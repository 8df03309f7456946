#include "base/problem.h"

#include <string.h>

void problems_init(struct problems *problems, struct arena *arena)
{
    *problems = (struct problems){.arena = arena};
}

static void problem_put(struct problems *problems, enum severity severity, const struct message *message,
                        const char *place, va_list args)
{
    if (!problems)
        return;
    if (problems->count == PROBLEMS_MAX) {
        problems->dropped++;
        return;
    }
    if (!problems->items)
        problems->items = ARENA_ARRAY(problems->arena, struct problem, PROBLEMS_MAX);
    struct problem *problem = &problems->items[problems->count++];
    problem->message = message;
    problem->severity = severity;
    problem->place = arena_strdup(problems->arena, place ? place : "");
    for (size_t i = 0; i < PROBLEM_ARGS; i++) {
        const char *arg = va_arg(args, const char *);
        if (!arg)
            break;
        problem->args[i] = arena_strdup(problems->arena, arg);
    }
}

enum status problem_add(struct problems *problems, enum status status, const struct message *message, const char *place,
                        ...)
{
    va_list args;
    va_start(args, place);
    problem_put(problems, SEVERITY_ERROR, message, place, args);
    va_end(args);
    return status;
}

enum status problem_note(struct problems *problems, enum severity severity, const struct message *message,
                         const char *place, ...)
{
    va_list args;
    va_start(args, place);
    problem_put(problems, severity, message, place, args);
    va_end(args);
    return OK;
}

void problem_text(const struct problem *problem, enum language language, struct strbuf *out)
{
    const char *text = language == LANGUAGE_ZH ? problem->message->zh : problem->message->en;
    for (; *text; text++) {
        if (text[0] == '{' && text[1] >= '0' && text[1] < '0' + PROBLEM_ARGS && text[2] == '}') {
            const char *arg = problem->args[text[1] - '0'];
            strbuf_adds(out, arg ? arg : "");
            text += 2;
        } else {
            strbuf_addc(out, *text);
        }
    }
}

const char *message_say(struct arena *arena, enum language language, const struct message *message, ...)
{
    va_list args;
    struct strbuf out = {0};
    struct problem sentence = {.message = message, .place = ""};
    va_start(args, message);
    for (size_t i = 0; i < PROBLEM_ARGS; i++)
        if (!(sentence.args[i] = va_arg(args, const char *)))
            break;
    va_end(args);
    problem_text(&sentence, language, &out);
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return text;
}

void problems_text(const struct problems *problems, enum language language, struct strbuf *out)
{
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *problem = &problems->items[i];
        if (problem->place[0]) {
            strbuf_adds(out, problem->place);
            strbuf_adds(out, language == LANGUAGE_ZH ? "：" : ": ");
        }
        problem_text(problem, language, out);
        strbuf_addc(out, '\n');
    }
    if (problems->dropped)
        strbuf_addf(out, language == LANGUAGE_ZH ? "……另有 %zu 条\n" : "… and %zu more\n", problems->dropped);
}
