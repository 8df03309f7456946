#include "format/office_pdf.h"

#include "base/temporary.h"
#include "format/child.h"
#include "format/file.h"
#include "format/format_messages.h"

#include <ftw.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 512, OPEN_FOLDERS = 16, SAID_BYTES = 64 * 1024 };

static const char *program(void)
{
    static const char *const places[] = {"/usr/bin/soffice", "/usr/local/bin/soffice",
                                         "/opt/libreoffice/program/soffice", NULL};
    return child_program(places);
}

bool office_is_there(void)
{
    return program() != NULL;
}

/* ---- files ---- */

static bool write_file(const char *path, const struct strbuf *bytes)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes->bytes, 1, bytes->length, file) == bytes->length;
    return file && fclose(file) == 0 && written;
}

static bool read_file(const char *path, struct strbuf *out)
{
    char *bytes = NULL;
    size_t size = 0;
    bool there = file_load(path, NULL, &bytes, &size) == OK && size;
    if (there)
        strbuf_add(out, bytes, size);
    free(bytes);
    return there;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *where)
{
    (void)about;
    (void)kind;
    (void)where;
    (void)!remove(path); /* what stays is the system's to clean up */
    return 0;
}

/* ---- the conversion, in a folder of its own ---- */

static bool convert(const char *folder, const struct strbuf *docx, struct strbuf *out)
{
    char home[PATH_BYTES], profile[PATH_BYTES], from[PATH_BYTES], to[PATH_BYTES];
    struct strbuf said = {0};
    snprintf(home, sizeof home, "HOME=%s", folder);
    snprintf(profile, sizeof profile, "-env:UserInstallation=file://%s/profile", folder);
    snprintf(from, sizeof from, "%s/document.docx", folder);
    snprintf(to, sizeof to, "%s/document.pdf", folder);
    const char *const environment[] = {home, "LANG=C.UTF-8", "PATH=/usr/bin:/bin", NULL};
    const char *const arguments[] = {program(), profile,    "--headless", "--norestore", "--nologo", "--convert-to",
                                     "pdf",     "--outdir", folder,       from,          NULL};
    const struct child_wish wish = {.arguments = arguments,
                                    .environment = environment,
                                    .in = -1,
                                    .seconds = OFFICE_SECONDS,
                                    .memory_mib = OFFICE_MEMORY_MIB,
                                    .file_bytes = OFFICE_FILE_BYTES,
                                    .offline = true};
    bool made = write_file(from, docx) && child_run(&wish, SAID_BYTES, &said) && read_file(to, out);
    strbuf_free(&said);
    return made;
}

enum status office_pdf(const struct strbuf *docx, struct problems *problems, struct strbuf *out)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    char folder[PATH_BYTES - 64];
    if (!office_is_there())
        return problem_add(problems, REFUSED, &msg_no_office, "", NULL);
    snprintf(folder, sizeof folder, "%.400s/rectify-office-XXXXXX", temporary_folder());
    if (!mkdtemp(folder))
        return problem_add(problems, FAILED, &msg_office_failed, "", NULL);
    pthread_mutex_lock(&one_at_a_time);
    bool made = convert(folder, docx, out);
    pthread_mutex_unlock(&one_at_a_time);
    nftw(folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return made ? OK : problem_add(problems, FAILED, &msg_office_failed, "", NULL);
}
