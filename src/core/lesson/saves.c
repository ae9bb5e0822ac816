/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/saves.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"

enum {
    LOOK_MS = 500,   /* between two looks when nothing was heard */
    REST_MS = 120,   /* so long nothing has changed: the save is over */
    EMPTY_MS = 1500, /* an empty file is mostly one that is about to be written */
    LIMIT = 1 << 20,
};

/* How the file looks from outside. */
struct sight {
    bool is_there;
    ino_t inode;
    off_t size;
    struct timespec changed;
};

struct saves {
    char *path;
    int inotify;
    struct sight seen;
    uint64_t changed_ms; /* when it was last seen to change; 0: it is at rest and taken */
    struct text content;
    bool has_content;
};

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static struct sight look(const char *path)
{
    struct stat status;
    if (stat(path, &status) < 0)
        return (struct sight){0};
    return (struct sight){true, status.st_ino, status.st_size, status.st_mtim};
}

static bool is_same(const struct sight *a, const struct sight *b)
{
    return a->is_there == b->is_there && a->inode == b->inode && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

struct saves *saves_open(const char *path, struct err *err)
{
    struct saves *saves = xcalloc(1, sizeof(*saves));
    const char *slash = strrchr(path, '/');
    char *folder = slash ? xstrndup(path, (size_t)(slash - path) + (slash == path)) : xstrdup(".");
    struct stat status;
    saves->path = xstrdup(path);
    saves->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (stat(folder, &status) < 0 || !S_ISDIR(status.st_mode)) {
        err_sys(err, _("cannot watch the folder '%s'"), folder);
        free(folder);
        saves_free(saves);
        return NULL;
    }
    if (saves->inotify >= 0 &&
        inotify_add_watch(saves->inotify, folder,
                          IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE) < 0) {
        close(saves->inotify); /* too many watches, or a file system without: we look */
        saves->inotify = -1;
    }
    free(folder);
    saves->changed_ms = 1; /* what is there now is news */
    return saves;
}

void saves_free(struct saves *saves)
{
    if (!saves)
        return;
    if (saves->inotify >= 0)
        close(saves->inotify);
    text_release(&saves->content);
    free(saves->path);
    free(saves);
}

int saves_fd(const struct saves *saves)
{
    return saves->inotify;
}

static int rest_ms(const struct saves *saves)
{
    return saves->seen.size == 0 ? EMPTY_MS : REST_MS;
}

int saves_patience_ms(const struct saves *saves)
{
    if (saves->changed_ms == 0)
        return LOOK_MS;
    uint64_t now = now_ms(), until = saves->changed_ms + (uint64_t)rest_ms(saves);
    return now >= until ? 0 : (int)(until - now) < LOOK_MS ? (int)(until - now) + 1 : LOOK_MS;
}

/* It is at rest: is what is in it new? */
static bool take(struct saves *saves)
{
    struct text content = {0};
    struct err err;
    saves->changed_ms = 0;
    if (file_read(saves->path, LIMIT, &content, &err) < 0) {
        text_release(&content);
        return false; /* between two names, or gone: a later look will see it */
    }
    struct sight now = look(saves->path);
    if (!is_same(&now, &saves->seen)) { /* it changed while it was read */
        saves->seen = now;
        saves->changed_ms = now_ms();
        text_release(&content);
        return false;
    }
    bool is_new = !saves->has_content || content.size != saves->content.size ||
                  memcmp(text_get(&content), text_get(&saves->content), content.size) != 0;
    text_release(&saves->content);
    saves->content = content;
    saves->has_content = true;
    return is_new;
}

bool saves_turn(struct saves *saves)
{
    char events[4096] __attribute__((aligned(8)));
    bool is_told = false; /* perhaps of another file: the content says it */
    while (saves->inotify >= 0 && read(saves->inotify, events, sizeof(events)) > 0)
        is_told = true;
    struct sight now = look(saves->path);
    if (is_told || !is_same(&now, &saves->seen)) {
        saves->seen = now;
        saves->changed_ms = now_ms();
    }
    if (!now.is_there || saves->changed_ms == 0)
        return false;
    bool is_at_rest = now_ms() >= saves->changed_ms + (uint64_t)rest_ms(saves);
    return is_at_rest && take(saves);
}

const struct text *saves_content(const struct saves *saves)
{
    return &saves->content;
}

void saves_forget(struct saves *saves)
{
    saves->has_content = false;
    saves->changed_ms = now_ms();
}
