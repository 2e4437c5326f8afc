/*
 * tests/host/test_store.c - the machine's store: what outlives a process.
 */
#include "vstest.h"
#include "machine.h"

#include <vsapi/store.h>
#include <vsapi/trace.h>

#include <signal.h>
#include <sys/wait.h>

#define GROUP "things"

struct stored {
    struct machine machine;
    struct vsapi_host *host;
};

static void stored_start(struct stored *stored)
{
    *stored = (struct stored){0};
    machine_start(&stored->machine);
    stored->host = stored->machine.host;
    machine_folder(&stored->machine, "C/store");
    VSTEST_HR(vsapi_host_set_store(stored->host, machine_real(&stored->machine, "C/store")), S_OK,
              "");
}

static HRESULT put(struct vsapi_host *host, const char *name, const char *text)
{
    int lock;
    HRESULT hr = vsapi_store_lock(host, &lock);

    if (SUCCEEDED(hr))
        hr = vsapi_store_write(host, GROUP, name, text, strlen(text));
    vsapi_store_unlock(lock);
    return hr;
}

static void expect_text(struct vsapi_host *host, const char *name, const char *text)
{
    char *bytes;
    size_t size;

    VSTEST_HR(vsapi_store_read(host, GROUP, name, &bytes, &size), S_OK, name);
    VSTEST_TEXT(bytes, text, name);
    cr_expect_eq(size, strlen(text), "%s", name);
    vsapi_free(bytes);
}

static HRESULT append_name(void *context, const char *name)
{
    strcat(strcat(context, name), ";");
    return S_OK;
}

static const char *names(struct vsapi_host *host)
{
    static char list[4096];

    list[0] = '\0';
    VSTEST_HR(vsapi_store_each(host, GROUP, append_name, list), S_OK, "");
    return list;
}

/* ---- which folder ------------------------------------------------------------------------------
 */

Test(store, a_machine_has_none_unless_told)
{
    struct machine machine = {0};

    machine_start(&machine);
    cr_expect_null(vsapi_host_store(machine.host));
    cr_expect(machine_stop(&machine));
}

static const struct folder_row {
    const char *folder, *sentence;
} folder_rows[] = {
    {"relative", "the store relative is not the absolute path of a folder"},
    {"", "is not the absolute path of a folder"},
    {"/there/is/none", "the store /there/is/none is not the absolute path of a folder"},
    {"/dev/null", "the store /dev/null is not the absolute path of a folder"},
    {"/proc/self", "the store cannot be written: /proc/self"},
};

VSTEST_TABLE(store, a_folder_that_cannot_be_one_is_refused_and_the_old_one_stays, folder_rows)
{
    const struct folder_row *row = &folder_rows[*row_];
    struct stored stored;

    stored_start(&stored);
    VSTEST_HR(vsapi_host_set_store(stored.host, row->folder), E_INVALIDARG, row->folder);
    VSTEST_SENTENCE(row->sentence, row->folder);
    VSTEST_TEXT(vsapi_host_store(stored.host), machine_real(&stored.machine, "C/store"), "");
    VSTEST_HR(put(stored.host, "a", "1"), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(stored.host, NULL), S_OK, "");
    cr_expect_null(vsapi_host_store(stored.host));
    cr_expect(machine_stop(&stored.machine));
}

Test(store, shadow_copies_have_their_place_in_it)
{
    struct stored stored;
    const char *place;

    stored_start(&stored);
    VSTEST_HR(vsapi_host_shadow_folder(stored.host, stored.machine.disk, &place), S_OK, "");
    VSTEST_TEXT(place, machine_real(&stored.machine, "C/store/shadow-copies"), "");
    cr_expect_eq(access(place, F_OK), 0);
    VSTEST_HR(vsapi_host_set_shadow_folder(stored.host, stored.machine.folder), S_OK, "");
    VSTEST_HR(vsapi_host_shadow_folder(stored.host, stored.machine.disk, &place), S_OK, "");
    VSTEST_TEXT(place, stored.machine.folder, "");
    cr_expect(machine_stop(&stored.machine));
}

/* ---- files -------------------------------------------------------------------------------------
 */

Test(store, what_one_host_writes_the_next_one_reads)
{
    struct stored stored;
    struct vsapi_host *next;

    stored_start(&stored);
    VSTEST_HR(put(stored.host, "b", "first"), S_OK, "");
    VSTEST_HR(put(stored.host, "b", "second"), S_OK, "");
    VSTEST_HR(put(stored.host, "a", ""), S_OK, "");
    VSTEST_HR(vsapi_host_create(&next), S_OK, "");
    VSTEST_HR(vsapi_host_set_store(next, vsapi_host_store(stored.host)), S_OK, "");
    VSTEST_TEXT(names(next), "a;b;", "");
    expect_text(next, "b", "second");
    expect_text(next, "a", "");
    VSTEST_HR(vsapi_store_remove(next, GROUP, "b"), S_OK, "");
    VSTEST_HR(vsapi_store_remove(next, GROUP, "b"), S_OK, "nothing there is fine");
    VSTEST_TEXT(names(stored.host), "a;", "");
    vsapi_host_destroy(next);
    cr_expect(machine_stop(&stored.machine));
}

Test(store, what_is_no_file_of_the_store_is_passed_over)
{
    struct stored stored;
    char *bytes, *folder;
    size_t size;

    stored_start(&stored);
    VSTEST_TEXT(names(stored.host), "", "a group that is not there");
    VSTEST_HR(vsapi_store_remove(stored.host, GROUP, "a"), S_OK, "");
    VSTEST_HR(vsapi_store_read(stored.host, GROUP, "a", &bytes, &size),
              HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND), "");
    cr_expect_null(bytes);
    VSTEST_HR(vsapi_store_folder_of(stored.host, GROUP, &folder), S_OK, "");
    VSTEST_TEXT(folder, machine_real(&stored.machine, "C/store/" GROUP), "");
    vsapi_free(folder);
    machine_folder(&stored.machine, "C/store/" GROUP "/folder");
    machine_put(&stored.machine, "C/store/" GROUP "/.begun", "half a");
    machine_link(&stored.machine, "/etc/passwd", "C/store/" GROUP "/link");
    VSTEST_TEXT(names(stored.host), "", "");
    VSTEST_HR(vsapi_store_read(stored.host, GROUP, "link", &bytes, &size),
              HRESULT_FROM_WIN32(ERROR_CANT_RESOLVE_FILENAME), "");
    VSTEST_HR(vsapi_store_read(stored.host, GROUP, "folder", &bytes, &size),
              HRESULT_FROM_WIN32(ERROR_INVALID_PARAMETER), "");
    cr_expect(machine_stop(&stored.machine));
}

static HRESULT stop(void *context, const char *name)
{
    *(const char **)context = name[0] == 'a' ? "a" : "?";
    return E_ABORT;
}

Test(store, a_failure_ends_the_list)
{
    struct stored stored;
    const char *seen = NULL;

    stored_start(&stored);
    VSTEST_HR(put(stored.host, "a", "1"), S_OK, "");
    VSTEST_HR(put(stored.host, "b", "1"), S_OK, "");
    VSTEST_HR(vsapi_store_each(stored.host, GROUP, stop, &seen), E_ABORT, "");
    VSTEST_TEXT(seen, "a", "");
    cr_expect(machine_stop(&stored.machine));
}

Test(store, what_cannot_be_written_leaves_the_old_file)
{
    struct stored stored;

    stored_start(&stored);
    VSTEST_HR(put(stored.host, "a", "old"), S_OK, "");
    machine_folder(&stored.machine, "C/store/" GROUP "/.a");
    cr_expect(FAILED(put(stored.host, "a", "new")));
    VSTEST_SENTENCE("cannot write to the store: a", "");
    expect_text(stored.host, "a", "old");
    cr_expect(machine_stop(&stored.machine));
}

/* ---- damage ------------------------------------------------------------------------------------
 */

Test(store, a_damaged_file_is_set_aside_with_its_reason)
{
    struct stored stored;
    int lock;

    stored_start(&stored);
    for (int i = 0; i < 2; i++) {
        VSTEST_HR(put(stored.host, "a", i ? "worse" : "bad"), S_OK, "");
        VSTEST_HR(vsapi_store_lock(stored.host, &lock), S_OK, "");
        VSTEST_HR(vsapi_store_set_aside(stored.host, GROUP, "a", "it is nonsense"), S_OK, "");
        vsapi_store_unlock(lock);
        VSTEST_TEXT(names(stored.host), "", "");
    }
    VSTEST_TEXT(machine_read(&stored.machine, "C:\\store\\set-aside\\a"), "bad", "");
    VSTEST_TEXT(machine_read(&stored.machine, "C:\\store\\set-aside\\a.reason"), "it is nonsense",
                "");
    VSTEST_TEXT(machine_read(&stored.machine, "C:\\store\\set-aside\\a.2"), "worse", "");
    VSTEST_TEXT(machine_read(&stored.machine, "C:\\store\\set-aside\\a.2.reason"), "it is nonsense",
                "");
    cr_expect(machine_stop(&stored.machine));
}

/* ---- the lock ----------------------------------------------------------------------------------
 */

/* Adds one to the number in a file, `times` over. */
static HRESULT count_up(struct vsapi_host *host, int times)
{
    HRESULT hr = S_OK;

    for (int i = 0; SUCCEEDED(hr) && i < times; i++) {
        char *bytes, text[16];
        size_t size;
        int lock;

        hr = vsapi_store_lock(host, &lock);
        if (SUCCEEDED(hr))
            hr = vsapi_store_read(host, GROUP, "number", &bytes, &size);
        if (SUCCEEDED(hr)) {
            snprintf(text, sizeof text, "%d", atoi(bytes) + 1);
            vsapi_free(bytes);
            hr = vsapi_store_write(host, GROUP, "number", text, strlen(text));
        }
        vsapi_store_unlock(lock);
    }
    return hr;
}

Test(store, processes_change_it_one_after_another)
{
    struct stored stored;
    pid_t children[4];

    stored_start(&stored);
    VSTEST_HR(put(stored.host, "number", "0"), S_OK, "");
    for (int i = 0; i < 4; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(FAILED(count_up(stored.host, 25)));
    }
    for (int i = 0; i < 4; i++) {
        int status = 1;

        cr_expect_eq(waitpid(children[i], &status, 0), children[i]);
        cr_expect_eq(status, 0);
    }
    expect_text(stored.host, "number", "100");
    cr_expect(machine_stop(&stored.machine));
}

Test(store, the_lock_of_a_process_that_dies_is_free)
{
    struct stored stored;
    int lock, status;
    pid_t child;

    stored_start(&stored);
    child = fork();
    if (child == 0) {
        vsapi_store_lock(stored.host, &lock);
        raise(SIGKILL);
    }
    cr_expect_eq(waitpid(child, &status, 0), child);
    VSTEST_HR(vsapi_store_lock(stored.host, &lock), S_OK, "");
    vsapi_store_unlock(lock);
    vsapi_store_unlock(-1);
    cr_expect(machine_stop(&stored.machine));
}

/* ---- lack of memory ----------------------------------------------------------------------------
 */

static HRESULT use(struct stored *stored)
{
    char list[256] = "", *bytes = NULL;
    size_t size;
    HRESULT hr = vsapi_host_set_store(stored->host, machine_real(&stored->machine, "C/store"));

    if (SUCCEEDED(hr))
        hr = put(stored->host, "a", "text");
    if (SUCCEEDED(hr))
        hr = vsapi_store_each(stored->host, GROUP, append_name, list);
    if (SUCCEEDED(hr))
        hr = vsapi_store_read(stored->host, GROUP, "a", &bytes, &size);
    vsapi_free(bytes);
    if (SUCCEEDED(hr))
        hr = vsapi_store_set_aside(stored->host, GROUP, "a", "why not");
    return hr;
}

Test(store, lack_of_memory_is_told_and_leaks_nothing)
{
    struct stored stored;

    stored_start(&stored);
    VSTEST_FAIL_EACH_ALLOCATION(
        use(&stored), vsapi_folder_remove(machine_real(&stored.machine, "C/store/set-aside")));
    cr_expect(machine_stop(&stored.machine));
}
