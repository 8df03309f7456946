/* reminding_text: a digest in words; declared in "schedule/reminding.h". */
#include "schedule/reminding.h"

#include "base/problem.h"
#include "calendar/explain.h"
#include "schedule/schedule_messages.h"

enum { TITLE_BYTES = 120 };

struct telling {
    struct arena *arena;
    enum language language;
    bool inside;
};

static const char *say(const struct telling *t, const struct message *message, const char *first, const char *second,
                       const char *third, const char *fourth)
{
    return message_say(t->arena, t->language, message, first, second, third, fourth, NULL);
}

static const char *number(const struct telling *t, int64_t value)
{
    return arena_printf(t->arena, "%lld", (long long)value);
}

static bool is_over(const struct reminder *reminder)
{
    return reminder->over > 0;
}

const char *reminding_subject(struct arena *arena, enum language language, const struct digest_of_day *digest)
{
    const struct telling t = {arena, language, true};
    int64_t over = 0;
    for (size_t i = 0; i < digest->items.count; i++)
        over += is_over(digest->items.items + i);
    return say(&t, &msg_digest_subject, number(&t, (int64_t)(digest->items.count + digest->more)), number(&t, over),
               NULL, NULL);
}

/* What it is; of what is confidential the number alone. */
static const char *what_of(const struct telling *t, const struct reminder *reminder)
{
    static const struct message *const kinds[] = {&msg_digest_measure, &msg_digest_finding, &msg_digest_request,
                                                  &msg_digest_report};
    size_t length = 0;
    while (reminder->title[length] && reminder->title[length] != '\n' && length < TITLE_BYTES)
        length++;
    while (length && ((unsigned char)reminder->title[length] & 0xC0) == 0x80)
        length--;
    const char *title = reminder->quiet && !t->inside ? say(t, &msg_digest_quiet, NULL, NULL, NULL, NULL)
                                                      : arena_strndup(t->arena, reminder->title, length);
    return say(t, kinds[reminder->kind], reminder->number, title, NULL, NULL);
}

static const char *when_of(const struct telling *t, const struct reminder *reminder)
{
    const char *day = explain_date(t->arena, t->language, reminder->due);
    if (is_over(reminder))
        return say(t, &msg_digest_over, day, number(t, reminder->over), NULL, NULL);
    return reminder->left ? say(t, &msg_digest_left, day, number(t, reminder->left), NULL, NULL)
                          : say(t, &msg_digest_today, day, NULL, NULL, NULL);
}

static void put_items(const struct telling *t, struct strbuf *out, const struct digest_of_day *digest, bool passed_up,
                      bool over)
{
    for (size_t i = 0; i < digest->items.count; i++) {
        const struct reminder *reminder = digest->items.items + i;
        if ((reminder->level != LEVEL_OWN) != passed_up || is_over(reminder) != over)
            continue;
        const char *whose = passed_up ? *reminder->whose && (t->inside || !reminder->quiet)
                                            ? say(t, &msg_digest_whose, reminder->whose, NULL, NULL, NULL)
                                            : ""
                                      : "";
        strbuf_adds(out, say(t, &msg_digest_line, what_of(t, reminder), when_of(t, reminder), whose, NULL));
        strbuf_addc(out, '\n');
    }
}

const char *reminding_text(struct arena *arena, enum language language, const struct digest_of_day *digest, bool inside)
{
    const struct telling t = {arena, language, inside};
    struct strbuf own = {0}, passed = {0}, out = {0};
    put_items(&t, &own, digest, false, true);
    put_items(&t, &own, digest, false, false);
    put_items(&t, &passed, digest, true, true);
    strbuf_adds(&out, say(&t, &msg_digest_hello, digest->name, NULL, NULL, NULL));
    strbuf_addc(&out, '\n');
    if (own.length) {
        strbuf_adds(&out, say(&t, &msg_digest_own, NULL, NULL, NULL, NULL));
        strbuf_addc(&out, '\n');
        strbuf_add(&out, own.bytes, own.length);
    }
    if (passed.length) {
        strbuf_adds(&out, say(&t, &msg_digest_passed, NULL, NULL, NULL, NULL));
        strbuf_addc(&out, '\n');
        strbuf_add(&out, passed.bytes, passed.length);
    }
    if (digest->more) {
        strbuf_adds(&out, say(&t, &msg_digest_more, number(&t, (int64_t)digest->more), NULL, NULL, NULL));
        strbuf_addc(&out, '\n');
    }
    strbuf_adds(&out, say(&t, &msg_digest_foot, NULL, NULL, NULL, NULL));
    const char *text = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&own);
    strbuf_free(&passed);
    strbuf_free(&out);
    return text;
}
