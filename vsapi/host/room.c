/*
 * vsapi/host/room.c - how much room a volume has left.
 *
 * The files of a volume and its shadow copies share one account, which therefore lives until the
 * last of them is gone. Bytes of contents are counted, not blocks; what two trees in memory share
 * counts once.
 */
#include "parts.h"

struct vsapi_room {
    atomic_uint refs;
    struct vsapi_mutex lock; /* guards used */
    uint64_t limit, used;
};

struct vsapi_room *vsapi_room_create(uint64_t limit_bytes)
{
    struct vsapi_room *room = vsapi_calloc(1, sizeof *room);

    if (!room)
        return NULL;
    atomic_init(&room->refs, 1);
    vsapi_mutex_init(&room->lock);
    room->limit = limit_bytes;
    return room;
}

struct vsapi_room *vsapi_room_ref(struct vsapi_room *room)
{
    if (room)
        atomic_fetch_add(&room->refs, 1);
    return room;
}

void vsapi_room_unref(struct vsapi_room *room)
{
    if (!room || atomic_fetch_sub(&room->refs, 1) != 1)
        return;
    vsapi_mutex_finish(&room->lock);
    vsapi_free(room);
}

bool vsapi_room_take(struct vsapi_room *room, uint64_t bytes)
{
    bool taken;

    if (!room)
        return true;
    vsapi_mutex_lock(&room->lock);
    taken = room->used <= room->limit && bytes <= room->limit - room->used;
    if (taken)
        room->used += bytes;
    vsapi_mutex_unlock(&room->lock);
    return taken;
}

void vsapi_room_give(struct vsapi_room *room, uint64_t bytes)
{
    if (!room)
        return;
    vsapi_mutex_lock(&room->lock);
    room->used -= bytes < room->used ? bytes : room->used; /* files may have grown behind us */
    vsapi_mutex_unlock(&room->lock);
}

bool vsapi_room_space(struct vsapi_room *room, struct vsapi_space *out)
{
    if (!room)
        return false;
    vsapi_mutex_lock(&room->lock);
    out->total_bytes = room->limit;
    out->free_bytes = room->used < room->limit ? room->limit - room->used : 0;
    vsapi_mutex_unlock(&room->lock);
    return true;
}
