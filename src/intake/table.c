#include "intake/table.h"

#include "intake/field.h"
#include "intake/split.h"

enum { COLUMNS_MAX = 32, HEADER_ROWS = 3 };

struct columns {
    enum field field[COLUMNS_MAX];
    bool number[COLUMNS_MAX], blank[COLUMNS_MAX]; /* 序号; nothing: under a merged cell */
    uint32_t count;
    int problem; /* -1: none */
    int group;   /* 方面, one cell merged over its rows; -1: none */
};

/* The cells of a row, parted by tabs; the number of cells. */
static uint32_t cells_of(const struct prose *prose, struct span row, struct span cells[COLUMNS_MAX])
{
    uint32_t count = 0, from = row.start;
    for (uint32_t at = row.start; at <= row.end && count < COLUMNS_MAX; at++)
        if (at == row.end || prose->fold[at] == '\t') {
            cells[count++] = SPAN(from, at);
            from = at + 1;
        }
    return count;
}

/* A header names a column of problems and one that answers or describes them. */
static bool read_header(const struct prose *prose, const struct piece *piece, struct columns *columns)
{
    struct span cells[COLUMNS_MAX], row = SPAN(piece->span.start, piece->text.end);
    *columns = (struct columns){.problem = -1, .group = -1, .count = cells_of(prose, row, cells)};
    uint32_t known = 0, asked = PROSE_NONE;
    bool answered = false;
    for (uint32_t i = 0; i < columns->count; i++) {
        struct span cell = prose_trim(prose, cells[i]);
        columns->blank[i] = cell.start == cell.end;
        columns->number[i] = prose_match(prose, cell.start, cell.end, U"序号|编号|问题序号|问题编号") > 0;
        columns->field[i] = columns->number[i] ? FIELD_NONE : field_of_column(prose, cell);
        answered = answered || columns->field[i] == FIELD_ACTION;
        if (prose_match(prose, cell.start, cell.end, U"整改要求|整改意见|整改建议|整改内容|整改方式|整改任务"))
            asked = i;
        if (columns->group < 0 && columns->problem < 0 &&
            prose_is(prose, cell, U"方面|反馈方面|问题方面|所属方面|整改方面"))
            columns->group = (int)i;
        if (columns->field[i] == FIELD_PROBLEM && columns->problem < 0)
            columns->problem = (int)i;
        else if (columns->field[i] != FIELD_NONE && columns->field[i] != FIELD_TARGET)
            known++;
    }
    if (!answered && asked != PROSE_NONE &&
        (int)asked != columns->problem) { /* what is asked, where no column answers */
        columns->field[asked] = FIELD_ACTION;
        known++;
    }
    return columns->problem >= 0 && known > 0;
}

/* What the second line of a heading makes of a column: 责任 above 部门, 整改 above 时限. */
static enum field field_of_both(const struct prose *prose, enum field above, struct span cell)
{
    enum field field = field_of_column(prose, cell);
    if (above == FIELD_PROBLEM && prose_has(prose, cell, U"具体|内容|描述|摘要|表述|表现|问题"))
        return FIELD_PROBLEM;
    if (field == FIELD_NONE && prose_has(prose, cell, U"部门|单位|科室|支部|处室"))
        field = above == FIELD_LEAD ? FIELD_LEAD : FIELD_RESPONSIBLE;
    return field;
}

/* A cell merged across columns may be one cell of the first row: the second has as many more. A blank cell there stands
 * below a cell of the first row, a run of words below one that was merged. False when that does not come out even. */
static bool spread(const struct prose *prose, const struct span *cells, uint32_t count, struct columns *columns)
{
    struct columns wide = {.problem = -1, .group = -1, .count = count};
    uint32_t head = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct span cell = prose_trim(prose, cells[i]);
        bool words = cell.start < cell.end, first = i == 0 || !words;
        if (i > 0 && words) {
            struct span left = prose_trim(prose, cells[i - 1]);
            first = left.start == left.end;
        }
        if (!first) {
            wide.blank[i] = true;
            continue;
        }
        if (head >= columns->count)
            return false;
        wide.field[i] = columns->field[head];
        wide.number[i] = columns->number[head++];
    }
    if (head != columns->count)
        return false;
    *columns = wide;
    return true;
}

/* A heading of two rows (merged cells above, their parts below): short words without figures, none of them a number or
 * a sentence. Takes the row into the columns; false when it is no such row. */
static bool read_subheader(const struct prose *prose, const struct piece *piece, struct columns *ret_columns)
{
    enum { WORD_LONGEST = 12 };
    struct span cells[COLUMNS_MAX];
    uint32_t count = cells_of(prose, piece->span, cells), known = 0; /* blank ones at its end, too */
    struct columns spreading = *ret_columns, *columns = &spreading;
    if (count > columns->count && !spread(prose, cells, count, columns))
        return false;
    struct columns both = *columns;
    for (uint32_t i = 0; i < count && i < columns->count; i++) {
        struct span cell = prose_trim(prose, cells[i]);
        if (cell.start == cell.end)
            continue;
        if (cell.end - cell.start > WORD_LONGEST || ends_sentence(prose->fold[cell.end - 1]))
            return false;
        for (uint32_t at = cell.start; at < cell.end; at++)
            if (is_digit(prose->fold[at]) || prose->fold[at] == ',' || prose->fold[at] == ';')
                return false;
        uint32_t head = i; /* a merged cell stands over the blank ones behind it */
        while (head > 0 && columns->blank[head])
            head--;
        enum field field = columns->number[i] ? FIELD_NONE : field_of_both(prose, columns->field[head], cell);
        bool class = columns->field[head] == FIELD_PROBLEM && prose_has(prose, cell, U"类别|性质|分类|类型|方面|领域");
        if (class)
            field = FIELD_NONE;
        else if (field == FIELD_NONE)
            return false;
        both.field[i] = field;
        known++;
    }
    both.problem = -1;
    for (uint32_t i = columns->count; i-- > 0;)
        if (both.field[i] == FIELD_PROBLEM)
            both.problem = (int)i;
    if (known == 0 || both.problem < 0)
        return false;
    *ret_columns = both;
    return true;
}

/* A quick look before the header of a following table, or the same one on a new page, is read. */
static bool may_be_header(const struct prose *prose, struct span row)
{
    enum { HEADER_MAX = 120 };
    return row.end - row.start <= HEADER_MAX && prose_has(prose, row, U"序号|编号") &&
           prose_has(prose, row, U"问题|隐患");
}

static void describe(struct builder *builder, int32_t finding, enum field field, struct span cell)
{
    struct draft *draft = &builder->drafts.items[finding];
    if (field == FIELD_LEAD)
        names_read(builder->arena, builder->prose, cell, &draft->lead_units);
    else if (field == FIELD_RESPONSIBLE)
        responsible_read(builder->arena, builder->prose, cell, &draft->lead_units, &draft->responsible_units);
    else if (field == FIELD_DEADLINE)
        draft_take_deadline(builder, finding, cell, MOOD_DECLARED);
    else if (field == FIELD_STATUS)
        draft_take_status(builder, finding, cell);
}

/* Where the first field label inside a cell of measures begins ("…。责任科室：办公室；完成时限：5月底前"). */
static uint32_t fields_begin(const struct prose *prose, struct span cell)
{
    for (uint32_t at = cell.start + 1; at < cell.end; at++) {
        uint32_t before = prose->fold[at - 1];
        if ((ends_sentence(before) || before == ';' || before == ',' || is_space(before) || before == '(') &&
            field_describes(field_scan(prose, at, cell.end).field))
            return before == '(' ? at - 1 : at;
    }
    return cell.end;
}

/* The measures of a cell, under the problems of the row [first, first + count): one for each when there are as many. */
static void add_measures(struct builder *builder, int32_t first, size_t count, struct span cell)
{
    struct span measures = SPAN(cell.start, fields_begin(builder->prose, cell)), note = SPAN(measures.end, cell.end);
    struct parts parts = split_measures(builder->arena, builder->prose, prose_trim(builder->prose, measures));
    size_t total = parts.count ? parts.count : 1;
    for (size_t i = 0; i < total; i++) {
        struct span part = parts.count ? parts.items[i] : measures, words = prose_trim(builder->prose, part);
        struct label label = label_scan(builder->prose, words.start, words.end, true);
        uint32_t body = label.style == LABEL_NONE ? words.start : label.end;
        int32_t finding = first + (int32_t)(total == count ? i : count - 1);
        int32_t action = draft_add(builder, part, LEVEL_ACTION, finding, "table-measure");
        draft_name_deed(builder, action, SPAN(words.start, body), SPAN(body, words.end));
        draft_take_deadline(builder, action, words, builder->kind == KIND_PROGRESS ? MOOD_TOLD : MOOD_ASKED);
    }
    for (size_t i = 0; i < count; i++)
        draft_take_note(builder, first + (int32_t)i, note);
}

/* The problems of a row's cell as findings; how many. Several numbered ones in a cell are several findings. */
static size_t add_problems(struct builder *builder, struct span row, struct span problem, struct span no,
                           int32_t parent)
{
    const struct prose *prose = builder->prose;
    struct parts parts = split_problems(builder->arena, prose, problem);
    size_t total = parts.count ? parts.count : 1, added = 0;
    for (size_t i = 0; i < total; i++) {
        struct span own = parts.count ? parts.items[i] : problem;
        struct span span = SPAN(i == 0 ? row.start : own.start, i + 1 == total ? row.end : own.end);
        struct label label = label_scan(prose, own.start, own.end, true);
        int32_t finding = draft_add(builder, span, LEVEL_FINDING, parent, "table-row");
        if (finding < 0)
            break;
        added++;
        bool number = label.style != LABEL_NONE && (parts.count || no.start == no.end);
        draft_name(builder, finding, number ? SPAN(label.start, label.end) : no,
                   label.style == LABEL_NONE ? own : SPAN(label.end, own.end));
    }
    return added;
}

/* What a row has added its problems to: drafts [first, first + count). */
struct problems_of_row {
    int32_t first;
    size_t count;
};

/* A row: the problem in its own words, with the number beside it; its measure as a child; what the other cells say is
 * taken, the cells themselves belong to nobody. An empty problem cell (merged with the one above) adds a measure to
 * that one. */
static struct problems_of_row read_row(struct builder *builder, const struct columns *columns, int32_t index,
                                       int32_t parent, struct problems_of_row last)
{
    const struct prose *prose = builder->prose;
    const struct piece *piece = &builder->pieces[index];
    struct span cells[COLUMNS_MAX];
    uint32_t count = cells_of(prose, SPAN(piece->span.start, piece->text.end), cells);
    if ((uint32_t)columns->problem >= count)
        return last;
    struct span problem = prose_trim(prose, cells[columns->problem]), no = SPAN(problem.start, problem.start);
    uint32_t measure = PROSE_NONE;
    for (uint32_t i = count; i-- > 0;)
        if (i < columns->count && columns->field[i] == FIELD_ACTION &&
            prose_trim(prose, cells[i]).start < prose_trim(prose, cells[i]).end)
            measure = i;
    if (problem.start < problem.end) {
        bool splits = measure != PROSE_NONE && measure > (uint32_t)columns->problem;
        for (uint32_t i = 0; i < count && i < columns->count; i++)
            if (columns->number[i])
                no = prose_trim(prose, cells[i]);
        uint32_t at = (uint32_t)columns->problem;
        bool numbered = at > 0 && columns->number[at - 1];
        last.first = (int32_t)builder->drafts.count;
        last.count =
            add_problems(builder, SPAN(cells[numbered ? at - 1 : at].start, cells[at].end), problem, no, parent);
        builder->why[index] = "table-cells";
        if (!splits)
            measure = PROSE_NONE;
    }
    for (uint32_t i = 0; i < count && i < columns->count && last.count > 0; i++) {
        struct span cell = prose_trim(prose, cells[i]), word;
        if (cell.start == cell.end)
            continue;
        bool answers = columns->field[i] == FIELD_ACTION || columns->field[i] == FIELD_TARGET; /* 备注：已完成 */
        bool status = answers && (is_status_note(prose, cell, &word) ||
                                  (measure != PROSE_NONE && i != measure && opens_with_status(prose, cell, &word)));
        if (status && columns->field[i] == FIELD_TARGET && /* 整改类型：立行立改 is none */
            prose_match(prose, word.start, word.end, U"立行立改|分阶段整改|持续|长期"))
            status = false;
        if (columns->field[i] == FIELD_ACTION && !status && measure != PROSE_NONE)
            add_measures(builder, last.first, last.count, cell);
        for (size_t k = 0; k < last.count; k++)
            if (status)
                draft_take_status(builder, last.first + (int32_t)k, word);
            else if (columns->field[i] != FIELD_ACTION)
                describe(builder, last.first + (int32_t)k, columns->field[i], cell);
    }
    return last;
}

/* （一） or 一 in the column of numbers: beside a heading, problems are counted in digits. */
static bool is_heading_number(const struct prose *prose, const struct columns *columns, uint32_t i, struct span cell)
{
    if (i >= columns->count || !columns->number[i] || i == (uint32_t)columns->problem)
        return false;
    struct label label = label_scan(prose, cell.start, cell.end, true);
    uint32_t value, used = is_digit(prose->fold[cell.start]) ? 0 : prose_number(prose, cell.start, cell.end, &value);
    return used == cell.end - cell.start ||
           ((label.style == LABEL_HAN || label.style == LABEL_HAN_ROUND) && label.end == cell.end);
}

/* The only cell of a row that holds words, when it stands first or under the problems; empty otherwise. */
static struct span lone_cell(const struct prose *prose, const struct piece *piece, const struct columns *columns)
{
    struct span cells[COLUMNS_MAX], lone = {0};
    uint32_t count = cells_of(prose, SPAN(piece->span.start, piece->text.end), cells);
    for (uint32_t i = 0; i < count; i++) {
        struct span cell = prose_trim(prose, cells[i]);
        if (cell.start == cell.end || is_heading_number(prose, columns, i, cell))
            continue;
        if (lone.end > 0 || (i > 0 && i != (uint32_t)columns->problem))
            return (struct span){0};
        lone = cell;
    }
    return lone;
}

/* A heading across all columns groups the rows below it. Takes the new parent; false when the row is no such heading.
 */
static bool read_heading_row(struct builder *builder, int32_t index, const struct columns *columns, int32_t parent,
                             int32_t *group)
{
    enum { HEADING_LONGEST = 200 };
    const struct prose *prose = builder->prose;
    const struct piece *piece = &builder->pieces[index];
    struct span cell = lone_cell(prose, piece, columns);
    if (cell.start == cell.end || cell.end - cell.start > HEADING_LONGEST)
        return false;
    bool across = prose_find_char(prose, SPAN(piece->span.start, piece->text.end), '\t') == PROSE_NONE;
    struct label label = label_scan(prose, cell.start, cell.end, true);
    struct span words = SPAN(label.style == LABEL_NONE ? cell.start : label.end, cell.end);
    struct heading heading = heading_read(prose, words);
    struct span first = prose_trim(prose, SPAN(piece->span.start, cell.start)); /* its number, in a cell of its own */
    if (label.style == LABEL_NONE && first.start < first.end) {
        label = (struct label){.style = LABEL_HAN, .value = 1, .start = first.start, .end = first.end};
    }
    bool numbered = label.style == LABEL_HAN || label.style == LABEL_HAN_ROUND;
    if (!across && heading.sense != SENSE_GROUP && !numbered)
        return false;
    builder->why[index] = "table-heading";
    if (heading.sense == SENSE_SECTION || (heading.sense == SENSE_UNKNOWN && label.style == LABEL_NONE))
        return across;
    *group = draft_add(builder, piece->span, parent >= 0 ? LEVEL_ITEM : LEVEL_ASPECT, parent, "table-heading");
    draft_name(builder, *group,
               label.style == LABEL_NONE ? SPAN(words.start, words.start) : SPAN(label.start, label.end), words);
    return true;
}

/* The cell 方面 of a row, where it is not empty, groups this row and those below. */
static void read_group_cell(struct builder *builder, struct columns *columns, int32_t index, int32_t parent,
                            int32_t *group)
{
    struct span cells[COLUMNS_MAX];
    const struct piece *piece = &builder->pieces[index];
    uint32_t count = cells_of(builder->prose, SPAN(piece->span.start, piece->text.end), cells);
    for (uint32_t i = 0; columns->group < 0 && i < count && i < (uint32_t)columns->problem; i++) {
        struct span cell = prose_trim(builder->prose, cells[i]);
        if (!columns->number[i] && prose_match_before(builder->prose, cell.start, cell.end, U"方面"))
            columns->group = (int)i; /* whatever the column is called */
    }
    if (columns->group < 0 || (uint32_t)columns->problem >= count)
        return;
    struct span cell = prose_trim(builder->prose, cells[columns->group]);
    if (cell.start == cell.end)
        return;
    *group = draft_add(builder, cell, parent >= 0 ? LEVEL_ITEM : LEVEL_ASPECT, parent, "table-group");
    draft_name(builder, *group, SPAN(cell.start, cell.start), cell);
}

void table_build(struct builder *builder, int32_t from, int32_t to, int32_t parent)
{
    struct columns columns = {.problem = -1, .group = -1};
    struct problems_of_row last = {0};
    int32_t looked_at = 0, row = from, group = parent;
    for (; row < to && looked_at < HEADER_ROWS; row++) {
        if (builder->pieces[row].kind != PIECE_ROW)
            continue;
        looked_at++;
        builder->why[row] = "table-header";
        if (read_header(builder->prose, &builder->pieces[row], &columns))
            break;
        columns.problem = -1;
    }
    row++;
    while (row < to && builder->pieces[row].kind != PIECE_ROW)
        row++;
    if (row < to && columns.problem >= 0 && read_subheader(builder->prose, &builder->pieces[row], &columns))
        builder->why[row++] = "table-header";
    for (; row < to && columns.problem >= 0 && !builder->overflow; row++) {
        if (builder->pieces[row].kind != PIECE_ROW)
            continue;
        struct columns other;
        struct span line = builder->pieces[row].text;
        uint32_t first = prose_trim(builder->prose, line).start;
        if (prose_match(builder->prose, first, line.end, U"合计|总计|小计|共计")) {
            builder->why[row] = "table-total";
            continue;
        }
        if (read_heading_row(builder, row, &columns, parent, &group)) {
            continue;
        } else if (may_be_header(builder->prose, line) && read_header(builder->prose, &builder->pieces[row], &other)) {
            columns = other; /* the header again, on a new page */
            builder->why[row] = "table-header";
        } else {
            read_group_cell(builder, &columns, row, parent, &group);
            last = read_row(builder, &columns, row, group, last);
        }
    }
}
