#include "calendar/calendar_messages.h"

CALENDAR_MESSAGES(MESSAGE_DEFINE)
