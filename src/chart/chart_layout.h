/* chart_layout: where everything stands on a wall chart. One layout for page, paper and picture.
 *
 * - title block: what it is, whose, as of when; how many, how many days are left; the legend; space for the seal
 * - columns: lamp, number, problem or measure, unit, leader, owner, day
 * - time: months and 旬 over the days, rest days shaded, today a line; the gates in lanes above the rows
 * - a row: the planned bar, filled as far as reported; how far it may slip; what is overdue; the critical framed
 *
 * Texts are broken into as many lines as they need: nothing is cut. A sheet takes what it can hold, at most CHART_ROWS
 * rows; then follows the next with the same head. What fits on one sheet is as large as it can be there. */
#ifndef RECTIFY_CHART_CHART_LAYOUT_H
#define RECTIFY_CHART_CHART_LAYOUT_H

#include "base/message.h"
#include "chart/chart_data.h"
#include "chart/lettering.h"

enum { CHART_ROWS = 120 };

#define CHART_PAPERS(P)   P(A4) P(A3) P(A2) P(A1) P(A0)
#define CHART_PAPER(name) CHART_##name,
enum chart_paper { CHART_PAPERS(CHART_PAPER) CHART_PAPER_COUNT };
#undef CHART_PAPER
extern const char *const chart_paper_names[CHART_PAPER_COUNT];

struct chart_look {
    enum chart_preset preset;
    enum chart_paper paper; /* landscape */
    bool endless;           /* for the page: one sheet as long as it has to be */
    enum language language;
};

void chart_lay_out(struct arena *arena, struct lettering *lettering, const struct chart_data *data,
                   const struct chart_look *look, struct drawing *ret_drawing);

#endif
