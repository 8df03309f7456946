/* why: a latest day tells in one line where it comes from; declared in "schedule/scheduling.h". */
#include "base/problem.h"
#include "calendar/explain.h"
#include "schedule/schedule_messages.h"
#include "schedule/scheduling.h"

enum { STEPS_TOLD = 8, NAME_CHARACTERS = 20 };

struct telling {
    const struct schedule *schedule;
    struct arena *arena;
    enum language language;
};

static const char *say(const struct telling *t, const struct message *message, const char *first, const char *second)
{
    return message_say(t->arena, t->language, message, first, second, NULL);
}

static const char *joined(const struct telling *t, const char *a, const char *b)
{
    const char *mark = t->language == LANGUAGE_ZH ? "、" : ", ";
    return !*a ? b : !*b ? a : arena_printf(t->arena, "%s%s%s", a, mark, b);
}

static const char *number(const struct telling *t, int value)
{
    return arena_printf(t->arena, "%d", value);
}

/* A measure by its number: its text is long. */
static const char *name_of(const struct telling *t, uint32_t activity)
{
    const struct schedule_row *row = t->schedule->rows.items + activity;
    return *row->number ? row->number : row->name;
}

static const char *length_text(const struct telling *t, struct length length)
{
    const char *working = length.working ? say(t, &msg_why_working, number(t, length.working), NULL) : "";
    return joined(t, working, length.days ? say(t, &msg_why_days, number(t, length.days), NULL) : "");
}

static int lag_between(const struct schedule *schedule, uint32_t before, uint32_t after)
{
    const struct network *network = &schedule->network;
    for (uint32_t e = network->first_in[after]; e < network->first_in[after + 1]; e++)
        if (network->edges[network->in[e]].before == before)
            return network->edges[network->in[e]].lag;
    return 0;
}

/* A day that limits an activity, and whose day it is. */
static const char *limit_text(const struct telling *t, uint32_t activity)
{
    const struct schedule_row *row = t->schedule->rows.items + activity;
    date limit = t->schedule->activities.items[activity].limit;
    if (!row->problem)
        return say(t, &msg_why_deadline, name_of(t, activity), explain_date(t->arena, t->language, limit));
    int before = calendar_between(t->schedule->calendar, limit, row->problem_due);
    const char *due = say(t, row->problem_kept_up ? &msg_why_kept_up : &msg_why_problem, row->problem,
                          explain_date(t->arena, t->language, row->problem_due));
    return before > 0 ? arena_printf(t->arena, "%s → %s", say(t, &msg_why_lag, number(t, before), NULL), due) : due;
}

/* “整改办汇总（5个工作日）→ …” up to the limit. */
static const char *steps_text(const struct telling *t, uint32_t activity)
{
    const struct schedule *schedule = t->schedule;
    const struct activity *activities = schedule->activities.items;
    const char *text = activities[activity].ten_days ? say(t, &msg_why_ten_days, NULL, NULL) : "",
               *arrow = *text ? " → " : "";
    uint32_t at = activity;
    for (int told = 0; activities[at].gives_to != NETWORK_NONE && told < STEPS_TOLD; told++) {
        uint32_t next = activities[at].gives_to;
        int lag = lag_between(schedule, at, next);
        const char *length = length_text(t, activities[next].length);
        if (lag) {
            text = arena_printf(t->arena, "%s%s%s", text, arrow, say(t, &msg_why_lag, number(t, lag), NULL));
            arrow = " → ";
        }
        if (activities[next].gives_to != NETWORK_NONE && *length) {
            text = arena_printf(t->arena, "%s%s%s", text, arrow, say(t, &msg_why_step, name_of(t, next), length));
            arrow = " → ";
        }
        at = next;
    }
    const char *limit = limit_text(t, activities[activity].limited_by);
    const char *own = length_text(t, activities[at].length);
    if (at != activity && *own)
        limit = arena_printf(t->arena, "%s%s%s", say(t, &msg_why_step, name_of(t, at), own), " → ", limit);
    return arena_printf(t->arena, "%s%s%s", text, arrow, limit);
}

const char *schedule_why(const struct schedule *schedule, struct arena *arena, enum language language,
                         uint32_t activity)
{
    const struct telling t = {schedule, arena, language};
    const struct activity *a = schedule->activities.items + activity;
    if (!a->has_late)
        return say(&t, &msg_why_free, name_of(&t, activity), NULL);
    const struct schedule_row *row = schedule->rows.items + activity;
    const char *reason = a->limited_by != activity                    ? steps_text(&t, activity)
                         : row->kind == SCHEDULE_GATE || row->problem ? limit_text(&t, activity)
                                                                      : say(&t, &msg_why_settled, NULL, NULL);
    const char *head =
        say(&t, &msg_why_own, explain_date(arena, language, schedule_latest(schedule, activity)), reason);
    int by = calendar_between(schedule->calendar, a->late_finish, a->early_finish);
    const char *tail = say(&t, a->late ? &msg_why_late : &msg_why_slack, explain_date(arena, language, a->early_finish),
                           number(&t, a->late ? by : a->slack));
    return arena_printf(arena, "%s%s%s%s", head, language == LANGUAGE_ZH ? "；" : "; ", tail,
                        language == LANGUAGE_ZH ? "。" : ".");
}
