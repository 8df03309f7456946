/* What must hold of every open test letter, however its text is typed: the tree does not change with the width of
 * punctuation, with empty lines, with page numbers carried into the text, or with the file's format. */
#include "testing.h"

#include "base/utf8.h"
#include "letters.h"
#include <dirent.h>
#include <stdlib.h>
#include <utf8proc.h>

struct shape { /* one node of the tree, so that trees can be compared */
    enum letter_level level;
    size_t parent; /* index + 1 among the nodes that are not "other", 0 for none */
    char *title;
};

struct tree {
    struct shape *nodes;
    size_t count;
};

/* A title without blanks and punctuation, folded. */
static char *bare(struct arena *arena, const char *title)
{
    size_t length = strlen(title);
    char *out = arena_alloc(arena, length * 2 + 1), *to = out;
    for (const char *at = title, *end = title + length; at < end;) {
        uint32_t c = utf8_fold(utf8_next(&at, end));
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
        if (category < UTF8PROC_CATEGORY_PC || (category > UTF8PROC_CATEGORY_PO && category < UTF8PROC_CATEGORY_ZS))
            to += utf8_put(to, c);
    }
    return out;
}

static struct tree tree_of_paper(struct arena *arena, const struct paper *paper)
{
    struct problems problems;
    struct letter letter;
    problems_init(&problems, arena);
    assert_int_equal(letter_read(arena, paper, &problems, &letter), OK);
    assert_int_equal(letter_check_tiling(letter.nodes, letter.count, paper->characters, &problems), OK);
    struct tree tree = {.nodes = ARENA_ARRAY(arena, struct shape, letter.count + 1)};
    size_t *index = ARENA_ARRAY(arena, size_t, letter.count + 1);
    for (size_t i = 0; i < letter.count; i++) {
        const struct letter_node *node = &letter.nodes[i];
        if (node->level == LEVEL_OTHER)
            continue;
        tree.nodes[tree.count] = (struct shape){node->level, index[node->parent], bare(arena, node->title)};
        index[node->id] = ++tree.count;
    }
    return tree;
}

static struct tree tree_of_text(struct arena *arena, const char *text)
{
    struct paper paper = paper_of(arena, text);
    return tree_of_paper(arena, &paper);
}

static void must_be_same(const struct tree *a, const struct tree *b, const char *name, const char *change)
{
    for (size_t i = 0; i < a->count && i < b->count; i++)
        if (a->nodes[i].level != b->nodes[i].level || a->nodes[i].parent != b->nodes[i].parent ||
            strcmp(a->nodes[i].title, b->nodes[i].title) != 0)
            fail_msg("%s, %s: node %zu: %s %zu %s became %s %zu %s", name, change, i,
                     letter_level_word(a->nodes[i].level), a->nodes[i].parent, a->nodes[i].title,
                     letter_level_word(b->nodes[i].level), b->nodes[i].parent, b->nodes[i].title);
    if (a->count != b->count)
        fail_msg("%s, %s: %zu nodes became %zu", name, change, a->count, b->count);
}

/* Replaces each `from` by the `to` beside it, everywhere. */
static char *replaced(struct arena *arena, const char *text, const char *const (*pairs)[2], size_t count)
{
    struct strbuf out = {0};
    while (*text) {
        size_t i = 0, length = 0;
        while (i < count && strncmp(text, pairs[i][0], length = strlen(pairs[i][0])) != 0)
            i++;
        if (i < count)
            strbuf_adds(&out, pairs[i][1]);
        else
            strbuf_add(&out, text, length = 1);
        text += length;
    }
    char *result = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return result;
}

static char *with_lines(struct arena *arena, const char *text, const char *line, int every)
{
    struct strbuf out = {0};
    int seen = 0;
    for (; *text; text++) {
        strbuf_addc(&out, *text);
        if (*text == '\n' && ++seen % every == 0)
            strbuf_adds(&out, line);
    }
    char *result = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return result;
}

/* Each paragraph broken into lines of `most` characters, as a PDF gives it back; no line begins with a closing mark.
 * Rows of tables stay. */
static char *broken(struct arena *arena, const char *text, int most, const char *indent, int *ret_breaks,
                    bool *ret_full_end)
{
    *ret_breaks = 0;
    *ret_full_end = false;
    static const uint32_t closing[] = {0x3002, 0xFF0C, 0x3001, 0xFF1B, 0xFF1A, 0xFF09, 0x201D,
                                       0xFF01, 0xFF1F, ',',    ';',    ':',    ')'};
    struct strbuf out = {0};
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        const char *at = line, *end = line + length;
        bool row = memchr(line, '\t', length) != NULL;
        if (!row)
            strbuf_adds(&out, indent);
        int width = *indent && !row ? 4 : 0;
        while (at < end) {
            const char *next = at;
            uint32_t c = utf8_next(&next, end);
            bool closes = false;
            int wide = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == ' ' ? 1 : 2;
            for (size_t i = 0; i < COUNT(closing); i++)
                closes = closes || c == closing[i];
            if (width + wide > 2 * most && !closes && !row) {
                strbuf_addc(&out, '\n');
                ++*ret_breaks;
                width = 0;
            }
            width += wide;
            strbuf_add(&out, at, (size_t)(next - at));
            at = next;
        }
        *ret_full_end = *ret_full_end || (!row && width + 8 > 2 * most);
        line += length;
        if (*line) {
            strbuf_addc(&out, '\n');
            line++;
        }
    }
    char *result = arena_strdup(arena, strbuf_text(&out));
    strbuf_free(&out);
    return result;
}

/* A single broken line is not told from a heading that stands by itself; a page of them is. Without indents nobody can
 * tell where a paragraph ends whose last line is full. */
static void check_broken_lines(struct arena *arena, const struct tree *tree, const char *text, const char *name)
{
    enum { BREAKS_LEAST = 4 };
    static const struct {
        int most;
        const char *indent, *change;
    } pages[] = {{30, "", "lines of 30 characters"}, {34, "　　", "lines of 34 characters, paragraphs indented"}};
    for (size_t i = 0; i < COUNT(pages); i++) {
        int breaks;
        bool full_end;
        char *page = broken(arena, text, pages[i].most, pages[i].indent, &breaks, &full_end);
        if (breaks < BREAKS_LEAST || (full_end && !*pages[i].indent))
            continue;
        struct tree other = tree_of_text(arena, page);
        must_be_same(tree, &other, name, pages[i].change);
    }
}

static void check_letter(struct arena *arena, const char *path, const char *name)
{
    static const char *const narrow[][2] = {{"，", ","}, {"；", ";"}, {"：", ":"}, {"（", "("},
                                            {"）", ")"}, {"。", "."}, {"“", "\""}, {"”", "\""}};
    static const char *const wide[][2] = {{",", "，"}, {";", "；"}, {":", "："}, {"(", "（"}, {")", "）"}};
    static const char *const digits[][2] = {{"0", "０"}, {"1", "１"}, {"2", "２"}, {"3", "３"}, {"4", "４"},
                                            {"5", "５"}, {"6", "６"}, {"7", "７"}, {"8", "８"}, {"9", "９"}};
    struct problems problems;
    struct paper paper;
    problems_init(&problems, arena);
    assert_int_equal(paper_read_file(arena, path, &problems, &paper), OK);
    struct tree tree = tree_of_paper(arena, &paper), other = tree_of_text(arena, paper.text);
    must_be_same(&tree, &other, name, "as plain text");
    other = tree_of_text(arena, replaced(arena, paper.text, narrow, COUNT(narrow)));
    must_be_same(&tree, &other, name, "ASCII punctuation");
    other = tree_of_text(arena, replaced(arena, paper.text, wide, COUNT(wide)));
    must_be_same(&tree, &other, name, "full-width punctuation");
    other = tree_of_text(arena, replaced(arena, paper.text, digits, COUNT(digits)));
    must_be_same(&tree, &other, name, "full-width digits");
    other = tree_of_text(arena, with_lines(arena, paper.text, "\n", 1));
    must_be_same(&tree, &other, name, "empty lines");
    other = tree_of_text(arena, with_lines(arena, paper.text, "— 3 —\n", 5));
    must_be_same(&tree, &other, name, "page numbers");
    other = tree_of_text(arena, with_lines(arena, paper.text, "第 3 页 共 9 页\n", 4));
    must_be_same(&tree, &other, name, "page footers");
    if (!strstr(name, "hardwrapped")) /* its lines are broken already */
        check_broken_lines(arena, &tree, paper.text, name);
}

static int check_folder(const char *folder)
{
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    int letters = 0;
    for (struct dirent *entry; (entry = readdir(directory));) {
        size_t length = strlen(entry->d_name);
        if (length < 5 ||
            (strcmp(entry->d_name + length - 4, ".txt") != 0 && strcmp(entry->d_name + length - 5, ".docx") != 0))
            continue;
        struct arena *one = arena_new();
        check_letter(one, arena_printf(one, "%s/%s", folder, entry->d_name), entry->d_name);
        arena_free(one);
        letters++;
    }
    closedir(directory);
    return letters;
}

static void trees_do_not_depend_on_typing(void **state)
{
    (void)state;
    static const char *const folders[] = {"open", "read"};
    const char *root = getenv("RECTIFY_SOURCE");
    assert_non_null(root);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT(folders); i++)
        assert_true(check_folder(arena_printf(arena, "%s/tests/letters/%s", root, folders[i])) >= 10);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trees_do_not_depend_on_typing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
