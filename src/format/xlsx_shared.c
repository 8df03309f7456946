#include "base/utf8.h"
#include "format/format_messages.h"
#include "format/xlsx_part.h"

#include <string.h>

enum tag { TAG_TABLE = 1, TAG_ITEM, TAG_RUN, TAG_TEXT };

struct reading {
    struct xlsx_book *book;
    struct strbuf text; /* of the open item, as the file has it */
};

static bool hex_digits(const char *at, uint32_t *ret_value)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        if (c >= '0' && c <= '9')
            value = value * 16 + (uint32_t)(c - '0');
        else if ((c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'))
            value = value * 16 + (uint32_t)((c | 0x20) - 'a') + 10;
        else
            return false;
    }
    *ret_value = value;
    return true;
}

/* One code point, with the escapes Excel writes for what XML cannot hold: _x000D_, and _x005F_ for such an underscore.
 */
static uint32_t next_character(const char **at, const char *end)
{
    uint32_t value;
    if (end - *at >= 7 && (*at)[0] == '_' && (*at)[1] == 'x' && (*at)[6] == '_' && hex_digits(*at + 2, &value) &&
        !(value >= 0xD800 && value <= 0xDFFF)) {
        *at += 7;
        return value;
    }
    return utf8_next(at, end);
}

/* Bytes that may need a second look: controls, escapes, and the first bytes of U+0080–U+009F and U+FFFE. */
static bool is_plain(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x20 && byte != '_' && byte != 0x7F && byte != 0xC2 && byte != 0xEF && byte < 0xF0;
}

void xlsx_add_clean(struct strbuf *out, const char *text, size_t length)
{
    size_t plain = 0;
    while (plain < length && is_plain(text[plain]))
        plain++;
    strbuf_add(out, text, plain);
    text += plain;
    length -= plain;
    for (const char *at = text, *end = text + length; at < end;) {
        uint32_t c = next_character(&at, end);
        if ((c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE)
            continue;
        char bytes[4];
        strbuf_add(out, bytes, utf8_put(bytes, c));
    }
}

static enum status item_begin(struct reading *reading)
{
    struct xlsx_book *book = reading->book;
    if (book->texts == XLSX_SHARED_TEXTS)
        return xlsx_refuse(book, TOO_LARGE, &msg_xlsx_texts, NULL, NULL, NULL);
    if (book->texts == book->room) {
        book->room = book->room ? book->room * 2 : 1024;
        book->offsets = xrealloc(book->offsets, book->room * sizeof *book->offsets);
    }
    book->offsets[book->texts++] = book->shared.length;
    strbuf_clear(&reading->text);
    return OK;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    const char *name = element->name;
    *ret_tag = XML_TAG_SKIP;
    if (element->parent == 0) {
        *ret_tag = TAG_TABLE;
    } else if (element->parent == TAG_TABLE && strcmp(name, "si") == 0) {
        *ret_tag = TAG_ITEM;
        return item_begin(reading);
    } else if (element->parent == TAG_ITEM && strcmp(name, "r") == 0) {
        *ret_tag = TAG_RUN;
    } else if ((element->parent == TAG_ITEM || element->parent == TAG_RUN) && strcmp(name, "t") == 0) {
        *ret_tag = TAG_TEXT;
    }
    return OK;
}

static enum status on_end(void *context, int tag)
{
    struct reading *reading = context;
    struct xlsx_book *book = reading->book;
    if (tag != TAG_ITEM)
        return OK;
    xlsx_add_clean(&book->shared, strbuf_text(&reading->text), reading->text.length);
    strbuf_addc(&book->shared, '\0');
    return OK;
}

static enum status on_text(void *context, int tag, const char *text, size_t length)
{
    struct reading *reading = context;
    if (tag != TAG_TEXT)
        return OK;
    if (reading->text.length + length > XLSX_CELL_BYTES)
        return xlsx_refuse(reading->book, TOO_LARGE, &msg_xlsx_texts, NULL, NULL, NULL);
    if (reading->book->shared.length + length > XLSX_SHARED_BYTES)
        return xlsx_refuse(reading->book, TOO_LARGE, &msg_xlsx_texts, NULL, NULL, NULL);
    strbuf_add(&reading->text, text, length);
    return OK;
}

enum status xlsx_shared_read(struct xlsx_book *book, const char *part)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
    struct reading reading = {.book = book};
    enum status status = xlsx_walk(book, part, &handler, &reading);
    strbuf_free(&reading.text);
    return status == NOT_FOUND ? OK : status;
}
