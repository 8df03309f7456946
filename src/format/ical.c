#include "format/ical.h"

#include <stdio.h>
#include <string.h>

enum { LINE_OCTETS = 75 };

/* A content line, folded: what follows begins with a blank, which counts. */
static void put_line(struct strbuf *out, const char *name, const char *value)
{
    struct strbuf line = {0};
    strbuf_adds(&line, name);
    strbuf_adds(&line, value);
    const char *rest = strbuf_text(&line);
    size_t left = line.length, room = LINE_OCTETS;
    while (left > room) {
        size_t take = room;
        while (take && ((unsigned char)rest[take] & 0xC0) == 0x80) /* no character is cut */
            take--;
        strbuf_add(out, rest, take);
        strbuf_adds(out, "\r\n ");
        rest += take;
        left -= take;
        room = LINE_OCTETS - 1;
    }
    strbuf_add(out, rest, left);
    strbuf_adds(out, "\r\n");
    strbuf_free(&line);
}

static void put_text(struct strbuf *out, const char *name, const char *text)
{
    struct strbuf value = {0};
    for (const char *at = text; *at; at++) {
        if (*at == '\n')
            strbuf_adds(&value, "\\n");
        else if (strchr("\\;,", *at)) {
            strbuf_addc(&value, '\\');
            strbuf_addc(&value, *at);
        } else if ((unsigned char)*at >= 0x20 && (unsigned char)*at != 0x7F)
            strbuf_addc(&value, *at);
    }
    put_line(out, name, strbuf_text(&value));
    strbuf_free(&value);
}

static void put_day(struct strbuf *out, const char *name, date day)
{
    char text[32];
    int year, month, number;
    date_split(day, &year, &month, &number);
    snprintf(text, sizeof text, "%04d%02d%02d", year, month, number);
    put_line(out, name, text);
}

static void put_instant(struct strbuf *out, const char *name, instant at)
{
    char text[INSTANT_TEXT], stamp[20] = "";
    size_t length = 0;
    instant_text(at, text); /* 2026-11-20T08:00:00.000Z */
    for (const char *from = text; *from && *from != '.'; from++)
        if (*from != '-' && *from != ':' && length < sizeof stamp - 2)
            stamp[length++] = *from;
    stamp[length++] = 'Z';
    put_line(out, name, stamp);
}

void ical_begin(struct strbuf *out, const char *name)
{
    put_line(out, "BEGIN:VCALENDAR", "");
    put_line(out, "VERSION:2.0", "");
    put_line(out, "PRODID:-//Rectify//Rectify//ZH", "");
    put_line(out, "CALSCALE:GREGORIAN", "");
    put_line(out, "METHOD:PUBLISH", "");
    put_text(out, "X-WR-CALNAME:", name);
    put_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "");
    put_line(out, "X-PUBLISHED-TTL:PT6H", "");
}

void ical_event(struct strbuf *out, const struct ical_event *event, instant made_at)
{
    char before[32];
    put_line(out, "BEGIN:VEVENT", "");
    put_text(out, "UID:", event->uid);
    put_instant(out, "DTSTAMP:", made_at);
    put_day(out, "DTSTART;VALUE=DATE:", event->on);
    put_day(out, "DTEND;VALUE=DATE:", event->on + 1);
    put_text(out, "SUMMARY:", event->summary);
    if (*event->description)
        put_text(out, "DESCRIPTION:", event->description);
    if (*event->url)
        put_line(out, "URL:", event->url);
    put_line(out, "TRANSP:TRANSPARENT", "");
    if (event->remind_days > 0) {
        snprintf(before, sizeof before, "-P%dDT0H0M0S", event->remind_days);
        put_line(out, "BEGIN:VALARM", "");
        put_line(out, "ACTION:DISPLAY", "");
        put_text(out, "DESCRIPTION:", event->summary);
        put_line(out, "TRIGGER:", before);
        put_line(out, "END:VALARM", "");
    }
    put_line(out, "END:VEVENT", "");
}

void ical_end(struct strbuf *out)
{
    put_line(out, "END:VCALENDAR", "");
}
