#include "format/file.h"

#include "format/format_messages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool starts_with(const char *bytes, size_t size, const char *magic, size_t length)
{
    return size >= length && memcmp(bytes, magic, length) == 0;
}

/* What else people send, known by its first bytes, and what to do about it. */
static const struct {
    const char *magic;
    size_t length;
    const char *what, *advice;
} other_kinds[] = {
#define KIND(magic, what, advice)                                                                                      \
    {                                                                                                                  \
        magic, sizeof magic - 1, what, advice                                                                          \
    }
    KIND("{\\rtf", "写字板（.rtf）文件", "请用 Word 或 WPS 打开后“另存为” .docx"),
    KIND("%PDF", " PDF 文件", "请提供原来的 Word 文件；扫描件请先识别成文字"),
    KIND("\x89PNG", "图片（PNG）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("\xFF\xD8\xFF", "图片（JPEG）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("GIF8", "图片（GIF）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("II*\0", "图片（TIFF）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("MM\0*", "图片（TIFF）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("Rar!\x1a", "压缩包（RAR）", "请解压后上传其中的文件"),
    KIND("7z\xBC\xAF", "压缩包（7z）", "请解压后上传其中的文件"),
    KIND("\x1F\x8B", "压缩包（gzip）", "请解压后上传其中的文件"),
#undef KIND
};

static enum status refuse_other_kind(const char *bytes, size_t size, const char *wanted, const char *name,
                                     struct problems *problems)
{
    for (size_t i = 0; i < sizeof other_kinds / sizeof *other_kinds; i++)
        if (starts_with(bytes, size, other_kinds[i].magic, other_kinds[i].length))
            return problem_add(problems, REFUSED, &msg_file_kind, name, other_kinds[i].what, wanted,
                               other_kinds[i].advice, NULL);
    return OK;
}

/* Names in an OLE directory are UTF-16LE; finding the name is enough to say what the file is. */
static bool ole_has_stream(const char *bytes, size_t size, const char *name)
{
    char wide[64];
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++) {
        wide[2 * i] = name[i];
        wide[2 * i + 1] = '\0';
    }
    return memmem(bytes, size, wide, 2 * length) != NULL;
}

static enum status refuse_ole(const char *bytes, size_t size, const char *name, struct problems *problems)
{
    const struct message *message = &msg_file_ole;
    if (ole_has_stream(bytes, size, "EncryptedPackage") || ole_has_stream(bytes, size, "EncryptionInfo"))
        message = &msg_file_password;
    else if (ole_has_stream(bytes, size, "WordDocument"))
        message = &msg_file_old_doc;
    else if (ole_has_stream(bytes, size, "Workbook"))
        message = &msg_file_old_xls;
    return problem_add(problems, REFUSED, message, name, NULL);
}

/* Office systems export web pages and XML under the name .doc; their tags are not what the letter says. */
static bool looks_like_markup(const char *bytes, size_t size)
{
    static const char *const heads[] = {"<!doctype", "<html", "<?xml", "mime-version:", "<w:worddocument", "<script"};
    if (starts_with(bytes, size, "\xEF\xBB\xBF", 3))
        bytes += 3, size -= 3;
    while (size > 0 && strchr(" \t\r\n", *bytes) && *bytes)
        bytes++, size--;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (size >= strlen(heads[i]) && strncasecmp(bytes, heads[i], strlen(heads[i])) == 0)
            return true;
    return false;
}

bool file_is_zip(const void *bytes, size_t size)
{
    return starts_with(bytes, size, "PK\3\4", 4) || starts_with(bytes, size, "PK\5\6", 4);
}

static enum status refuse_size(size_t size, const char *name, struct problems *problems)
{
    char found[32], limit[32];
    snprintf(found, sizeof found, "%zu", size);
    snprintf(limit, sizeof limit, "%d", FILE_BYTES);
    return problem_add(problems, TOO_LARGE, &msg_file_too_large, name, found, limit, NULL);
}

enum status file_check(const void *bytes, size_t size, const char *wanted, const char *file_name,
                       struct problems *problems)
{
    if (size == 0)
        return problem_add(problems, REFUSED, &msg_file_empty, file_name, NULL);
    if (size > FILE_BYTES)
        return refuse_size(size, file_name, problems);
    if (starts_with(bytes, size, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return refuse_ole(bytes, size, file_name, problems);
    enum status status = refuse_other_kind(bytes, size, wanted, file_name, problems);
    if (status == OK && looks_like_markup(bytes, size))
        status = problem_add(problems, REFUSED, &msg_file_kind, file_name, "网页或 XML 文件", wanted,
                             "请用 Word、Excel 或 WPS 打开后“另存为”", NULL);
    return status;
}

/* Reads until the end or one byte over the limit: the size told beforehand may not be the size when reading. */
static enum status read_all(int fd, size_t limit, char *bytes, size_t *ret_size)
{
    size_t size = 0;
    while (size <= limit) {
        ssize_t got = read(fd, bytes + size, limit + 1 - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return FAILED;
        if (got == 0)
            break;
        size += (size_t)got;
    }
    *ret_size = size;
    return OK;
}

static enum status load_open(int fd, const char *path, struct problems *problems, char **ret_bytes, size_t *ret_size)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return problem_add(problems, FAILED, &msg_file_unreadable, path, strerror(errno), NULL);
    if (!S_ISREG(about.st_mode))
        return problem_add(problems, REFUSED, &msg_file_not_regular, path, NULL);
    if (about.st_size > FILE_BYTES)
        return refuse_size((size_t)about.st_size, path, problems);
    size_t size = 0, expected = (size_t)about.st_size;
    char *bytes = xmalloc(expected + 1);
    if (read_all(fd, expected, bytes, &size) != OK) {
        free(bytes);
        return problem_add(problems, FAILED, &msg_file_unreadable, path, strerror(errno), NULL);
    }
    *ret_bytes = bytes;
    *ret_size = size > expected ? expected : size;
    return OK;
}

enum status file_load(const char *path, struct problems *problems, char **ret_bytes, size_t *ret_size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* not waiting at a pipe */
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return problem_add(problems, NOT_FOUND, &msg_file_missing, path, NULL);
    if (fd < 0)
        return problem_add(problems, FAILED, &msg_file_unreadable, path, strerror(errno), NULL);
    enum status status = load_open(fd, path, problems, ret_bytes, ret_size);
    close(fd);
    return status;
}
