/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cannot be explored: calls that leave the process, or whose answers come from outside. Each
 * is refused by its name; none is passed on silently.
 *
 * The headers of these functions are not included, so that one macro can define them all.
 */
#define HOOK __attribute__((visibility("default")))

_Noreturn void engine_refuse(const char *what, unsigned long where);

#define REFUSE(name)                                                                               \
    long name(void);                                                                               \
    HOOK long name(void)                                                                           \
    {                                                                                              \
        engine_refuse(#name, (unsigned long)__builtin_return_address(0));                          \
    }

/* clang-format off */
#define REFUSED(X) \
    X(fork) X(_Fork) X(vfork) X(posix_spawn) X(posix_spawnp) X(system) X(popen) X(pclose) \
    X(execl) X(execle) X(execlp) X(execv) X(execve) X(execvp) X(execvpe) X(fexecve) X(wait) \
    X(waitpid) X(wait3) X(wait4) X(waitid) X(daemon) X(socket) X(socketpair) \
    X(accept) X(accept4) X(bind) X(listen) X(connect) X(recv) X(recvfrom) X(recvmsg) X(send) \
    X(sendto) X(sendmsg) X(select) X(pselect) X(poll) X(ppoll) X(epoll_create) X(epoll_create1) \
    X(epoll_wait) X(epoll_pwait) X(eventfd) X(signalfd) X(timerfd_create) X(inotify_init) \
    X(fopen) X(fopen64) X(fdopen) X(freopen) X(creat) X(openat) X(mkstemp) X(tmpfile) X(readv) \
    X(writev) X(pread) X(pwrite) X(fcntl) X(ioctl) X(flock) X(lockf) X(opendir) X(readdir) \
    X(sem_open) X(shm_open) X(shmget) X(shmat) X(semget) X(semop) X(msgget) X(msgsnd) X(msgrcv) \
    X(mq_open) X(mq_send) X(mq_receive) X(aio_read) X(aio_write) \
    X(pthread_sigqueue) X(sigqueue) X(killpg) X(pthread_mutex_setprioceiling) \
    X(pthread_mutex_consistent_np) X(pthread_mutexattr_setrobust_np) X(sem_close) X(sem_unlink) \
    X(sigaltstack) X(sigpause) X(getrandom) X(getentropy) X(arc4random) \
    X(clone) \
    X(unshare) X(scanf) X(fscanf) X(__isoc99_scanf) X(__isoc99_fscanf) X(getchar) X(getc) \
    X(fgetc) X(syscall) X(open) X(open64) X(dup) X(dup2) X(dup3) X(fgets) X(getline) \
    X(getdelim) X(gets) X(fread) X(ungetc)
/* clang-format on */

REFUSED(REFUSE)
