/* login: what logging in (session.c) and the first run (setup.c) share: the new session on its way to the browser. */
#ifndef RECTIFY_API_LOGIN_H
#define RECTIFY_API_LOGIN_H

#include "api/call.h"

/* The first member of what call->state points to when session_login_answer is reached. */
struct login_session {
    char token[SESSION_TOKEN], csrf[SESSION_CSRF];
    struct digest hash;
};

/* Whether letters may be brought into a ledger with these roles. */
bool ledger_may_import(unsigned roles);
void offset_text(int32_t minutes, char out[16]); /* "+08:00" */

#endif
