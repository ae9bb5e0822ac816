/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kernel, the processor and the terminal have to offer. Each question is asked by doing
 * the thing itself once: containers forbid by rules that no version number tells.
 */
#include "core/doctor/doctor_checks.h"

#include <errno.h>
#include <fcntl.h>
#include <gnu/libc-version.h>
#include <langinfo.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <locale.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/process/kernel.h"
#include "core/trace/timebase.h"

#define FILE_LIMIT (1u << 20)

/* Adds the value of the first line of the file that starts with `key` (up to and with `mark`). */
static bool put_value(struct text *out, const char *path, const char *key, char mark)
{
    struct text text = {0};
    struct err err; /* a file that is not there just has no value */
    bool found = false;
    if (file_read(path, FILE_LIMIT, &text, &err) < 0)
        return false;
    char *rest = NULL;
    for (char *line = text.size ? strtok_r(text.data, "\n", &rest) : NULL; line && !found;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *value = strncmp(line, key, strlen(key)) == 0 ? strchr(line, mark) : NULL;
        if (value == NULL)
            continue;
        value += 1 + strspn(value + 1, " \t\"");
        text_put_bytes(out, value, strcspn(value, "\""));
        found = true;
    }
    text_release(&text);
    return found;
}

enum doctor_mark check_system(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    struct utsname name;
    if (uname(&name) < 0) /* cannot fail with a good address */
        return DOCTOR_MISSING;
    text_add(&finding->says, "%s %s, %s, glibc %s", name.sysname, name.release, name.machine,
             gnu_get_libc_version());
    struct text release = {0};
    if (put_value(&release, "/etc/os-release", "PRETTY_NAME=", '='))
        text_add(&finding->says, ", %s", text_get(&release));
    text_release(&release);
    return DOCTOR_OK;
}

/* Cores' worth of time that the control group allows; 0: no limit, or not known. */
static double quota(void)
{
    struct text text = {0};
    struct err err;
    double limit = 0;
    if (file_read("/sys/fs/cgroup/cpu.max", FILE_LIMIT, &text, &err) == 0) {
        char *end;
        double time = strtod(text_get(&text), &end), period = strtod(end, NULL);
        limit = time > 0 && period > 0 ? time / period : 0;
    }
    text_release(&text);
    return limit;
}

enum doctor_mark check_cores(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    cpu_set_t set;
    int allowed = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
    double limit = quota();
    text_add(&finding->says, _("%d may be used of %ld"), allowed, sysconf(_SC_NPROCESSORS_ONLN));
    struct text model = {0};
    if (put_value(&model, "/proc/cpuinfo", "model name", ':'))
        text_add(&finding->says, ", %s", text_get(&model));
    text_release(&model);
    if (limit > 0)
        text_add(&finding->says, _(", time for %.2g of them"), limit);
    if (allowed > 1 && (limit <= 0 || limit >= 2))
        return DOCTOR_OK;
    text_put(&finding->advice, _("threads take turns here and seldom run at one time: a live race "
                                 "shows less often, which the lessons say"));
    return DOCTOR_NOTE;
}

enum doctor_mark check_memory(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    struct sysinfo info;
    if (sysinfo(&info) < 0) /* cannot fail with a good address */
        return DOCTOR_MISSING;
    double unit = (double)info.mem_unit / (1 << 20);
    text_add(&finding->says, _("%.0f MiB, of which %.0f are free"), (double)info.totalram * unit,
             (double)info.freeram * unit);
    return DOCTOR_OK;
}

enum doctor_mark check_clock(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    struct timebase *timebase = timebase_new();
    unsigned long long error = (unsigned long long)timebase_error_ns(timebase);
    timebase_free(timebase);
    struct text why = {0};
    bool is_steady = timebase_clock_is_steady(&why);
    if (is_steady)
        text_add(&finding->says, _("the same for all cores, known to %llu ns"), error);
    else
        text_put(&finding->says, text_get(&why));
    text_release(&why);
    return is_steady ? DOCTOR_OK : DOCTOR_NOTE;
}

enum doctor_mark check_switches(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    struct kernel *kernel = kernel_follow(getpid());
    const char *story = kernel_story(kernel);
    bool is_perf = strcmp(story, "perf") == 0;
    if (is_perf)
        text_put(&finding->says, _("the kernel tells each of them (perf)"));
    else if (strcmp(story, "proc") == 0)
        text_add(&finding->says, _("only samples of /proc: %s"), kernel_why_not(kernel));
    else
        text_add(&finding->says, _("not seen: %s"), kernel_why_not(kernel));
    if (!is_perf)
        text_put(&finding->advice,
                 _("sysctl kernel.perf_event_paranoid=2 lets ordinary users see their own; in a "
                   "container perf_event_open must be allowed too"));
    kernel_free(kernel);
    return is_perf ? DOCTOR_OK : DOCTOR_NOTE;
}

enum doctor_mark check_variables(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    static volatile const int witness = 4711;
    pid_t pid = fork();
    if (pid == 0)
        for (;;)
            (void)pause(); /* until it is killed */
    int copy = 0;
    struct iovec here = {&copy, sizeof(copy)}, there = {(void *)(uintptr_t)&witness, sizeof(copy)};
    ssize_t n = pid < 0 ? -1 : process_vm_readv(pid, &here, 1, &there, 1, 0);
    int number = errno;
    if (pid > 0) {
        (void)kill(pid, SIGKILL); /* it is ours and not yet reaped: cannot fail */
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    if (n == (ssize_t)sizeof(copy) && copy == witness) {
        text_put(&finding->says, _("can be read from outside the program"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("cannot be read from outside the program: %s"), strerror(number));
    text_put(&finding->advice, _("process_vm_readv of one's own children must be allowed (in a "
                                 "container: --cap-add=SYS_PTRACE or another seccomp profile)"));
    return DOCTOR_MISSING;
}

enum doctor_mark check_shared_memory(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    int fd = memfd_create("doctor", MFD_CLOEXEC);
    bool is_good = fd >= 0 && ftruncate(fd, 4096) == 0;
    void *map = is_good ? mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
    int number = errno;
    if (fd >= 0)
        (void)close(fd); /* nothing to be kept */
    if (map != MAP_FAILED) {
        (void)munmap(map, 4096); /* our own map: cannot fail */
        text_put(&finding->says, _("memfd works"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("no memfd: %s; no events can be recorded"), strerror(number));
    text_put(&finding->advice, _("needs Linux 3.17 or later, and a container that allows it"));
    return DOCTOR_MISSING;
}

enum doctor_mark check_futex(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    uint32_t word = 1;
    long result = syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
    if (result == -1 && errno == EAGAIN) { /* the word is not 0: no wait */
        text_put(&finding->says, _("works; threads can be stopped at the gate"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("does not work: %s; no steps and no slow motion"), strerror(errno));
    return DOCTOR_MISSING;
}

enum doctor_mark check_supervision(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    int is_subreaper;
    int fd = (int)syscall(SYS_pidfd_open, getpid(), 0);
    int number = errno;
    if (fd >= 0)
        (void)close(fd); /* nothing was written */
    bool has_reaper = prctl(PR_GET_CHILD_SUBREAPER, &is_subreaper) == 0;
    if (fd >= 0 && has_reaper) {
        text_put(&finding->says, _("subreaper and pidfd work; nothing outlives a run"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, has_reaper ? _("no pidfd: %s") : _("no subreaper: %s"),
             strerror(number));
    text_put(&finding->advice, _("needs Linux 5.3 or later"));
    return DOCTOR_MISSING;
}

enum doctor_mark check_pty(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    bool is_good = fd >= 0 && grantpt(fd) == 0 && unlockpt(fd) == 0;
    int number = errno;
    if (fd >= 0)
        (void)close(fd); /* nothing was written */
    if (is_good) {
        text_put(&finding->says, _("works; programs print as they do on a terminal"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("not to be had: %s"), strerror(number));
    text_put(&finding->advice, _("mount /dev/pts"));
    return DOCTOR_MISSING;
}

enum doctor_mark check_seccomp(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    uint32_t action = SECCOMP_RET_ERRNO;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0) {
        text_put(&finding->says, _("works; programs cannot do what no lesson needs"));
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("not to be had: %s; programs run with fewer fences"),
             strerror(errno));
    return DOCTOR_NOTE;
}

enum doctor_mark check_landlock(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
#ifdef SYS_landlock_create_ruleset
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1 /* ask for the version */);
#else
    long version = -1;
    errno = ENOSYS;
#endif
    if (version > 0) {
        text_add(&finding->says, _("version %ld; programs write only where they should"), version);
        return DOCTOR_OK;
    }
    text_add(&finding->says, _("not to be had: %s; programs run with fewer fences"),
             strerror(errno));
    return DOCTOR_NOTE;
}

enum doctor_mark check_locale(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    const char *name = setlocale(LC_CTYPE, NULL), *language = getenv("LANGUAGE");
    const char *messages = setlocale(LC_MESSAGES, NULL), *codes = nl_langinfo(CODESET);
    text_add(&finding->says, _("characters %s (%s), messages %s"), name ? name : "?", codes,
             messages ? messages : "?");
    if (language && language[0])
        text_add(&finding->says, ", LANGUAGE=%s", language);
    if (strcmp(codes, "UTF-8") == 0)
        return DOCTOR_OK;
    text_put(&finding->advice, _("for lines and letters of all kinds: LC_ALL=C.UTF-8"));
    return DOCTOR_NOTE;
}

enum doctor_mark check_terminal(const struct doctor_spec *spec, struct finding *finding)
{
    (void)spec;
    const char *term = getenv("TERM"), *colour = getenv("COLORTERM");
    struct winsize size = {0};
    /* The report may go to a file; the terminal is still the one in front of the user. */
    int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    bool has_size = fd >= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0;
    if (fd >= 0)
        (void)close(fd); /* nothing was written */
    text_add(&finding->says, "TERM=%s", term ? term : "");
    if (colour && colour[0])
        text_add(&finding->says, " COLORTERM=%s", colour);
    if (getenv("NO_COLOR"))
        text_put(&finding->says, " NO_COLOR");
    if (getenv("TMUX") || getenv("STY"))
        text_put(&finding->says, getenv("TMUX") ? ", tmux" : ", screen");
    if (!has_size) {
        text_put(&finding->says, _(", no terminal: text only"));
        return DOCTOR_NOTE;
    }
    text_add(&finding->says, _(", %d columns, %d lines"), size.ws_col, size.ws_row);
    if (size.ws_col >= 80 && size.ws_row >= 24 && term && strcmp(term, "dumb") != 0)
        return DOCTOR_OK;
    text_put(&finding->advice,
             _("the screen wants 80 columns and 24 lines; --plain needs neither"));
    return DOCTOR_NOTE;
}
