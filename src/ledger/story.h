/* story: the versions of a record, newest first; of a finding, on wish, together with those of what is about it: who
 * answers, what is done, what proves it. Only what this person may see. */
#ifndef RECTIFY_LEDGER_STORY_H
#define RECTIFY_LEDGER_STORY_H

#include "ledger/gate.h"
#include "ledger/names.h"

/* A version, and the record it is of. */
struct told {
    const struct record_type *type;
    const struct record_head *record; /* as it is now */
    const struct history_version *version;
    int about;    /* the field that says which finding it is about; -1: the record asked for */
    size_t place; /* in which it was read */
};

struct story {
    struct told *told; /* HISTORY_VERSIONS at most */
    size_t count;
};

/* NOT_FOUND also when it is not for this person. `whole` says nothing of other records than findings. */
enum status story_read(struct db *db, struct arena *arena, const struct scope *scope, const struct record_type *type,
                       struct uuid ledger, struct uuid id, bool whole, struct story *ret_story);
/* What its telling needs, and what a record about a finding is called: its name, or its role, unit and person. */
void story_names(const struct told *told, struct names *names);
/* Left out of its changes: which finding it is about, and references to what has no name to be told by. */
bool story_omits(const struct told *told, int field);
const char *story_caption(const struct display *display, const struct told *told);

#endif
