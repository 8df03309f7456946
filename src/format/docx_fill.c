#include "format/docx_fill.h"

#include "base/nearest.h"
#include "base/utf8.h"
#include "format/format_messages.h"
#include "format/numeral.h"
#include "format/zip.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 64, PLACE_CHARACTERS = 40, NAMES_TOLD = 60 };

/* One turn of a repetition, or the document itself. */
struct turn {
    const json_t *values;
    size_t at, of; /* of: 0 for the document */
    const struct turn *outer;
};

struct filling {
    struct arena *arena;
    struct problems *problems;
    enum status status; /* the worst; it is gone on, so that all that is wrong is named */
    bool stopped;       /* but not with what is too large, or has too much wrong with it */
    size_t refused;
    const char *place; /* the text that is filled */
    size_t nodes;      /* copied so far: lists within lists multiply */
    int depth;         /* of repetitions */
};

/* ---- the tree ---- */

static bool is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* The next w:t of a paragraph, in order of the text; paragraphs inside of it (text boxes) have their own. */
static xmlNode *next_in(xmlNode *root, xmlNode *node, bool deeper)
{
    if (deeper && node->children && !(node != root && is(node, "p")))
        return node->children;
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static xmlNode *next_text(xmlNode *paragraph, xmlNode *node)
{
    for (node = next_in(paragraph, node, true); node && !is(node, "t"); node = next_in(paragraph, node, true))
        ;
    return node;
}

static const char *content(struct filling *f, xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent(node);
    const char *copy = arena_strdup(f->arena, text ? (const char *)text : "");
    xmlFree(text);
    return copy;
}

/* As text, whatever stands in it. */
static void set_content(xmlNode *node, const char *text, size_t length)
{
    while (node->children) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        xmlFreeNode(child);
    }
    xmlAddChild(node, xmlNewDocTextLen(node->doc, (const xmlChar *)text, (int)length));
    xmlSetNsProp(node, xmlSearchNs(node->doc, node, (const xmlChar *)"xml"), (const xmlChar *)"space",
                 (const xmlChar *)"preserve");
}

static const char *paragraph_text(struct filling *f, xmlNode *paragraph)
{
    struct strbuf text = {0};
    for (xmlNode *t = next_text(paragraph, paragraph); t; t = next_text(paragraph, t))
        strbuf_adds(&text, content(f, t));
    const char *copy = arena_strdup(f->arena, strbuf_text(&text));
    strbuf_free(&text);
    return copy;
}

static const char *all_text(struct filling *f, xmlNode *root)
{
    struct strbuf text = {0};
    for (xmlNode *node = root; node; node = node == root && !root->children ? NULL : next_in(root, node, true))
        if (is(node, "p"))
            strbuf_adds(&text, paragraph_text(f, node));
    const char *copy = arena_strdup(f->arena, strbuf_text(&text));
    strbuf_free(&text);
    return copy;
}

/* ---- names and values ---- */

/* Said already, in a turn before. */
static bool is_told(const struct filling *f, const struct message *message, const char *place, const char *first)
{
    for (size_t i = 0; f->problems && i < f->problems->count; i++) {
        const struct problem *problem = f->problems->items + i;
        if (problem->message == message && strcmp(problem->place, place) == 0 && problem->args[0] &&
            strcmp(problem->args[0], first) == 0)
            return true;
    }
    return false;
}

static void refuse(struct filling *f, const struct message *message, const char *first, const char *second)
{
    size_t length = strlen(f->place), keep = utf8_prefix(f->place, length, PLACE_CHARACTERS);
    const char *place = arena_strndup(f->arena, f->place, keep);
    f->status = REFUSED;
    f->stopped = f->stopped || ++f->refused >= PROBLEMS_MAX;
    if (!is_told(f, message, place, first))
        problem_add(f->problems, REFUSED, message, place, first, second, NULL);
}

static void stop(struct filling *f, const struct message *message, int bound)
{
    f->stopped = true;
    refuse(f, message, arena_printf(f->arena, "%d", bound), NULL);
}

static void refuse_unknown(struct filling *f, const struct turn *turn, const char *name)
{
    struct nearest nearest = {.wanted = name};
    struct strbuf names = {0};
    size_t count = 0;
    for (const struct turn *t = turn; t; t = t->outer) {
        const char *key;
        json_t *value;
        json_object_foreach((json_t *)(uintptr_t)t->values, key, value)
        {
            nearest_try(&nearest, key);
            if (count++ < NAMES_TOLD) {
                strbuf_adds(&names, names.length ? "、" : "");
                strbuf_adds(&names, key);
            }
        }
    }
    if (nearest.name)
        refuse(f, &msg_fill_near, name, arena_strdup(f->arena, nearest.name));
    else
        refuse(f, &msg_fill_unknown, name, arena_strdup(f->arena, strbuf_text(&names)));
    strbuf_free(&names);
}

/* NULL: there is none of this name. */
static const json_t *value_of(const struct turn *turn, const char *name)
{
    for (const struct turn *t = turn; t; t = t->outer) {
        const json_t *value = json_object_get(t->values, name);
        if (value)
            return value;
    }
    return NULL;
}

static bool is_something(const json_t *value)
{
    return json_is_string(value)  ? *json_string_value(value) != 0
           : json_is_array(value) ? json_array_size(value) > 0
                                  : json_is_true(value) || json_is_number(value);
}

/* What XML can hold of it. */
static const char *clean(struct filling *f, const char *text)
{
    struct strbuf out = {0};
    const char *end = text + strlen(text);
    for (const char *at = text; at < end;) {
        const char *from = at;
        uint32_t sign = utf8_next(&at, end);
        bool holds = sign == '\t' || sign == '\n' ||
                     (sign >= 0x20 && sign != 0xFFFE && sign != 0xFFFF && (sign < 0xD800 || sign > 0xDFFF));
        if (holds)
            strbuf_add(&out, from, (size_t)(at - from));
    }
    const char *copy = arena_strdup(f->arena, strbuf_text(&out));
    strbuf_free(&out);
    return copy;
}

static const char *counted(struct filling *f, size_t number, enum numeral numeral)
{
    struct strbuf out = {0};
    numeral_add(&out, numeral, (unsigned)number);
    const char *copy = arena_strdup(f->arena, strbuf_text(&out));
    strbuf_free(&out);
    return copy;
}

static const char *text_of(struct filling *f, const struct turn *turn, const char *name)
{
    const struct turn *counting = turn;
    while (counting && !counting->of)
        counting = counting->outer;
    if (counting && strcmp(name, "n") == 0)
        return counted(f, counting->at + 1, NUMERAL_DECIMAL);
    if (counting && strcmp(name, "n_zh") == 0)
        return counted(f, counting->at + 1, NUMERAL_CHINESE_THOUSAND);
    const json_t *value = value_of(turn, name);
    if (!value)
        refuse_unknown(f, turn, name);
    else if (json_is_array(value) || json_is_object(value))
        refuse(f, &msg_fill_text, name, arena_printf(f->arena, "{{#%s}}", name)); /* trusted: a name of its own */
    else if (json_is_string(value))
        return clean(f, json_string_value(value));
    else if (json_is_integer(value))
        return arena_printf(f->arena, "%lld", (long long)json_integer_value(value));
    return "";
}

/* ---- placeholders in a text ---- */

struct mark {
    char kind; /* '#', '?', '^', '/'; 0: a value */
    char name[NAME_BYTES];
    const char *from, *to; /* of the whole of it */
};

/* The next one in a text, or false. */
static bool next_mark(const char *text, struct mark *ret_mark)
{
    for (const char *open = strstr(text, "{{"); open; open = strstr(open + 1, "{{")) {
        const char *name = open + 2, *close = strstr(name, "}}");
        struct mark mark = {.from = open};
        if (!close)
            return false;
        while (*name == ' ')
            name++;
        if (strchr("#?^/", *name))
            mark.kind = *name++;
        while (*name == ' ')
            name++;
        size_t length = (size_t)(close - name);
        while (length && name[length - 1] == ' ')
            length--;
        if (!length || length >= NAME_BYTES || memchr(name, '{', length))
            continue;
        memcpy(mark.name, name, length);
        mark.to = close + 2;
        *ret_mark = mark;
        return true;
    }
    return false;
}

/* Whether a text is one mark and nothing else but blanks. */
static bool is_alone(const char *text, struct mark *ret_mark)
{
    struct mark mark;
    if (!next_mark(text, &mark) || strspn(text, " \t") != (size_t)(mark.from - text) || mark.to[strspn(mark.to, " \t")])
        return false;
    *ret_mark = mark;
    return true;
}

/* A text of a paragraph, and which part of the whole it holds. */
struct span {
    xmlNode *node;
    size_t from, to;
};
typedef VEC(struct span) span_vec;

static void read_spans(struct filling *f, xmlNode *paragraph, span_vec *ret_spans)
{
    size_t from = 0;
    for (xmlNode *t = next_text(paragraph, paragraph); t; t = next_text(paragraph, t)) {
        size_t to = from + strlen(content(f, t));
        *VEC_PUSH(f->arena, ret_spans) = (struct span){t, from, to};
        from = to;
    }
}

static void set_span(const char *whole, struct span *span, size_t from, size_t to)
{
    span->from = from;
    span->to = to;
    set_content(span->node, whole + from, to - from);
}

/* Brings a placeholder that is spread over runs into the first of them: its looks are those of the "{{". */
static void join_marks(struct filling *f, xmlNode *paragraph)
{
    const char *whole = paragraph_text(f, paragraph), *at = whole;
    struct mark mark;
    span_vec spans = {0};
    size_t first = 0;
    while (next_mark(at, &mark)) {
        size_t from = (size_t)(mark.from - whole), to = (size_t)(mark.to - whole);
        if (!spans.count)
            read_spans(f, paragraph, &spans);
        while (spans.items[first].to <= from)
            first++;
        size_t last = first;
        while (spans.items[last].to < to)
            if (last++ > first)
                set_span(whole, spans.items + last - 1, to, to);
        if (last > first) {
            set_span(whole, spans.items + first, spans.items[first].from, to);
            set_span(whole, spans.items + last, to, spans.items[last].to);
        }
        at = mark.to;
    }
}

/* The text with its values; lines of values become w:br. */
static const char *with_values(struct filling *f, const struct turn *turn, const char *text)
{
    struct strbuf out = {0};
    struct mark mark;
    while (next_mark(text, &mark)) {
        strbuf_add(&out, text, (size_t)(mark.from - text));
        if (mark.kind)
            refuse(f, &msg_fill_unclosed, arena_strndup(f->arena, mark.from, (size_t)(mark.to - mark.from)),
                   mark.kind == '/' ? "#" : "/");
        else
            strbuf_adds(&out, text_of(f, turn, mark.name));
        text = mark.to;
    }
    strbuf_adds(&out, text);
    const char *copy = arena_strdup(f->arena, strbuf_text(&out));
    strbuf_free(&out);
    return copy;
}

static void put_lines(xmlNode *t, const char *text)
{
    const char *line = strchr(text, '\n');
    xmlNode *last = t;
    set_content(t, text, line ? (size_t)(line - text) : strlen(text));
    while (line) {
        const char *from = line + 1;
        line = strchr(from, '\n');
        xmlNode *stop = xmlNewDocNode(t->doc, t->ns, (const xmlChar *)"br", NULL),
                *next = xmlNewDocNode(t->doc, t->ns, (const xmlChar *)"t", NULL);
        xmlAddNextSibling(last, stop);
        xmlAddNextSibling(stop, next);
        set_content(next, from, line ? (size_t)(line - from) : strlen(from));
        last = next;
    }
}

static void fill_texts(struct filling *f, const struct turn *turn, xmlNode *paragraph)
{
    struct mark mark;
    f->place = paragraph_text(f, paragraph);
    xmlNode *after = NULL;
    for (xmlNode *t = next_text(paragraph, paragraph); t; t = after) {
        const char *text = content(f, t);
        after = next_text(paragraph, t); /* lines of a value stand before it, and are not looked at again */
        if (next_mark(text, &mark))
            put_lines(t, with_values(f, turn, text));
    }
}

/* Alone in its paragraph, each line of a value is one of its own. */
static void fill_lines(struct filling *f, const struct turn *turn, xmlNode *paragraph, const char *name)
{
    f->place = paragraph_text(f, paragraph);
    const char *text = text_of(f, turn, name);
    xmlNode *last = paragraph;
    for (bool first = true; text; first = false) {
        const char *stop = strchr(text, '\n');
        size_t length = stop ? (size_t)(stop - text) : strlen(text);
        xmlNode *one = first ? paragraph : xmlCopyNode(paragraph, 1);
        if (!first)
            last = xmlAddNextSibling(last, one);
        xmlNode *t = next_text(one, one);
        set_content(t, text, length);
        for (xmlNode *rest = next_text(one, t); rest; rest = next_text(one, rest))
            set_content(rest, "", 0);
        text = stop ? stop + 1 : NULL;
    }
}

/* ---- repetitions ---- */

static void fill_children(struct filling *f, const struct turn *turn, xmlNode *parent);
static void fill_node(struct filling *f, const struct turn *turn, xmlNode *node);

static void drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* How often: once for a condition that holds. */
static size_t turns_of(struct filling *f, const struct turn *turn, const struct mark *mark, const json_t **ret_list)
{
    const json_t *value = value_of(turn, mark->name);
    *ret_list = NULL;
    if (!value) {
        refuse_unknown(f, turn, mark->name);
        return 0;
    }
    if (mark->kind != '#')
        return is_something(value) == (mark->kind == '?');
    if (!json_is_array(value)) {
        refuse(f, &msg_fill_list, mark->name, NULL);
        return 0;
    }
    *ret_list = value;
    return json_array_size(value);
}

static size_t nodes_in(xmlNode *root)
{
    size_t count = 1;
    for (xmlNode *node = root->children; node; node = node->next)
        count += nodes_in(node);
    return count;
}

/* The nodes from `first` up to `end`, once more, in front of `before`: filled in a place of their own, so that what
 * they hold between them is found. */
static void fill_copy(struct filling *f, const struct turn *turn, xmlNode *first, xmlNode *end, xmlNode *before)
{
    xmlNode *place = xmlAddPrevSibling(before, xmlNewDocNode(first->doc, first->ns, (const xmlChar *)"body", NULL));
    for (xmlNode *node = first; node != end && !f->stopped; node = node->next) {
        xmlNode *copy = NULL;
        if ((f->nodes += nodes_in(node)) > DOCX_NODES)
            stop(f, &msg_fill_too_large, DOCX_FILLED_BYTES / 1024 / 1024);
        else if (xmlDOMWrapCloneNode(NULL, node->doc, node, &copy, node->doc, place, 1, 0) == 0 && copy)
            xmlAddChild(place, copy);
    }
    fill_children(f, turn, place);
    for (xmlNode *node = place->children, *next; node; node = next) {
        next = node->next;
        xmlUnlinkNode(node);
        xmlAddPrevSibling(place, node);
    }
    drop(place);
}

/* The nodes from `first` up to `end`, again and again; they themselves go. */
static void repeat(struct filling *f, const struct turn *turn, const struct mark *mark, xmlNode *first, xmlNode *end)
{
    const json_t *list;
    size_t count = turns_of(f, turn, mark, &list);
    if (++f->depth > DOCX_DEPTH)
        stop(f, &msg_fill_too_deep, DOCX_DEPTH);
    for (size_t i = 0; i < count && !f->stopped; i++) {
        const struct turn one = {
            .values = list ? json_array_get(list, i) : NULL, .at = i, .of = list ? count : 0, .outer = turn};
        fill_copy(f, &one, first, end, first);
    }
    f->depth--;
    for (xmlNode *node = first, *next; node != end; node = next) {
        next = node->next;
        drop(node);
    }
}

/* What is said in a node that stands alone: a paragraph, or a row all of whose text it is. */
static bool mark_of(struct filling *f, xmlNode *node, struct mark *ret_mark)
{
    if (!is(node, "p") && !is(node, "tr"))
        return false;
    if (is(node, "p"))
        join_marks(f, node);
    return is_alone(is(node, "p") ? paragraph_text(f, node) : all_text(f, node), ret_mark);
}

/* The node behind a begin that ends it; NULL: there is none among its siblings. */
static xmlNode *find_end(struct filling *f, xmlNode *begin, const char *name)
{
    struct mark mark;
    int depth = 0;
    for (xmlNode *node = begin->next; node; node = node->next) {
        if (!mark_of(f, node, &mark) || strcmp(mark.name, name) != 0)
            continue;
        if (mark.kind == '/' && depth-- == 0)
            return node;
        depth += mark.kind != '/' && mark.kind;
    }
    return NULL;
}

/* A row that begins with a repetition and ends it. */
static bool is_row(struct filling *f, xmlNode *row, struct mark *ret_mark)
{
    struct mark mark, end;
    for (xmlNode *p = row; p; p = next_in(row, p, true))
        if (is(p, "p"))
            join_marks(f, p);
    const char *text = all_text(f, row);
    if (!next_mark(text, &mark) || !mark.kind || mark.kind == '/')
        return false;
    for (text = mark.to; next_mark(text, &end); text = end.to)
        if (end.kind == '/' && strcmp(end.name, mark.name) == 0) {
            *ret_mark = mark;
            return true;
        }
    return false;
}

static void strip_text(struct filling *f, xmlNode *t, const char *name)
{
    struct mark mark;
    struct strbuf out = {0};
    const char *at = content(f, t);
    while (next_mark(at, &mark)) {
        bool gone = mark.kind && strcmp(mark.name, name) == 0;
        strbuf_add(&out, at, (size_t)((gone ? mark.from : mark.to) - at));
        at = mark.to;
    }
    strbuf_adds(&out, at);
    set_content(t, strbuf_text(&out), out.length);
    strbuf_free(&out);
}

/* Takes the two marks of a row out of it. */
static void strip(struct filling *f, xmlNode *row, const char *name)
{
    for (xmlNode *p = next_in(row, row, true); p; p = next_in(row, p, true))
        for (xmlNode *t = is(p, "p") ? next_text(p, p) : NULL; t; t = next_text(p, t))
            strip_text(f, t, name);
}

/* A cell without a paragraph is no cell. */
static void keep_paragraph(xmlNode *cell)
{
    for (xmlNode *node = cell->children; node; node = node->next)
        if (is(node, "p"))
            return;
    xmlAddChild(cell, xmlNewDocNode(cell->doc, cell->ns, (const xmlChar *)"p", NULL));
}

static void fill_node(struct filling *f, const struct turn *turn, xmlNode *node)
{
    struct mark mark;
    if (!is(node, "p")) {
        fill_children(f, turn, node);
        if (is(node, "tc"))
            keep_paragraph(node);
        return;
    }
    join_marks(f, node);
    if (is_alone(paragraph_text(f, node), &mark) && !mark.kind)
        fill_lines(f, turn, node, mark.name);
    else
        fill_texts(f, turn, node);
    fill_children(f, turn, node); /* text boxes */
}

/* A begin with all up to its end; the node to go on with. */
static xmlNode *fill_block(struct filling *f, const struct turn *turn, xmlNode *begin, const struct mark *mark)
{
    f->place = is(begin, "p") ? paragraph_text(f, begin) : all_text(f, begin);
    xmlNode *end = mark->kind == '/' ? NULL : find_end(f, begin, mark->name), *next = begin->next;
    if (!end) {
        refuse(f, &msg_fill_unclosed, arena_printf(f->arena, "{{%c%s}}", mark->kind, mark->name), /* trusted: a name */
               arena_printf(f->arena, mark->kind == '/' ? "{{#%s}}" : "{{/%s}}", mark->name));
        return next;
    }
    next = end->next;
    if (begin->next != end)
        repeat(f, turn, mark, begin->next, end);
    drop(begin);
    drop(end);
    return next;
}

static void fill_children(struct filling *f, const struct turn *turn, xmlNode *parent)
{
    struct mark mark;
    for (xmlNode *node = parent->children, *next; node && !f->stopped; node = next) {
        next = node->next;
        if (mark_of(f, node, &mark) && mark.kind) {
            next = fill_block(f, turn, node, &mark);
        } else if (is(node, "tr") && is_row(f, node, &mark)) {
            f->place = all_text(f, node);
            strip(f, node, mark.name);
            repeat(f, turn, &mark, node, next);
        } else {
            fill_node(f, turn, node);
        }
    }
}

/* ---- parts ---- */

static bool is_filled(const char *name)
{
    size_t length = strlen(name);
    bool text = strncmp(name, "word/document", 13) == 0 || strncmp(name, "word/header", 11) == 0 ||
                strncmp(name, "word/footer", 11) == 0;
    return text && length > 4 && strcmp(name + length - 4, ".xml") == 0;
}

static void fill_part(struct filling *f, const json_t *values, const struct zip_part *part, struct zip_part *ret_part)
{
    const struct turn document = {.values = values};
    xmlDoc *tree = xmlReadMemory(part->bytes, (int)part->size, NULL, NULL,
                                 XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNode *root = tree && !tree->intSubset ? xmlDocGetRootElement(tree) : NULL;
    xmlChar *bytes = NULL;
    int size = 0;
    f->place = part->name;
    if (root)
        fill_children(f, &document, root);
    else
        refuse(f, &msg_fill_xml, part->name, NULL);
    if (!f->status)
        xmlDocDumpMemoryEnc(tree, &bytes, &size, "UTF-8");
    if (!f->status && (!bytes || size > DOCX_FILLED_BYTES))
        stop(f, &msg_fill_too_large, DOCX_FILLED_BYTES / 1024 / 1024);
    if (!f->status)
        *ret_part = (struct zip_part){part->name, arena_memdup(f->arena, bytes, (size_t)size), (size_t)size};
    xmlFree(bytes);
    xmlFreeDoc(tree);
}

enum status docx_fill(struct arena *arena, const struct docx_template *from, const json_t *values,
                      struct problems *problems, struct strbuf *out)
{
    struct filling f = {.arena = arena, .problems = problems};
    struct zip_part *parts = ARENA_ARRAY(arena, struct zip_part, from->count);
    for (size_t i = 0; i < from->count && !f.stopped; i++) {
        parts[i] = from->parts[i];
        if (is_filled(parts[i].name))
            fill_part(&f, values, from->parts + i, parts + i);
    }
    return f.status ? f.status : zip_write(parts, from->count, out);
}

/* ---- a template somebody brought ---- */

struct taking {
    struct problems *problems;
    const char *file_name;
    struct strbuf bytes;
    size_t total; /* of all parts: what is packed small may be large */
};

static enum status take(void *context, const char *bytes, size_t size)
{
    struct taking *taking = context;
    char bound[24];
    if ((taking->total += size) > DOCX_FILLED_BYTES) {
        snprintf(bound, sizeof bound, "%d", DOCX_FILLED_BYTES / 1024 / 1024);
        return problem_add(taking->problems, REFUSED, &msg_fill_too_large, taking->file_name, bound, NULL);
    }
    strbuf_add(&taking->bytes, bytes, size);
    return OK;
}

enum status docx_template_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                               struct problems *problems, struct docx_template *ret_template)
{
    struct zip_archive *archive = NULL;
    enum status status = zip_archive_open(arena, bytes, size, file_name, problems, &archive);
    size_t count = status ? 0 : zip_archive_count(archive);
    struct docx_template read = {.parts = ARENA_ARRAY(arena, struct zip_part, count + 1)};
    if (!status && (count > DOCX_PARTS || !zip_archive_has(archive, "word/document.xml")))
        status = problem_add(problems, REFUSED, &msg_fill_no_document, file_name, NULL);
    struct taking taking = {.problems = problems, .file_name = file_name};
    for (size_t i = 0; i < count && !status; i++) {
        const char *name = zip_archive_name(archive, i);
        if (!*name || name[strlen(name) - 1] == '/')
            continue; /* a folder */
        status = zip_archive_stream(archive, name, take, &taking);
        read.parts[read.count++] = (struct zip_part){
            name, arena_memdup(arena, strbuf_text(&taking.bytes), taking.bytes.length), taking.bytes.length};
        strbuf_free(&taking.bytes);
    }
    zip_archive_close(archive);
    if (!status)
        *ret_template = read;
    return status;
}
