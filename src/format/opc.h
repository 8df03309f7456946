/* opc: the relationships of a package part (ECMA-376 part 2): which part is the document, its styles, its first sheet …
 * Shared by .docx and .xlsx. */
#ifndef RECTIFY_FORMAT_OPC_H
#define RECTIFY_FORMAT_OPC_H

#include "format/xml.h"

struct opc_relationship {
    const char *id;
    const char *kind;   /* the last word of its type: "styles", "worksheet"; the same for transitional and strict */
    const char *target; /* part name within the package, normal form; "" for what lies outside */
};

struct opc_relationships {
    VEC(struct opc_relationship) all;
};

/* Those of `part` ("" for the package itself). A part without relationships has none: that is OK. */
enum status opc_read(struct arena *arena, struct zip_archive *archive, const char *part, const char *file_name,
                     struct problems *problems, struct opc_relationships *ret_relationships);

/* The first of that kind; NULL when there is none. */
const struct opc_relationship *opc_find(const struct opc_relationships *relationships, const char *kind);
const struct opc_relationship *opc_find_id(const struct opc_relationships *relationships, const char *id);

/* Refuses an archive that is another kind of package, saying which: .ofd, .odt, .xlsx where .docx is wanted …
 * `wanted` is ".docx" or ".xlsx". */
enum status opc_refuse_other(const struct zip_archive *archive, const char *wanted, const char *file_name,
                             struct problems *problems);

#endif
