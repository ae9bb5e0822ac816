/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search stays in the process that it began in, which never runs a line of the program's main.
 * For each execution it forks and waits. All variables of the engine lie in memory that both share,
 * at the same addresses, so the hooks in there go on with the search as if it were their own; at
 * any time only one of the two runs.
 */
#include "explore/machine/fresh.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "explore/calls/heap.h"
#include "explore/engine/hooks.h"
#include "explore/machine/backend.h"
#include "explore/machine/context.h"
#include "explore/machine/snapshot.h"
#include "explore/machine/syscall.h"
#include "explore/report/report.h"

#define PAGE ((uintptr_t)4096)

static bool is_done; /* the execution came to an end that the engine knows */

static void share(uintptr_t from, uintptr_t to)
{
    size_t size = to - from;
    void *copy =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (copy == MAP_FAILED)
        engine_internal("no memory to share");
    __builtin_memcpy(copy, (const void *)from, size);
    /* In one go: these variables are in use. */
    if (engine_syscall(SYS_mremap, copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, from) < 0)
        engine_internal("cannot share memory");
}

static int share_own(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    uintptr_t from = 0, to = 0, fixed = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_GNU_RELRO)
            fixed = (start + segment->p_memsz) & ~(PAGE - 1);
        if (segment->p_type != PT_LOAD || (uintptr_t)&engine - start >= segment->p_memsz)
            continue;
        from = start & ~(PAGE - 1);
        to = (start + segment->p_memsz + PAGE - 1) & ~(PAGE - 1);
    }
    if (from == to)
        return 0;
    share(fixed > from && fixed < to ? fixed : from, to);
    return 1;
}

void fresh_share(void)
{
    if (backend != BACKEND_PROCESSES)
        return;
    engine.is_shared = true;
    (void)dl_iterate_phdr(share_own, NULL);
}

/* The new process: nothing of an execution before it is there. */
static _Noreturn void run_here(void (*run)(void), pid_t parent)
{
    (void)engine_syscall(SYS_prctl, PR_SET_PDEATHSIG, SIGKILL);
    if (engine_syscall(SYS_getppid) != parent) /* it died before that */
        engine_quit(1);
    signals_watch_time();
    heap_forget();
    snapshot_forget();
    context_forget();
    run();
    is_done = true;
    engine_quit(0);
}

/* The process is gone and the engine in it has not said how: what it did last is all that is known.
 */
static void report_gone(int status)
{
    const struct thread *last = engine.current;
    bool is_killed = WIFSIGNALED(status);
    int number = is_killed ? WTERMSIG(status) : WEXITSTATUS(status);
    struct verdict_failure failure = {.kind = is_killed ? FAILURE_CRASH : FAILURE_EXIT,
                                      .thread = last->index,
                                      .other = ~0u,
                                      .number = number,
                                      .threads = UINT64_C(1) << last->index,
                                      .where = last->op.where};
    if (is_killed)
        (void)snprintf(failure.text, sizeof(failure.text), "SIG%s", sigabbrev_np(number));
    else
        (void)snprintf(failure.text, sizeof(failure.text), "exit status %d", number);
    engine.is_live = false;
    engine.is_alone = true;
    report_failure(&failure);
    engine.ending = END_FAILED;
}

void fresh_run(void (*run)(void))
{
    if (likely(backend != BACKEND_PROCESSES)) {
        run();
        return;
    }
    static pid_t (*real_fork)(void);
    if (!real_fork)
        *(void **)&real_fork = dlsym(RTLD_NEXT, "fork");
    pid_t parent = (pid_t)engine_syscall(SYS_getpid);
    is_done = false;
    engine.current = &engine.threads[0];
    engine.depth = 0;
    pid_t child = real_fork ? real_fork() : -1;
    if (child == 0)
        run_here(run, parent);
    if (child < 0)
        engine_internal("cannot start a process for an execution");
    int status = 0;
    while (engine_syscall(SYS_wait4, child, &status, 0, NULL) == -EINTR)
        continue;
    if (verdict->state != VERDICT_RUNNING) /* it refused, or failed, and said so */
        engine_quit(0);
    if (!is_done)
        report_gone(status);
}
