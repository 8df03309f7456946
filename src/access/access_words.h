/* access_words: closed lists about people and rights (D3). */
#ifndef RECTIFY_ACCESS_WORDS_H
#define RECTIFY_ACCESS_WORDS_H

#include "record/words.h"

/* The three administrators exist from the start and see no business record (D27). */
#define ROLE_WORDS(W)                                                                                                  \
    W(role, office)                                                                                                    \
    W(role, owner)                                                                                                     \
    W(role, leader)                                                                                                    \
    W(role, supervisor)                                                                                                \
    W(role, inspector)                                                                                                 \
    W(role, system_admin)                                                                                              \
    W(role, security_admin)                                                                                            \
    W(role, audit_admin)
WORDS_DECLARE(role, ROLE_WORDS)

/* Ascending: a ceiling admits itself and everything before it (D31). */
#define CONFIDENTIALITY_WORDS(W)                                                                                       \
    W(confidentiality, open)                                                                                           \
    W(confidentiality, internal)                                                                                       \
    W(confidentiality, secret)                                                                                         \
    W(confidentiality, confidential)                                                                                   \
    W(confidentiality, top_secret)
WORDS_DECLARE(confidentiality, CONFIDENTIALITY_WORDS)

#define ORGANISATION_KIND_WORDS(W)                                                                                     \
    W(organisation_kind, organisation)                                                                                 \
    W(organisation_kind, department)                                                                                   \
    W(organisation_kind, affiliate)                                                                                    \
    W(organisation_kind, party_branch)                                                                                 \
    W(organisation_kind, inspection_body)
WORDS_DECLARE(organisation_kind, ORGANISATION_KIND_WORDS)

/* What a program may do with a token; more than its owner, never. */
/* `feed` reads one's days as a calendar, and nothing else: its secret stands in an address. */
#define TOKEN_SCOPE_WORDS(W) W(token_scope, read) W(token_scope, write) W(token_scope, feed)
WORDS_DECLARE(token_scope, TOKEN_SCOPE_WORDS)

/* What is delegated: reviews, claims, or every move (D15). */
#define DELEGATION_SCOPE_WORDS(W) W(delegation_scope, reviews) W(delegation_scope, claims) W(delegation_scope, all)
WORDS_DECLARE(delegation_scope, DELEGATION_SCOPE_WORDS)

#define GENDER_WORDS(W) W(gender, female) W(gender, male)
WORDS_DECLARE(gender, GENDER_WORDS)

#endif
