/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/exercise/workplace.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "ui/exercise/checking.h"

#define FILE_LIMIT (1u << 20)

/* 0: written; 1: there is one already; -1 with err. */
static int write_new(const char *path, const char *bytes, size_t n, struct err *err)
{
    int result = file_write_new(path, 0666, bytes, n, err);
    return result < 0 && errno == EEXIST ? 1 : result;
}

static int copy_new(const struct exercise *exercise, const char *name, const char *to,
                    struct err *err)
{
    struct text bytes = {0};
    char *from = xasprintf("%s/%s", exercise->dir, name);
    int result = file_read(from, FILE_LIMIT, &bytes, err);
    if (result == 0)
        result = write_new(to, text_get(&bytes), bytes.size, err);
    text_release(&bytes);
    free(from);
    return result;
}

static int put_start(const struct exercise *exercise, const char *path, struct err *err)
{
    return exercise->kind == EXERCISE_FIND ? write_new(path, "", 0, err)
                                           : copy_new(exercise, "start.c", path, err);
}

/* The frozen files that a learner is to see: program.c of a hunt under the exercise's own name. */
static int put_frozen(const struct exercise *exercise, const char *folder, struct err *err)
{
    DIR *dir = opendir(exercise->dir);
    int result = 0;
    for (struct dirent *item; dir && result >= 0 && (item = readdir(dir));) {
        const char *name = item->d_name, *dot = strrchr(name, '.');
        bool is_shown = (dot && strcmp(dot, ".h") == 0) || strcmp(name, "driver.c") == 0 ||
                        strcmp(name, "program.c") == 0;
        if (!is_shown || *name == '.')
            continue;
        bool is_hunted = exercise->kind == EXERCISE_FIND && strcmp(name, "program.c") == 0;
        char *to = is_hunted ? xasprintf("%s/%s.c", folder, exercise->name)
                             : xasprintf("%s/%s", folder, name);
        result = copy_new(exercise, name, to, err);
        free(to);
    }
    if (dir)
        closedir(dir); /* it was only read */
    return result < 0 ? -1 : 0;
}

static int put_task(const struct exercise *exercise, const char *folder, struct err *err)
{
    struct text text = {0};
    char *to = xasprintf("%s/task.md", folder);
    text_add(&text, "# %s\n\n%s\n", exercise->title, exercise->task);
    int result = write_new(to, text_get(&text), text.size, err);
    text_release(&text);
    free(to);
    return result < 0 ? -1 : 0;
}

static void remember(struct tutor *tutor, const struct exercise *exercise, const char *folder)
{
    struct err err;
    char *key = exercise_key(exercise), *real = realpath(folder, NULL);
    if (progress_set(tutor->progress, PROGRESS_BEGAN, key, &err) < 0 ||
        (real && progress_set_folder(tutor->progress, key, real, &err) < 0))
        tutor_fail(tutor, &err);
    free(key);
    free(real);
}

char *workplace_make(struct tutor *tutor, const struct exercise *exercise, struct err *err)
{
    char *folder = xstrdup(exercise->name);
    char *path = xasprintf("%s/%s%s", folder, exercise->name, exercise_suffix(exercise));
    int result = mkdir(folder, 0777);
    if (result < 0 && errno != EEXIST)
        result = err_sys(err, _("cannot make the folder '%s'"), folder);
    else
        result = put_start(exercise, path, err);
    if (result == 1)
        tutor_say(tutor, _("You have begun this one already: '%s' is as you left it.\n\n"), path);
    if (result >= 0)
        result = put_frozen(exercise, folder, err);
    if (result >= 0)
        result = put_task(exercise, folder, err);
    free(path);
    if (result >= 0) {
        remember(tutor, exercise, folder);
        return folder;
    }
    free(folder);
    return NULL;
}

/* A name that is free: PATH.1, PATH.2 ... The caller's. */
static char *free_name(const char *path)
{
    for (int i = 1;; i++) {
        char *name = xasprintf("%s.%d", path, i);
        if (access(name, F_OK) < 0 || i == 10000)
            return name;
        free(name);
    }
}

int workplace_reset(struct tutor *tutor, const struct exercise *exercise, char **kept,
                    struct err *err)
{
    struct err none;
    char *path = learners_file(tutor->progress, exercise, &none);
    *kept = NULL;
    if (!path)
        return 0;
    char *name = free_name(path);
    int result = 0;
    if (rename(path, name) < 0)
        result = err_sys(err, _("cannot rename '%s'"), path);
    else
        *kept = xstrdup(name);
    if (result == 0)
        result = put_start(exercise, path, err) < 0 ? -1 : 0;
    free(name);
    free(path);
    return result;
}

void workplace_keep(struct tutor *tutor, const struct exercise *exercise, const char *schedule)
{
    struct err err;
    struct stat status;
    char *path = learners_file(tutor->progress, exercise, &err);
    if (path && stat(path, &status) == 0 && status.st_size == 0 && unlink(path) == 0) {
        char *line = xasprintf("%s\n", schedule);
        if (write_new(path, line, strlen(line), &err) < 0)
            tutor_fail(tutor, &err);
        free(line);
    }
    free(path);
}
