/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The machines whose registers and system calls the engine knows. On any other (and with
 * -DEXPLORE_PORTABLE, so that this can be tested on these) it does with what the C library has.
 */
#ifndef EXPLORE_MACHINE_MACHINE_H
#define EXPLORE_MACHINE_MACHINE_H

#if defined(__x86_64__) && !defined(EXPLORE_PORTABLE)
#define MACHINE_X86 1
#define MACHINE_ARM 0
#elif defined(__aarch64__) && !defined(EXPLORE_PORTABLE)
#define MACHINE_X86 0
#define MACHINE_ARM 1
#else
#define MACHINE_X86 0
#define MACHINE_ARM 0
#endif

#endif
