#include "journal/journal_messages.h"

JOURNAL_MESSAGES(MESSAGE_DEFINE)
