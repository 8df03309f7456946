/* message: one sentence the program may say, in both languages, with its stable code.
 * Each folder keeps its sentences in one list `<folder>_messages.h` of rows M(code, chinese, english); "{0}" … "{3}"
 * stand for arguments. The header declares `const struct message msg_<code>`; <folder>_messages.c defines them by
 * including the same header with MESSAGES_DEFINE set. tests/base/test_message.c checks that both languages use the same
 * arguments. */
#ifndef RECTIFY_BASE_MESSAGE_H
#define RECTIFY_BASE_MESSAGE_H

#include <stddef.h>

struct message {
    const char *code;
    const char *zh;
    const char *en;
};

enum language { LANGUAGE_ZH, LANGUAGE_EN };

#define MESSAGE_DECLARE(code, zh, en) extern const struct message msg_##code;
#define MESSAGE_DEFINE(code, zh, en)  const struct message msg_##code = {#code, zh, en};
#define MESSAGE_ENTRY(code, zh, en)   &msg_##code,

/* LC_ALL, LC_MESSAGES, LANG: Chinese unless the locale names another language than zh (C and POSIX count as Chinese
 * only when nothing is set; an explicit "C" or "en_…" means English). */
enum language language_of_locale(void);

#endif
