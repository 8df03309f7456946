#include "intake/intake_messages.h"
#include "intake/people_messages.h"

INTAKE_MESSAGES(MESSAGE_DEFINE)
PEOPLE_MESSAGES(MESSAGE_DEFINE)
