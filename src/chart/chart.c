#include "chart/chart.h"

#include "chart/chart_messages.h"
#include "chart/draw_cairo.h"
#include "chart/draw_svg.h"

#include <string.h>

#define NAME(name) #name,
const char *const chart_format_names[] = {CHART_FORMATS(NAME)};
#undef NAME

enum { PNG_WIDTH = 3000 };

const char *chart_media_type(enum chart_format format)
{
    static const char *const types[] = {
        [CHART_svg] = "image/svg+xml", [CHART_pdf] = "application/pdf", [CHART_png] = "image/png"};
    return types[format];
}

/* The place of a word in a list; `usual` when none is given. */
static enum status choose(const char *what, const char *given, const char *const *words, int count,
                          struct problems *problems, int *ret_choice)
{
    const char *all = "";
    if (!given || !*given)
        return OK;
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], given) == 0) {
            *ret_choice = i;
            return OK;
        }
        all = arena_printf(problems->arena, "%s%s%s", all, i ? ", " : "", words[i]);
    }
    return problem_add(problems, REFUSED, &msg_chart_word, what, what, given, all, NULL);
}

enum status chart_order_read(const char *preset, const char *group, const char *paper, struct problems *problems,
                             struct chart_order *order)
{
    int chosen_preset = (int)order->wish.preset, chosen_group = (int)order->wish.group,
        chosen_paper = (int)order->look.paper;
    enum status one = choose("preset", preset, chart_preset_names, CHART_PRESET_COUNT, problems, &chosen_preset),
                two = choose("group_by", group, chart_group_names, CHART_GROUP_COUNT, problems, &chosen_group),
                three = choose("paper", paper, chart_paper_names, CHART_PAPER_COUNT, problems, &chosen_paper);
    if (one || two || three)
        return one ? one : two ? two : three;
    order->wish.preset = order->look.preset = (enum chart_preset)chosen_preset;
    order->wish.group = (enum chart_group)chosen_group;
    order->look.paper = (enum chart_paper)chosen_paper;
    return OK;
}

static enum status draw(const struct drawing *drawing, struct lettering *lettering, const struct chart_order *order,
                        struct strbuf *out)
{
    switch (order->format) {
    case CHART_svg:
        draw_svg(out, drawing, order->sheet);
        return OK;
    case CHART_pdf:
        return draw_pdf(out, drawing, lettering, order->wish.as_of);
    case CHART_png:
        return draw_png(out, drawing, lettering, order->sheet, PNG_WIDTH);
    case CHART_FORMAT_COUNT:
        break;
    }
    return FAILED;
}

enum status chart_make(const struct insight *insight, struct uuid ledger, const struct chart_order *order,
                       struct problems *problems, struct strbuf *out, size_t *ret_sheets)
{
    struct chart_data data;
    struct drawing drawing;
    enum status status = chart_read(insight, ledger, &order->wish, problems, &data);
    if (status)
        return status;
    struct lettering *lettering = lettering_new();
    chart_lay_out(insight->arena, lettering, &data, &order->look, &drawing);
    if (order->format != CHART_pdf && order->sheet >= drawing.sheets.count)
        status = problem_add(problems, REFUSED, &msg_chart_sheet, "sheet",
                             arena_printf(insight->arena, "%zu", order->sheet + 1),
                             arena_printf(insight->arena, "%zu", drawing.sheets.count), NULL);
    if (!status && (status = draw(&drawing, lettering, order, out)))
        problem_add(problems, status, &msg_chart_failed, "", NULL);
    if (!status && lettering_unknown(lettering) && order->format != CHART_svg)
        problem_note(problems, SEVERITY_WARNING, &msg_chart_fonts, "", NULL);
    *ret_sheets = drawing.sheets.count;
    lettering_free(lettering);
    return status;
}
