/* xml: walks the XML parts of a package from start to end without building a tree (libxml2's SAX interface), so that
 * memory does not depend on the part's size nor the stack on its depth. A DOCTYPE is refused, with it entities; nothing
 * is fetched.
 *
 * Every open element carries a tag, a small number the reader gave it when it began: the walk keeps the stack. */
#ifndef RECTIFY_FORMAT_XML_H
#define RECTIFY_FORMAT_XML_H

#include "format/zip.h"

enum { XML_DEPTH = 256 };

/* Namespaces that are known here; transitional and strict OOXML are the same to the reader. A prefix that was never
 * declared is taken for what it usually stands for. */
enum xml_space {
    XML_SPACE_NONE,  /* no namespace */
    XML_SPACE_OTHER, /* one not listed here */
    XML_SPACE_W,     /* WordprocessingML */
    XML_SPACE_SHEET, /* SpreadsheetML */
    XML_SPACE_R,     /* relationship ids in attributes */
    XML_SPACE_RELS,  /* package relationships */
    XML_SPACE_MC,    /* markup compatibility */
    XML_SPACE_V,     /* VML */
    XML_SPACE_MATH,  /* formulas */
    XML_SPACE_XML,   /* xml:space */
};

enum { XML_TAG_SKIP = -1 }; /* the tag of an element that is skipped with all it contains */

/* Bytes inside the parser's buffers: valid during the call, not NUL-terminated. `at` is NULL for "there is none". */
struct xml_text {
    const char *at;
    size_t length;
};

struct xml_element {
    enum xml_space space;
    const char *name; /* local name */
    int parent;       /* tag of the element around it, 0 for the root */
    const void *attributes;
    int attribute_count;
};

struct xml_handler {
    /* *ret_tag is 0 unless set; XML_TAG_SKIP skips the element. */
    enum status (*start)(void *context, const struct xml_element *element, int *ret_tag);
    enum status (*end)(void *context, int tag);
    enum status (*text)(void *context, int tag, const char *text, size_t length); /* in pieces; may be NULL */
};

/* Walks one part of the archive. NOT_FOUND (without a problem) when there is no such part; a status from the handler is
 * returned as it is. `arena` keeps the sentences. */
enum status xml_walk(struct arena *arena, struct zip_archive *archive, const char *part, const char *file_name,
                     struct problems *problems, const struct xml_handler *handler, void *context);

struct xml_text xml_attribute(const struct xml_element *element, enum xml_space space, const char *name);
bool xml_text_is(struct xml_text text, const char *literal);
/* A decimal number, possibly negative, cut off at ±1e9; `otherwise` when it is missing or no number. */
int xml_text_int(struct xml_text text, int otherwise);
/* The OOXML on/off type: an element without w:val is on. */
bool xml_text_is_on(struct xml_text text);
char *xml_text_copy(struct arena *arena, struct xml_text text);

#endif
