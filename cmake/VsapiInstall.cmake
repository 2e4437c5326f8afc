# Installation. Headers go to include/vssapi, never straight into include: there pkg-config would
# drop our -I, and Wine's own vss.h, without the writer's classes, would win.
include(CMakePackageConfigHelpers)

set(VSAPI_INSTALL_HEADERS ${CMAKE_INSTALL_INCLUDEDIR}/vssapi)
file(GLOB sdk_headers ${PROJECT_SOURCE_DIR}/vsapi/include/*.h)
install(FILES ${sdk_headers} DESTINATION ${VSAPI_INSTALL_HEADERS})
# Of our own headers only those that a program outside may use.
foreach(name platform declare writer cvsswriter plugin host files plan clock error text)
    install(FILES ${PROJECT_SOURCE_DIR}/vsapi/include/vsapi/${name}.h
        DESTINATION ${VSAPI_INSTALL_HEADERS}/vsapi)
endforeach()

# The schema of host files, for editors; the library has it built in.
install(FILES ${PROJECT_SOURCE_DIR}/vsapi/host/host.rng DESTINATION ${CMAKE_INSTALL_DATADIR}/vssapi)

install(TARGETS vssapi_shared vssapi_static vsapi_headers ${VSAPI_IDS} EXPORT vssapi-targets
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
    RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(EXPORT vssapi-targets NAMESPACE vssapi::
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/vssapi)
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/vssapi-config.cmake.in
    ${PROJECT_BINARY_DIR}/vssapi-config.cmake
    INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/vssapi)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/vssapi-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/vssapi-config.cmake
    ${PROJECT_BINARY_DIR}/vssapi-config-version.cmake
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/vssapi)

# On Windows the static library needs two that no system has: they lie beside it.
if(VSAPI_MINGW_LIBRARIES)
    foreach(name xml2 jansson)
        install(FILES ${VSAPI_MINGW_LIBRARIES}/lib/lib${name}.a
            DESTINATION ${CMAKE_INSTALL_LIBDIR}/vssapi)
    endforeach()
endif()

# What pkg-config says besides the names. With -static alone a linker would take libvssapi.a.
if(WIN32)
    set(VSAPI_PC_CFLAGS "")
    set(VSAPI_PC_LIBS "-l:libvssapi.dll.a -lvssapi_ids -lole32 -loleaut32 -luuid")
    set(VSAPI_PC_PRIVATE "Libs.private: -L\${libdir}/vssapi -lxml2 -ljansson -lws2_32 -lbcrypt -pthread")
else()
    set(VSAPI_PC_CFLAGS "-isystem ${VSAPI_WINE_HEADERS} -DWINE_UNICODE_NATIVE -fno-sanitize=vptr")
    set(VSAPI_PC_LIBS "-lvssapi")
    set(VSAPI_PC_PRIVATE "Requires.private: libxml-2.0 jansson\nLibs.private: -pthread -ldl -lm")
endif()

# The prefix that `cmake --install --prefix` gives is known only then.
install(CODE "
    set(CMAKE_INSTALL_INCLUDEDIR \"${CMAKE_INSTALL_INCLUDEDIR}\")
    set(CMAKE_INSTALL_LIBDIR \"${CMAKE_INSTALL_LIBDIR}\")
    set(PROJECT_VERSION \"${PROJECT_VERSION}\")
    set(PROJECT_DESCRIPTION \"${PROJECT_DESCRIPTION}\")
    set(VSAPI_PC_CFLAGS \"${VSAPI_PC_CFLAGS}\")
    set(VSAPI_PC_LIBS \"${VSAPI_PC_LIBS}\")
    set(VSAPI_PC_PRIVATE [[${VSAPI_PC_PRIVATE}]])
    foreach(name vssapi vssapi-compat)
        configure_file(\"${PROJECT_SOURCE_DIR}/cmake/\${name}.pc.in\"
            \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig/\${name}.pc\"
            @ONLY)
    endforeach()
")
