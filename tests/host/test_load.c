/*
 * tests/host/test_load.c - host files: what they mean, and what is said about wrong ones.
 */
#include <libxml/relaxng.h> /* before windows.h */

#include "vstest.h"
#include "machine.h"

#include <vsapi/clock.h>
#include <vsapi/store.h>
#include <vsapi/text.h>

#define EXAMPLE VSTEST_DATA "/hosts/example.xml"
#define PAGE VSTEST_DATA "/../../docs/host-file.md"
#define SCHEMA VSTEST_DATA "/../../vsapi/host/host.rng"

static char *read_whole(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = calloc(1, 1 << 16);

    cr_assert(file && text, "%s", path);
    cr_assert(fread(text, 1, (1 << 16) - 1, file) > 0);
    fclose(file);
    return text;
}

Test(load, the_example_of_the_page_is_the_file_that_is_tested)
{
    char *page = read_whole(PAGE), *example = read_whole(EXAMPLE);

    cr_expect(strstr(page, example),
              "docs/host-file.md does not hold tests/data/hosts/example.xml");
    free(page);
    free(example);
}

static void check_volumes(struct vsapi_host *host)
{
    struct vsapi_volume *volume;

    cr_assert_eq(vsapi_host_volume_count(host), 4);
    volume = vsapi_host_volume(host, 0);
    VSTEST_TEXT(vsapi_volume_mount(volume), "C:\\", "");
    VSTEST_TEXT(vsapi_volume_label(volume), "System", "");
    VSTEST_TEXT(vsapi_volume_file_system(volume), "NTFS", "");
    cr_expect(strstr(vsapi_volume_folder(volume), "/tests/data/hosts/disk-c"));
    volume = vsapi_host_volume(host, 1);
    cr_expect(!vsapi_volume_folder(volume) && vsapi_volume_tree(volume));
    cr_expect_eq(vsapi_volume_capacity(volume), 1048576);
    volume = vsapi_host_volume(host, 2);
    VSTEST_TEXT(vsapi_volume_name(volume), "\\\\?\\Volume{6f0ad8a2-6c1f-4d7e-9d5b-0a1b2c3d4e5f}\\",
                "");
    volume = vsapi_host_volume(host, 3);
    VSTEST_TEXT(vsapi_volume_file_system(volume), "FAT32", "");
    cr_expect(!vsapi_volume_supported(volume));
}

static void check_faults(struct vsapi_host *host)
{
    cr_assert_eq(vsapi_host_fault_count(host), 3);
    VSTEST_TEXT(vsapi_host_fault(host, 0)->call, "CommitSnapshots", "");
    cr_expect_eq(vsapi_host_fault(host, 0)->nth, 2);
    cr_expect_eq(vsapi_host_fault(host, 0)->delay_ms, 10001);
    cr_expect_eq(vsapi_host_fault(host, 0)->hr, S_OK);
    VSTEST_TEXT(vsapi_host_fault(host, 1)->target, "Ledger Writer", "");
    cr_expect_eq(vsapi_host_fault(host, 1)->hr, (HRESULT)0x800423F3);
    cr_expect_eq(vsapi_host_fault(host, 2)->delay_ms, VSAPI_FAULT_HANG);
}

Test(load, the_example_describes_what_its_page_says)
{
    struct vsapi_host *host;
    const char *shadows;

    VSTEST_HR(vsapi_host_load(EXAMPLE, &host), S_OK, "");
    cr_assert_not_null(host);
    check_volumes(host);
    check_faults(host);
    cr_expect_eq(vsapi_host_delivery(host), VSAPI_DELIVERY_SERIAL);
    cr_expect_eq(vsapi_clock_filetime(vsapi_host_clock(host)), 134143344000000000);
    VSTEST_TEXT(vsapi_host_variable(host, "PROGRAMDATA"), "D:\\ProgramData", "");
    VSTEST_HR(vsapi_host_shadow_folder(host, vsapi_host_volume(host, 0), &shadows), S_OK, "");
    cr_expect(strstr(shadows, "/tests/data/hosts/shadows"));
    cr_expect(strstr(vsapi_host_store(host), "/tests/data/hosts/store"));
    vsapi_host_destroy(host);
}

/* ---- wrong files -------------------------------------------------------------------------------
 */

/* FILE is the whole file; every one is on line 2 unless told. `schema`: the schema refuses it too.
 */
static const struct wrong_row {
    const char *name, *file;
    unsigned line;
    const char *reason;
    bool schema;
} wrong_rows[] = {
    {"no XML", "host", 1, "", true},
    {"empty", "", 1, "", true},
    {"not closed", "<host>\n<volume mount='C:\\'>\n</host>", 3, "", true},
    {"other root", "<machine/>", 1, "it begins with <machine>, not <host>", true},
    {"attribute of the root", "<host name='x'/>", 1, "<host> has no attribute \"name\"", true},
    {"unknown element", "<host>\n<disk/>\n</host>", 2, "there is no element <disk> in <host>",
     true},
    {"element inside", "<host>\n<volume mount='C:\\'><x/></volume>\n</host>", 2,
     "there is no <x> in <volume>", true},
    {"element of another namespace", "<host>\n<clock xmlns='urn:x' kind='real'/>\n</host>", 2,
     "<clock> is in the namespace \"urn:x\"; host files have none", true},
    {"namespace of the root", "<host xmlns='urn:x'/>", 1,
     "<host> is in the namespace \"urn:x\"; host files have none", true},
    {"text between", "<host>\nhello\n</host>", 2, "", true},
    {"text inside", "<host>\n<clock kind='real'>x</clock>\n</host>", 2, "there is text", true},
    {"unknown attribute", "<host>\n<volume mount='C:\\' path='/'/>\n</host>", 2,
     "<volume> has no attribute \"path\"", true},
    {"missing attribute", "<host>\n<volume/>\n</host>", 2, "<volume> lacks the attribute \"mount\"",
     true},
    {"missing name", "<host>\n<variable value='x'/>\n</host>", 2, "lacks the attribute \"name\"",
     true},
    {"two clocks", "<host>\n<clock kind='real'/>\n<clock kind='real'/>\n</host>", 3,
     "there is a second <clock>", true},
    {"kind of clock", "<host>\n<clock kind='sun'/>\n</host>", 2,
     "kind=\"sun\" of <clock> is not one of \"real\", \"manual\"", true},
    {"start of a real clock", "<host>\n<clock kind='real' start='2026-01-01T00:00:00Z'/>\n</host>",
     2, "a real clock has no start", true},
    {"time", "<host>\n<clock kind='manual' start='yesterday'/>\n</host>", 2,
     "start=\"yesterday\" of <clock> is no time", true},
    {"30th of February", "<host>\n<clock kind='manual' start='2026-02-30T00:00:00Z'/>\n</host>", 2,
     "is no time", false},
    {"25 o'clock", "<host>\n<clock kind='manual' start='2026-02-03T25:00:00Z'/>\n</host>", 2,
     "is no time", false},
    {"delivery", "<host>\n<delivery order='fast'/>\n</host>", 2,
     "is not one of \"parallel\", \"serial\", \"inline\"", true},
    {"right", "<host>\n<rights writer='no'/>\n</host>", 2,
     "writer=\"no\" of <rights> is not one of \"allowed\", \"denied\"", true},
    {"two rights", "<host>\n<rights/>\n<rights/>\n</host>", 3, "there is a second <rights>", true},
    {"mode", "<host>\n<mode safe='true'/>\n</host>", 2,
     "safe=\"true\" of <mode> is not one of \"no\", \"yes\"", true},
    {"blocks-revert of no class", "<host>\n<blocks-revert writer='me'/>\n</host>", 2,
     "<blocks-revert>: \"me\" is no class id of a writer", true},
    {"mode of nothing", "<host>\n<mode/>\n</host>", 2, "lacks the attribute \"safe\"", true},
    {"trace without name", "<host>\n<trace file=''/>\n</host>", 2, "file of <trace> is empty",
     true},
    {"trace in no folder", "<host>\n<trace file='none/t.jsonl'/>\n</host>", 2,
     "file=\"none/t.jsonl\" of <trace>: /", false},
    {"trace that is a folder", "<host>\n<trace file='/tmp'/>\n</host>", 2,
     "/tmp cannot be written: Is a directory", false},
    {"shadow folder", "<host>\n<shadow-folder folder='none'/>\n</host>", 2, "there is no folder /",
     false},
    {"store missing", "<host>\n<store folder='none'/>\n</host>", 2,
     "folder=\"none\" of <store>: there is no folder /", false},
    {"store that cannot be written", "<host>\n<store folder='/proc/self'/>\n</host>", 2,
     "the store cannot be written: /proc/self", false},
    {"store without folder", "<host>\n<store/>\n</host>", 2, "lacks the attribute \"folder\"",
     true},
    {"two stores", "<host>\n<store folder='/tmp'/>\n<store folder='/tmp'/>\n</host>", 3,
     "there is a second <store>", true},
    {"variable", "<host>\n<variable name='a=b' value=''/>\n</host>", 2, "a=b is no name", false},
    {"mount point", "<host>\n<volume mount='C:'/>\n</host>", 2, "C: is no mount point", true},
    {"relative mount", "<host>\n<volume mount='disk'/>\n</host>", 2, "disk is no mount point",
     true},
    {"mount with dots", "<host>\n<volume mount='C:\\a\\..\\b\\'/>\n</host>", 2,
     "has \".\" or \"..\" in it", false},
    {"mount with a star", "<host>\n<volume mount='C:\\*\\'/>\n</host>", 2, "is no name", false},
    {"mounted on nothing", "<host>\n<volume mount='D:\\'/>\n<volume mount='C:\\M\\'/>\n</host>", 3,
     "there is no <volume> that the folder could be on", false},
    {"mounted in no folder",
     "<host>\n<volume mount='C:\\M\\'/>\n<volume mount='C:\\' folder='/dev/fd'/>\n</host>", 2,
     "C:\\M\\ is mounted in a folder that is not there; make it in /dev/fd", false},
    {"mounted in a file",
     "<host>\n<volume mount='C:\\wrong.xml\\'/>\n<volume mount='C:\\' folder='.'/>\n</host>", 2,
     "is mounted in a folder that is not there", false},
    {"mount taken", "<host>\n<volume mount='C:\\'/>\n<volume mount='c:\\'/>\n</host>", 3,
     "the mount point c:\\ is taken", false},
    {"guid taken",
     "<host>\n<volume mount='C:\\' guid='00000000-0000-0000-0000-000000000001'/>\n"
     "<volume mount='D:\\' guid='{00000000-0000-0000-0000-000000000001}'/>\n</host>",
     3, "is that of C:\\ already", false},
    {"guid", "<host>\n<volume mount='C:\\' guid='1234'/>\n</host>", 2, "1234 is no id of a volume",
     true},
    {"folder missing", "<host>\n<volume mount='C:\\' folder='none'/>\n</host>", 2,
     "folder=\"none\" of <volume>: there is no folder /", false},
    {"folder is a file", "<host>\n<volume mount='C:\\' folder='wrong.xml'/>\n</host>", 2,
     "there is no folder /", false},
    {"supported", "<host>\n<volume mount='C:\\' supported='maybe'/>\n</host>", 2,
     "is not one of \"yes\", \"no\"", true},
    {"array", "<host>\n<volume mount='C:\\' array='maybe'/>\n</host>", 2,
     "is not one of \"no\", \"yes\", \"legacy\"", true},
    {"disk without an array", "<host>\n<volume mount='C:\\' disk='1'/>\n</host>", 2,
     "volume C:\\ has a disk of an array and is not on one", false},
    {"capacity", "<host>\n<volume mount='C:\\' capacity-bytes='1 MB'/>\n</host>", 2,
     "capacity-bytes=\"1 MB\" of <volume> is no number", true},
    {"negative", "<host>\n<volume mount='C:\\' capacity-bytes='-1'/>\n</host>", 2, "is no number",
     true},
    {"too large", "<host>\n<fault call='Freeze' nth='4294967296'/>\n</host>", 2,
     "is no number from 0 to 4294967295", true},
    {"no number", "<host>\n<fault call='Freeze' delay-ms=''/>\n</host>", 2, "is no number", true},
    {"too many digits", "<host>\n<fault call='Freeze' delay-ms='99999999999999999999'/>\n</host>",
     2, "is no number", true},
    {"unknown call", "<host>\n<fault call='freeze'/>\n</host>", 2,
     "freeze is no event, provider call or \"allocation\"", false},
    {"unknown result", "<host>\n<fault call='Freeze' result='VSS_E_TIRED'/>\n</host>", 2,
     "result=\"VSS_E_TIRED\" of <fault> is no documented name", false},
    {"short number", "<host>\n<fault call='Freeze' result='0x123'/>\n</host>", 2,
     "is no documented name", false},
    {"success of an asynchronous call",
     "<host>\n<fault call='Freeze' result='VSS_S_ASYNC_FINISHED'/>\n</host>", 2,
     "Freeze never answers VSS_S_ASYNC_FINISHED", true},
    {"success", "<host>\n<fault call='CommitSnapshots' result='S_FALSE'/>\n</host>", 2,
     "CommitSnapshots never answers S_FALSE", false},
    {"success as a number", "<host>\n<fault call='Freeze' result='0x00042309'/>\n</host>", 2,
     "Freeze never answers ", false},
    {"hang", "<host>\n<fault call='Freeze' hang='no'/>\n</host>", 2, "is not one of \"yes\"", true},
    {"delay and hang", "<host>\n<fault call='Freeze' hang='yes' delay-ms='1'/>\n</host>", 2,
     "has delay-ms and hang", true},
    {"document type", "<?xml version='1.0'?>\n<!DOCTYPE host>\n<host/>", 2, "document type", false},
    {"entity", "<!DOCTYPE host [<!ENTITY a 'C:\\'>]>\n<host>\n<volume mount='&a;'/>\n</host>", 1,
     "document type", false},
    {"external entity",
     "<!DOCTYPE host [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>\n<host>&a;</host>", 1,
     "document type", true},
    {"external type", "<!DOCTYPE host SYSTEM 'http://localhost:1/host.dtd'>\n<host/>", 1,
     "document type", false},
    {"unknown entity", "<host>\n<volume mount='&drive;'/>\n</host>", 2, "", true},
    {"bad UTF-8", "<host>\n<variable name='a' value='\xff'/>\n</host>", 2, "", true},
};

VSTEST_TABLE(load, a_wrong_file_gets_line_and_reason, wrong_rows)
{
    const struct wrong_row *row = &wrong_rows[*row_];
    struct vsapi_host *host = (struct vsapi_host *)&host;
    struct machine machine = {0};
    char place[64];

    machine_start(&machine);
    machine_put(&machine, "C/wrong.xml", row->file);
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/wrong.xml"), &host), E_INVALIDARG,
              row->name);
    cr_expect_null(host, "%s", row->name);
    snprintf(place, sizeof place, "wrong.xml:%u: ", row->line);
    VSTEST_SENTENCE(place, row->name);
    VSTEST_SENTENCE(row->reason, row->name);
    cr_expect(machine_stop(&machine), "%s", row->name);
}

static void ignore(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static int validate(xmlRelaxNGPtr schema, const char *text)
{
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), "x", NULL,
                                  XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
    xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(schema);
    int result;

    xmlRelaxNGSetValidErrors(context, ignore, ignore, NULL);
    result = doc ? xmlRelaxNGValidateDoc(context, doc) : 1;
    xmlRelaxNGFreeValidCtxt(context);
    xmlFreeDoc(doc);
    return result;
}

Test(load, the_schema_agrees_with_the_reader)
{
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(SCHEMA);
    xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);
    char *example = read_whole(EXAMPLE);

    cr_assert_not_null(schema);
    cr_expect_eq(validate(schema, example), 0);
    for (size_t i = 0; i < VSTEST_COUNT(wrong_rows); i++)
        cr_expect_eq(validate(schema, wrong_rows[i].file) != 0, wrong_rows[i].schema, "%s",
                     wrong_rows[i].name);
    free(example);
    xmlRelaxNGFree(schema);
    xmlRelaxNGFreeParserCtxt(parser);
    xmlRelaxNGCleanupTypes();
}

/* ---- files that cannot be read -----------------------------------------------------------------
 */

Test(load, a_file_that_cannot_be_read_is_told)
{
    struct vsapi_host *host;
    struct machine machine = {0};
    char *text = malloc((1 << 20) + 2);

    machine_start(&machine);
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "none.xml"), &host), E_INVALIDARG, "");
    VSTEST_SENTENCE("cannot be read: No such file", "");
    VSTEST_HR(vsapi_host_load(machine.folder, &host), E_INVALIDARG, "");
    VSTEST_SENTENCE("it is no file", "");
    VSTEST_HR(vsapi_host_load(NULL, &host), E_INVALIDARG, "");
    memset(text, ' ', (1 << 20) + 1);
    text[(1 << 20) + 1] = '\0';
    machine_put(&machine, "C/long.xml", text);
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/long.xml"), &host), E_INVALIDARG, "");
    VSTEST_SENTENCE("longer than 1 MiB", "");
    free(text);
    cr_expect(machine_stop(&machine));
}

/* Nothing of libxml2's own may reach the terminal. */
Test(load, wrong_encodings_go_nowhere_but_into_the_sentence)
{
    static const char *const encodings[] = {"UTF-7", "UTF-32", "ISO-2022-JP", "ISO-8859-11"};
    FILE *stream = tmpfile();
    struct vsapi_host *host;
    struct machine machine = {0};
    char text[200];

    machine_start(&machine);
    cr_assert_not_null(stream);
    fflush(stderr);
    dup2(fileno(stream), 2);
    for (size_t i = 0; i < VSTEST_COUNT(encodings); i++) {
        snprintf(text, sizeof text,
                 "<?xml version=\"1.0\" encoding=\"%s\"?><host>\xDD\xDB\\ f</host>", encodings[i]);
        machine_put(&machine, "C/host.xml", text);
        VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), E_INVALIDARG,
                  encodings[i]);
        VSTEST_SENTENCE("host.xml:1: ", encodings[i]);
    }
    fflush(stderr);
    cr_expect_eq(lseek(2, 0, SEEK_END), 0, "something was printed");
    fclose(stream);
    cr_expect(machine_stop(&machine));
}

Test(load, a_hundred_thousand_nested_elements_are_refused)
{
    size_t depth = 100000;
    char *text = malloc(3 * depth + 1);
    struct vsapi_host *host;
    struct machine machine = {0};

    for (size_t i = 0; i < depth; i++)
        memcpy(text + 3 * i, "<a>", 3);
    text[3 * depth] = '\0';
    machine_start(&machine);
    machine_put(&machine, "C/deep.xml", text);
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/deep.xml"), &host), E_INVALIDARG, "");
    free(text);
    cr_expect(machine_stop(&machine));
}

/* Its files can be seen from the volume that it is mounted on, as on Windows. */
Test(load, a_volume_in_memory_gets_the_folder_that_another_is_mounted_in)
{
    struct machine machine = {0};
    struct vsapi_file_info info;
    struct vsapi_volume *volume;
    struct vsapi_host *host;
    char path[128];

    machine_start(&machine);
    machine_put(&machine, "C/host.xml",
                "<host><volume mount='C:\\A\\B\\C\\'/><volume mount='C:\\A\\'/>"
                "<volume mount='C:\\'/></host>");
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), S_OK, "");
    volume = vsapi_host_volume(host, 2);
    snprintf(path, sizeof path, "%sA", vsapi_volume_name(volume));
    VSTEST_HR(vsapi_files_stat(host, path, &info), S_OK, "");
    cr_expect(info.attributes & FILE_ATTRIBUTE_DIRECTORY);
    volume = vsapi_host_volume(host, 1);
    snprintf(path, sizeof path, "%sB\\C", vsapi_volume_name(volume));
    VSTEST_HR(vsapi_files_stat(host, path, &info), S_OK, "");
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

Test(load, the_success_that_a_page_has_can_be_planned)
{
    struct machine machine = {0};
    struct vsapi_host *host;

    machine_start(&machine);
    machine_put(&machine, "C/host.xml", "<host><fault call='OnUnload' result='S_FALSE'/></host>");
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), S_OK, "");
    cr_expect_eq(vsapi_host_fault(host, 0)->hr, S_FALSE);
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

Test(load, writers_that_block_reverts_are_listed)
{
    static const char *const text =
        "<host><blocks-revert writer='{6f0ad8a2-6c1f-4d7e-9d5b-0a1b2c3d4e5f}'/>"
        "<volume mount='C:\\'/>"
        "<blocks-revert writer='00000001-0000-0000-0000-000000000000'/></host>";
    struct machine machine = {0};
    struct vsapi_host *host;
    const GUID *ids;
    size_t count;

    machine_start(&machine);
    machine_put(&machine, "C/host.xml", text);
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), S_OK, "");
    ids = vsapi_host_revert_blockers(host, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(ids[0].Data1, 0x6f0ad8a2);
    cr_expect_eq(ids[1].Data1, 1);
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

Test(load, rights_and_safe_mode_are_as_the_file_has_them)
{
    struct machine machine = {0};
    struct vsapi_host *host;

    machine_start(&machine);
    machine_put(&machine, "C/host.xml", "<host><rights writer='denied'/><mode safe='yes'/></host>");
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), S_OK, "");
    VSTEST_HR(vsapi_host_access(host, VSAPI_ROLE_REQUESTER, "x"), S_OK, "");
    VSTEST_HR(vsapi_host_access(host, VSAPI_ROLE_WRITER, "x"), E_ACCESSDENIED, "");
    cr_expect(vsapi_host_safe_mode(host));
    vsapi_host_set_rights(host, VSAPI_ROLE_WRITER, true);
    VSTEST_HR(vsapi_host_access(host, VSAPI_ROLE_WRITER, "x"), S_OK, "");
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

Test(load, a_trace_is_not_made_before_the_host_is_used)
{
    struct machine machine = {0};
    struct vsapi_host *host;

    machine_start(&machine);
    machine_put(&machine, "C/host.xml", "<host><trace file='t.jsonl'/></host>");
    VSTEST_HR(vsapi_host_load(machine_real(&machine, "C/host.xml"), &host), S_OK, "");
    cr_expect_eq(machine_count(machine_real(&machine, "C")), 1);
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

Test(load, relative_paths_begin_in_the_folder_of_the_file)
{
    struct vsapi_host *host;
    struct machine machine = {0};

    machine_start(&machine);
    machine_folder(&machine, "C/disk");
    machine_put(&machine, "C/host.xml", "<host><volume mount='C:\\' folder='disk'/></host>");
    cr_assert_eq(chdir(machine_real(&machine, "C/disk")), 0);
    VSTEST_HR(vsapi_host_load("../host.xml", &host), S_OK, "");
    cr_expect(vsapi_is_absolute_folder(vsapi_volume_folder(vsapi_host_volume(host, 0))));
    vsapi_host_destroy(host);
    cr_expect(machine_stop(&machine));
}

static HRESULT load_example(struct vsapi_host **host)
{
    HRESULT hr = vsapi_host_load(EXAMPLE, host);

    vsapi_host_destroy(*host);
    return hr;
}

Test(load, lack_of_memory_is_told_and_leaks_nothing)
{
    struct vsapi_host *host;

    VSTEST_FAIL_EACH_ALLOCATION(load_example(&host), (void)0);
}
