#include "cli/commands.h"

#include "cli/cli_messages.h"
#include "cli/setup.h"

#include <stdio.h>

static bool read_settings(struct cli *cli, struct installation *installation)
{
    const char *hash = cli_option(cli, "hash"), *ceiling = cli_option(cli, "ceiling");
    installation->site_id = uuid_new(clock_now(&cli->clock));
    installation->algorithm = DIGEST_SM3;
    installation->offset_minutes = cli->clock.offset_minutes;
    installation->created_at = clock_now(&cli->clock);
    if (hash && !digest_kind_of_word(hash, &installation->algorithm)) {
        problem_add(&cli->problems, REFUSED, &msg_cli_value, "", "hash", hash, NULL);
        return false;
    }
    if (ceiling && word_find(&words_confidentiality, ceiling) < 0) {
        problem_add(&cli->problems, REFUSED, &msg_cli_value, "", "ceiling", ceiling, NULL);
        return false;
    }
    snprintf(installation->ceiling, sizeof installation->ceiling, "%s", ceiling ? ceiling : "internal");
    return true;
}

/* `rectify init DIR [--sample]`: the store, its key, the default terms; with --sample a lifelike bureau, brought in by
 * the paths a user takes. */
int command_init(struct cli *cli)
{
    if (cli->count > 1 || (cli->count == 0 && !cli->where))
        return cli_usage(cli);
    if (cli->count == 1)
        cli->where = cli->arguments[0];
    struct installation installation = {0};
    if (!read_settings(cli, &installation))
        return cli_result(cli, REFUSED);
    if (cli->dry_run)
        return EXIT_OK;
    enum status status = setup_store(cli, &installation);
    if (!status && cli_option(cli, "sample"))
        status = setup_sample(cli);
    if (status)
        return cli_result(cli, status);
    char site[UUID_TEXT], shown[DB_NAME];
    db_name_shown(cli->where, shown);
    uuid_text(installation.site_id, site);
    if (cli->json) {
        strbuf_addc(&cli->out, '{');
        strbuf_add_member(&cli->out, "store", shown);
        strbuf_add_member(&cli->out, "site_id", site);
        strbuf_add_member(&cli->out, "public_key", installation.public_key);
        strbuf_adds(&cli->out, "}\n");
    } else {
        strbuf_addf(&cli->out,
                    cli_say(cli, "账库已建立：%s（%s）\n公钥：%s\n", "store made: %s (%s)\npublic key: %s\n"), shown,
                    digest_word(installation.algorithm), installation.public_key);
    }
    return EXIT_OK;
}
