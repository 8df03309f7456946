#include "cli/cli.h"

#include "access/access_messages.h"
#include "access/delegation.h"
#include "cli/cli_messages.h"
#include "ledger/ledger_messages.h"
#include "store/list.h"
#include "store/row.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Options every command takes. */
static const char *const common_options[] = {"store=", "as=", "for=", "json", "dry-run", "lang=", "help", NULL};

const char *cli_say(const struct cli *cli, const char *zh, const char *en)
{
    return cli->language == LANGUAGE_ZH ? zh : en;
}

const char *cli_option(const struct cli *cli, const char *name)
{
    for (int i = 0; i < cli->option_count; i++)
        if (strcmp(cli->options[i].name, name) == 0)
            return cli->options[i].value ? cli->options[i].value : "";
    return NULL;
}

int cli_result(const struct cli *cli, enum status status)
{
    struct strbuf text = {0};
    problems_text(&cli->problems, cli->language, &text);
    fputs(strbuf_text(&text), stderr);
    strbuf_free(&text);
    if (status == OK)
        return EXIT_OK;
    if (cli->problems.count == 0)
        fprintf(stderr, "rectify: %s\n", status_word(status));
    return status == FAILED || status == BUSY ? EXIT_FAILED : EXIT_REFUSED;
}

int cli_usage(struct cli *cli)
{
    fprintf(stderr, "%s rectify %s %s\n", cli_say(cli, "用法：", "usage:"), cli->command->name, cli->command->usage);
    return EXIT_USAGE;
}

enum status cli_write(struct cli *cli, enum status (*apply)(struct tx *tx, void *context, struct problems *problems),
                      void *context)
{
    struct write_request request = {
        .apply = apply, .context = context, .arena = cli->arena, .problems = &cli->problems, .dry_run = cli->dry_run};
    return write_now(cli->db, &all_records, &cli->clock, &request);
}

enum status cli_ledger_by_code(struct cli *cli, const char *code, struct ledger *ret_ledger)
{
    enum status status =
        row_load_by(cli->db, cli->arena, &record_ledger, (struct uuid){0}, FIELD_ledger_code, code, ret_ledger);
    if (!status && !scope_roles_in(&cli->scope, ret_ledger->head.id))
        status = NOT_FOUND;
    return status == NOT_FOUND ? problem_add(&cli->problems, NOT_FOUND, &msg_no_ledger, "", code, NULL) : status;
}

enum status cli_ledger(struct cli *cli, struct ledger *ret_ledger)
{
    const char *code = cli_option(cli, "ledger");
    if (code)
        return cli_ledger_by_code(cli, code, ret_ledger);
    struct list_query query = {.type = &record_ledger, .sort = FIELD_ledger_code, .limit = LIST_LIMIT};
    struct list_page page;
    const struct ledger *only = NULL;
    size_t count = 0;
    enum status status = list_read(cli->db, cli->arena, &query, &page);
    for (size_t i = 0; !status && i < page.count; i++) {
        const struct ledger *ledger = page.rows[i];
        if (scope_roles_in(&cli->scope, ledger->head.id)) {
            only = ledger;
            count++;
        }
    }
    if (!status && count == 0)
        status = problem_add(&cli->problems, REFUSED, &msg_cli_no_ledgers, "", NULL);
    if (!status && count > 1)
        status = problem_add(&cli->problems, REFUSED, &msg_cli_which_ledger, "", NULL);
    if (!status)
        *ret_ledger = *only;
    return status;
}

enum status cli_read_file(struct cli *cli, const char *path, size_t limit, const char **ret_bytes, size_t *ret_size)
{
    char most[24];
    FILE *file = fopen(path, "rbe");
    if (!file)
        return problem_add(&cli->problems, REFUSED, &msg_cli_file, "", path, strerror(errno), NULL);
    struct strbuf bytes = {0};
    char buffer[65536];
    size_t got;
    while ((got = fread(buffer, 1, sizeof buffer, file)) > 0 && bytes.length <= limit)
        strbuf_add(&bytes, buffer, got);
    int error = ferror(file) ? errno : 0;
    fclose(file);
    enum status status = OK;
    snprintf(most, sizeof most, "%zu", limit / 1024 / 1024);
    if (error)
        status = problem_add(&cli->problems, REFUSED, &msg_cli_file, "", path, strerror(error), NULL);
    else if (bytes.length > limit)
        status = problem_add(&cli->problems, TOO_LARGE, &msg_cli_file_large, "", path, most, NULL);
    else
        *ret_bytes = arena_strndup(cli->arena, strbuf_text(&bytes), bytes.length), *ret_size = bytes.length;
    strbuf_free(&bytes);
    return status;
}

enum status cli_write_file(struct cli *cli, const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wbe");
    bool good = file && fwrite(bytes, 1, size, file) == size;
    good = file && fclose(file) == 0 && good;
    return good ? OK : problem_add(&cli->problems, FAILED, &msg_cli_write_file, "", path, strerror(errno), NULL);
}

enum status cli_date(struct cli *cli, const char *place, const char *text, date *ret_day)
{
    if (strcmp(text, "today") == 0)
        *ret_day = clock_today(&cli->clock);
    else if (!date_parse(text, ret_day))
        return problem_add(&cli->problems, REFUSED, &msg_cli_date, place, text, NULL);
    return OK;
}

enum status cli_day(struct cli *cli, const char *name, date *ret_day)
{
    const char *text = cli_option(cli, name);
    return cli_date(cli, name, text ? text : "today", ret_day);
}

/* ---- the command line ---- */

/* 0: not an option of this list, 1: a switch, 2: with a value */
static int option_kind(const char *const *list, const char *name)
{
    for (; list && *list; list++) {
        size_t length = strlen(*list);
        bool valued = length && (*list)[length - 1] == '=';
        if (strlen(name) == length - valued && strncmp(*list, name, length - valued) == 0)
            return valued ? 2 : 1;
    }
    return 0;
}

static const struct cli_command *command_find(const char *first, const char *second, int *ret_words)
{
    char both[128];
    snprintf(both, sizeof both, "%s %s", first, second ? second : "");
    for (const struct cli_command *command = cli_commands; command->name; command++) {
        if (strcmp(command->name, both) == 0) {
            *ret_words = 2;
            return command;
        }
    }
    for (const struct cli_command *command = cli_commands; command->name; command++) {
        if (strcmp(command->name, first) == 0) {
            *ret_words = 1;
            return command;
        }
    }
    return NULL;
}

/* Options may stand anywhere; which take a value is known only with the command, so the command is looked for first:
 * the first word that is neither an option nor the value of a common one. */
static int find_command(struct cli *cli, int argc, char **argv, int *ret_at)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-o") == 0) {
            i++;
            continue;
        }
        if (strncmp(argv[i], "--", 2) == 0) {
            if (!strchr(argv[i], '=') && option_kind(common_options, argv[i] + 2) == 2)
                i++;
            continue;
        }
        int words = 0;
        cli->command = command_find(argv[i], i + 1 < argc ? argv[i + 1] : NULL, &words);
        *ret_at = i;
        if (!cli->command)
            problem_add(&cli->problems, REFUSED, &msg_cli_no_command, "", argv[i], NULL);
        return words;
    }
    return 0;
}

static bool take_option(struct cli *cli, int argc, char **argv, int *at)
{
    char name[64];
    bool brief = strcmp(argv[*at], "-o") == 0; /* the one option that has a short form */
    const char *text = brief ? "output" : argv[*at] + 2, *equals = strchr(text, '=');
    snprintf(name, sizeof name, "%.*s", (int)(equals ? equals - text : (long)strlen(text)), text);
    int kind = option_kind(common_options, name);
    if (!kind)
        kind = option_kind(cli->command->options, name);
    if (!kind || cli->option_count == CLI_OPTIONS) {
        problem_add(&cli->problems, REFUSED, &msg_cli_no_option, "", cli->command->name, name, NULL);
        return false;
    }
    struct cli_option *option = &cli->options[cli->option_count++];
    option->name = arena_strdup(cli->arena, name);
    if (kind == 2 && equals) {
        option->value = equals + 1;
    } else if (kind == 2 && *at + 1 < argc) {
        option->value = argv[++*at];
    } else if (kind == 2) {
        problem_add(&cli->problems, REFUSED, &msg_cli_option_value, "", name, NULL);
        return false;
    }
    return true;
}

static bool parse(struct cli *cli, int argc, char **argv)
{
    int at = 0, words = find_command(cli, argc, argv, &at);
    if (!words)
        return false;
    bool only_arguments = false;
    for (int i = 1; i < argc; i++) {
        if (i >= at && i < at + words)
            continue;
        if (!only_arguments && strcmp(argv[i], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && (strncmp(argv[i], "--", 2) == 0 || strcmp(argv[i], "-o") == 0)) {
            if (!take_option(cli, argc, argv, &i))
                return false;
        } else if (cli->count == CLI_ARGUMENTS) {
            problem_add(&cli->problems, REFUSED, &msg_cli_many_arguments, "", NULL);
            return false;
        } else {
            cli->arguments[cli->count++] = argv[i];
        }
    }
    cli->json = cli_option(cli, "json") != NULL;
    cli->dry_run = cli_option(cli, "dry-run") != NULL;
    const char *language = cli_option(cli, "lang");
    if (language)
        cli->language = strcmp(language, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH;
    cli->where = cli_option(cli, "store") ? cli_option(cli, "store") : getenv("RECTIFY_STORE");
    return true;
}

/* ---- the store and who acts ---- */

/* Whoever acts for another has that person's scope, as far as it was delegated (D15). */
static enum status act_for(struct cli *cli, struct uuid himself)
{
    enum status status = name_resolve(cli->db, cli->arena, NULL, &record_person, (struct uuid){0},
                                      cli_option(cli, "for"), "for", &cli->problems, &cli->actor.acting_for_id);
    return status ? status
                  : delegation_resolve(cli->db, cli->arena, &cli->clock, himself, cli->actor.acting_for_id,
                                       &cli->problems, &cli->scope);
}

static enum status identify(struct cli *cli)
{
    const char *user = cli_option(cli, "as");
    struct passwd *system = getpwuid(getuid());
    cli->actor.via = via_cli;
    cli->actor.address = arena_strdup(cli->arena, system ? system->pw_name : "?");
    if (!user && cli_option(cli, "for"))
        return problem_add(&cli->problems, REFUSED, &msg_cli_for_whom, "", NULL);
    if (!user) { /* whoever can open the files can do anything to them: the chain says it was the operator */
        cli->scope = (struct scope){.operator= true, .roles = ROLES_ALL};
        return OK;
    }
    struct account account = {0};
    enum status status =
        row_load_by(cli->db, cli->arena, &record_account, (struct uuid){0}, FIELD_account_username, user, &account);
    if (!status && (account.head.withdrawn || account.disabled))
        status = NOT_FOUND;
    if (status == NOT_FOUND)
        return problem_add(&cli->problems, REFUSED, &msg_no_user, "", user, NULL);
    if (status)
        return status;
    cli->actor.person_id = account.person_id;
    status = cli_option(cli, "for") ? act_for(cli, account.person_id)
                                    : scope_resolve(cli->db, cli->arena, &cli->clock, account.person_id, &cli->scope);
    cli->scope.account_id = account.head.id;
    return status;
}

void cli_open_blobs(struct cli *cli)
{
    const char *blobs = getenv("RECTIFY_BLOBS");
    cli->blobs = blobs_open(blobs                        ? blobs
                            : db_is_postgres(cli->where) ? "blobs"
                                                         : arena_printf(cli->arena, "%s/blobs", cli->where));
}

static enum status open_store(struct cli *cli)
{
    if (!cli->where)
        return problem_add(&cli->problems, REFUSED, &msg_cli_no_store, "", NULL);
    const struct installation *installation;
    bool write = cli->command->flags & CLI_WRITES;
    enum status status = figure_rules_read(cli->arena, getenv("RECTIFY_FIGURES"), &cli->problems, &cli->rules);
    if (!status)
        status = db_open(cli->where, write ? DB_WRITE : DB_READ, &cli->problems, &cli->db);
    if (!status)
        status = schema_upgrade(cli->db, cli->where, &cli->problems);
    if (!status)
        status = installation_load(cli->db, &installation);
    if (status)
        return status;
    cli->clock.offset_minutes = installation->offset_minutes;
    cli_open_blobs(cli);
    return identify(cli);
}

int cli_main(int argc, char **argv)
{
    struct cli cli = {.language = language_of_locale(), .arena = arena_new(), .clock = clock_of_machine(480)};
    problems_init(&cli.problems, cli.arena);
    int code = EXIT_USAGE;
    if (argc < 2) {
        static char help[] = "help";
        char *with_help[] = {argv[0], help, NULL};
        parse(&cli, 2, with_help);
        cli.command->run(&cli);
        fputs(strbuf_text(&cli.out), stderr);
    } else if (!parse(&cli, argc, argv)) {
        cli_result(&cli, REFUSED);
    } else if (cli_option(&cli, "help")) {
        printf("rectify %s %s\n%s\n", cli.command->name, cli.command->usage,
               cli_say(&cli, cli.command->zh, cli.command->en));
        code = EXIT_OK;
    } else {
        cli.profiles = profiles_new();
        enum status status = cli.command->flags & CLI_STORE ? open_store(&cli) : OK;
        code = status ? cli_result(&cli, status) : cli.command->run(&cli);
        fputs(strbuf_text(&cli.out), stdout);
        if (fflush(stdout) != 0 && code == EXIT_OK)
            code = EXIT_FAILED;
    }
    strbuf_free(&cli.out);
    db_close(cli.db);
    blobs_close(cli.blobs);
    profiles_free(cli.profiles);
    arena_free(cli.arena);
    return code;
}
