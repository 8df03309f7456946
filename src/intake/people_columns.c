#include "intake/people_columns.h"

#include "base/utf8.h"

#include <string.h>

#define U (1u << PEOPLE_UNITS)
#define P (1u << PEOPLE_PERSONS)
#define B (1u << PEOPLE_BODIES)

/* The one list of what columns are called: which column, in which kinds of sheet, its names (folded: half-width, small
 * letters, no spaces). The first row that fits wins. */
static const struct {
    enum people_column column;
    unsigned kinds;
    const char *names;
} column_names[] = {
    {COLUMN_SEQUENCE, U | P | B, "序号|顺序|顺序号|排序|no|no."},
    {COLUMN_UNIT, U | P,
     "单位名称|单位|工作单位|所在单位|单位全称|全称|责任单位|现工作单位|人事关系所在单位|机构名称|组织名称|所属单位"},
    {COLUMN_DEPARTMENT, U | P,
     "部门|处室|科室|部门名称|所在部门|所在处室|所在科室|内设机构|内设机构名称|处室名称|科室名称|科(室)|处(室)|股室|"
     "所属部门"},
    {COLUMN_PARENT, U | P, "上级单位|上级部门|主管单位|主管部门|隶属单位|隶属关系|上级|上级机构|隶属"},
    {COLUMN_SHORT_NAME, U | P, "简称|单位简称|部门简称"},
    {COLUMN_UNIT_ALIASES, U, "别名|曾用名|单位别名|其他名称|又称"},
    {COLUMN_UNIT_ALIASES, P, "单位别名|部门别名"},
    {COLUMN_UNIT_CODE, U, "单位代码|单位编码|单位编号|部门代码|部门编码|部门编号|编码|代码|编号|机构代码"},
    {COLUMN_UNIT_CODE, P, "单位代码|单位编码|单位编号|部门代码|部门编码|部门编号"},
    {COLUMN_UNIT_KIND, U, "单位类别|单位类型|类别|类型|单位性质|性质"},
    {COLUMN_UNIT_KIND, P, "单位类别|单位类型|单位性质"},
    {COLUMN_NAME, P | B, "姓名|人员姓名|成员姓名|名字|干部姓名"},
    {COLUMN_PERSON_CODE, P, "人员编号|人员代码|工号|编号|编码|代码|职工号|人员编码"},
    {COLUMN_PERSON_ALIASES, P, "别名|曾用名"},
    {COLUMN_GENDER, P, "性别"},
    {COLUMN_BORN, P, "出生年月|出生日期|出生时间|生日|出生"},
    {COLUMN_DUTY, P, "职务|岗位|职位|现任职务|职务名称|行政职务|党政职务|工作职务|职务职级|职务(岗位)|职务/岗位"},
    {COLUMN_HEADS, P,
     "是否单位负责人|是否负责人|负责人|是否主要负责人|单位负责人|是否部门负责人|部门负责人|主要负责人|是否第一责任人|"
     "第一责任人"},
    {COLUMN_FROM, P, "任职日期|任职时间|到任时间|到任日期|任现职时间|任现职日期"},
    {COLUMN_PHONE, P, "手机号码|手机号|手机|联系电话|电话|电话号码|联系方式|移动电话|办公电话|联系手机"},
    {COLUMN_EMAIL, P, "电子邮箱|邮箱|电子邮件|e-mail|email|邮箱地址"},
    {COLUMN_USERNAME, P, "登录账号|账号|用户名|登录名|系统账号|帐号|登录帐号|用户账号|账户|登陆账号"},
    {COLUMN_ROLES, P, "系统角色|角色|用户角色|权限角色|系统权限"},
    {COLUMN_OVER, P, "授权范围|管理范围|角色范围|权限范围"},
    {COLUMN_BODY, B, "机构名称|议事协调机构|工作机构|领导机构|专班名称|小组名称|组织机构|机构"},
    {COLUMN_BODY_KIND, B, "类型|类别|机构类型|机构类别|性质"},
    {COLUMN_BODY_UNIT, B, "所属单位|单位|设立单位|牵头单位"},
    {COLUMN_BODY_PARENT, B, "上级机构|上级|隶属机构"},
    {COLUMN_FOUNDING_DOCUMENT, B, "成立文件|成立文号|文号|发文字号|依据文件|设立文件|文件"},
    {COLUMN_FOUNDED_ON, B, "成立日期|成立时间|设立日期|设立时间"},
    {COLUMN_MEMBERS, B, "成员|组成人员|成员名单|组成成员|人员组成|机构成员|人员名单"},
    {COLUMN_MEMBER_ROLE, B, "职责|组内职务|机构职务|担任职务|组内职责|分工|职务"},
};

static bool list_has(const char *names, const char *text)
{
    size_t length = strlen(text);
    for (const char *at = names; *at;) {
        size_t one = strcspn(at, "|");
        if (one == length && strncmp(at, text, one) == 0)
            return true;
        at += one;
        at += *at == '|';
    }
    return false;
}

static bool find_column(enum people_kind kind, const char *text, enum people_column *ret_column)
{
    for (size_t i = 0; i < sizeof column_names / sizeof *column_names; i++) {
        if (column_names[i].kinds & 1u << kind && list_has(column_names[i].names, text)) {
            *ret_column = column_names[i].column;
            return true;
        }
    }
    return false;
}

static const char *without_blanks(struct arena *arena, const char *cell)
{
    char *text = utf8_fold_text(arena, cell, strlen(cell)), *to = text;
    for (const char *at = text; *at; at++)
        if (!strchr(" \t\r\n*:", *at))
            *to++ = *at;
    *to = '\0';
    return text;
}

/* "姓名(必填)" without its note; the text itself when nothing would be left. */
static const char *without_note(struct arena *arena, const char *text)
{
    size_t length = strlen(text), open = strcspn(text, "([");
    bool noted = open && length > open && (text[length - 1] == ')' || text[length - 1] == ']');
    return noted ? arena_strndup(arena, text, open) : text;
}

const char *people_heading_text(struct arena *arena, const char *cell)
{
    return without_note(arena, without_blanks(arena, cell));
}

static bool column_of_cell(struct arena *arena, enum people_kind kind, const char *cell, enum people_column *ret_column)
{
    if (!*cell)
        return false;
    const char *text = without_blanks(arena, cell);
    return find_column(kind, text, ret_column) || find_column(kind, without_note(arena, text), ret_column);
}

/* The heading text of an own column as it is kept: one line, no blanks at its ends. */
static const char *own_text(struct arena *arena, const char *cell)
{
    char *text = arena_strdup(arena, cell), *to = text;
    for (const char *at = text, *end = text + strlen(text); at < end;) {
        const char *from = at;
        uint32_t c = utf8_next(&at, end);
        bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0;
        if (blank)
            continue;
        memmove(to, from, (size_t)(at - from));
        to += at - from;
    }
    *to = '\0';
    return arena_strndup(arena, text, utf8_prefix(text, strlen(text), 100));
}

/* Two columns of one name: the first counts, the second is the office's own ("备注", "备注2"). */
static const char *own_name(struct arena *arena, const struct people_heading *heading, const char *text)
{
    const char *name = text;
    for (int number = 2;; number++) {
        bool taken = false;
        for (size_t i = 0; i < heading->width && !taken; i++)
            taken = heading->own[i] && strcmp(heading->own[i], name) == 0;
        if (!taken)
            return name;
        name = arena_printf(arena, "%s%d", text, number);
    }
}

static const char *leaf(const char *const *cells, const char *const *below, size_t at)
{
    return below && *below[at] ? below[at] : cells[at];
}

static void read_as(struct arena *arena, enum people_kind kind, const char *const *cells, const char *const *below,
                    size_t count, struct people_heading *heading)
{
    *heading = (struct people_heading){.kind = kind, .width = (uint16_t)count};
    for (size_t i = 0; i < PEOPLE_COLUMNS; i++)
        heading->at[i] = COLUMN_NONE;
    for (size_t i = 0; i < count; i++) {
        enum people_column column;
        const char *cell = leaf(cells, below, i);
        if (column_of_cell(arena, kind, cell, &column) && heading->at[column] == COLUMN_NONE)
            heading->at[column] = (uint16_t)i;
        else if (*cell)
            heading->own[i] = own_name(arena, heading, own_text(arena, cell));
    }
}

static bool has(const struct people_heading *heading, enum people_column column)
{
    return heading->at[column] != COLUMN_NONE;
}

static bool has_any(const struct people_heading *heading, const enum people_column *columns, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || has(heading, columns[i]);
    return any;
}

unsigned people_heading_known(const struct people_heading *heading)
{
    unsigned count = 0;
    for (size_t i = 0; i < PEOPLE_COLUMNS; i++)
        count += heading->at[i] != COLUMN_NONE;
    return count;
}

static bool is_persons(const struct people_heading *heading)
{
    return has(heading, COLUMN_NAME) && people_heading_known(heading) >= 2;
}

static bool is_bodies(const struct people_heading *heading, const struct people_heading *as_persons)
{
    static const enum people_column of_persons[] = {COLUMN_GENDER, COLUMN_BORN, COLUMN_PHONE, COLUMN_USERNAME,
                                                    COLUMN_ROLES};
    if (!has(heading, COLUMN_BODY))
        return false;
    if (has(heading, COLUMN_MEMBERS))
        return true;
    /* one row a member, unless the sheet speaks of the persons themselves */
    return has(heading, COLUMN_NAME) && !has_any(as_persons, of_persons, sizeof of_persons / sizeof *of_persons);
}

static bool is_units(const struct people_heading *heading)
{
    static const enum people_column others[] = {COLUMN_SEQUENCE,     COLUMN_PARENT,    COLUMN_SHORT_NAME,
                                                COLUMN_UNIT_ALIASES, COLUMN_UNIT_CODE, COLUMN_UNIT_KIND};
    return (has(heading, COLUMN_UNIT) || has(heading, COLUMN_DEPARTMENT)) &&
           has_any(heading, others, sizeof others / sizeof *others);
}

/* In a list of units and people together, an alias left of the name is the unit's. */
static void give_aliases_to_unit(struct people_heading *heading)
{
    bool of_units = has(heading, COLUMN_PARENT) || has(heading, COLUMN_UNIT_CODE) || has(heading, COLUMN_SHORT_NAME);
    if (of_units && has(heading, COLUMN_PERSON_ALIASES) && !has(heading, COLUMN_UNIT_ALIASES) &&
        heading->at[COLUMN_PERSON_ALIASES] < heading->at[COLUMN_NAME]) {
        heading->at[COLUMN_UNIT_ALIASES] = heading->at[COLUMN_PERSON_ALIASES];
        heading->at[COLUMN_PERSON_ALIASES] = COLUMN_NONE;
    }
}

bool people_heading_read(struct arena *arena, const char *const *cells, const char *const *below, size_t count,
                         struct people_heading *ret_heading)
{
    struct people_heading persons, bodies;
    read_as(arena, PEOPLE_PERSONS, cells, below, count, &persons);
    read_as(arena, PEOPLE_BODIES, cells, below, count, &bodies);
    if (is_bodies(&bodies, &persons)) {
        *ret_heading = bodies;
        return true;
    }
    if (is_persons(&persons)) {
        give_aliases_to_unit(&persons);
        *ret_heading = persons;
        return true;
    }
    read_as(arena, PEOPLE_UNITS, cells, below, count, ret_heading);
    return is_units(ret_heading);
}
