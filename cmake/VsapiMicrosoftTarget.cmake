# Programs of Microsoft's ABI, from clang and lld-link: as Visual C++ makes them, with the headers and import libraries of
# mingw-w64. There is no C++ standard library, but exceptions work: msvcrt.dll throws and catches them. cmake/microsoft/ has
# the few headers that exceptions and new need; cmake/microsoft_runtime.cpp is what such a program expects of its
# compiler besides.
find_program(VSAPI_MICROSOFT_CLANG clang)
find_program(VSAPI_LLD_LINK NAMES lld-link lld-link-14 lld-link-15 lld-link-16)
if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    set(VSAPI_MICROSOFT_TARGET x86_64-pc-windows-msvc)
    set(VSAPI_MICROSOFT_LINK_OPTIONS /alternatename:__chkstk=___chkstk_ms)
else()
    set(VSAPI_MICROSOFT_TARGET i686-pc-windows-msvc)
    set(VSAPI_MICROSOFT_OPTIONS -D_X86_)
    set(VSAPI_MICROSOFT_LINK_OPTIONS /safeseh:no /alternatename:__chkstk=___chkstk)
endif()
# Its function that probes the stack stands for Microsoft's __chkstk.
execute_process(COMMAND ${CMAKE_C_COMPILER} -print-libgcc-file-name
    OUTPUT_VARIABLE VSAPI_LIBGCC OUTPUT_STRIP_TRAILING_WHITESPACE)
if(VSAPI_MICROSOFT_CLANG)
    execute_process(COMMAND ${VSAPI_MICROSOFT_CLANG} -print-resource-dir
        OUTPUT_VARIABLE VSAPI_MICROSOFT_RESOURCES OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
# mingw-w64's import library of msvcrt.dll lacks the function that finds the handler of an exception.
set(VSAPI_MICROSOFT_EXCEPTIONS ${PROJECT_BINARY_DIR}/microsoft-exceptions.lib)
if(VSAPI_LLVM_DLLTOOL)
    file(WRITE ${PROJECT_BINARY_DIR}/microsoft-exceptions.def "EXPORTS\n__CxxFrameHandler3\n")
    execute_process(COMMAND ${VSAPI_LLVM_DLLTOOL} -m ${VSAPI_MICROSOFT_MACHINE} -D msvcrt.dll
        -d ${PROJECT_BINARY_DIR}/microsoft-exceptions.def -l ${VSAPI_MICROSOFT_EXCEPTIONS} COMMAND_ERROR_IS_FATAL ANY)
endif()

# vsapi_microsoft_objects(NAME LIST SOURCES... [OPTIONS...]): compiles, and puts the objects into LIST.
function(vsapi_microsoft_objects name list)
    cmake_parse_arguments(OBJECTS "" "" "SOURCES;OPTIONS" ${ARGN})
    set(objects)
    foreach(source ${OBJECTS_SOURCES})
        get_filename_component(source ${source} ABSOLUTE)
        get_filename_component(file ${source} NAME)
        set(object ${CMAKE_CURRENT_BINARY_DIR}/microsoft/${name}/${file}.obj)
        set(standard -std=c11)
        if(file MATCHES "cpp$")
            set(standard -std=c++17 -fexceptions -fcxx-exceptions -fno-threadsafe-statics)
        endif()
        add_custom_command(OUTPUT ${object}
            COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/microsoft/${name}
            COMMAND ${VSAPI_MICROSOFT_CLANG} --target=${VSAPI_MICROSOFT_TARGET} -fgnuc-version=4.2.1 -nostdinc
                -isystem ${VSAPI_MICROSOFT_RESOURCES}/include -isystem ${PROJECT_SOURCE_DIR}/cmake/microsoft
                -isystem /usr/${VSAPI_TARGET}/include
                -I${PROJECT_SOURCE_DIR}/vsapi/include -D__USE_MINGW_ANSI_STDIO=0 ${VSAPI_MICROSOFT_OPTIONS}
                ${standard} -O1 -Wall -Wextra -Werror ${OBJECTS_OPTIONS} -MD -MF ${object}.d -c ${source} -o ${object}
            DEPENDS ${source} DEPFILE ${object}.d COMMENT "Building ${file} for ${VSAPI_MICROSOFT_TARGET}")
        list(APPEND objects ${object})
    endforeach()
    set(${list} ${objects} PARENT_SCOPE)
endfunction()

# vsapi_microsoft_program(NAME SOURCES... [COMPAT] [OPTIONS...] [LIBRARIES...]): bin/NAME.exe, linked with vssapi.dll.
# COMPAT adds what vssapi::compat is to other programs. LIBRARIES are import libraries of mingw-w64, by their names.
function(vsapi_microsoft_program name)
    if(NOT VSAPI_MICROSOFT_CLANG OR NOT VSAPI_LLD_LINK OR NOT VSAPI_LLVM_DLLTOOL)
        message(STATUS "${name}: not built, there is no clang, lld-link or llvm-dlltool")
        return()
    endif()
    cmake_parse_arguments(PROGRAM "COMPAT" "" "SOURCES;OPTIONS;LIBRARIES" ${ARGN})
    if(PROGRAM_COMPAT)
        file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/compat/src/com*.cpp)
        list(APPEND PROGRAM_SOURCES ${sources})
        list(APPEND PROGRAM_OPTIONS -I${PROJECT_SOURCE_DIR}/compat/include
            -I${PROJECT_BINARY_DIR}/compat/any-case -include vsapi/compat.h)
    endif()
    vsapi_microsoft_objects(${name} objects OPTIONS ${PROGRAM_OPTIONS}
        SOURCES ${PROGRAM_SOURCES} ${PROJECT_SOURCE_DIR}/cmake/microsoft_runtime.cpp)
    set(libraries)
    foreach(library ${PROGRAM_LIBRARIES} ole32 oleaut32 uuid kernel32 user32 advapi32 mingwex msvcrt)
        list(APPEND libraries /usr/${VSAPI_TARGET}/lib/lib${library}.a)
    endforeach()
    set(program ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${name}.exe)
    add_custom_command(OUTPUT ${program}
        COMMAND ${VSAPI_LLD_LINK} /nologo /entry:mainCRTStartup /subsystem:console /out:${program} ${objects}
            ${VSAPI_MICROSOFT_LINK_OPTIONS} ${VSAPI_MICROSOFT_LIBRARY} $<TARGET_FILE:vssapi_ids> ${libraries}
            ${VSAPI_MICROSOFT_EXCEPTIONS} ${VSAPI_LIBGCC}
        DEPENDS ${objects} vssapi_shared vssapi_ids COMMENT "Linking ${name}.exe for ${VSAPI_MICROSOFT_TARGET}")
    add_custom_target(${name} ALL DEPENDS ${program})
endfunction()

# The same, and a test that passes when the program returns 0.
function(vsapi_microsoft_test name)
    vsapi_microsoft_program(${name} ${ARGN})
    if(TARGET ${name})
        add_test(NAME ${name} COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR}
            ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${name}.exe)
        vsapi_test_gate(${name})
    endif()
endfunction()
