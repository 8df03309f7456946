#include "document/book_columns.h"

#include "ledger/gate.h"

#include <string.h>

WORDS_DEFINE(book_text, BOOK_TEXT_WORDS)

#define F_        (1u << BOOK_FINDINGS)
#define D_        (1u << BOOK_DEMANDS)
#define T_        (1u << BOOK_TASKS)
#define U_        (1u << BOOK_UNITS)
#define OWN_LABEL (-1)
#define NO_GROUP  (-1)

#define FIELD(lists, record, field, label, group, width, flags)                                                        \
    {(lists), FROM_FIELD, &record_##record, FIELD_##record##_##field, (label), (group), (width), (flags)},
#define ROLE(lists, role, group, width, flags)                                                                         \
    {(lists), FROM_ROLE, &record_responsibility, responsibility_role_##role, OWN_LABEL, (group), (width), (flags)},
#define MADE(lists, made, label, group, width, flags)                                                                  \
    {(lists), FROM_BOOK, NULL, MADE_##made, (label), (group), (width), (flags)},
#define EXTRA(lists, record, group, width)                                                                             \
    {(lists), FROM_EXTRA, &record_##record, FIELD_##record##_extra, OWN_LABEL, (group), (width), 0},

#define L(word) book_text_##word

/* clang-format off */
static const struct book_column columns[] = {
    MADE(F_ | D_ | T_ | U_, ORDER, L(order), NO_GROUP, 5.5, BOOK_CENTRED | BOOK_COUNTED)
    /* problems and demands */
    FIELD(F_ | D_, finding, number, L(number), L(group_finding), 8, BOOK_CENTRED | BOOK_FROZEN)
    MADE(F_, ASPECT, OWN_LABEL, L(group_finding), 12, BOOK_CENTRED | BOOK_MERGED | BOOK_IF_ANY)
    MADE(F_, ITEM, OWN_LABEL, L(group_finding), 12, BOOK_CENTRED | BOOK_MERGED | BOOK_IF_ANY)
    FIELD(F_ | D_, finding, title, OWN_LABEL, L(group_finding), 30, BOOK_INDENT)
    FIELD(F_ | D_, finding, verbatim, L(verbatim), L(group_finding), 46, BOOK_INDENT)
    FIELD(F_, finding, category, OWN_LABEL, L(group_kind), 9, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(F_, finding, commonness, L(commonness), L(group_kind), 9, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(F_, finding, severity, OWN_LABEL, L(group_kind), 9, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(F_ | D_, finding, horizon, L(horizon), L(group_due), 9, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(F_ | D_, finding, due, OWN_LABEL, L(group_due), 14.5, BOOK_CENTRED)
    FIELD(F_ | D_, finding, lead_official_id, OWN_LABEL, L(group_people), 8.5, BOOK_CENTRED)
    FIELD(F_ | D_, finding, accountable_official_id, OWN_LABEL, L(group_people), 8.5, BOOK_CENTRED)
    FIELD(F_ | D_, finding, lead_unit_id, OWN_LABEL, L(group_people), 13, BOOK_CENTRED)
    ROLE(F_ | D_, responsible_unit, L(group_people), 14, BOOK_CENTRED)
    ROLE(F_ | D_, supporting_unit, L(group_people), 14, BOOK_CENTRED)
    ROLE(F_ | D_, action_owner, L(group_people), 8.5, BOOK_CENTRED)
    FIELD(F_ | D_, finding, state, OWN_LABEL, L(group_result), 8.5, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(F_ | D_, finding, completion, OWN_LABEL, L(group_result), 9, BOOK_CENTRED | BOOK_CHOICE)
    EXTRA(F_ | D_, finding, L(group_own), 13)
    /* tasks */
    FIELD(T_, finding, number, L(finding_number), L(group_finding), 9, BOOK_CENTRED | BOOK_MERGED | BOOK_FROZEN)
    FIELD(T_, finding, title, OWN_LABEL, L(group_finding), 26, BOOK_MERGED)
    FIELD(T_, corrective_action, number, OWN_LABEL, L(group_action), 9, BOOK_CENTRED)
    FIELD(T_, corrective_action, measure, OWN_LABEL, L(group_action), 46, 0)
    FIELD(T_, corrective_action, kind, OWN_LABEL, L(group_action), 9, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(T_, corrective_action, layer, OWN_LABEL, L(group_action), 8, BOOK_CENTRED | BOOK_CHOICE)
    FIELD(T_, corrective_action, organisation_id, OWN_LABEL, L(group_owner), 14, BOOK_CENTRED)
    FIELD(T_, corrective_action, owner_id, OWN_LABEL, L(group_owner), 9, BOOK_CENTRED)
    FIELD(T_, corrective_action, due, OWN_LABEL, L(group_owner), 14.5, BOOK_CENTRED)
    FIELD(T_, corrective_action, deliverable, OWN_LABEL, L(group_goal), 18, 0)
    FIELD(T_, corrective_action, indicator, OWN_LABEL, L(group_goal), 22, 0)
    FIELD(T_, corrective_action, means, L(means), L(group_goal), 14, 0)
    FIELD(T_, corrective_action, state, OWN_LABEL, NO_GROUP, 8.5, BOOK_CENTRED | BOOK_CHOICE)
    EXTRA(T_, corrective_action, L(group_own), 13)
    /* responsibilities */
    FIELD(U_, organisation, name, OWN_LABEL, NO_GROUP, 22, BOOK_FROZEN)
    MADE(U_, HEAD, L(head), NO_GROUP, 25, BOOK_CENTRED)
    MADE(U_, LEAD_COUNT, L(lead_count), L(group_counts), 11, BOOK_CENTRED | BOOK_COUNTED | BOOK_SUMMED)
    MADE(U_, RESPONSIBLE_COUNT, L(responsible_count), L(group_counts), 11, BOOK_CENTRED | BOOK_COUNTED | BOOK_SUMMED)
    MADE(U_, SUPPORTING_COUNT, L(supporting_count), L(group_counts), 11, BOOK_CENTRED | BOOK_COUNTED | BOOK_SUMMED)
    MADE(U_, NUMBERS, L(finding_numbers), NO_GROUP, 38, 0)
    MADE(U_, OWNERS, L(owners), NO_GROUP, 16, 0)
    MADE(F_ | D_ | T_ | U_, REMARK, L(remark), NO_GROUP, 10, 0)
};
/* clang-format on */

const char *book_word(const struct display *display, enum book_text word)
{
    return profile_word(display->profiles, display->profile, words_book_text.name,
                        word_text(&words_book_text, (int)word), display->language);
}

static const char *level_label(const struct display *display, enum finding_level level)
{
    return profile_word(display->profiles, display->profile, words_finding_level.name,
                        word_text(&words_finding_level, (int)level), display->language);
}

static const char *label_of(const struct display *display, enum book_list list, const struct book_column *column)
{
    if (column->label >= 0)
        return book_word(display, (enum book_text)column->label);
    if (column->from == FROM_ROLE)
        return profile_word(display->profiles, display->profile, words_responsibility_role.name,
                            word_text(&words_responsibility_role, column->what), display->language);
    if (column->from == FROM_BOOK)
        return level_label(display, column->what == MADE_ASPECT ? finding_level_aspect : finding_level_item);
    if (column->type == &record_finding && column->what == FIELD_finding_title) /* what the profile calls it */
        return level_label(display, list == BOOK_DEMANDS ? finding_level_demand : finding_level_finding);
    if (column->type == &record_organisation)
        return profile_record_label(display->profiles, &record_organisation, display->language);
    return profile_field_label(display->profiles, column->type, column->what, display->language);
}

static bool is_seen(const struct book_column *column, const struct book_wants *wants)
{
    if (column->flags & BOOK_IF_ANY && !(column->what == MADE_ASPECT ? wants->aspects : wants->items))
        return false;
    if (column->from == FROM_BOOK)
        return true;
    uint64_t seen = gate_seen(column->type, wants->roles);
    if (column->from == FROM_ROLE)
        return seen & FIELD_BIT(FIELD_responsibility_role);
    return seen & FIELD_BIT(column->what);
}

static const char *group_of(const struct display *display, enum book_list list, const struct book_column *column)
{
    if (column->group == book_text_group_finding && list == BOOK_DEMANDS)
        return level_label(display, finding_level_demand);
    return column->group >= 0 ? book_word(display, (enum book_text)column->group) : NULL;
}

/* The widths are those of Chinese labels and words; English ones are longer. */
static double width_of(const struct display *display, const struct book_column *column)
{
    const double least = 11.5;
    bool widened = display->language == LANGUAGE_EN && column->flags & BOOK_CENTRED && !(column->flags & BOOK_COUNTED);
    return widened && column->width < least ? least : column->width;
}

static void add_slot(struct book_layout *layout, enum book_list list, const struct book_column *column,
                     const struct book_wants *wants, const struct book_extra *extra)
{
    if (layout->count == BOOK_SLOTS)
        return;
    layout->slots[layout->count++] = (struct book_slot){
        .column = column,
        .extra = extra ? extra->key : NULL,
        .label = extra ? extra->label : label_of(wants->display, list, column),
        .group = group_of(wants->display, list, column),
        .width = width_of(wants->display, column),
    };
}

/* An office's own 备注 takes the place of the empty one, at the end. */
static const struct book_extra *own_remark(const struct book_wants *wants)
{
    struct display display = *wants->display;
    for (int language = LANGUAGE_ZH; language <= LANGUAGE_EN; language++) {
        display.language = (enum language)language;
        const char *remark = book_word(&display, book_text_remark);
        for (size_t i = 0; i < wants->extra_count; i++)
            if (strcmp(wants->extras[i].label, remark) == 0)
                return &wants->extras[i];
    }
    return NULL;
}

void book_layout_make(enum book_list list, const struct book_wants *wants, struct book_layout *ret_layout)
{
    const struct book_extra *remark = own_remark(wants);
    const struct book_column *extras = NULL;
    ret_layout->count = 0;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        const struct book_column *column = &columns[i];
        if (!(column->lists & 1u << list) || !is_seen(column, wants))
            continue;
        if (column->from == FROM_EXTRA) {
            extras = column;
            for (size_t k = 0; k < wants->extra_count; k++)
                if (&wants->extras[k] != remark)
                    add_slot(ret_layout, list, column, wants, &wants->extras[k]);
        } else if (extras && remark && column->from == FROM_BOOK && column->what == MADE_REMARK) {
            add_slot(ret_layout, list, extras, wants, remark);
            ret_layout->slots[ret_layout->count - 1].group = NULL;
        } else {
            add_slot(ret_layout, list, column, wants, NULL);
        }
    }
}

int book_slot_made(const struct book_layout *layout, enum book_made made)
{
    for (size_t i = 0; i < layout->count; i++)
        if (layout->slots[i].column->from == FROM_BOOK && layout->slots[i].column->what == (int)made)
            return (int)i;
    return -1;
}
