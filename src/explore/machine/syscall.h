/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * System calls of our own: the C library's syscall() is the program's, and refused.
 */
#ifndef EXPLORE_MACHINE_SYSCALL_H
#define EXPLORE_MACHINE_SYSCALL_H

#include <sys/syscall.h>

#include "explore/machine/machine.h"

#if MACHINE_X86 || MACHINE_ARM

/* The result, or -errno. */
static inline long engine_syscall6(long number, long a, long b, long c, long d, long e, long f)
{
#if MACHINE_X86
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
#else
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
#endif
}

#else
long engine_syscall6(long number, long a, long b, long c, long d, long e, long f);
#endif

#define ENGINE_SYSCALL_(number, a, b, c, d, e, f, ...)                                             \
    engine_syscall6(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define engine_syscall(...) ENGINE_SYSCALL_(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)

#endif
