#include "api/problem_json.h"

#include "access/access_messages.h"
#include "api/api_messages.h"
#include "journal/journal_messages.h"
#include "store/store_messages.h"

#include <stdio.h>
#include <string.h>

struct title {
    int code;
    const char *zh, *en;
};

static const struct title titles[] = {
    {400, "请求有误", "Bad request"},
    {401, "未登录", "Not logged in"},
    {403, "没有权限", "Forbidden"},
    {404, "没有找到", "Not found"},
    {405, "不支持的操作", "Method not allowed"},
    {412, "内容已被他人改动", "Changed by somebody else"},
    {413, "内容太大", "Too large"},
    {422, "内容有误", "Not acceptable as it is"},
    {428, "缺少版本", "Version required"},
    {429, "次数过多", "Too many"},
    {500, "系统出错", "Server error"},
    {503, "系统正忙", "Busy"},
};

static const struct title *title_of(int code)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (titles[i].code == code)
            return &titles[i];
    return &titles[0];
}

static int code_of(enum status status)
{
    switch (status) {
    case OK:
        return 200;
    case REFUSED:
        return 422;
    case MALFORMED:
        return 400;
    case NOT_FOUND:
        return 404;
    case FORBIDDEN:
        return 403;
    case CONFLICT:
        return 412;
    case TOO_LARGE:
        return 413;
    case BUSY:
        return 503;
    case FAILED:
        return 500;
    }
    return 500;
}

/* What people are told: whether it was written. */
static const struct message *failure_of(const struct call *call)
{
    if (call->written)
        return &msg_api_unseen;
    for (size_t i = 0; i < call->problems.count; i++)
        if (call->problems.items[i].message == &msg_store_unknown || call->problems.items[i].message == &msg_store_full)
            return call->problems.items[i].message;
    return &msg_api_failed;
}

/* The administrator's part of it. */
static void log_failure(struct call *call)
{
    struct strbuf text = {0};
    const struct message *said = failure_of(call);
    problems_text(&call->problems, LANGUAGE_EN, &text);
    fprintf(stderr, "rectify: %s: %s\n", call->http->target, strbuf_text(&text));
    strbuf_free(&text);
    problems_init(&call->problems, call->arena);
    problem_add(&call->problems, FAILED, said, "", NULL);
}

void problem_entry(const struct profiles *profiles, struct strbuf *out, const struct problem *problem,
                   enum language language)
{
    struct strbuf sentence = {0};
    profile_problem_text(profiles, problem, language, &sentence);
    strbuf_addc(out, '{');
    if (*problem->place) {
        strbuf_adds(out, "\"field\":");
        strbuf_add_json(out, problem->place);
        strbuf_addc(out, ',');
    }
    strbuf_adds(out, "\"code\":");
    strbuf_add_json(out, problem->message->code);
    strbuf_adds(out, ",\"message\":");
    strbuf_add_json(out, strbuf_text(&sentence));
    if (problem->severity != SEVERITY_ERROR)
        strbuf_adds(out,
                    problem->severity == SEVERITY_WARNING ? ",\"severity\":\"warning\"" : ",\"severity\":\"info\"");
    strbuf_addc(out, '}');
    strbuf_free(&sentence);
}

/* What was given as the reason: the first error. */
static void add_detail(struct strbuf *out, const struct call *call, const struct title *title)
{
    struct strbuf sentence = {0};
    const struct problem *main = NULL;
    for (size_t i = 0; i < call->problems.count && !main; i++)
        if (call->problems.items[i].severity == SEVERITY_ERROR)
            main = &call->problems.items[i];
    if (main)
        profile_problem_text(call->server->setup.profiles, main, call->language, &sentence);
    else
        strbuf_adds(&sentence, call_say(call, title->zh, title->en));
    strbuf_add_json(out, strbuf_text(&sentence));
    strbuf_free(&sentence);
}

int problem_json(struct call *call, enum status status)
{
    int code = call->refusal ? call->refusal : code_of(status);
    const struct title *title = title_of(code);
    struct http_reply *reply = &call->http->reply;
    if (code == 500)
        log_failure(call);
    if (code == 404 && call->problems.count == 0)
        problem_add(&call->problems, NOT_FOUND, &msg_api_no_page, "", NULL);
    if (code != 405)
        reply->headers.count = 0; /* what the reply would have carried */
    if (code == 401)
        http_reply_header(call->http, "WWW-Authenticate", "Bearer realm=\"rectify\"");
    if (code == 503)
        http_reply_header(call->http, "Retry-After", "1");
    reply->media_type = "application/problem+json";
    struct strbuf *out = &reply->body;
    strbuf_clear(out);
    strbuf_adds(out, "{\"type\":\"about:blank\",\"title\":");
    strbuf_add_json(out, call_say(call, title->zh, title->en));
    strbuf_addf(out, ",\"status\":%d,\"detail\":", code);
    add_detail(out, call, title);
    strbuf_adds(out, ",\"errors\":[");
    if (call->errors.length) { /* they say more than the sentences they stand for */
        strbuf_add(out, call->errors.bytes, call->errors.length);
    } else {
        for (size_t i = 0; i < call->problems.count; i++) {
            strbuf_adds(out, i ? "," : "");
            problem_entry(call->server->setup.profiles, out, &call->problems.items[i], call->language);
        }
    }
    strbuf_adds(out, "]}");
    return code;
}
