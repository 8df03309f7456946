#include "format/xlsx_read.h"

#include "format/file.h"
#include "format/format_messages.h"
#include "format/opc.h"
#include "format/xlsx_part.h"

#include <stdlib.h>
#include <string.h>

enum tag { TAG_WORKBOOK = 1, TAG_SHEETS };

struct reading {
    struct xlsx_book *book;
    struct opc_relationships relationships;
};

enum status xlsx_refuse(const struct xlsx_book *book, enum status status, const struct message *message, const char *a,
                        const char *b, const char *c)
{
    return problem_add(book->problems, status, message, book->file_name, a, b, c, NULL);
}

enum status xlsx_walk(const struct xlsx_book *book, const char *part, const struct xml_handler *handler, void *context)
{
    return xml_walk(book->arena, book->archive, part, book->file_name, book->problems, handler, context);
}

static enum status add_sheet(struct reading *reading, const struct xml_element *element)
{
    struct xlsx_book *book = reading->book;
    const char *id = xml_text_copy(book->arena, xml_attribute(element, XML_SPACE_R, "id"));
    const struct opc_relationship *relationship = opc_find_id(&reading->relationships, id);
    if (relationship && strcmp(relationship->kind, "worksheet") != 0) /* a chart, a dialog, a macro sheet */
        return OK;
    if (book->sheets.count == XLSX_SHEETS)
        return xlsx_refuse(book, TOO_LARGE, &msg_xlsx_sheets, arena_printf(book->arena, "%d", XLSX_SHEETS), NULL, NULL);
    struct xlsx_place *place = VEC_PUSH(book->arena, &book->sheets);
    struct xml_text name = xml_attribute(element, XML_SPACE_NONE, "name"),
                    state = xml_attribute(element, XML_SPACE_NONE, "state");
    struct strbuf clean = {0};
    xlsx_add_clean(&clean, name.at ? name.at : "", name.length);
    place->sheet.name = arena_strdup(book->arena, strbuf_text(&clean));
    strbuf_free(&clean);
    place->sheet.hidden = xml_text_is(state, "hidden") || xml_text_is(state, "veryHidden");
    place->part = relationship ? relationship->target : "";
    if (!zip_archive_has(book->archive, place->part))
        return xlsx_refuse(book, MALFORMED, &msg_xlsx_sheet_missing, place->sheet.name, NULL, NULL);
    return OK;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    *ret_tag = XML_TAG_SKIP;
    if (element->parent == 0) {
        *ret_tag = TAG_WORKBOOK;
        if (element->space != XML_SPACE_SHEET || strcmp(element->name, "workbook") != 0)
            return xlsx_refuse(reading->book, MALFORMED, &msg_xlsx_no_workbook, NULL, NULL, NULL);
    } else if (element->parent == TAG_WORKBOOK && strcmp(element->name, "sheets") == 0) {
        *ret_tag = TAG_SHEETS;
    } else if (element->parent == TAG_WORKBOOK && strcmp(element->name, "workbookPr") == 0) {
        struct xml_text epoch = xml_attribute(element, XML_SPACE_NONE, "date1904");
        reading->book->epoch_1904 = epoch.at && xml_text_is_on(epoch);
    } else if (element->parent == TAG_SHEETS && strcmp(element->name, "sheet") == 0) {
        return add_sheet(reading, element);
    }
    return OK;
}

static enum status on_end(void *context, int tag)
{
    (void)context, (void)tag;
    return OK;
}

static enum status find_workbook(const struct xlsx_book *book, const char **ret_part)
{
    struct opc_relationships package;
    enum status status = opc_read(book->arena, book->archive, "", book->file_name, book->problems, &package);
    if (status != OK)
        return status;
    const struct opc_relationship *document = opc_find(&package, "officeDocument");
    const char *part = document ? document->target : "xl/workbook.xml";
    bool other =
        strncmp(part, "word/", 5) == 0 || strncmp(part, "ppt/", 4) == 0 || strcmp(part, "xl/workbook.bin") == 0;
    if (document && !other && !zip_archive_has(book->archive, part))
        return xlsx_refuse(book, MALFORMED, &msg_xlsx_no_workbook, NULL, NULL, NULL);
    if (other || !zip_archive_has(book->archive, part))
        return opc_refuse_other(book->archive, ".xlsx", book->file_name, book->problems);
    *ret_part = part;
    return OK;
}

static const char *part_of_kind(const struct reading *reading, const char *kind, const char *usual)
{
    const struct opc_relationship *relationship = opc_find(&reading->relationships, kind);
    return relationship ? relationship->target : usual;
}

static enum status read_workbook(struct xlsx_book *book)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    struct reading reading = {.book = book};
    const char *part = "";
    enum status status = find_workbook(book, &part);
    if (status == OK)
        status = opc_read(book->arena, book->archive, part, book->file_name, book->problems, &reading.relationships);
    if (status == OK)
        status = xlsx_walk(book, part, &handler, &reading);
    if (status == OK && book->sheets.count == 0)
        status = xlsx_refuse(book, REFUSED, &msg_xlsx_no_sheet, NULL, NULL, NULL);
    if (status == OK)
        status = xlsx_styles_read(book, part_of_kind(&reading, "styles", "xl/styles.xml"));
    if (status == OK)
        status = xlsx_shared_read(book, part_of_kind(&reading, "sharedStrings", "xl/sharedStrings.xml"));
    return status;
}

enum status xlsx_open(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct xlsx_book **ret_book)
{
    const char *name = file_name ? file_name : "";
    enum status status = file_check(bytes, size, ".xlsx", name, problems);
    if (status != OK)
        return status;
    if (!file_is_zip(bytes, size))
        return problem_add(problems, REFUSED, &msg_xlsx_not_sheet, name, NULL);
    struct xlsx_book *book = ARENA_NEW(arena, struct xlsx_book);
    book->arena = arena;
    book->problems = problems;
    book->file_name = name;
    status = zip_archive_open(arena, bytes, size, name, problems, &book->archive);
    if (status == OK)
        status = read_workbook(book);
    if (status != OK) {
        xlsx_close(book);
        return status;
    }
    *ret_book = book;
    return OK;
}

void xlsx_close(struct xlsx_book *book)
{
    if (!book)
        return;
    zip_archive_close(book->archive);
    book->archive = NULL;
    strbuf_free(&book->shared);
    free(book->offsets);
    book->offsets = NULL;
    book->texts = book->room = 0;
}

size_t xlsx_sheet_count(const struct xlsx_book *book)
{
    return book->sheets.count;
}

const struct xlsx_sheet *xlsx_sheet(const struct xlsx_book *book, size_t index)
{
    return &book->sheets.items[index].sheet;
}

void xlsx_column_text(uint32_t column, char out[4])
{
    char letters[4];
    size_t count = 0;
    for (uint32_t rest = column + 1; rest > 0 && count < 3; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (char)((rest - 1) % 26));
    for (size_t i = 0; i < count; i++)
        out[i] = letters[count - 1 - i];
    out[count] = '\0';
}
