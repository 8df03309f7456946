#include "ledger/attachment.h"

#include "base/utf8.h"
#include "format/zip.h"

#include "ledger/file_text.h"
#include "ledger/ledger_messages.h"
#include "ledger/progress.h"
#include "ledger/progress_report_fields.h"
#include "ledger/restricted.h"
#include "store/row.h"

#include <string.h>

/* What a file may belong to: one of them. */
static const int owning[] = {FIELD_attachment_finding_id,         FIELD_attachment_corrective_action_id,
                             FIELD_attachment_feedback_report_id, FIELD_attachment_plan_id,
                             FIELD_attachment_handover_id,        FIELD_attachment_mirror_check_id,
                             FIELD_attachment_progress_report_id};
enum { OWNERS = sizeof owning / sizeof *owning };

/* A new version stands where the old one does (D29: both stay). */
static enum status check_replaces(struct tx *tx, const struct attachment *file, struct problems *problems)
{
    struct attachment *old = record_new(tx->arena, &record_attachment);
    enum status status = row_load(tx->db, tx->arena, &record_attachment, file->head.ledger_id, file->replaces_id, old);
    bool same = !status;
    for (size_t i = 0; i < OWNERS; i++)
        same = same && field_equal(&record_attachment, owning[i], &file->head, &old->head);
    if (status && status != NOT_FOUND)
        return status;
    return same ? OK : problem_add(problems, REFUSED, &msg_attachment_replaces, "replaces_id", NULL);
}

/* What was sent with a report stays with it. */
static enum status check_sent(struct tx *tx, const struct attachment *file, struct problems *problems)
{
    struct progress_report *report = record_new(tx->arena, &record_progress_report);
    if (!record_has(&file->head, FIELD_attachment_progress_report_id))
        return OK;
    enum status status =
        row_load(tx->db, tx->arena, &record_progress_report, file->head.ledger_id, file->progress_report_id, report);
    bool sent = report->state == report_state_sent || report->state == report_state_received;
    return status || !sent ? status : problem_add(problems, REFUSED, &msg_report_files, "progress_report_id", NULL);
}

static enum status attachment_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                    struct problems *problems)
{
    int owners = 0;
    for (size_t i = 0; i < OWNERS; i++)
        owners += record_has(after, owning[i]);
    if (owners != 1)
        return problem_add(problems, REFUSED, &msg_attachment_one_owner, "finding_id", NULL);
    if (before && after->withdrawn && !before->withdrawn)
        return check_sent(tx, (const struct attachment *)after, problems);
    return before || !record_has(after, FIELD_attachment_replaces_id)
               ? OK
               : check_replaces(tx, (const struct attachment *)after, problems);
}

/* An Office package by the part it is built around; any other archive is just one. */
static const char *package_type(const void *bytes, size_t size)
{
    static const struct {
        const char *part, *type;
    } kinds[] = {
        {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
        {"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
        {"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    };
    struct arena *arena = arena_new();
    struct problems problems;
    struct zip_archive *archive = NULL;
    const char *type = "application/zip";
    problems_init(&problems, arena);
    if (zip_archive_open(arena, bytes, size, "", &problems, &archive) == OK)
        for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
            if (zip_archive_has(archive, kinds[i].part))
                type = kinds[i].type;
    zip_archive_close(archive);
    arena_free(arena);
    return type;
}

const char *attachment_media_type(const void *bytes, size_t size)
{
    static const struct {
        const char *start;
        size_t length;
        const char *type;
    } kinds[] = {
        {"%PDF", 4, "application/pdf"},
        {"\x89PNG", 4, "image/png"},
        {"\xFF\xD8\xFF", 3, "image/jpeg"},
        {"GIF8", 4, "image/gif"},
        {"\xD0\xCF\x11\xE0", 4, "application/x-ole-storage"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (size >= kinds[i].length && memcmp(bytes, kinds[i].start, kinds[i].length) == 0)
            return kinds[i].type;
    if (size >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp((const char *)bytes + 8, "WEBP", 4) == 0)
        return "image/webp";
    if (size >= 4 && memcmp(bytes, "PK\x03\x04", 4) == 0)
        return package_type(bytes, size);
    return utf8_is_text(bytes, size, NULL) ? "text/plain" : "application/octet-stream";
}

enum status attachment_take(struct blobs *blobs, struct arena *arena, enum digest_kind algorithm, const void *bytes,
                            size_t size, struct problems *problems, struct attachment *attachment)
{
    char *chain_hash = arena_alloc(arena, DIGEST_TEXT);
    struct digest digest = digest_of(algorithm, bytes, size);
    enum status status = OK;
    if (blobs)
        status = blobs_put(blobs, bytes, size, problems, &attachment->content);
    else
        attachment->content = digest_of(DIGEST_SHA256, bytes, size);
    digest_text(&digest, chain_hash);
    attachment->chain_hash = chain_hash;
    attachment->size = (int64_t)size;
    attachment->media_type = attachment_media_type(bytes, size);
    record_present(&attachment->head, FIELD_attachment_content);
    record_present(&attachment->head, FIELD_attachment_chain_hash);
    record_present(&attachment->head, FIELD_attachment_size);
    record_present(&attachment->head, FIELD_attachment_media_type);
    return status;
}

static enum status attachment_restricts(struct tx *tx, const struct record_head *record, bool *ret_restricted)
{
    const struct attachment *attachment = (const struct attachment *)record;
    *ret_restricted = false;
    if (record_has(record, FIELD_attachment_finding_id))
        return restricted_look(tx, record->ledger_id, attachment->finding_id, ret_restricted);
    if (!record_has(record, FIELD_attachment_corrective_action_id))
        return OK;
    return corrective_action_look(tx, record->ledger_id, attachment->corrective_action_id, ret_restricted);
}

static enum status attachment_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    return before ? OK : file_text_want(tx, after->ledger_id, after->id);
}

#define RECORD        attachment
#define RECORD_FIELDS ATTACHMENT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "附件", .plural = "attachments", .statement = true, .code = -1, .title = FIELD_attachment_name,           \
    .hooks = {.rules = attachment_rules, .derive = attachment_derive, .restricts = attachment_restricts},
#include "record/define.h"
