/* templates: the template each kind of document is made from: templates/<kind>/ over templates/common/, unpacked, part
 * of the program. An organisation's own come later (H1). */
#ifndef RECTIFY_DOCUMENT_TEMPLATES_H
#define RECTIFY_DOCUMENT_TEMPLATES_H

#include "format/docx_fill.h"

/* Names of document kinds: their folders. */
#define DOCUMENT_KINDS(K)   K(report) K(closure)
#define DOCUMENT_KIND(name) DOCUMENT_##name,
enum document_kind { DOCUMENT_KINDS(DOCUMENT_KIND) DOCUMENT_KIND_COUNT };
#undef DOCUMENT_KIND
extern const char *const document_kind_names[DOCUMENT_KIND_COUNT];

/* -1: there is none of this name. */
int document_kind_find(const char *name);
void template_of(struct arena *arena, enum document_kind kind, struct docx_template *ret_template);
#endif
