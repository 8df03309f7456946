#include "base/clock.h"
#include "format/format_messages.h"
#include "format/xlsx_part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FORMATS_MAX = 100000 };

enum tag { TAG_SHEET = 1, TAG_FORMATS, TAG_CELL_FORMATS };

struct custom {
    int id;
    unsigned shows;
};

struct reading {
    struct xlsx_book *book;
    VEC(struct custom) customs;
};

enum { DAY = XLSX_SHOWS_YEAR | XLSX_SHOWS_MONTH | XLSX_SHOWS_DAY, MONTH = XLSX_SHOWS_YEAR | XLSX_SHOWS_MONTH };

/* ECMA-376 part 1, 18.8.30: built-in formats; 27–36 and 50–58 are those of Chinese installations. */
static unsigned builtin_shows(int id)
{
    static const struct {
        int first, last;
        unsigned shows;
    } ranges[] = {
        {14, 16, DAY},
        {17, 17, MONTH},
        {18, 21, XLSX_SHOWS_TIME},
        {22, 22, DAY | XLSX_SHOWS_TIME},
        {27, 27, MONTH},
        {28, 31, DAY},
        {32, 35, XLSX_SHOWS_TIME},
        {36, 36, MONTH},
        {45, 45, XLSX_SHOWS_TIME},
        {46, 46, XLSX_SHOWS_TIME | XLSX_SHOWS_ELAPSED},
        {47, 47, XLSX_SHOWS_TIME},
        {50, 50, MONTH},
        {51, 51, DAY},
        {52, 52, MONTH},
        {53, 54, DAY},
        {55, 56, XLSX_SHOWS_TIME},
        {57, 57, MONTH},
        {58, 58, DAY},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (id >= ranges[i].first && id <= ranges[i].last)
            return ranges[i].shows;
    return 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

struct scan {
    unsigned shows;
    bool minutes_next; /* an m behind h is minutes … */
    unsigned doubtful; /* … and so was the month before an s */
};

/* Past what a format shows as it is: "…", \\x, _x, *x, [colour]. [h], [m] and [s] are elapsed time. */
static const char *skip_literal(const char *at, const char *end, struct scan *scan)
{
    if ((*at == '\\' || *at == '_' || *at == '*') && at + 1 < end)
        return at + 2;
    if (end - at >= 5 && strncasecmp(at, "AM/PM", 5) == 0)
        return at + 5;
    if (*at != '"' && *at != '[')
        return at;
    const char *close = memchr(at + 1, *at == '"' ? '"' : ']', (size_t)(end - at - 1));
    if (!close)
        return at;
    char c = lower(at[1]);
    if (*at == '[' && (c == 'h' || c == 'm' || c == 's') && (close == at + 2 || lower(at[2]) == c)) {
        scan->shows |= XLSX_SHOWS_TIME | XLSX_SHOWS_ELAPSED;
        scan->minutes_next = c == 'h';
    }
    return close + 1;
}

static void scan_letter(struct scan *scan, char c)
{
    if (c == 'm' && scan->minutes_next) {
        scan->shows |= XLSX_SHOWS_TIME;
    } else if (c == 'm') {
        scan->doubtful = ~scan->shows & XLSX_SHOWS_MONTH;
        scan->shows |= XLSX_SHOWS_MONTH;
        return;
    } else if (c == 's') {
        scan->shows = (scan->shows & ~scan->doubtful) | XLSX_SHOWS_TIME;
    } else if (c == 'h') {
        scan->shows |= XLSX_SHOWS_TIME;
    } else if (c == 'd') {
        scan->shows |= XLSX_SHOWS_DAY;
    } else if (c == 'y' || c == 'e') {
        scan->shows |= XLSX_SHOWS_YEAR;
    } else {
        return; /* separators and digits change nothing */
    }
    scan->minutes_next = c == 'h';
    scan->doubtful = 0;
}

unsigned xlsx_format_shows(const char *code, size_t length)
{
    const char *end = code + length;
    struct scan scan = {0};
    if (length >= 7 && strncmp(code, "General", 7) == 0)
        return 0;
    for (const char *at = code; at < end && *at != ';';) {
        const char *next = skip_literal(at, end, &scan);
        if (next > at) {
            at = next;
            continue;
        }
        char c = lower(*at);
        while (at < end && lower(*at) == c)
            at++;
        if (c != 'e' || at == end || (*at != '+' && *at != '-')) /* 0.00E+00 is a number */
            scan_letter(&scan, c);
    }
    return scan.shows;
}

static unsigned format_shows(const struct reading *reading, int id)
{
    for (size_t i = 0; i < reading->customs.count; i++)
        if (reading->customs.items[i].id == id)
            return reading->customs.items[i].shows;
    return builtin_shows(id);
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    struct xlsx_book *book = reading->book;
    if (element->parent == 0) {
        *ret_tag = TAG_SHEET;
        return OK;
    }
    if (element->parent == TAG_SHEET) {
        *ret_tag = strcmp(element->name, "numFmts") == 0   ? TAG_FORMATS
                   : strcmp(element->name, "cellXfs") == 0 ? TAG_CELL_FORMATS
                                                           : XML_TAG_SKIP;
        return OK;
    }
    *ret_tag = XML_TAG_SKIP;
    if (book->shows.count == FORMATS_MAX || reading->customs.count == FORMATS_MAX / 20)
        return xlsx_refuse(book, TOO_LARGE, &msg_xlsx_formats, NULL, NULL, NULL);
    int id = xml_text_int(xml_attribute(element, XML_SPACE_NONE, "numFmtId"), 0);
    if (element->parent == TAG_FORMATS) {
        struct xml_text code = xml_attribute(element, XML_SPACE_NONE, "formatCode");
        struct custom *custom = VEC_PUSH(book->arena, &reading->customs);
        custom->id = id;
        custom->shows = code.at ? xlsx_format_shows(code.at, code.length) : 0;
    } else if (element->parent == TAG_CELL_FORMATS) {
        *VEC_PUSH(book->arena, &book->shows) = (uint8_t)format_shows(reading, id);
    }
    return OK;
}

static enum status on_end(void *context, int tag)
{
    (void)context, (void)tag;
    return OK;
}

enum status xlsx_styles_read(struct xlsx_book *book, const char *part)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct reading reading = {.book = book};
    enum status status = xlsx_walk(book, part, &handler, &reading);
    return status == NOT_FOUND ? OK : status;
}

static void time_text(long seconds, char *out, size_t room)
{
    snprintf(out, room, "%02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Day 1 is 1900-01-01, and day 60 a 29 February that never was; or day 0 is 1904-01-01. */
static bool date_of_serial(long days, bool epoch_1904, date *ret_date)
{
    enum { LEAP_BUG = 60 };
    date base = 0, last = 0;
    if (!epoch_1904 && (days == 0 || days == LEAP_BUG))
        return false;
    date_make(epoch_1904 ? 1904 : 1900, 1, 1, &base);
    date_make(2199, 12, 31, &last);
    date day = base + (date)days - (epoch_1904 ? 0 : 1 + (days > LEAP_BUG));
    *ret_date = day;
    return day <= last;
}

bool xlsx_date_text(const char *digits, bool epoch_1904, unsigned shows, char out[XLSX_DATE_TEXT])
{
    enum { SECONDS = 86400, SERIAL_MAX = 120000 };
    char *stop, day[DATE_TEXT];
    double serial = strtod(digits, &stop);
    if (stop == digits || *stop || !(serial >= 0 && serial <= SERIAL_MAX))
        return false;
    long days = (long)serial, seconds = (long)((serial - (double)days) * SECONDS + 0.5);
    days += seconds / SECONDS;
    seconds %= SECONDS;
    if ((shows & XLSX_SHOWS_ELAPSED) || (!(shows & DAY) && days == 0)) {
        time_text(days * SECONDS + seconds, out, XLSX_DATE_TEXT);
        return true;
    }
    date on;
    if (!date_of_serial(days, epoch_1904, &on))
        return false;
    date_text(on, day);
    size_t length = (size_t)snprintf(out, XLSX_DATE_TEXT, "%s", day);
    if ((shows & XLSX_SHOWS_TIME) && length + 1 < XLSX_DATE_TEXT) {
        out[length] = 'T';
        time_text(seconds, out + length + 1, XLSX_DATE_TEXT - length - 1);
    }
    return true;
}
