#include "ledger/ledger_messages.h"

LEDGER_MESSAGES(MESSAGE_DEFINE)
