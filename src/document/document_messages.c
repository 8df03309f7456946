#include "document/document_messages.h"

DOCUMENT_MESSAGES(MESSAGE_DEFINE)
