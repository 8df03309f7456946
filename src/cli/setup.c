#include "cli/setup.h"

#include "journal/key.h"
#include "store/schema.h"

struct first_things {
    struct cli *cli;
    const struct installation *installation;
    struct tx *tx;
    struct command command;
    struct problems *problems;
};

static enum status add_term(void *context, const char *vocabulary, const char *word, const char *label,
                            int64_t position)
{
    struct first_things *first = context;
    struct term term = {.vocabulary = vocabulary, .word = word, .label = label, .position = position};
    record_present(&term.head, FIELD_term_vocabulary);
    record_present(&term.head, FIELD_term_word);
    record_present(&term.head, FIELD_term_label);
    record_present(&term.head, FIELD_term_position);
    return journal_add(first->tx, &first->command, &record_term, &term.head, first->problems);
}

static enum status apply_first(struct tx *tx, void *context, struct problems *problems)
{
    struct first_things *first = context;
    enum status status = installation_create(tx, first->installation);
    if (status)
        return status;
    first->tx = tx;
    first->problems = problems;
    first->command = command_new(tx, &first->cli->actor);
    return profile_each_term(first->cli->profiles, "inspection", add_term, first);
}

/* The key lives outside the store's directory: whoever copies the store has not got it. */
static enum status make_key(struct cli *cli, struct installation *installation)
{
    struct signing_key *key = NULL;
    enum status status = key_create(key_path(cli->arena, installation->site_id), &cli->problems, &key);
    if (!status)
        key_public(key, installation->public_key);
    key_free(key);
    return status;
}

enum status setup_store(struct cli *cli, struct installation *installation)
{
    enum status status = db_open(cli->where, DB_CREATE, &cli->problems, &cli->db);
    if (!status)
        status = schema_create(cli->db, &all_tables, cli->where, &cli->problems);
    if (!status)
        status = make_key(cli, installation);
    if (status)
        return status;
    struct first_things first = {.cli = cli, .installation = installation};
    cli->actor.via = via_cli;
    cli->scope = (struct scope){.operator= true, .roles = ROLES_ALL};
    return cli_write(cli, apply_first, &first);
}
