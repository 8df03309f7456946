/* arena: memory that is given back all at once. One arena per request, command or job, passed explicitly.
 * Not for threads to share. Running out of memory ends the process with a sentence on stderr: every input has a limit
 * that is checked before memory is asked for, and an ended process loses nothing that was acknowledged. */
#ifndef RECTIFY_BASE_ARENA_H
#define RECTIFY_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);  /* NULL is fine */
void arena_reset(struct arena *arena); /* keeps one chunk for reuse */
size_t arena_used(const struct arena *arena);

void *arena_alloc(struct arena *arena, size_t size); /* zeroed, aligned for any type */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length); /* result is NUL-terminated */
void *arena_memdup(struct arena *arena, const void *bytes, size_t size);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3), nonnull(2)));

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
void *arena_alloc_array(struct arena *arena, size_t count, size_t size); /* checks the product */

/* A vector in an arena: struct { type *items; size_t count, room; }. VEC_PUSH returns a pointer to the new, zeroed
 * element. */
#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        size_t count, room;                                                                                            \
    }
#define VEC_PUSH(arena, vec)                                                                                           \
    ((vec)->items = vec_room((arena), (vec)->items, &(vec)->room, (vec)->count, sizeof *(vec)->items),                 \
     (vec)->items + (vec)->count++)
void *vec_room(struct arena *arena, void *items, size_t *room, size_t count, size_t size);

/* malloc and friends that end the process instead of returning NULL; for what lives longer than an arena. */
void *xmalloc(size_t size); /* zeroed */
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *text);

#endif
