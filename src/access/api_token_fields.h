/* api_token: a program acts for an account, with no more than its owner may do now. The record says that there is one,
 * for what and until when; the secret itself is shown once and kept as its hash (api_token.h). */
#ifndef RECTIFY_ACCESS_API_TOKEN_FIELDS_H
#define RECTIFY_ACCESS_API_TOKEN_FIELDS_H

#include "access/account_fields.h"
#include "access/ledger_fields.h"

#define API_TOKEN_FIELDS(F)                                                                                            \
    F(ref, account, account_id, "账号", REQUIRED | SORTED | FIXED)                                                     \
    F(text, 60, name, "用途", REQUIRED | FIXED)                                                                        \
    F(word, token_scope, scope, "权限", REQUIRED | FIXED)                                                              \
    F(ref, ledger, only_ledger_id, "限于台账", FIXED)                                                                  \
    F(date, 0, expires_on, "有效期至", REQUIRED | FIXED)                                                               \
    F(date, 0, revoked_on, "撤销日期", 0)
#define RECORD        api_token
#define RECORD_FIELDS API_TOKEN_FIELDS
#include "record/declare.h"

#endif
