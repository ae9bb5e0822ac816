/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A file is never changed in place: the next one is written and locked beside it and renamed over
 * it, so that a reader sees one or the other. The locks are POSIX's, which a child does not inherit
 * and which end with the process, however it ends.
 */
#include "core/lesson/lectern.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/base/state.h"
#include "core/base/text.h"

enum { FILE_MOST = 16384, DIGITS_MOST = 10 };

static const char *const moments[] = {
#define X(name, word) word,
    LECTERN_MOMENTS(X)
#undef X
};

struct lectern {
    char *path, *beside;
    int fd; /* of the file that is there now, locked; -1: none */
    struct text told;
    bool has_failed;
};

static char *folder(void)
{
    return state_path("sessions");
}

/* --- locks ---------------------------------------------------------------------------------------
 */

static bool lock(int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_SETLK, &whole) == 0;
}

/* Is a process alive that holds the file `fd`, which was opened as `name`? If another file has that
 * name now, somebody has just put it there. */
static bool is_held(int dir, const char *name, int fd)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    struct stat opened, there;
    if (fcntl(fd, F_GETLK, &whole) == 0 && whole.l_type != F_UNLCK)
        return true;
    return fstat(fd, &opened) == 0 && fstatat(dir, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           (opened.st_ino != there.st_ino || opened.st_dev != there.st_dev);
}

/* A session's file is named by its process; anything else is not ours. */
static bool is_session(const char *name)
{
    size_t n = strspn(name, "0123456789");
    return n > 0 && n <= DIGITS_MOST && name[n] == '\0';
}

static int open_session(int dir, const char *name)
{
    return openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* --- telling -------------------------------------------------------------------------------------
 */

static void sweep(void)
{
    char *path = folder();
    DIR *dir = path ? opendir(path) : NULL;
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        if (!is_session(entry->d_name) || atol(entry->d_name) == getpid())
            continue; /* our own number: it will be written over */
        int fd = open_session(dirfd(dir), entry->d_name);
        if (fd < 0)
            continue;
        if (!is_held(dirfd(dir), entry->d_name, fd))
            unlinkat(dirfd(dir), entry->d_name, 0);
        close(fd);
    }
    if (dir)
        closedir(dir);
    free(path);
}

struct lectern *lectern_open(void)
{
    char *name = xasprintf("sessions/%ld", (long)getpid());
    char *path = state_path(name);
    free(name);
    if (!path)
        return NULL;
    sweep();
    struct lectern *lectern = xcalloc(1, sizeof(*lectern));
    lectern->path = path;
    lectern->beside = xasprintf("%s.new", path);
    lectern->fd = -1;
    return lectern;
}

static void withdraw(struct lectern *lectern)
{
    if (lectern->fd < 0)
        return;
    unlink(lectern->path);
    close(lectern->fd);
    lectern->fd = -1;
}

static void stamp(struct text *out)
{
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    text_add(out, "ns %llu\n",
             (unsigned long long)now.tv_sec * 1000000000u + (unsigned long long)now.tv_nsec);
}

static bool write_file(int fd, const struct text *told)
{
    struct text content = {0};
    text_put(&content, text_get(told));
    stamp(&content);
    bool is_written = write(fd, text_get(&content), content.size) == (ssize_t)content.size;
    text_release(&content);
    return is_written;
}

static int put_there(struct lectern *lectern, struct err *err)
{
    if (state_make_folders(lectern->path) < 0)
        return err_sys(err, _("cannot write '%s'"), lectern->path);
    int fd = open(lectern->beside, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return err_sys(err, _("cannot write '%s'"), lectern->beside);
    if (!lock(fd) || !write_file(fd, &lectern->told) ||
        rename(lectern->beside, lectern->path) < 0) {
        err_sys(err, _("cannot write '%s'"), lectern->beside);
        unlink(lectern->beside);
        close(fd);
        return -1;
    }
    if (lectern->fd >= 0)
        close(lectern->fd);
    lectern->fd = fd;
    return 0;
}

static void describe(struct text *out, const char *dir, const char *lang, size_t block,
                     enum lectern_moment moment)
{
    if (!dir)
        return;
    text_add(out, "lesson %s\n", dir);
    if (lang)
        text_add(out, "lang %s\n", lang);
    text_add(out, "block %zu\nmoment %s\n", block, moments[moment]);
}

int lectern_tell(struct lectern *lectern, const char *dir, const char *lang, size_t block,
                 enum lectern_moment moment, struct err *err)
{
    if (!lectern || lectern->has_failed)
        return 0;
    char *full = dir ? realpath(dir, NULL) : NULL;
    struct text next = {0};
    if (full && !strchr(full, '\n')) /* it could not be told from a line of ours */
        describe(&next, full, lang, block, moment);
    free(full);
    bool is_known =
        next.size == lectern->told.size && strcmp(text_get(&next), text_get(&lectern->told)) == 0;
    text_release(&lectern->told);
    lectern->told = next;
    if (is_known)
        return 0;
    if (next.size == 0) {
        withdraw(lectern);
        return 0;
    }
    if (put_there(lectern, err) == 0)
        return 0;
    withdraw(lectern);
    lectern->has_failed = true;
    return -1;
}

void lectern_close(struct lectern *lectern)
{
    if (!lectern)
        return;
    withdraw(lectern);
    text_release(&lectern->told);
    free(lectern->path);
    free(lectern->beside);
    free(lectern);
}

/* --- following -----------------------------------------------------------------------------------
 */

/* The value of line `key` of the file, the caller's; NULL: there is none. */
static char *value_of(const char *content, const char *key)
{
    size_t n = strlen(key);
    for (const char *line = content; *line;) {
        size_t size = strcspn(line, "\n");
        if (size > n && strncmp(line, key, n) == 0 && line[n] == ' ')
            return xstrndup(line + n + 1, size - n - 1);
        line += size + (line[size] == '\n');
    }
    return NULL;
}

/* The time of a file is too coarse to tell who moved last, so that it is in the file. */
static bool parse(const char *content, struct lectern_place *out, uint64_t *moved_ns)
{
    char *block = value_of(content, "block"), *moment = value_of(content, "moment");
    char *moved = value_of(content, "ns"), *end = NULL;
    out->dir = value_of(content, "lesson");
    out->lang = value_of(content, "lang");
    bool is_good = out->dir && *out->dir == '/' && block && *block >= '0' && *block <= '9';
    if (is_good) {
        out->block = strtoul(block, &end, 10);
        is_good = *end == '\0';
    }
    int found = 0;
    while (found < LECTERN_MOMENT_COUNT && !(moment && strcmp(moments[found], moment) == 0))
        found++;
    out->moment = (enum lectern_moment)found;
    *moved_ns = moved ? strtoull(moved, NULL, 10) : 0;
    free(moved);
    free(block);
    free(moment);
    return is_good && found < LECTERN_MOMENT_COUNT;
}

/* What the living session `name` tells. */
static bool read_session(int dir, const char *name, struct lectern_place *out, uint64_t *moved_ns)
{
    char bytes[FILE_MOST];
    int fd = open_session(dir, name);
    if (fd < 0)
        return false;
    struct stat status;
    ssize_t n = -1;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && is_held(dir, name, fd))
        n = read(fd, bytes, sizeof(bytes) - 1);
    close(fd);
    if (n <= 0)
        return false;
    bytes[n] = '\0';
    out->pid = (pid_t)atol(name);
    return parse(bytes, out, moved_ns);
}

bool lectern_find(struct lectern_place *out)
{
    memset(out, 0, sizeof(*out));
    char *path = folder();
    DIR *dir = path ? opendir(path) : NULL;
    uint64_t latest_ns = 0;
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        struct lectern_place place = {0};
        uint64_t moved_ns = 0;
        if (is_session(entry->d_name) &&
            read_session(dirfd(dir), entry->d_name, &place, &moved_ns) &&
            (!out->dir || moved_ns > latest_ns)) {
            lectern_place_release(out);
            *out = place;
            latest_ns = moved_ns;
        } else {
            lectern_place_release(&place);
        }
    }
    if (dir)
        closedir(dir);
    free(path);
    return out->dir != NULL;
}

void lectern_place_release(struct lectern_place *place)
{
    free(place->dir);
    free(place->lang);
    memset(place, 0, sizeof(*place));
}

static bool are_equal(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool lectern_places_are_equal(const struct lectern_place *a, const struct lectern_place *b)
{
    return a->pid == b->pid && a->block == b->block && a->moment == b->moment &&
           are_equal(a->dir, b->dir) && are_equal(a->lang, b->lang);
}

int lectern_watch(void)
{
    char *path = folder();
    int fd = -1;
    char *inside = path ? xasprintf("%s/", path) : NULL;
    if (inside && state_make_folders(inside) == 0) {
        fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        if (fd >= 0 && inotify_add_watch(fd, path, IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE) < 0) {
            close(fd);
            fd = -1;
        }
    }
    free(inside);
    free(path);
    return fd;
}

void lectern_watched(int fd)
{
    char bytes[4096];
    while (read(fd, bytes, sizeof(bytes)) > 0)
        continue;
}
