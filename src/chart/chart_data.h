/* chart_data: what a wall chart shows: problems (or their measures) in groups, each with its days, and the gates of
 * inspections. Queries over the records and the plan of days; what the reader may see. */
#ifndef RECTIFY_CHART_CHART_DATA_H
#define RECTIFY_CHART_CHART_DATA_H

#include "schedule/lamp.h"
#include "schedule/scheduling.h"

/* What the chart is for: a line a problem; a problem with its measures below it; a line a measure with what it
 * delivers. */
#define CHART_PRESETS(P)   P(timetable) P(roadmap) P(taskbook)
#define CHART_GROUPS(G)    G(aspect) G(unit) G(leader) G(inspection)
#define CHART_PRESET(name) CHART_##name,
#define CHART_GROUP(name)  CHART_BY_##name,
enum chart_preset { CHART_PRESETS(CHART_PRESET) CHART_PRESET_COUNT };
enum chart_group { CHART_GROUPS(CHART_GROUP) CHART_GROUP_COUNT };
#undef CHART_PRESET
#undef CHART_GROUP
extern const char *const chart_preset_names[CHART_PRESET_COUNT], *const chart_group_names[CHART_GROUP_COUNT];

enum { CHART_FINDINGS = 3000 }; /* on one chart */

struct chart_row {
    bool measure;
    struct uuid id;
    const char *number, *title, *unit, *leader, *owner, *deliverable;
    const char *group, *order; /* "" group: of none */
    struct deadline due;
    bool has_due, open_ended; /* with a day; kept up */
    date start, end;          /* as planned; when spans */
    bool spans;
    date early_finish, late_finish;
    bool has_early, has_late;
    int percent;
    bool done, critical, overdue, more_owners; /* than the one named */
    enum lamp lamp;
};

struct chart_mark {
    date on;
    const char *name, *of, *inspection; /* the gate; the inspection's code and name */
    bool done, last;                    /* the external deadline */
};

struct chart_data {
    const char *organisation; /* whose ledger it is */
    const char *inspection;   /* its name, "" for all */
    date as_of;
    const struct calendar *calendar;
    VEC(struct chart_row) rows; /* in the order they are shown */
    VEC(struct chart_mark) marks;
    size_t findings, done, overdue, measures;
    bool more; /* than CHART_FINDINGS */
};

struct chart_wish {
    enum chart_preset preset;
    enum chart_group group;
    struct uuid inspection; /* nil: all */
    date as_of;
};

enum status chart_read(const struct insight *insight, struct uuid ledger, const struct chart_wish *wish,
                       struct problems *problems, struct chart_data *ret_data);

#endif
