/* chart: declared in "api/handlers.h". The wall chart: .svg for the page, .pdf and .png to take along. */
#include "chart/chart.h"

#include "api/handlers.h"
#include "api/insights.h"
#include "api/records.h"
#include "journal/journal_messages.h"
#include "ledger/records.h"

#include <stdlib.h>
#include <string.h>

static enum status read_order(struct call *call, struct db *db, struct uuid ledger, struct chart_order *order)
{
    const char *inspection = http_query(call->http, "inspection_id"), *page = http_query(call->http, "page");
    enum status status = chart_order_read(http_query(call->http, "preset"), http_query(call->http, "group_by"),
                                          http_query(call->http, "paper"), &call->problems, order);
    order->wish.as_of = clock_today(&call->server->setup.clock);
    order->look.language = call->language;
    if (!status)
        status = call_day(call, "as_of", &order->wish.as_of);
    if (!status && inspection && *inspection)
        status = record_find(db, call->arena, &record_inspection, ledger, inspection, &order->wish.inspection);
    if (status == NOT_FOUND)
        status = problem_add(&call->problems, REFUSED, &msg_no_record, "inspection_id", record_inspection.label, NULL);
    order->sheet = page && atoi(page) > 0 ? (size_t)atoi(page) - 1 : 0;
    return status;
}

static enum status answer(struct call *call, struct db *db, enum chart_format format)
{
    const struct ledger_card *ledger;
    struct insight insight = call_insight(call, db);
    struct chart_order order = {.format = format, .look = {.paper = CHART_A3, .endless = format == CHART_svg}};
    size_t sheets;
    enum status status = call_ledger(call, &ledger);
    if (!status)
        status = read_order(call, db, ledger->id, &order);
    if (!status)
        status = chart_make(&insight, ledger->id, &order, &call->problems, call_out(call), &sheets);
    if (status)
        return status;
    call->http->reply.media_type = chart_media_type(format);
    if (format != CHART_svg)
        call_file_name(call, arena_printf(call->arena, "%s-%s.%s", ledger->code, chart_preset_names[order.wish.preset],
                                          chart_format_names[format]));
    return OK;
}

enum status chart_svg_answer(struct call *call, struct db *db)
{
    return answer(call, db, CHART_svg);
}

enum status chart_pdf_answer(struct call *call, struct db *db)
{
    return answer(call, db, CHART_pdf);
}

enum status chart_png_answer(struct call *call, struct db *db)
{
    return answer(call, db, CHART_png);
}
