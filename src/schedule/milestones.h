/* milestones: the gates of an inspection when it has none of its own, and how many working days a measure is taken to
 * need when nobody has said: data/milestones/<profile>.json. */
#ifndef RECTIFY_SCHEDULE_MILESTONES_H
#define RECTIFY_SCHEDULE_MILESTONES_H

#include "ledger/gate.h"

enum { MILESTONES_MOST = 40, MILESTONES_KINDS = 8 };

struct milestone_set {
    struct milestone *milestones; /* in order; without inspection and id */
    size_t count;
    int64_t durations[MILESTONES_KINDS]; /* working days, by enum action_kind */
};

/* Those of the profile, or of `inspection` when it has none of its own. Part of the program: broken, it fails its
 * tests. */
enum status milestones_usual(struct arena *arena, const char *profile, struct milestone_set *ret_set);

/* Writes them down as the inspection's own, to be changed there. REFUSED: it has some. */
enum status milestones_use(struct tx *tx, const struct scope *scope, const struct command *command, struct uuid ledger,
                           struct uuid inspection, struct problems *problems, int64_t *ret_count);

#endif
