# Windows' headers are read once for a target rather than for each file, in a tenth (mingw-w64) or a
# quarter (Wine) of the time. Not in the preset dev, where a file without its includes has to fail,
# nor with ccache, which finds nothing again beside precompiled headers.
option(VSAPI_PRECOMPILE "Precompile Windows' headers" OFF)

# vsapi_precompile(TARGET [SAME]): SAME is what is compiled like the first of these, and shares with it.
function(vsapi_precompile target)
    if(VSAPI_PRECOMPILE AND NOT CMAKE_C_COMPILER_LAUNCHER)
        get_property(first GLOBAL PROPERTY VSAPI_PRECOMPILED)
        if(first AND ARGN STREQUAL "SAME")
            target_precompile_headers(${target} REUSE_FROM ${first})
            return()
        endif()
        target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.h)
        if(NOT first)
            set_property(GLOBAL PROPERTY VSAPI_PRECOMPILED ${target})
        endif()
    endif()
endfunction()
