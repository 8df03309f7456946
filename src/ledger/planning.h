/* planning: what a plan consists of, and what it must have before it is submitted (C3). One gate for screen, API,
 * import and command line. A plan is its own text, the measures that name it and the criteria of what they answer; what
 * is restricted is in no plan. */
#ifndef RECTIFY_LEDGER_PLANNING_H
#define RECTIFY_LEDGER_PLANNING_H

#include "journal/journal.h"
#include "ledger/plan_extract_fields.h"
#include "ledger/plan_version_fields.h"

/* A record as it is now. */
struct part {
    struct uuid id;
    int64_t version;
};

typedef VEC(struct part) parts_vec;

enum { PART_MEASURES, PART_CRITERIA, PART_FINDINGS, PART_RESPONSIBILITIES, PART_KINDS };

struct parts {
    parts_vec of[PART_KINDS];
};

extern const char *const part_names[PART_KINDS]; /* their keys in what versions and extracts keep */
extern const struct record_type *const part_types[PART_KINDS];

/* Measures and criteria of the whole plan. */
enum status planning_parts(struct tx *tx, const struct plan *plan, struct parts *ret_parts);
/* A unit's: its measures, the problems they answer or it answers for, its responsibilities for them. */
enum status planning_parts_of(struct tx *tx, const struct plan *plan, struct uuid unit, struct parts *ret_parts);
/* Units with something in it. */
enum status planning_units(struct tx *tx, const struct plan *plan, struct uuid_list *ret_units);
/* Problems that measures of it answer. */
enum status planning_findings(struct tx *tx, const struct plan *plan, struct uuid_list *ret_findings);

/* {"plan":["id",version],"measures":[["id",version],…],…} */
const char *planning_manifest(struct arena *arena, const struct plan *plan, const struct parts *parts);
/* What a signature covers of a record of this type: its material fields; of a responsibility all of it. */
uint64_t planning_signed(const struct record_type *type);
/* Their material fields as canonical JSON, in order: what a signature covers. */
enum status planning_content(struct tx *tx, const struct parts *parts, struct uuid ledger, struct strbuf *out);
/* The same with the plan's own, hashed; DIGEST_TEXT characters. */
enum status planning_hash(struct tx *tx, const struct plan *plan, const struct parts *parts, const char **ret_hash);

/* Adds every condition that is not met. REFUSED when there is one. */
enum status planning_gate(struct tx *tx, const struct plan *plan, struct problems *problems);

/* A measure of an implementation plan keeps to the master plan's (C3): its day, what it answers. */
enum status planning_measure_rules(struct tx *tx, const struct record_head *before, const struct record_head *after,
                                   struct problems *problems);

/* Follow hooks; they move life cycles, so they live with them: workflow/follow_plan.c. What is changed in a plan that
 * somebody has signed makes him sign again. */
enum status plan_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                        const struct record_head *after, struct problems *problems);
enum status acceptance_criterion_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                        const struct record_head *after, struct problems *problems);
enum status planning_measure_follow(struct tx *tx, const struct command *command, const struct record_head *before,
                                    const struct record_head *after, struct problems *problems);

#endif
