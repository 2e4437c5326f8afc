/*
 * vsapi/service/making.h - the time limits of a shadow copy set that is being made.
 */
#ifndef VSAPI_SERVICE_MAKING_H
#define VSAPI_SERVICE_MAKING_H

#include "session.h"

#define VSAPI_HOLD_LIMIT_MS 10000u

/* Has every frozen writer still time for its Thaw? Else the set has failed, by no provider's
 * mistake. Inline delivery knows no time-outs. */
HRESULT vsapi_making_check_windows(struct vsapi_session *session);
/* Notes a call that is about to be made, with the time that it may take. */
struct vsapi_provider_call vsapi_making_call(struct vsapi_session *session,
                                             struct vsapi_provider *provider, const char *name);
/* What the set fails with when the call that was made last was late. */
HRESULT vsapi_making_late(struct vsapi_session *session);
/* The result of that call: what it answered, unless it succeeded too late. */
HRESULT vsapi_making_judge(struct vsapi_session *session, HRESULT hr);

#endif
