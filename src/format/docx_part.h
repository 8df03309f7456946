/* docx_part: what the files of the .docx reader share. Not for others. */
#ifndef RECTIFY_FORMAT_DOCX_PART_H
#define RECTIFY_FORMAT_DOCX_PART_H

#include "format/paper_build.h"
#include "format/xml.h"

struct docx_styles;
struct docx_numbering;

struct docx {
    struct arena *arena;
    struct problems *problems;
    const char *file_name; /* never NULL */
    struct zip_archive *archive;
    struct docx_styles *styles;       /* NULL when the document has none */
    struct docx_numbering *numbering; /* NULL when the document has none, and in headers */
};

/* Refuses with a sentence whose place is the file. */
enum status docx_refuse(const struct docx *docx, enum status status, const struct message *message, const char *detail);

/* Walks a part with the sentences of this document. */
enum status docx_walk(const struct docx *docx, const char *part, const struct xml_handler *handler, void *context);

#endif
