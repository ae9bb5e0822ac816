/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/counter.h"

#include <stdint.h>
#include <sys/prctl.h>
#include <ucontext.h>

#include "explore/engine/hooks.h"
#include "explore/machine/syscall.h"

#if MACHINE_X86

void counter_watch(void)
{
    (void)engine_syscall(SYS_prctl, PR_SET_TSC, PR_TSC_SIGSEGV, 0, 0, 0);
}

/* The kernel fetched it, so it can be read: rdtsc, and rdtscp, which names the core as well. */
static unsigned length_of(const unsigned char *at)
{
    if (at[0] != 0x0f)
        return 0;
    return at[1] == 0x31 ? 2 : at[1] == 0x01 && at[2] == 0xf9 ? 3 : 0;
}

bool counter_answer(const siginfo_t *info, void *context)
{
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    if (info->si_code != SI_KERNEL)
        return false;
    unsigned length = length_of((const unsigned char *)(uintptr_t)registers[REG_RIP]);
    if (length == 0)
        return false;
    uint64_t now = engine.is_live ? clocks_look() : 0; /* before main, behind the end */
    registers[REG_RAX] = (greg_t)(now & UINT32_MAX);
    registers[REG_RDX] = (greg_t)(now >> 32);
    if (length == 3)
        registers[REG_RCX] = 0;
    registers[REG_RIP] += length;
    return true;
}

#else

void counter_watch(void)
{
}

bool counter_answer(const siginfo_t *info, void *context)
{
    (void)info;
    (void)context;
    return false;
}

#endif
