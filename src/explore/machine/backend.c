/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked at before going from stack to stack in one thread, and putting variables back in
 * one process:
 *
 *   other libraries         they have variables that are not put back: a process each execution
 *   the machine             its thread pointer is not known: real threads
 *   the thread pointer      the kernel does not let it be set: real threads
 *   shadow stacks           the processor checks where functions return to: real threads
 */
#include "explore/machine/backend.h"

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

#include "explore/machine/context.h"
#include "explore/machine/syscall.h"

#if MACHINE_X86
#include <asm/prctl.h>
#endif

#define FSGSBASE            2u /* of AT_HWCAP2: programs may write the register */
#define SHADOW_STACK_STATUS 0x5005
#define SHADOW_STACK_ON     1u

enum verdict_backend backend;

static enum verdict_backend because(enum verdict_backend which, const char *why)
{
    (void)snprintf(verdict->backend_why, sizeof(verdict->backend_why), "%s", why);
    return which;
}

/* --- libraries -------------------------------------------------------------------------------- */

/* What the C library has that lasts is the engine's to answer for. */
static bool is_known(const char *name)
{
    static const char *const known[] = {"libc.",  "libm.",  "ld-linux", "ld64.",     "linux-vdso",
                                        "libdl.", "librt.", "libgcc_s", "libatomic", "libpthread."};
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (strncmp(name, known[i], strlen(known[i])) == 0)
            return true;
    return false;
}

static int find_other(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    const char **found = data;
    const char *slash = strrchr(info->dlpi_name, '/');
    const char *name = slash ? slash + 1 : info->dlpi_name;
    if (*name == '\0' || is_known(name)) /* the program has no name */
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + segment->p_vaddr;
        if (segment->p_type == PT_LOAD && (uintptr_t)&engine - from < segment->p_memsz)
            return 0; /* ours */
    }
    *found = name;
    return 1;
}

/* --- the machine ------------------------------------------------------------------------------ */

#if !MACHINE_X86 && !MACHINE_ARM

static enum verdict_backend of_machine(enum verdict_backend asked)
{
    (void)asked;
    return because(BACKEND_THREADS, "the machine's thread pointer is not known");
}

#elif MACHINE_X86

static enum verdict_backend of_machine(enum verdict_backend asked)
{
    uint64_t pointer = 0, shadow = 0;
    if (engine_syscall(SYS_arch_prctl, ARCH_GET_FS, &pointer) != 0 ||
        engine_syscall(SYS_arch_prctl, ARCH_SET_FS, pointer) != 0)
        return because(BACKEND_THREADS, "the thread pointer may not be set");
    if (engine_syscall(SYS_arch_prctl, SHADOW_STACK_STATUS, &shadow) == 0 &&
        (shadow & SHADOW_STACK_ON))
        return because(BACKEND_THREADS, "the processor keeps shadow stacks");
    if (asked == BACKEND_CONTEXTS || asked == BACKEND_FAST_SYSCALL)
        return asked;
    if (getauxval(AT_HWCAP2) & FSGSBASE)
        return BACKEND_FAST;
    return because(BACKEND_FAST_SYSCALL, "the thread pointer is set by system calls");
}

#else

static enum verdict_backend of_machine(enum verdict_backend asked)
{
    return asked == BACKEND_CONTEXTS ? asked : because(BACKEND_CONTEXTS, "the machine's kind");
}

#endif

#if !MACHINE_X86 && !MACHINE_ARM

/* By the C library, whose own function of that name the engine stands in front of. */
long engine_syscall6(long number, long a, long b, long c, long d, long e, long f)
{
    static long (*real)(long, ...);
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    int kept = errno;
    long result = real(number, a, b, c, d, e, f);
    if (result == -1)
        result = -errno;
    errno = kept; /* is the program's */
    return result;
}

#endif

void backend_choose(void)
{
    enum verdict_backend asked = (enum verdict_backend)verdict->request.backend;
    const char *library = NULL;
    if (asked == BACKEND_AUTO)
        (void)dl_iterate_phdr(find_other, &library);
    if (asked == BACKEND_THREADS || asked == BACKEND_PROCESSES)
        backend = asked;
    else
        backend = library ? because(BACKEND_PROCESSES, library) : of_machine(asked);
    verdict->backend = backend;
}
