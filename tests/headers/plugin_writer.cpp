/* tests/headers/plugin_writer.cpp - a plug-in whose start goes as the macro WAY says. */
#include <vswriter.h>

#include <stdexcept>
#include <vsapi/plugin.h>

class Ledger : public CVssWriter
{
  public:
    HRESULT Initialize()
    {
        HRESULT hr = CVssWriter::Initialize(VSS_ID(), L"Ledger", VSS_UT_USERDATA, VSS_ST_OTHER);

        return hr == S_OK ? Subscribe() : hr;
    }
    HRESULT Fail()
    {
        return VSS_E_WRITER_ALREADY_SUBSCRIBED;
    }
    HRESULT Throw()
    {
        throw std::runtime_error("no start");
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        return true;
    }
};

#if defined(PLUGIN_START)
VSAPI_WRITER_PLUGIN_EX(Ledger, PLUGIN_START)
#else
VSAPI_WRITER_PLUGIN(Ledger)
#endif
