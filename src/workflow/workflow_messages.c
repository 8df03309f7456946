#include "workflow/workflow_messages.h"

WORKFLOW_MESSAGES(MESSAGE_DEFINE)
