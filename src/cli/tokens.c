/* tokens: `rectify token add|list|revoke`, declared in "cli/commands.h". */
#include "cli/commands.h"

#include "access/access_messages.h"
#include "access/account.h"
#include "access/api_token.h"
#include "cli/cli_messages.h"
#include "ledger/gate.h"
#include "record/json.h"
#include "store/row.h"

#include <stdio.h>
#include <string.h>

enum { TOKEN_USUAL_DAYS = 90, TOKENS_LISTED = 500 };

static enum status load_account(struct cli *cli, const char *username, struct account *ret_account)
{
    struct account_secret secret;
    enum status status = account_load(cli->db, cli->arena, username, ret_account, &secret);
    return status == NOT_FOUND ? problem_add(&cli->problems, NOT_FOUND, &msg_no_user, "", username, NULL) : status;
}

/* One's own, or with the right to revoke anybody's. */
static enum status may_manage(struct tx *tx, const struct scope *scope, struct uuid account, struct problems *problems)
{
    struct api_token any = {.account_id = account};
    record_present(&any.head, FIELD_api_token_account_id);
    return scope->operator|| uuid_equal(scope->account_id, account)
               ? OK
               : gate_check(tx, scope, &record_api_token, &any.head, FIELD_BIT(FIELD_api_token_revoked_on), problems);
}

struct token_work {
    struct cli *cli;
    struct api_token token; /* what is wanted, then what is stored */
    struct digest hash;
};

static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    struct token_work *work = context;
    struct command command = command_new(tx, &work->cli->actor);
    struct api_token *token = record_copy(tx->arena, &record_api_token, &work->token);
    if (!work->cli->scope.operator&& !uuid_equal(work->cli->scope.account_id, token->account_id))
        return problem_add(problems, FORBIDDEN, &msg_no_right, "", NULL); /* nobody acts as somebody else */
    enum status status = api_token_add(tx, &command, token, &work->hash, problems);
    if (!status)
        work->token.head = token->head;
    return status;
}

static enum status read_token(struct cli *cli, struct token_work *work)
{
    static const struct {
        const char *option;
        int field;
    } fields[] = {
        {"name", FIELD_api_token_name}, {"scope", FIELD_api_token_scope}, {"expires", FIELD_api_token_expires_on}};
    enum status status = OK;
    struct api_token *token = &work->token;
    token->expires_on = clock_today(&cli->clock) + TOKEN_USUAL_DAYS;
    record_present(&token->head, FIELD_api_token_expires_on);
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++)
        if (cli_option(cli, fields[i].option))
            status = field_from_text(cli->arena, &record_api_token, fields[i].field, cli_option(cli, fields[i].option),
                                     &cli->problems, &token->head);
    struct ledger *ledger = record_new(cli->arena, &record_ledger);
    if (!status && cli_option(cli, "ledger")) {
        status = cli_ledger_by_code(cli, cli_option(cli, "ledger"), ledger);
        token->only_ledger_id = ledger->head.id;
        record_present(&token->head, FIELD_api_token_only_ledger_id);
    }
    return status;
}

static void print_id(struct cli *cli, const char *key, struct uuid id)
{
    char text[UUID_TEXT];
    uuid_text(id, text);
    strbuf_add_member(&cli->out, key, text);
}

int command_token_add(struct cli *cli)
{
    struct account *account = record_new(cli->arena, &record_account);
    struct token_work work = {.cli = cli};
    char secret[API_TOKEN];
    if (cli->count != 1 || !cli_option(cli, "name") || !cli_option(cli, "scope"))
        return cli_usage(cli);
    enum status status = load_account(cli, cli->arguments[0], account);
    if (!status)
        status = read_token(cli, &work);
    work.token.account_id = account->head.id;
    record_present(&work.token.head, FIELD_api_token_account_id);
    api_token_new(secret, &work.hash);
    if (!status)
        status = cli_write(cli, apply_add, &work);
    if (!status && cli->json) {
        strbuf_addc(&cli->out, '{');
        print_id(cli, "id", work.token.head.id);
        strbuf_add_member(&cli->out, "secret", cli->dry_run ? "" : secret);
        strbuf_adds(&cli->out, "}\n");
    } else if (!status && !cli->dry_run) {
        strbuf_adds(&cli->out, cli_say(cli, "令牌（只显示这一次，请妥善保存）：\n", "token, shown only once:\n"));
        strbuf_adds(&cli->out, secret);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}

static void print_token_json(struct cli *cli, const struct api_token_use *use, const char *username)
{
    char day[DATE_TEXT];
    const struct api_token *token = &use->token;
    strbuf_addc(&cli->out, '{');
    print_id(cli, "id", token->head.id);
    strbuf_add_member(&cli->out, "username", username);
    strbuf_add_member(&cli->out, "name", token->name);
    strbuf_add_member(&cli->out, "scope", words_token_scope.words[token->scope]);
    date_text(token->expires_on, day);
    strbuf_add_member(&cli->out, "expires_on", day);
    strbuf_add_member(&cli->out, "state", api_token_state(token, clock_today(&cli->clock)));
    strbuf_add_member(&cli->out, "last_used_on", use->last_used_on);
    strbuf_addc(&cli->out, '}');
}

static void print_token(struct cli *cli, const struct api_token_use *use)
{
    char id[UUID_TEXT], day[DATE_TEXT];
    const struct api_token *token = &use->token;
    const char *state = api_token_state(token, clock_today(&cli->clock));
    uuid_text(token->head.id, id);
    date_text(token->expires_on, day);
    const char *const texts[] = {
        id,
        token->name,
        profile_word(cli->profiles, "inspection", "token_scope", words_token_scope.words[token->scope], cli->language),
        day,
        strcmp(state, "active") == 0    ? cli_say(cli, "有效", "active")
        : strcmp(state, "expired") == 0 ? cli_say(cli, "已过期", "expired")
                                        : cli_say(cli, "已撤销", "revoked"),
        use->last_used_on};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        strbuf_adds(&cli->out, i ? "  " : "");
        strbuf_adds(&cli->out, texts[i]);
    }
    strbuf_addc(&cli->out, '\n');
}

int command_token_list(struct cli *cli)
{
    struct account *account = record_new(cli->arena, &record_account);
    struct api_token_use *tokens = NULL;
    size_t count = 0;
    struct tx reading = {.db = cli->db, .arena = cli->arena};
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = load_account(cli, cli->arguments[0], account);
    if (!status)
        status = may_manage(&reading, &cli->scope, account->head.id, &cli->problems);
    if (!status)
        status = api_token_list(cli->db, cli->arena, account->head.id, TOKENS_LISTED, &tokens, &count);
    strbuf_adds(&cli->out, cli->json && !status ? "[" : "");
    for (size_t i = 0; i < count && !status; i++) {
        strbuf_adds(&cli->out, cli->json && i ? ",\n" : "");
        if (cli->json)
            print_token_json(cli, &tokens[i], account->username);
        else
            print_token(cli, &tokens[i]);
    }
    strbuf_adds(&cli->out, cli->json && !status ? "]\n" : "");
    return cli_result(cli, status);
}

static enum status apply_revoke(struct tx *tx, void *context, struct problems *problems)
{
    const struct token_work *work = context;
    struct command command = command_new(tx, &work->cli->actor);
    struct api_token *token = record_new(tx->arena, &record_api_token);
    enum status status = may_manage(tx, &work->cli->scope, work->token.account_id, problems);
    return status ? status
                  : api_token_revoke(tx, &command, work->token.account_id, work->token.head.id, token, problems);
}

int command_token_revoke(struct cli *cli)
{
    struct token_work work = {.cli = cli};
    struct uuid id;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = uuid_parse(cli->arguments[0], &id)
                             ? row_load(cli->db, cli->arena, &record_api_token, (struct uuid){0}, id, &work.token)
                             : NOT_FOUND;
    if (status == NOT_FOUND)
        status = problem_add(&cli->problems, NOT_FOUND, &msg_no_token, "", NULL);
    if (!status)
        status = cli_write(cli, apply_revoke, &work);
    return cli_result(cli, status);
}
