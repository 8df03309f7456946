#include "chart/draw_svg.h"

#include "chart/lettering.h"

#include <string.h>

static void put_text(struct strbuf *out, const char *text)
{
    strbuf_add_html(out, text, strlen(text));
}

static void put_colour(struct strbuf *out, const char *name, int colour)
{
    if (colour == NO_COLOUR)
        strbuf_addf(out, " %s=\"none\"", name); /* trusted: our own name */
    else
        strbuf_addf(out, " %s=\"#%06x\"", name, (unsigned)colour); /* trusted: our own name */
}

static void put_stroke(struct strbuf *out, const struct shape *shape)
{
    put_colour(out, "stroke", shape->stroke);
    if (shape->stroke == NO_COLOUR)
        return;
    strbuf_addf(out, " stroke-width=\"%.2f\"", shape->line);
    if (shape->dash > 0)
        strbuf_addf(out, " stroke-dasharray=\"%.2f\"", shape->dash);
}

static void put_shape(struct strbuf *out, const struct shape *shape)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    switch (shape->kind) {
    case SHAPE_RECT:
        strbuf_addf(out, "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"", shape->x, shape->y, shape->width,
                    shape->height);
        if (shape->radius > 0)
            strbuf_addf(out, " rx=\"%.2f\"", shape->radius);
        put_colour(out, "fill", shape->fill);
        put_stroke(out, shape);
        break;
    case SHAPE_LINE:
        strbuf_addf(out, "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\"", shape->x, shape->y,
                    shape->x + shape->width, shape->y + shape->height);
        put_stroke(out, shape);
        break;
    case SHAPE_TEXT:
        /* the reader's font may be wider than the one it was measured with: it keeps its place */
        strbuf_addf(out,
                    "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\" text-anchor=\"%s\" textLength=\"%.2f\" "
                    "lengthAdjust=\"spacingAndGlyphs\"%s",
                    shape->x, shape->y, shape->size, anchors[shape->anchor], shape->extent,
                    shape->bold ? " font-weight=\"bold\"" : ""); /* trusted: our own words */
        put_colour(out, "fill", shape->fill);
        break;
    }
    if (shape->key) {
        strbuf_adds(out, " data-key=\"");
        put_text(out, shape->key);
        strbuf_addc(out, '"');
    }
}

static void put_one(struct strbuf *out, const struct shape *shape)
{
    static const char *const ends[] = {"</rect>", "</line>", "</text>"};
    if (shape->kind == SHAPE_TEXT && !*shape->text)
        return;
    if (shape->href) {
        strbuf_adds(out, "<a href=\"");
        put_text(out, shape->href);
        strbuf_adds(out, "\">");
    }
    put_shape(out, shape);
    strbuf_addc(out, '>');
    if (shape->title) {
        strbuf_adds(out, "<title>");
        put_text(out, shape->title);
        strbuf_adds(out, "</title>");
    }
    if (shape->kind == SHAPE_TEXT)
        put_text(out, shape->text);
    strbuf_adds(out, ends[shape->kind]);
    strbuf_adds(out, shape->href ? "</a>\n" : "\n");
}

void draw_svg(struct strbuf *out, const struct drawing *drawing, size_t sheet)
{
    const struct sheet *one = drawing->sheets.items + sheet;
    strbuf_addf(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.2f %.2f\" width=\"%.2fpt\" height=\"%.2fpt\" "
        "font-family=\"",
        one->width, one->height, one->width, one->height);
    put_text(out, lettering_families);
    strbuf_adds(out, "\"");
    if (drawing->first_day)
        strbuf_addf(out, " data-first-day=\"%s\" data-first-x=\"%.3f\" data-day-width=\"%.4f\"", drawing->first_day,
                    drawing->first_x, drawing->day); /* trusted: a day */
    strbuf_adds(out, "><title>");
    put_text(out, drawing->title);
    strbuf_adds(out, "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (size_t i = 0; i < one->shapes.count; i++)
        put_one(out, one->shapes.items + i);
    strbuf_adds(out, "</svg>\n");
}
