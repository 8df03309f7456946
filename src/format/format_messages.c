#include "format/format_messages.h"

FORMAT_MESSAGES(MESSAGE_DEFINE)
