/* users: `rectify user add|passwd|list`, declared in "cli/commands.h". Passwords come from a terminal without echo or
 * from standard input, never from the command line, where everybody on the machine could read them. */
#include "cli/commands.h"

#include "access/access_messages.h"
#include "access/first_run.h"
#include "cli/cli_messages.h"
#include "ledger/gate.h"
#include "store/row.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* ---- passwords ---- */

/* One line, its end taken off; false at the end of input or when it is longer than any password may be. */
static bool read_line(FILE *from, char line[PASSWORD_MOST + 3])
{
    if (!fgets(line, PASSWORD_MOST + 3, from))
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    return true;
}

static bool ask(FILE *terminal, const char *prompt, char line[PASSWORD_MOST + 3])
{
    struct termios before, silent;
    fputs(prompt, terminal);
    fflush(terminal);
    if (tcgetattr(fileno(terminal), &before) != 0)
        return false;
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(fileno(terminal), TCSAFLUSH, &silent);
    bool got = read_line(terminal, line);
    tcsetattr(fileno(terminal), TCSAFLUSH, &before);
    fputc('\n', terminal);
    return got;
}

static enum status ask_twice(struct cli *cli, char password[PASSWORD_MOST + 3])
{
    char again[PASSWORD_MOST + 3];
    FILE *terminal = fopen("/dev/tty", "r+e");
    if (!terminal)
        return problem_add(&cli->problems, REFUSED, &msg_cli_no_terminal, "", NULL);
    bool got = ask(terminal, cli_say(cli, "新密码：", "new password: "), password) &&
               ask(terminal, cli_say(cli, "再输一遍：", "once more: "), again);
    fclose(terminal);
    bool same = got && strcmp(password, again) == 0;
    sodium_memzero(again, sizeof again);
    return same ? OK : problem_add(&cli->problems, REFUSED, &msg_cli_passwords_differ, "", NULL);
}

/* The hash of a password that is read; with neither terminal nor --password-stdin wanted, of a one-time code. */
static enum status read_hash(struct cli *cli, const char *username, const char **ret_hash)
{
    char password[PASSWORD_MOST + 3] = "";
    enum status status = OK;
    if (!cli_option(cli, "password-stdin"))
        status = ask_twice(cli, password);
    else if (!read_line(stdin, password))
        status = problem_add(&cli->problems, REFUSED, &msg_cli_no_password, "", NULL);
    if (!status)
        status = password_check(username, password, &cli->problems);
    if (!status && !(*ret_hash = password_hash(cli->arena, password)))
        status = FAILED;
    sodium_memzero(password, sizeof password);
    return status;
}

/* ---- add ---- */

struct new_user {
    struct cli *cli;
    const char *username, *hash;
    bool must_change;
    struct uuid person;
    struct role_grant *grant; /* NULL: none */
};

/* Usernames are typed by hand: no blanks, nothing that looks like something else. */
static enum status check_username(struct cli *cli, const char *username)
{
    size_t length = strlen(username);
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@";
    return length && length <= 60 && strspn(username, letters) == length
               ? OK
               : problem_add(&cli->problems, REFUSED, &msg_cli_username, "", username, NULL);
}

static enum status read_grant(struct cli *cli, struct uuid person, struct role_grant **ret_grant)
{
    const char *role = cli_option(cli, "role"), *over = cli_option(cli, "over");
    const struct installation *installation;
    *ret_grant = NULL;
    if (!role && !over)
        return OK;
    if (!role || !over || word_find(&words_role, role) < 0)
        return problem_add(&cli->problems, REFUSED, &msg_cli_role, "", role ? role : "", NULL);
    struct role_grant *grant = record_new(cli->arena, &record_role_grant);
    enum status status = name_resolve(cli->db, cli->arena, NULL, &record_organisation, (struct uuid){0}, over, "over",
                                      &cli->problems, &grant->organisation_id);
    if (!status)
        status = installation_load(cli->db, &installation);
    if (status)
        return status;
    grant->person_id = person;
    grant->role = word_find(&words_role, role);
    int ceiling = word_find(&words_confidentiality, installation->ceiling);
    grant->ceiling = ROLE_BIT(grant->role) & ROLES_ADMIN || ceiling < 0 ? confidentiality_open : ceiling;
    record_present(&grant->head, FIELD_role_grant_person_id);
    record_present(&grant->head, FIELD_role_grant_role);
    record_present(&grant->head, FIELD_role_grant_organisation_id);
    record_present(&grant->head, FIELD_role_grant_ceiling);
    *ret_grant = grant;
    return OK;
}

/* The gate knows records; an account is a record and a secret. */
static enum status may_write_accounts(struct tx *tx, const struct scope *scope, struct uuid person,
                                      struct problems *problems)
{
    struct account account = {.person_id = person};
    record_present(&account.head, FIELD_account_person_id);
    return gate_check(tx, scope, &record_account, &account.head,
                      FIELD_BIT(FIELD_account_username) | FIELD_BIT(FIELD_account_person_id), problems);
}

static enum status apply_add(struct tx *tx, void *context, struct problems *problems)
{
    const struct new_user *user = context;
    const struct scope *scope = &user->cli->scope;
    struct command command = command_new(tx, &user->cli->actor);
    struct uuid id;
    enum status status = may_write_accounts(tx, scope, user->person, problems);
    if (!status)
        status = account_add(tx, &command, user->person, user->username, user->hash, user->must_change, problems, &id);
    if (!status && user->grant) {
        struct record_head *grant = record_copy(tx->arena, &record_role_grant, user->grant);
        status = gate_add(tx, scope, &command, &record_role_grant, grant, problems);
    }
    return status;
}

static void print_code(struct cli *cli, const char *username, const char *code)
{
    if (cli->json) {
        strbuf_adds(&cli->out, "{\"username\":");
        strbuf_add_json(&cli->out, username);
        strbuf_adds(&cli->out, ",\"code\":");
        strbuf_add_json(&cli->out, code);
        strbuf_adds(&cli->out, "}\n");
    } else if (*code) {
        strbuf_adds(&cli->out, cli_say(cli, "账号 ", "account "));
        strbuf_adds(&cli->out, username);
        strbuf_adds(&cli->out, cli_say(cli, "，一次性启用码（只显示这一次，首次登录后须改密码）：\n",
                                       ", one-time code, shown only once, to be changed at the first log-in:\n"));
        strbuf_adds(&cli->out, code);
        strbuf_addc(&cli->out, '\n');
    }
}

int command_user_add(struct cli *cli)
{
    const char *person = cli_option(cli, "person");
    char code[ACTIVATION_CODE] = "";
    if (cli->count != 1 || !person)
        return cli_usage(cli);
    struct new_user user = {.cli = cli, .username = cli->arguments[0]};
    enum status status = check_username(cli, user.username);
    if (!status)
        status = name_resolve(cli->db, cli->arena, NULL, &record_person, (struct uuid){0}, person, "person",
                              &cli->problems, &user.person);
    if (!status)
        status = read_grant(cli, user.person, &user.grant);
    if (!status && cli_option(cli, "password-stdin")) {
        status = read_hash(cli, user.username, &user.hash);
    } else if (!status) {
        activation_code(code);
        user.must_change = true;
        status = (user.hash = password_hash(cli->arena, code)) ? OK : FAILED;
    }
    if (!status)
        status = cli_write(cli, apply_add, &user);
    if (!status)
        print_code(cli, user.username, cli->dry_run ? "" : code);
    return cli_result(cli, status);
}

/* ---- passwd ---- */

struct new_password {
    struct cli *cli;
    struct uuid account, person;
    const char *hash;
};

/* Who runs a command as somebody may change that somebody's password; anybody else's only with the right to accounts.
 */
static enum status apply_password(struct tx *tx, void *context, struct problems *problems)
{
    const struct new_password *password = context;
    const struct scope *scope = &password->cli->scope;
    struct command command = command_new(tx, &password->cli->actor);
    enum status status = uuid_equal(scope->account_id, password->account)
                             ? OK
                             : may_write_accounts(tx, scope, password->person, problems);
    return status ? status : account_set_password(tx, &command, password->account, password->hash, false, problems);
}

int command_user_passwd(struct cli *cli)
{
    struct account account;
    struct account_secret secret;
    if (cli->count != 1)
        return cli_usage(cli);
    struct new_password password = {.cli = cli};
    enum status status = account_load(cli->db, cli->arena, cli->arguments[0], &account, &secret);
    if (status == NOT_FOUND)
        status = problem_add(&cli->problems, NOT_FOUND, &msg_no_user, "", cli->arguments[0], NULL);
    if (!status) {
        password.account = account.head.id;
        password.person = account.person_id;
        status = read_hash(cli, account.username, &password.hash);
    }
    if (!status)
        status = cli_write(cli, apply_password, &password);
    return cli_result(cli, status);
}

/* ---- list ---- */

/* Roles in force, added up for each person of the page. */
static enum status read_roles(struct cli *cli, const struct list_page *page, unsigned *roles)
{
    char today[DATE_TEXT];
    date_text(clock_today(&cli->clock), today);
    enum status status = OK;
    for (size_t i = 0; i < page->count && !status; i++) {
        const struct account *account = page->rows[i];
        bool row;
        struct stmt *stmt = db_prepare(cli->db, "SELECT \"role\" FROM \"role_grant\" WHERE \"person_id\"=?1 AND "
                                                "\"withdrawn\"=0 AND (\"until_on\" IS NULL OR \"until_on\">=?2)");
        stmt_bind_uuid(stmt, 1, account->person_id);
        stmt_bind_text(stmt, 2, today);
        while (!(status = stmt_step(stmt, &row)) && row) {
            int role = word_find(&words_role, stmt_text(stmt, 0));
            roles[i] |= role >= 0 ? ROLE_BIT(role) : 0;
        }
        stmt_done(stmt);
    }
    return status;
}

static enum status must_change(struct cli *cli, struct uuid account, bool *ret_must)
{
    bool row;
    struct stmt *stmt = db_prepare(cli->db, "SELECT \"must_change\" FROM \"account_secret\" WHERE \"account_id\"=?1");
    stmt_bind_uuid(stmt, 1, account);
    enum status status = stmt_step(stmt, &row);
    *ret_must = !status && row && stmt_int(stmt, 0) != 0;
    stmt_done(stmt);
    return status;
}

static void print_user_json(struct cli *cli, const struct account *account, const char *name, const char *unit,
                            unsigned roles, bool must)
{
    bool any = false;
    strbuf_adds(&cli->out, "{\"username\":");
    strbuf_add_json(&cli->out, account->username);
    strbuf_adds(&cli->out, ",\"name\":");
    strbuf_add_json(&cli->out, name);
    strbuf_adds(&cli->out, ",\"unit\":");
    strbuf_add_json(&cli->out, unit);
    strbuf_adds(&cli->out, ",\"roles\":[");
    for (size_t i = 0; i < words_role.count; i++) {
        if (!(roles & ROLE_BIT(i)))
            continue;
        strbuf_adds(&cli->out, any ? "," : "");
        strbuf_add_json(&cli->out, words_role.words[i]);
        any = true;
    }
    strbuf_adds(&cli->out, must ? "],\"must_change\":true" : "],\"must_change\":false");
    strbuf_adds(&cli->out, account->disabled ? ",\"disabled\":true}" : ",\"disabled\":false}");
}

static void print_user(struct cli *cli, const struct account *account, const char *name, const char *unit,
                       unsigned roles, bool must)
{
    const char *const texts[] = {account->username, name, unit};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        strbuf_adds(&cli->out, texts[i]);
        strbuf_adds(&cli->out, "  ");
    }
    for (size_t i = 0; i < words_role.count; i++) {
        if (!(roles & ROLE_BIT(i)))
            continue;
        strbuf_adds(&cli->out, profile_word(cli->profiles, "inspection", "role", words_role.words[i], cli->language));
        strbuf_addc(&cli->out, ' ');
    }
    strbuf_adds(&cli->out, must ? cli_say(cli, "（未启用）", "(not yet used)") : "");
    strbuf_adds(&cli->out, account->disabled ? cli_say(cli, "（停用）", "(disabled)") : "");
    strbuf_addc(&cli->out, '\n');
}

static enum status print_users(struct cli *cli, const struct list_page *page, bool first)
{
    unsigned *roles = ARENA_ARRAY(cli->arena, unsigned, page->count + 1);
    enum status status = read_roles(cli, page, roles);
    for (size_t i = 0; i < page->count && !status; i++) {
        const struct account *account = page->rows[i];
        struct person *person = record_new(cli->arena, &record_person);
        struct organisation *unit = record_new(cli->arena, &record_organisation);
        bool must = false;
        status = row_load(cli->db, cli->arena, &record_person, (struct uuid){0}, account->person_id, person);
        if (!status && record_has(&person->head, FIELD_person_organisation_id))
            status =
                row_load(cli->db, cli->arena, &record_organisation, (struct uuid){0}, person->organisation_id, unit);
        if (!status)
            status = must_change(cli, account->head.id, &must);
        if (status)
            return status;
        strbuf_adds(&cli->out, cli->json && !(first && i == 0) ? ",\n" : "");
        (cli->json ? print_user_json : print_user)(cli, account, person->name, unit->name ? unit->name : "", roles[i],
                                                   must);
    }
    return status;
}

int command_user_list(struct cli *cli)
{
    struct list_query query = {.type = &record_account, .sort = -1, .limit = 200};
    bool first = true;
    enum status status;
    strbuf_adds(&cli->out, cli->json ? "[" : "");
    do {
        struct list_page page = {0};
        status = gate_list(cli->db, cli->arena, &cli->scope, &query, &cli->problems, &page);
        if (!status)
            status = print_users(cli, &page, first);
        first = first && page.count == 0;
        query.after = page.next;
    } while (!status && query.after);
    strbuf_adds(&cli->out, cli->json ? "]\n" : "");
    return cli_result(cli, status);
}

/* ---- the first of them ---- */

static enum status give_code(struct tx *tx, void *context, struct problems *problems)
{
    enum status status = setup_code_give(tx, context);
    return status || *(char *)context ? status : problem_add(problems, REFUSED, &msg_setup_done, "", NULL);
}

int command_user_setup_code(struct cli *cli)
{
    char code[ACTIVATION_CODE] = "";
    if (cli->count || !cli->scope.operator) /* whoever may use the store itself */
        return cli->count ? cli_usage(cli)
                          : cli_result(cli, problem_add(&cli->problems, FORBIDDEN, &msg_no_right, "", NULL));
    enum status status = cli_write(cli, give_code, code);
    if (!status) {
        strbuf_adds(&cli->out, code);
        strbuf_addc(&cli->out, '\n');
    }
    return cli_result(cli, status);
}
