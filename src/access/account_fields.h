/* account: a person's log-in. The password and its failures are local (account.h): the chain says that they changed,
 * never what they are. */
#ifndef RECTIFY_ACCESS_ACCOUNT_FIELDS_H
#define RECTIFY_ACCESS_ACCOUNT_FIELDS_H

#include "access/person_fields.h"

#define ACCOUNT_FIELDS(F)                                                                                              \
    F(text, 60, username, "登录账号", REQUIRED | UNIQUE)                                                               \
    F(ref, person, person_id, "人员", REQUIRED | SORTED | FIXED)                                                       \
    F(flag, 0, disabled, "停用", 0)                                                                                    \
    F(integer, 0, password_changes, "改密次数", GIVEN)
#define RECORD        account
#define RECORD_FIELDS ACCOUNT_FIELDS
#include "record/declare.h"

#endif
