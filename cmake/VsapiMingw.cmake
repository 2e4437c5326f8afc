# For Windows: where the libraries built for it are, and what ours are linked with there.
#
# libxml2 and jansson come from scripts/mingw-libraries. All but Windows' own DLLs is linked
# statically, the compiler's run-time library and winpthreads too: a program of ours, and
# vssapi.dll, need nothing that Windows or Wine lack.
if(NOT WIN32)
    return()
endif()

if(CMAKE_CROSSCOMPILING AND VSAPI_TARGET)
    execute_process(COMMAND ${PROJECT_SOURCE_DIR}/scripts/mingw-libraries ${VSAPI_TARGET}
        OUTPUT_VARIABLE output OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCH "[^\n]*$" VSAPI_MINGW_LIBRARIES "${output}")
    # A build folder that found those of before finds again.
    if(NOT VSAPI_MINGW_LIBRARIES STREQUAL VSAPI_MINGW_LIBRARIES_FOUND)
        foreach(stale LIBXML2_LIBRARY LIBXML2_INCLUDE_DIR pkgcfg_lib_PC_LIBXML_xml2
                __pkg_config_checked_PC_LIBXML pkgcfg_lib_JANSSON_jansson __pkg_config_checked_JANSSON)
            unset(${stale} CACHE)
        endforeach()
        set(VSAPI_MINGW_LIBRARIES_FOUND ${VSAPI_MINGW_LIBRARIES} CACHE INTERNAL "")
    endif()
    list(PREPEND CMAKE_FIND_ROOT_PATH ${VSAPI_MINGW_LIBRARIES})
    set(ENV{PKG_CONFIG_LIBDIR} ${VSAPI_MINGW_LIBRARIES}/lib/pkgconfig)
    # uthash is headers only: those of this machine, but nothing beside them.
    find_path(VSAPI_UTHASH_HERE uthash.h REQUIRED NO_CMAKE_FIND_ROOT_PATH PATHS /usr/include)
    file(COPY ${VSAPI_UTHASH_HERE}/uthash.h ${VSAPI_UTHASH_HERE}/utlist.h
        DESTINATION ${PROJECT_BINARY_DIR}/uthash)
    set(VSAPI_UTHASH ${PROJECT_BINARY_DIR}/uthash CACHE PATH "Folder of uthash.h")
    include_directories(SYSTEM ${VSAPI_UTHASH})
endif()

# gmtime_r and its like.
add_compile_definitions(_POSIX_THREAD_SAFE_FUNCTIONS)
add_link_options(-static)
set(ZLIB_USE_STATIC_LIBS ON)
# Programs find vssapi.dll beside them; the tests run under Wine.
set(CMAKE_CROSSCOMPILING_EMULATOR ${PROJECT_SOURCE_DIR}/scripts/wine)
# 32-bit programs need Debian's package wine32, of the architecture i386: where it is not, the tests
# are built and shown as disabled. scripts/suite-summary reads the file.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "i686" AND NOT EXISTS /usr/lib/wine/wine)
    set(VSAPI_CANNOT_RUN "wine32 is not installed")
    file(WRITE ${PROJECT_BINARY_DIR}/cannot-run "${VSAPI_CANNOT_RUN}\n")
else()
    file(REMOVE ${PROJECT_BINARY_DIR}/cannot-run)
endif()
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(VSAPI_WINDOWS_LIBRARIES ole32 oleaut32 uuid ws2_32 bcrypt ntdll)
