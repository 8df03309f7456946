/* draw_svg: a sheet as SVG for the page: texts are texts, links lead, bars carry the key of what they show. */
#ifndef RECTIFY_CHART_DRAW_SVG_H
#define RECTIFY_CHART_DRAW_SVG_H

#include "base/strbuf.h"
#include "chart/drawing.h"

void draw_svg(struct strbuf *out, const struct drawing *drawing, size_t sheet);

#endif
