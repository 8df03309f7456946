#include "insight/insight_messages.h"

INSIGHT_MESSAGES(MESSAGE_DEFINE)
