/* people: the records about people and rights, with the few rules they have.
 * The first is declared in "access/organisation_fields.h". */
#include "access/account_fields.h"
#include "access/ledger_fields.h"
#include "access/post_fields.h"
#include "access/role_grant_fields.h"

#include "access/access_messages.h"
#include "access/organisation.h"
#include "store/tx.h"

#include <ctype.h>
#include <string.h>

WORDS_DEFINE(role, ROLE_WORDS)
WORDS_DEFINE(confidentiality, CONFIDENTIALITY_WORDS)
WORDS_DEFINE(organisation_kind, ORGANISATION_KIND_WORDS)
WORDS_DEFINE(gender, GENDER_WORDS)

static bool is_code(const char *code)
{
    for (; *code; code++)
        if (!isalnum((unsigned char)*code) && *code != '-' && *code != '_')
            return false;
    return true;
}

static enum status ledger_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct ledger *ledger = (const struct ledger *)after;
    if (record_has(after, FIELD_ledger_code) && !is_code(ledger->code))
        return problem_add(problems, REFUSED, &msg_ledger_code, "code", ledger->code, NULL);
    if (record_has(after, FIELD_ledger_claim_days) && (ledger->claim_days < 1 || ledger->claim_days > 365))
        return problem_add(problems, REFUSED, &msg_claim_days, "claim_days", NULL);
    if (record_has(after, FIELD_ledger_extensions_most) &&
        (ledger->extensions_most < 0 || ledger->extensions_most > 10))
        return problem_add(problems, REFUSED, &msg_extensions_most, "extensions_most", NULL);
    if (record_has(after, FIELD_ledger_buffer_days) && (ledger->buffer_days < 0 || ledger->buffer_days > 60))
        return problem_add(problems, REFUSED, &msg_buffer_days, "buffer_days", NULL);
    return OK;
}

static enum status post_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                              struct problems *problems)
{
    (void)tx;
    (void)before;
    const struct post *post = (const struct post *)after;
    if (record_has(after, FIELD_post_from_on) && record_has(after, FIELD_post_until_on) &&
        post->until_on < post->from_on)
        return problem_add(problems, REFUSED, &msg_dates_reversed, "until_on", "任职日期", "离任日期", NULL);
    return OK;
}

#define RECORD        organisation
#define RECORD_FIELDS ORGANISATION_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "单位", .plural = "organisations", .of_installation = true, .code = FIELD_organisation_code,              \
    .title = FIELD_organisation_name, .indexes = (const char *const[]){"\"path\"", NULL},                              \
    .hooks = {.prepare = organisation_prepare, .rules = organisation_rules, .derive = organisation_derive},
#include "record/define.h"

#define RECORD        person
#define RECORD_FIELDS PERSON_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "人员", .plural = "persons", .of_installation = true, .code = FIELD_person_code,                          \
    .title = FIELD_person_name,
#include "record/define.h"

#define RECORD        post
#define RECORD_FIELDS POST_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "职务", .plural = "posts", .of_installation = true, .code = -1, .title = FIELD_post_title,                \
    .hooks = {.rules = post_rules},
#include "record/define.h"

/* A disabled or withdrawn account has no sessions. */
static enum status account_derive(struct tx *tx, const struct record_head *before, const struct record_head *after)
{
    (void)before;
    bool disabled = record_has(after, FIELD_account_disabled) && ((const struct account *)after)->disabled;
    if (!disabled && !after->withdrawn)
        return OK;
    struct stmt *stmt = db_prepare(tx->db, "DELETE FROM \"session\" WHERE \"account_id\"=?1");
    stmt_bind_uuid(stmt, 1, after->id);
    return stmt_run(stmt);
}

#define RECORD        account
#define RECORD_FIELDS ACCOUNT_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "账号", .plural = "accounts", .of_installation = true, .code = FIELD_account_username,                    \
    .title = FIELD_account_username, .hooks = {.derive = account_derive},
#include "record/define.h"

#define RECORD            role_grant
#define RECORD_FIELDS     ROLE_GRANT_FIELDS
#define RECORD_ATTRIBUTES .label = "授权", .plural = "role_grants", .of_installation = true, .code = -1, .title = -1,
#include "record/define.h"

#define RECORD        ledger
#define RECORD_FIELDS LEDGER_FIELDS
#define RECORD_ATTRIBUTES                                                                                              \
    .label = "台账", .plural = "ledgers", .of_installation = true, .code = FIELD_ledger_code,                          \
    .title = FIELD_ledger_name, .hooks = {.rules = ledger_rules},
#include "record/define.h"
