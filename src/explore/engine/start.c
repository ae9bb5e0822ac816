/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The start: the C library hands the program's main to us, after the program's constructors.
 */
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "explore/calls/fence.h"
#include "explore/calls/heap.h"
#include "explore/calls/pipe.h"
#include "explore/engine/hooks.h"
#include "explore/machine/backend.h"
#include "explore/machine/context.h"
#include "explore/machine/fresh.h"
#include "explore/machine/resume.h"
#include "explore/machine/snapshot.h"
#include "explore/machine/syscall.h"
#include "explore/report/leak.h"
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/rounds.h"
#include "explore/search/search.h"

#define CANNOT 77

int (*engine_main)(int, char **, char **);
int engine_argc;
char **engine_argv, **engine_envp;

typedef int main_function(int argc, char **argv, char **envp);

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

void hooks_reset(void)
{
    cond_reset();
    mutex_reset();
    barrier_reset();
    output_reset();
    exit_reset();
    signals_reset();
    clocks_reset();
    key_reset();
    pipe_reset();
}

/* Those that are left out have no more than is OF_EXECUTION, or are not used by programs that this
 * is for: storage.c. */
void hooks_keep(void)
{
    cond_keep();
    mutex_keep();
    barrier_keep();
    exit_keep();
}

static int explore_main(int argc, char **argv, char **envp)
{
    if (!getenv(VERDICT_ENVIRONMENT)) {
        static const char text[] =
            "this program was built to be explored by conc-tutor; it does not run by itself\n";
        long told = engine_syscall(SYS_write, STDERR_FILENO, text, sizeof(text) - 1);
        (void)told; /* nobody to tell it */
        engine_quit(CANNOT);
    }
    report_attach();
    backend_choose();
    fresh_share();
    (void)unsetenv(VERDICT_ENVIRONMENT); /* the program is not to find it */
    engine_argc = argc;
    engine_argv = argv;
    engine_envp = envp;
    engine.began_ns = engine_now_ns();
    engine.pid = (pid_t)engine_syscall(SYS_getpid);
    engine.parent = (pid_t)engine_syscall(SYS_getppid);
    objects_init();
    record_init();
    heap_init();
    rwlock_init();
    rounds_init();
    context_init();
    signals_install();
    snapshot_take();
    fence_find();
    leak_init();
    resume_init();
    search_run();
    report_finish(VERDICT_DONE);
}

HOOK int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                           void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
    __typeof__(&__libc_start_main) real;
    *(void **)&real = dlsym(RTLD_NEXT, "__libc_start_main");
    engine_main = main;
    return real(explore_main, argc, argv, init, fini, rtld_fini, stack_end);
}
