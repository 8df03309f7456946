/* lettering: how wide a text is and where it breaks, by the fonts of this machine (pango). */
#ifndef RECTIFY_CHART_LETTERING_H
#define RECTIFY_CHART_LETTERING_H

#include "chart/drawing.h"

#include <stddef.h>

struct lettering;

/* Families in the order they are tried, as offices have them, then as Debian has them. */
extern const char lettering_families[];

struct lettering *lettering_new(void);
void lettering_free(struct lettering *lettering); /* NULL is fine */

double lettering_width(struct lettering *lettering, const char *text, double size, bool bold);
/* The lines of a text within a width, in the arena; a word that is wider is broken. At most `most`; the last one then
 * ends with an ellipsis. */
size_t lettering_break(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                       double width, size_t most, const char ***ret_lines);
/* How many characters so far no font had a shape for. */
size_t lettering_unknown(const struct lettering *lettering);

/* A text on its base line, measured. */
struct shape *draw_text(struct drawing *drawing, struct lettering *lettering, double x, double y, const char *text,
                        double size, bool bold, int colour, enum anchor anchor);

/* For the back end that draws with the same fonts: the layout of a text of that size; the caller gives it back
 * (g_object_unref). */
struct _PangoLayout *lettering_layout(struct lettering *lettering, const char *text, double size, bool bold);

#endif
