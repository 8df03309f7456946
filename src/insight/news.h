/* news: what others changed since a person last looked, finding by finding: from the events, newest first, as far as he
 * may see them. How far he has looked is a preference of his account, "seen.<ledger code in small letters>", {"until":
 * instant}. Two statements. */
#ifndef RECTIFY_INSIGHT_NEWS_H
#define RECTIFY_INSIGHT_NEWS_H

#include "insight/insight.h"

enum {
    NEWS_EVENTS = 1000,  /* of the chain's end that are looked at */
    NEWS_DAYS = 7,       /* who never looked is told of these */
    NEWS_FINDINGS = 100, /* told at most */
    NEWS_CHANGES = 4,    /* told of each; the rest is counted */
};

struct news_change {
    instant at;
    const char *actor; /* "" for the system */
    const struct record_type *type;
    const char *event;
    uint64_t fields; /* that he may see */
};

struct news_finding {
    struct uuid id;
    const char *number, *title;
    int64_t count;
    VEC(struct news_change) changes; /* newest first, at most NEWS_CHANGES */
};

struct news {
    instant since, until; /* until: the newest event looked at; 0 when there is none */
    bool more;            /* than is told */
    VEC(struct news_finding) findings;
};

/* `code` is the ledger's, `site` whose chain is read. */
enum status news_read(const struct insight *insight, struct uuid ledger, const char *code, struct uuid site,
                      struct news *ret_news);

#endif
