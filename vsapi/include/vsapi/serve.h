/*
 * vsapi/serve.h - the service for other processes: `vss serve`, and programs that bring their own.
 */
#ifndef VSAPI_SERVE_H
#define VSAPI_SERVE_H

#include <vsapi/host.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vsapi_server; /* lets other processes use this process's service */

/**
 * Lets other processes use this process's service: those in whose environment VSAPI_SERVICE is the
 * address. Starts the service if need be.
 *
 * @param address  natively the path of a socket, absolute, at most 107 bytes; made here, for the
 *                 user of this process and root only
 * @retval E_INVALIDARG                               it is no address, or cannot be made
 * @retval HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)   another service listens there
 * @retval E_NOTIMPL                                  a volume of the host is in memory; on Windows
 * @retval E_OUTOFMEMORY
 *
 * Ownership: ended by vsapi_server_stop.   Threads: any.
 */
VSAPI_EXPORT HRESULT vsapi_server_start(const char *address, struct vsapi_server **out);
/** Sends all processes away: their backups are aborted, their writers unsubscribed. Waits for that.
 *  NULL is allowed. */
VSAPI_EXPORT void vsapi_server_stop(struct vsapi_server *server);
/** Writers of other processes that are subscribed now. */
VSAPI_EXPORT size_t vsapi_server_writer_count(struct vsapi_server *server);

/**
 * Tells who uses the service of another process (VSAPI_SERVICE) now.
 *
 * @param json  {"processes": [{"process": ID, "writers": [{"name", "writer", "instance"}],
 *              "sessions": [{"id", "busy"}]}]}; UTF-8, free with vsapi_host_free_path
 * @retval VSS_E_BAD_STATE  the service is in this process   @retval VSS_E_UNEXPECTED  it has gone
 */
VSAPI_EXPORT HRESULT vsapi_service_status(char **json);

#ifdef __cplusplus
}
#endif
#endif
