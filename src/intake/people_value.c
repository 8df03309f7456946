#include "intake/people_value.h"

#include "base/strbuf.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

static const char *squeezed(struct arena *arena, const char *text, bool keep_one)
{
    size_t length = strlen(text);
    char *out = arena_alloc(arena, length + 1), *to = out;
    bool pending = false;
    for (const char *at = text, *end = text + length; at < end;) {
        const char *from = at;
        if (is_blank(utf8_next(&at, end))) {
            pending = true;
            continue;
        }
        if (pending && keep_one && to > out)
            *to++ = ' ';
        pending = false;
        memcpy(to, from, (size_t)(at - from));
        to += at - from;
    }
    *to = '\0';
    return out;
}

const char *value_line(struct arena *arena, const char *text)
{
    return squeezed(arena, text, true);
}

const char *value_name(struct arena *arena, const char *text)
{
    bool han = false;
    for (const char *at = text, *end = text + strlen(text); at < end && !han;)
        han = utf8_is_han(utf8_next(&at, end));
    return squeezed(arena, text, !han);
}

const char *value_key(struct arena *arena, const char *text)
{
    const char *line = squeezed(arena, text, false);
    return utf8_fold_text(arena, line, strlen(line));
}

const char *value_digits(struct arena *arena, const char *text)
{
    char *end;
    if (!*text || !strpbrk(text, ".eE") || strspn(text, "0123456789.eE+-") != strlen(text))
        return text;
    double number = strtod(text, &end);
    if (*end || number < 0 || number > 1e15 || floor(number) < number)
        return text;
    return arena_printf(arena, "%.0f", number);
}

const char *value_phone(struct arena *arena, const char *text)
{
    const char *key = value_key(arena, text);
    return strspn(key, "0123456789-+()/") == strlen(key) ? key : value_line(arena, text);
}

const char *value_username(struct arena *arena, const char *text)
{
    const char *key = value_key(arena, text);
    size_t length = strlen(key);
    if (strchr(value_line(arena, text), ' ')) /* a blank within is a slip of the pen, not padding */
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)key[i]) && !strchr("._-@", key[i]))
            return NULL;
    return length && length <= 60 ? key : NULL;
}

struct synonym {
    const char *word, *names; /* separated by | */
};

static const char *synonym_find(const struct synonym *list, size_t count, const char *key)
{
    size_t length = strlen(key);
    for (size_t i = 0; i < count && length; i++) {
        for (const char *at = list[i].names; *at;) {
            size_t one = strcspn(at, "|");
            if (one == length && strncmp(at, key, one) == 0)
                return list[i].word;
            at += one;
            at += *at == '|';
        }
    }
    return NULL;
}
#define SYNONYM(list, key) synonym_find(list, sizeof(list) / sizeof *(list), key)

static const struct synonym flags[] = {
    {"true", "是|√|✓|✔|1|对|有|y|yes|true|v|☑"},
    {"false", "否|×|✗|✘|x|0|不是|非|无|n|no|false|-|—|/|☐"},
};
static const struct synonym genders[] = {{"male", "男|男性|m|male"}, {"female", "女|女性|f|female"}};
static const struct synonym unit_kinds[] = {
    {"organisation", "单位|机关|局|委|行政机关|党政机关|organisation|机关单位"},
    {"department", "机关处室|内设机构|处室|科室|部门|内设科室|机关科室|内设处室|department|局机关|本级"},
    {"affiliate",
     "直属单位|下属单位|事业单位|直属事业单位|下属事业单位|所属单位|二级单位|派出机构|企业|affiliate|直属机构"},
    {"party_branch", "党组织|党支部|支部|党委|党总支|机关党委|基层党组织|party_branch"},
    {"inspection_body", "巡视巡察机构|巡察机构|巡视机构|巡察办|巡视办|inspection_body"},
};
static const struct synonym roles[] = {
    {"office", "整改办|整改办公室|整改办人员|巡察整改办|整改办公室人员|office"},
    {"owner", "责任人|责任单位|责任单位人员|经办人|承办人|联络员|owner"},
    {"leader", "牵头领导|责任领导|领导|分管领导|主要领导|领导班子|leader"},
    {"supervisor", "纪检监察|纪检监察组|纪检|派驻纪检监察组|纪检组|纪检监察人员|supervisor"},
    {"inspector", "巡察办|巡视办|巡察组|巡视组|巡视巡察|巡察机构|组织部|inspector"},
    {"system_admin", "系统管理员|系统管理|system_admin"},
    {"security_admin", "安全管理员|安全保密管理员|安全管理|保密管理员|security_admin"},
    {"audit_admin", "审计管理员|安全审计员|审计员|安全审计管理员|audit_admin"},
};
const char value_role_choices[] = "整改办、责任人、牵头领导、纪检监察、巡察办、系统管理员、安全管理员、审计管理员";
static const struct synonym body_kinds[] = {
    {"leading_group", "领导小组|工作领导小组|leading_group"},
    {"office", "领导小组办公室|办公室|整改办|office"},
    {"topic_group", "专项组|专项小组|专题组|工作组|topic_group"},
    {"class_team", "专班|工作专班|班子|攻坚组|class_team"},
    {"party_group", "党委(党组)|党组|党委|party_group"},
};
static const struct synonym body_roles[] = {
    {"head", "组长|召集人|总召集人|第一召集人|班长|负责人|书记|党组书记|党委书记|head"},
    {"deputy_head", "副组长|常务副组长|副召集人|副班长|副书记|deputy_head"},
    {"member", "成员|组员|委员|工作人员|member"},
    {"office_head", "办公室主任|兼办公室主任|成员兼办公室主任|整改办主任|office_head"},
    {"liaison", "联络员|联系人|liaison"},
};
/* "主任" leads an office, and is a title elsewhere. */
static const struct synonym office_roles[] = {{"head", "主任|办公室主任"}, {"deputy_head", "副主任|常务副主任"}};

const char *value_flag(const char *key)
{
    return SYNONYM(flags, key);
}

const char *value_gender(const char *key)
{
    return SYNONYM(genders, key);
}

const char *value_unit_kind(const char *key)
{
    return SYNONYM(unit_kinds, key);
}

const char *value_role(const char *key)
{
    return SYNONYM(roles, key);
}

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

bool value_body_kind(const char *key, const char *name, enum body_kind *ret_kind)
{
    const char *word = SYNONYM(body_kinds, key);
    static const struct {
        const char *end;
        enum body_kind kind;
    } ends[] = {{"办公室", body_kind_office},   {"整改办", body_kind_office},    {"领导小组", body_kind_leading_group},
                {"专班", body_kind_class_team}, {"党组", body_kind_party_group}, {"党委", body_kind_party_group},
                {"组", body_kind_topic_group}};
    *ret_kind = body_kind_topic_group;
    if (word) {
        *ret_kind = (enum body_kind)word_find(&words_body_kind, word);
        return true;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        if (ends_with(name, ends[i].end)) {
            *ret_kind = ends[i].kind;
            return !*key;
        }
    }
    return !*key;
}

bool value_body_role(const char *key, enum body_kind kind, enum body_role *ret_role)
{
    const char *word = kind == body_kind_office ? SYNONYM(office_roles, key) : NULL;
    if (!word)
        word = SYNONYM(body_roles, key);
    if (word)
        *ret_role = (enum body_role)word_find(&words_body_role, word);
    return word != NULL;
}

/* ---- dates ---- */

/* The numbers in a text, at most three; false when it has anything but numbers and what separates them in dates. */
static bool read_numbers(const char *key, int numbers[3], int *ret_count, size_t digits[3])
{
    int count = 0;
    for (const char *at = key; *at;) {
        if (isdigit((unsigned char)*at)) {
            char *end;
            if (count == 3)
                return false;
            long value = strtol(at, &end, 10);
            digits[count] = (size_t)(end - at);
            numbers[count++] = value > 99999999 ? 99999999 : (int)value;
            at = end;
            continue;
        }
        size_t skip = strspn(at, "./-");
        static const char *const letters[] = {"年", "月", "日", "号", "生", "、"};
        for (size_t i = 0; i < sizeof letters / sizeof *letters && !skip; i++)
            skip = strncmp(at, letters[i], strlen(letters[i])) == 0 ? strlen(letters[i]) : 0;
        if (!skip)
            return false;
        at += skip;
    }
    *ret_count = count;
    return count > 0;
}

/* Excel counts days from 1899-12-30. */
static bool day_number(const char *text, date *ret_date)
{
    if (strspn(text, "0123456789") != 5 || (text[5] && text[5] != '.'))
        return false;
    long serial = strtol(text, NULL, 10);
    if (serial < 3654 || serial > 91312) /* 1910 … 2149 */
        return false;
    *ret_date = (date)(serial - 25569);
    return true;
}

static const char *month_text(struct arena *arena, int year, int month)
{
    return year >= 1900 && year <= 2100 && month >= 1 && month <= 12 ? arena_printf(arena, "%04d.%02d", year, month)
                                                                     : NULL;
}

static const char *born_from(struct arena *arena, const char *key, bool number, bool *ret_guess)
{
    int numbers[3], count;
    size_t digits[3];
    if (!read_numbers(key, numbers, &count, digits))
        return NULL;
    if (count == 1 && digits[0] == 4)
        return numbers[0] >= 1900 && numbers[0] <= 2100 ? arena_printf(arena, "%04d", numbers[0]) : NULL;
    if (count == 1 && digits[0] == 6)
        return month_text(arena, numbers[0] / 100, numbers[0] % 100);
    if (count == 1 && digits[0] == 8)
        return month_text(arena, numbers[0] / 10000, numbers[0] / 100 % 100);
    if (count < 2 || digits[0] != 4)
        return NULL;
    if (number && count == 2 && digits[1] == 1 && numbers[1] == 1) { /* 1970.10 kept as the number 1970.1 */
        *ret_guess = true;
        return month_text(arena, numbers[0], 10);
    }
    return month_text(arena, numbers[0], numbers[1]);
}

const char *value_born(struct arena *arena, const struct xlsx_cell *cell, bool *ret_guess)
{
    date day;
    int year, month, of_month;
    *ret_guess = false;
    if (cell->kind == XLSX_NUMBER && day_number(cell->text, &day)) {
        date_split(day, &year, &month, &of_month);
        return month_text(arena, year, month);
    }
    const char *key = value_key(arena, cell->text);
    if (cell->kind == XLSX_DATE)
        key = arena_strndup(arena, key, strcspn(key, "t"));
    return born_from(arena, key, cell->kind == XLSX_NUMBER, ret_guess);
}

const char *value_date(struct arena *arena, const struct xlsx_cell *cell)
{
    date day;
    char text[DATE_TEXT];
    int numbers[3], count;
    size_t digits[3];
    const char *key = value_key(arena, cell->text);
    if (cell->kind == XLSX_DATE)
        key = arena_strndup(arena, key, strcspn(key, "t"));
    if (cell->kind == XLSX_NUMBER && day_number(cell->text, &day)) {
        date_text(day, text);
        return arena_strdup(arena, text);
    }
    if (!read_numbers(key, numbers, &count, digits))
        return NULL;
    if (count == 1 && digits[0] == 8) {
        numbers[2] = numbers[0] % 100;
        numbers[1] = numbers[0] / 100 % 100;
        numbers[0] /= 10000;
        count = 3;
    }
    if (count != 3 || !date_make(numbers[0], numbers[1], numbers[2], &day))
        return NULL;
    date_text(day, text);
    return arena_strdup(arena, text);
}
