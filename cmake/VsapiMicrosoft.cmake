# The exports of vssapi.dll: beside our own names, which the sources mark, those of Windows' own DLL.
# vsapi/microsoft.txt lists them; here the .def file is made from it, and from the finished DLL an import library for
# Microsoft's linker and lld-link (vssapi.lib), which spells the names as Microsoft's compilers do.
set(names ${PROJECT_SOURCE_DIR}/vsapi/microsoft.txt)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${names})
file(STRINGS ${names} rows REGEX "^[^#]")
set(exports "EXPORTS\n")
foreach(row ${rows})
    string(REPLACE " " ";" row "${row}")
    list(GET row 0 ours)
    if(CMAKE_SIZEOF_VOID_P EQUAL 8)
        list(GET row 1 name)
    else()
        list(GET row 2 name)
    endif()
    # A function of C is NAME@BYTES on x86, and exported so where the sources do it: mingw-w64 links by
    # that. Whoever looks it up says NAME.
    if(name MATCHES "^([A-Za-z]+)@[0-9]+$")
        string(APPEND exports "${CMAKE_MATCH_1} = ${ours}\n")
    endif()
    if(NOT "${name}" MATCHES "^${ours}(@|$)")
        string(APPEND exports "\"${name}\" = ${ours}\n")
    endif()
endforeach()
if(CMAKE_SIZEOF_VOID_P EQUAL 4) # those that only we have
    string(APPEND exports
        "CreateVssBackupComponents\nCreateVssExamineWriterMetadata\nCreateVssExpressWriter\n")
endif()
set(VSAPI_DEF ${PROJECT_BINARY_DIR}/vssapi-microsoft.def)
file(GENERATE OUTPUT ${VSAPI_DEF} CONTENT "${exports}")
target_sources(vssapi_shared PRIVATE ${VSAPI_DEF})
target_link_options(vssapi_shared PRIVATE LINKER:--output-def,${PROJECT_BINARY_DIR}/vssapi.def)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    target_link_options(vssapi_shared PRIVATE LINKER:--enable-stdcall-fixup)
endif()

# What clang and lld-link, or Visual C++, link with. lld-link takes that of the GNU linker, too.
set(VSAPI_MICROSOFT_LIBRARY $<TARGET_LINKER_FILE:vssapi_shared>)
find_program(VSAPI_LLVM_DLLTOOL NAMES llvm-dlltool llvm-dlltool-14 llvm-dlltool-15 llvm-dlltool-16)
set(VSAPI_MICROSOFT_MACHINE i386:x86-64)
if(CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(VSAPI_MICROSOFT_MACHINE i386)
endif()
if(VSAPI_LLVM_DLLTOOL)
    set(VSAPI_MICROSOFT_LIBRARY ${PROJECT_BINARY_DIR}/vssapi.lib)
    add_custom_command(TARGET vssapi_shared POST_BUILD BYPRODUCTS ${VSAPI_MICROSOFT_LIBRARY}
        COMMAND ${VSAPI_LLVM_DLLTOOL} -m ${VSAPI_MICROSOFT_MACHINE} -D vssapi.dll -d ${PROJECT_BINARY_DIR}/vssapi.def
            -l ${VSAPI_MICROSOFT_LIBRARY} COMMENT "Making vssapi.lib")
    install(FILES ${VSAPI_MICROSOFT_LIBRARY} DESTINATION ${CMAKE_INSTALL_LIBDIR})
endif()
