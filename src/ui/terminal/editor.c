/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/editor.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/base/text.h"

extern char **environ;

/* Our signals are blocked, and read from a descriptor; the editor's are to be as they always are.
 */
static int start(pid_t *pid, char **words)
{
    posix_spawnattr_t attributes;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    int error = posix_spawnattr_init(&attributes);
    if (error)
        return error;
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    error = posix_spawnp(pid, words[0], NULL, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

int editor_run(const char *path, struct err *err)
{
    const char *editor = getenv("VISUAL");
    if (!editor || !*editor)
        editor = getenv("EDITOR");
    if (!editor || !*editor)
        editor = "vi";
    char *line = xasprintf("%s \"$1\"", editor); /* it may be more than one word */
    char *file = xstrdup(path);
    char *words[] = {"sh", "-c", line, "sh", file, NULL};
    pid_t pid;
    int status = 0, error;
    fflush(stdout);
    error = start(&pid, words);
    /* The terminal is the editor's until it ends: there is nothing else to wait for. One that is
     * stopped (Ctrl-Z) gives it to the shell, and so do we; going on, the shell wakes us both. */
    while (error == 0) {
        pid_t ended = waitpid(pid, &status, WUNTRACED);
        if (ended == pid && WIFSTOPPED(status))
            raise(SIGSTOP);
        else if (ended == pid || errno != EINTR)
            break;
    }
    free(line);
    free(file);
    errno = error;
    if (error)
        return err_sys(err, _("cannot run the editor '%s'"), editor);
    /* A shell in between dies of the Ctrl-C that its editor has lived through. */
    if (WIFSIGNALED(status) && WTERMSIG(status) != SIGINT)
        return err_set(err, STATUS_FAILED, _("the editor '%s' was ended by signal %d"), editor,
                       WTERMSIG(status));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return err_set(err, STATUS_FAILED,
                       _("there is no editor '%s': set EDITOR to the one that you use"), editor);
    return 0;
}
