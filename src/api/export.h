/* export: files made for one reply: written to a place of their own, sent as they are read, gone afterwards. */
#ifndef RECTIFY_API_EXPORT_H
#define RECTIFY_API_EXPORT_H

#include "api/call.h"

#define MEDIA_XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* An empty file in the folder for temporary files; FAILED when there is no room for one. */
enum status export_place(struct call *call, const char **ret_path);
/* Makes the file the reply, under this name, and notes the export in the access log (D18). The file has no name on disk
 * any more. */
enum status export_send(struct call *call, const char *path, const char *media_type, const char *name);

#endif
