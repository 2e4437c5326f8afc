/*
 * vsapi/base/arena.c - memory that goes all at once.
 *
 * Blocks are cut from chunks that double up to CHUNK_MOST. Structs are taken from the front of a
 * chunk, aligned; texts from its back, byte by byte, so that neither pads the other. What is larger
 * than a quarter of a chunk gets a chunk of its own. Structs are zeroed when they are handed out,
 * so that they are in the cache when they are filled.
 */
#include <vsapi/alloc.h>

#include <string.h>

#define CHUNK_LEAST ((size_t)4096)
#define CHUNK_MOST ((size_t)256 * 1024)
#define ALIGNMENT ((size_t)16)

struct chunk {
    struct chunk *next;
    size_t front, back; /* the free bytes are bytes[front] to bytes[back - 1] */
    _Alignas(16) char bytes[];
};

struct vsapi_arena {
    struct chunk *chunks; /* the first one is being filled */
    size_t next_bytes;    /* size of the next chunk */
};

struct vsapi_arena *vsapi_arena_create(void)
{
    struct vsapi_arena *arena = vsapi_calloc(1, sizeof *arena);

    if (arena)
        arena->next_bytes = CHUNK_LEAST;
    return arena;
}

void vsapi_arena_destroy(struct vsapi_arena *arena)
{
    struct chunk *chunk, *next;

    if (!arena)
        return;
    for (chunk = arena->chunks; chunk; chunk = next) {
        next = chunk->next;
        vsapi_free(chunk);
    }
    vsapi_free(arena);
}

static struct chunk *chunk_create(size_t bytes)
{
    struct chunk *chunk;

    if (bytes > PTRDIFF_MAX - sizeof *chunk)
        return NULL;
    chunk = vsapi_malloc(sizeof *chunk + bytes);
    if (!chunk)
        return NULL;
    chunk->next = NULL;
    chunk->front = 0;
    chunk->back = bytes;
    return chunk;
}

/* A chunk for one large block; it goes behind the one that is being filled. */
static struct chunk *arena_add_own(struct vsapi_arena *arena, size_t bytes)
{
    struct chunk *chunk = chunk_create(bytes);

    if (!chunk)
        return NULL;
    if (arena->chunks) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        arena->chunks = chunk;
    }
    chunk->front = chunk->back; /* full */
    return chunk;
}

static struct chunk *arena_add(struct vsapi_arena *arena)
{
    struct chunk *chunk = chunk_create(arena->next_bytes);

    if (!chunk)
        return NULL;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    if (arena->next_bytes < CHUNK_MOST)
        arena->next_bytes *= 2;
    return chunk;
}

/* The chunk that has room for that many bytes, or NULL: out of memory. */
static struct chunk *arena_room(struct vsapi_arena *arena, size_t bytes)
{
    struct chunk *chunk = arena->chunks;

    return chunk && chunk->back - chunk->front >= bytes ? chunk : arena_add(arena);
}

void *vsapi_arena_raw(struct vsapi_arena *arena, size_t size_bytes)
{
    struct chunk *chunk;
    void *block;

    if (size_bytes > SIZE_MAX - ALIGNMENT)
        return NULL;
    size_bytes = size_bytes ? (size_bytes + ALIGNMENT - 1) & ~(ALIGNMENT - 1) : ALIGNMENT;
    if (size_bytes > arena->next_bytes / 4) {
        chunk = arena_add_own(arena, size_bytes);
        return chunk ? chunk->bytes : NULL;
    }
    chunk = arena_room(arena, size_bytes);
    if (!chunk)
        return NULL;
    block = chunk->bytes + chunk->front;
    chunk->front += size_bytes;
    return block;
}

void *vsapi_arena_alloc(struct vsapi_arena *arena, size_t size_bytes)
{
    void *block = vsapi_arena_raw(arena, size_bytes);

    return block ? memset(block, 0, size_bytes) : NULL;
}

char *vsapi_arena_text(struct vsapi_arena *arena, const char *text, size_t length)
{
    struct chunk *chunk;
    char *copy;

    if (!text || length == SIZE_MAX)
        return NULL;
    if (length + 1 > arena->next_bytes / 4) {
        chunk = arena_add_own(arena, length + 1);
        copy = chunk ? chunk->bytes : NULL;
    } else {
        chunk = arena_room(arena, length + 1);
        copy = chunk ? chunk->bytes + (chunk->back -= length + 1) : NULL;
    }
    if (!copy)
        return NULL;
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

bool vsapi_arena_grow_(struct vsapi_arena *arena, void **items, uint32_t count, uint32_t *capacity,
                       size_t item_bytes)
{
    uint32_t wanted = *capacity ? *capacity * 2 : 2;
    void *grown;

    if (count < *capacity)
        return true;
    if (wanted < *capacity || wanted > SIZE_MAX / item_bytes)
        return false;
    grown = vsapi_arena_raw(arena, wanted * item_bytes);
    if (!grown)
        return false;
    if (count > 0)
        memcpy(grown, *items, count * item_bytes);
    *items = grown;
    *capacity = wanted;
    return true;
}
