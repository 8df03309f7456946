/* ical: a calendar of whole days as iCalendar (RFC 5545), for the calendars people have on telephones and in Outlook:
 * lines end in CRLF and are folded at 75 octets without cutting a character, texts are escaped. The caller keeps what
 * it gives. */
#ifndef RECTIFY_FORMAT_ICAL_H
#define RECTIFY_FORMAT_ICAL_H

#include "base/clock.h"
#include "base/strbuf.h"

struct ical_event {
    const char *uid;         /* the same as long as it is the same event */
    date on;                 /* all of that day */
    const char *summary;     /* one line */
    const char *description; /* "" none */
    const char *url;         /* "" none */
    int remind_days;         /* a reminder so many days before; 0: none */
};

/* `name`: what the calendar is called; `made_at`: when. */
void ical_begin(struct strbuf *out, const char *name);
void ical_event(struct strbuf *out, const struct ical_event *event, instant made_at);
void ical_end(struct strbuf *out);

#endif
