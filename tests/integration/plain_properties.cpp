/*
 * tests/integration/plain_properties.cpp - table property_scope of the rules of components, row by
 * row: what is said of a component set is said of the component that defines it, to which also the
 * entries for files of its members belong; a member has no entry of its own.
 *
 * Each row is a backup and a restore of a set with one member, in which its hooks set the property
 * and read it on the other side.
 */
#include "../vswriter/requester.h"
#include "table_property_scope.h"

#include <cstring>
#include <functional>

static const VSS_ID WRITER = {0x5c09e, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_COMPONENT_TYPE TYPE = VSS_CT_FILEGROUP;

struct Hooks { /* in the order of a backup and a restore */
    using Writer = std::function<void(IVssComponent *)>;
    using Caller = std::function<void(Requester &)>;
    using Reader = std::function<void(Requester &, IVssComponent *)>;

    Caller before_prepare;
    Writer prepare, post_snapshot;
    Reader after_snapshot;
    Writer backup_complete;
    Caller before_pre_restore;
    Writer pre_restore;
    Reader after_pre_restore;
    Writer post_restore;
    Reader after_post_restore;
};

/* Of set "set" and its member "set\part", which has the files. */
class SetWriter : public CVssWriter
{
  public:
    explicit SetWriter(const Hooks &hooks) : m_hooks(hooks)
    {
        DONE(Initialize(WRITER, L"Set Writer", VSS_UT_USERDATA, VSS_ST_OTHER));
        DONE(Subscribe());
    }
    ~SetWriter() override
    {
        Unsubscribe();
    }
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        DONE(metadata->SetBackupSchema(VSS_BS_INCREMENTAL | VSS_BS_LAST_MODIFY |
                                       VSS_BS_TIMESTAMPED | VSS_BS_WRITER_SUPPORTS_NEW_TARGET));
        DONE(metadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                        VSS_WRE_ALWAYS, false));
        DONE(
            metadata->AddComponent(TYPE, nullptr, L"set", nullptr, nullptr, 0, false, false, true));
        DONE(metadata->AddComponent(TYPE, L"set", L"part", nullptr, nullptr, 0, false, false,
                                    false));
        DONE(metadata->AddFilesToFileGroup(L"set", L"part", L"C:\\Part", L"*", true, nullptr));
        DONE(metadata->AddAlternateLocationMapping(L"C:\\Part", L"*", true, L"C:\\Mapped"));
        return true;
    }
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *components) override
    {
        return call(m_hooks.prepare, components);
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *components) override
    {
        return call(m_hooks.post_snapshot, components);
    }
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *components) override
    {
        return call(m_hooks.backup_complete, components);
    }
    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *components) override
    {
        return call(m_hooks.pre_restore, components);
    }
    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *components) override
    {
        return call(m_hooks.post_restore, components);
    }

  private:
    /* There is one component to say it of. */
    static bool call(const Hooks::Writer &hook, IVssWriterComponents *components)
    {
        IVssComponent *component = nullptr;
        UINT count = 0;

        DONE(components->GetComponentCount(&count));
        CHECK(count == 1);
        DONE(components->GetComponent(0, &component));
        if (hook)
            hook(component);
        component->Release();
        return true;
    }

    const Hooks &m_hooks;
};

/* ---- a backup and a restore --------------------------------------------------------------------
 */

static VSS_ID instance;

static void read(const Hooks::Reader &hook, Requester &requester)
{
    IVssWriterComponentsExt *components = nullptr;
    IVssComponent *component = nullptr;
    UINT count = 0;

    DONE(requester->GetWriterComponents(0, &components));
    DONE(components->GetComponentCount(&count));
    CHECK(count == 1);
    DONE(components->GetComponent(0, &component));
    if (hook)
        hook(requester, component);
    component->Release();
    components->Release();
}

static std::wstring back_up(const Hooks &hooks)
{
    Requester requester(VSS_BT_INCREMENTAL);
    std::wstring document;
    BSTR xml = nullptr;

    requester.metadata(WRITER, &instance)->Release();
    DONE(requester->AddComponent(instance, WRITER, TYPE, nullptr, L"set"));
    if (hooks.before_prepare)
        hooks.before_prepare(requester);
    DONE(requester.snapshot(nullptr));
    read(hooks.after_snapshot, requester);
    DONE(requester->SetBackupSucceeded(instance, WRITER, TYPE, nullptr, L"set", true));
    DONE(requester->SaveAsXML(&xml));
    document = xml;
    SysFreeString(xml);
    DONE(requester.wait(&IVssBackupComponents::BackupComplete));
    return document;
}

static void restore(const Hooks &hooks, const std::wstring &document)
{
    Requester requester(document.c_str());

    requester.metadata(WRITER, &instance)->Release();
    DONE(requester->SetSelectedForRestore(WRITER, TYPE, nullptr, L"set", true));
    if (hooks.before_pre_restore)
        hooks.before_pre_restore(requester);
    DONE(requester.wait(&IVssBackupComponents::PreRestore));
    read(hooks.after_pre_restore, requester);
    DONE(requester->SetFileRestoreStatus(WRITER, TYPE, nullptr, L"set", VSS_RS_ALL));
    DONE(requester.wait(&IVssBackupComponents::PostRestore));
    read(hooks.after_post_restore, requester);
}

/* ---- the rows ----------------------------------------------------------------------------------
 */

/* What a getter gives is this text. */
#define IS_TEXT(getter, expected)                                                                  \
    do {                                                                                           \
        BSTR text_ = nullptr;                                                                      \
        DONE(getter(&text_));                                                                      \
        CHECK(text_ &&std::wstring(text_) == (expected));                                          \
        SysFreeString(text_);                                                                      \
    } while (0)

static Hooks result()
{
    Hooks hooks;

    hooks.after_snapshot = [](Requester &requester, IVssComponent *) {
        CHECK(requester->SetBackupSucceeded(instance, WRITER, TYPE, L"set", L"part", true) ==
              VSS_E_OBJECT_NOT_FOUND);
    };
    hooks.backup_complete = [](IVssComponent *component) {
        bool succeeded = false;

        DONE(component->GetBackupSucceeded(&succeeded));
        CHECK(succeeded);
    };
    hooks.after_pre_restore = [](Requester &requester, IVssComponent *) {
        CHECK(requester->SetFileRestoreStatus(WRITER, TYPE, L"set", L"part", VSS_RS_ALL) ==
              VSS_E_OBJECT_NOT_FOUND);
    };
    hooks.post_restore = [](IVssComponent *component) {
        VSS_FILE_RESTORE_STATUS status = VSS_RS_UNDEFINED;

        DONE(component->GetFileRestoreStatus(&status));
        CHECK(status == VSS_RS_ALL);
    };
    return hooks;
}

static Hooks options()
{
    Hooks hooks;

    hooks.before_prepare = [](Requester &requester) {
        CHECK(requester->SetBackupOptions(WRITER, TYPE, L"set", L"part", L"slow") ==
              VSS_E_OBJECT_NOT_FOUND);
        DONE(requester->SetBackupOptions(WRITER, TYPE, nullptr, L"set", L"slow"));
    };
    hooks.prepare = [](IVssComponent *component) { IS_TEXT(component->GetBackupOptions, L"slow"); };
    hooks.before_pre_restore = [](Requester &requester) {
        CHECK(requester->SetRestoreOptions(WRITER, TYPE, L"set", L"part", L"fast") ==
              VSS_E_OBJECT_NOT_FOUND);
        DONE(requester->SetRestoreOptions(WRITER, TYPE, nullptr, L"set", L"fast"));
    };
    hooks.pre_restore = [](IVssComponent *component) {
        IS_TEXT(component->GetRestoreOptions, L"fast");
    };
    return hooks;
}

static IVssComponentEx *newer(IVssComponent *component)
{
    void *found = nullptr;

    DONE(component->QueryInterface(IID_IVssComponentEx, &found));
    return static_cast<IVssComponentEx *>(found);
}

static void add_backup_messages(Hooks *hooks)
{
    hooks->prepare = [](IVssComponent *component) {
        IVssComponentEx *ex = newer(component);

        DONE(ex->SetPrepareForBackupFailureMsg(L"one"));
        ex->Release();
    };
    hooks->post_snapshot = [](IVssComponent *component) {
        IVssComponentEx *ex = newer(component);

        DONE(ex->SetPostSnapshotFailureMsg(L"two"));
        ex->Release();
    };
    hooks->after_snapshot = [](Requester &, IVssComponent *component) {
        IVssComponentEx *ex = newer(component);

        IS_TEXT(ex->GetPrepareForBackupFailureMsg, L"one");
        IS_TEXT(ex->GetPostSnapshotFailureMsg, L"two");
        ex->Release();
    };
}

static Hooks messages()
{
    Hooks hooks;

    add_backup_messages(&hooks);
    hooks.pre_restore = [](IVssComponent *component) {
        DONE(component->SetPreRestoreFailureMsg(L"three"));
    };
    hooks.after_pre_restore = [](Requester &, IVssComponent *component) {
        IS_TEXT(component->GetPreRestoreFailureMsg, L"three");
    };
    hooks.post_restore = [](IVssComponent *component) {
        DONE(component->SetPostRestoreFailureMsg(L"four"));
    };
    hooks.after_post_restore = [](Requester &, IVssComponent *component) {
        IS_TEXT(component->GetPostRestoreFailureMsg, L"four");
    };
    return hooks;
}

static Hooks restore_target()
{
    Hooks hooks;

    hooks.pre_restore = [](IVssComponent *component) {
        DONE(component->SetRestoreTarget(VSS_RT_ALTERNATE));
    };
    hooks.after_pre_restore = [](Requester &, IVssComponent *component) {
        VSS_RESTORE_TARGET target = VSS_RT_UNDEFINED;

        DONE(component->GetRestoreTarget(&target));
        CHECK(target == VSS_RT_ALTERNATE);
    };
    return hooks;
}

static Hooks stamp()
{
    Hooks hooks;

    hooks.before_prepare = [](Requester &requester) {
        CHECK(requester->SetPreviousBackupStamp(WRITER, TYPE, L"set", L"part", L"before") ==
              VSS_E_OBJECT_NOT_FOUND);
        DONE(requester->SetPreviousBackupStamp(WRITER, TYPE, nullptr, L"set", L"before"));
    };
    hooks.post_snapshot = [](IVssComponent *component) {
        IS_TEXT(component->GetPreviousBackupStamp, L"before");
        DONE(component->SetBackupStamp(L"now"));
    };
    hooks.after_snapshot = [](Requester &, IVssComponent *component) {
        IS_TEXT(component->GetBackupStamp, L"now");
    };
    return hooks;
}

static Hooks metadata()
{
    Hooks hooks;

    hooks.prepare = [](IVssComponent *component) {
        DONE(component->SetBackupMetadata(L"of the backup"));
    };
    hooks.pre_restore = [](IVssComponent *component) {
        IS_TEXT(component->GetBackupMetadata, L"of the backup");
        DONE(component->SetRestoreMetadata(L"of the restore"));
    };
    hooks.post_restore = [](IVssComponent *component) {
        IS_TEXT(component->GetRestoreMetadata, L"of the restore");
    };
    return hooks;
}

/* The file set of the member, and where it goes. */
static void check_file_set(IVssWMFiledesc *file, LPCWSTR destination)
{
    bool recursive = false;

    IS_TEXT(file->GetPath, L"C:\\Part");
    IS_TEXT(file->GetFilespec, L"*");
    DONE(file->GetRecursive(&recursive));
    CHECK(recursive);
    IS_TEXT(file->GetAlternateLocation, destination);
    file->Release();
}

static Hooks mapping()
{
    Hooks hooks;

    hooks.after_pre_restore = [](Requester &requester, IVssComponent *) {
        CHECK(requester->AddAlternativeLocationMapping(WRITER, TYPE, L"set", L"part", L"C:\\Part",
                                                       L"*", true,
                                                       L"C:\\Mapped") == VSS_E_OBJECT_NOT_FOUND);
        CHECK(requester->AddAlternativeLocationMapping(WRITER, TYPE, nullptr, L"set", L"C:\\Part",
                                                       L"*.x", true,
                                                       L"C:\\Mapped") == VSS_E_OBJECT_NOT_FOUND);
        DONE(requester->AddAlternativeLocationMapping(WRITER, TYPE, nullptr, L"set", L"C:\\Part",
                                                      L"*", true, L"C:\\Mapped"));
    };
    hooks.post_restore = [](IVssComponent *component) {
        IVssWMFiledesc *file = nullptr;
        UINT count = 0;

        DONE(component->GetAlternateLocationMappingCount(&count));
        CHECK(count == 1);
        DONE(component->GetAlternateLocationMapping(0, &file));
        check_file_set(file, L"C:\\Mapped");
    };
    return hooks;
}

static Hooks differenced()
{
    Hooks hooks;

    hooks.post_snapshot = [](IVssComponent *component) {
        DONE(component->AddDifferencedFilesByLastModifyTime(L"C:\\Part", L"*", true, {7, 8}));
    };
    hooks.after_snapshot = [](Requester &, IVssComponent *component) {
        BSTR path = nullptr, spec = nullptr, lsn = nullptr;
        BOOL recursive = FALSE;
        FILETIME time = {};
        UINT count = 0;

        DONE(component->GetDifferencedFilesCount(&count));
        CHECK(count == 1);
        DONE(component->GetDifferencedFile(0, &path, &spec, &recursive, &lsn, &time));
        CHECK(std::wstring(path) == L"C:\\Part" && std::wstring(spec) == L"*" && recursive);
        CHECK(time.dwLowDateTime == 7 && time.dwHighDateTime == 8);
        SysFreeString(path);
        SysFreeString(spec);
        SysFreeString(lsn);
    };
    return hooks;
}

static Hooks partial()
{
    Hooks hooks;

    hooks.post_snapshot = [](IVssComponent *component) {
        DONE(component->AddPartialFile(L"C:\\Part", L"file", L"0:5", L"of the file"));
    };
    hooks.after_snapshot = [](Requester &, IVssComponent *component) {
        BSTR texts[4] = {};
        UINT count = 0;

        DONE(component->GetPartialFileCount(&count));
        CHECK(count == 1);
        DONE(component->GetPartialFile(0, &texts[0], &texts[1], &texts[2], &texts[3]));
        CHECK(std::wstring(texts[0]) == L"C:\\Part" && std::wstring(texts[1]) == L"file");
        CHECK(std::wstring(texts[2]) == L"0:5" && std::wstring(texts[3]) == L"of the file");
        for (BSTR text : texts)
            SysFreeString(text);
    };
    return hooks;
}

static Hooks directed()
{
    Hooks hooks;

    hooks.pre_restore = [](IVssComponent *component) {
        DONE(component->SetRestoreTarget(VSS_RT_DIRECTED));
        DONE(component->AddDirectedTarget(L"C:\\Part", L"file", L"0:5", L"C:\\New", L"other",
                                          L"9:5"));
    };
    hooks.after_pre_restore = [](Requester &, IVssComponent *component) {
        static const LPCWSTR expected[6] = {L"C:\\Part", L"file",  L"0:5",
                                            L"C:\\New",  L"other", L"9:5"};
        BSTR texts[6] = {};
        UINT count = 0;

        DONE(component->GetDirectedTargetCount(&count));
        CHECK(count == 1);
        DONE(component->GetDirectedTarget(0, &texts[0], &texts[1], &texts[2], &texts[3], &texts[4],
                                          &texts[5]));
        for (int i = 0; i < 6; i++) {
            CHECK(std::wstring(texts[i]) == expected[i]);
            SysFreeString(texts[i]);
        }
    };
    return hooks;
}

static Hooks new_target()
{
    Hooks hooks;

    hooks.before_pre_restore = [](Requester &requester) {
        CHECK(requester->AddNewTarget(WRITER, TYPE, L"set", L"part", L"C:\\Part", L"*", true,
                                      L"C:\\New") == VSS_E_OBJECT_NOT_FOUND);
        CHECK(requester->AddNewTarget(WRITER, TYPE, nullptr, L"set", L"C:\\Part", L"*", false,
                                      L"C:\\New") == VSS_E_OBJECT_NOT_FOUND);
        DONE(requester->AddNewTarget(WRITER, TYPE, nullptr, L"set", L"C:\\Part", L"*", true,
                                     L"C:\\New"));
    };
    hooks.pre_restore = [](IVssComponent *component) {
        IVssWMFiledesc *file = nullptr;
        UINT count = 0;

        DONE(component->GetNewTargetCount(&count));
        CHECK(count == 1);
        DONE(component->GetNewTarget(0, &file));
        check_file_set(file, L"C:\\New");
    };
    return hooks;
}

/* The methods are those that the hooks call. */
static const struct {
    property_scope_row row;
    Hooks (*hooks)();
} known[] = {
    {{"result of backup / restore", "component set", "SetBackupSucceeded, SetFileRestoreStatus",
      "GetBackupSucceeded, GetFileRestoreStatus"},
     result},
    {{"options", "component set", "SetBackupOptions, SetRestoreOptions",
      "GetBackupOptions, GetRestoreOptions"},
     options},
    {{"failure messages", "component set",
      "SetPreRestoreFailureMsg, SetPostRestoreFailureMsg (since Vista also "
      "SetPrepareForBackupFailureMsg, SetPostSnapshotFailureMsg)",
      "the matching Get methods"},
     messages},
    {{"restore target", "component set", "SetRestoreTarget", "GetRestoreTarget"}, restore_target},
    {{"backup stamp", "component set", "SetBackupStamp, SetPreviousBackupStamp",
      "GetBackupStamp, GetPreviousBackupStamp"},
     stamp},
    {{"metadata", "component set", "SetBackupMetadata, SetRestoreMetadata",
      "GetBackupMetadata, GetRestoreMetadata"},
     metadata},
    {{"alternate location mapping used", "file set", "AddAlternativeLocationMapping",
      "GetAlternateLocationMapping(Count)"},
     mapping},
    {{"differenced files", "file set", "AddDifferencedFilesByLastModifyTime",
      "GetDifferencedFile(sCount)"},
     differenced},
    {{"partial files", "file", "AddPartialFile", "GetPartialFile(Count)"}, partial},
    {{"directed targets", "file", "AddDirectedTarget", "GetDirectedTarget(Count)"}, directed},
    {{"new targets", "file set", "AddNewTarget", "GetNewTarget(Count)"}, new_target},
};

static void run_row(const property_scope_row &row)
{
    Hooks (*found)() = nullptr;

    for (const auto &one : known) {
        if (strcmp(one.row.property, row.property) == 0 && strcmp(one.row.scope, row.scope) == 0 &&
            strcmp(one.row.set, row.set) == 0 && strcmp(one.row.get, row.get) == 0)
            found = one.hooks;
    }
    CHECK(found); /* else the row is not known here */
    if (!found)
        return;
    const Hooks hooks = found();
    SetWriter writer(hooks);
    restore(hooks, back_up(hooks));
}

int main()
{
    for (const property_scope_row &row : table_property_scope) {
        int failures = plain_failures;

        start_host();
        run_row(row);
        end_host();
        if (plain_failures != failures)
            fprintf(stderr, "row %s\n", row.property);
    }
    return plain_result();
}
