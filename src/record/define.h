/* define: from RECORD, RECORD_FIELDS and RECORD_ATTRIBUTES (designated initialisers of struct record_type: label,
 * plural, code …), the description itself. Included once per record, in its .c file; has no include guard on purpose.
 */
#include "record/record.h"

#define RECORD_CAT_(a, b, c) a##b##c
#define RECORD_CAT(a, b, c)  RECORD_CAT_(a, b, c)
#define RECORD_STR_(a)       #a
#define RECORD_STR(a)        RECORD_STR_(a)

#define OF_text(of)      .max = of
#define OF_long_text(of) .max = of
#define OF_integer(of)   .max = of
#define OF_flag(of)      .max = of
#define OF_date(of)      .max = of
#define OF_deadline(of)  .max = of
#define OF_instant(of)   .max = of
#define OF_money(of)     .max = of
#define OF_share(of)     .max = of
#define OF_word(of)      .words = &words_##of
#define OF_term(of)      .vocabulary = #of
#define OF_ref(of)       .target = &record_##of
#define OF_refs(of)      .target = &record_##of
#define OF_blob(of)      .max = of
#define OF_extra(of)     .max = of

#define RECORD_ROW(kind_, of_, name_, label_, flags_)                                                                  \
    {.name = #name_,                                                                                                   \
     .label = label_,                                                                                                  \
     .kind = KIND_##kind_,                                                                                             \
     .flags = (flags_),                                                                                                \
     .offset = (uint32_t)offsetof(struct RECORD, name_),                                                               \
     OF_##kind_(of_)},

static const struct field RECORD_CAT(RECORD, _, rows)[] = {RECORD_FIELDS(RECORD_ROW)};

const struct record_type RECORD_CAT(record_, RECORD, ) = {.name = RECORD_STR(RECORD),
                                                          .fields = RECORD_CAT(RECORD, _, rows),
                                                          .count = sizeof RECORD_CAT(RECORD, _, rows) /
                                                                   sizeof *RECORD_CAT(RECORD, _, rows),
                                                          .size = sizeof(struct RECORD),
                                                          .schema_version = 1,
                                                          RECORD_ATTRIBUTES};

#undef RECORD_ROW
#undef OF_text
#undef OF_long_text
#undef OF_integer
#undef OF_flag
#undef OF_date
#undef OF_deadline
#undef OF_instant
#undef OF_money
#undef OF_share
#undef OF_word
#undef OF_term
#undef OF_ref
#undef OF_refs
#undef OF_blob
#undef OF_extra
#undef RECORD_CAT
#undef RECORD_CAT_
#undef RECORD_STR
#undef RECORD_STR_
#undef RECORD
#undef RECORD_FIELDS
#undef RECORD_ATTRIBUTES
