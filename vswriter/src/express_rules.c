/*
 * vswriter/src/express_rules.c - what an express writer may say of itself.
 *
 * File groups only, whole files in every kind of backup, no part in a restore. The methods ask one
 * argument at a time, LoadMetadata a whole document. Where the page of the method has a code for
 * what express writers may not do it is VSS_E_NOT_SUPPORTED, else E_INVALIDARG
 * (docs/decisions.md#express-codes).
 */
#include "express.h"

#include <vsapi/error.h>

#include <wchar.h>

static HRESULT unsupported(const char *method, const char *what, unsigned value)
{
    return vsapi_fail(VSS_E_NOT_SUPPORTED,
                      "%s: %s 0x%x is not for express writers; the writer's mistake", method, what,
                      value);
}

HRESULT vswriter_express_check_usage(const char *method, VSS_USAGE_TYPE usage)
{
    if (usage >= VSS_UT_BOOTABLESYSTEMSTATE && usage <= VSS_UT_USERDATA)
        return S_OK;
    return vswriter_metadata_bad_number(method, "usageType", (unsigned)usage);
}

HRESULT vswriter_express_check_component(const char *method, VSS_COMPONENT_TYPE type,
                                         uint32_t flags)
{
    if (type != VSS_CT_FILEGROUP)
        return vswriter_metadata_bad_number(method, "ct", (unsigned)type);
    if (flags & (VSS_CF_BACKUP_RECOVERY | VSS_CF_APP_ROLLBACK_RECOVERY))
        return vswriter_metadata_bad_number(method, "dwComponentFlags", flags);
    return S_OK;
}

/* The default mask has the bits that are forbidden: it passes as a whole
 * (docs/decisions.md#express-default-mask). */
HRESULT vswriter_express_check_files(const char *method, uint32_t mask, bool alternate_path)
{
    const uint32_t forbidden = VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED |
                               VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED | VSS_FSBT_LOG_BACKUP_REQUIRED;

    if (alternate_path)
        return vsapi_fail(VSS_E_NOT_SUPPORTED,
                          "%s: wszAlternateLocation is not for express writers; the writer's "
                          "mistake",
                          method);
    if ((mask & forbidden) &&
        mask != (VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED))
        return unsupported(method, "dwBackupTypeMask", mask);
    return S_OK;
}

static bool is_letter(WCHAR c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What a variable stands for is not known before the machine is. */
HRESULT vswriter_express_check_local(const char *method, LPCWSTR path)
{
    if (path && (path[0] == '%' || (is_letter(path[0]) && path[1] == ':' && path[2] == '\\')))
        return S_OK;
    if (path && wcsncmp(path, L"\\\\?\\", 4) == 0 && wcsncmp(path + 4, L"UNC\\", 4) != 0)
        return S_OK;
    return vsapi_fail(E_INVALIDARG,
                      "%s: wszPath does not begin with a local volume; the writer's mistake",
                      method);
}

HRESULT vswriter_express_check_restore(const char *method, VSS_RESTOREMETHOD_ENUM restore_method,
                                       VSS_WRITERRESTORE_ENUM writer_restore)
{
    switch (restore_method) {
    case VSS_RME_UNDEFINED:
    case VSS_RME_RESTORE_TO_ALTERNATE_LOCATION:
    case VSS_RME_CUSTOM:
        return unsupported(method, "method", (unsigned)restore_method);
    default:
        break;
    }
    if (writer_restore != VSS_WRE_NEVER)
        return unsupported(method, "writerRestore", (unsigned)writer_restore);
    return S_OK;
}

HRESULT vswriter_express_check_schema(const char *method, uint32_t mask)
{
    if (mask & ~(uint32_t)0xffff) /* above all bits of VSS_BACKUP_SCHEMA */
        return vswriter_metadata_bad_number(method, "dwSchemaMask", mask);
    if (mask & ~(uint32_t)(VSS_BS_COPY | VSS_BS_INDEPENDENT_SYSTEM_STATE))
        return unsupported(method, "dwSchemaMask", mask);
    return S_OK;
}

/* ---- a whole document ---------------------------------------------------------------------------
 */

static HRESULT check_components(const char *method, const struct vsapi_wmd *wmd)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < wmd->components.count; i++) {
        const struct vsapi_wm_component *component = wmd->components.items[i];

        hr = vswriter_express_check_component(method, component->type, component->component_flags);
        for (size_t f = 0; SUCCEEDED(hr) && f < component->files.count; f++)
            hr = vswriter_express_check_files(method, component->files.items[f].backup_type_mask,
                                              component->files.items[f].alternate_path != NULL);
    }
    return hr;
}

static HRESULT check_lists(const char *method, const struct vsapi_wmd *wmd)
{
    if (wmd->alternate_mappings.count == 0 && wmd->exclude_from_snapshot.count == 0)
        return S_OK;
    return vsapi_fail(VSS_E_NOT_SUPPORTED,
                      "%s: %s are not for express writers; the writer's mistake", method,
                      wmd->alternate_mappings.count ? "alternate location mappings"
                                                    : "files excluded from the shadow copy");
}

HRESULT vswriter_express_check_document(const struct vsapi_wmd *wmd)
{
    const char *method = "LoadMetadata";
    HRESULT hr = vswriter_express_check_usage(method, wmd->usage);

    if (SUCCEEDED(hr))
        hr = vswriter_express_check_schema(method, wmd->backup_schema);
    if (SUCCEEDED(hr) && wmd->has_restore_method)
        hr = vswriter_express_check_restore(method, wmd->restore_method, wmd->writer_restore);
    if (SUCCEEDED(hr))
        hr = check_lists(method, wmd);
    if (SUCCEEDED(hr))
        hr = check_components(method, wmd);
    return SUCCEEDED(hr) ? S_OK : VSS_E_INVALID_XML_DOCUMENT;
}
