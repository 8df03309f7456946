#include "exchange/exchange_messages.h"

EXCHANGE_MESSAGES(MESSAGE_DEFINE)
