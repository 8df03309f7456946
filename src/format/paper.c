#include "format/paper.h"

#include "format/docx.h"
#include "format/format_messages.h"
#include "format/text.h"

#include <errno.h>
#include <fcntl.h>
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
    KIND("BM\x36", "图片（BMP）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("II*\0", "图片（TIFF）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("MM\0*", "图片（TIFF）", "请先识别成文字，或提供原来的 Word 文件"),
    KIND("Rar!\x1a", "压缩包（RAR）", "请解压后上传其中的文件"),
    KIND("7z\xBC\xAF", "压缩包（7z）", "请解压后上传其中的文件"),
    KIND("\x1F\x8B", "压缩包（gzip）", "请解压后上传其中的文件"),
#undef KIND
};

static enum status refuse_other_kind(const char *bytes, size_t size, const char *name, struct problems *problems)
{
    for (size_t i = 0; i < sizeof other_kinds / sizeof *other_kinds; i++)
        if (starts_with(bytes, size, other_kinds[i].magic, other_kinds[i].length))
            return problem_add(problems, REFUSED, &msg_file_kind, name, other_kinds[i].what, other_kinds[i].advice,
                               NULL);
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

enum status paper_read(struct arena *arena, const void *bytes, size_t size, const char *file_name,
                       struct problems *problems, struct paper *ret_paper)
{
    const char *name = file_name ? file_name : "";
    if (size == 0)
        return problem_add(problems, REFUSED, &msg_file_empty, name, NULL);
    if (size > PAPER_FILE_BYTES)
        return problem_add(problems, TOO_LARGE, &msg_file_too_large, name, arena_printf(arena, "%zu", size),
                           arena_printf(arena, "%d", PAPER_FILE_BYTES), NULL);
    if (starts_with(bytes, size, "PK\3\4", 4) || starts_with(bytes, size, "PK\5\6", 4))
        return docx_read(arena, bytes, size, name, problems, ret_paper);
    if (starts_with(bytes, size, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return refuse_ole(bytes, size, name, problems);
    enum status status = refuse_other_kind(bytes, size, name, problems);
    if (status != OK)
        return status;
    if (looks_like_markup(bytes, size))
        return problem_add(problems, REFUSED, &msg_file_kind, name, "网页或 XML 文件",
                           "请用 Word 或 WPS 打开后“另存为” .docx", NULL);
    return text_read(arena, bytes, size, name, problems, ret_paper);
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

static enum status read_open(struct arena *arena, int fd, const char *path, struct problems *problems,
                             struct paper *ret_paper)
{
    struct stat about;
    if (fstat(fd, &about) != 0)
        return problem_add(problems, FAILED, &msg_file_unreadable, path, strerror(errno), NULL);
    if (!S_ISREG(about.st_mode))
        return problem_add(problems, REFUSED, &msg_file_not_regular, path, NULL);
    if (about.st_size > PAPER_FILE_BYTES)
        return problem_add(problems, TOO_LARGE, &msg_file_too_large, path,
                           arena_printf(arena, "%lld", (long long)about.st_size),
                           arena_printf(arena, "%d", PAPER_FILE_BYTES), NULL);
    size_t size, expected = (size_t)about.st_size;
    char *bytes = xmalloc(expected + 1);
    enum status status = read_all(fd, expected, bytes, &size);
    if (status != OK)
        problem_add(problems, status, &msg_file_unreadable, path, strerror(errno), NULL);
    else
        status = paper_read(arena, bytes, size > expected ? expected : size, path, problems, ret_paper);
    free(bytes);
    return status;
}

enum status paper_read_file(struct arena *arena, const char *path, struct problems *problems, struct paper *ret_paper)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* not waiting at a pipe */
    if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return problem_add(problems, NOT_FOUND, &msg_file_missing, path, NULL);
    if (fd < 0)
        return problem_add(problems, FAILED, &msg_file_unreadable, path, strerror(errno), NULL);
    enum status status = read_open(arena, fd, path, problems, ret_paper);
    close(fd);
    return status;
}
