/*
 * examples/incremental/writers.h - all the writers, one for each documented way.
 */
#ifndef INCREMENTAL_WRITERS_H
#define INCREMENTAL_WRITERS_H

#include "store_writer.h"

namespace incremental
{

/* VSS_BS_TIMESTAMPED: its stamps say since when; differenced or partial files say what. */
class TimestampedWriter : public StoreWriter
{
  public:
    TimestampedWriter();
    ~TimestampedWriter() override;

  protected:
    explicit TimestampedWriter(const Identity &identity);
    void describe(IVssCreateWriterMetadata *metadata) override;
    void record(IVssComponent *component, const store::Store &view) override;
};

/* VSS_BS_LAST_MODIFY: file times say what, and a history of its own since when. */
class LastModifyWriter : public StoreWriter
{
  public:
    LastModifyWriter();
    ~LastModifyWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
    void settle(store::Store &live) override;
    void record(IVssComponent *component, const store::Store &view) override;
    void saved(IVssComponent *component, const std::string &moment) override;
    std::string restored(IVssComponent *component, const std::string &moment) override;

  private:
    struct History {
        store::Mark full, latest; /* the last full backup; the last full or incremental one */
    };
    std::filesystem::path history_path() const;
    History read_history() const;
};

/* Partial files of one large file: the pages that changed. */
class PartialWriter : public StoreWriter
{
  public:
    PartialWriter();
    ~PartialWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
    void record(IVssComponent *component, const store::Store &view) override;
    std::string restored(IVssComponent *component, const std::string &moment) override;
    void forget(const VSS_ID &set) override;

  private:
    std::string ranges_name(const VSS_ID &set) const;
};

extern const VSS_ID TIMESTAMPED_WRITER_ID, LAST_MODIFY_WRITER_ID, PARTIAL_WRITER_ID;

/* The writer of a store; null for a kind that there is not. It is not initialized yet. */
std::unique_ptr<StoreWriter> make_writer(const std::string &kind);

} // namespace incremental

#endif
