/*
 * vsbackup/src/plan_tables.c - what a backup type means for a writer, and which bits of a file set
 * it looks at: the tables effective_type and copy_decision of the rules INCR.
 */
#include <vsapi/error.h>
#include <vsapi/plan.h>

static const struct type_row {
    uint32_t schema_bit; /* the writer must have it; 0: none is needed */
    bool is_known;       /* there is such a type, and a writer can support it */
    uint32_t backup_bit, snapshot_bit;
} types[] = {
    [VSS_BT_FULL] = {0, true, VSS_FSBT_FULL_BACKUP_REQUIRED, VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
    [VSS_BT_INCREMENTAL] = {VSS_BS_INCREMENTAL, true, VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED,
                            VSS_FSBT_INCREMENTAL_SNAPSHOT_REQUIRED},
    [VSS_BT_DIFFERENTIAL] = {VSS_BS_DIFFERENTIAL, true, VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED,
                             VSS_FSBT_DIFFERENTIAL_SNAPSHOT_REQUIRED},
    [VSS_BT_LOG] = {VSS_BS_LOG, true, VSS_FSBT_LOG_BACKUP_REQUIRED, VSS_FSBT_LOG_SNAPSHOT_REQUIRED},
    /* No bits exist for copy: it is a full backup that leaves no traces (INCR-209). */
    [VSS_BT_COPY] = {VSS_BS_COPY, true, VSS_FSBT_FULL_BACKUP_REQUIRED,
                     VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
    [VSS_BT_OTHER] = {0, false, VSS_FSBT_FULL_BACKUP_REQUIRED, VSS_FSBT_FULL_SNAPSHOT_REQUIRED},
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
