/* draft: the tree while it is being built. Spans are added in document order; what they leave open becomes "other". */
#ifndef RECTIFY_INTAKE_DRAFT_H
#define RECTIFY_INTAKE_DRAFT_H

#include "intake/deadline.h"
#include "intake/letter.h"
#include "intake/outline.h"
#include "intake/responsible.h"
#include "intake/section.h"

struct draft {
    struct span span;
    enum letter_level level;
    int32_t parent; /* index of a draft, -1 for the top */
    struct span no, title;
    struct letter_deadline deadline;
    struct letter_names lead_units, responsible_units;
    const char *status_text;
    const char *why;
};

/* How an item is read that may group problems or state one with points. */
enum reading {
    READING_BY_VOTE,
    READING_AS_GROUPS, /* where the vote is even */
    READING_AS_PROBLEMS,
    READING_OPEN_AS_GROUPS, /* where no sibling is sure, whatever the vote */
    READING_OPEN_AS_PROBLEMS,
};

struct builder {
    struct arena *arena;
    const struct prose *prose;
    struct piece *pieces;
    int32_t count;
    enum document_kind kind;
    bool feedback_given; /* not a report about a unit's own meeting */
    enum reading reading;
    bool undecided; /* some vote among siblings was even */
    bool contested; /* in some run no sibling was sure */
    struct years years;
    bool dated; /* the document is signed with a date */
    date written_on;
    VEC(struct draft) drafts;
    struct heading *headings; /* of the pieces, read once; see heading_of */
    const char **why;         /* for each piece: the rule that left it out of the tree */
    bool overflow;            /* more than LETTER_NODES_MAX */
};

/* Is it the unit that speaks, in a plan or a report, and not the inspectors? */
bool by_the_unit(const struct builder *builder);
/* What the heading of piece `index` says. */
struct heading heading_of(struct builder *builder, int32_t index);
/* Adds a node whose span is trimmed to begin no earlier than the last one ends. Returns its index, -1 when the tree is
 * full. */
int32_t draft_add(struct builder *builder, struct span span, enum letter_level level, int32_t parent, const char *why);
void draft_name(struct builder *builder, int32_t draft, struct span no, struct span words);
void draft_name_deed(struct builder *builder, int32_t draft, struct span no, struct span words);
/* Why a line that only says who, until when and how far (责任单位：…) belongs to no node: the node takes what it says,
 * its text is the problem's own. */
extern const char NOTE_LINE[];
/* Lets the node's span run on to the end of piece `index` if nothing but blank pieces and notes stands between. */
bool draft_extend(struct builder *builder, int32_t draft, int32_t index);
/* The same for a span in the piece that directly continues the node. */
bool draft_extend_to(struct builder *builder, int32_t draft, uint32_t end);
/* Takes units, deadline and status from a note such as （牵头单位：…；整改时限：…） or a field line. */
void draft_take_note(struct builder *builder, int32_t draft, struct span note);
void draft_take_deadline(struct builder *builder, int32_t draft, struct span value, enum mood mood);
void draft_take_status(struct builder *builder, int32_t draft, struct span word);

#endif
