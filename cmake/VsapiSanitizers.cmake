# VSAPI_SANITIZE=address,undefined or =thread builds everything with these sanitizers.
# Our objects are C: they have no RTTI, so the vptr check of UBSan must stay off.
if(VSAPI_SANITIZE)
    add_compile_options(-fsanitize=${VSAPI_SANITIZE} -fno-omit-frame-pointer -g)
    add_link_options(-fsanitize=${VSAPI_SANITIZE})
    if(VSAPI_SANITIZE MATCHES "undefined")
        add_compile_options(-fno-sanitize=vptr,function -fno-sanitize-recover=all)
    endif()
endif()
