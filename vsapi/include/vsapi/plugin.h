/*
 * vsapi/plugin.h - a writer as a shared object that the library's tools can load.
 *
 * One line turns a class derived from CVssWriter into a plug-in:
 *
 *     VSAPI_WRITER_PLUGIN(LedgerWriter)
 *
 * The shared object then exports the four functions below, in this order of use: the loader
 * compares vsapi_plugin_abi with its own VSAPI_PLUGIN_ABI, sees by vsapi_plugin_service_marker
 * whether the plug-in uses the loader's copy of the library, creates the writer, and destroys it in
 * the end. In C a plug-in writes the four functions itself.
 */
#ifndef VSAPI_PLUGIN_H
#define VSAPI_PLUGIN_H

#include <vsapi/writer.h>

#define VSAPI_PLUGIN_ABI 1

#ifdef __cplusplus
extern "C" {
#endif

/* Its address tells one copy of the library from another in the same process. */
extern VSAPI_EXPORT const char vsapi_library_marker[];

#if defined(_WIN32)
#define VSAPI_PLUGIN_EXPORT __declspec(dllexport)
#else
#define VSAPI_PLUGIN_EXPORT __attribute__((visibility("default")))
#endif

/* The VSAPI_PLUGIN_ABI that the plug-in was compiled with. */
VSAPI_PLUGIN_EXPORT uint32_t vsapi_plugin_abi(void);

/* vsapi_library_marker as the plug-in sees it. Another address than the loader's means that the
 * plug-in carries a library, and so a service, of its own, which no requester outside it can reach.
 */
VSAPI_PLUGIN_EXPORT const void *vsapi_plugin_service_marker(void);

/**
 * Makes the writer and starts it: on success it is initialized and subscribed.
 *
 * @param writer  the writer, for vsapi_plugin_destroy; NULL on failure
 *
 * @retval E_OUTOFMEMORY  no memory, or std::bad_alloc was thrown
 * @retval E_UNEXPECTED   any other exception was thrown
 * @return what starting the writer returned
 */
VSAPI_PLUGIN_EXPORT HRESULT vsapi_plugin_create(void **writer);

/* Ends the writer, which unsubscribes it. NULL is allowed. */
VSAPI_PLUGIN_EXPORT void vsapi_plugin_destroy(void *writer);

#ifdef __cplusplus
}
#endif

/* The names, and their types, by which a loader looks the functions up. */
#define VSAPI_PLUGIN_ABI_NAME "vsapi_plugin_abi"
#define VSAPI_PLUGIN_SERVICE_MARKER_NAME "vsapi_plugin_service_marker"
#define VSAPI_PLUGIN_CREATE_NAME "vsapi_plugin_create"
#define VSAPI_PLUGIN_DESTROY_NAME "vsapi_plugin_destroy"

typedef uint32_t (*vsapi_plugin_abi_fn)(void);
typedef const void *(*vsapi_plugin_service_marker_fn)(void);
typedef HRESULT (*vsapi_plugin_create_fn)(void **writer);
typedef void (*vsapi_plugin_destroy_fn)(void *writer);

#if defined(__cplusplus) && !defined(CINTERFACE)

#include <new>

namespace vsapi
{

/* Runs one step of a plug-in; an exception becomes the HRESULT the loader can report. */
template <typename Step> HRESULT plugin_step(Step step)
{
#if defined(__cpp_exceptions)
    try {
        return step();
    } catch (const std::bad_alloc &) {
        return E_OUTOFMEMORY;
#if defined(VSAPI_FORCED_UNWIND)
    } catch (VSAPI_FORCED_UNWIND &) {
        throw;
#endif
    } catch (...) {
        return E_UNEXPECTED;
    }
#else
    return step();
#endif
}

} // namespace vsapi

/*
 * CLASS has a default constructor that only constructs, and a member that takes no arguments, calls
 * CVssWriter::Initialize and Subscribe, and returns their HRESULT. The common name for it is
 * Initialize, which VSAPI_WRITER_PLUGIN calls. For any other, VSAPI_WRITER_PLUGIN_EX takes the
 * expression that starts `writer`, a CLASS *, and yields an HRESULT: VSAPI_WRITER_PLUGIN_EX(Ledger,
 * writer->Start(7))
 */
#define VSAPI_WRITER_PLUGIN(CLASS) VSAPI_WRITER_PLUGIN_EX(CLASS, writer->Initialize())

#define VSAPI_WRITER_PLUGIN_EX(CLASS, START)                                                       \
    uint32_t vsapi_plugin_abi(void)                                                                \
    {                                                                                              \
        return VSAPI_PLUGIN_ABI;                                                                   \
    }                                                                                              \
    const void *vsapi_plugin_service_marker(void)                                                  \
    {                                                                                              \
        return vsapi_library_marker;                                                               \
    }                                                                                              \
    HRESULT vsapi_plugin_create(void **out)                                                        \
    {                                                                                              \
        CLASS *made = nullptr;                                                                     \
        HRESULT hr = vsapi::plugin_step([&made]() -> HRESULT {                                     \
            CLASS *writer = made = new (std::nothrow) CLASS;                                       \
            return writer ? (START) : E_OUTOFMEMORY;                                               \
        });                                                                                        \
        if (FAILED(hr)) {                                                                          \
            vsapi_plugin_destroy(made);                                                            \
            made = nullptr;                                                                        \
        }                                                                                          \
        *out = made;                                                                               \
        return hr;                                                                                 \
    }                                                                                              \
    void vsapi_plugin_destroy(void *writer)                                                        \
    {                                                                                              \
        vsapi::plugin_step([writer]() -> HRESULT {                                                 \
            delete static_cast<CLASS *>(writer);                                                   \
            return S_OK;                                                                           \
        });                                                                                        \
    }

#endif

#endif
