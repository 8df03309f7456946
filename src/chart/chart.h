/* chart: a wall chart (挂图作战) from a ledger as bytes: for the page as SVG, for the wall as PDF, for a message as PNG
 * (C6). The one entry; what is shown is chart_data, where it stands chart_layout. */
#ifndef RECTIFY_CHART_CHART_H
#define RECTIFY_CHART_CHART_H

#include "chart/chart_layout.h"

#define CHART_FORMATS(F)   F(svg) F(pdf) F(png)
#define CHART_FORMAT(name) CHART_##name,
enum chart_format { CHART_FORMATS(CHART_FORMAT) CHART_FORMAT_COUNT };
#undef CHART_FORMAT
extern const char *const chart_format_names[CHART_FORMAT_COUNT];

struct chart_order {
    struct chart_wish wish;
    struct chart_look look; /* its preset is the wish's */
    enum chart_format format;
    size_t sheet; /* of SVG and PNG, from 0 */
};

/* Words as they are written on a command line or in an address; each may be NULL or "": then the usual one stays.
 * REFUSED with the words there are. */
enum status chart_order_read(const char *preset, const char *group, const char *paper, struct problems *problems,
                             struct chart_order *order);
/* Adds the bytes. REFUSED: there is no such sheet. A machine without a Chinese font is said in a warning. */
enum status chart_make(const struct insight *insight, struct uuid ledger, const struct chart_order *order,
                       struct problems *problems, struct strbuf *out, size_t *ret_sheets);
const char *chart_media_type(enum chart_format format);

#endif
