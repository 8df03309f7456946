#include "format/pdf.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *program(void)
{
    static const char *const places[] = {"/usr/bin/pdftotext", "/usr/local/bin/pdftotext"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (access(places[i], X_OK) == 0)
            return places[i];
    return NULL;
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

/* In the child, between fork and exec: nothing that takes a lock. */
static void become(const char *path, int in, int out)
{
    const struct rlimit seconds = {PDF_SECONDS, PDF_SECONDS};
    const struct rlimit memory = {(rlim_t)PDF_MEMORY_MIB << 20, (rlim_t)PDF_MEMORY_MIB << 20};
    const struct rlimit none = {0, 0};
    char *const arguments[] = {(char *)(uintptr_t)path,
                               (char *)(uintptr_t) "-q",
                               (char *)(uintptr_t) "-enc",
                               (char *)(uintptr_t) "UTF-8",
                               (char *)(uintptr_t) "-",
                               (char *)(uintptr_t) "-",
                               NULL};
    char *const environment[] = {(char *)(uintptr_t) "LANG=C.UTF-8", NULL};
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_FSIZE, &none); /* it writes to a pipe and nowhere else */
    setrlimit(RLIMIT_CORE, &none);
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    int nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0)
        dup2(nothing, STDERR_FILENO);
    if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0) != 0) /* whatever else is open stays the program's own */
        for (int i = STDERR_FILENO + 1; i < 65536; i++)
            close(i);
    execve(path, arguments, environment);
    _exit(127);
}

static long long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until its end, the limit or the time is up. */
static bool read_all(int from, size_t most, struct strbuf *out)
{
    long long until = milliseconds() + PDF_SECONDS * 1000;
    char step[16384];
    size_t got = 0;
    while (got < most) {
        struct pollfd waiting = {.fd = from, .events = POLLIN};
        long long left = until - milliseconds();
        if (left <= 0 || poll(&waiting, 1, (int)left) == 0)
            return false;
        ssize_t count = read(from, step, sizeof step);
        if (count == 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
        size_t taken = count < 0 ? 0 : (size_t)count;
        strbuf_add(out, step, taken > most - got ? most - got : taken);
        got += taken;
    }
    return true;
}

bool pdf_text(const void *bytes, size_t size, size_t most, struct strbuf *out)
{
    const char *path = program();
    int ends[2], status = 0, file = path ? as_file(bytes, size) : -1;
    if (file < 0)
        return false;
    if (pipe2(ends, O_CLOEXEC) != 0) {
        close(file);
        return false;
    }
    pid_t child = fork();
    if (child == 0)
        become(path, file, ends[1]);
    close(file);
    close(ends[1]);
    bool read = child > 0 && read_all(ends[0], most, out);
    close(ends[0]);
    if (child > 0 && !(read && out->length < most)) /* it has not come to its end */
        kill(child, SIGKILL);
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return read && (out->length >= most || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
}
