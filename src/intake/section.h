/* section: what a heading or a lead-in announces. Documents name their parts with a small stock of words; what is left
 * of a heading when that stock is taken away tells a section ("二、巡察反馈问题整改落实情况": nothing is left) from a
 * group of problems ("（一）财政管理审计情况": 财政管理 is left). */
#ifndef RECTIFY_INTAKE_SECTION_H
#define RECTIFY_INTAKE_SECTION_H

#include "intake/prose.h"

enum document_kind {
    KIND_UNKNOWN,
    KIND_FEEDBACK, /* the inspectors speak: feedback, audit report, list of problems */
    KIND_PLAN,     /* the unit says what it will do */
    KIND_PROGRESS, /* the unit says what it did */
    KIND_NEWS,     /* a report about a meeting or an inspection */
    KIND_SPEECH,   /* a speech, a statement, a host's script */
};

enum section {
    SECTION_NONE,
    SECTION_PROBLEMS, /* problems follow */
    SECTION_PROGRESS, /* problems follow, each with what was or will be done */
    SECTION_DEMANDS,  /* what the inspectors ask for */
    SECTION_ORGANISATION,
    SECTION_PRAISE,
    SECTION_NEXT, /* what comes next, guarantees, causes, contacts */
};

enum heading_sense {
    SENSE_UNKNOWN,
    SENSE_SECTION, /* names a part of the document */
    SENSE_GROUP,   /* names a field in which problems lie (…方面, …情况) */
    SENSE_PROBLEM, /* states a problem */
    SENSE_EXHORT,  /* calls for something (提高政治站位) */
};

struct heading {
    enum heading_sense sense;
    enum section section; /* for SENSE_SECTION, or what the words suggest */
    bool known;           /* for whoever keeps it */
    bool field;           /* for SENSE_GROUP: says so itself (…方面, …领域), not only 落实… or …情况 */
    bool framed;          /* 关于…问题（的整改）, 针对“…” */
};

enum document_kind kind_of_title(const struct prose *prose, struct span title);
struct heading heading_read(const struct prose *prose, struct span heading); /* without its number */
/* Is it told what an inspection found, not what the speaker thinks? */
bool tells_of_inspection(const struct prose *prose, struct span span);
/* What the sentence before a list announces; SECTION_NONE when it announces nothing. */
enum section lead_read(const struct prose *prose, struct span sentence);

/* Counts of words that state a defect (不到位, 未, 滞后 …), a deed (制定, 清退 …), a call (要, 坚持 …). */
uint32_t defect_count(const struct prose *prose, struct span span);
uint32_t deed_count(const struct prose *prose, struct span span);
bool is_exhortation(const struct prose *prose, struct span span);
/* Does the text state a defect rather than a deed or a call? */
bool states_defect(const struct prose *prose, struct span span);

bool holds_problems(enum section section);
const char *section_word(enum section section);

#endif
