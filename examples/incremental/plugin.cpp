/*
 * examples/incremental/plugin.cpp - makes the writers loadable: vss backup --writer
 * ./incremental-writers.so
 *
 * INCREMENTAL_WRITERS says which of them, as a list with commas; default: all whose store is there.
 */
#include "writers.h"

#include <vsapi/plugin.h>
#include <writer_tools.h>

#include <sstream>

namespace
{

class Writers
{
  public:
    HRESULT Initialize()
    {
        const std::string names = setting("INCREMENTAL_WRITERS", "");
        std::istringstream list(names);
        std::string name;
        HRESULT hr = S_OK;

        if (names.empty())
            return add_present();
        while (hr == S_OK && std::getline(list, name, ','))
            hr = add(name);
        return hr;
    }

  private:
    HRESULT add(const std::string &name)
    {
        std::unique_ptr<incremental::StoreWriter> writer = incremental::make_writer(name);
        HRESULT hr = writer ? writer->Initialize() : E_INVALIDARG;

        if (hr == S_OK)
            m_writers.push_back(std::move(writer));
        return hr;
    }

    HRESULT add_present()
    {
        const std::wstring folder = incremental::wide(setting("INCREMENTAL_FOLDER", "C:\\Stores"));
        HRESULT hr = S_OK;

        for (const std::string &kind : store::kinds()) {
            const std::wstring path = folder + L"\\" + incremental::wide(kind);

            if (hr == S_OK && std::filesystem::exists(incremental::local(path)))
                hr = add(kind);
        }
        return hr;
    }

    std::vector<std::unique_ptr<incremental::StoreWriter>> m_writers;
};

} // namespace

VSAPI_WRITER_PLUGIN(Writers)
