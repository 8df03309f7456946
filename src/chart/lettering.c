#include "chart/lettering.h"

#include <pango/pangocairo.h>
#include <string.h>

const char lettering_families[] =
    "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, SimHei, WenQuanYi Zen Hei, sans-serif";

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
/* fontconfig keeps what it has read of the fonts; cairo's PDF surface keeps an
 * array or two of each font's subset when it is finished: both leaks are
 * wholly within the libraries, and neither offers a call that frees them.  A
 * narrower name than the library's would not be seen: its frames are built
 * without frame pointers. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:libcairo\n";
}
#endif
#endif

struct lettering {
    PangoFontMap *fonts;
    PangoContext *context;
    PangoFontDescription *description;
    size_t unknown;
};

struct lettering *lettering_new(void)
{
    struct lettering *lettering = xmalloc(sizeof *lettering);
    lettering->fonts = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution((PangoCairoFontMap *)lettering->fonts, 72); /* a point is a point */
    lettering->context = pango_font_map_create_context(lettering->fonts);
    pango_context_set_round_glyph_positions(lettering->context, FALSE);
    lettering->description = pango_font_description_from_string(lettering_families);
    return lettering;
}

void lettering_free(struct lettering *lettering)
{
    if (!lettering)
        return;
    pango_font_description_free(lettering->description);
    g_object_unref(lettering->context);
    g_object_unref(lettering->fonts);
    free(lettering);
}

PangoLayout *lettering_layout(struct lettering *lettering, const char *text, double size, bool bold)
{
    PangoLayout *layout = pango_layout_new(lettering->context);
    pango_font_description_set_absolute_size(lettering->description, size * PANGO_SCALE);
    pango_font_description_set_weight(lettering->description, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, lettering->description);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static double width_of(PangoLayout *layout)
{
    int width, height;
    pango_layout_get_size(layout, &width, &height);
    return (double)width / PANGO_SCALE;
}

double lettering_width(struct lettering *lettering, const char *text, double size, bool bold)
{
    PangoLayout *layout = lettering_layout(lettering, text, size, bold);
    double width = width_of(layout);
    lettering->unknown += (size_t)pango_layout_get_unknown_glyphs_count(layout);
    g_object_unref(layout);
    return width;
}

/* The last line kept, shortened until the ellipsis fits behind it. */
static const char *with_ellipsis(struct lettering *lettering, struct arena *arena, const char *line, double size,
                                 bool bold, double width)
{
    size_t length = strlen(line);
    const char *text = arena_printf(arena, "%s…", line);
    while (length && lettering_width(lettering, text, size, bold) > width) {
        do
            length--;
        while (length && ((unsigned char)line[length] & 0xC0) == 0x80); /* whole characters */
        text = arena_printf(arena, "%s…", arena_strndup(arena, line, length));
    }
    return text;
}

size_t lettering_break(struct lettering *lettering, struct arena *arena, const char *text, double size, bool bold,
                       double width, size_t most, const char ***ret_lines)
{
    PangoLayout *layout = lettering_layout(lettering, text, size, bold);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    size_t there = (size_t)pango_layout_get_line_count(layout), count = there < most ? there : most;
    const char **lines = ARENA_ARRAY(arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++) {
        PangoLayoutLine *line = pango_layout_get_line_readonly(layout, (int)i);
        size_t length = (size_t)line->length;
        while (length && strchr(" \n\r\t", text[(size_t)line->start_index + length - 1]))
            length--;
        lines[i] = arena_strndup(arena, text + line->start_index, length);
    }
    if (count && there > most)
        lines[count - 1] = with_ellipsis(lettering, arena, lines[count - 1], size, bold, width);
    lettering->unknown += (size_t)pango_layout_get_unknown_glyphs_count(layout);
    g_object_unref(layout);
    *ret_lines = lines;
    return count;
}

size_t lettering_unknown(const struct lettering *lettering)
{
    return lettering->unknown;
}

struct shape *draw_text(struct drawing *drawing, struct lettering *lettering, double x, double y, const char *text,
                        double size, bool bold, int colour, enum anchor anchor)
{
    struct shape *shape = draw_rect(drawing, x, y, 0, 0, colour, NO_COLOUR);
    shape->kind = SHAPE_TEXT;
    shape->text = text;
    shape->size = size;
    shape->bold = bold;
    shape->anchor = anchor;
    shape->extent = lettering_width(lettering, text, size, bold);
    return shape;
}
