#include "access/access_messages.h"

ACCESS_MESSAGES(MESSAGE_DEFINE)
