/*
 * vsapi/base/iid.c - the interface and class ids of VSS, the one place that has them.
 *
 * The values stand in the headers, beside the interfaces they belong to; with VSAPI_DEFINE_GUIDS
 * the headers define what they otherwise only declare. IIDs that are not of VSS (IID_IUnknown,
 * GUID_NULL) are not here.
 */
#define VSAPI_DEFINE_GUIDS

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>
#include <vsprov.h>
#include <vsmgmt.h>
#include <vsadmin.h>
