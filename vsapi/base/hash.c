/*
 * vsapi/base/hash.c - the key of this process's hashes, and the hash of an id.
 */
#include "hash.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>

#include <string.h>

static struct vsapi_once key_once = VSAPI_ONCE_INIT;
static struct vsapi_hash first;

static void key_begin(void)
{
    uint64_t key[2];
    GUID random;

    _Static_assert(sizeof key == sizeof random, "an id is as long as the key");
    if (FAILED(vsapi_guid_create(&random))) { /* better than nothing */
        random = (GUID){.Data1 = (ULONG)(uintptr_t)&random};
        random.Data1 ^= (ULONG)vsapi_clock_machine_ms();
        vsapi_message_clear();
    }
    memcpy(key, &random, sizeof key);
    first.v[0] = key[0] ^ UINT64_C(0x736f6d6570736575);
    first.v[1] = key[1] ^ UINT64_C(0x646f72616e646f6d);
    first.v[2] = key[0] ^ UINT64_C(0x6c7967656e657261);
    first.v[3] = key[1] ^ UINT64_C(0x7465646279746573);
}

const struct vsapi_hash *vsapi_hash_begin(void)
{
    vsapi_once(&key_once, key_begin);
    return &first;
}

uint32_t vsapi_guid_hash(const GUID *guid)
{
    struct vsapi_hash hash = *vsapi_hash_begin();
    uint64_t blocks[2];

    memcpy(blocks, guid, sizeof blocks);
    vsapi_hash_add(&hash, blocks[0]);
    vsapi_hash_add(&hash, blocks[1]);
    return vsapi_hash_end(&hash);
}
