#include "store/blobs.h"

#include "base/uuid.h"
#include "store/store_messages.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 4096, STEP = 64 * 1024 };

struct blobs {
    char *directory;
};

struct blobs *blobs_open(const char *directory)
{
    struct blobs *blobs = xmalloc(sizeof *blobs);
    blobs->directory = xstrdup(directory);
    return blobs;
}

void blobs_close(struct blobs *blobs)
{
    if (!blobs)
        return;
    free(blobs->directory);
    free(blobs);
}

static void blob_path(const struct blobs *blobs, const struct digest *digest, char folder[PATH], char path[PATH])
{
    char text[DIGEST_TEXT];
    digest_text(digest, text);
    snprintf(folder, PATH, "%s/%.2s", blobs->directory, text);
    snprintf(path, PATH, "%.*s/%s", PATH - DIGEST_TEXT - 2, folder, text + 2);
}

static bool sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool good = fsync(fd) == 0;
    close(fd);
    return good;
}

static bool write_whole(int fd, const unsigned char *bytes, size_t size)
{
    while (size) {
        ssize_t done = write(fd, bytes, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

/* A temporary name, fsync, rename, fsync of the folder: a reader sees the whole blob or none. */
static bool write_file(const char *folder, const char *path, const void *bytes, size_t size)
{
    char temporary[PATH];
    uint64_t tag;
    random_bytes(&tag, sizeof tag);
    snprintf(temporary, sizeof temporary, "%.*s/.new-%016llx", PATH - 40, folder, (unsigned long long)tag);
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = write_whole(fd, bytes, size) && fsync(fd) == 0;
    int error = errno; /* of the first thing that went wrong; tidying up must not hide it */
    if (close(fd) != 0 && good) {
        error = errno;
        good = false;
    }
    if (good && (rename(temporary, path) != 0 || !sync_folder(folder))) {
        error = errno;
        good = false;
    }
    if (!good)
        unlink(temporary);
    errno = error;
    return good;
}

static bool holds(int fd, const unsigned char *bytes, size_t size)
{
    unsigned char *buffer = xmalloc(STEP);
    bool same = true;
    while (size && same) {
        ssize_t got = read(fd, buffer, size < STEP ? size : STEP);
        if (got < 0 && errno == EINTR)
            continue;
        same = got > 0 && memcmp(buffer, bytes, (size_t)got) == 0;
        bytes += same ? got : 0;
        size -= same ? (size_t)got : 0;
    }
    free(buffer);
    return same;
}

/* The same bytes, and on the disk: whoever wrote them may have been stopped before that. A damaged file is none. */
static bool is_kept(const char *folder, const char *path, const void *bytes, size_t size)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool kept = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && (size_t)about.st_size == size &&
                holds(fd, bytes, size) && futimens(fd, NULL) == 0 && fsync(fd) == 0;
    close(fd);
    return kept && sync_folder(folder);
}

static bool make_folder(const char *path)
{
    char parent[PATH];
    if (mkdir(path, 0700) != 0)
        return errno == EEXIST;
    snprintf(parent, sizeof parent, "%s", path);
    char *slash = strrchr(parent, '/');
    if (slash)
        *slash = '\0';
    return sync_folder(!slash ? "." : *parent ? parent : "/");
}

/* Shared for putting, alone for dropping: what is put is not dropped between the look and the touch. -1: it failed. */
static int lock_blobs(const struct blobs *blobs, int how)
{
    char path[PATH];
    snprintf(path, sizeof path, "%.*s/.lock", PATH - 8, blobs->directory);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    while (fd >= 0 && flock(fd, how) != 0) {
        if (errno == EINTR)
            continue;
        int error = errno;
        close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static void unlock_blobs(int lock)
{
    if (lock >= 0)
        close(lock);
}

enum status blobs_put(struct blobs *blobs, const void *bytes, size_t size, struct problems *problems,
                      struct digest *ret_digest)
{
    char folder[PATH], path[PATH];
    struct digest digest = digest_of(DIGEST_SHA256, bytes, size);
    blob_path(blobs, &digest, folder, path);
    bool made = make_folder(blobs->directory);
    int lock = made ? lock_blobs(blobs, LOCK_SH) : -1;
    if (lock < 0 ||
        (!is_kept(folder, path, bytes, size) && (!make_folder(folder) || !write_file(folder, path, bytes, size)))) {
        int error = errno;
        unlock_blobs(lock);
        return problem_add(problems, FAILED, error == ENOSPC ? &msg_store_full : &msg_blob_failed, "", strerror(error),
                           NULL);
    }
    unlock_blobs(lock);
    if (!sync_folder(blobs->directory)) /* the folder itself may be new */
        return problem_add(problems, FAILED, &msg_blob_failed, "", strerror(errno), NULL);
    *ret_digest = digest;
    return OK;
}

static FILE *blob_file(struct blobs *blobs, const struct digest *digest, size_t *ret_size)
{
    char folder[PATH], path[PATH];
    struct stat about;
    blob_path(blobs, digest, folder, path);
    FILE *file = fopen(path, "rbe");
    if (file && fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode)) {
        *ret_size = (size_t)about.st_size;
        return file;
    }
    if (file)
        fclose(file);
    return NULL;
}

enum status blobs_get(struct blobs *blobs, struct arena *arena, const struct digest *digest, size_t limit,
                      struct problems *problems, void **ret_bytes, size_t *ret_size)
{
    char name[DIGEST_TEXT];
    size_t size = 0;
    digest_text(digest, name);
    FILE *file = blob_file(blobs, digest, &size);
    if (!file)
        return problem_add(problems, NOT_FOUND, &msg_blob_missing, "", name, NULL);
    unsigned char *bytes = size <= limit ? arena_alloc(arena, size + 1) : NULL;
    bool good = bytes && fread(bytes, 1, size, file) == size;
    fclose(file);
    struct digest found = good ? digest_of(DIGEST_SHA256, bytes, size) : (struct digest){0};
    if (!good || !digest_equal(&found, digest))
        return problem_add(problems, FAILED, &msg_blob_missing, "", name, NULL);
    *ret_bytes = bytes;
    *ret_size = size;
    return OK;
}

enum status blobs_check(struct blobs *blobs, const struct digest *digest)
{
    size_t size, got;
    FILE *file = blob_file(blobs, digest, &size);
    if (!file)
        return NOT_FOUND;
    unsigned char *buffer = xmalloc(STEP);
    struct digest_state *state = digest_new(DIGEST_SHA256);
    digest_begin(state);
    while ((got = fread(buffer, 1, STEP, file)) > 0)
        digest_add(state, buffer, got);
    struct digest found = digest_end(state);
    bool read_error = ferror(file);
    digest_free(state);
    free(buffer);
    fclose(file);
    return !read_error && digest_equal(&found, digest) ? OK : MALFORMED;
}

/* ---- what is left behind ---- */

static bool put_before(const char *path, instant before, int64_t *ret_size)
{
    struct stat about;
    if (lstat(path, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    *ret_size = about.st_size;
    return (instant)about.st_mtim.tv_sec * 1000 + about.st_mtim.tv_nsec / 1000000 < before;
}

static enum status each_in(const char *folder, const char *prefix, instant before,
                           enum status (*each)(void *context, const struct digest *digest, int64_t size), void *context)
{
    char path[PATH], name[DIGEST_TEXT];
    struct dirent *entry;
    struct digest digest;
    int64_t size;
    enum status status = OK;
    DIR *files = opendir(folder);
    while (files && !status && (entry = readdir(files))) {
        snprintf(path, sizeof path, "%.*s/%s", PATH - 258, folder, entry->d_name);
        if (strncmp(entry->d_name, ".new-", 5) == 0 && put_before(path, before, &size))
            unlink(path); /* its writer was stopped */
        snprintf(name, sizeof name, "%s%.62s", prefix, entry->d_name);
        if (strlen(entry->d_name) == 62 && digest_parse(name, &digest) && put_before(path, before, &size))
            status = each(context, &digest, size);
    }
    if (files)
        closedir(files);
    return status;
}

enum status blobs_each(struct blobs *blobs, instant before,
                       enum status (*each)(void *context, const struct digest *digest, int64_t size), void *context)
{
    char folder[PATH], prefix[3];
    enum status status = OK;
    for (unsigned i = 0; i < 256 && !status; i++) {
        snprintf(prefix, sizeof prefix, "%02x", i);
        snprintf(folder, sizeof folder, "%.*s/%s", PATH - 4, blobs->directory, prefix);
        status = each_in(folder, prefix, before, each, context);
    }
    return status;
}

enum status blobs_drop(struct blobs *blobs, const struct digest *digest, instant before, bool *ret_dropped)
{
    char folder[PATH], path[PATH];
    int64_t size;
    blob_path(blobs, digest, folder, path);
    int lock = lock_blobs(blobs, LOCK_EX);
    if (lock < 0)
        return FAILED;
    *ret_dropped = put_before(path, before, &size) && unlink(path) == 0;
    unlock_blobs(lock);
    return OK;
}
