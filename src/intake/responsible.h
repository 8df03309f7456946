/* responsible: who leads and who is responsible, from bracket notes （牵头单位：…；责任单位：…） and from field lines.
 */
#ifndef RECTIFY_INTAKE_RESPONSIBLE_H
#define RECTIFY_INTAKE_RESPONSIBLE_H

#include "intake/field.h"
#include "intake/letter.h"
#include "intake/prose.h"

/* Adds the names in the span, parted by 、 , ; or blanks. */
void names_read(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *names);
/* The same behind 责任单位：, where 县住建局牵头、城关镇配合 says who leads, unless a lead is known. */
void responsible_read(struct arena *arena, const struct prose *prose, struct span span, struct letter_names *lead,
                      struct letter_names *responsible);

struct note {
    struct letter_names lead_units, responsible_units;
    struct span deadline, status; /* empty when the note does not say */
    bool found;
};
/* Reads "牵头单位：办公室；责任单位：财务科；整改时限：2026年3月" with or without brackets around it. */
struct note note_read(struct arena *arena, const struct prose *prose, struct span span);
/* The bracket note at the end of the span that names units or a deadline; an empty span when there is none. */
struct span note_find(const struct prose *prose, struct span span);

#endif
