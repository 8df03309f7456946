/* cli: what every command is given: the options, the store, who acts. A command prints its result on stdout, sentences
 * on stderr, and returns an exit code: 0 done, 1 refused, 2 wrong use, 3 the store or the machine failed. The contract
 * with scripts is in docs/cli.md: keep it stable. */
#ifndef RECTIFY_CLI_CLI_H
#define RECTIFY_CLI_CLI_H

#include "access/scope.h"
#include "insight/figure_rules.h"
#include "journal/journal.h"
#include "ledger/names.h"
#include "ledger/records.h"
#include "store/blobs.h"
#include "store/writer.h"

enum { CLI_OPTIONS = 32, CLI_ARGUMENTS = 256 };
enum { EXIT_OK = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

struct cli {
    const char *where; /* --store, RECTIFY_STORE */
    bool json, dry_run;
    enum language language;
    struct arena *arena;
    struct problems problems;
    struct clock clock;
    struct profiles *profiles;
    struct figure_rules rules; /* read when the command wants the store */
    struct db *db;             /* when the command wants the store */
    struct blobs *blobs;
    struct actor actor;
    struct scope scope;
    const struct cli_command *command;
    const char *arguments[CLI_ARGUMENTS]; /* behind the command's name, options taken out */
    int count;
    struct cli_option {
        const char *name, *value; /* value NULL: a switch */
    } options[CLI_OPTIONS];
    int option_count;
    struct strbuf out; /* printed by main when the command returns */
};

enum cli_flag { CLI_STORE = 1, CLI_WRITES = 2, CLI_LONG = 4 /* prints by itself */ };

struct cli_command {
    const char *name;
    const char *usage;   /* behind the name */
    const char *zh, *en; /* one line */
    unsigned flags;
    const char *const
        *options; /* further options it takes, "ledger=" with a value, "blobs" a switch; NULL-terminated */
    int (*run)(struct cli *cli);
};

extern const struct cli_command cli_commands[]; /* ends with a NULL name */

/* Reads the command line, opens the store, runs, prints, closes. */
int cli_main(int argc, char **argv);

const char *cli_option(const struct cli *cli, const char *name); /* NULL: not given; "" for a switch */
int cli_usage(struct cli *cli);                                  /* prints the command's usage, EXIT_USAGE */
int cli_result(const struct cli *cli, enum status status);       /* prints the problems, gives the exit code */
/* Runs an apply function in its own transaction on the command's connection. */
enum status cli_write(struct cli *cli, enum status (*apply)(struct tx *tx, void *context, struct problems *problems),
                      void *context);
/* The ledger named by --ledger, or the only one there is. */
enum status cli_ledger(struct cli *cli, struct ledger *ret_ledger);
enum status cli_ledger_by_code(struct cli *cli, const char *code, struct ledger *ret_ledger);
/* The blob store beside the store, or where RECTIFY_BLOBS says. */
void cli_open_blobs(struct cli *cli);
/* A day, or "today"; `place` is where it stands. */
enum status cli_date(struct cli *cli, const char *place, const char *text, date *ret_day);
/* --NAME as a day; today when it is not given. */
enum status cli_day(struct cli *cli, const char *name, date *ret_day);
const char *cli_say(const struct cli *cli, const char *zh, const char *en);
/* The whole of a file within `limit`. */
enum status cli_read_file(struct cli *cli, const char *path, size_t limit, const char **ret_bytes, size_t *ret_size);
enum status cli_write_file(struct cli *cli, const char *path, const char *bytes, size_t size);

#endif
