/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where everything begins: locale, signals, where our files are, options, one command.
 */
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ui/line/command.h"
#include "ui/line/options.h"
#include "ui/session/session.h"
#include "ui/terminal/language.h"
#include "ui/terminal/loop.h"

/* Beside the program in the tree it was built in (build/conc-tutor, lessons/), else where it was
 * installed. */
static void find_explorer(struct tutor *tutor)
{
    const char *slash = tutor->probe ? strrchr(tutor->probe, '/') : NULL;
    if (!slash)
        return;
    tutor->explorer =
        xasprintf("%.*s/libconc-tutor-explore.so", (int)(slash - tutor->probe), tutor->probe);
    if (access(tutor->explorer, R_OK) == 0)
        return;
    free(tutor->explorer);
    tutor->explorer = NULL;
}

static void find_files(struct tutor *tutor)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (n > 0) {
        self[n] = '\0';
        char *folder = dirname(self);
        tutor->probe = xasprintf("%s/libconc-tutor-probe.so", folder);
        tutor->lessons = xasprintf("%s/../lessons", folder);
        if (access(tutor->probe, R_OK) == 0 && access(tutor->lessons, X_OK) == 0)
            return;
        free(tutor->probe);
        free(tutor->lessons);
    }
    tutor->probe = xstrdup(LIBDIR "/libconc-tutor-probe.so");
    tutor->lessons = xstrdup(DATADIR "/lessons");
    if (access(tutor->probe, R_OK) == 0)
        return;
    free(tutor->probe);
    tutor->probe = NULL;
}

/* Descriptors 0, 1 and 2 must be something, or the first file we open becomes one of them. A
 * standard output that was closed stays one that cannot be written to. */
static void hold_standard_descriptors(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        int mode = fd == STDOUT_FILENO ? O_RDONLY : O_RDWR;
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", mode) != fd)
            _exit(STATUS_FAILED);
    }
}

static int begin(struct tutor *tutor, int argc, char **argv)
{
    if (argc > 0)
        return command_run(tutor, argc, argv);
    if (tutor_wants_screen(tutor))
        return session_main(tutor, (struct session_start){0});
    char *help[] = {"help", NULL};
    return command_run(tutor, 1, help);
}

static bool nobody_listens(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLERR);
}

/* Where an earlier write has failed, only the failure is known now and not its reason. */
static int finish_output(struct tutor *tutor, int status)
{
    struct err err;
    int number = fflush(stdout) == 0 ? 0 : errno;
    if (number == 0 && !ferror(stdout))
        return status;
    if (number == EPIPE || nobody_listens())
        return 128 + SIGPIPE;
    errno = number;
    if (number)
        err_sys(&err, _("cannot write to standard output"));
    else
        err_set(&err, STATUS_FAILED, _("cannot write to standard output"));
    return tutor_fail(tutor, &err);
}

int main(int argc, char **argv)
{
    hold_standard_descriptors();
    struct tutor tutor = {.options = {.placement = -1, .lang = language_of_environment()}};
    language_set(tutor.options.lang); /* for what is said of the options themselves */
    struct err err;
    int asked = options_read(&tutor, &argc, &argv, &err);
    if (asked < 0)
        return tutor_fail(&tutor, &err);
    if (asked > 0)
        return finish_output(&tutor, STATUS_OK);
    language_set(tutor.options.lang);
    if (loop_open(&err) < 0)
        return tutor_fail(&tutor, &err);
    find_files(&tutor);
    find_explorer(&tutor);
    tutor.progress = progress_load(NULL);
    int status = begin(&tutor, argc, argv);
    status = finish_output(&tutor, status);
    progress_free(tutor.progress);
    exercises_release(&tutor.exercises_read);
    catalog_free(tutor.catalog_read);
    text_release(&tutor.said);
    text_release(&tutor.hunted);
    for (size_t i = 0; i < tutor.options.setting_count; i++)
        free((char *)tutor.options.settings[i]);
    free(tutor.options.settings);
    free(tutor.lessons);
    free(tutor.probe);
    free(tutor.explorer);
    free(argv);
    return status;
}
