#include "cli/cli_messages.h"

CLI_MESSAGES(MESSAGE_DEFINE)
