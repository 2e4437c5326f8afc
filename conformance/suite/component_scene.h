/*
 * conformance/suite/component_scene.h - one component on its way through a backup and a restore.
 *
 * A scene plays a whole backup and the restore from its document, and shows the component to its
 * visitor at each place where somebody may hold it: the writer in its five events, the requester
 * between them. The writer's file group defines a component set: it has a subcomponent "part"
 * (logical path "group\files", C:\suite\part\*), which can be selected for restore only. Its backup
 * schema has everything that goes together.
 */
#ifndef VSS_SUITE_COMPONENT_SCENE_H
#define VSS_SUITE_COMPONENT_SCENE_H

#include "requester.h"

enum scene_place {
    REQUESTER_ADDED,        /* AT_ADDED: PrepareForBackup comes next */
    WRITER_PREPARE,         /* OnPrepareBackup */
    WRITER_POST_SNAPSHOT,   /* OnPostSnapshot */
    REQUESTER_SNAPSHOT,     /* AT_SNAPSHOT */
    WRITER_COMPLETE,        /* OnBackupComplete */
    REQUESTER_COMPLETE,     /* AT_COMPLETE: the document is saved next */
    REQUESTER_SELECTED,     /* AT_SELECTED: PreRestore comes next */
    WRITER_PRE_RESTORE,     /* OnPreRestore */
    REQUESTER_PRE_RESTORE,  /* AT_PRE_RESTORE: PostRestore comes next */
    WRITER_POST_RESTORE,    /* OnPostRestore */
    REQUESTER_POST_RESTORE, /* AT_POST_RESTORE */
};
#define SCENE_PLACES (REQUESTER_POST_RESTORE + 1)

#define WHEN(place) (1u << (place))
#define WHEN_ANY (WHEN(SCENE_PLACES) - 1u)
#define WHEN_RESTORE (WHEN_ANY & ~(WHEN(REQUESTER_SELECTED) - 1u))
#define WHEN_BACKUP (WHEN_ANY & ~WHEN_RESTORE)
#define WHEN_WRITER                                                                                \
    (WHEN(WRITER_PREPARE) | WHEN(WRITER_POST_SNAPSHOT) | WHEN(WRITER_COMPLETE) |                   \
     WHEN(WRITER_PRE_RESTORE) | WHEN(WRITER_POST_RESTORE))
#define WHEN_REQUESTER (WHEN_ANY & ~WHEN_WRITER)

struct scene {
    void (*visit)(struct suite *suite, struct scene *scene, enum scene_place place,
                  IVssComponentEx2 *component);
    const void *row;
    unsigned places; /* WHEN() of the places to visit; the play ends behind the last */
    UINT nth;        /* which component: 0 the file group, 1 the database (no logical path) */
    bool filled;     /* every list gets an entry as soon as its place has come; see scene_fill */
    unsigned seen;   /* WHEN() of the places visited, filled in */
    /* while it plays */
    struct suite *suite;
    struct suite_writer *writer;
    struct requester *requester;
    IVssWriterComponents *components; /* that the component came from */
    bool failing;                     /* set by a visitor: the writer's handler gives false */
};

/* Plays it; checks that all places were visited. */
void scene_play(struct suite *suite, struct scene *scene);
/* The same for a visitor and its row only. */
void scene_visit(struct suite *suite, unsigned places,
                 void (*visit)(struct suite *suite, struct scene *scene, enum scene_place place,
                               IVssComponentEx2 *component),
                 const void *row);
const char *scene_place_name(enum scene_place place);

/* Identifies as the scene's writer does. */
bool scene_identify(struct suite_writer *writer, const struct suite_event_args *args);
#define SCENE_SCHEMA                                                                               \
    (VSS_BS_DIFFERENTIAL | VSS_BS_INCREMENTAL | VSS_BS_COPY | VSS_BS_TIMESTAMPED |                 \
     VSS_BS_LAST_MODIFY | VSS_BS_WRITER_SUPPORTS_NEW_TARGET |                                      \
     VSS_BS_WRITER_SUPPORTS_RESTORE_WITH_MOVE | VSS_BS_ROLLFORWARD_RESTORE |                       \
     VSS_BS_RESTORE_RENAME | VSS_BS_AUTHORITATIVE_RESTORE)

/* The entries of a filled scene: partial file and differenced files in PrepareForBackup, alternate
 * location mapping, new target and restore subcomponent once selected, directed target in
 * PreRestore. */
#define FILL_PARTIAL L"C:\\suite\\files", L"big", L"0:10, 0x20:5", L"private"
#define FILL_DIFFERENCED_PATH L"C:\\suite\\files\\"
#define FILL_DIFFERENCED_SPEC L"*"
#define FILL_TIME_PARTS                                                                            \
    {                                                                                              \
        0x89ABCDEF, 0x01D01234                                                                     \
    }
#define FILL_TIME ((FILETIME)FILL_TIME_PARTS)
#define FILL_SET L"C:\\suite\\files", L"*"
#define FILL_SUBCOMPONENT L"group\\files", L"part"
#define FILL_DIRECTED                                                                              \
    L"C:\\suite\\files", L"big", L"0:10,0x20:5", L"D:\\new", L"small", L"100:10,0:5"

/* A text of a component: who sets it and when, who can read it. */
struct scene_text {
    const char *name;
    enum scene_place set_at;
    HRESULT (*set)(const struct scene *scene, IVssComponentEx2 *component, LPCWSTR text);
    HRESULT (*get)(IVssComponentEx2 *component, BSTR *text);
    unsigned readable; /* WHEN() */
    HRESULT absent;    /* the getter's answer while it is not set */
};
extern const struct scene_text scene_texts[];
extern const size_t scene_text_count;

/* The file group and the database as the arguments of IVssBackupComponents. */
#define FILES_OF(requester) (requester)->writer_id, VSS_CT_FILEGROUP, L"group", L"files"
#define BASE_OF(requester) (requester)->writer_id, VSS_CT_DATABASE, NULL, L"base"

#endif
