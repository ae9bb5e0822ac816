/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file is never changed in place. To save: take the lock (a file beside it, which stays), read
 * what is there now, put our news into it, write that beside it, sync, rename. So a reader sees the
 * old file or the new one, a crash leaves one of them, and what another tutor has written since we
 * read is not lost.
 */
#include "core/lesson/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/state.h"
#include "core/base/text.h"
#include "core/lesson/facts.h"

#define FILE_LIMIT    (1u << 20) /* a larger file is not ours: neither read nor replaced */
#define PATIENCE_MS   500        /* for the lock, and only when we end */
#define LOOK_EVERY_MS 10

struct progress {
    char *path;          /* NULL: there is no place for it */
    struct text content; /* the file as last read, with our news in it */
    struct text news;    /* lines of this session that are not yet saved */
    bool has_complained;
};

/* --- the file ------------------------------------------------------------------------------------
 */

/* What is there; no file is an empty one. -1: there is one that we must not replace. */
static int read_content(const char *path, struct text *out, struct err *err)
{
    text_clear(out);
    if (file_read(path, FILE_LIMIT, out, err) == 0) {
        if (out->size == 0 || !memchr(out->data, '\0', out->size))
            return 0;
        text_clear(out);
        return err_set(err, STATUS_FAILED, _("'%s' is not a file of progress"), path);
    }
    return errno == ENOENT ? 0 : -1;
}

/* Writes beside the file and renames; only under the lock, so the name is ours. */
static int replace_file(const char *path, const struct text *content)
{
    char *beside = xasprintf("%s.new", path);
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    int result = fd < 0 ? -1 : file_write_all(fd, text_get(content), content->size);
    if (result == 0)
        result = fsync(fd);
    int number = errno;
    if (fd >= 0 && close(fd) != 0 && result == 0) {
        result = -1;
        number = errno;
    }
    if (result == 0 && rename(beside, path) != 0) {
        result = -1;
        number = errno;
    }
    if (result != 0 && fd >= 0)
        unlink(beside); /* if that fails too, there is nothing else to do */
    free(beside);
    errno = number;
    return result;
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* 1: we have it, 0: another tutor has it, -1: errno. A lock that is waited for without end would
 * hang with a tutor that was stopped in the middle of saving; so we look again, for a while. */
static int take_lock(int fd, int patience_ms)
{
    int64_t until = now_ms() + patience_ms;
    for (;;) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return 1;
        if (errno != EWOULDBLOCK && errno != EINTR)
            return -1;
        if (now_ms() >= until)
            return 0;
        poll(NULL, 0, LOOK_EVERY_MS);
    }
}

static int save_locked(struct progress *progress, struct err *err)
{
    struct text content = {0};
    int result = read_content(progress->path, &content, err);
    if (result == 0) {
        facts_merge(&content, &progress->news);
        result = replace_file(progress->path, &content);
        if (result != 0)
            err_sys(err, _("cannot save progress in '%s'"), progress->path);
    }
    if (result != 0) {
        text_release(&content);
        return -1;
    }
    text_release(&progress->content);
    progress->content = content;
    text_clear(&progress->news);
    return 0;
}

static int save(struct progress *progress, int patience_ms, struct err *err)
{
    if (!progress->path)
        return err_set(err, STATUS_FAILED, _("progress is not kept: HOME is not set"));
    char *lock_path = xasprintf("%s.lock", progress->path);
    int fd = -1, result = state_make_folders(progress->path);
    if (result == 0)
        fd = open(lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    int lock = fd < 0 ? -1 : take_lock(fd, patience_ms);
    if (lock < 0)
        result = err_sys(err, _("cannot save progress in '%s'"), progress->path);
    else if (lock > 0)
        result = save_locked(progress, err);
    if (fd >= 0)
        close(fd); /* gives the lock back */
    free(lock_path);
    return result;
}

/* --- the facts -----------------------------------------------------------------------------------
 */

struct progress *progress_load(const char *path)
{
    struct progress *progress = xcalloc(1, sizeof(*progress));
    progress->path = path ? xstrdup(path) : state_path("progress");
    struct err ignored; /* saving will say it, and saving is what the learner would miss */
    if (progress->path && read_content(progress->path, &progress->content, &ignored) != 0)
        text_clear(&progress->content);
    return progress;
}

void progress_free(struct progress *progress)
{
    if (!progress)
        return;
    struct err ignored;
    if (progress->news.size > 0 && !progress->has_complained)
        save(progress, PATIENCE_MS, &ignored);
    text_release(&progress->content);
    text_release(&progress->news);
    free(progress->path);
    free(progress);
}

static const char *fact_word(enum progress_fact fact)
{
    static const char *const words[] = {"started", "finished", "began", "solved"};
    return words[fact];
}

static bool is_word(const char *lesson)
{
    return *lesson && !lesson[strcspn(lesson, " \t\r\n")];
}

bool progress_has(const struct progress *progress, enum progress_fact fact, const char *lesson)
{
    char *key = xasprintf("%s %s", fact_word(fact), lesson);
    bool is_there = facts_have(text_get(&progress->content), key, NULL);
    free(key);
    return is_there;
}

int progress_prediction(const struct progress *progress, const char *lesson, int question)
{
    char *key = xasprintf("predicted %s %d", lesson, question);
    int answer = 0;
    bool is_there = facts_have(text_get(&progress->content), key, &answer);
    free(key);
    return is_there ? answer : 0;
}

static int remember(struct progress *progress, const char *line, struct err *err)
{
    text_add(&progress->news, "%s\n", line);
    facts_merge_line(&progress->content, line, strlen(line));
    if (progress->has_complained)
        return 0;
    if (save(progress, 0, err) == 0)
        return 0;
    progress->has_complained = true;
    return -1;
}

int progress_set(struct progress *progress, enum progress_fact fact, const char *lesson,
                 struct err *err)
{
    if (!is_word(lesson))
        return err_set(err, STATUS_FAILED, _("no progress is kept for '%s': its name has blanks"),
                       lesson);
    if (progress_has(progress, fact, lesson))
        return 0;
    char *line = xasprintf("%s %s", fact_word(fact), lesson);
    int result = remember(progress, line, err);
    free(line);
    return result;
}

int progress_set_prediction(struct progress *progress, const char *lesson, int question, int answer,
                            struct err *err)
{
    if (!is_word(lesson))
        return err_set(err, STATUS_FAILED, _("no progress is kept for '%s': its name has blanks"),
                       lesson);
    char *line = xasprintf("predicted %s %d %d", lesson, question, answer);
    int result = remember(progress, line, err);
    free(line);
    return result;
}

int progress_place(const struct progress *progress, const char *lesson)
{
    char *key = xasprintf("reached %s", lesson);
    int act = 0;
    bool is_there = facts_have(text_get(&progress->content), key, &act);
    free(key);
    return is_there ? act : 0;
}

int progress_set_place(struct progress *progress, const char *lesson, int act, struct err *err)
{
    if (!is_word(lesson) || progress_place(progress, lesson) == act)
        return 0;
    char *line =
        act > 0 ? xasprintf("reached %s %d", lesson, act) : xasprintf("-reached %s", lesson);
    int result = remember(progress, line, err);
    free(line);
    return result;
}

/* --- exercises ----------------------------------------------------------------------------------
 */

static int count_of(const struct progress *progress, const char *fact, const char *exercise)
{
    char *key = xasprintf("%s %s", fact, exercise);
    int count = 0;
    bool is_there = facts_have(text_get(&progress->content), key, &count);
    free(key);
    return is_there ? count : 0;
}

static int set_count(struct progress *progress, const char *fact, const char *exercise, int count,
                     struct err *err)
{
    char *line = xasprintf("%s %s %d", fact, exercise, count);
    int result = remember(progress, line, err);
    free(line);
    return result;
}

int progress_hints(const struct progress *progress, const char *exercise)
{
    return count_of(progress, "hinted", exercise);
}

int progress_set_hints(struct progress *progress, const char *exercise, int count, struct err *err)
{
    return set_count(progress, "hinted", exercise, count, err);
}

int progress_tries(const struct progress *progress, const char *exercise)
{
    return count_of(progress, "tried", exercise);
}

int progress_set_tries(struct progress *progress, const char *exercise, int count, struct err *err)
{
    return set_count(progress, "tried", exercise, count, err);
}

char *progress_folder(const struct progress *progress, const char *exercise)
{
    char *key = xasprintf("folder %s ", exercise), *path = NULL;
    const char *at = text_get(&progress->content);
    while (*at) {
        struct fact fact = facts_next(&at);
        if (strncmp(fact.line, key, strlen(key)) != 0)
            continue;
        free(path);
        path = xstrndup(fact.line + strlen(key), fact.size - strlen(key));
        path[strcspn(path, "\r\n")] = '\0';
    }
    free(key);
    return path;
}

int progress_set_folder(struct progress *progress, const char *exercise, const char *path,
                        struct err *err)
{
    if (strpbrk(path, "\r\n"))
        return err_set(err, STATUS_FAILED,
                       _("a folder whose name has two lines is not remembered"));
    char *line = xasprintf("folder %s %s", exercise, path);
    int result = remember(progress, line, err);
    free(line);
    return result;
}

int progress_forget(struct progress *progress, const char *exercise, struct err *err)
{
    static const char *const words[] = {"began", "hinted", "solved", "tried"};
    if (!exercise)
        return remember(progress, "-", err);
    int result = 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        char *line = xasprintf("-%s %s", words[i], exercise);
        if (remember(progress, line, err) < 0)
            result = -1;
        free(line);
    }
    return result;
}

const char *progress_text(const struct progress *progress)
{
    return text_get(&progress->content);
}

int progress_import(struct progress *progress, const char *bytes, size_t n, struct err *err)
{
    struct text text = {0};
    text_put_bytes(&text, bytes, n);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\r') {
            text_release(&text);
            return err_set(err, STATUS_USAGE, _("this is not a file of progress"));
        }
    int result = 0;
    const char *at = text_get(&text);
    while (*at && result == 0) {
        struct fact fact = facts_next(&at);
        char *line = xstrndup(fact.line, fact.size);
        line[strcspn(line, "\r\n")] = '\0';
        if (strchr(line, ' ') && *line != '-')
            result = remember(progress, line, err);
        free(line);
    }
    text_release(&text);
    return result;
}
