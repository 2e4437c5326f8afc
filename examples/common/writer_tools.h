/*
 * examples/common/writer_tools.h - a few lines that every writer of the examples needs.
 */
#ifndef VSEXAMPLE_WRITER_H
#define VSEXAMPLE_WRITER_H

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <cstdlib>
#include <string>

/* A string that is freed, as the methods of IVssComponent hand it out. */
struct Bstr {
    BSTR text = nullptr;
    Bstr() = default;
    Bstr(const Bstr &) = delete;
    Bstr &operator=(const Bstr &) = delete;
    ~Bstr()
    {
        SysFreeString(text);
    }
};

/* A variable of the environment; what is empty counts as not set. */
inline std::string setting(const char *name, const char *otherwise)
{
    const char *value = std::getenv(name);

    return value && *value ? value : otherwise;
}

/* Gives a COM object back, also when a handler leaves by an exception. */
struct Released {
    IUnknown *object;
    ~Released()
    {
        object->Release();
    }
};

/* Does something with each of the writer's components, until it gives false; without components
 * there is nothing to do. */
template <typename Each> bool each_component(IVssWriterComponents *components, Each each)
{
    UINT count = 0;

    if (!components)
        return true;
    if (FAILED(components->GetComponentCount(&count)))
        return false;
    for (UINT i = 0; i < count; i++) {
        IVssComponent *component = nullptr;

        if (FAILED(components->GetComponent(i, &component)))
            return false;
        Released released = {component};
        if (!each(component))
            return false;
    }
    return true;
}

#endif
