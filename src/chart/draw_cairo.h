/* draw_cairo: a drawing as a PDF whose texts can be selected, or one of its sheets as a PNG. */
#ifndef RECTIFY_CHART_DRAW_CAIRO_H
#define RECTIFY_CHART_DRAW_CAIRO_H

#include "base/clock.h"
#include "base/status.h"
#include "base/strbuf.h"
#include "chart/lettering.h"

enum { PNG_PIXELS = 12000 }; /* of the longer side, at most */

/* All sheets. The same drawing gives the same bytes. FAILED: cairo could not. */
enum status draw_pdf(struct strbuf *out, const struct drawing *drawing, struct lettering *lettering, date made_on);
/* `pixels` wide. */
enum status draw_png(struct strbuf *out, const struct drawing *drawing, struct lettering *lettering, size_t sheet,
                     int pixels);

#endif
