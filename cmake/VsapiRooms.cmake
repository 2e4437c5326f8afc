# A room is one target: its include/ is public, its sources are private, so that an include that
# DESIGN forbids does not compile. The rooms are put together into one library in VsapiLibrary.
include(VsapiMingw)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(LibXml2 REQUIRED)
if(WIN32)
    # As its pkg-config file has it: nothing of it is imported from a DLL.
    target_compile_definitions(LibXml2::LibXml2 INTERFACE LIBXML_STATIC)
endif()
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
find_path(VSAPI_UTHASH uthash.h REQUIRED)
if(NOT WIN32)
    find_package(Iconv REQUIRED)
    find_path(VSAPI_WINE_HEADERS windows.h
        PATHS /usr/include/wine/wine/windows /usr/include/wine/windows
              /usr/include/wine-development/wine/windows
        NO_DEFAULT_PATH REQUIRED)
endif()

# What a source needs in order to include the SDK headers.
add_library(vsapi_headers INTERFACE)
target_include_directories(vsapi_headers INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/vsapi/include>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/vssapi>)
if(NOT WIN32)
    target_include_directories(vsapi_headers SYSTEM INTERFACE ${VSAPI_WINE_HEADERS})
    target_compile_definitions(vsapi_headers INTERFACE WINE_UNICODE_NATIVE)
endif()

# vsapi_platform_sources(LIST [NATIVE files...]): takes out of the list what is for another system:
# natively the files NAME_windows.c; on Windows those named here, which have a counterpart of that
# kind or are not needed there.
function(vsapi_platform_sources list)
    cmake_parse_arguments(PLATFORM "" "" "NATIVE" ${ARGN})
    if(WIN32)
        list(TRANSFORM PLATFORM_NATIVE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
        list(REMOVE_ITEM ${list} ${PLATFORM_NATIVE})
    else()
        list(FILTER ${list} EXCLUDE REGEX "_windows\\.c$")
    endif()
    set(${list} ${${list}} PARENT_SCOPE)
endfunction()

# vsapi_room(NAME SOURCES... [USES rooms...])
function(vsapi_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;USES" ${ARGN})
    if(NOT ROOM_SOURCES)
        return() # a room that is still empty
    endif()
    add_library(${name} OBJECT ${ROOM_SOURCES})
    if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/include)
        target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include)
    endif()
    target_compile_definitions(${name} PRIVATE VSAPI_BUILD _GNU_SOURCE)
    target_link_libraries(${name} PUBLIC vsapi_headers LibXml2::LibXml2 PkgConfig::JANSSON
        Threads::Threads)
    foreach(room ${ROOM_USES})
        target_include_directories(${name} PUBLIC
            $<TARGET_PROPERTY:${room},INTERFACE_INCLUDE_DIRECTORIES>)
    endforeach()
    vsapi_warnings(${name})
    vsapi_precompile(${name} SAME)
    set_property(GLOBAL APPEND PROPERTY VSAPI_ROOMS ${name})
endfunction()
