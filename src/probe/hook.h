/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every file of hooks needs. A hook has the name of libc's function, so the dynamic linker
 * hands it the program's calls; it reports and calls the real one, REAL(name).
 *
 * Fortified and optimised headers would define some of these names as inline functions: switched
 * off.
 */
#ifndef PROBE_HOOK_H
#define PROBE_HOOK_H

#ifdef _FORTIFY_SOURCE
#undef _FORTIFY_SOURCE
#endif
#ifndef __NO_INLINE__
#define __NO_INLINE__ 1
#endif

#include <errno.h>
#include <stdint.h>

#include "probe/emit.h"
#include "probe/real.h"

#define HOOK __attribute__((visibility("default")))

/* The learner's line; only in a hook itself, never in a helper. */
#define WHERE ((uint64_t)(uintptr_t)__builtin_return_address(0))

#define ADDRESS(pointer) ((uint64_t)(uintptr_t)(pointer))

/* A call of the program's failed: `error` is an errno. */
void say_failed(uint64_t where, uint64_t object, int error, const char *call);

#endif
