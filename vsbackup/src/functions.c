/*
 * vsbackup/src/functions.c - the functions of vsbackup.h that belong to no object, each under its
 * documented and its exported name.
 */
#include <vsbackup/enum.h>
#include "text_arguments.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/service.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

/* ---- CreateVssExamineWriterMetadata -------------------------------------------------------------
 */

static HRESULT examine_create(BSTR xml, IVssExamineWriterMetadata **out)
{
    struct vsapi_wmd *metadata;
    char *text;
    HRESULT hr;

    if (!out || !xml)
        return vsapi_fail(E_INVALIDARG,
                          "CreateVssExamineWriterMetadata: %s is NULL (the requester's mistake)",
                          out ? "bstrXML" : "ppMetadata");
    *out = NULL;
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "CreateVssExamineWriterMetadata");
    if (FAILED(hr))
        return hr;
    hr = vsapi_document_text("bstrXML", xml, SysStringLen(xml), &text);
    if (FAILED(hr))
        return hr;
    hr = vsapi_wmd_read(text, strlen(text), &metadata);
    vsapi_free(text);
    if (FAILED(hr))
        return hr;
    hr = vsapi_examine_create(metadata, &GUID_NULL, out);
    vsapi_wmd_unref(metadata);
    return hr;
}

HRESULT STDAPICALLTYPE CreateVssExamineWriterMetadata(BSTR bstrXML,
                                                      IVssExamineWriterMetadata **ppMetadata)
{
    return VSAPI_API("CreateVssExamineWriterMetadata", NULL, examine_create(bstrXML, ppMetadata),
                     "");
}

HRESULT STDAPICALLTYPE
CreateVssExamineWriterMetadataInternal(BSTR bstrXML, IVssExamineWriterMetadata **ppMetadata)
{
    return CreateVssExamineWriterMetadata(bstrXML, ppMetadata);
}

/* ---- IsVolumeSnapshotted, ShouldBlockRevert
 * -------------------------------------------------------- */

static HRESULT is_snapshotted(VSS_PWSZ volume, BOOL *present, LONG *capability)
{
    struct vsapi_service *service;
    bool found = false;
    LONG bits = 0;
    char *name;
    HRESULT hr;

    if (!volume || !present || !capability)
        return vsapi_fail(E_INVALIDARG,
                          "IsVolumeSnapshotted: an argument is NULL (the requester's mistake)");
    *present = FALSE;
    *capability = 0;
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "IsVolumeSnapshotted");
    if (SUCCEEDED(hr))
        hr = vsbackup_volume_text("IsVolumeSnapshotted", volume, E_INVALIDARG, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_embedded_service(&service);
    if (SUCCEEDED(hr))
        hr = vsapi_service_is_snapshotted(service, name, &found, &bits);
    vsapi_free(name);
    if (SUCCEEDED(hr)) {
        *present = found ? TRUE : FALSE;
        *capability = bits;
    }
    return hr;
}

HRESULT APIENTRY IsVolumeSnapshotted(VSS_PWSZ pwszVolumeName, BOOL *pbSnapshotsPresent,
                                     LONG *plSnapshotCapability)
{
    return VSAPI_API("IsVolumeSnapshotted", NULL,
                     is_snapshotted(pwszVolumeName, pbSnapshotsPresent, plSnapshotCapability),
                     "pwszVolumeName=%w", pwszVolumeName);
}

HRESULT APIENTRY IsVolumeSnapshottedInternal(VSS_PWSZ pwszVolumeName, BOOL *pbSnapshotsPresent,
                                             LONG *plSnapshotCapability)
{
    return IsVolumeSnapshotted(pwszVolumeName, pbSnapshotsPresent, plSnapshotCapability);
}

static HRESULT should_block_revert(LPCWSTR volume, bool *block)
{
    struct vsapi_service *service;
    char *name;
    HRESULT hr;

    if (!volume || !block)
        return vsapi_fail(E_INVALIDARG, "ShouldBlockRevert: %s is NULL (the requester's mistake)",
                          volume ? "pbBlock" : "wszVolumeName");
    *block = false;
    hr = vsapi_embedded_access(VSAPI_ROLE_REQUESTER, "ShouldBlockRevert");
    if (SUCCEEDED(hr))
        hr = vsbackup_volume_text("ShouldBlockRevert", volume, E_INVALIDARG, &name);
    if (FAILED(hr))
        return hr;
    hr = vsapi_embedded_service(&service);
    if (SUCCEEDED(hr))
        hr = vsapi_service_blocks_revert(service, name, block);
    vsapi_free(name);
    return hr;
}

HRESULT APIENTRY ShouldBlockRevert(LPCWSTR wszVolumeName, bool *pbBlock)
{
    return VSAPI_API("ShouldBlockRevert", NULL, should_block_revert(wszVolumeName, pbBlock),
                     "wszVolumeName=%w", wszVolumeName);
}

HRESULT APIENTRY ShouldBlockRevertInternal(LPCWSTR wszVolumeName, bool *pbBlock)
{
    return ShouldBlockRevert(wszVolumeName, pbBlock);
}

/* ---- VssFreeSnapshotProperties
 * --------------------------------------------------------------------- */

/* The page also has it initialize a structure: that can only mean the zeros it leaves, for it frees
 * what the structure holds on entry. */
void APIENTRY VssFreeSnapshotProperties(VSS_SNAPSHOT_PROP *pProp)
{
    if (pProp)
        vsbackup_snapshot_prop_free(pProp);
}

void APIENTRY VssFreeSnapshotPropertiesInternal(VSS_SNAPSHOT_PROP *pProp)
{
    VssFreeSnapshotProperties(pProp);
}
