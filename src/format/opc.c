#include "format/opc.h"

#include "base/strbuf.h"
#include "format/format_messages.h"

#include <string.h>

enum { RELATIONSHIPS_MAX = 20000, TAG_ROOT = 1 };

struct reading {
    struct arena *arena;
    const char *folder; /* of the part, with the final '/', "" at the top */
    const char *file_name;
    struct problems *problems;
    struct opc_relationships *relationships;
};

/* Puts a target below the folder of its part and works off "." and "..". */
static char *target_resolve(struct arena *arena, const char *folder, const char *target)
{
    struct strbuf path = {0};
    if (*target != '/' && *target != '\\')
        strbuf_adds(&path, folder);
    while (*target) {
        size_t step = strcspn(target, "/\\");
        if (step == 2 && memcmp(target, "..", 2) == 0) {
            while (path.length > 0 && path.bytes[--path.length] == '/') /* the slash that ends this folder */
                continue;
            while (path.length > 0 && path.bytes[path.length - 1] != '/')
                path.length--;
        } else if (step > 0 && !(step == 1 && *target == '.')) {
            strbuf_add(&path, target, step);
            if (target[step])
                strbuf_addc(&path, '/');
        }
        target += step + (target[step] != '\0');
    }
    char *resolved = arena_strndup(arena, strbuf_text(&path), path.length);
    strbuf_free(&path);
    return resolved;
}

static enum status on_start(void *context, const struct xml_element *element, int *ret_tag)
{
    struct reading *reading = context;
    if (element->parent == 0 && strcmp(element->name, "Relationships") == 0) {
        *ret_tag = TAG_ROOT;
        return OK;
    }
    *ret_tag = XML_TAG_SKIP;
    if (element->parent != TAG_ROOT || strcmp(element->name, "Relationship") != 0)
        return OK;
    if (reading->relationships->all.count == RELATIONSHIPS_MAX)
        return problem_add(reading->problems, TOO_LARGE, &msg_opc_relationships, reading->file_name, NULL);
    struct opc_relationship *relationship = VEC_PUSH(reading->arena, &reading->relationships->all);
    relationship->id = xml_text_copy(reading->arena, xml_attribute(element, XML_SPACE_NONE, "Id"));
    const char *type = xml_text_copy(reading->arena, xml_attribute(element, XML_SPACE_NONE, "Type"));
    const char *slash = strrchr(type, '/');
    relationship->kind = slash ? slash + 1 : type;
    const char *target = xml_text_copy(reading->arena, xml_attribute(element, XML_SPACE_NONE, "Target"));
    bool outside = xml_text_is(xml_attribute(element, XML_SPACE_NONE, "TargetMode"), "External");
    relationship->target = outside ? "" : target_resolve(reading->arena, reading->folder, target);
    return OK;
}

static enum status on_end(void *context, int tag)
{
    (void)context, (void)tag;
    return OK;
}

enum status opc_read(struct arena *arena, struct zip_archive *archive, const char *part, const char *file_name,
                     struct problems *problems, struct opc_relationships *ret_relationships)
{
    static const struct xml_handler handler = {.start = on_start, .end = on_end};
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    struct opc_relationships relationships = {0};
    struct reading reading = {.arena = arena,
                              .folder = arena_strndup(arena, part, folder),
                              .file_name = file_name,
                              .problems = problems,
                              .relationships = &relationships};
    const char *rels = arena_printf(arena, "%s_rels/%s.rels", reading.folder, part + folder);
    enum status status = xml_walk(arena, archive, rels, file_name, problems, &handler, &reading);
    if (status != OK && status != NOT_FOUND)
        return status;
    *ret_relationships = relationships;
    return OK;
}

const struct opc_relationship *opc_find(const struct opc_relationships *relationships, const char *kind)
{
    for (size_t i = 0; i < relationships->all.count; i++)
        if (strcmp(relationships->all.items[i].kind, kind) == 0 && relationships->all.items[i].target[0])
            return &relationships->all.items[i];
    return NULL;
}

const struct opc_relationship *opc_find_id(const struct opc_relationships *relationships, const char *id)
{
    for (size_t i = 0; i < relationships->all.count; i++)
        if (strcmp(relationships->all.items[i].id, id) == 0 && relationships->all.items[i].target[0])
            return &relationships->all.items[i];
    return NULL;
}

enum status opc_refuse_other(const struct zip_archive *archive, const char *wanted, const char *file_name,
                             struct problems *problems)
{
    static const struct {
        const char *part, *what, *advice;
    } kinds[] = {
        {"word/document.xml", " Word 文档（.docx）", "请按文档上传"},
        {"xl/workbook.xml", " Excel 表格（.xlsx）", "请按表格上传，或把内容复制到 Word 中另存为 .docx"},
        {"xl/workbook.bin", " Excel 二进制表格（.xlsb）", "请用 Excel 打开后“另存为” .xlsx"},
        {"ppt/presentation.xml", "演示文稿（.pptx）", "请把文字复制到 Word 中另存为 .docx"},
        {"ofd.xml", "版式文件（.ofd）", "请提供原来的 Word 文件"},
        {"content.xml", " OpenDocument 文件（.odt、.ods）", "请用 Word、WPS 或 LibreOffice 打开后另存"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (zip_archive_has(archive, kinds[i].part))
            return problem_add(problems, REFUSED, &msg_file_other, file_name, kinds[i].what, wanted, kinds[i].advice,
                               NULL);
    return problem_add(problems, REFUSED, &msg_file_archive, file_name, wanted, NULL);
}
