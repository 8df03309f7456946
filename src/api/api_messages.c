#include "api/api_messages.h"

API_MESSAGES(MESSAGE_DEFINE)
