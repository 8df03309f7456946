/* templates: the document kinds there are, and the template each is made from: templates/<kind>/, unpacked, part of the
 * program. An organisation's own come later (H1). */
#ifndef RECTIFY_DOCUMENT_TEMPLATES_H
#define RECTIFY_DOCUMENT_TEMPLATES_H

#include "format/docx_fill.h"

/* Names of document kinds: their folders. */
#define DOCUMENT_KINDS(K)   K(report)
#define DOCUMENT_KIND(name) DOCUMENT_##name,
enum document_kind { DOCUMENT_KINDS(DOCUMENT_KIND) DOCUMENT_KIND_COUNT };
#undef DOCUMENT_KIND
extern const char *const document_kind_names[DOCUMENT_KIND_COUNT];

/* -1: there is none of this name. */
int document_kind_find(const char *name);
void template_of(struct arena *arena, enum document_kind kind, struct docx_template *ret_template);
/* What may stand in it (data/documents/<kind>.json): each name with what it is, in the shape of the values. To be given
 * up by json_decref; part of the program. */
json_t *template_names(struct arena *arena, enum document_kind kind);
/* Every placeholder that is broken or not among the names, each with the text it stands in. */
enum status template_check(struct arena *arena, enum document_kind kind, const struct docx_template *from,
                           struct problems *problems);

#endif
