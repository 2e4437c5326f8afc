# Tests. Criterion passes a test whose process leaks, so every entry fails on what sanitizers print.
set(VSAPI_TEST_FAILURES
    "ERROR: (Address|Leak)Sanitizer;WARNING: ThreadSanitizer;runtime error:;setup or teardown")
find_path(VSAPI_CRITERION criterion/criterion.h)
find_library(VSAPI_CRITERION_LIBRARY criterion)

# vsapi_test_gate(NAME): the properties that every CTest entry has.
function(vsapi_test_gate name)
    set_tests_properties(${name} PROPERTIES
        FAIL_REGULAR_EXPRESSION "${VSAPI_TEST_FAILURES}" TIMEOUT 300)
    if(VSAPI_CANNOT_RUN)
        set_tests_properties(${name} PROPERTIES DISABLED TRUE)
    endif()
endfunction()

# Natively every program has a machine of its own, in memory. On Windows it is the one that they all run on: of its drive
# C: one shadow copy set at a time can be made, and whoever makes one copies the drive.
#
# vsapi_machine_test(NAME...): tests of that machine, one after the other.
function(vsapi_machine_test)
    if(WIN32)
        set_tests_properties(${ARGN} PROPERTIES RESOURCE_LOCK windows-machine)
    endif()
endfunction()
# vsapi_memory_test(NAME...): tests that make shadow copies and need no files of the machine: they get one like natively.
function(vsapi_memory_test)
    if(WIN32)
        set_tests_properties(${ARGN} PROPERTIES
            ENVIRONMENT VSAPI_HOST=Z:${PROJECT_SOURCE_DIR}/tests/data/hosts/memory.xml)
    endif()
endfunction()

# vsapi_criterion_test(NAME SOURCES...): a Criterion program against the static library, where the
# rooms' inner functions can be reached. Not under ThreadSanitizer, where Criterion aborts.
function(vsapi_criterion_test name)
    if(VSAPI_SANITIZE MATCHES "thread")
        return()
    endif()
    add_executable(${name} ${ARGN})
    target_link_libraries(${name} PRIVATE vstest_support ${VSAPI_CRITERION_LIBRARY})
    target_compile_definitions(${name} PRIVATE _GNU_SOURCE
        VSTEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    vsapi_warnings(${name})
    add_test(NAME ${name} COMMAND ${name} --quiet)
    vsapi_test_gate(${name})
endfunction()

# vsapi_plain_test(NAME SOURCES...): a program that returns 0 when it passes; also under TSan.
function(vsapi_plain_test name)
    add_executable(${name} ${ARGN})
    target_link_libraries(${name} PRIVATE vstest_support)
    target_compile_definitions(${name} PRIVATE _GNU_SOURCE
        VSTEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    vsapi_warnings(${name})
    add_test(NAME ${name} COMMAND ${name})
    vsapi_test_gate(${name})
endfunction()
