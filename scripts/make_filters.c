/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run when the tutor is built: prints the filters of confine_filter.h as C, translated from rules
 * by libseccomp for the machine it runs on.
 *
 * The filter is a list of what is refused, not of what is allowed: lessons use the whole of the
 * system, and a call that a future libc makes must not break an old lesson. Calls that did not
 * exist when the list was written are answered with ENOSYS, as an older kernel would: libc then
 * takes another way, and nothing on the list comes back under a new number.
 */
#include <errno.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/process/confine_filter.h"

#define LENGTH_MOST 4096 /* the kernel's own limit */

/* The newest call when this was written (Linux 6.18); new ones have the same number everywhere. */
#define NEWEST_CALL   470
#define UNKNOWN_CALLS 64

static const char *const refused[] = {
    /* the machine */
    "reboot",
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "bpf",
    "swapon",
    "swapoff",
    "acct",
    "syslog",
    "vhangup",
    "iopl",
    "ioperm",
    "sethostname",
    "setdomainname",
    "settimeofday",
    "clock_settime",
    "stime",
    "quotactl",
    "quotactl_fd",
    /* its files */
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "move_mount",
    "open_tree",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "open_by_handle_at",
    /* other programs */
    "process_vm_writev",
    "add_key",
    "request_key",
    "keyctl",
};

static const char *const aimed[] = {
    /* at the process that is the first argument */
    "kill",
    "tkill",
    "tgkill",
    "rt_sigqueueinfo",
    "rt_tgsigqueueinfo",
    "pidfd_open",
    "prlimit64",
    "sched_setaffinity",
    "sched_setscheduler",
    "sched_setparam",
};

/* Whoever builds is told; a tutor without its fence is none. */
static void must(bool is_well, const char *what)
{
    if (is_well)
        return;
    (void)fprintf(stderr, "make_filters: %s\n", what);
    exit(1);
}

static int number_of(const char *call)
{
    return seccomp_syscall_resolve_name(call);
}

static void refuse_when(scmp_filter_ctx filter, const char *call, unsigned argument, uint32_t value)
{
    int number = number_of(call);
    if (number == __NR_SCMP_ERROR)
        return;
    /* The kernel looks at 32 bits of an int, so we do. A rule that cannot be had is not had. */
    (void)seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 1,
                           SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, 0xffffffffu, value));
}

static scmp_filter_ctx begin(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    must(filter != NULL, "no filter");
    must(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)) == 0,
         "other machines cannot be refused");
    return filter;
}

static scmp_filter_ctx filter_of_calls(void)
{
    scmp_filter_ctx filter = begin();
    for (int i = 1; i <= UNKNOWN_CALLS; i++)
        (void)seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), NEWEST_CALL + i, 0);
#ifdef __x86_64__
    (void)seccomp_arch_add(filter, SCMP_ARCH_X86);
#elif defined(__aarch64__)
    (void)seccomp_arch_add(filter, SCMP_ARCH_ARM);
#endif
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
        int number = number_of(refused[i]);
        if (number != __NR_SCMP_ERROR)
            (void)seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), number, 0);
    }
    refuse_when(filter, "ptrace", 0, PTRACE_ATTACH);
    refuse_when(filter, "ptrace", 0, PTRACE_SEIZE);
    refuse_when(filter, "ioctl", 1, TIOCSTI); /* would type into the learner's terminal */
    refuse_when(filter, "kill", 0, (uint32_t)-1);
    for (int i = 0; i < CONFINE_SPARED; i++) {
        uint32_t place = CONFINE_PLACE(i);
        for (size_t j = 0; j < sizeof(aimed) / sizeof(*aimed); j++)
            refuse_when(filter, aimed[j], 0, place);
        refuse_when(filter, "tgkill", 1, place);
        refuse_when(filter, "kill", 0, -place);
    }
    return filter;
}

static scmp_filter_ctx filter_of_network(void)
{
    static const uint32_t families[] = {AF_INET,   AF_INET6, AF_NETLINK,
                                        AF_PACKET, AF_VSOCK, AF_BLUETOOTH};
    scmp_filter_ctx filter = begin();
    for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
        refuse_when(filter, "socket", 0, families[i]);
    int ring = number_of("io_uring_setup"); /* would open sockets unseen */
    if (ring != __NR_SCMP_ERROR)
        (void)seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), ring, 0);
    return filter;
}

static bool has_place(const struct sock_filter *code, size_t length, uint32_t place)
{
    for (size_t i = 0; i < length; i++)
        if (code[i].code == (BPF_JMP | BPF_JEQ | BPF_K) && code[i].k == place)
            return true;
    return false;
}

/* Each process can be filled in, both as it is and as a group: else nobody would be spared. */
static void check_places(const struct sock_filter *code, size_t length)
{
    for (int i = 0; i < CONFINE_SPARED; i++) {
        must(has_place(code, length, CONFINE_PLACE(i)), "no place for a process");
        must(has_place(code, length, -CONFINE_PLACE(i)), "no place for a group");
    }
}

static void print(const char *name, scmp_filter_ctx filter, bool has_places)
{
    static struct sock_filter code[LENGTH_MOST];
    int fd = memfd_create("filter", MFD_CLOEXEC);
    must(fd >= 0 && seccomp_export_bpf(filter, fd) == 0, "cannot be translated");
    ssize_t size = pread(fd, code, sizeof(code), 0);
    must(size > 0 && (size_t)size < sizeof(code), "too long");
    close(fd);
    seccomp_release(filter);
    size_t length = (size_t)size / sizeof(*code);
    if (has_places)
        check_places(code, length);
    printf("\nconst struct sock_filter %s[] = {\n", name);
    for (size_t i = 0; i < length; i++)
        printf("    {0x%x, %u, %u, 0x%x},\n", code[i].code, code[i].jt, code[i].jf, code[i].k);
    printf("};\nconst size_t %s_length = %zu;\n", name, length);
}

int main(void)
{
    printf("/* Made by make_filters. */\n#include \"core/process/confine_filter.h\"\n");
    print("confine_filter_calls", filter_of_calls(), true);
    print("confine_filter_network", filter_of_network(), false);
    must(fflush(stdout) == 0, "cannot be written");
    return 0;
}
