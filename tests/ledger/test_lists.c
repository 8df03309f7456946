/* What must hold for every record list: labels in English, rights for every field, words with labels in every profile.
 */
#include "testing.h"

#include "ledger/gate.h"
#include "ledger/profile.h"

#include <stdio.h>
#include <string.h>

static void every_record_and_field_has_an_english_label(void **state)
{
    (void)state;
    struct profiles *profiles = profiles_new();
    for (size_t r = 0; r < all_records.count; r++) {
        const struct record_type *type = all_records.types[r];
        if (!profile_has_english(profiles, type->name))
            fail_msg("data/labels.en.json lacks %s", type->name);
        for (size_t i = 0; i < type->count; i++) {
            char key[128];
            snprintf(key, sizeof key, "%s.%s", type->name, type->fields[i].name);
            if (!profile_has_english(profiles, key))
                fail_msg("data/labels.en.json lacks %s", key);
        }
    }
    profiles_free(profiles);
}

static void every_field_says_who_may_see_it(void **state)
{
    (void)state;
    for (size_t r = 0; r < all_records.count; r++) {
        const struct record_type *type = all_records.types[r];
        for (size_t i = 0; i < type->count; i++) {
            size_t rows = 0;
            for (size_t k = 0; k < field_access_count; k++)
                rows += field_access_rows[k].type == type && field_access_rows[k].field == (int)i;
            if (rows != 1)
                fail_msg("src/ledger/field_access.inc has %zu rows for %s.%s", rows, type->name, type->fields[i].name);
        }
    }
}

static void nobody_writes_what_the_program_gives(void **state)
{
    (void)state;
    for (size_t k = 0; k < field_access_count; k++) {
        const struct field_access *row = &field_access_rows[k];
        assert_int_equal(row->write & ~row->see, 0); /* nobody writes what he may not see */
    }
    assert_int_equal(gate_written(&record_finding, ROLES_ALL) & FIELD_BIT(FIELD_finding_number), 0);
    assert_int_equal(gate_written(&record_finding, ROLES_ALL) & FIELD_BIT(FIELD_finding_path), 0);
}

static void administrators_see_no_business_record(void **state)
{
    (void)state;
    static const struct record_type *const business[] = {&record_finding,           &record_feedback_report,
                                                         &record_responsibility,    &record_attachment,
                                                         &record_corrective_action, &record_inspection};
    for (size_t i = 0; i < COUNT(business); i++)
        assert_int_equal(gate_seen(business[i], ROLES_ADMIN), 0);
}

static void every_word_has_a_label_in_every_profile(void **state)
{
    (void)state;
    struct profiles *profiles = profiles_new();
    for (size_t r = 0; r < all_records.count; r++) {
        const struct record_type *type = all_records.types[r];
        for (size_t i = 0; i < type->count; i++) {
            const struct word_list *list = type->fields[i].words;
            for (size_t w = 0; list && w < list->count; w++) {
                for (const char *const *profile = profile_names(); *profile; profile++) {
                    const char *zh = profile_word(profiles, *profile, list->name, list->words[w], LANGUAGE_ZH);
                    if (zh == list->words[w])
                        fail_msg("profile %s has no label for %s.%s", *profile, list->name, list->words[w]);
                }
            }
        }
    }
    profiles_free(profiles);
}

static void lists_keep_to_what_the_walkers_promise(void **state)
{
    (void)state;
    for (size_t r = 0; r < all_records.count; r++) {
        const struct record_type *type = all_records.types[r];
        assert_true(type->count <= FIELDS_MAX);
        for (size_t i = 0; i < type->count; i++) {
            const struct field *field = &type->fields[i];
            bool text = field->kind == KIND_text || field->kind == KIND_long_text;
            if (text && !field->max)
                fail_msg("%s.%s has no largest length", type->name, field->name);
            if (field->flags & UNIQUE && field->kind != KIND_text)
                fail_msg("%s.%s: only text can be UNIQUE", type->name, field->name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_record_and_field_has_an_english_label),
        cmocka_unit_test(every_field_says_who_may_see_it),
        cmocka_unit_test(nobody_writes_what_the_program_gives),
        cmocka_unit_test(administrators_see_no_business_record),
        cmocka_unit_test(every_word_has_a_label_in_every_profile),
        cmocka_unit_test(lists_keep_to_what_the_walkers_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
