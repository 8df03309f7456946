/* people_unit_find: a unit by what people call it, and its place in the tree; declared in "intake/people_part.h". */
#include "intake/people_part.h"

#include "base/utf8.h"

#include <string.h>

enum { UNIT_DEPTH = 24 }; /* of organisation.path: 400 characters in segments of 16 */

struct uuid unit_id(const struct people_unit *unit)
{
    return unit->known ? unit->known->head.id : unit->wanted->head.id;
}

bool unit_is_within(const struct people_unit *unit, const struct people_unit *above)
{
    for (int depth = 0; unit && depth <= UNIT_DEPTH; unit = unit->parent, depth++)
        if (unit == above)
            return true;
    return false;
}

struct people_unit *unit_top(const struct people_plan *plan, struct people_unit *unit)
{
    for (int depth = 0; depth <= UNIT_DEPTH; depth++, unit = unit->parent)
        if (!unit->parent || index_uuid(&plan->ledgers, unit_id(unit)))
            break;
    return unit;
}

bool unit_may(const struct people_plan *plan, const struct people_unit *unit, const struct record_type *type, int field)
{
    unsigned roles = plan->scope->operator? ROLES_ALL : 0;
    while (unit && !unit->known)
        unit = unit->parent;
    if (unit && record_has(&unit->known->head, FIELD_organisation_path))
        roles |= scope_roles_over(plan->scope, unit->known->path);
    return gate_written(type, roles) & FIELD_BIT(field);
}

/* ---- finding a unit by what people call it ---- */

static struct people_unit *find_key(struct people_plan *plan, const char *key, const struct people_unit *within,
                                    bool *ret_ambiguous)
{
    struct people_unit *best = NULL;
    int rank = 0;
    for (const struct index_entry *entry = index_first(&plan->unit_keys, key, strlen(key)); entry;
         entry = index_next(entry)) {
        struct people_unit *unit = entry->value;
        if (unit == best || (within && (unit == within || !unit_is_within(unit, within)))) {
            if (unit == best && entry->rank < rank)
                rank = entry->rank;
            continue;
        }
        bool nearer = best && entry->rank == rank && unit->listed && !best->listed; /* the file means its own units */
        if (!best || entry->rank < rank || nearer) {
            best = unit;
            rank = entry->rank;
            *ret_ambiguous = false;
        } else if (entry->rank == rank && unit->listed == best->listed) {
            *ret_ambiguous = true;
        }
    }
    return *ret_ambiguous ? NULL : best;
}

/* "市资规局办公室", "市资规局-办公室": a superior, then the unit below it. */
static struct people_unit *find_compound(struct people_plan *plan, const char *key)
{
    size_t length = strlen(key);
    for (const char *at = key, *end = key + length; at < end;) {
        utf8_next(&at, end);
        const char *rest = at + strspn(at, "-/>.");
        bool ambiguous = false;
        if (!*rest)
            break;
        struct people_unit *above =
            find_key(plan, arena_strndup(plan->arena, key, (size_t)(at - key)), NULL, &ambiguous);
        struct people_unit *unit = above ? find_key(plan, rest, above, &ambiguous) : NULL;
        if (unit)
            return unit;
    }
    return NULL;
}

struct people_unit *unit_find(struct people_plan *plan, const char *text, const struct people_unit *within,
                              bool *ret_ambiguous)
{
    const char *key = value_key(plan->arena, text);
    *ret_ambiguous = false;
    struct people_unit *unit = find_key(plan, key, within, ret_ambiguous);
    return unit || *ret_ambiguous || within ? unit : find_compound(plan, key);
}
