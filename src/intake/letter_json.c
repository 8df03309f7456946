#include "intake/letter_json.h"

static void add_names(struct strbuf *out, const char *name, const struct letter_names *names)
{
    strbuf_add_member_name(out, name);
    strbuf_addc(out, '[');
    for (size_t i = 0; i < names->count; i++) {
        if (i)
            strbuf_addc(out, ',');
        strbuf_add_json(out, names->items[i]);
    }
    strbuf_addc(out, ']');
}

/* A text, or null where there is none. */
static void add_text(struct strbuf *out, const char *name, const char *text)
{
    strbuf_add_member_name(out, name);
    if (text)
        strbuf_add_json(out, text);
    else
        strbuf_adds(out, "null");
}

static void add_deadline(struct strbuf *out, const struct letter_deadline *deadline)
{
    strbuf_add_member_name(out, "deadline");
    if (!deadline->text) {
        strbuf_adds(out, "null");
        return;
    }
    char day[DATE_TEXT];
    if (deadline->has_due_on)
        date_text(deadline->due_on, day);
    const char *unit = due_unit_word(deadline->unit);
    strbuf_addc(out, '{');
    strbuf_add_member(out, "text", deadline->text);
    add_text(out, "due_on", deadline->has_due_on ? day : NULL);
    strbuf_add_member(out, "due_as", due_as_word(deadline->due_as));
    if (unit)
        strbuf_add_member_int(out, "amount", deadline->amount);
    else
        add_text(out, "amount", NULL);
    add_text(out, "unit", unit);
    strbuf_addc(out, '}');
}

static void add_node(struct strbuf *out, const struct letter_node *node, const struct paper *paper)
{
    size_t length = node->byte_end - node->byte_start;
    if (length > 0 && paper->text[node->byte_end - 1] == '\n')
        length--;
    strbuf_addc(out, '{');
    strbuf_add_member_int(out, "id", node->id);
    strbuf_add_member_int(out, "parent", node->parent);
    strbuf_add_member(out, "level", letter_level_word(node->level));
    strbuf_add_member(out, "no", node->no);
    strbuf_add_member(out, "title", node->title);
    strbuf_add_member_name(out, "text");
    strbuf_add_json_n(out, paper->text + node->byte_start, length);
    strbuf_add_member_int(out, "start", node->start);
    strbuf_add_member_int(out, "end", node->end);
    add_deadline(out, &node->deadline);
    add_names(out, "lead_units", &node->lead_units);
    add_names(out, "responsible_units", &node->responsible_units);
    add_text(out, "status_text", node->status_text);
    strbuf_add_member(out, "why", node->why);
    strbuf_addc(out, '}');
}

static void add_checks(struct strbuf *out, const struct letter *letter)
{
    static const char *const severities[] = {"error", "warning", "info"};
    strbuf_adds(out, "],\n \"checks\":[");
    for (size_t i = 0; i < letter->checks.count; i++) {
        const struct problem *check = &letter->checks.items[i];
        struct strbuf sentence = {0};
        problem_text(check, LANGUAGE_ZH, &sentence);
        strbuf_adds(out, i ? ",{" : "{");
        strbuf_add_member(out, "code", check->message->code);
        strbuf_add_member(out, "severity", severities[check->severity]);
        strbuf_add_member(out, "message", strbuf_text(&sentence));
        strbuf_addc(out, '}');
        strbuf_free(&sentence);
    }
    strbuf_addc(out, ']');
}

void letter_json(const struct letter *letter, const struct paper *paper, struct strbuf *out)
{
    strbuf_addf(out, "{\"characters\":%u,\n \"nodes\":[", letter->characters);
    for (size_t i = 0; i < letter->count; i++) {
        strbuf_adds(out, i ? ",\n  " : "\n  ");
        add_node(out, &letter->nodes[i], paper);
    }
    strbuf_adds(out, "],\n \"figures\":[");
    for (size_t i = 0; i < letter->figure_count; i++) {
        const struct letter_figure *figure = &letter->figures[i];
        strbuf_adds(out, i ? ",{\"label\":" : "{\"label\":");
        strbuf_add_json(out, figure->label);
        strbuf_addf(out, ",\"value\":%u,\"unit\":", figure->value);
        strbuf_add_json(out, figure->unit);
        strbuf_addf(out, ",\"start\":%u,\"end\":%u}", figure->start, figure->end);
    }
    add_checks(out, letter);
    strbuf_adds(out, ",\n \"marking\":{");
    strbuf_add_member(out, "level", secrecy_word(letter->marking.level));
    strbuf_add_member(out, "text", letter->marking.text);
    strbuf_adds(out, "}}\n");
}

static uint32_t depth_of(const struct letter *letter, const struct letter_node *node)
{
    uint32_t depth = 0;
    for (uint32_t parent = node->parent; parent; parent = letter->nodes[parent - 1].parent)
        depth++;
    return depth;
}

void letter_outline(const struct letter *letter, enum language language, struct strbuf *out)
{
    static const char *const zh[] = {"方面", "项", "问题", "要点", "要求", "措施", ""};
    for (size_t i = 0; i < letter->count; i++) {
        const struct letter_node *node = &letter->nodes[i];
        if (node->level == LEVEL_OTHER)
            continue;
        for (uint32_t depth = depth_of(letter, node); depth > 0; depth--)
            strbuf_adds(out, "  ");
        strbuf_addf(out, "[%s] ", language == LANGUAGE_ZH ? zh[node->level] : letter_level_word(node->level));
        strbuf_adds(out, node->no);
        strbuf_adds(out, node->title);
        if (node->deadline.text)
            strbuf_addf(out, "  (%s)", node->deadline.text);
        for (size_t k = 0; k < node->lead_units.count; k++)
            strbuf_addf(out, "%s%s", k ? "、" : "  ", node->lead_units.items[k]);
        strbuf_addc(out, '\n');
    }
    for (size_t i = 0; i < letter->checks.count; i++) {
        problem_text(&letter->checks.items[i], language, out);
        strbuf_addc(out, '\n');
    }
}
