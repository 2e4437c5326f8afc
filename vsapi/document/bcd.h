/*
 * vsapi/document/bcd.h - what bcd.c and merge.c share.
 */
#ifndef VSAPI_DOCUMENT_BCD_H
#define VSAPI_DOCUMENT_BCD_H

#include "model.h"

/* Makes `bcd` keep `source` alive, whose texts its members point to. */
void document_bcd_use_texts_of(struct vsapi_bcd *bcd, struct vsapi_bcd *source);

#endif
