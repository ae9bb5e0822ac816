/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * exec and spawn: another program. It keeps reporting, because the environment keeps the probe in
 * it (env.c). The rings of the old program are given up by the new one when it starts; should exec
 * fail, nothing has changed.
 */
#include "probe/hook.h"

#include <alloca.h>
#include <spawn.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "probe/probe.h"

/* Says it, and that it has failed when it comes back. */
#define EXEC(shown, env, real_call, call_name)                                                     \
    do {                                                                                           \
        const uint64_t where = WHERE;                                                              \
        const char *path_shown = (shown);                                                          \
        char *const *given = (env);                                                                \
        gate(&(struct say){.kind = K_EXEC, .where = where});                                       \
        emit_text(&(struct say){.kind = K_EXEC, .where = where}, path_shown,                       \
                  path_shown ? strlen(path_shown) : 0);                                            \
        char *const *kept = env_keep(given);                                                       \
        int result = (real_call);                                                                  \
        env_release(kept, given);                                                                  \
        say_failed(where, 0, errno, call_name);                                                    \
        return result;                                                                             \
    } while (0)

HOOK int execve(const char *path, char *const argv[], char *const env[])
{
    if (!reporting())
        return REAL(execve)(path, argv, env);
    EXEC(path, env, REAL(execve)(path, argv, kept), "execve");
}

HOOK int execv(const char *path, char *const argv[])
{
    if (!reporting())
        return REAL(execve)(path, argv, environ);
    EXEC(path, environ, REAL(execve)(path, argv, kept), "execv");
}

HOOK int execvp(const char *file, char *const argv[])
{
    if (!reporting())
        return REAL(execvpe)(file, argv, environ);
    EXEC(file, environ, REAL(execvpe)(file, argv, kept), "execvp");
}

HOOK int execvpe(const char *file, char *const argv[], char *const env[])
{
    if (!reporting())
        return REAL(execvpe)(file, argv, env);
    EXEC(file, env, REAL(execvpe)(file, argv, kept), "execvpe");
}

HOOK int fexecve(int fd, char *const argv[], char *const env[])
{
    if (!reporting())
        return REAL(fexecve)(fd, argv, env);
    EXEC(argv[0], env, REAL(fexecve)(fd, argv, kept), "fexecve");
}

/* The arguments of execl and its like as an array on the stack; `args` stands behind the NULL. */
#define COLLECT(argv, first, args)                                                                 \
    size_t count = 1;                                                                              \
    va_start(args, first);                                                                         \
    while (count > 0 && va_arg(args, char *))                                                      \
        count++;                                                                                   \
    va_end(args);                                                                                  \
    char **argv = alloca((count + 1) * sizeof(char *));                                            \
    va_start(args, first);                                                                         \
    argv[0] = (char *)(uintptr_t)(first);                                                          \
    for (size_t i = 1; i <= count; i++)                                                            \
    argv[i] = va_arg(args, char *)

HOOK int execl(const char *path, const char *first, ...)
{
    va_list args;
    COLLECT(argv, first, args);
    va_end(args);
    if (!reporting())
        return REAL(execve)(path, argv, environ);
    EXEC(path, environ, REAL(execve)(path, argv, kept), "execl");
}

HOOK int execlp(const char *file, const char *first, ...)
{
    va_list args;
    COLLECT(argv, first, args);
    va_end(args);
    if (!reporting())
        return REAL(execvpe)(file, argv, environ);
    EXEC(file, environ, REAL(execvpe)(file, argv, kept), "execlp");
}

HOOK int execle(const char *path, const char *first, ...)
{
    va_list args;
    COLLECT(argv, first, args);
    char *const *env = va_arg(args, char *const *);
    va_end(args);
    if (!reporting())
        return REAL(execve)(path, argv, env);
    EXEC(path, env, REAL(execve)(path, argv, kept), "execle");
}

/* Announced before, as fork is: by the time that the call returns, the new program may have told
 * much. Only then its pid is known. */
static int spawned(uint64_t where, pid_t pid, int error, const char *call)
{
    if (error)
        say_failed(where, 0, error, call);
    else
        SAY(SPAWN, .a = pid);
    return error;
}

#define SPAWN(name)                                                                                \
    HOOK int name(pid_t *restrict pid, const char *restrict path,                                  \
                  const posix_spawn_file_actions_t *restrict actions,                              \
                  const posix_spawnattr_t *restrict attributes, char *const argv[restrict],        \
                  char *const env[restrict])                                                       \
    {                                                                                              \
        if (!reporting())                                                                          \
            return REAL(name)(pid, path, actions, attributes, argv, env);                          \
        const uint64_t where = WHERE;                                                              \
        pid_t child = 0;                                                                           \
        GATE(SPAWN_CALL);                                                                          \
        emit_text(&(struct say){.kind = K_SPAWN_CALL, .where = where}, path, strlen(path));        \
        char *const *kept = env_keep(env);                                                         \
        int error = REAL(name)(&child, path, actions, attributes, argv, kept);                     \
        env_release(kept, env);                                                                    \
        if (pid && !error)                                                                         \
            *pid = child;                                                                          \
        return spawned(where, child, error, #name);                                                \
    }

SPAWN(posix_spawn)
SPAWN(posix_spawnp)
