/*
 * vsbackup/src/plan_tables.c - what a backup type means for a writer, and which bits of a file set
 * it looks at: the tables effective_type and copy_decision of the rules INCR.
 */
#include "plan.h"

static const struct type_row {
    const char *name;
    uint32_t schema_bit; /* the writer must have it; 0: none is needed */
    bool is_known;       /* there is such a type, and a writer can support it */
    uint32_t backup_bit, snapshot_bit;
} types[] = {
    [VSS_BT_FULL] = {"full", 0, true, VSS_FSBT_FULL_BACKUP_REQUIRED,
                     VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
    [VSS_BT_INCREMENTAL] = {"incremental", VSS_BS_INCREMENTAL, true,
                            VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED,
                            VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED},
    [VSS_BT_DIFFERENTIAL] = {"differential", VSS_BS_DIFFERENTIAL, true,
                             VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED,
                             VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED},
    [VSS_BT_LOG] = {"log", VSS_BS_LOG, true, VSS_FSBT_LOG_BACKUP_REQUIRED,
                    VSS_FSBT_LOG_SNAPSHOT_REQUIRED},
    /* No bits exist for copy: it is a full backup that leaves no traces (INCR-209). */
    [VSS_BT_COPY] = {"copy", VSS_BS_COPY, true, VSS_FSBT_FULL_BACKUP_REQUIRED,
                     VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
    [VSS_BT_OTHER] = {"other", 0, false, VSS_FSBT_FULL_BACKUP_REQUIRED,
                      VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
};

static const struct type_row *find_row(VSS_BACKUP_TYPE type)
{
    if (type == VSS_BT_UNDEFINED || (size_t)type >= sizeof types / sizeof *types)
        return NULL;
    return &types[type];
}

HRESULT vsapi_plan_effective_type(VSS_BACKUP_TYPE type, uint32_t schema, VSS_BACKUP_TYPE *effective)
{
    const struct type_row *row = find_row(type);

    *effective = VSS_BT_UNDEFINED;
    if (!row)
        return vsapi_fail(E_INVALIDARG,
                          "%d is no type that a backup can have (the requester's mistake)",
                          (int)type);
    if (row->is_known && (schema & row->schema_bit) == row->schema_bit)
        *effective = type;
    else
        *effective = VSS_BT_FULL;
    return S_OK;
}

uint32_t vsapi_plan_backup_bit(VSS_BACKUP_TYPE effective)
{
    const struct type_row *row = find_row(effective);

    return row ? row->backup_bit : 0;
}

uint32_t vsapi_plan_snapshot_bit(VSS_BACKUP_TYPE effective)
{
    const struct type_row *row = find_row(effective);

    return row ? row->snapshot_bit : 0;
}

const char *vsbackup_plan_type_name(VSS_BACKUP_TYPE type)
{
    const struct type_row *row = find_row(type);

    return row ? row->name : "undefined";
}

/* ---- table schema_mask_validity ----------------------------------------------------------------
 */

static bool has_log_files(const struct vsapi_wmd *metadata)
{
    for (size_t i = 0; i < metadata->components.count; i++) {
        if (metadata->components.items[i]->log_files.count > 0)
            return true;
    }
    return false;
}

/* What a mask with one of `bits` needs besides. That the writer is an express one cannot be seen in
 * its metadata (INCR-111). */
static const struct schema_row {
    uint32_t bits, all_of, one_of;
    bool log_files, forbidden;
    const char *rule, *what;
} schema_rows[] = {
    {.bits = VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL,
     .all_of = VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL,
     .rule = "INCR-104",
     .what = "has VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL without both types"},
    {.bits = VSS_BS_TIMESTAMPED,
     .one_of = VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL,
     .rule = "INCR-105",
     .what = "has VSS_BS_TIMESTAMPED without incremental or differential backups"},
    {.bits = VSS_BS_LAST_MODIFY,
     .one_of = VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL,
     .rule = "INCR-106",
     .what = "has VSS_BS_LAST_MODIFY without incremental or differential backups"},
    {.bits = VSS_BS_LOG,
     .log_files = true,
     .rule = "INCR-107",
     .what = "has VSS_BS_LOG, and no component has log files"},
    {.bits = VSS_BS_LSN,
     .forbidden = true,
     .rule = "INCR-108",
     .what = "has VSS_BS_LSN, which is reserved"},
    {.bits = ~(uint32_t)0xF7FF,
     .forbidden = true,
     .rule = "INCR-125",
     .what = "has bits that are not documented"},
};

static bool is_broken(const struct schema_row *row, const struct vsapi_wmd *metadata)
{
    uint32_t mask = metadata->backup_schema;

    return (mask & row->bits) &&
           (row->forbidden || (mask & row->all_of) != row->all_of ||
            (row->one_of && !(mask & row->one_of)) || (row->log_files && !has_log_files(metadata)));
}

HRESULT vsbackup_plan_check_schema(const struct vsapi_wmd *metadata,
                                   HRESULT (*tell)(void *context, const char *rule,
                                                   const char *what),
                                   void *context)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < sizeof schema_rows / sizeof *schema_rows && SUCCEEDED(hr); i++) {
        if (is_broken(&schema_rows[i], metadata))
            hr = tell(context, schema_rows[i].rule, schema_rows[i].what);
    }
    return hr;
}
