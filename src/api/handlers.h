/* handlers: what the rows of routes.c point to. Each resource has its file: session.c, setup.c, records.c (with
 * records_list.c, records_write.c), schema.c, intake.c, people.c, export.c, pick.c, summary.c, trust.c. What prepare,
 * apply and answer may do is said in call.h. */
#ifndef RECTIFY_API_HANDLERS_H
#define RECTIFY_API_HANDLERS_H

#include "api/call.h"

enum status session_get_answer(struct call *call, struct db *db);
enum status session_login_prepare(struct call *call);
enum status session_login_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status session_login_answer(struct call *call, struct db *db);
enum status session_logout_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status session_logout_answer(struct call *call, struct db *db);
enum status session_password_prepare(struct call *call);
enum status session_password_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status setup_get_answer(struct call *call, struct db *db);
enum status setup_administrator_prepare(struct call *call);
enum status setup_administrator_apply(struct tx *tx, struct call *call, struct problems *problems);

enum status schema_answer(struct call *call, struct db *db);

enum status records_prepare(struct call *call);
enum status records_list_answer(struct call *call, struct db *db);
enum status records_get_answer(struct call *call, struct db *db);
enum status records_add_prepare(struct call *call);
enum status records_add_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status records_set_prepare(struct call *call);
enum status records_set_apply(struct tx *tx, struct call *call, struct problems *problems);
enum status records_withdraw_prepare(struct call *call);
enum status records_withdraw_apply(struct tx *tx, struct call *call, struct problems *problems);

#endif
