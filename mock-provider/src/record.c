/*
 * mock-provider/src/record.c - the record of one shadow copy as JSON.
 *
 * A member that is to outlive the process gets a row here and nothing else. Members that a record
 * has not keep their zero, so that an older record can still be read.
 */
#include "record.h"

#include <jansson.h>
#include <stdio.h>

#define RECORD_VERSION 1

enum kind {
    KIND_ID,     /* VSS_ID */
    KIND_TEXT,   /* char *, owned; left out while NULL */
    KIND_NUMBER, /* 4 bytes */
    KIND_LARGE,  /* 8 bytes */
};
struct field {
    const char *name;
    enum kind kind;
    size_t offset;
    bool required;
};
#define FIELD(name, kind, member, required)                                                        \
    {                                                                                              \
        name, kind, offsetof(struct vsmock_snapshot, member), required                             \
    }
static const struct field fields[] = {
    FIELD("set", KIND_ID, set_id, true),
    FIELD("provider", KIND_ID, provider_id, false),
    FIELD("snapshotsInSet", KIND_NUMBER, set_count, true),
    FIELD("attributes", KIND_NUMBER, context, true),
    FIELD("created", KIND_LARGE, created, true), /* FILETIME */
    FIELD("state", KIND_NUMBER, state, true),    /* VSS_SNAPSHOT_STATE */
    FIELD("device", KIND_TEXT, device, false),   /* there is none before the commit */
    FIELD("originalVolume", KIND_TEXT, original_volume, true),
    FIELD("originatingMachine", KIND_TEXT, originating_machine, true),
    FIELD("serviceMachine", KIND_TEXT, service_machine, true),
    FIELD("exposedName", KIND_TEXT, exposed_name, false),
    FIELD("exposedPath", KIND_TEXT, exposed_path, false),
    FIELD("broken", KIND_NUMBER, broken, false), /* a volume of its own: enum vsmock_broken */
    FIELD("folder", KIND_TEXT, folder, false),   /* the files are in FOLDER/ID; none: the store's */
    FIELD("bytes", KIND_LARGE, bytes, false),
    FIELD("owner", KIND_TEXT, owner, false), /* the host that it goes with; none: it is finished
                                                and persistent */
};

_Static_assert(sizeof(VSS_SNAPSHOT_STATE) == sizeof(LONG) && sizeof(LONG) == 4, "KIND_NUMBER");
_Static_assert(sizeof(VSS_TIMESTAMP) == 8, "KIND_LARGE");

char *vsmock_record_name(const VSS_ID *id, char name[VSMOCK_RECORD_NAME])
{
    char text[VSAPI_GUID_TEXT];

    snprintf(name, VSMOCK_RECORD_NAME, "%s.json", vsapi_guid_to_text(id, text));
    return name;
}

bool vsmock_record_id(const char *name, VSS_ID *out)
{
    char text[VSAPI_GUID_TEXT], again[VSMOCK_RECORD_NAME];

    snprintf(text, sizeof text, "%s", name);
    return SUCCEEDED(vsapi_guid_from_text(text, out)) &&
           strcmp(vsmock_record_name(out, again), name) == 0;
}

/* ---- writing -----------------------------------------------------------------------------------
 */

static json_t *format_field(const struct field *field, const struct vsmock_snapshot *snapshot)
{
    const void *member = (const char *)snapshot + field->offset;
    char text[VSAPI_GUID_TEXT];

    switch (field->kind) {
    case KIND_ID:
        return json_string(vsapi_guid_to_text(member, text));
    case KIND_TEXT:
        return json_string(*(char *const *)member);
    case KIND_NUMBER:
        return json_integer(*(const LONG *)member);
    case KIND_LARGE:
        break;
    }
    return json_integer(*(const int64_t *)member);
}

static bool is_left_out(const struct field *field, const struct vsmock_snapshot *snapshot)
{
    return field->kind == KIND_TEXT && !*(char *const *)((const char *)snapshot + field->offset);
}

HRESULT vsmock_record_format(const struct vsmock_snapshot *snapshot, char **json)
{
    json_t *object = json_pack("{s:i}", "version", RECORD_VERSION);
    bool whole = object != NULL;

    for (size_t i = 0; whole && i < ARRAYSIZE(fields); i++)
        whole =
            is_left_out(&fields[i], snapshot) ||
            json_object_set_new(object, fields[i].name, format_field(&fields[i], snapshot)) == 0;
    *json = whole ? json_dumps(object, JSON_INDENT(1)) : NULL;
    json_decref(object);
    return *json ? S_OK : vsapi_out_of_memory();
}

/* ---- reading -----------------------------------------------------------------------------------
 */

static HRESULT fail_field(const struct field *field, const char *why)
{
    return vsapi_fail(E_INVALIDARG, "\"%s\" %s", field->name, why);
}

static HRESULT parse_text(const struct field *field, const json_t *value, char **to)
{
    if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value))
        return fail_field(field, "is no text");
    *to = vsapi_strdup(json_string_value(value));
    return *to ? S_OK : vsapi_out_of_memory();
}

static HRESULT parse_field(const struct field *field, const json_t *value,
                           struct vsmock_snapshot *snapshot)
{
    void *member = (char *)snapshot + field->offset;
    json_int_t number = json_integer_value(value);

    if (!value)
        return field->required ? fail_field(field, "is missing") : S_OK;
    if (field->kind == KIND_TEXT)
        return parse_text(field, value, member);
    if (field->kind == KIND_ID)
        return json_is_string(value) &&
                       SUCCEEDED(vsapi_guid_from_text(json_string_value(value), member))
                   ? S_OK
                   : fail_field(field, "is no id");
    if (!json_is_integer(value) || (field->kind == KIND_NUMBER && number != (LONG)number) ||
        (field->kind == KIND_LARGE && number < 0))
        return fail_field(field, "is no number, or one that is too large");
    if (field->kind == KIND_NUMBER)
        *(LONG *)member = (LONG)number;
    else
        *(int64_t *)member = number;
    return S_OK;
}

static HRESULT parse_fields(const json_t *object, struct vsmock_snapshot *snapshot)
{
    HRESULT hr = S_OK;

    if (!json_is_object(object) ||
        json_integer_value(json_object_get(object, "version")) != RECORD_VERSION)
        return vsapi_fail(E_INVALIDARG, "it is no object with \"version\": %d", RECORD_VERSION);
    for (size_t i = 0; SUCCEEDED(hr) && i < ARRAYSIZE(fields); i++)
        hr = parse_field(&fields[i], json_object_get(object, fields[i].name), snapshot);
    return hr;
}

HRESULT vsmock_record_parse(const char *json, size_t size_bytes, struct vsmock_snapshot *snapshot)
{
    json_error_t error;
    json_t *object = json_loadb(json, size_bytes, JSON_REJECT_DUPLICATES, &error);
    HRESULT hr;

    if (!object)
        return json_error_code(&error) == json_error_out_of_memory
                   ? vsapi_out_of_memory()
                   : vsapi_fail(E_INVALIDARG, "line %d: %s", error.line, error.text);
    hr = parse_fields(object, snapshot);
    json_decref(object);
    return hr;
}
