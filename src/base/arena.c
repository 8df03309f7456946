#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024, ALIGN = alignof(max_align_t) };

struct chunk {
    struct chunk *before;
    size_t room, used;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct chunk *chunk;
    size_t used;
};

static void out_of_memory(size_t size)
{
    fprintf(stderr, "rectify: out of memory (asked for %zu bytes); nothing acknowledged is lost\n", size);
    abort();
}

void *xmalloc(size_t size)
{
    void *bytes = calloc(1, size ? size : 1);
    if (!bytes)
        out_of_memory(size);
    return bytes;
}

void *xrealloc(void *old, size_t size)
{
    void *bytes = realloc(old, size ? size : 1);
    if (!bytes)
        out_of_memory(size);
    return bytes;
}

char *xstrdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(xmalloc(size), text, size);
}

static struct chunk *chunk_new(struct chunk *before, size_t room)
{
    struct chunk *chunk = malloc(sizeof *chunk + room);
    if (!chunk)
        out_of_memory(room);
    chunk->before = before;
    chunk->room = room;
    chunk->used = 0;
    return chunk;
}

struct arena *arena_new(void)
{
    struct arena *arena = xmalloc(sizeof *arena);
    arena->chunk = chunk_new(NULL, CHUNK - sizeof(struct chunk));
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct chunk *chunk = arena->chunk, *before; chunk; chunk = before) {
        before = chunk->before;
        free(chunk);
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    while (arena->chunk->before) {
        struct chunk *before = arena->chunk->before;
        free(arena->chunk);
        arena->chunk = before;
    }
    arena->chunk->used = 0;
    arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (arena->chunk->room - arena->chunk->used < size) {
        size_t usual = CHUNK - sizeof(struct chunk);
        arena->chunk = chunk_new(arena->chunk, size > usual ? size : usual);
    }
    void *bytes = arena->chunk->bytes + arena->chunk->used;
    arena->chunk->used += size;
    arena->used += size;
    return memset(bytes, 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        out_of_memory(SIZE_MAX);
    return arena_alloc(arena, count * size);
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size)
{
    if (new_size <= old_size)
        return old;
    void *bytes = arena_alloc(arena, new_size);
    if (old_size)
        memcpy(bytes, old, old_size);
    return bytes;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (length)
        memcpy(copy, text, length);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

void *arena_memdup(struct arena *arena, const void *bytes, size_t size)
{
    void *copy = arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = arena_alloc(arena, (size_t)(length < 0 ? 0 : length) + 1);
    if (length > 0)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

void *vec_room(struct arena *arena, void *items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return items;
    size_t more = *room ? *room * 2 : 8;
    if (more > SIZE_MAX / 2 / size)
        out_of_memory(SIZE_MAX);
    items = arena_grow(arena, items, *room * size, more * size);
    *room = more;
    return items;
}
