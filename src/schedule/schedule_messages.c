#include "schedule/schedule_messages.h"

SCHEDULE_MESSAGES(MESSAGE_DEFINE)
