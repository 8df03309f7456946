#include "testing.h"

#include "access/access_messages.h"
#include "api/api_messages.h"
#include "base/problem.h"
#include "calendar/calendar_messages.h"
#include "chart/chart_messages.h"
#include "cli/cli_messages.h"
#include "document/document_messages.h"
#include "exchange/exchange_messages.h"
#include "format/format_messages.h"
#include "insight/insight_messages.h"
#include "intake/intake_messages.h"
#include "intake/people_messages.h"
#include "journal/journal_messages.h"
#include "ledger/ledger_messages.h"
#include "record/record_messages.h"
#include "schedule/schedule_messages.h"
#include "store/store_messages.h"
#include "workflow/workflow_messages.h"

#include <string.h>

static const struct message *const all[] = {
    ACCESS_MESSAGES(MESSAGE_ENTRY) API_MESSAGES(MESSAGE_ENTRY) CALENDAR_MESSAGES(MESSAGE_ENTRY)
        CHART_MESSAGES(MESSAGE_ENTRY) CLI_MESSAGES(MESSAGE_ENTRY) DOCUMENT_MESSAGES(MESSAGE_ENTRY)
            EXCHANGE_MESSAGES(MESSAGE_ENTRY) FORMAT_MESSAGES(MESSAGE_ENTRY) INSIGHT_MESSAGES(MESSAGE_ENTRY)
                INTAKE_MESSAGES(MESSAGE_ENTRY) PEOPLE_MESSAGES(MESSAGE_ENTRY) JOURNAL_MESSAGES(MESSAGE_ENTRY)
                    LEDGER_MESSAGES(MESSAGE_ENTRY) RECORD_MESSAGES(MESSAGE_ENTRY) SCHEDULE_MESSAGES(MESSAGE_ENTRY)
                        STORE_MESSAGES(MESSAGE_ENTRY) WORKFLOW_MESSAGES(MESSAGE_ENTRY)};

/* Which arguments a sentence uses, as bits; -1: one there is no room for. */
static int arguments(const char *text)
{
    int used = 0;
    for (; *text; text++) {
        if (text[0] != '{' || text[1] < '0' || text[1] > '9' || text[2] != '}')
            continue;
        if (text[1] >= '0' + PROBLEM_ARGS)
            return -1;
        used |= 1 << (text[1] - '0');
    }
    return used;
}

static void both_languages_say_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++) {
        int zh = arguments(all[i]->zh), en = arguments(all[i]->en);
        if (!*all[i]->code || !*all[i]->zh || !*all[i]->en || zh < 0 || en < 0)
            fail_msg("%s is not complete", all[i]->code);
        if (zh != en)
            fail_msg("%s: the languages use other arguments", all[i]->code);
    }
}

static void codes_are_one_apiece(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(all); i++)
        for (size_t k = i + 1; k < COUNT(all); k++)
            assert_false(strcmp(all[i]->code, all[k]->code) == 0);
}

static void a_sentence_takes_its_arguments(void **state)
{
    (void)state;
    static const struct message message = {"test", "{0}在{1}之前：{0}", "{0} is before {1}"};
    struct arena *arena = arena_new();
    assert_string_equal(message_say(arena, LANGUAGE_ZH, &message, "甲", "乙", NULL), "甲在乙之前：甲");
    assert_string_equal(message_say(arena, LANGUAGE_EN, &message, "a", NULL), "a is before ");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_languages_say_the_same),
        cmocka_unit_test(codes_are_one_apiece),
        cmocka_unit_test(a_sentence_takes_its_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
