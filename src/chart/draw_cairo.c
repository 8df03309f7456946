#include "chart/draw_cairo.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

static void set_colour(cairo_t *cairo, int colour)
{
    cairo_set_source_rgb(cairo, ((colour >> 16) & 0xFF) / 255.0, ((colour >> 8) & 0xFF) / 255.0,
                         (colour & 0xFF) / 255.0);
}

static void round_rect(cairo_t *cairo, const struct shape *shape)
{
    const double quarter = 1.5707963267948966, r = shape->radius, right = shape->x + shape->width - r,
                 bottom = shape->y + shape->height - r;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, right, shape->y + r, r, -quarter, 0);
    cairo_arc(cairo, right, bottom, r, 0, quarter);
    cairo_arc(cairo, shape->x + r, bottom, r, quarter, 2 * quarter);
    cairo_arc(cairo, shape->x + r, shape->y + r, r, 2 * quarter, 3 * quarter);
    cairo_close_path(cairo);
}

static void stroke(cairo_t *cairo, const struct shape *shape)
{
    if (shape->stroke == NO_COLOUR) {
        cairo_new_path(cairo);
        return;
    }
    set_colour(cairo, shape->stroke);
    cairo_set_line_width(cairo, shape->line);
    cairo_set_dash(cairo, &shape->dash, shape->dash > 0, 0);
    cairo_stroke(cairo);
}

static void show_text(cairo_t *cairo, struct lettering *lettering, const struct shape *shape)
{
    PangoLayout *layout = lettering_layout(lettering, shape->text, shape->size, shape->bold);
    double x = shape->x - (shape->anchor == ANCHOR_START    ? 0
                           : shape->anchor == ANCHOR_MIDDLE ? shape->extent / 2
                                                            : shape->extent);
    set_colour(cairo, shape->fill);
    cairo_move_to(cairo, x, shape->y);
    pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout, 0));
    g_object_unref(layout);
}

static void show(cairo_t *cairo, struct lettering *lettering, const struct shape *shape)
{
    switch (shape->kind) {
    case SHAPE_RECT:
        if (shape->radius > 0)
            round_rect(cairo, shape);
        else
            cairo_rectangle(cairo, shape->x, shape->y, shape->width, shape->height);
        if (shape->fill != NO_COLOUR) {
            set_colour(cairo, shape->fill);
            cairo_fill_preserve(cairo);
        }
        stroke(cairo, shape);
        break;
    case SHAPE_LINE:
        cairo_move_to(cairo, shape->x, shape->y);
        cairo_line_to(cairo, shape->x + shape->width, shape->y + shape->height);
        stroke(cairo, shape);
        break;
    case SHAPE_TEXT:
        if (*shape->text)
            show_text(cairo, lettering, shape);
        break;
    }
}

static cairo_status_t take(void *context, const unsigned char *bytes, unsigned length)
{
    strbuf_add(context, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

enum status draw_pdf(struct strbuf *out, const struct drawing *drawing, struct lettering *lettering, date made_on)
{
    char made[DATE_TEXT];
    struct strbuf at = {0};
    date_text(made_on, made);
    strbuf_adds(&at, made);
    strbuf_adds(&at, "T00:00:00");
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(take, out, 1, 1);
    cairo_t *cairo = cairo_create(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, drawing->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, strbuf_text(&at));
    for (size_t i = 0; i < drawing->sheets.count; i++) {
        const struct sheet *sheet = drawing->sheets.items + i;
        cairo_pdf_surface_set_size(surface, sheet->width, sheet->height);
        for (size_t k = 0; k < sheet->shapes.count; k++)
            show(cairo, lettering, sheet->shapes.items + k);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    enum status status = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? OK : FAILED;
    cairo_surface_destroy(surface);
    strbuf_free(&at);
    return status;
}

enum status draw_png(struct strbuf *out, const struct drawing *drawing, struct lettering *lettering, size_t sheet,
                     int pixels)
{
    const struct sheet *one = drawing->sheets.items + sheet;
    double scale = pixels / one->width;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels, (int)(one->height * scale + 0.5));
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    for (size_t k = 0; k < one->shapes.count; k++)
        show(cairo, lettering, one->shapes.items + k);
    cairo_destroy(cairo);
    enum status status = cairo_surface_write_to_png_stream(surface, take, out) == CAIRO_STATUS_SUCCESS ? OK : FAILED;
    cairo_surface_destroy(surface);
    return status;
}
