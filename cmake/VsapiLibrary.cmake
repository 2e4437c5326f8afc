# The product: every room in one library, static and shared.
get_property(rooms GLOBAL PROPERTY VSAPI_ROOMS)
foreach(room ${rooms})
    list(APPEND objects $<TARGET_OBJECTS:${room}>)
endforeach()

foreach(kind static shared)
    string(TOUPPER ${kind} upper)
    add_library(vssapi_${kind} ${upper} ${objects})
    add_library(vssapi::vssapi_${kind} ALIAS vssapi_${kind})
    set_target_properties(vssapi_${kind} PROPERTIES OUTPUT_NAME vssapi)
    target_link_libraries(vssapi_${kind} PUBLIC LibXml2::LibXml2 PkgConfig::JANSSON
        Threads::Threads Iconv::Iconv vsapi_headers)
    if(CMAKE_DL_LIBS)
        target_link_libraries(vssapi_${kind} PUBLIC ${CMAKE_DL_LIBS})
    endif()
endforeach()
set_target_properties(vssapi_shared PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0)
# Tests and benchmarks look behind the faces: they see every room's headers.
foreach(room ${rooms})
    target_include_directories(vssapi_static INTERFACE
        $<BUILD_INTERFACE:$<TARGET_PROPERTY:${room},INTERFACE_INCLUDE_DIRECTORIES>>)
endforeach()
