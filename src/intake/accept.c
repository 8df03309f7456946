#include "intake/accept.h"

#include "base/utf8.h"
#include "intake/intake_messages.h"
#include "journal/installation.h"
#include "ledger/names.h"

#include <stdio.h>
#include <string.h>

enum { TITLE_CHARACTERS = 400 };

/* What is made of one node. */
struct made {
    const struct record_type *type; /* NULL: nothing */
    struct uuid id;
    int level; /* enum finding_level */
};

struct accepting {
    struct tx *tx;
    const struct scope *scope;
    const struct command *command;
    const struct acceptance *acceptance;
    struct problems *problems;
    struct made *made;   /* by node id; [0] is the top */
    const char **places; /* where each node's text starts, by node id; one more for the end */
    int confidentiality; /* of everything in the letter; -1: not marked */
    struct revising revising;
    VEC(const char *) unmatched;
    struct accepted *result;
};

/* ---- text and dates of a node ---- */

static const char *node_text(const struct accepting *a, const struct letter_node *node)
{
    const char *text = a->places[node->id];
    size_t length = (size_t)(a->places[node->id + 1] - text);
    while (length && (text[length - 1] == '\n' || text[length - 1] == ' '))
        length--;
    return arena_strndup(a->tx->arena, text, length);
}

/* The title a person gave, or the beginning of the text. */
static const char *node_title(const struct accepting *a, const struct letter_node *node)
{
    const char *title = node->title && *node->title ? node->title : node_text(a, node);
    size_t length = strcspn(title, "\n");
    return arena_strndup(a->tx->arena, title, utf8_prefix(title, length, TITLE_CHARACTERS));
}

static bool node_deadline(const struct letter_node *node, struct deadline *due)
{
    if (!node->deadline.text)
        return false;
    *due = (struct deadline){.on = node->deadline.due_on,
                             .on_unknown = !node->deadline.has_due_on,
                             .as = word_find(&words_deadline_as, due_as_word(node->deadline.due_as)),
                             .text = node->deadline.text};
    if (due->as < 0)
        due->as = deadline_as_day;
    return true;
}

/* A matter to be kept up needs a day on which it is looked at again; until the office says otherwise, in a year. */
static date review_day(const struct accepting *a)
{
    int year, month, day;
    date result;
    date_split(clock_today(a->tx->clock), &year, &month, &day);
    date_make(year + 1, month, month == 2 && day == 29 ? 28 : day, &result);
    return result;
}

/* 整改状态：已完成 and its like, in the outward vocabulary. */
static bool node_completion(const struct letter_node *node, int *ret_word)
{
    static const struct {
        const char *text;
        enum completion word;
    } readings[] = {
        {"未完成", completion_not_done},   {"未整改", completion_not_done}, {"基本完成", completion_mostly_done},
        {"阶段性", completion_stage_done}, {"部分", completion_stage_done}, {"持续", completion_continuing},
        {"长期", completion_continuing},   {"正在", completion_continuing}, {"已完成", completion_done},
        {"整改完成", completion_done},     {"已整改", completion_done},     {"完成", completion_done},
    };
    for (size_t i = 0; node->status_text && i < sizeof readings / sizeof *readings; i++) {
        if (strstr(node->status_text, readings[i].text)) {
            *ret_word = (int)readings[i].word;
            return true;
        }
    }
    return false;
}

/* ---- units named in the text ---- */

static enum status find_unit(struct accepting *a, const char *name, struct uuid *ret_unit, bool *ret_found)
{
    struct problems quiet;
    problems_init(&quiet, a->tx->arena);
    enum status status = name_resolve(a->tx->db, a->tx->arena, a->scope, &record_organisation, (struct uuid){0}, name,
                                      "", &quiet, ret_unit);
    *ret_found = status == OK;
    if (status != REFUSED)
        return status;
    for (size_t i = 0; i < a->unmatched.count; i++)
        if (strcmp(a->unmatched.items[i], name) == 0)
            return OK;
    *VEC_PUSH(a->tx->arena, &a->unmatched) = arena_strdup(a->tx->arena, name);
    return OK;
}

static enum status add_responsibility(struct accepting *a, struct uuid finding, enum responsibility_role role,
                                      struct uuid unit)
{
    struct responsibility *one = record_new(a->tx->arena, &record_responsibility);
    one->head.ledger_id = a->acceptance->ledger;
    one->finding_id = finding;
    one->role = (int)role;
    one->organisation_id = unit;
    record_present(&one->head, FIELD_responsibility_finding_id);
    record_present(&one->head, FIELD_responsibility_role);
    record_present(&one->head, FIELD_responsibility_organisation_id);
    return gate_add(a->tx, a->scope, a->command, &record_responsibility, &one->head, a->problems);
}

/* The first unit named as leading leads; whoever else is named answers with it. */
static enum status add_units(struct accepting *a, const struct letter_node *node, struct uuid finding)
{
    bool led = false, found;
    struct uuid unit;
    enum status status = OK;
    for (size_t i = 0; i < node->lead_units.count + node->responsible_units.count && !status; i++) {
        bool leads = i < node->lead_units.count;
        const char *name =
            leads ? node->lead_units.items[i] : node->responsible_units.items[i - node->lead_units.count];
        status = find_unit(a, name, &unit, &found);
        if (!status && found)
            status = add_responsibility(
                a, finding, leads && !led ? responsibility_role_lead_unit : responsibility_role_responsible_unit, unit);
        led = led || (leads && found);
    }
    return status;
}

/* ---- nodes become records ---- */

static const struct made *nearest(const struct accepting *a, uint32_t id)
{
    const struct letter_node *nodes = a->acceptance->nodes;
    while (id && !(a->made[id].type == &record_finding))
        id = nodes[id - 1].parent;
    return id ? &a->made[id] : NULL;
}

static void set_deadline(struct accepting *a, const struct letter_node *node, struct finding *finding)
{
    if (!node_deadline(node, &finding->due))
        return;
    record_present(&finding->head, FIELD_finding_due);
    if (finding->due.as != deadline_as_ongoing)
        return;
    finding->review_on = a->result->ongoing_review_on = review_day(a);
    record_present(&finding->head, FIELD_finding_review_on);
    a->result->ongoing++;
}

static void note_number(struct accepting *a, const struct finding *finding)
{
    if (finding->level != finding_level_finding || !record_has(&finding->head, FIELD_finding_number))
        return;
    if (!*a->result->first_number)
        a->result->first_number = finding->number;
    a->result->last_number = finding->number;
}

static struct uuid node_was(const struct accepting *a, const struct letter_node *node)
{
    const struct uuid *was = a->acceptance->revision.was;
    return was ? was[node->id - 1] : (struct uuid){0};
}

static enum status make_finding(struct accepting *a, const struct letter_node *node, struct made *made)
{
    struct finding *finding = record_new(a->tx->arena, &record_finding);
    const struct made *parent = nearest(a, node->parent);
    finding->head.ledger_id = a->acceptance->ledger;
    finding->level = word_find(&words_finding_level, letter_level_word(node->level));
    finding->title = node_title(a, node);
    finding->verbatim = node_text(a, node);
    finding->outline_no = node->no;
    finding->feedback_report_id = a->result->report_id;
    finding->inspection_id = a->acceptance->inspection->head.id;
    finding->position = node->position ? node->position : node->id;
    finding->span_start = node->start;
    finding->span_end = node->end;
    static const int stated[] = {
        FIELD_finding_level,         FIELD_finding_title,    FIELD_finding_verbatim,   FIELD_finding_feedback_report_id,
        FIELD_finding_inspection_id, FIELD_finding_position, FIELD_finding_span_start, FIELD_finding_span_end};
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
        record_present(&finding->head, stated[i]);
    if (*node->no)
        record_present(&finding->head, FIELD_finding_outline_no);
    if (parent) {
        finding->parent_id = parent->id;
        record_present(&finding->head, FIELD_finding_parent_id);
    }
    if (a->confidentiality >= 0) {
        finding->confidentiality = a->confidentiality;
        record_present(&finding->head, FIELD_finding_confidentiality);
    }
    set_deadline(a, node, finding);
    if (node_completion(node, &finding->completion))
        record_present(&finding->head, FIELD_finding_completion);
    struct uuid was = node_was(a, node);
    if (!uuid_is_nil(was)) {
        *made = (struct made){&record_finding, was, finding->level};
        return revise_finding(&a->revising, was, arena_printf(a->tx->arena, "%u", node->id), finding);
    }
    enum status status = gate_add(a->tx, a->scope, a->command, &record_finding, &finding->head, a->problems);
    if (status)
        return status;
    *made = (struct made){&record_finding, finding->head.id, finding->level};
    note_number(a, finding);
    return finding->level >= finding_level_finding ? add_units(a, node, finding->head.id) : OK;
}

/* A letter issued anew states again the measures its findings have already. */
static enum status has_measure(struct accepting *a, struct uuid finding, const char *measure, bool *ret_has)
{
    *ret_has = false;
    if (uuid_is_nil(a->acceptance->revision.report))
        return OK;
    struct stmt *stmt =
        db_prepare(a->tx->db, "SELECT 1 FROM \"corrective_action_answers\" w JOIN \"corrective_action\" c ON "
                              "c.\"ledger_id\"=w.\"ledger_id\" AND c.\"id\"=w.\"id\" WHERE w.\"ledger_id\"=?1 AND "
                              "w.\"ref_id\"=?2 AND c.\"measure\"=?3 AND c.\"withdrawn\"=0 LIMIT 1");
    stmt_bind_uuid(stmt, 1, a->acceptance->ledger);
    stmt_bind_uuid(stmt, 2, finding);
    stmt_bind_text(stmt, 3, measure);
    enum status status = stmt_step(stmt, ret_has);
    stmt_done(stmt);
    return status;
}

static enum status make_action(struct accepting *a, const struct letter_node *node, struct made *made)
{
    char place[16];
    const struct made *parent = nearest(a, node->parent);
    snprintf(place, sizeof place, "%u", node->id);
    if (!parent)
        return problem_add(a->problems, REFUSED, &msg_action_unanswering, place, node_title(a, node), NULL);
    bool found = false;
    enum status status = has_measure(a, parent->id, node_text(a, node), &found);
    if (status || found)
        return status;
    struct corrective_action *action = record_new(a->tx->arena, &record_corrective_action);
    action->head.ledger_id = a->acceptance->ledger;
    action->answers = (struct uuid_list){arena_memdup(a->tx->arena, &parent->id, sizeof parent->id), 1};
    action->measure = node_text(a, node);
    action->position = node->position ? node->position : node->id;
    action->span_start = node->start;
    action->span_end = node->end;
    static const int stated[] = {FIELD_corrective_action_answers, FIELD_corrective_action_measure,
                                 FIELD_corrective_action_position, FIELD_corrective_action_span_start,
                                 FIELD_corrective_action_span_end};
    for (size_t i = 0; i < sizeof stated / sizeof *stated; i++)
        record_present(&action->head, stated[i]);
    if (node_deadline(node, &action->due))
        record_present(&action->head, FIELD_corrective_action_due);
    const struct letter_names *units = node->lead_units.count ? &node->lead_units : &node->responsible_units;
    if (units->count)
        status = find_unit(a, units->items[0], &action->organisation_id, &found);
    if (found)
        record_present(&action->head, FIELD_corrective_action_organisation_id);
    if (!status)
        status = gate_add(a->tx, a->scope, a->command, &record_corrective_action, &action->head, a->problems);
    if (!status)
        *made = (struct made){&record_corrective_action, action->head.id, 0};
    return status;
}

/* The nodes tile the text in order, so one walk finds every beginning. */
static void place_nodes(struct accepting *a)
{
    const struct acceptance *acceptance = a->acceptance;
    const char *at = acceptance->paper->text, *end = at + acceptance->paper->bytes;
    a->places = ARENA_ARRAY(a->tx->arena, const char *, acceptance->count + 2);
    for (size_t i = 0; i < acceptance->count; i++) {
        a->places[i + 1] = at;
        for (uint32_t left = acceptance->nodes[i].end - acceptance->nodes[i].start; left; left--)
            utf8_next(&at, end);
    }
    a->places[acceptance->count + 1] = at;
}

static enum status make_nodes(struct accepting *a)
{
    const struct acceptance *acceptance = a->acceptance;
    a->made = ARENA_ARRAY(a->tx->arena, struct made, acceptance->count + 1);
    place_nodes(a);
    for (size_t i = 0; i < acceptance->count; i++) {
        const struct letter_node *node = &acceptance->nodes[i];
        enum status status = OK;
        a->result->by_level[node->level]++;
        if (node->level == LEVEL_OTHER)
            continue;
        a->result->claimed_characters += node->end - node->start;
        status = node->level == LEVEL_ACTION ? make_action(a, node, &a->made[node->id])
                                             : make_finding(a, node, &a->made[node->id]);
        if (status)
            return status;
    }
    return OK;
}

/* 秘密★1年 and its like: what the installation may not hold is not taken in. */
static enum status check_marking(struct accepting *a)
{
    static const int levels[] = {-1,
                                 confidentiality_internal,
                                 confidentiality_internal,
                                 confidentiality_secret,
                                 confidentiality_confidential,
                                 confidentiality_top_secret};
    const struct installation *installation;
    const struct letter_marking *marking = &a->acceptance->marking;
    a->confidentiality = levels[marking->level];
    enum status status = installation_load(a->tx->db, &installation);
    if (!status && a->confidentiality > word_find(&words_confidentiality, installation->ceiling))
        status = problem_add(a->problems, REFUSED, &msg_letter_above_ceiling, "marking", marking->text,
                             installation->ceiling, NULL);
    if (!status && a->confidentiality >= 0) {
        a->acceptance->report->confidentiality = a->confidentiality;
        record_present(&a->acceptance->report->head, FIELD_feedback_report_confidentiality);
    }
    if (!status && marking->text && *marking->text) {
        a->acceptance->report->marking = marking->text;
        record_present(&a->acceptance->report->head, FIELD_feedback_report_marking);
    }
    return status;
}

static enum status make_report(struct accepting *a)
{
    const struct acceptance *acceptance = a->acceptance;
    struct inspection *inspection = acceptance->inspection;
    struct feedback_report *report = acceptance->report;
    enum status status = OK;
    inspection->head.ledger_id = report->head.ledger_id = acceptance->ledger;
    if (uuid_is_nil(inspection->head.id))
        status = gate_add(a->tx, a->scope, a->command, &record_inspection, &inspection->head, a->problems);
    if (status)
        return status;
    if (!uuid_is_nil(acceptance->revision.report)) {
        status = revise_check(&a->revising, acceptance->ledger, inspection->head.id);
        report->supersedes_id = acceptance->revision.report;
        record_present(&report->head, FIELD_feedback_report_supersedes_id);
    }
    if (status)
        return status;
    report->inspection_id = inspection->head.id;
    report->characters = acceptance->paper->characters;
    record_present(&report->head, FIELD_feedback_report_inspection_id);
    record_present(&report->head, FIELD_feedback_report_characters);
    status = gate_add(a->tx, a->scope, a->command, &record_feedback_report, &report->head, a->problems);
    a->result->report_id = report->head.id;
    return status;
}

enum status accept_letter(struct tx *tx, const struct scope *scope, const struct command *command,
                          const struct acceptance *acceptance, struct problems *problems, struct accepted *ret_accepted)
{
    struct accepted result = {.first_number = "", .last_number = "", .characters = acceptance->paper->characters};
    struct accepting a = {.tx = tx,
                          .scope = scope,
                          .command = command,
                          .acceptance = acceptance,
                          .problems = problems,
                          .result = &result};
    a.revising = (struct revising){
        .tx = tx, .scope = scope, .command = command, .revision = &acceptance->revision, .problems = problems};
    enum status status =
        letter_check_tiling(acceptance->nodes, acceptance->count, acceptance->paper->characters, problems);
    if (!status)
        status = check_marking(&a);
    if (!status)
        status = make_report(&a);
    if (!status)
        status = make_nodes(&a);
    if (!status)
        status = revise_withdraw(&a.revising, acceptance->ledger);
    result.revised = a.revising.result;
    result.units_unmatched.items = a.unmatched.items;
    result.units_unmatched.count = a.unmatched.count;
    if (!status)
        *ret_accepted = result;
    return status;
}

/* ---- the title over the letter ---- */

enum { TITLE_LINES = 16, TITLE_LETTER_CHARACTERS = 300 };

static bool ends_like_title(const char *text, size_t length)
{
    static const char *const ends[] = {"意见", "方案", "通报", "报告", "情况", "公告", "通知", "清单", "台账", "函"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i]);
        if (length >= end && memcmp(text + length - end, ends[i], end) == 0)
            return true;
    }
    return false;
}

const char *letter_title(struct arena *arena, const struct paper *paper)
{
    const char *first = NULL;
    struct strbuf title = {0};
    for (size_t i = 0; i < paper->count && i < TITLE_LINES; i++) {
        const char *line = paper->text + paper->paragraphs[i].byte_start;
        size_t length = paper->paragraphs[i].byte_end - paper->paragraphs[i].byte_start;
        if (!length)
            continue;
        if (!first)
            first = arena_strndup(arena, line, utf8_prefix(line, length, TITLE_LETTER_CHARACTERS));
        if (!title.length && !memmem(line, length, "关于", strlen("关于")))
            continue;
        strbuf_add(&title, line, length);
        if (ends_like_title(line, length) || utf8_count(title.bytes, title.length) > 100)
            break;
    }
    bool good =
        title.length && ends_like_title(title.bytes, title.length) && utf8_count(title.bytes, title.length) <= 150;
    const char *result = good ? arena_strdup(arena, title.bytes) : first ? first : "反馈意见";
    strbuf_free(&title);
    return result;
}
