#include "format/docx.h"

#include "format/docx_body.h"
#include "format/docx_numbering.h"
#include "format/docx_styles.h"
#include "format/format_messages.h"
#include "format/opc.h"

#include <string.h>

enum { HEADS_MAX = 300, HEAD_BYTES = 64 * 1024 };

enum status docx_refuse(const struct docx *docx, enum status status, const struct message *message, const char *detail)
{
    return problem_add(docx->problems, status, message, docx->file_name, detail, NULL);
}

enum status docx_walk(const struct docx *docx, const char *part, const struct xml_handler *handler, void *context)
{
    return xml_walk(docx->arena, docx->archive, part, docx->file_name, docx->problems, handler, context);
}

/* The main part: by the package's relationships, else where everybody puts it. */
static enum status find_document(const struct docx *docx, const char **ret_part)
{
    struct opc_relationships package;
    enum status status = opc_read(docx->arena, docx->archive, "", docx->file_name, docx->problems, &package);
    if (status != OK)
        return status;
    const struct opc_relationship *document = opc_find(&package, "officeDocument");
    const char *part = document ? document->target : "word/document.xml";
    bool other = strncmp(part, "xl/", 3) == 0 || strncmp(part, "ppt/", 4) == 0;
    if (document && !other && !zip_archive_has(docx->archive, part))
        return docx_refuse(docx, MALFORMED, &msg_docx_no_document, NULL);
    if (other || !zip_archive_has(docx->archive, part))
        return opc_refuse_other(docx->archive, ".docx", docx->file_name, docx->problems);
    *ret_part = part;
    return OK;
}

static const char *part_of_kind(const struct opc_relationships *relationships, const char *kind, const char *usual)
{
    const struct opc_relationship *relationship = opc_find(relationships, kind);
    return relationship ? relationship->target : usual;
}

static bool has_line(const struct strbuf *lines, const char *line, size_t length)
{
    const char *at = strbuf_text(lines), *end = at + lines->length;
    while (at < end) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            stop = end;
        if ((size_t)(stop - at) == length && memcmp(at, line, length) == 0)
            return true;
        at = stop + 1;
    }
    return false;
}

/* Each line once: first-page, odd and even headers of every section mostly say the same. */
static void head_add(struct strbuf *head, const struct paper_build *build)
{
    for (size_t i = 0; i < build->paragraphs.count; i++) {
        const struct paper_paragraph *paragraph = &build->paragraphs.items[i];
        const char *line = build->text.bytes + paragraph->byte_start;
        size_t length = paragraph->byte_end - paragraph->byte_start;
        if (length == 0 || head->length + length > HEAD_BYTES || has_line(head, line, length))
            continue;
        if (head->length > 0)
            strbuf_addc(head, '\n');
        strbuf_add(head, line, length);
    }
}

static enum status read_heads(const struct docx *docx, const struct opc_relationships *relationships,
                              struct strbuf *head)
{
    size_t heads = 0;
    for (size_t i = 0; i < relationships->all.count && heads < HEADS_MAX; i++) {
        const struct opc_relationship *relationship = &relationships->all.items[i];
        bool header = strcmp(relationship->kind, "header") == 0;
        if (!header && strcmp(relationship->kind, "footer") != 0)
            continue;
        heads++;
        struct paper_build build;
        paper_build_begin(&build, docx->arena, docx->problems, docx->file_name);
        enum status status = docx_body_read(docx, relationship->target, header ? "hdr" : "ftr", &build);
        if (status == OK)
            head_add(head, &build);
        paper_build_free(&build);
        if (status != OK && status != NOT_FOUND)
            return status;
    }
    return OK;
}

/* Headers come before the body so that one that is broken is told at once; their numbers are counted apart. */
static enum status read_parts(struct docx *docx, const char *part, struct paper_build *build, struct strbuf *head)
{
    struct opc_relationships relationships;
    enum status status = opc_read(docx->arena, docx->archive, part, docx->file_name, docx->problems, &relationships);
    if (status == OK)
        status = docx_styles_read(docx, part_of_kind(&relationships, "styles", "word/styles.xml"), &docx->styles);
    if (status == OK)
        status = read_heads(docx, &relationships, head);
    if (status == OK)
        status = docx_numbering_read(docx, part_of_kind(&relationships, "numbering", "word/numbering.xml"),
                                     &docx->numbering);
    if (status == OK)
        status = docx_body_read(docx, part, "document", build);
    if (status == OK && !paper_build_has_text(build))
        status = docx_refuse(docx, REFUSED, &msg_text_empty, NULL);
    return status;
}

static enum status read_open(struct docx *docx, struct paper *ret_paper)
{
    const char *part = "";
    enum status status = find_document(docx, &part);
    if (status != OK)
        return status;
    struct strbuf head = {0};
    struct paper_build build;
    paper_build_begin(&build, docx->arena, docx->problems, docx->file_name);
    status = read_parts(docx, part, &build, &head);
    if (status == OK)
        paper_build_end(&build, "docx", arena_strdup(docx->arena, strbuf_text(&head)), ret_paper);
    paper_build_free(&build);
    strbuf_free(&head);
    return status;
}

enum status docx_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                      struct problems *problems, struct paper *ret_paper)
{
    struct docx docx = {.arena = arena, .problems = problems, .file_name = file_name ? file_name : ""};
    enum status status = zip_archive_open(arena, bytes, size, docx.file_name, problems, &docx.archive);
    if (status != OK)
        return status;
    status = read_open(&docx, ret_paper);
    zip_archive_close(docx.archive);
    return status;
}
