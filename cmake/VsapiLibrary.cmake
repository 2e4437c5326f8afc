# The product: every room in one library, static and shared.
get_property(rooms GLOBAL PROPERTY VSAPI_ROOMS)
foreach(room ${rooms})
    list(APPEND objects $<TARGET_OBJECTS:${room}>)
endforeach()

foreach(kind static shared)
    string(TOUPPER ${kind} upper)
    add_library(vssapi_${kind} ${upper} ${objects})
    add_library(vssapi::vssapi_${kind} ALIAS vssapi_${kind})
    target_link_libraries(vssapi_${kind} PUBLIC vsapi_headers
        PRIVATE LibXml2::LibXml2 PkgConfig::JANSSON Threads::Threads $<TARGET_NAME_IF_EXISTS:Iconv::Iconv>
            ${CMAKE_DL_LIBS} m ${VSAPI_WINDOWS_LIBRARIES})
    # Our objects carry no RTTI: UBSan's vptr check would call them invalid.
    target_compile_options(vssapi_${kind} INTERFACE
        $<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang>:-fno-sanitize=vptr>)
    set_target_properties(vssapi_${kind} PROPERTIES OUTPUT_NAME vssapi)
endforeach()
set_target_properties(vssapi_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0
    EXPORT_NAME vssapi)
add_library(vssapi::vssapi ALIAS vssapi_shared) # its name when installed
target_compile_definitions(vssapi_static INTERFACE VSAPI_STATIC)
if(WIN32)
    # The name of Windows' own DLL. Ids are not imported: each program has its own, from here.
    set_target_properties(vssapi_shared PROPERTIES PREFIX "")
    set(VSAPI_IDS vssapi_ids)
    add_library(vssapi_ids STATIC ${PROJECT_SOURCE_DIR}/vsapi/base/iid.c)
    target_link_libraries(vssapi_ids PUBLIC vsapi_headers)
    target_link_libraries(vssapi_shared INTERFACE vssapi_ids)
    target_link_libraries(vsapi_headers INTERFACE ole32 oleaut32 uuid)
    include(VsapiMicrosoft)
endif()
if(NOT WIN32 AND NOT VSAPI_SANITIZE)
    target_link_options(vssapi_shared PRIVATE -Wl,--no-undefined)
endif()

# Tests and benchmarks look behind the faces: they see every room's headers and what those use.
foreach(room ${rooms})
    target_include_directories(vssapi_static INTERFACE
        $<BUILD_INTERFACE:$<TARGET_PROPERTY:${room},INTERFACE_INCLUDE_DIRECTORIES>>)
endforeach()
target_include_directories(vssapi_static INTERFACE $<BUILD_INTERFACE:${LIBXML2_INCLUDE_DIRS}>)
