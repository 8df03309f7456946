#include "chart/chart_messages.h"

CHART_MESSAGES(MESSAGE_DEFINE)
