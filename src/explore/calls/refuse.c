/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cannot be explored: calls that leave the process, or whose answers come from outside. Each
 * is refused by its name; none is passed on silently.
 *
 * The headers of these functions are not included, so that one macro can define them all.
 */
#define HOOK __attribute__((visibility("default")))

#include "event/verdict.h"

_Noreturn void engine_refuse_kind(unsigned kind, const char *what, uint64_t where);

#define REFUSE(kind, name)                                                                         \
    long name(void);                                                                               \
    HOOK long name(void)                                                                           \
    {                                                                                              \
        engine_refuse_kind(kind, #name, (uint64_t)(uintptr_t)__builtin_return_address(0));         \
    }
#define REFUSE_PROCESS(name)    REFUSE(REFUSED_PROCESS, name)
#define REFUSE_FILE(name)       REFUSE(REFUSED_FILE, name)
#define REFUSE_INPUT(name)      REFUSE(REFUSED_INPUT, name)
#define REFUSE_DESCRIPTOR(name) REFUSE(REFUSED_DESCRIPTOR, name)
#define REFUSE_OTHER(name)      REFUSE(REFUSED_OTHER, name)

/* clang-format off */
#define PROCESSES(X) \
    X(fork) X(_Fork) X(vfork) X(clone) X(unshare) X(posix_spawn) X(posix_spawnp) X(system) X(popen) \
    X(pclose) X(execl) X(execle) X(execlp) X(execv) X(execve) X(execveat) X(execvp) X(execvpe) \
    X(fexecve) X(wait) X(waitpid) X(wait3) X(wait4) X(waitid) X(daemon) X(killpg) X(tgkill) \
    X(sem_open) X(sem_close) X(sem_unlink) X(shm_open) X(shmget) X(shmat) X(semget) X(semop) \
    X(msgget) X(msgsnd) X(msgrcv) X(mq_open) X(mq_send) X(mq_receive)
#define FILES(X) \
    X(fopen) X(fopen64) X(fdopen) X(freopen) X(open) X(open64) X(openat) X(creat) X(mkstemp) \
    X(tmpfile) X(readv) X(writev) X(pread) X(pwrite) X(lseek) X(truncate) X(ftruncate) X(unlink) \
    X(unlinkat) X(rename) X(renameat) X(link) X(symlink) X(mkdir) X(rmdir) X(chdir) X(opendir) \
    X(readdir) X(flock) X(lockf) X(aio_read) X(aio_write)
#define INPUT(X) \
    X(scanf) X(fscanf) X(__isoc99_scanf) X(__isoc99_fscanf) X(getchar) X(getc) X(fgetc) X(fgets) \
    X(getline) X(getdelim) X(gets) X(fread) X(ungetc)
#define DESCRIPTORS(X) \
    X(socket) X(socketpair) X(accept) X(accept4) X(bind) X(listen) X(connect) X(recv) X(recvfrom) \
    X(recvmsg) X(send) X(sendto) X(sendmsg) X(select) X(pselect) X(poll) X(ppoll) X(epoll_create) \
    X(epoll_create1) X(epoll_wait) X(epoll_pwait) X(eventfd) X(signalfd) X(timerfd_create) \
    X(inotify_init) X(fcntl) X(ioctl) X(dup) X(dup2) X(dup3) X(close_range) X(closefrom)
#define SIGNALS(X) \
    X(pthread_sigqueue) X(sigqueue) X(sigaltstack) X(sigstack) X(sigpause) X(sigblock) \
    X(sigsetmask) X(siggetmask) X(sigreturn) X(gsignal) X(ssignal) X(psignal) X(psiginfo)
#define OTHERS(X) \
    X(pthread_mutex_setprioceiling) X(pthread_mutex_consistent_np) X(pthread_mutexattr_setrobust_np) \
    X(getrandom) X(getentropy) X(arc4random)
/* clang-format on */

PROCESSES(REFUSE_PROCESS)
FILES(REFUSE_FILE)
INPUT(REFUSE_INPUT)
DESCRIPTORS(REFUSE_DESCRIPTOR)
SIGNALS(REFUSE_OTHER)
OTHERS(REFUSE_OTHER)
