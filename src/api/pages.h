/* pages: the web interface, from the program itself (base/embedded.h). Only what is in the table can be asked for;
 * every other address without an ending gets index.html, whose router knows it. */
#ifndef RECTIFY_API_PAGES_H
#define RECTIFY_API_PAGES_H

#include "api/http.h"

void page_reply(struct http_request *request, enum language language);

#endif
