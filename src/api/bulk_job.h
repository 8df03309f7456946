/* bulk_job: a bulk change of more rows than one request may have, as a job: chunks of BULK_CHUNK rows, each an ordinary
 * queued write with the job's id as its batch. */
#ifndef RECTIFY_API_BULK_JOB_H
#define RECTIFY_API_BULK_JOB_H

#include "api/bulk.h"

/* Once the job's row is durable: takes what it needs of the call and starts. */
void bulk_job_start(struct call *call, struct uuid job, const struct bulk *bulk, bool dry_run);

#endif
