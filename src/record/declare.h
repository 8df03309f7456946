/* declare: from RECORD and RECORD_FIELDS, the struct, the field enum and the extern description. Included once per
 * record, in its <name>_fields.h; has no include guard on purpose. */
#include "record/record.h"

#define RECORD_CAT_(a, b, c, d) a##b##c##d
#define RECORD_CAT(a, b, c, d)  RECORD_CAT_(a, b, c, d)

#define RECORD_MEMBER(kind, of, name, label, flags) kind_##kind name;
struct RECORD {
    struct record_head head;
    RECORD_FIELDS(RECORD_MEMBER)
};
#undef RECORD_MEMBER

#define RECORD_ENUMERATOR(kind, of, name, label, flags) RECORD_CAT(FIELD_, RECORD, _, name),
enum RECORD_CAT(RECORD, _, field, ) { RECORD_FIELDS(RECORD_ENUMERATOR) RECORD_CAT(FIELDS_, RECORD, , ) };
#undef RECORD_ENUMERATOR

_Static_assert((int)RECORD_CAT(FIELDS_, RECORD, , ) <= (int)FIELDS_MAX, "a record has at most 64 fields");
extern const struct record_type RECORD_CAT(record_, RECORD, , );

#undef RECORD_CAT
#undef RECORD_CAT_
#undef RECORD
#undef RECORD_FIELDS
