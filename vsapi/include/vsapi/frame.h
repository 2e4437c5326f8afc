/*
 * vsapi/frame.h - what travels between the service and the processes that use it: frames.
 *
 * A frame is a head (the length of the body, the kind) and a body, all numbers little-endian:
 * docs/protocol.md. Who builds one may put everything in it and ask at the end whether that worked;
 * who takes one apart likewise. A text in a frame ends in NUL and lives as long as the frame.
 */
#ifndef VSAPI_FRAME_H
#define VSAPI_FRAME_H

#include <vsapi/platform.h>

#include <stddef.h>
#include <stdint.h>

#define VSAPI_FRAME_HEAD 8               /* bytes before the body */
#define VSAPI_FRAME_LIMIT (256u << 20)   /* bytes of a body that are taken at most */
#define VSAPI_FRAME_GREETING_LIMIT 4096u /* of somebody who has not yet said who it is */

struct vsapi_frame {
    uint32_t kind;
    bool failed;    /* memory was out, or what was to be taken is not there */
    uint8_t *bytes; /* head and body */
    size_t size_bytes, capacity;
    size_t at; /* what is taken next */
};

/* Both leave the memory for the next one in it: `frame` is zeroed before it is used first. */
void vsapi_frame_begin(struct vsapi_frame *frame, uint32_t kind);
HRESULT vsapi_frame_read_head(struct vsapi_frame *frame, size_t limit, size_t *size_bytes);
void vsapi_frame_finish(struct vsapi_frame *frame);
/* Room for so many bytes altogether; false: memory is out, and the frame has failed. */
bool vsapi_frame_reserve(struct vsapi_frame *frame, size_t size_bytes);
/* Writes the head. E_OUTOFMEMORY; E_INVALIDARG: it is longer than may be. */
HRESULT vsapi_frame_close(struct vsapi_frame *frame);

void vsapi_put_bool(struct vsapi_frame *frame, bool value);
void vsapi_put_u32(struct vsapi_frame *frame, uint32_t value);
void vsapi_put_u64(struct vsapi_frame *frame, uint64_t value);
void vsapi_put_guid(struct vsapi_frame *frame, const GUID *value);
void vsapi_put_text(struct vsapi_frame *frame, const char *text); /* NULL is another than "" */
void vsapi_put_bytes(struct vsapi_frame *frame, const char *bytes, size_t size_bytes);

/* What is not there is 0, NULL, and makes the frame fail. */
bool vsapi_take_bool(struct vsapi_frame *frame);
uint32_t vsapi_take_u32(struct vsapi_frame *frame);
uint64_t vsapi_take_u64(struct vsapi_frame *frame);
GUID vsapi_take_guid(struct vsapi_frame *frame);
const char *vsapi_take_text(struct vsapi_frame *frame);
const char *vsapi_take_bytes(struct vsapi_frame *frame, size_t *size_bytes);
/* How many things of at least so many bytes follow: more than can be there makes the frame fail. */
uint32_t vsapi_take_count(struct vsapi_frame *frame, size_t each_bytes);
/* Has everything been taken, and was all there? E_INVALIDARG with a sentence else. */
HRESULT vsapi_frame_taken(const struct vsapi_frame *frame);

#endif
