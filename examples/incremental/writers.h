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
    static const WCHAR COMPONENT[]; /* its name */

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

/* VSS_BS_LOG: a table and its logs. */
class LogWriter : public StoreWriter
{
  public:
    LogWriter();
    ~LogWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
    void settle(store::Store &live) override;
    void record(IVssComponent *component, const store::Store &view) override;
    void saved(IVssComponent *component, const std::string &moment) override;
};

/* VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL: each change is in one file that goes when it is saved.
 */
class ExclusiveWriter : public StoreWriter
{
  public:
    ExclusiveWriter();
    ~ExclusiveWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
    void prepare(IVssComponent *component) override;
    void settle(store::Store &live) override;
    void saved(IVssComponent *component, const std::string &moment) override;
    std::string restored(IVssComponent *component, const std::string &moment) override;

  private:
    std::filesystem::path sign_path() const;
};

/* A component set with selectable members, and parts that always belong to it. */
class ComplexWriter : public StoreWriter
{
  public:
    ComplexWriter();
    ~ComplexWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
    void record(IVssComponent *component, const store::Store &view) override;
    std::string moment(IVssComponent *component, const store::Store &view) override;
    std::string restored(IVssComponent *component, const std::string &moment) override;
};

/* Two writers, each of whose stores is worth nothing without the other. */
class DataWriter : public TimestampedWriter
{
  public:
    DataWriter();
    ~DataWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
};

class IndexWriter : public StoreWriter
{
  public:
    IndexWriter();
    ~IndexWriter() override;

  protected:
    void describe(IVssCreateWriterMetadata *metadata) override;
};

extern const VSS_ID TIMESTAMPED_WRITER_ID, LAST_MODIFY_WRITER_ID, PARTIAL_WRITER_ID, LOG_WRITER_ID,
    EXCLUSIVE_WRITER_ID, COMPLEX_WRITER_ID, DATA_WRITER_ID, INDEX_WRITER_ID;

/* The writer of a store; null for a kind that there is not. It is not initialized yet. */
std::unique_ptr<StoreWriter> make_writer(const std::string &kind);

} // namespace incremental

#endif
