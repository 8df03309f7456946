/* bureau: a small bureau for the tests of life cycles: units ZGJ above A and B, a person of each role, one finding. */
#ifndef RECTIFY_TESTS_BUREAU_H
#define RECTIFY_TESTS_BUREAU_H

#include "journal/bench.h"

#include "access/scope.h"
#include "ledger/claim.h"
#include "workflow/mover.h"

enum person_of { OFFICE, OWNER_A, OWNER_B, LEADER, SUPERVISOR, INSPECTOR, SYSTEM, SECURITY, AUDIT, NOBODY, PEOPLE };

struct bureau {
    struct bench *bench;
    struct uuid ledger, root, a, b;
    struct uuid persons[PEOPLE]; /* the leader works in ZGJ, the owners in their units */
    struct scope scopes[PEOPLE];
    struct scope operator_scope;
    struct uuid finding;
};

/* Fails the test with what was said. */
void must(struct bench *bench, enum status status);
void must_fold_to_the_same(struct bench *bench);
struct bureau *bureau_new(struct bench *bench);
struct uuid bureau_finding(struct bureau *bureau, const char *title);
/* A record from pairs of field and text, ended by NULL; must be taken. */
struct uuid bureau_add(struct bureau *bureau, const struct record_type *type, ...) __attribute__((sentinel));
/* The same, and what becomes of it; the problems are the bench's. */
enum status bureau_try_add(struct bureau *bureau, const struct record_type *type, ...) __attribute__((sentinel));
enum status bureau_set(struct bureau *bureau, const struct record_type *type, struct uuid id, ...)
    __attribute__((sentinel));
void *bureau_load(struct bureau *bureau, const struct record_type *type, struct uuid id);
const char *bureau_text(struct bureau *bureau, struct uuid id);
/* Lead unit A's responsibility, and its claim. */
struct uuid bureau_claim(struct bureau *bureau, struct uuid finding, const char *role, struct uuid party);
/* The claim of a responsibility. */
struct uuid bureau_claim_of(struct bureau *bureau, struct uuid responsibility);
/* A file attached to a finding. */
struct uuid bureau_file(struct bureau *bureau, struct uuid finding);
/* A measure of the finding, reported on a second later; `percent` NULL: not reported on. */
struct uuid bureau_measure(struct bureau *bureau, struct uuid finding, const char *percent);
/* A claimed finding with a cause, its only measure done: it may be asked to be closed. */
struct uuid bureau_ready(struct bureau *bureau, const char *title);
/* A request to close, by the bench's actor; `report` nil: a file of the finding's own. */
enum status bureau_ask(struct bureau *bureau, struct uuid finding, struct uuid report, const char *completion);
/* One that unit A leads, asked for by its owner and passed by the office; the actor is the office again. */
struct uuid bureau_closed(struct bureau *bureau, const char *title);
/* A move with pairs of field and text, ended by NULL. The problems of the last move are the bench's. */
enum status bureau_move(struct bureau *bureau, const struct scope *scope, const struct record_type *type,
                        struct uuid id, const char *event, ...) __attribute__((sentinel));

#endif
