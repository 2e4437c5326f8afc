/*
 * tests/host/plain_hold.c - writes wait while they are held, and not longer than the system allows.
 */
#include "machine.h"
#include "plain.h"

#include <vsapi/clock.h>
#include <vsapi/thread.h>

struct writer { /* writes until it is told to stop */
    struct machine *machine;
    const char *path;
    atomic_bool stop;
    atomic_uint written, failed;
};

static void write_on(void *argument)
{
    struct writer *writer = argument;
    struct vsapi_file *file;

    while (!atomic_load(&writer->stop)) {
        HRESULT hr = vsapi_files_open(writer->machine->host, writer->path, VSAPI_FILE_WRITE, &file);

        if (SUCCEEDED(hr)) {
            hr = vsapi_file_write(file, 0, "x", 1);
            vsapi_file_close(file, 0);
        }
        atomic_fetch_add(SUCCEEDED(hr) ? &writer->written : &writer->failed, 1);
    }
}

static void wait_for_more(struct writer *writer)
{
    unsigned before = atomic_load(&writer->written);

    while (atomic_load(&writer->written) < before + 10)
        usleep(100);
}

static void test_held(struct machine *machine, struct vsapi_volume *volume, const char *path)
{
    struct writer writers[2] = {{.machine = machine, .path = path},
                                {.machine = machine, .path = path}};
    struct vsapi_thread threads[2];
    unsigned before[2];

    for (int i = 0; i < 2; i++)
        CHECK(SUCCEEDED(vsapi_thread_start(&threads[i], write_on, &writers[i])));
    for (int round = 0; round < 20; round++) {
        wait_for_more(&writers[0]);
        vsapi_volume_hold_writes(volume);
        usleep(1000);
        for (int i = 0; i < 2; i++)
            before[i] = atomic_load(&writers[i].written);
        usleep(3000);
        /* One that had got through when the hold began may be counted late. */
        for (int i = 0; i < 2; i++)
            CHECK(atomic_load(&writers[i].written) <= before[i] + 1);
        CHECK(vsapi_volume_release_writes(volume));
    }
    wait_for_more(&writers[0]);
    for (int i = 0; i < 2; i++) {
        atomic_store(&writers[i].stop, true);
        vsapi_thread_join(&threads[i]);
        CHECK(atomic_load(&writers[i].failed) == 0);
    }
}

/* Ten seconds on the host's clock, and the hold is gone. */
static void test_dropped(void)
{
    struct writer writer = {.path = "M:\\file"};
    struct machine machine = {0};
    struct vsapi_clock *clock;
    struct vsapi_thread thread;

    machine_start(&machine);
    writer.machine = &machine;
    CHECK(SUCCEEDED(vsapi_clock_create_manual(133000000000000000, &clock)));
    vsapi_host_set_clock(machine.host, clock);
    vsapi_volume_hold_writes(machine.memory);
    CHECK(SUCCEEDED(vsapi_thread_start(&thread, write_on, &writer)));
    vsapi_clock_sleep(clock, 9999);
    usleep(2000);
    CHECK(atomic_load(&writer.written) == 0);
    vsapi_clock_sleep(clock, 1);
    wait_for_more(&writer);
    CHECK(!vsapi_volume_release_writes(machine.memory));
    vsapi_volume_hold_writes(machine.memory);
    CHECK(vsapi_volume_release_writes(machine.memory));
    atomic_store(&writer.stop, true);
    vsapi_thread_join(&thread);
    CHECK(machine_stop(&machine));
}

/* Whoever holds too: writes wait for the last. */
static void test_two_hold(void)
{
    struct writer writer = {.path = "M:\\file"};
    struct machine machine = {0};
    struct vsapi_thread thread;

    machine_start(&machine);
    writer.machine = &machine;
    vsapi_volume_hold_writes(machine.memory);
    vsapi_volume_hold_writes(machine.memory);
    CHECK(SUCCEEDED(vsapi_thread_start(&thread, write_on, &writer)));
    CHECK(vsapi_volume_release_writes(machine.memory));
    usleep(2000);
    CHECK(atomic_load(&writer.written) == 0);
    CHECK(vsapi_volume_release_writes(machine.memory));
    wait_for_more(&writer);
    CHECK(!vsapi_volume_release_writes(machine.memory));
    atomic_store(&writer.stop, true);
    vsapi_thread_join(&thread);
    CHECK(machine_stop(&machine));
}

int main(void)
{
    struct machine machine = {0};

    machine_start(&machine);
    test_held(&machine, machine.disk, "C:\\file");
    test_held(&machine, machine.memory, "M:\\file");
    CHECK(machine_stop(&machine));
    test_dropped();
    test_two_hold();
    return plain_result();
}
