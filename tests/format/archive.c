#include "archive.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

void archive_make(const struct archive_part *parts, size_t count, struct strbuf *out)
{
    zip_error_t error;
    zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_source_keep(whole);
    zip_t *zip = zip_open_from_source(whole, ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (size_t i = 0; i < count; i++) {
        size_t size = parts[i].size ? parts[i].size : strlen(parts[i].bytes);
        zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].bytes, size, 0), ZIP_FL_ENC_UTF_8);
    }
    if (zip_close(zip) != 0)
        abort();
    zip_stat_t about;
    zip_source_stat(whole, &about);
    zip_source_open(whole);
    strbuf_clear(out);
    strbuf_reserve(out, about.size);
    zip_source_read(whole, out->bytes, about.size);
    out->length = about.size;
    zip_source_close(whole);
    zip_source_free(whole);
}

char *docx_part(struct arena *arena, const char *root, const char *inside)
{
    size_t room = strlen(inside) + 1024;
    struct strbuf part = {0};
    strbuf_reserve(&part, room);
    strbuf_addf(&part,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:%s "
                "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
                "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
                "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
                "xmlns:v=\"urn:schemas-microsoft-com:vml\" "
                "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
                "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">",
                root);
    strbuf_adds(&part, inside);
    strbuf_addf(&part, "</w:%s>", root);
    char *text = arena_strndup(arena, part.bytes, part.length);
    strbuf_free(&part);
    return text;
}

void docx_make(const char *body, const char *styles, const char *numbering, struct strbuf *out)
{
    struct arena *arena = arena_new();
    struct strbuf inside = {0};
    strbuf_adds(&inside, "<w:body>");
    strbuf_adds(&inside, body);
    strbuf_adds(&inside, "</w:body>");
    struct archive_part parts[4] = {
        {"_rels/.rels", RELATIONSHIPS(DOCX_RELATIONSHIP("officeDocument", "word/document.xml")), 0},
        {"word/document.xml", docx_part(arena, "document", strbuf_text(&inside)), 0},
    };
    size_t count = 2;
    if (styles)
        parts[count++] = (struct archive_part){"word/styles.xml", docx_part(arena, "styles", styles), 0};
    if (numbering)
        parts[count++] = (struct archive_part){"word/numbering.xml", docx_part(arena, "numbering", numbering), 0};
    archive_make(parts, count, out);
    strbuf_free(&inside);
    arena_free(arena);
}
