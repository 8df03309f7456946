#include "record/record_messages.h"

RECORD_MESSAGES(MESSAGE_DEFINE)
