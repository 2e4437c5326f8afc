/*
 * vsapi/base/hash.h - SipHash-1-3 under a key that every process draws for itself, so that nobody
 * can write a document whose names all fall into one place of a hash table.
 */
#ifndef VSAPI_BASE_HASH_H
#define VSAPI_BASE_HASH_H

#include <stdint.h>

struct vsapi_hash {
    uint64_t v[4];
};

/* The state to begin with. */
const struct vsapi_hash *vsapi_hash_begin(void);

static inline uint64_t vsapi_hash_turn(uint64_t value, unsigned bits)
{
    return value << bits | value >> (64 - bits);
}

static inline void vsapi_hash_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = vsapi_hash_turn(v[1], 13) ^ v[0];
    v[0] = vsapi_hash_turn(v[0], 32);
    v[2] += v[3];
    v[3] = vsapi_hash_turn(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = vsapi_hash_turn(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = vsapi_hash_turn(v[1], 17) ^ v[2];
    v[2] = vsapi_hash_turn(v[2], 32);
}

static inline void vsapi_hash_add(struct vsapi_hash *hash, uint64_t block)
{
    hash->v[3] ^= block;
    vsapi_hash_round(hash->v);
    hash->v[0] ^= block;
}

static inline uint32_t vsapi_hash_end(struct vsapi_hash *hash)
{
    uint64_t all;

    hash->v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        vsapi_hash_round(hash->v);
    all = hash->v[0] ^ hash->v[1] ^ hash->v[2] ^ hash->v[3];
    return (uint32_t)(all ^ all >> 32);
}

#endif
