# vsapi_embed(FILE NAME LIST): adds a source to LIST that has the bytes of FILE, and a 0 behind them,
# as `const unsigned char NAME[]`, their number without it as `const size_t NAME_bytes`.
function(vsapi_embed file name list)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${file})
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
    file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.c @ONLY CONTENT
        "/* Made from @file@. */\n#include <stddef.h>\nextern const unsigned char @name@[];\nextern const size_t @name@_bytes;\nconst unsigned char @name@[] = {\n@bytes@0};\nconst size_t @name@_bytes = sizeof @name@ - 1;\n")
    list(APPEND ${list} ${CMAKE_CURRENT_BINARY_DIR}/${name}.c)
    set(${list} ${${list}} PARENT_SCOPE)
endfunction()
