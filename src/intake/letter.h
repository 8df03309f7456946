/* letter: a feedback letter, plan or progress report read as a tree of aspects, items, findings, points, demands and
 * actions. Works on the text as it was sent: nodes are spans that tile it, so nothing is lost and nothing said twice.
 * What is no part of the tree is a node of level "other". Every node says by which rule it was found (`why`). The rules
 * are those of headings, frames and lead-ins that documents of 巡视巡察, 审计 and 督察 share; they never change the
 * text, and a person corrects the result before it counts. Everything lives in the arena. */
#ifndef RECTIFY_INTAKE_LETTER_H
#define RECTIFY_INTAKE_LETTER_H

#include "base/arena.h"
#include "base/clock.h"
#include "base/problem.h"
#include "base/strbuf.h"
#include "format/paper.h"
#include <stdbool.h>
#include <stdint.h>

enum { LETTER_NODES_MAX = 20 * 1000 };

enum letter_level { LEVEL_ASPECT, LEVEL_ITEM, LEVEL_FINDING, LEVEL_POINT, LEVEL_DEMAND, LEVEL_ACTION, LEVEL_OTHER };
enum due_as { DUE_AS_DAY, DUE_AS_TEN_DAYS, DUE_AS_MONTH, DUE_AS_QUARTER, DUE_AS_YEAR, DUE_AS_ONGOING };
enum due_unit { DUE_UNIT_NONE, DUE_UNIT_WORKDAY, DUE_UNIT_DAY, DUE_UNIT_MONTH };

struct letter_deadline {
    const char *text; /* as written; NULL when the node has no deadline */
    bool has_due_on;
    date due_on; /* last day meant */
    enum due_as due_as;
    uint32_t amount; /* 2 of "两个月内"; 0 when none */
    enum due_unit unit;
};

struct letter_names {
    const char **items;
    size_t count;
};

struct letter_node {
    uint32_t id, parent; /* from 1, ascending in document order; parent 0 = top */
    enum letter_level level;
    const char *no, *title; /* never NULL */
    uint32_t start, end;    /* code points of the paper's text */
    uint32_t byte_start, byte_end;
    struct letter_deadline deadline;
    struct letter_names lead_units, responsible_units;
    const char *status_text; /* NULL when none */
    const char *why;         /* the rule's name */
    uint32_t position;       /* among its siblings, where a person moved it; 0: as in the letter */
};

struct letter_figure {
    const char *label, *unit; /* 方面, 个 */
    uint32_t value;
    uint32_t start, end;
};

enum secrecy { SECRECY_NONE, SECRECY_INTERNAL, SECRECY_WORK, SECRECY_SECRET, SECRECY_CONFIDENTIAL, SECRECY_TOP };

struct letter_marking {
    enum secrecy level;
    const char *text; /* "秘密★1年" as written, "" when none */
};

struct letter {
    uint32_t characters;
    struct letter_node *nodes;
    size_t count;
    struct letter_figure *figures;
    size_t figure_count;
    struct problems checks; /* figure_mismatch, number_gap, … with their severity */
    struct letter_marking marking;
};

/* TOO_LARGE with a problem when the text has more parts than anybody can correct (LETTER_NODES_MAX). A text without
 * problems is read, too: all its nodes are "other" and a check says so. */
enum status letter_read(struct arena *arena, const struct paper *paper, struct problems *problems,
                        struct letter *ret_letter);

/* Do the nodes tile a text of `characters` code points: in order, without gap or overlap, ids ascending from 1, parents
 * before their children and of a fitting level? Also what the server asks of a tree a person has corrected. */
enum status letter_check_tiling(const struct letter_node *nodes, size_t count, uint32_t characters,
                                struct problems *problems);

const char *letter_level_word(enum letter_level level);
bool letter_level_of_word(const char *word, enum letter_level *ret_level);
const char *due_as_word(enum due_as due_as);
const char *due_unit_word(enum due_unit unit); /* NULL for none */
const char *secrecy_word(enum secrecy secrecy);

#endif
