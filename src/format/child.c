#include "format/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char *child_program(const char *const *places)
{
    for (; *places; places++)
        if (access(*places, X_OK) == 0)
            return *places;
    return NULL;
}

static void limit(__rlimit_resource_t what, rlim_t most)
{
    const struct rlimit both = {most, most};
    setrlimit(what, &both);
}

/* In the child, between fork and exec: nothing that takes a lock. */
static void become(const struct child_wish *wish, int out)
{
    limit(RLIMIT_CPU, (rlim_t)wish->seconds);
    limit(RLIMIT_AS, (rlim_t)wish->memory_mib << 20);
    limit(RLIMIT_FSIZE, wish->file_bytes);
    limit(RLIMIT_CORE, 0);
    setsid();
    int nothing = open("/dev/null", O_RDWR);
    if (dup2(wish->in < 0 ? nothing : wish->in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
        _exit(127);
    dup2(nothing, STDERR_FILENO);
    if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0) != 0) /* whatever else is open stays the program's own */
        for (int i = STDERR_FILENO + 1; i < 65536; i++)
            close(i);
    if (wish->offline && unshare(CLONE_NEWNET) != 0)
        unshare(CLONE_NEWUSER | CLONE_NEWNET); /* not allowed everywhere; then it has the limits only */
    execve(wish->arguments[0], (char *const *)(uintptr_t)wish->arguments, (char *const *)(uintptr_t)wish->environment);
    _exit(127);
}

static long long milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Until its end, the limit or the time is up. */
static bool read_all(int from, int seconds, size_t most, struct strbuf *out)
{
    long long until = milliseconds() + seconds * 1000LL;
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

bool child_run(const struct child_wish *wish, size_t most, struct strbuf *out)
{
    int ends[2], status = 0;
    size_t before = out->length;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    pid_t child = fork();
    if (child == 0)
        become(wish, ends[1]);
    close(ends[1]);
    bool read = child > 0 && read_all(ends[0], wish->seconds, most, out), full = out->length - before >= most;
    close(ends[0]);
    if (child > 0 && (!read || full)) { /* it has not come to its end: with all it has started */
        kill(child, SIGKILL);
        kill(-child, SIGKILL);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return read && (full || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
}
