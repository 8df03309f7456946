/* search: one box for everything; declared in "api/handlers.h". What is found and in which order is ledger/finder.h's.
 */
#include "api/api_messages.h"
#include "api/handlers.h"
#include "ledger/finder.h"
#include "ledger/ledger_messages.h"

#include <stdio.h>
#include <stdlib.h>

static enum status read_limit(struct call *call, size_t *ret_limit)
{
    const char *text = http_query(call->http, "limit");
    char most[8], *end = NULL;
    *ret_limit = FINDER_USUAL;
    if (!text || !*text)
        return OK;
    unsigned long number = strtoul(text, &end, 10);
    snprintf(most, sizeof most, "%d", FINDER_MOST);
    if (*end || *text < '0' || *text > '9' || number < 1 || number > FINDER_MOST)
        return problem_add(&call->problems, REFUSED, &msg_api_number, "limit", "limit", most, NULL);
    *ret_limit = number;
    return OK;
}

/* The one that is named, or all he may enter. */
static enum status take_ledgers(struct call *call, struct finder *finder)
{
    const char *code = http_query(call->http, "ledger");
    const struct ledger_card *one = code && *code ? session_ledger(call->session, code) : NULL;
    if (code && *code && !one)
        return problem_add(&call->problems, REFUSED, &msg_no_ledger, "ledger", code, NULL);
    size_t count = one ? 1 : call->session->ledger_count;
    struct finder_ledger *ledgers = ARENA_ARRAY(call->arena, struct finder_ledger, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct ledger_card *card = one ? one : &call->session->ledgers[i];
        ledgers[i] = (struct finder_ledger){card->id, card->code};
    }
    finder->ledgers = ledgers;
    finder->ledger_count = count;
    return OK;
}

enum status search_answer(struct call *call, struct db *db)
{
    const char *text = http_query(call->http, "q");
    struct finder finder = {.db = db, .arena = call->arena, .scope = call->scope, .text = text};
    struct finder_group *groups = NULL;
    size_t count = 0;
    if (!text || !*text)
        return problem_add(&call->problems, REFUSED, &msg_api_field_missing, "q", "q", NULL);
    enum status status = take_ledgers(call, &finder), one = read_limit(call, &finder.limit);
    if (!status && !one)
        status = finder_run(&finder, &call->problems, &groups, &count);
    if (status || one)
        return status ? status : one;
    strbuf_addc(call_out(call), '{');
    finder_json(call_out(call), groups, count);
    strbuf_add_member_int(call_out(call), "ledgers_left_out",
                          finder.ledger_count > FINDER_LEDGERS ? (int64_t)finder.ledger_count - FINDER_LEDGERS : 0);
    strbuf_addc(call_out(call), '}');
    return OK;
}
