/* fold: an event's values laid over a record (D12): assigns, never runs rules. Values of an older schema are lifted by
 * numbered upcasters (D13); keys this program does not know stay in the event and are skipped here. */
#ifndef RECTIFY_JOURNAL_FOLD_H
#define RECTIFY_JOURNAL_FOLD_H

#include "journal/event.h"

#include <jansson.h>

/* Lifts a part's values from `from` to `from` + 1, in place. Never edited once released. */
struct upcaster {
    const char *record;
    int64_t from;
    void (*lift)(json_t *values);
};

/* Sets version, times and withdrawn, and the fields the event names; `ret_changed` is their mask. A part that was
 * erased leaves its fields empty. `upcasters` ends with a NULL record; NULL: those of this program. MALFORMED when a
 * part is not what this program writes. */
enum status event_fold(struct arena *arena, const struct record_type *type, const struct event *event,
                       const struct upcaster *upcasters, struct record_head *record, uint64_t *ret_changed);

/* The fields an event's header names, as a mask; names this program does not know are passed over. */
uint64_t event_fields(const struct record_type *type, const char *names);
/* "@reason" of an event that changes no field, "" when there is none. */
const char *event_reason(struct arena *arena, const struct event *event);

#endif
