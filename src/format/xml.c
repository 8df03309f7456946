#include "format/xml.h"

#include "base/strbuf.h"
#include "format/format_messages.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    struct arena *arena;
    const char *part, *file_name;
    struct problems *problems;
    const struct xml_handler *handler;
    void *context;
    xmlParserCtxtPtr parser;
    enum status status; /* the first that is not OK ends the walk */
    int depth;          /* of open elements */
    int skipped;        /* depth at which a skipped element began, 0 when none */
    int tags[XML_DEPTH + 1];
    struct strbuf decoded; /* attributes of the open tag with their "&" put back */
    const xmlChar **fields;
    size_t fields_room;
    const void *last_uri; /* the parser keeps one copy of each name, so the pointer tells */
    enum xml_space last_space;
};

static const struct {
    const char *uri, *prefix;
    enum xml_space space;
} spaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w", XML_SPACE_W},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "", XML_SPACE_W},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x", XML_SPACE_SHEET},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", "", XML_SPACE_SHEET},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r", XML_SPACE_R},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", "", XML_SPACE_R},
    {"http://schemas.openxmlformats.org/package/2006/relationships", "", XML_SPACE_RELS},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc", XML_SPACE_MC},
    {"urn:schemas-microsoft-com:vml", "v", XML_SPACE_V},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", "m", XML_SPACE_MATH},
    {"http://purl.oclc.org/ooxml/officeDocument/math", "", XML_SPACE_MATH},
    {"http://www.w3.org/XML/1998/namespace", "xml", XML_SPACE_XML},
};

static enum xml_space space_of(const char *uri, const char *prefix)
{
    if (!uri && !prefix)
        return XML_SPACE_NONE;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (uri ? strcmp(uri, spaces[i].uri) == 0 : strcmp(prefix, spaces[i].prefix) == 0)
            return spaces[i].space;
    return XML_SPACE_OTHER;
}

static void stop(struct walk *walk, enum status status)
{
    if (walk->status == OK)
        walk->status = status;
    xmlStopParser(walk->parser);
}

static void refuse(struct walk *walk, enum status status, const struct message *message)
{
    if (walk->status == OK)
        stop(walk, problem_add(walk->problems, status, message, walk->file_name, walk->part, NULL));
}

/* Without entity replacement the parser leaves "&#38;" for each "&" of an attribute: what stands for itself is put back
 * here, in copies, since the parser frees its own. */
static const xmlChar **attributes_decode(struct walk *walk, const xmlChar **attributes, int count)
{
    static const char escape[] = "&#38;";
    enum { FIELDS = 5, LENGTH = sizeof escape - 1 };
    size_t escaped = 0, fields = (size_t)count * FIELDS;
    for (size_t i = 0; i < fields; i += FIELDS) {
        size_t length = (size_t)(attributes[i + 4] - attributes[i + 3]);
        if (memchr(attributes[i + 3], '&', length))
            escaped += length;
    }
    if (escaped == 0)
        return attributes;
    if (fields > walk->fields_room) {
        walk->fields = xrealloc(walk->fields, fields * sizeof *walk->fields);
        walk->fields_room = fields;
    }
    memcpy(walk->fields, attributes, fields * sizeof *walk->fields);
    strbuf_clear(&walk->decoded);
    strbuf_reserve(&walk->decoded, escaped); /* nothing moves from here on */
    for (size_t i = 0; i < fields; i += FIELDS) {
        const char *at = (const char *)attributes[i + 3], *end = (const char *)attributes[i + 4], *found;
        if (!memchr(at, '&', (size_t)(end - at)))
            continue;
        size_t start = walk->decoded.length;
        for (; (found = memmem(at, (size_t)(end - at), escape, LENGTH)); at = found + LENGTH)
            strbuf_add(&walk->decoded, at, (size_t)(found - at) + 1);
        strbuf_add(&walk->decoded, at, (size_t)(end - at));
        walk->fields[i + 3] = (const xmlChar *)walk->decoded.bytes + start;
        walk->fields[i + 4] = (const xmlChar *)walk->decoded.bytes + walk->decoded.length;
    }
    return walk->fields;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes)
{
    (void)namespace_count, (void)namespaces, (void)defaulted;
    struct walk *walk = data;
    if (walk->status != OK)
        return;
    if (walk->depth == XML_DEPTH) {
        refuse(walk, MALFORMED, &msg_xml_deep);
        return;
    }
    int parent = walk->tags[walk->depth++], *tag = &walk->tags[walk->depth];
    *tag = 0;
    if (walk->skipped)
        return;
    if (!uri || uri != walk->last_uri) {
        walk->last_space = space_of((const char *)uri, (const char *)prefix);
        walk->last_uri = uri;
    }
    struct xml_element element = {.space = walk->last_space,
                                  .name = (const char *)name,
                                  .parent = parent,
                                  .attributes = attributes_decode(walk, attributes, attribute_count),
                                  .attribute_count = attribute_count};
    enum status status = walk->handler->start(walk->context, &element, tag);
    if (status != OK)
        stop(walk, status);
    if (*tag == XML_TAG_SKIP)
        walk->skipped = walk->depth;
}

static void on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct walk *walk = data;
    if (walk->status != OK || walk->depth == 0)
        return;
    int depth = walk->depth--;
    if (walk->skipped) {
        if (walk->skipped == depth)
            walk->skipped = 0;
        return;
    }
    enum status status = walk->handler->end(walk->context, walk->tags[depth]);
    if (status != OK)
        stop(walk, status);
}

static void on_text(void *data, const xmlChar *text, int length)
{
    struct walk *walk = data;
    if (walk->status != OK || walk->skipped || !walk->handler->text || length <= 0)
        return;
    enum status status =
        walk->handler->text(walk->context, walk->tags[walk->depth], (const char *)text, (size_t)length);
    if (status != OK)
        stop(walk, status);
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    refuse(data, MALFORMED, &msg_xml_doctype);
}

static enum status take(void *context, const char *bytes, size_t size)
{
    struct walk *walk = context;
    xmlParseChunk(walk->parser, bytes, (int)size, 0);
    if (walk->status == OK && !walk->parser->wellFormed)
        refuse(walk, MALFORMED, &msg_xml_broken);
    return walk->status;
}

static xmlSAXHandler sax_handler(void)
{
    return (xmlSAXHandler){.initialized = XML_SAX2_MAGIC,
                           .internalSubset = on_doctype,
                           .startElementNs = on_start,
                           .endElementNs = on_end,
                           .characters = on_text,
                           .cdataBlock = on_text};
}

enum status xml_walk(struct arena *arena, struct zip_archive *archive, const char *part, const char *file_name,
                     struct problems *problems, const struct xml_handler *handler, void *context)
{
    xmlSAXHandler sax = sax_handler();
    struct walk walk = {.arena = arena,
                        .part = part,
                        .file_name = file_name,
                        .problems = problems,
                        .handler = handler,
                        .context = context};
    walk.parser = xmlCreatePushParserCtxt(&sax, &walk, NULL, 0, NULL);
    if (!walk.parser)
        return problem_add(problems, FAILED, &msg_xml_broken, file_name, part, NULL);
    xmlCtxtUseOptions(walk.parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    enum status status = zip_archive_stream(archive, part, take, &walk);
    if (status == OK) {
        xmlParseChunk(walk.parser, NULL, 0, 1);
        if (walk.status == OK && (!walk.parser->wellFormed || walk.depth != 0))
            refuse(&walk, MALFORMED, &msg_xml_broken);
        status = walk.status;
    }
    if (walk.parser->myDoc)
        xmlFreeDoc(walk.parser->myDoc);
    xmlFreeParserCtxt(walk.parser);
    strbuf_free(&walk.decoded);
    free(walk.fields);
    return status;
}

struct xml_text xml_attribute(const struct xml_element *element, enum xml_space space, const char *name)
{
    const char *const *fields = element->attributes; /* five for each: name, prefix, URI, value, end of value */
    for (int i = 0; i < element->attribute_count; i++, fields += 5)
        if (strcmp(fields[0], name) == 0 && space_of(fields[2], fields[1]) == space)
            return (struct xml_text){fields[3], (size_t)(fields[4] - fields[3])};
    return (struct xml_text){NULL, 0};
}

bool xml_text_is(struct xml_text text, const char *literal)
{
    return text.at && strlen(literal) == text.length && memcmp(text.at, literal, text.length) == 0;
}

int xml_text_int(struct xml_text text, int otherwise)
{
    enum { MOST = 1000000000 };
    size_t i = 0;
    bool negative = false;
    long long value = 0;
    if (i < text.length && (text.at[i] == '-' || text.at[i] == '+'))
        negative = text.at[i++] == '-';
    if (i == text.length)
        return otherwise;
    for (; i < text.length; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return otherwise;
        value = value * 10 + (text.at[i] - '0');
        if (value > MOST)
            value = MOST;
    }
    return (int)(negative ? -value : value);
}

bool xml_text_is_on(struct xml_text text)
{
    return !text.at || !(xml_text_is(text, "0") || xml_text_is(text, "false") || xml_text_is(text, "off"));
}

char *xml_text_copy(struct arena *arena, struct xml_text text)
{
    return arena_strndup(arena, text.at ? text.at : "", text.length);
}
