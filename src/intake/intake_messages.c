#include "intake/intake_messages.h"

INTAKE_MESSAGES(MESSAGE_DEFINE)
