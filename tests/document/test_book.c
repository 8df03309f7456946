/* The workbook's table of columns and its words: labels everywhere, nothing twice, and nothing for those who may not
 * see it. What the file looks like is tests/phases/40-export.sh. */
#include "testing.h"

#include "access/scope.h"
#include "document/book_columns.h"

#include <string.h>

static const enum language languages[] = {LANGUAGE_ZH, LANGUAGE_EN};

static void every_word_has_a_label(void **state)
{
    struct profiles *profiles = *state;
    for (const char *const *profile = profile_names(); *profile; profile++)
        for (size_t l = 0; l < COUNT(languages); l++)
            for (size_t i = 0; i < words_book_text.count; i++) {
                const char *word = words_book_text.words[i];
                if (profile_word(profiles, *profile, "book_text", word, languages[l]) == word)
                    fail_msg("profile %s has no label for book_text.%s", *profile, word);
            }
}

static struct display display_of(struct profiles *profiles, const char *profile, enum language language)
{
    return (struct display){.profiles = profiles, .profile = profile, .language = language};
}

static void no_list_has_a_heading_twice(void **state)
{
    for (const char *const *profile = profile_names(); *profile; profile++)
        for (size_t l = 0; l < COUNT(languages); l++)
            for (int list = 0; list < BOOK_LISTS; list++) {
                struct display display = display_of(*state, *profile, languages[l]);
                struct book_wants wants = {.display = &display, .roles = ROLES_ALL, .aspects = true, .items = true};
                struct book_layout layout;
                book_layout_make((enum book_list)list, &wants, &layout);
                assert_true(layout.count > 5);
                for (size_t i = 0; i < layout.count; i++)
                    for (size_t k = 0; k < i; k++)
                        if (strcmp(layout.slots[i].label, layout.slots[k].label) == 0 &&
                            layout.slots[i].group == layout.slots[k].group)
                            fail_msg("%s, list %d: two columns are called %s", *profile, list, layout.slots[i].label);
            }
}

static bool has_label(const struct book_layout *layout, const char *label)
{
    for (size_t i = 0; i < layout->count; i++)
        if (strcmp(layout->slots[i].label, label) == 0)
            return true;
    return false;
}

static void columns_follow_rights(void **state)
{
    struct display display = display_of(*state, "inspection", LANGUAGE_ZH);
    struct book_layout layout;
    struct book_wants wants = {.display = &display, .roles = ROLE_BIT(role_owner)};
    book_layout_make(BOOK_FINDINGS, &wants, &layout);
    assert_true(has_label(&layout, "反馈原文") && has_label(&layout, "牵头单位") && has_label(&layout, "责任单位"));
    assert_false(has_label(&layout, "方面") || has_label(&layout, "项")); /* he sees none */
    wants.roles = ROLE_BIT(role_audit_admin);
    book_layout_make(BOOK_FINDINGS, &wants, &layout);
    assert_false(has_label(&layout, "反馈原文") || has_label(&layout, "问题") || has_label(&layout, "责任单位"));
}

static void own_columns_come_in_and_take_the_place_of_the_remark(void **state)
{
    static const struct book_extra extras[] = {{"note", "备注"}, {"desk", "经办科室"}};
    struct display display = display_of(*state, "inspection", LANGUAGE_ZH);
    struct book_layout layout;
    struct book_wants wants = {.display = &display, .roles = ROLES_ALL, .extras = extras, .extra_count = 2};
    book_layout_make(BOOK_FINDINGS, &wants, &layout);
    const struct book_slot *last = &layout.slots[layout.count - 1];
    assert_string_equal(last->label, "备注");
    assert_string_equal(last->extra, "note");
    assert_null(last->group);
    assert_string_equal(layout.slots[layout.count - 2].extra, "desk");
    wants.extra_count = 0;
    book_layout_make(BOOK_FINDINGS, &wants, &layout);
    assert_string_equal(layout.slots[layout.count - 1].label, "备注");
    assert_null(layout.slots[layout.count - 1].extra);
}

static void the_audit_profile_speaks_of_audits(void **state)
{
    struct display display = display_of(*state, "audit", LANGUAGE_ZH);
    assert_string_equal(book_word(&display, book_text_subject_lower), "审计整改");
    assert_string_equal(book_word(&display, book_text_order), "序号");
}

int main(void)
{
    struct profiles *profiles = profiles_new();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_word_has_a_label, profiles),
        cmocka_unit_test_prestate(no_list_has_a_heading_twice, profiles),
        cmocka_unit_test_prestate(columns_follow_rights, profiles),
        cmocka_unit_test_prestate(own_columns_come_in_and_take_the_place_of_the_remark, profiles),
        cmocka_unit_test_prestate(the_audit_profile_speaks_of_audits, profiles),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    profiles_free(profiles);
    return failed;
}
