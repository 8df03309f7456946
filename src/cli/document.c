/* document: an official document as a file, and what it is made from: the values, the template, the names that may
 * stand in one; declared in "cli/commands.h". */
#include "document/documents.h"

#include "cli/cli_messages.h"
#include "cli/commands.h"
#include "cli/records.h"
#include "format/office_pdf.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEMPLATE_BYTES = 20 * 1024 * 1024 };

static enum status read_kind(struct cli *cli, const char *name, enum document_kind *ret_kind)
{
    int kind = document_kind_find(name);
    if (kind < 0)
        return problem_add(&cli->problems, REFUSED, &msg_cli_value, "", "KIND", name, NULL);
    *ret_kind = (enum document_kind)kind;
    return OK;
}

static enum status print_json(struct cli *cli, json_t *json)
{
    char *text = json ? json_dumps(json, JSON_INDENT(1)) : NULL;
    json_decref(json);
    if (!text)
        return FAILED;
    strbuf_adds(&cli->out, text);
    strbuf_addc(&cli->out, '\n');
    free(text);
    return OK;
}

static enum status make(struct cli *cli, enum document_kind kind, const struct document_wish *wish, const char *path)
{
    const char *name;
    struct strbuf docx = {0}, pdf = {0};
    size_t length = strlen(path);
    bool as_pdf = length > 4 && strcasecmp(path + length - 4, ".pdf") == 0;
    enum status status = document_make(cli->arena, kind, wish, &cli->problems, &docx, &name);
    if (!status && as_pdf)
        status = office_pdf(&docx, &cli->problems, &pdf);
    const struct strbuf *made = as_pdf ? &pdf : &docx;
    if (!status)
        status = cli_write_file(cli, path, made->bytes, made->length);
    strbuf_free(&docx);
    strbuf_free(&pdf);
    return status;
}

int command_document(struct cli *cli)
{
    const char *path = cli_option(cli, "output");
    struct document_wish wish = {.db = cli->db, .scope = &cli->scope, .clock = &cli->clock, .profiles = cli->profiles};
    struct ledger ledger;
    enum document_kind kind = DOCUMENT_report;
    json_t *values = NULL;
    bool shown = cli_option(cli, "values") != NULL;
    if (cli->count != 2 || shown == (path != NULL))
        return cli_usage(cli);
    enum status status = cli_ledger(cli, &ledger);
    if (!status)
        status = read_kind(cli, cli->arguments[0], &kind);
    wish.ledger = ledger.head.id;
    wish.profile = ledger.profile;
    if (!status)
        status = cli_resolve(cli, &ledger, document_subject(kind), cli->arguments[1], cli->arguments[1], &wish.id);
    if (!status && shown) {
        status = document_values(cli->arena, kind, &wish, &values);
        status = status ? status : print_json(cli, values);
    } else if (!status) {
        status = make(cli, kind, &wish, path);
    }
    return cli_result(cli, status);
}

/* ---- templates ---- */

int command_template_show(struct cli *cli)
{
    enum document_kind kind = DOCUMENT_report;
    struct docx_template template;
    struct strbuf bytes = {0};
    const char *path = cli_option(cli, "output");
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = read_kind(cli, cli->arguments[0], &kind);
    if (!status && path) {
        template_of(cli->arena, kind, &template);
        status = zip_write(template.parts, template.count, &bytes);
        status = status ? status : cli_write_file(cli, path, bytes.bytes, bytes.length);
        strbuf_free(&bytes);
    } else if (!status) {
        status = print_json(cli, document_names(cli->arena, kind));
    }
    return cli_result(cli, status);
}

int command_template_check(struct cli *cli)
{
    enum document_kind kind = DOCUMENT_report;
    const char *bytes, *said = cli_option(cli, "kind");
    size_t size;
    struct docx_template template;
    if (cli->count != 1)
        return cli_usage(cli);
    enum status status = said ? read_kind(cli, said, &kind) : OK;
    if (!status)
        status = cli_read_file(cli, cli->arguments[0], TEMPLATE_BYTES, &bytes, &size);
    if (!status)
        status = docx_template_read(cli->arena, bytes, size, cli->arguments[0], &cli->problems, &template);
    if (!status)
        status = document_check(cli->arena, kind, &template, &cli->problems);
    if (!status)
        strbuf_adds(&cli->out, cli_say(cli, "模板没有问题\n", "the template is sound\n"));
    return cli_result(cli, status);
}
