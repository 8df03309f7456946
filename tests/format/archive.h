/* archive: zip archives and .docx made in memory, for tests. */
#ifndef RECTIFY_TESTS_ARCHIVE_H
#define RECTIFY_TESTS_ARCHIVE_H

#include "base/arena.h"
#include "base/strbuf.h"

struct archive_part {
    const char *name;
    const char *bytes;
    size_t size; /* 0: up to the NUL */
};

/* Fills `out` (freed by the caller) with an archive of these parts. */
void archive_make(const struct archive_part *parts, size_t count, struct strbuf *out);

/* A .docx whose w:body, w:styles and w:numbering hold what is given; NULL leaves a part out. The prefixes w, r, mc, v,
 * wps and m are declared. */
void docx_make(const char *body, const char *styles, const char *numbering, struct strbuf *out);
/* A whole part with these prefixes declared on its root "w:<root>". */
char *docx_part(struct arena *arena, const char *root, const char *inside);

#define DOCX_RELATIONSHIP(kind, target)                                                                                \
    "<Relationship Id=\"r-" kind "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" kind \
    "\" Target=\"" target "\"/>"
#define RELATIONSHIPS(inside)                                                                                          \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside "</Relationships>"

#endif
