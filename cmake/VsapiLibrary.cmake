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
        PRIVATE LibXml2::LibXml2 PkgConfig::JANSSON Threads::Threads Iconv::Iconv ${CMAKE_DL_LIBS} m)
    # Our objects carry no RTTI: UBSan's vptr check would call them invalid.
    target_compile_options(vssapi_${kind} INTERFACE
        $<$<COMPILE_LANG_AND_ID:CXX,GNU,Clang>:-fno-sanitize=vptr>)
    set_target_properties(vssapi_${kind} PROPERTIES OUTPUT_NAME vssapi)
endforeach()
set_target_properties(vssapi_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0
    EXPORT_NAME vssapi)
target_compile_definitions(vssapi_static INTERFACE VSAPI_STATIC)
if(NOT WIN32 AND NOT VSAPI_SANITIZE)
    target_link_options(vssapi_shared PRIVATE -Wl,--no-undefined)
endif()

# Tests and benchmarks look behind the faces: they see every room's headers and what those use.
foreach(room ${rooms})
    target_include_directories(vssapi_static INTERFACE
        $<BUILD_INTERFACE:$<TARGET_PROPERTY:${room},INTERFACE_INCLUDE_DIRECTORIES>>)
endforeach()
target_include_directories(vssapi_static INTERFACE $<BUILD_INTERFACE:${LIBXML2_INCLUDE_DIRS}>)
