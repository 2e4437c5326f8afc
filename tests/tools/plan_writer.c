/*
 * tests/tools/plan_writer.c - a writer plug-in in C that is what a plan says.
 *
 * The environment variable PLAN_WRITER holds the plan: rows between ';', fields between '|'.
 * The second and later ones that a process makes are what PLAN_WRITER_2 says, if it is set.
 *
 *     name|NAME                                     id|GUID
 *     instance|NAME                                 schema|NUMBER
 *     component|PATH|NAME|SELECTABLE|FOR-RESTORE    (no: not selectable for restore)
 *     database|PATH|NAME|SELECTABLE|FOR-RESTORE
 *     files|PATH|NAME|FOLDER|SPEC|RECURSIVE|ALTERNATE|MASK
 *     data|PATH|NAME|FOLDER|SPEC|MASK               logs|PATH|NAME|FOLDER|SPEC|MASK
 *     depends|PATH|NAME|ON-ID|ON-PATH|ON-NAME       exclude|FOLDER|SPEC|RECURSIVE
 *     method|NUMBER|WRITERRESTORE                   mapping|FOLDER|SPEC|RECURSIVE|DESTINATION
 *     stamp|TEXT (of each component, in PostSnapshot; the previous ones are told)
 *     partial|NAME|FOLDER|FILE|RANGES|METADATA      differenced|NAME|FOLDER|SPEC|RECURSIVE|TIME
 *     target|NUMBER|STAMP (SetRestoreTarget in PreRestore; with STAMP: of the image that has it)
 *     directed|NAME|FOLDER|FILE|RANGES|FOLDER|FILE|RANGES
 *     fail|HANDLER                                  kill|HANDLER (the process ends there)
 *     interrupt|HANDLER (it gets SIGINT there)      run|HANDLER|COMMAND (of a shell)
 *     start|HRESULT (vsapi_plugin_create fails)     shadow|VOLUME (makes a persistent shadow copy)
 *
 * It says on standard error which handlers of a restore ran, and what they were told.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/plugin.h>
#include <vsapi/text.h>
#include <vsbackup.h>

#define FIELDS 8
#define ROWS 64

struct row {
    const char *fields[FIELDS];
};
struct plan_writer {
    IVssWriterImpl *impl;
    char *text;
    struct row rows[ROWS];
    size_t row_count;
};

static const char default_id[] = "5a1f3c00-0000-4000-8000-00000000feed";

static void plan_read(struct plan_writer *self)
{
    static int made;
    const char *plan = made++ > 0 ? getenv("PLAN_WRITER_2") : NULL;
    char *rest;

    if (!plan)
        plan = getenv("PLAN_WRITER");

    self->text = strdup(plan ? plan : "");
    rest = self->text;
    for (char *row = strsep(&rest, ";"); row && self->row_count < ROWS; row = strsep(&rest, ";")) {
        struct row *out = &self->rows[self->row_count];
        size_t count = 0;

        row += strspn(row, " \n");
        for (size_t end = strlen(row); end > 0 && strchr(" \n", row[end - 1]); end--)
            row[end - 1] = '\0';
        for (char *field = strsep(&row, "|"); field; field = strsep(&row, "|")) {
            if (count < FIELDS)
                out->fields[count++] = field;
        }
        for (; count < FIELDS; count++)
            out->fields[count] = "";
        if (*out->fields[0])
            self->row_count++;
    }
}

/* The next row of a kind, from *at on; NULL: no more. */
static const struct row *next_row(const struct plan_writer *self, const char *kind, size_t *at)
{
    while (*at < self->row_count) {
        const struct row *row = &self->rows[(*at)++];

        if (strcmp(row->fields[0], kind) == 0)
            return row;
    }
    return NULL;
}

static const char *setting(const struct plan_writer *self, const char *kind, const char *otherwise)
{
    size_t at = 0;
    const struct row *row = next_row(self, kind, &at);

    return row ? row->fields[1] : otherwise;
}

static bool names(const struct plan_writer *self, const char *kind, const char *handler)
{
    const struct row *row;
    size_t at = 0;

    while ((row = next_row(self, kind, &at)) != NULL) {
        if (strcmp(row->fields[1], handler) == 0)
            return true;
    }
    return false;
}

static WCHAR *wide(const char *text)
{
    WCHAR *out = NULL;

    if (*text && FAILED(vsapi_wide_from_text(text, &out)))
        abort();
    return out;
}

static GUID guid(const char *text)
{
    GUID id;

    if (FAILED(vsapi_guid_from_text(text, &id)))
        abort();
    return id;
}

static void run_commands(const struct plan_writer *self, const char *handler)
{
    const struct row *row;
    size_t at = 0;

    while ((row = next_row(self, "run", &at)) != NULL) {
        if (strcmp(row->fields[1], handler) == 0 && system(row->fields[2]) != 0)
            fprintf(stderr, "plan_writer: %s failed\n", row->fields[2]);
    }
}

/* What every handler does in the end. */
static enum vsapi_handled handle(void *self_, const char *handler)
{
    struct plan_writer *self = self_;

    run_commands(self, handler);
    if (names(self, "kill", handler))
        kill(getpid(), SIGKILL);
    if (names(self, "interrupt", handler))
        kill(getpid(), SIGINT);
    if (!names(self, "fail", handler))
        return VSAPI_HANDLED_TRUE;
    IVssWriterImpl_SetWriterFailure(self->impl, VSS_E_WRITERERROR_NONRETRYABLE);
    return VSAPI_HANDLED_FALSE;
}

/* ---- metadata: each row is one call ---- */

static HRESULT add_component(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *path = wide(row->fields[1]), *name = wide(row->fields[2]);
    VSS_COMPONENT_TYPE type =
        strcmp(row->fields[0], "database") == 0 ? VSS_CT_DATABASE : VSS_CT_FILEGROUP;
    bool selectable = *row->fields[3] == '1';
    HRESULT hr =
        metadata->lpVtbl->AddComponent(metadata, type, path, name, NULL, NULL, 0, false, false,
                                       selectable, strcmp(row->fields[4], "no") != 0, 0);

    vsapi_free(path);
    vsapi_free(name);
    return hr;
}

static DWORD mask_of(const char *text)
{
    return *text ? (DWORD)strtoul(text, NULL, 0)
                 : (DWORD)(VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
}

/* Both kinds of files of a database. */
static HRESULT add_database_files(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *texts[4] = {wide(row->fields[1]), wide(row->fields[2]), wide(row->fields[3]),
                       wide(row->fields[4])};
    HRESULT hr = strcmp(row->fields[0], "data") == 0
                     ? metadata->lpVtbl->AddDatabaseFiles(metadata, texts[0], texts[1], texts[2],
                                                          texts[3], mask_of(row->fields[5]))
                     : metadata->lpVtbl->AddDatabaseLogFiles(metadata, texts[0], texts[1], texts[2],
                                                             texts[3], mask_of(row->fields[5]));

    for (size_t i = 0; i < 4; i++)
        vsapi_free(texts[i]);
    return hr;
}

static HRESULT add_files(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *texts[4] = {wide(row->fields[1]), wide(row->fields[2]), wide(row->fields[3]),
                       wide(row->fields[4])};
    WCHAR *alternate = wide(row->fields[6]);
    HRESULT hr = metadata->lpVtbl->AddFilesToFileGroup(metadata, texts[0], texts[1], texts[2],
                                                       texts[3], *row->fields[5] == '1', alternate,
                                                       mask_of(row->fields[7]));

    for (size_t i = 0; i < 4; i++)
        vsapi_free(texts[i]);
    vsapi_free(alternate);
    return hr;
}

static HRESULT add_dependency(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *texts[4] = {wide(row->fields[1]), wide(row->fields[2]), wide(row->fields[4]),
                       wide(row->fields[5])};
    HRESULT hr = metadata->lpVtbl->AddComponentDependency(metadata, texts[0], texts[1],
                                                          guid(row->fields[3]), texts[2], texts[3]);

    for (size_t i = 0; i < 4; i++)
        vsapi_free(texts[i]);
    return hr;
}

static HRESULT add_exclude(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *folder = wide(row->fields[1]), *spec = wide(row->fields[2]);
    HRESULT hr = metadata->lpVtbl->AddExcludeFiles(metadata, folder, spec, *row->fields[3] == '1');

    vsapi_free(folder);
    vsapi_free(spec);
    return hr;
}

static HRESULT add_mapping(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    WCHAR *folder = wide(row->fields[1]), *spec = wide(row->fields[2]);
    WCHAR *destination = wide(row->fields[4]);
    HRESULT hr = metadata->lpVtbl->AddAlternateLocationMapping(metadata, folder, spec,
                                                               *row->fields[3] == '1', destination);

    vsapi_free(folder);
    vsapi_free(spec);
    vsapi_free(destination);
    return hr;
}

static HRESULT set_method(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    int method = atoi(row->fields[1]);
    int restore = *row->fields[2] ? atoi(row->fields[2]) : VSS_WRE_ALWAYS;
    bool stops = method == VSS_RME_STOP_RESTORE_START || method == VSS_RME_RESTORE_STOP_START;

    return metadata->lpVtbl->SetRestoreMethod(metadata, (VSS_RESTOREMETHOD_ENUM)method,
                                              stops ? L"PlanService" : NULL, NULL,
                                              (VSS_WRITERRESTORE_ENUM)restore, false);
}

static HRESULT set_schema(IVssCreateWriterMetadata *metadata, const struct row *row)
{
    return metadata->lpVtbl->SetBackupSchema(metadata, (DWORD)atoi(row->fields[1]));
}

static const struct {
    const char *kind;
    HRESULT (*call)(IVssCreateWriterMetadata *metadata, const struct row *row);
} calls[] = {
    {"component", add_component}, {"database", add_component},  {"files", add_files},
    {"data", add_database_files}, {"logs", add_database_files}, {"depends", add_dependency},
    {"exclude", add_exclude},     {"method", set_method},       {"mapping", add_mapping},
    {"schema", set_schema},
};

static enum vsapi_handled on_identify(void *self_, IVssCreateWriterMetadata *metadata)
{
    struct plan_writer *self = self_;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        const struct row *row;
        size_t at = 0;

        while ((row = next_row(self, calls[i].kind, &at)) != NULL) {
            HRESULT hr = calls[i].call(metadata, row);

            if (FAILED(hr)) {
                fprintf(stderr, "plan_writer: %s: %s: %s\n", calls[i].kind, vsapi_hresult_name(hr),
                        vsapi_last_message());
                return VSAPI_HANDLED_FALSE;
            }
        }
    }
    return handle(self, "OnIdentify");
}

/* ---- events ---- */

static char *text_of(BSTR bstr)
{
    char *text = NULL;

    if (bstr && FAILED(vsapi_text_from_wide(bstr, &text)))
        abort();
    SysFreeString(bstr);
    return text;
}

/* Calls a function for each component that the handler was given, with its name. */
static void each_component(const struct plan_writer *self, IVssWriterComponents *components,
                           void (*call)(const struct plan_writer *, IVssComponent *, const char *))
{
    UINT count = 0;

    if (components)
        components->lpVtbl->GetComponentCount(components, &count);
    for (UINT i = 0; i < count; i++) {
        IVssComponent *component = NULL;
        BSTR name = NULL;
        char *text;

        if (FAILED(components->lpVtbl->GetComponent(components, i, &component)))
            continue;
        component->lpVtbl->GetComponentName(component, &name);
        text = text_of(name);
        call(self, component, text);
        vsapi_free(text);
        component->lpVtbl->Release(component);
    }
}

static void check(HRESULT hr, const char *what)
{
    if (FAILED(hr))
        fprintf(stderr, "plan_writer: %s: %s: %s\n", what, vsapi_hresult_name(hr),
                vsapi_last_message());
}

static void tell_stamp(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    BSTR stamp = NULL;
    char *text;

    if (!*setting(self, "stamp", ""))
        return;
    check(component->lpVtbl->GetPreviousBackupStamp(component, &stamp), "GetPreviousBackupStamp");
    text = text_of(stamp);
    fprintf(stderr, "plan_writer: previous stamp of %s: %s\n", name, text ? text : "none");
    vsapi_free(text);
}

static enum vsapi_handled on_prepare_backup(void *self, IVssWriterComponents *components)
{
    each_component(self, components, tell_stamp);
    return handle(self, "OnPrepareBackup");
}

static enum vsapi_handled on_prepare_snapshot(void *self)
{
    return handle(self, "OnPrepareSnapshot");
}

static enum vsapi_handled on_freeze(void *self)
{
    return handle(self, "OnFreeze");
}

static enum vsapi_handled on_thaw(void *self)
{
    return handle(self, "OnThaw");
}

static void set_stamp(const struct plan_writer *self, IVssComponent *component)
{
    WCHAR *stamp = wide(setting(self, "stamp", ""));

    if (stamp)
        check(component->lpVtbl->SetBackupStamp(component, stamp), "SetBackupStamp");
    vsapi_free(stamp);
}

/* The rows of a kind that name a component, as wide texts of their other fields. */
static void each_row(const struct plan_writer *self, const char *kind, IVssComponent *component,
                     const char *name,
                     HRESULT (*call)(IVssComponent *, WCHAR **, const struct row *))
{
    const struct row *row;
    size_t at = 0;

    while ((row = next_row(self, kind, &at)) != NULL) {
        WCHAR *texts[FIELDS];

        if (strcmp(row->fields[1], name) != 0)
            continue;
        for (size_t i = 0; i < FIELDS; i++)
            texts[i] = wide(row->fields[i]);
        check(call(component, texts, row), kind);
        for (size_t i = 0; i < FIELDS; i++)
            vsapi_free(texts[i]);
    }
}

static HRESULT add_partial(IVssComponent *component, WCHAR **texts, const struct row *row)
{
    (void)row;
    return component->lpVtbl->AddPartialFile(component, texts[2], texts[3], texts[4], texts[5]);
}

static HRESULT add_differenced(IVssComponent *component, WCHAR **texts, const struct row *row)
{
    uint64_t time = strtoull(row->fields[5], NULL, 10);

    return component->lpVtbl->AddDifferencedFilesByLastModifyTime(
        component, texts[2], texts[3], *row->fields[4] == '1',
        (FILETIME){.dwLowDateTime = (DWORD)time, .dwHighDateTime = (DWORD)(time >> 32)});
}

static void add_entries(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    set_stamp(self, component);
    each_row(self, "partial", component, name, add_partial);
    each_row(self, "differenced", component, name, add_differenced);
}

static enum vsapi_handled on_post_snapshot(void *self, IVssWriterComponents *components)
{
    each_component(self, components, add_entries);
    return handle(self, "OnPostSnapshot");
}

static enum vsapi_handled on_abort(void *self)
{
    return handle(self, "OnAbort");
}

static enum vsapi_handled on_backup_complete(void *self, IVssWriterComponents *components)
{
    (void)components;
    return handle(self, "OnBackupComplete");
}

static enum vsapi_handled on_backup_shutdown(void *self, VSS_ID set)
{
    (void)set;
    return handle(self, "OnBackupShutdown");
}

static HRESULT add_directed(IVssComponent *component, WCHAR **texts, const struct row *row)
{
    (void)row;
    return component->lpVtbl->AddDirectedTarget(component, texts[2], texts[3], texts[4], texts[5],
                                                texts[6], texts[7]);
}

static bool has_stamp(IVssComponent *component, const char *wanted)
{
    BSTR stamp = NULL;
    char *text;
    bool same;

    component->lpVtbl->GetBackupStamp(component, &stamp);
    text = text_of(stamp);
    same = text && strcmp(text, wanted) == 0;
    vsapi_free(text);
    return same;
}

static void set_targets(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    const struct row *row;
    size_t at = 0;

    while ((row = next_row(self, "target", &at)) != NULL) {
        if (!*row->fields[2] || has_stamp(component, row->fields[2]))
            check(component->lpVtbl->SetRestoreTarget(component,
                                                      (VSS_RESTORE_TARGET)atoi(row->fields[1])),
                  "SetRestoreTarget");
    }
    each_row(self, "directed", component, name, add_directed);
}

/* What a restore tells the writer of a component, in one line. */
static void tell_restore(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    bool selected = false, more = false;
    VSS_FILE_RESTORE_STATUS status = VSS_RS_UNDEFINED;
    UINT subcomponents = 0;
    BSTR stamp = NULL;
    char *text;

    (void)self;
    component->lpVtbl->IsSelectedForRestore(component, &selected);
    if (!selected)
        return;
    component->lpVtbl->GetAdditionalRestores(component, &more);
    component->lpVtbl->GetFileRestoreStatus(component, &status);
    component->lpVtbl->GetRestoreSubcomponentCount(component, &subcomponents);
    component->lpVtbl->GetBackupStamp(component, &stamp);
    text = text_of(stamp);
    fprintf(stderr, "plan_writer: %s: stamp %s, %s, status %d, %u subcomponents\n", name,
            text ? text : "none", more ? "more to come" : "the last", (int)status, subcomponents);
    vsapi_free(text);
}

static void tell_place(const char *name, const char *what, IVssWMFiledesc *filedesc)
{
    BSTR texts[3] = {NULL};
    char *path, *spec, *destination;
    bool recursive = false;

    filedesc->lpVtbl->GetPath(filedesc, &texts[0]);
    filedesc->lpVtbl->GetFilespec(filedesc, &texts[1]);
    filedesc->lpVtbl->GetAlternateLocation(filedesc, &texts[2]);
    filedesc->lpVtbl->GetRecursive(filedesc, &recursive);
    path = text_of(texts[0]), spec = text_of(texts[1]), destination = text_of(texts[2]);
    fprintf(stderr, "plan_writer: %s of %s: %s %s %d to %s\n", what, name, path, spec, recursive,
            destination);
    vsapi_free(path), vsapi_free(spec), vsapi_free(destination);
    filedesc->lpVtbl->Release(filedesc);
}

/* Where its files are now. */
static void tell_places(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    IVssWMFiledesc *filedesc;
    UINT mappings = 0, targets = 0;

    (void)self;
    component->lpVtbl->GetAlternateLocationMappingCount(component, &mappings);
    for (UINT i = 0; i < mappings; i++) {
        check(component->lpVtbl->GetAlternateLocationMapping(component, i, &filedesc),
              "GetAlternateLocationMapping");
        tell_place(name, "mapping", filedesc);
    }
    component->lpVtbl->GetNewTargetCount(component, &targets);
    for (UINT i = 0; i < targets; i++) {
        check(component->lpVtbl->GetNewTarget(component, i, &filedesc), "GetNewTarget");
        tell_place(name, "new target", filedesc);
    }
}

static void tell_partial(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    UINT count = 0;

    (void)self;
    component->lpVtbl->GetPartialFileCount(component, &count);
    for (UINT i = 0; i < count; i++) {
        BSTR texts[4] = {NULL};
        char *file, *ranges;

        check(component->lpVtbl->GetPartialFile(component, i, &texts[0], &texts[1], &texts[2],
                                                &texts[3]),
              "GetPartialFile");
        SysFreeString(texts[0]), SysFreeString(texts[3]);
        file = text_of(texts[1]), ranges = text_of(texts[2]);
        fprintf(stderr, "plan_writer: partial file of %s: %s %s\n", name, file, ranges);
        vsapi_free(file), vsapi_free(ranges);
    }
}

/* Which image it is, before anything is restored. */
static void tell_image(const struct plan_writer *self, IVssComponent *component, const char *name)
{
    BSTR stamp = NULL;
    char *text;

    (void)self;
    component->lpVtbl->GetBackupStamp(component, &stamp);
    text = text_of(stamp);
    if (text)
        fprintf(stderr, "plan_writer: image of %s: %s\n", name, text);
    vsapi_free(text);
}

static enum vsapi_handled on_pre_restore(void *self, IVssWriterComponents *components)
{
    fprintf(stderr, "plan_writer: PreRestore\n");
    each_component(self, components, tell_image);
    each_component(self, components, set_targets);
    return handle(self, "OnPreRestore");
}

static enum vsapi_handled on_post_restore(void *self, IVssWriterComponents *components)
{
    fprintf(stderr, "plan_writer: PostRestore\n");
    each_component(self, components, tell_restore);
    each_component(self, components, tell_places);
    each_component(self, components, tell_partial);
    return handle(self, "OnPostRestore");
}

static enum vsapi_handled on_io_volume(void *self, VSS_PWSZ volume, VSS_ID snapshot,
                                       VSS_ID provider)
{
    (void)volume, (void)snapshot, (void)provider;
    return handle(self, "OnBackOffIOOnVolume");
}

static enum vsapi_handled on_plain(void *self)
{
    return handle(self, "OnVSSShutdown");
}

static const struct vsapi_writer_handlers handlers = {
    .size = sizeof handlers,
    .class_name = "plan_writer",
    .OnIdentify = on_identify,
    .OnPrepareBackup = on_prepare_backup,
    .OnPrepareSnapshot = on_prepare_snapshot,
    .OnFreeze = on_freeze,
    .OnThaw = on_thaw,
    .OnPostSnapshot = on_post_snapshot,
    .OnAbort = on_abort,
    .OnBackupComplete = on_backup_complete,
    .OnBackupShutdown = on_backup_shutdown,
    .OnPreRestore = on_pre_restore,
    .OnPostRestore = on_post_restore,
    .OnBackOffIOOnVolume = on_io_volume,
    .OnContinueIOOnVolume = on_io_volume,
    .OnVSSShutdown = on_plain,
    .OnVSSApplicationStartup = on_plain,
};

/* ---- the plug-in ---- */

/* A shadow copy that outlives its requester, for vss list shadows. */
static HRESULT make_shadow(const char *volume)
{
    IVssBackupComponents *requester = NULL;
    IVssAsync *async = NULL;
    WCHAR *name = wide(volume);
    VSS_ID set, snapshot;
    HRESULT hr = CreateVssBackupComponents(&requester);

    if (SUCCEEDED(hr))
        hr = requester->lpVtbl->InitializeForBackup(requester, NULL);
    if (SUCCEEDED(hr))
        hr = requester->lpVtbl->SetContext(requester, VSS_CTX_NAS_ROLLBACK);
    if (SUCCEEDED(hr))
        hr = requester->lpVtbl->StartSnapshotSet(requester, &set);
    if (SUCCEEDED(hr))
        hr = requester->lpVtbl->AddToSnapshotSet(requester, name, GUID_NULL, &snapshot);
    if (SUCCEEDED(hr))
        hr = requester->lpVtbl->DoSnapshotSet(requester, &async);
    if (SUCCEEDED(hr)) {
        hr = async->lpVtbl->Wait(async, INFINITE);
        async->lpVtbl->Release(async);
    }
    if (requester)
        requester->lpVtbl->Release(requester);
    vsapi_free(name);
    return hr;
}

static HRESULT start(struct plan_writer *self)
{
    WCHAR *name = wide(setting(self, "name", "Plan Writer"));
    WCHAR *instance = wide(setting(self, "instance", ""));
    HRESULT hr = (HRESULT)strtoul(setting(self, "start", "0"), NULL, 16);

    if (SUCCEEDED(hr))
        hr = vsapi_writer_create(&handlers, self, &self->impl);
    if (SUCCEEDED(hr))
        hr =
            IVssWriterImpl_Initialize(self->impl, guid(setting(self, "id", default_id)), name,
                                      instance, 1, 0, VSS_UT_USERDATA, VSS_ST_OTHER,
                                      VSS_APP_FRONT_END, 60000, VSS_AWS_NO_ALTERNATE_WRITER, false);
    if (SUCCEEDED(hr))
        hr = IVssWriterImpl_Subscribe(self->impl, 0,
                                      VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG);
    vsapi_free(name);
    vsapi_free(instance);
    if (SUCCEEDED(hr) && *setting(self, "shadow", ""))
        hr = make_shadow(setting(self, "shadow", ""));
    return hr;
}

uint32_t vsapi_plugin_abi(void)
{
#ifdef PLAN_WRITER_OLD
    return VSAPI_PLUGIN_ABI - 1;
#else
    return VSAPI_PLUGIN_ABI;
#endif
}

const void *vsapi_plugin_service_marker(void)
{
    return vsapi_library_marker;
}

HRESULT vsapi_plugin_create(void **writer)
{
    struct plan_writer *self = calloc(1, sizeof *self);
    HRESULT hr;

    *writer = NULL;
    if (!self)
        return E_OUTOFMEMORY;
    plan_read(self);
    hr = start(self);
    if (FAILED(hr)) {
        vsapi_plugin_destroy(self);
        return hr;
    }
    *writer = self;
    return S_OK;
}

void vsapi_plugin_destroy(void *writer)
{
    struct plan_writer *self = writer;

    if (!self)
        return;
    if (self->impl) {
        IVssWriterImpl_Unsubscribe(self->impl);
        IVssWriterImpl_Uninitialize(self->impl);
        IVssWriterImpl_Release(self->impl);
    }
    free(self->text);
    free(self);
}
