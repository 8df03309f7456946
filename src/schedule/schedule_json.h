/* schedule_json: the plan of days as the API and the command line send it. */
#ifndef RECTIFY_SCHEDULE_SCHEDULE_JSON_H
#define RECTIFY_SCHEDULE_SCHEDULE_JSON_H

#include "schedule/scheduling.h"

/* `before`: the same without what was supposed, so that what it drags along is told; NULL. At most `most` rows are
 * told, those that matter most first when there are more: late, critical, then by latest day. */
void schedule_json(struct strbuf *out, struct arena *arena, enum language language, struct schedule *schedule,
                   const struct schedule *before, size_t most);

#endif
