/*
 * bench/document.c - what our reader and writer cost beyond libxml2's.
 *
 * A Writer Metadata Document of 20,000 file sets is read and written, by us and with bare
 * xmlTextReader (which looks at every attribute's value) and xmlTextWriter on the same bytes. Runs
 * take turns; the figures are medians.
 */
#include <libxml/xmlreader.h> /* before windows.h: see vsapi/document/xml.h */
#include <libxml/xmlwriter.h>

#include "figures.h"

#include <vsapi/wmd.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FILE_SETS 20000
#define COMPONENTS 50
#define RUNS 31
#define MASK "3855"

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The names of one file set; the same for both writers. */
static void file_set(int n, char path[100], char filespec[40])
{
    snprintf(path, 100, "%%SystemRoot%%\\WinSxS\\amd64_ledger-part-%d_31bf3856ad364e35_%d", n,
             n % 977);
    snprintf(filespec, 40, "part%d.dll", n);
}

static struct vsapi_wmd *build(void)
{
    struct vsapi_wmd *wmd;
    char name[40], path[100], filespec[40];

    must(vsapi_wmd_create(&wmd), "create");
    must(vsapi_wmd_text(wmd, &wmd->friendly_name, "Ledger Writer"), "name");
    wmd->usage = VSS_UT_SYSTEMSERVICE;
    wmd->source = VSS_ST_OTHER;
    for (int c = 0; c < COMPONENTS; c++) {
        struct vsapi_wm_component *component;

        snprintf(name, sizeof name, "books%d", c);
        must(vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, "ledger", name, &component), name);
        for (int f = 0; f < FILE_SETS / COMPONENTS; f++) {
            file_set(c * (FILE_SETS / COMPONENTS) + f, path, filespec);
            must(vsapi_wmd_add_filedesc(wmd, &component->files, path, filespec, f % 10 == 0, NULL,
                                        0xF0F),
                 path);
        }
    }
    return wmd;
}

static double our_write(const struct vsapi_wmd *wmd, size_t *bytes)
{
    double start = now_ms();
    char *xml;

    must(vsapi_wmd_write(wmd, &xml, bytes), "write");
    vsapi_free(xml);
    return now_ms() - start;
}

static double our_read(const char *xml, size_t bytes)
{
    double start = now_ms();
    struct vsapi_wmd *wmd;

    must(vsapi_wmd_read(xml, bytes, &wmd), "read");
    vsapi_wmd_unref(wmd);
    return now_ms() - start;
}

static double bare_read(const char *xml, size_t bytes, size_t *characters)
{
    double start = now_ms();
    xmlTextReaderPtr reader = xmlReaderForMemory(xml, (int)bytes, NULL, NULL, 0);

    *characters = 0;
    while (xmlTextReaderRead(reader) == 1) {
        while (xmlTextReaderMoveToNextAttribute(reader) == 1)
            *characters += strlen((const char *)xmlTextReaderConstValue(reader));
    }
    xmlFreeTextReader(reader);
    return now_ms() - start;
}

static void attribute(xmlTextWriterPtr writer, const char *name, const char *value)
{
    xmlTextWriterWriteAttribute(writer, BAD_CAST name, BAD_CAST value);
}

static void bare_head(xmlTextWriterPtr writer)
{
    static const char none[] = "00000000-0000-0000-0000-000000000000";

    xmlTextWriterStartElement(writer, BAD_CAST "WRITER_METADATA");
    attribute(writer, "xmlns", "x-schema:#VssWriterMetadataInfo");
    attribute(writer, "version", "1.2");
    xmlTextWriterStartElement(writer, BAD_CAST "IDENTIFICATION");
    attribute(writer, "writerId", none);
    attribute(writer, "instanceId", none);
    attribute(writer, "friendlyName", "Ledger Writer");
    attribute(writer, "usage", "SYSTEM_SERVICE");
    attribute(writer, "dataSource", "OTHER");
    attribute(writer, "majorVersion", "0");
    attribute(writer, "minorVersion", "0");
    xmlTextWriterEndElement(writer);
    xmlTextWriterStartElement(writer, BAD_CAST "BACKUP_LOCATIONS");
}

static void bare_component(xmlTextWriterPtr writer, const struct vsapi_wm_component *component)
{
    xmlTextWriterStartElement(writer, BAD_CAST "FILE_GROUP");
    attribute(writer, "logicalPath", component->logical_path);
    attribute(writer, "componentName", component->component_name);
    attribute(writer, "restoreMetadata", "no");
    attribute(writer, "notifyOnBackupComplete", "no");
    attribute(writer, "selectable", "no");
    attribute(writer, "selectableForRestore", "no");
    attribute(writer, "componentFlags", "0");
    for (size_t i = 0; i < component->files.count; i++) {
        const struct vsapi_filedesc *file = &component->files.items[i];

        xmlTextWriterStartElement(writer, BAD_CAST "FILE_LIST");
        attribute(writer, "path", file->path);
        attribute(writer, "filespec", file->filespec);
        if (file->recursive)
            attribute(writer, "recursive", "yes");
        attribute(writer, "filespecBackupType", MASK);
        xmlTextWriterEndElement(writer);
    }
    xmlTextWriterEndElement(writer);
}

/* The texts come from the model, so that both writers find them where they are. */
static double bare_write(const struct vsapi_wmd *wmd, xmlBufferPtr *out)
{
    double start = now_ms();
    xmlTextWriterPtr writer;

    *out = xmlBufferCreate();
    writer = xmlNewTextWriterMemory(*out, 0);
    bare_head(writer);
    for (size_t i = 0; i < wmd->components.count; i++)
        bare_component(writer, wmd->components.items[i]);
    xmlTextWriterEndElement(writer);
    xmlTextWriterEndElement(writer);
    xmlFreeTextWriter(writer);
    return now_ms() - start;
}

int main(void)
{
    static double ours_read[RUNS], ours_write[RUNS], theirs_read[RUNS], theirs_write[RUNS];
    struct vsapi_wmd *wmd = build();
    size_t bytes, written, characters = 0;
    char *xml;
    int equal = 1;

    must(vsapi_wmd_write(wmd, &xml, &bytes), "write");
    for (int run = 0; run < RUNS; run++) {
        xmlBufferPtr bare;

        ours_read[run] = our_read(xml, bytes);
        theirs_read[run] = bare_read(xml, bytes, &characters);
        ours_write[run] = our_write(wmd, &written);
        theirs_write[run] = bare_write(wmd, &bare);
        equal = equal && written == bytes && (size_t)xmlBufferLength(bare) == bytes &&
                memcmp(xmlBufferContent(bare), xml, bytes) == 0;
        xmlBufferFree(bare);
    }
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    xmlCleanupParser();
    if (!equal) {
        fprintf(stderr, "the two writers did not write the same\n");
        return 1;
    }
    printf("document of %d file sets, %zu bytes, %zu characters of values, median of %d runs\n",
           FILE_SETS, bytes, characters, RUNS);
    printf("read  %.2f ms, bare xmlTextReader %.2f ms\n", median(ours_read, RUNS),
           median(theirs_read, RUNS));
    printf("write %.2f ms, bare xmlTextWriter %.2f ms\n", median(ours_write, RUNS),
           median(theirs_write, RUNS));
    printf("ratio document-read %.2f (bound 1.5)\n", ours_read[RUNS / 2] / theirs_read[RUNS / 2]);
    printf("ratio document-write %.2f (bound 1.5)\n",
           ours_write[RUNS / 2] / theirs_write[RUNS / 2]);
    return 0;
}
