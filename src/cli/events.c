/* events: `rectify events [LEDGER] [--restricted]`: the chains as they are, one JSON object a line, so that a script of
 * anybody's can add up what the program says; declared in "cli/commands.h". It shows everything the store holds, so
 * only the operator may, who could read the files themselves; like an export it is in the access log first (D18). */
#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "journal/access_log.h"
#include "journal/chains.h"

#include <stdio.h>
#include <string.h>

enum { WRITTEN_AT_ONCE = 1 << 16 };

struct telling {
    struct cli *cli;
    struct strbuf out;
    const char *chain; /* what people call it */
    bool restricted;   /* that part, too */
};

static enum status note_read(struct tx *tx, void *context, struct problems *problems)
{
    const struct telling *telling = context;
    struct access_entry entry = {.at = clock_now(tx->clock),
                                 .kind = access_exported,
                                 .what = arena_printf(tx->arena, "events %s", telling->chain),
                                 .address = telling->cli->actor.address};
    enum status status = access_log_append(tx->db, &entry, 1);
    return status ? db_problem(tx->db, problems) : OK;
}

static void put_id(struct strbuf *out, const char *name, struct uuid id)
{
    char text[UUID_TEXT];
    if (uuid_is_nil(id))
        return;
    uuid_text(id, text);
    strbuf_add_member(out, name, text);
}

/* Parts are JSON already, the very bytes that were hashed; null: erased, or not asked for. */
static void put_parts(struct telling *telling, const struct event *event)
{
    for (int i = 0; i < EVENT_PARTS; i++) {
        const struct event_part *part = &event->parts[i];
        if (!part->there)
            continue;
        strbuf_add_member_name(&telling->out, event_part_words[i]);
        if (part->bytes && (i != PART_RESTRICTED || telling->restricted))
            strbuf_add(&telling->out, part->bytes, part->size);
        else
            strbuf_adds(&telling->out, "null");
    }
}

static void put_event(struct telling *telling, const struct event *event)
{
    struct strbuf *out = &telling->out;
    char at[INSTANT_TEXT], day[DATE_TEXT], hash[DIGEST_TEXT];
    instant_text(event->at, at);
    date_text(event->supplier.on, day);
    digest_text(&event->event_hash, hash);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "ledger", telling->chain);
    put_id(out, "site", event->site_id);
    strbuf_add_member_int(out, "seq", event->seq);
    strbuf_add_member(out, "at", at);
    strbuf_add_member(out, "record", event->record);
    put_id(out, "id", event->record_id);
    strbuf_add_member_int(out, "version", event->version);
    strbuf_add_member_int(out, "schema_version", event->schema_version);
    strbuf_add_member(out, "event", event->event);
    strbuf_add_member(out, "fields", event->fields);
    put_id(out, "actor", event->actor_id);
    put_id(out, "acting_for", event->acting_for_id);
    strbuf_add_member(out, "via", event->via);
    put_id(out, "command", event->command_id);
    put_id(out, "batch", event->batch_id);
    put_id(out, "supplier_unit", event->supplier.unit_id);
    put_id(out, "supplier_person", event->supplier.person_id);
    if (event->supplier.dated)
        strbuf_add_member(out, "supplied_on", day);
    put_parts(telling, event);
    strbuf_add_member(out, "hash", hash);
    strbuf_adds(out, "}\n");
}

static enum status write_out(struct telling *telling)
{
    bool good = fwrite(strbuf_text(&telling->out), 1, telling->out.length, stdout) == telling->out.length;
    strbuf_clear(&telling->out);
    return good ? OK : problem_add(&telling->cli->problems, FAILED, &msg_cli_write_file, "", "-", "", NULL);
}

static enum status tell_chain(struct telling *telling, const struct chain_id *chain)
{
    struct chain_walk walk = {.db = telling->cli->db, .chain = *chain, .after = INT64_MIN};
    struct event event;
    const char *odd;
    bool more;
    enum status status;
    while (!(status = chain_walk_next(&walk, &more, &event, &odd)) && more) {
        if (odd) {
            status = problem_add(&telling->cli->problems, REFUSED, &msg_cli_event_odd, "", telling->chain,
                                 arena_printf(telling->cli->arena, "%lld", (long long)walk.after), odd, NULL);
            break;
        }
        put_event(telling, &event);
        if (telling->out.length > WRITTEN_AT_ONCE && (status = write_out(telling)))
            break;
    }
    chain_walk_end(&walk);
    return status ? status : write_out(telling);
}

int command_events(struct cli *cli)
{
    struct telling telling = {.cli = cli, .restricted = cli_option(cli, "restricted") != NULL};
    struct ledger *ledger = record_new(cli->arena, &record_ledger);
    struct chain_list chains = {0};
    if (cli->count > 1)
        return cli_usage(cli);
    if (!cli->scope.operator)
        return cli_result(cli, problem_add(&cli->problems, REFUSED, &msg_cli_operator_only, "", NULL));
    const char *code = cli->count ? cli->arguments[0] : NULL;
    enum status status = code ? cli_ledger_by_code(cli, code, ledger) : OK;
    if (!status)
        status = chains_list(cli->db, cli->arena, &chains);
    telling.chain = code ? code : "*";
    if (!status)
        status = cli_write(cli, note_read, &telling);
    for (size_t i = 0; !status && i < chains.count; i++) {
        if (code && !uuid_equal(chains.items[i].ledger_id, ledger->head.id))
            continue;
        telling.chain = chains_name(cli->db, cli->arena, chains.items[i].ledger_id);
        status = tell_chain(&telling, &chains.items[i]);
    }
    strbuf_free(&telling.out);
    return cli_result(cli, status);
}
