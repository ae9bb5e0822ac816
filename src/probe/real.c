/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking up libc's functions. Condition variables changed their layout in glibc 2.3.2 and both
 * versions are there under one name: dlsym may give the old one, so the new one is asked for first.
 */
#include "probe/real.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

void *real_functions[REAL_COUNT];

static const char *const names[REAL_COUNT] = {
#define X(name) #name,
    REAL_FUNCTIONS(X)
#undef X
};

void *real_find(enum real_function function)
{
    const char *name = names[function];
    void *found = NULL;
    if (strncmp(name, "pthread_cond_", 13) == 0)
        found = dlvsym(RTLD_NEXT, name, "GLIBC_2.3.2");
    if (!found)
        found = dlsym(RTLD_NEXT, name);
    __atomic_store_n(&real_functions[function], found, __ATOMIC_RELAXED);
    return found;
}

void real_find_all(void)
{
    for (int i = 0; i < REAL_COUNT; i++)
        (void)real_find((enum real_function)i);
}
