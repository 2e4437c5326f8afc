# The warnings that every target of ours is built with. They are errors in the presets that we test: a
# compiler that is newer than ours must not keep anybody from building.
option(VSAPI_WERROR "Warnings are errors" OFF)
function(vsapi_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra $<$<BOOL:${VSAPI_WERROR}>:-Werror> -Wshadow -Wvla
        $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition>)
endfunction()
