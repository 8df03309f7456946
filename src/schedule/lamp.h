/* lamp: red, yellow or green, by rule and not by opinion (D6): data/lamps/lamps.json. Days are working days. */
#ifndef RECTIFY_SCHEDULE_LAMP_H
#define RECTIFY_SCHEDULE_LAMP_H

#include "calendar/calendar.h"

#include "base/status.h"

enum lamp { LAMP_NONE, LAMP_GREEN, LAMP_YELLOW, LAMP_RED };
extern const char *const lamp_words[]; /* "none", "green", "yellow", "red" */

struct lamp_rules {
    int red_days, yellow_days; /* so many working days before the last day, or fewer */
    int silent_days;           /* nothing heard for more working days than that is silence (call_sheet.h) */
    int behind;                /* so many points behind the share of time that has gone */
};

/* Part of the program: broken, it fails its tests. */
enum status lamp_rules_read(struct lamp_rules *ret_rules);

struct lamp_facts {
    date start, due, as_of;
    int percent;
    bool has_start, has_due, done;
};
/* NONE for what is done or has no day. */
enum lamp lamp_of(const struct lamp_rules *rules, const struct calendar *calendar, const struct lamp_facts *facts);

#endif
