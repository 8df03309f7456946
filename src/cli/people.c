/* `rectify import people FILE.xlsx`: units, people, bodies, accounts and roles from a workbook. */
#include "cli/people.h"

#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "intake/people.h"
#include "intake/people_messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORKBOOK_BYTES = 64 * 1024 * 1024 };

/* Opened before anything is written, so that no code is made that cannot be handed out. Codes are for the eyes of
 * whoever hands them out: nobody else may read the file. */
static enum status open_slips(struct cli *cli, const char *path, int *ret_file)
{
    *ret_file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*ret_file >= 0 && fchmod(*ret_file, 0600) == 0)
        return OK;
    return problem_add(&cli->problems, REFUSED, &msg_cli_write_file, "", path, strerror(errno), NULL);
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size) {
        ssize_t got = write(file, bytes, size);
        if (got < 0)
            return false;
        bytes += got;
        size -= (size_t)got;
    }
    return fsync(file) == 0;
}

static void print_slips(struct cli *cli, const struct people_plan *plan)
{
    struct people_slip *slips;
    size_t count = people_slips(plan, &slips);
    strbuf_adds(&cli->out,
                count ? cli_say(cli, "一次性启用码（只显示这一次）：\n", "one-time codes, shown only once:\n") : "");
    for (size_t i = 0; i < count; i++)
        strbuf_addf(&cli->out, "  %s  %s  %s  %s\n", slips[i].code, slips[i].username, slips[i].name, slips[i].unit);
}

/* On the page asked for; on the terminal when there is none, or when it could not be written. */
static enum status give_slips(struct cli *cli, const char *path, int file, const struct people_plan *plan)
{
    struct people_slip *slips;
    struct strbuf page = {0};
    size_t count = people_slips(plan, &slips);
    bool good = true;
    int error = 0;
    people_slips_html(slips, count, NULL, &page);
    if (file >= 0 && !write_all(file, page.bytes, page.length))
        good = false, error = errno;
    strbuf_free(&page);
    if (!cli->json && (file < 0 || !good))
        print_slips(cli, plan);
    return good ? OK : problem_add(&cli->problems, FAILED, &msg_cli_write_file, "", path, strerror(error), NULL);
}

/* Each part is a write of its own with memory of its own. */
static enum status write_parts(struct cli *cli, struct people_plan *plan)
{
    struct actor actor = cli->actor;
    struct arena *arena = arena_new();
    struct people_write write = {.plan = plan, .scope = &cli->scope, .actor = &actor};
    enum status status = OK;
    actor.via = via_import;
    for (; write.part < people_parts(plan) && !status; write.part++) {
        struct write_request request = {.apply = people_apply,
                                        .context = &write,
                                        .arena = arena,
                                        .problems = &cli->problems,
                                        .dry_run = cli->dry_run};
        if (!cli->dry_run)
            status = people_prepare(plan, write.part, &cli->problems);
        if (!status)
            status = write_now(cli->db, &all_records, &cli->clock, &request);
        if (!status && !cli->dry_run)
            people_done(plan, write.part);
        arena_reset(arena);
    }
    if (status && write.part > 1) {
        char done[24], all[24];
        snprintf(done, sizeof done, "%zu", write.part - 1);
        snprintf(all, sizeof all, "%zu", people_parts(plan));
        problem_add(&cli->problems, status, &msg_people_cut_short, "", done, all, NULL);
    }
    arena_free(arena);
    return status;
}

static enum status read_and_plan(struct cli *cli, const char *name, const char *bytes, size_t size,
                                 struct people_plan **ret_plan)
{
    struct people_options options = {.skip_refused = cli_option(cli, "skip-refused") != NULL};
    struct people_sheet *sheet = ARENA_NEW(cli->arena, struct people_sheet); /* the plan points into it */
    enum status status = people_read(cli->arena, bytes, size, name, &cli->problems, sheet);
    if (!status)
        status = people_plan(cli->db, cli->arena, &cli->clock, &cli->scope, sheet, &options, &cli->problems, ret_plan);
    return status;
}

enum status cli_import_people(struct cli *cli, const char *file_name, const char *bytes, size_t size)
{
    struct people_plan *plan;
    enum status status = read_and_plan(cli, file_name, bytes, size, &plan);
    return status ? status : write_parts(cli, plan);
}

int command_import_people(struct cli *cli)
{
    const char *slips = cli->dry_run ? NULL : cli_option(cli, "slips");
    const char *bytes, *path = cli->count == 1 ? cli->arguments[0] : "", *slash = strrchr(path, '/');
    struct people_plan *plan = NULL;
    size_t size;
    int file = -1;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = cli_read_file(cli, path, WORKBOOK_BYTES, &bytes, &size);
    if (!status)
        status = read_and_plan(cli, slash ? slash + 1 : path, bytes, size, &plan);
    if (!status && slips)
        status = open_slips(cli, slips, &file);
    /* the check is the plan; where one write holds everything, it is tried out as well */
    if (!status && (!cli->dry_run || people_parts(plan) == 1))
        status = write_parts(cli, plan);
    if (plan && cli->json)
        people_json(plan, cli->language, !cli->dry_run, &cli->out);
    else if (plan && !status)
        people_text(plan, cli->language, &cli->out);
    if (plan && !cli->dry_run) {
        enum status given = give_slips(cli, slips, file, plan);
        status = status ? status : given;
    }
    if (file >= 0)
        close(file);
    return cli_result(cli, status);
}
