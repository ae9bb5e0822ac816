/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that makes its own environment for exec would lose the probe: what the tutor set is put
 * back. Only system calls, no malloc: this runs between fork and exec.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "probe/hook.h"
#include "probe/probe.h"

#define KEPT_MAX   8
#define KEPT_BYTES 4096

static char kept_bytes[KEPT_MAX][KEPT_BYTES];
static size_t kept_count;

static bool is_ours(const char *entry);
static bool has(char *const env[], const char *entry);
static size_t map_size(char *const env[]);

void env_save(void)
{
    for (char **entry = environ; entry && *entry && kept_count < KEPT_MAX; entry++)
        if (is_ours(*entry) && strlen(*entry) < KEPT_BYTES)
            strcpy(kept_bytes[kept_count++], *entry);
}

char *const *env_keep(char *const env[])
{
    bool is_whole = env != NULL;
    for (size_t i = 0; is_whole && i < kept_count; i++)
        is_whole = has(env, kept_bytes[i]);
    if (is_whole)
        return env;
    char **made =
        mmap(NULL, map_size(env), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (made == MAP_FAILED)
        return env;
    size_t n = 0;
    for (size_t i = 0; i < kept_count; i++)
        made[n++] = kept_bytes[i];
    for (char *const *entry = env; entry && *entry; entry++)
        if (!is_ours(*entry))
            made[n++] = *entry;
    return made;
}

void env_release(char *const *kept, char *const env[])
{
    int saved = errno;
    if (kept != env)
        (void)REAL(munmap)((void *)(uintptr_t)kept, map_size(env)); /* ours: cannot fail */
    errno = saved;
}

static bool is_ours(const char *entry)
{
    return strncmp(entry, "LD_PRELOAD=", 11) == 0 || strncmp(entry, "CONC_TUTOR_", 11) == 0;
}

static bool has(char *const env[], const char *entry)
{
    for (; *env; env++)
        if (strcmp(*env, entry) == 0)
            return true;
    return false;
}

static size_t map_size(char *const env[])
{
    size_t count = KEPT_MAX + 1;
    for (char *const *entry = env; entry && *entry; entry++)
        count++;
    return count * sizeof(char *);
}
