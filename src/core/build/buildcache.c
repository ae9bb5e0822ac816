/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See buildcache.h for the layout. Two tutors may use the folder at one time: everything appears by
 * a rename of something complete, and what is there already is as good as one's own.
 */
#include "core/build/buildcache.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "core/base/file.h"

#define INPUTS_LIMIT   (4u << 20) /* bytes of a list of inputs */
#define MESSAGES_LIMIT (1u << 20)
#define NEEDED_BYTES   (16u << 20) /* a folder with less room is not used */
/* File times come from a clock that ticks some hundred times a second. */
#define FILE_TICK_NS 20000000

/* --- files ------------------------------------------------------------------------------------ */

static int make_folders(char *path)
{
    for (char *p = path + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        int made = mkdir(path, 0700);
        *p = '/';
        if (made < 0 && errno != EEXIST && errno != EACCES && errno != EROFS)
            return -1; /* the last three may still lead to a folder that is there */
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : -1;
}

/* May programs be put into this folder and run from it, and can nobody else change them? */
static bool is_usable(const char *path)
{
    struct stat stat_;
    struct statvfs fs;
    return stat(path, &stat_) == 0 && S_ISDIR(stat_.st_mode) && stat_.st_uid == geteuid() &&
           (stat_.st_mode & (S_IWGRP | S_IWOTH)) == 0 && access(path, W_OK | X_OK) == 0 &&
           statvfs(path, &fs) == 0 && !(fs.f_flag & ST_NOEXEC) &&
           (fs.f_blocks == 0 || (uint64_t)fs.f_bavail * fs.f_frsize >= NEEDED_BYTES);
}

static char *user_folder(void)
{
    const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (xdg && xdg[0] == '/')
        return xasprintf("%s/conc-tutor", xdg);
    if (home && home[0] == '/')
        return xasprintf("%s/.cache/conc-tutor", home);
    return NULL;
}

static char *temporary_folder(void)
{
    const char *const places[] = {getenv("TMPDIR"), "/tmp", "/var/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        if (places[i] == NULL || places[i][0] != '/')
            continue;
        char *path = xasprintf("%s/conc-tutor-XXXXXX", places[i]);
        if (mkdtemp(path) != NULL) {
            if (is_usable(path))
                return path;
            remove_tree(path);
        }
        free(path);
    }
    return NULL;
}

int buildcache_open(struct buildcache *cache, const char *wanted, struct err *err)
{
    *cache = (struct buildcache){0};
    char *path = wanted ? xstrdup(wanted) : user_folder();
    if (path && path[0] && make_folders(path) == 0 && is_usable(path))
        cache->dir = realpath(path, NULL);
    free(path);
    if (cache->dir)
        return 0;
    cache->dir = temporary_folder();
    cache->is_temporary = true;
    if (cache->dir)
        return 0;
    return err_set(err, STATUS_CANNOT,
                   _("no folder to build programs in: the cache folder and /tmp are full, not "
                     "writable, or forbid running programs; set TMPDIR"));
}

void buildcache_close(struct buildcache *cache)
{
    if (cache->dir && cache->is_temporary)
        remove_tree(cache->dir);
    free(cache->dir);
    *cache = (struct buildcache){0};
}

char *buildcache_work(const struct buildcache *cache, struct err *err)
{
    char *work = xasprintf("%s/build-XXXXXX", cache->dir);
    if (mkdtemp(work) == NULL) {
        err_sys(err, _("cannot make a folder in '%s'"), cache->dir);
        free(work);
        return NULL;
    }
    static const char *const inner[] = {"out", "out/bin", "tmp"};
    for (size_t i = 0; i < sizeof(inner) / sizeof(*inner); i++) {
        char *path = xasprintf("%s/%s", work, inner[i]);
        int made = mkdir(path, 0700);
        if (made < 0)
            err_sys(err, _("cannot make a folder in '%s'"), cache->dir);
        free(path);
        if (made == 0)
            continue;
        remove_tree(work);
        free(work);
        return NULL;
    }
    return work;
}

/* --- inputs ----------------------------------------------------------------------------------- */

/* One line of a list of inputs: "HASH SIZE MTIME CTIME PATH", times in nanoseconds. */
static bool describe(const char *path, struct timespec began, struct text *line)
{
    struct stat file;
    struct hash hash;
    char name[HASH_NAME_SIZE];
    hash_start(&hash);
    if (strchr(path, '\n') || stat(path, &file) < 0 || hash_file(&hash, path) < 0)
        return false;
    int64_t mtime = (int64_t)file.st_mtim.tv_sec * 1000000000 + file.st_mtim.tv_nsec;
    int64_t ctime = (int64_t)file.st_ctim.tv_sec * 1000000000 + file.st_ctim.tv_nsec;
    int64_t limit = (int64_t)began.tv_sec * 1000000000 + began.tv_nsec - FILE_TICK_NS;
    if (ctime >= limit)
        return false; /* changed since: the compiler may have read what is gone */
    hash_name(&hash, name);
    text_add(line, "%s %lld %lld %lld %s\n", name, (long long)file.st_size, (long long)mtime,
             (long long)ctime, path);
    return true;
}

/* Is the file of this line as it was? Unchanged times say so at once, else its contents do. */
static bool is_unchanged(const char *line)
{
    char was[HASH_NAME_SIZE], is[HASH_NAME_SIZE];
    long long size, mtime, ctime;
    int at = 0;
    if (sscanf(line, "%32s %lld %lld %lld %n", was, &size, &mtime, &ctime, &at) != 4 || at == 0)
        return false;
    struct stat file;
    if (stat(line + at, &file) < 0 || !S_ISREG(file.st_mode) || file.st_size != size)
        return false;
    if ((int64_t)file.st_mtim.tv_sec * 1000000000 + file.st_mtim.tv_nsec == mtime &&
        (int64_t)file.st_ctim.tv_sec * 1000000000 + file.st_ctim.tv_nsec == ctime)
        return true;
    struct hash hash;
    hash_start(&hash);
    if (hash_file(&hash, line + at) < 0)
        return false;
    hash_name(&hash, is);
    return strcmp(was, is) == 0;
}

/* The next word of a make rule, its quoting undone, in *word. NULL: there is none. */
static const char *next_input(const char *p, struct text *word)
{
    text_clear(word);
    for (;; p++) {
        if (p[0] == '\\' && p[1] == '\n')
            p++;
        else if (*p == '\0' || !isspace((unsigned char)*p))
            break;
    }
    if (*p == '\0')
        return NULL;
    for (; *p && !isspace((unsigned char)*p); p++) {
        if (p[0] == '\\' && p[1] == '\n')
            break;
        if ((p[0] == '\\' && (p[1] == ' ' || p[1] == '#' || p[1] == '\\')) ||
            (p[0] == '$' && p[1] == '$'))
            p++;
        text_put_char(word, *p);
    }
    return p;
}

/* Describes everything that the compiler has read but the source, which is in KEY1. False: the list
 * cannot be relied on. */
static bool list_inputs(const struct buildcache_entry *entry, struct text *out)
{
    struct text rule = {0}, word = {0};
    struct err why; /* of no interest: it will be built again */
    struct hash now;
    hash_start(&now);
    bool is_good = hash_file(&now, entry->source) == 0 && now.value == entry->source_hash.value &&
                   file_read(entry->deps, INPUTS_LIMIT, &rule, &why) == 0;
    const char *p = strchr(text_get(&rule), ':'); /* our target holds none */
    is_good = is_good && p != NULL;
    for (p = p ? p + 1 : ""; is_good && (p = next_input(p, &word)) != NULL;)
        if (strcmp(text_get(&word), entry->source) != 0)
            is_good = describe(text_get(&word), entry->began, out);
    text_release(&rule);
    text_release(&word);
    return is_good;
}

/* KEY2: the path and the contents of each input, not when it was written. */
static void hash_inputs(const struct text *list, struct hash *hash)
{
    for (const char *line = text_get(list); *line; line = strchr(line, '\n') + 1) {
        const char *path = line;
        for (int field = 0; field < 4; field++)
            path = strchr(path, ' ') + 1;
        hash_bytes(hash, line, HASH_NAME_SIZE - 1);
        hash_bytes(hash, path, (size_t)(strchr(path, '\n') - path) + 1);
    }
}

static char *path_in(const struct buildcache *cache, const char *kind, const char *key)
{
    return xasprintf("%s/%s-%s", cache->dir, kind, key);
}

char *buildcache_find(const struct buildcache *cache, const char *key1, const char *name,
                      struct text *messages)
{
    struct text list = {0};
    char *inputs = path_in(cache, "inputs", key1), *folder = NULL, *program = NULL, *rest = NULL;
    struct err why; /* of no interest: it will be built */
    if (file_read(inputs, INPUTS_LIMIT, &list, &why) < 0 || list.size == 0)
        goto done;
    const char *key2 = strtok_r(list.data, "\n", &rest);
    if (key2 == NULL || strlen(key2) != HASH_NAME_SIZE - 1)
        goto done;
    folder = path_in(cache, "program", key2);
    for (char *line; (line = strtok_r(NULL, "\n", &rest)) != NULL;)
        if (!is_unchanged(line))
            goto done;
    program = xasprintf("%s/bin/%s", folder, name);
    if (access(program, R_OK) < 0) {
        free(program);
        program = NULL;
        goto done;
    }
    char *said = xasprintf("%s/messages", folder);
    (void)file_read(said, MESSAGES_LIMIT, messages, &why); /* no messages: nothing was said */
    free(said);
    (void)utimensat(AT_FDCWD, inputs, NULL, 0); /* "used now"; if not, it is built again one day */
    if (utimensat(AT_FDCWD, folder, NULL, 0) < 0 && errno == ENOENT) {
        free(program); /* another tutor has just swept it away */
        program = NULL;
    }
done:
    free(inputs);
    free(folder);
    text_release(&list);
    return program;
}

char *buildcache_keep(const struct buildcache *cache, const char *work,
                      const struct buildcache_entry *entry)
{
    struct text list = {0};
    char *out = xasprintf("%s/out", work), *said = xasprintf("%s/out/messages", work);
    char *new_inputs = xasprintf("%s/inputs", work),
         *inputs = path_in(cache, "inputs", entry->key1);
    char *folder = NULL, *program = NULL, key2[HASH_NAME_SIZE];
    struct hash hash;
    struct err unheard; /* what cannot be kept is built again next time */
    if (!list_inputs(entry, &list) ||
        file_write_new(said, 0600, entry->messages, strlen(entry->messages), &unheard) < 0)
        goto done;
    hash_start(&hash);
    hash_string(&hash, entry->key1);
    hash_inputs(&list, &hash);
    hash_name(&hash, key2);
    folder = path_in(cache, "program", key2);
    if (rename(out, folder) < 0 && errno != EEXIST && errno != ENOTEMPTY)
        goto done;
    program = xasprintf("%s/bin/%s", folder, entry->name);
    struct text file = {0};
    text_add(&file, "%s\n%s", key2, text_get(&list));
    if (file_write_new(new_inputs, 0600, file.data, file.size, &unheard) < 0 ||
        rename(new_inputs, inputs) < 0)
        (void)unlink(new_inputs);
    text_release(&file);
done:
    if (program == NULL)
        program = xasprintf("%s/out/bin/%s", work, entry->name);
    text_release(&list);
    free(out);
    free(said);
    free(new_inputs);
    free(inputs);
    free(folder);
    return program;
}
