/*
 * examples/incremental/complex_writer.cpp - a component set, and a part that always goes along.
 *
 *     common                   not selectable, no ancestor: explicit in each backup (COMP-201)
 *     boxes                    selectable, no files of its own: stands for all below it (COMP-104)
 *     boxes\rules              not selectable: comes with boxes, and not otherwise (COMP-203,
 * COMP-206) boxes\red, green, blue   selectable for backup and restore, with boxes or one by one
 * (COMP-205)
 *
 * Stamp, metadata and entries are those of the explicit component and cover its set (INCR-006,
 * INCR-506, COMP-301, COMP-302): those of boxes have a mark for each member. The members have masks
 * of their own: rules, which are small, are always whole, the boxes only in full backups.
 */
#include "writers.h"

#include "complex_store.h"

#include <writer_tools.h>

namespace incremental
{

const VSS_ID COMPLEX_WRITER_ID = {
    0x3f0a61c2, 0x88d4, 0x4b0e, {0x9c, 0x51, 0x2e, 0x70, 0x17, 0x5b, 0xe3, 0x06}};

static const WCHAR SET[] = L"boxes";

static const struct Part {
    const char *name;
    LPCWSTR logical_path;
    bool selectable;
    DWORD data_mask;
} parts[] = {{"common", nullptr, false, IN_ALL_BACKUPS},
             {"rules", SET, false, IN_ALL_BACKUPS},
             {"red", SET, true, IN_FULL_BACKUPS},
             {"green", SET, true, IN_FULL_BACKUPS},
             {"blue", SET, true, IN_FULL_BACKUPS}};

ComplexWriter::ComplexWriter()
    : StoreWriter({COMPLEX_WRITER_ID, L"Complex Writer", "complex",
                   VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED |
                       VSS_BS_LAST_MODIFY | VSS_BS_COPY})
{
}

ComplexWriter::~ComplexWriter()
{
    Unsubscribe();
}

void ComplexWriter::describe(IVssCreateWriterMetadata *metadata)
{
    require(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, SET, L"All boxes", nullptr, 0, false,
                                   false, true));
    for (const Part &part : parts) {
        const std::wstring name = wide(part.name), path = folder(part.name);

        require(metadata->AddComponent(VSS_CT_FILEGROUP, part.logical_path, name.c_str(), nullptr,
                                       nullptr, 0, false, false, part.selectable, part.selectable));
        require(metadata->AddFilesToFileGroup(part.logical_path, name.c_str(),
                                              (path + L"\\data").c_str(), L"*.dat", false, nullptr,
                                              part.data_mask));
        require(metadata->AddFilesToFileGroup(part.logical_path, name.c_str(), path.c_str(),
                                              L"catalog.txt", false, nullptr, IN_ALL_BACKUPS));
    }
}

/* The parts that an explicit component stands for: itself, or its set. */
static std::vector<std::string> parts_of(IVssComponent *component)
{
    std::vector<std::string> names;
    Bstr name;

    require(component->GetComponentName(&name.text));
    if (std::wstring(SET) != name.text)
        return {narrow(name.text)};
    for (const Part &part : parts) {
        if (part.logical_path)
            names.push_back(part.name);
    }
    return names;
}

std::string ComplexWriter::moment(IVssComponent *component, const store::Store &view)
{
    return static_cast<const store::ComplexStore &>(view).moment_of(parts_of(component));
}

static bool has_mask_of_its_own(const std::string &name)
{
    for (const Part &part : parts) {
        if (name == part.name)
            return part.data_mask == IN_FULL_BACKUPS;
    }
    return false;
}

/* Each part since its own mark in the stamp. The stamp of a base in which a box was backed up by
 * itself says nothing of the set, and the other way round; then all of it counts. */
void ComplexWriter::record(IVssComponent *component, const store::Store &view)
{
    const std::string stamp = previous_stamp(component);

    if (!is_partial_backup())
        return;
    for (const std::string &name : parts_of(component)) {
        const store::FileStore &files = static_cast<const store::ComplexStore &>(view).part(name);
        store::Mark since;

        if (!has_mask_of_its_own(name))
            continue;
        if (!store::parse(store::mark_of_part(stamp, name), &since) || !files.knows(since))
            since = store::Mark();
        if (IsPartialFileSupportEnabled())
            add_changed_files(component, files, since, folder(name));
        else
            add_changed_set(component, folder(name) + L"\\data", L"*.dat", false, since);
    }
}

/* ---- restore -----------------------------------------------------------------------------------
 */

/* Those that the requester chose of the set (REST-106); all, if it chose none. */
static std::vector<std::string> parts_restored(IVssComponent *component)
{
    std::vector<std::string> names;
    UINT count = 0;

    require(component->GetRestoreSubcomponentCount(&count));
    for (UINT i = 0; i < count; i++) {
        Bstr path, name;
        bool repair;

        require(component->GetRestoreSubcomponent(i, &path.text, &name.text, &repair));
        names.push_back(narrow(name.text));
    }
    return names.empty() ? parts_of(component) : names;
}

std::string ComplexWriter::restored(IVssComponent *component, const std::string &moment)
{
    const std::unique_ptr<store::Store> live = open_store();

    for (const std::string &name : parts_restored(component)) {
        store::FileStore &files = static_cast<store::ComplexStore &>(*live).part(name);

        files.recover("");
        const std::string wrong = files.verify();
        if (!wrong.empty())
            return name + ": " + wrong;
        if (files.moment() != store::mark_of_part(moment, name))
            return name + ": this is not the state that was backed up";
    }
    return "";
}

} // namespace incremental
