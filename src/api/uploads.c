#include "api/uploads.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdlib.h>

struct upload {
    struct digest file;
    struct uuid account;
};

struct uploads {
    pthread_mutex_t lock;
    struct upload ring[UPLOADS_KEPT];
    size_t next;
};

struct uploads *uploads_new(void)
{
    struct uploads *uploads = xmalloc(sizeof *uploads);
    pthread_mutex_init(&uploads->lock, NULL);
    return uploads;
}

void uploads_free(struct uploads *uploads)
{
    if (!uploads)
        return;
    pthread_mutex_destroy(&uploads->lock);
    free(uploads);
}

static bool find(const struct uploads *uploads, const struct digest *file, struct uuid account)
{
    for (size_t i = 0; i < UPLOADS_KEPT; i++)
        if (uuid_equal(uploads->ring[i].account, account) && digest_equal(&uploads->ring[i].file, file))
            return true;
    return false;
}

void uploads_note(struct uploads *uploads, const struct digest *file, struct uuid account)
{
    pthread_mutex_lock(&uploads->lock);
    if (!find(uploads, file, account)) {
        uploads->ring[uploads->next] = (struct upload){*file, account};
        uploads->next = (uploads->next + 1) % UPLOADS_KEPT;
    }
    pthread_mutex_unlock(&uploads->lock);
}

bool uploads_pending(struct uploads *uploads, const struct digest *file)
{
    bool found = false;
    pthread_mutex_lock(&uploads->lock);
    for (size_t i = 0; i < UPLOADS_KEPT && !found; i++)
        found = !uuid_is_nil(uploads->ring[i].account) && digest_equal(&uploads->ring[i].file, file);
    pthread_mutex_unlock(&uploads->lock);
    return found;
}

bool uploads_has(struct uploads *uploads, const struct digest *file, struct uuid account)
{
    pthread_mutex_lock(&uploads->lock);
    bool found = find(uploads, file, account);
    pthread_mutex_unlock(&uploads->lock);
    return found;
}
