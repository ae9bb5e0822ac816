/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of the kept builds goes: what nobody has used for long, and of the others the oldest while
 * all together are too large. Two tutors may do it at one time, and one may use what the other is
 * about to remove: it is moved away first, which one alone can do, and put back if it was used
 * meanwhile.
 */
#include "core/build/buildcache.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOUR_S      3600
#define DAY_S       86400
#define UNUSED_DAYS 30

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat, (void)type, (void)ftw;
    (void)remove(path); /* what resists is left: it is looked at again another day */
    return 0;
}

void remove_tree(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS); /* see remove_one() */
}

/* How many days an entry of this name may be unused; 0: it is not ours, leave it alone. */
static int days_of(const char *name)
{
    static const struct {
        const char *kind;
        int days;
    } kinds[] = {{"inputs-", UNUSED_DAYS}, {"program-", UNUSED_DAYS}, {"build-", 1}};
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (strncmp(name, kinds[i].kind, strlen(kinds[i].kind)) == 0)
            return kinds[i].days;
    return 0;
}

static void remove_unused(const struct buildcache *cache)
{
    struct stat file;
    time_t now = time(NULL);
    DIR *dir = opendir(cache->dir);
    if (dir == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        int days = days_of(entry->d_name);
        if (days == 0 || fstatat(dirfd(dir), entry->d_name, &file, AT_SYMLINK_NOFOLLOW) < 0 ||
            now - file.st_mtime < (time_t)days * DAY_S)
            continue;
        char *path = xasprintf("%s/%s", cache->dir, entry->d_name);
        remove_tree(path);
        free(path);
    }
    (void)closedir(dir); /* was only read */
}

/* --- not too much ----------------------------------------------------------------------------- */

struct kept {
    char *name;
    struct timespec used;
    uint64_t bytes;
};

static uint64_t bytes_in(int dir, const char *name)
{
    uint64_t bytes = 0;
    struct stat file;
    int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && !folder)
        (void)close(fd); /* was only read */
    for (struct dirent *entry; folder && (entry = readdir(folder)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            fstatat(fd, entry->d_name, &file, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        bytes += (uint64_t)file.st_blocks * 512;
        bytes += S_ISDIR(file.st_mode) ? bytes_in(fd, entry->d_name) : 0;
    }
    if (folder)
        (void)closedir(folder); /* was only read */
    return bytes;
}

static struct kept *list_kept(const struct buildcache *cache, size_t *count, uint64_t *bytes)
{
    struct kept *all = NULL;
    size_t capacity = 0;
    struct stat file;
    DIR *dir = opendir(cache->dir);
    *count = 0;
    *bytes = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        if (strncmp(entry->d_name, "program-", strlen("program-")) != 0 ||
            fstatat(dirfd(dir), entry->d_name, &file, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        GROW(all, *count, capacity);
        all[*count] = (struct kept){.name = xstrdup(entry->d_name),
                                    .used = file.st_mtim,
                                    .bytes = bytes_in(dirfd(dir), entry->d_name)};
        *bytes += all[(*count)++].bytes;
    }
    if (dir)
        (void)closedir(dir); /* was only read */
    return all;
}

static int by_age(const void *one, const void *other)
{
    const struct kept *a = one, *b = other;
    if (a->used.tv_sec != b->used.tv_sec)
        return a->used.tv_sec < b->used.tv_sec ? -1 : 1;
    return (a->used.tv_nsec > b->used.tv_nsec) - (a->used.tv_nsec < b->used.tv_nsec);
}

static bool was_used_since(const char *path, const struct kept *kept)
{
    struct stat file;
    return stat(path, &file) == 0 &&
           (file.st_mtim.tv_sec != kept->used.tv_sec || file.st_mtim.tv_nsec != kept->used.tv_nsec);
}

/* False: it was used meanwhile, or another tutor is at it. A tutor that dies in between leaves what
 * is removed as an unfinished build. */
static bool remove_kept(const struct buildcache *cache, const struct kept *kept)
{
    char *path = xasprintf("%s/%s", cache->dir, kept->name);
    char *away = xasprintf("%s/build-%s", cache->dir, kept->name);
    bool is_mine = !was_used_since(path, kept) && rename(path, away) == 0;
    if (is_mine && was_used_since(away, kept) && rename(away, path) == 0)
        is_mine = false;
    else if (is_mine)
        remove_tree(away);
    free(path);
    free(away);
    return is_mine;
}

void buildcache_trim(const struct buildcache *cache, uint64_t most_bytes)
{
    size_t count;
    uint64_t bytes;
    struct kept *all = list_kept(cache, &count, &bytes);
    time_t now = time(NULL);
    if (count > 0)
        qsort(all, count, sizeof(*all), by_age);
    for (size_t i = 0; i < count; i++) {
        bool is_in_use = now - all[i].used.tv_sec < HOUR_S;
        if (bytes > most_bytes && !is_in_use && remove_kept(cache, &all[i]))
            bytes -= all[i].bytes;
        free(all[i].name);
    }
    free(all);
}

void buildcache_sweep(const struct buildcache *cache)
{
    char *mark = xasprintf("%s/swept", cache->dir);
    struct stat file;
    bool is_due = stat(mark, &file) < 0 || time(NULL) - file.st_mtime >= HOUR_S;
    int fd = is_due ? open(mark, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    free(mark);
    if (fd < 0)
        return;
    int marked = futimens(fd, NULL); /* first, so that no other tutor does it too */
    (void)close(fd);                 /* nothing was written */
    if (marked < 0)
        return;
    remove_unused(cache);
    buildcache_trim(cache, BUILDCACHE_BYTES);
}
