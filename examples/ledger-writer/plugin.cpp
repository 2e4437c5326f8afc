/*
 * examples/ledger-writer/plugin.cpp - makes the writer loadable: vss backup --writer
 * ./ledger-writer.so
 */
#include "ledger_writer.h"

#include <vsapi/plugin.h>

VSAPI_WRITER_PLUGIN(LedgerWriter)
