#include "api/pages.h"

#include "api/api_messages.h"
#include "api/web_files.h"
#include "base/embedded.h"

#include <stdio.h>
#include <string.h>

/* Styles in attributes are what charts and tables set; everything else comes from here. */
static const char policy[] = "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
                             "style-src 'self'; style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'none'; "
                             "form-action 'self'; frame-ancestors 'none'";

static void refuse(struct http_request *request, int status, const struct message *message, enum language language)
{
    strbuf_adds(&request->reply.body, language == LANGUAGE_ZH ? message->zh : message->en);
    strbuf_addc(&request->reply.body, '\n');
    request->reply.media_type = "text/plain; charset=utf-8";
    request->reply.status = status;
}

static const struct embedded *page_of(struct http_request *request)
{
    char name[512];
    const char *last = strrchr(request->target, '/');
    if (strlen(request->target) + 4 >= sizeof name)
        return NULL;
    snprintf(name, sizeof name, "web%s", request->target);
    const struct embedded *file = embedded_find(web_files, name);
    return file || strchr(last, '.') ? file : embedded_find(web_files, "web/index.html");
}

static bool accepts_gzip(const struct http_request *request)
{
    const char *accepted = http_header(request, "Accept-Encoding");
    const char *gzip = accepted ? strstr(accepted, "gzip") : NULL;
    return gzip && strncmp(gzip, "gzip;q=0", 8) != 0;
}

static bool is_known(const struct http_request *request, const char *etag)
{
    const char *known = http_header(request, "If-None-Match");
    return known && strstr(known, etag);
}

static void send_file(struct http_request *request, const struct embedded *file)
{
    struct http_reply *reply = &request->reply;
    /* the bundler names what is in assets by its content */
    bool lasting = strncmp(file->name, "web/assets/", 11) == 0;
    http_reply_header(request, "Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
    http_reply_header(request, "ETag", file->etag);
    if (file->gzip_start)
        http_reply_header(request, "Vary", "Accept-Encoding");
    if (is_known(request, file->etag)) {
        reply->status = 304;
        return;
    }
    bool small = file->gzip_start && accepts_gzip(request);
    if (small)
        http_reply_header(request, "Content-Encoding", "gzip");
    reply->media_type = file->media_type;
    reply->bytes = small ? file->gzip_start : file->start;
    reply->size = small ? (size_t)(file->gzip_end - file->gzip_start) : embedded_size(file);
    reply->status = 200;
}

void page_reply(struct http_request *request, enum language language)
{
    http_reply_header(request, "X-Content-Type-Options", "nosniff");
    http_reply_header(request, "X-Frame-Options", "DENY");
    http_reply_header(request, "Referrer-Policy", "same-origin");
    http_reply_header(request, "Cross-Origin-Opener-Policy", "same-origin");
    http_reply_header(request, "Content-Security-Policy", policy);
    if (!(request->method & (HTTP_GET | HTTP_HEAD))) {
        http_reply_header(request, "Allow", "GET, HEAD");
        refuse(request, 405, &msg_api_no_page, language);
        return;
    }
    const struct embedded *file = page_of(request);
    if (file)
        send_file(request, file);
    else if (!web_files[0].name)
        refuse(request, 404, &msg_api_no_ui, language);
    else
        refuse(request, 404, &msg_api_no_page, language);
}
