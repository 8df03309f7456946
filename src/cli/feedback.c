#include "cli/feedback.h"

struct importing {
    struct cli *cli;
    struct feedback *feedback;
    struct acceptance acceptance;
};

static enum status apply_accept(struct tx *tx, void *context, struct problems *problems)
{
    struct importing *importing = context;
    struct actor actor = importing->cli->actor;
    actor.via = via_import;
    struct command command = command_new(tx, &actor);
    return accept_letter(tx, &importing->cli->scope, &command, &importing->acceptance, problems,
                         &importing->feedback->accepted);
}

static enum status keep_files(struct cli *cli, struct feedback *feedback, struct feedback_report *report)
{
    if (cli->dry_run) { /* nothing is kept: only the addresses are worked out */
        report->file = digest_of(DIGEST_SHA256, feedback->bytes, feedback->size);
        report->plain = digest_of(DIGEST_SHA256, feedback->paper.text, feedback->paper.bytes);
        return OK;
    }
    enum status status = blobs_put(cli->blobs, feedback->bytes, feedback->size, &cli->problems, &report->file);
    if (!status)
        status = blobs_put(cli->blobs, feedback->paper.text, feedback->paper.bytes, &cli->problems, &report->plain);
    return status;
}

static struct feedback_report *report_of(struct cli *cli, const struct feedback *feedback)
{
    struct feedback_report *report = record_new(cli->arena, &record_feedback_report);
    report->title = feedback->title ? feedback->title : letter_title(cli->arena, &feedback->paper);
    report->document_no = feedback->document_no;
    report->issued_on = feedback->issued_on;
    report->signed_on = feedback->signed_on;
    report->file_name = feedback->file_name;
    record_present(&report->head, FIELD_feedback_report_title);
    record_present(&report->head, FIELD_feedback_report_file_name);
    record_present(&report->head, FIELD_feedback_report_file);
    record_present(&report->head, FIELD_feedback_report_plain);
    if (feedback->document_no)
        record_present(&report->head, FIELD_feedback_report_document_no);
    if (feedback->issued)
        record_present(&report->head, FIELD_feedback_report_issued_on);
    if (feedback->has_signed)
        record_present(&report->head, FIELD_feedback_report_signed_on);
    return report;
}

enum status feedback_import(struct cli *cli, struct feedback *feedback)
{
    enum status status =
        paper_read(cli->arena, feedback->bytes, feedback->size, feedback->file_name, &cli->problems, &feedback->paper);
    if (!status)
        status = letter_read(cli->arena, &feedback->paper, &cli->problems, &feedback->letter);
    if (status)
        return status;
    struct feedback_report *report = report_of(cli, feedback);
    status = keep_files(cli, feedback, report);
    struct importing importing = {.cli = cli,
                                  .feedback = feedback,
                                  .acceptance = {.ledger = feedback->ledger,
                                                 .inspection = feedback->inspection,
                                                 .report = report,
                                                 .nodes = feedback->letter.nodes,
                                                 .count = feedback->letter.count,
                                                 .paper = &feedback->paper,
                                                 .marking = feedback->letter.marking}};
    return status ? status : cli_write(cli, apply_accept, &importing);
}
