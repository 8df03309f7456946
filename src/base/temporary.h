/* temporary: where files are put that are gone when their work is done. */
#ifndef RECTIFY_BASE_TEMPORARY_H
#define RECTIFY_BASE_TEMPORARY_H

/* $TMPDIR, else /tmp. */
const char *temporary_folder(void);

#endif
