/* loads: who has more to do than there are days. Whatever the order of his measures, what is due by a day has to fit
 * before it; so the day is looked for by which the least is left over. A warning: a measure is not one person's work
 * alone. */
#ifndef RECTIFY_SCHEDULE_LOADS_H
#define RECTIFY_SCHEDULE_LOADS_H

#include "schedule/scheduling.h"

/* Of each person the worst day, the worst person first; at most SCHEDULE_LOADS. */
void loads_count(struct arena *arena, struct schedule *schedule);

#endif
