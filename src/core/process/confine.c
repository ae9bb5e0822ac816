/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fences around a learner's program: see confine.h. What the seccomp filters refuse is in
 * scripts/make_filters.c.
 */
#include "core/process/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/process/confine_filter.h"
#include "core/process/kin.h"

/* --- limits ----------------------------------------------------------------------------------- */

static void limit(int which, uint64_t soft, uint64_t hard)
{
    struct rlimit now;
    if (getrlimit(which, &now) < 0)
        return;
    struct rlimit new = {.rlim_cur = soft, .rlim_max = hard};
    if (now.rlim_max != RLIM_INFINITY && new.rlim_max > now.rlim_max)
        new.rlim_max = now.rlim_max;
    if (new.rlim_cur > new.rlim_max)
        new.rlim_cur = new.rlim_max;
    /* Lowering is always allowed, so this cannot fail. */
    (void)setrlimit(which, &new);
}

static void write_file(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return;
    /* Without it the kernel chooses its victim as it likes: no reason not to run. */
    if (write(fd, text, strlen(text)) < 0)
        errno = 0;
    close(fd);
}

void confine_limits(const struct child_limits *limits)
{
    write_file("/proc/self/oom_score_adj", "1000");
    limit(RLIMIT_CORE, 0, 0);
    if (limits->file_bytes)
        limit(RLIMIT_FSIZE, limits->file_bytes, limits->file_bytes);
    if (limits->files)
        limit(RLIMIT_NOFILE, limits->files, limits->files);
    if (limits->cpu_s) /* SIGXCPU, which can be caught, then SIGKILL */
        limit(RLIMIT_CPU, limits->cpu_s, limits->cpu_s + 1);
    /* The kernel counts all tasks of the user, his browser's too. The warden counts exactly and
     * ends the run; this only bounds what can be forked between two of its looks. So all tasks
     * there are will do: to look whose they are, one by one, takes longer than many a program. */
    uint64_t tasks = kin_tasks();
    if (limits->processes && tasks > 0) {
        uint64_t most = tasks + 2ull * limits->processes + 64;
        limit(RLIMIT_NPROC, most, most);
    }
    if (limits->data_bytes)
        limit(RLIMIT_DATA, limits->data_bytes, limits->data_bytes);
}

/* --- Landlock: the kernel's interface, which libc does not know --------------------------------
 */

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif
#ifndef SYS_fsopen
#define SYS_fsopen   430
#define SYS_fsconfig 431
#define SYS_fsmount  432
#endif

enum {
    LL_WRITE = 1 << 1,
    LL_REMOVE_DIR = 1 << 4,
    LL_REMOVE_FILE = 1 << 5,
    LL_MAKE_ALL = 0x7f << 6, /* devices, folders, files, sockets, fifos, symbolic links */
    LL_REFER = 1 << 13,      /* rename and link across folders: from ABI 2 on */
    LL_TRUNCATE = 1 << 14,   /* from ABI 3 on */
    LL_SCOPE_SIGNAL = 1 << 1,
    LL_GET_VERSION = 1 << 0,
    LL_PATH_BENEATH = 1,
};

struct ll_ruleset {
    uint64_t files, network, scopes;
};

struct ll_path {
    uint64_t allowed;
    int32_t fd;
} __attribute__((packed));

static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LL_GET_VERSION);
}

static void allow_below(int ruleset, const char *path, uint64_t rights)
{
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return; /* not on this machine */
    struct stat st;
    if (fstat(fd, &st) == 0) {
        if (!S_ISDIR(st.st_mode))
            rights &= LL_WRITE | LL_TRUNCATE; /* others make no sense for a file: EINVAL */
        struct ll_path rule = {.allowed = rights, .fd = fd};
        syscall(SYS_landlock_add_rule, ruleset, LL_PATH_BENEATH, &rule, 0);
    }
    close(fd);
}

/* POSIX message queues are files of a file system of their own. Where it is mounted, its folder is
 * allowed as any other. Where it is not, they can be made all the same; to allow that, it has to be
 * mounted, on no folder and for a moment only, which root may. */
static void allow_queues(int ruleset, uint64_t rights)
{
    enum { CREATE = 6 /* FSCONFIG_CMD_CREATE */, CLOSE_ON_EXEC = 1 };
    int queues = (int)syscall(SYS_fsopen, "mqueue", CLOSE_ON_EXEC);
    if (queues < 0)
        return;
    if (syscall(SYS_fsconfig, queues, CREATE, NULL, NULL, 0) == 0) {
        int mounted = (int)syscall(SYS_fsmount, queues, CLOSE_ON_EXEC, 0);
        struct ll_path rule = {.allowed = rights, .fd = mounted};
        if (mounted >= 0) {
            syscall(SYS_landlock_add_rule, ruleset, LL_PATH_BENEATH, &rule, 0);
            close(mounted);
        }
    }
    close(queues);
}

static void allow_usual(int ruleset, const char *dir, uint64_t rights)
{
    static const char *const writable[] = {
        "/tmp",      "/var/tmp",    "/dev/shm",     "/dev/mqueue", "/dev/null", "/dev/zero",
        "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty",    "/dev/pts",  "/dev/ptmx",
    };
    allow_below(ruleset, dir, rights);
    for (size_t i = 0; i < sizeof(writable) / sizeof(*writable); i++)
        allow_below(ruleset, writable[i], rights);
    if (getenv("TMPDIR"))
        allow_below(ruleset, getenv("TMPDIR"), rights);
    /* A thread names another one through /proc. Root could change the kernel's settings there. */
    if (geteuid() != 0)
        allow_below(ruleset, "/proc", LL_WRITE);
    if (access("/dev/mqueue", F_OK) < 0)
        allow_queues(ruleset, rights);
}

void confine_files(const char *dir)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return;
    long version = landlock_version();
    if (version < 1)
        return;
    uint64_t rights = LL_WRITE | LL_REMOVE_DIR | LL_REMOVE_FILE | LL_MAKE_ALL;
    if (version >= 2)
        rights |= LL_REFER;
    if (version >= 3)
        rights |= LL_TRUNCATE;
    struct ll_ruleset wanted = {.files = rights, .scopes = version >= 6 ? LL_SCOPE_SIGNAL : 0};
    /* Older kernels know a shorter struct and refuse a longer one only if the rest is not zero. */
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &wanted, sizeof(wanted), 0);
    if (ruleset < 0)
        return;
    if (dir)
        allow_usual(ruleset, dir, rights);
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

/* --- seccomp ---------------------------------------------------------------------------------- */

/* No mitigation that slows the program down: its figures are the lesson. A kernel that does not
 * know the flag does not know the mitigation. One without seccomp: then the program runs without,
 * and `doctor` says so. */
static void load(struct sock_filter *code, size_t length)
{
    struct sock_fprog program = {.len = (unsigned short)length, .filter = code};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
        return;
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) !=
        0)
        (void)prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static struct sock_filter *copy_of(const struct sock_filter *code, size_t length)
{
    struct sock_filter *copy = xcalloc(length, sizeof(*copy));
    memcpy(copy, code, length * sizeof(*copy));
    return copy;
}

void confine_calls(const pid_t spared[CONFINE_SPARED])
{
    size_t length = confine_filter_calls_length;
    struct sock_filter *code = copy_of(confine_filter_calls, length);
    for (size_t i = 0; i < length; i++) {
        if (code[i].code != (BPF_JMP | BPF_JEQ | BPF_K))
            continue;
        for (int k = 0; k < CONFINE_SPARED; k++) {
            if (code[i].k == CONFINE_PLACE(k))
                code[i].k = (uint32_t)spared[k];
            else if (code[i].k == -CONFINE_PLACE(k))
                code[i].k = -(uint32_t)spared[k];
        }
    }
    load(code, length);
    free(code);
}

void confine_network(void)
{
    size_t length = confine_filter_network_length;
    struct sock_filter *code = copy_of(confine_filter_network, length);
    load(code, length);
    free(code);
}

void confine_story(struct text *out)
{
    text_put(out, prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0 ? _("no new privileges")
                                                              : _("privileges not limited"));
    uint32_t action = SECCOMP_RET_ERRNO;
    bool has_seccomp = syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
    text_put(out, has_seccomp ? _(", seccomp") : _(", no seccomp"));
    long version = landlock_version();
    if (version >= 1)
        text_add(out, _(", Landlock %ld"), version);
    else
        text_put(out, _(", no Landlock"));
}
