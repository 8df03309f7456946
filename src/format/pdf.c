#include "format/pdf.h"

#include "format/child.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *program(void)
{
    static const char *const places[] = {"/usr/bin/pdftotext", "/usr/local/bin/pdftotext", NULL};
    return child_program(places);
}

bool pdf_can_be_read(void)
{
    return program() != NULL;
}

/* The file as a descriptor of its own, read from the start. -1: no room. */
static int as_file(const void *bytes, size_t size)
{
    int file = memfd_create("pdf", MFD_CLOEXEC);
    size_t done = 0;
    while (file >= 0 && done < size) {
        ssize_t written = write(file, (const char *)bytes + done, size - done);
        if (written <= 0 && errno != EINTR) {
            close(file);
            return -1;
        }
        done += written > 0 ? (size_t)written : 0;
    }
    if (file >= 0)
        lseek(file, 0, SEEK_SET);
    return file;
}

bool pdf_text(const void *bytes, size_t size, size_t most, struct strbuf *out)
{
    static const char *const environment[] = {"LANG=C.UTF-8", NULL};
    const char *const arguments[] = {program(), "-q", "-enc", "UTF-8", "-", "-", NULL};
    int file = arguments[0] ? as_file(bytes, size) : -1;
    if (file < 0)
        return false;
    const struct child_wish wish = {.arguments = arguments,
                                    .environment = environment,
                                    .in = file,
                                    .seconds = PDF_SECONDS,
                                    .memory_mib = PDF_MEMORY_MIB}; /* it writes to a pipe and nowhere else */
    bool read = child_run(&wish, most, out);
    close(file);
    return read;
}
