/* docx_styles: what styles.xml says about a paragraph that matters for its text: numbering, heading level, bold,
 * centred, hidden. Chains of w:basedOn are followed when a style is asked for; a loop or a missing style ends the
 * chain. */
#ifndef RECTIFY_FORMAT_DOCX_STYLES_H
#define RECTIFY_FORMAT_DOCX_STYLES_H

#include "format/docx_part.h"

enum { DOCX_UNSET = -1 };

/* Each is DOCX_UNSET when neither the style nor what it is based on says anything. */
struct docx_look {
    int numbering; /* w:numId, 0 for "none" */
    int level;     /* w:ilvl */
    int outline;   /* w:outlineLvl, 0–8; 9 is body text */
    int centred, bold, hidden;
};

struct docx_style {
    const char *id, *name, *based_on;
    struct docx_look look; /* with what it is based on once `resolved` */
    bool resolved, character;
    bool contents; /* a line of a table of contents ("toc 1" …) */
};

extern const struct docx_look docx_look_unset;

/* Reads the part; *ret_styles is made even when there is no such part (NOT_FOUND is OK here). */
enum status docx_styles_read(const struct docx *docx, const char *part, struct docx_styles **ret_styles);

/* The style with that id; the default paragraph style when `id` is empty or unknown; NULL when there is none either. */
const struct docx_style *docx_styles_find(struct docx_styles *styles, struct xml_text id);
/* Character styles: NULL when unknown. */
const struct docx_style *docx_styles_find_character(struct docx_styles *styles, struct xml_text id);
/* The w:numId of a numbering style, 0 when there is none. */
int docx_styles_numbering(struct docx_styles *styles, const char *id);

#endif
