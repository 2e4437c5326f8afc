/* examples/incremental/writers.cpp - which writer has which name. */
#include "writers.h"

namespace incremental
{

template <typename Writer> static std::unique_ptr<StoreWriter> make()
{
    return std::make_unique<Writer>();
}

std::unique_ptr<StoreWriter> make_writer(const std::string &kind)
{
    static const struct {
        const char *kind;
        std::unique_ptr<StoreWriter> (*make)();
    } all[] = {{"timestamped", make<TimestampedWriter>},
               {"last-modify", make<LastModifyWriter>},
               {"partial", make<PartialWriter>},
               {"log", make<LogWriter>},
               {"exclusive", make<ExclusiveWriter>},
               {"complex", make<ComplexWriter>},
               {"data", make<DataWriter>},
               {"index", make<IndexWriter>}};

    for (const auto &row : all) {
        if (kind == row.kind)
            return row.make();
    }
    return nullptr;
}

} // namespace incremental
