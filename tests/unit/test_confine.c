/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the filters answer, asked as the kernel asks them: by a machine for their language. That the
 * kernel is given them is test_child_harm's.
 */
#include <errno.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cmocka.h>

#include "core/process/confine_filter.h"

#if defined(__x86_64__)
#define HERE  AUDIT_ARCH_X86_64
#define OTHER AUDIT_ARCH_AARCH64
#elif defined(__aarch64__)
#define HERE  AUDIT_ARCH_AARCH64
#define OTHER AUDIT_ARCH_X86_64
#endif

#define REFUSED (SECCOMP_RET_ERRNO | EPERM)
#define UNKNOWN (SECCOMP_RET_ERRNO | ENOSYS)

static uint32_t run(const struct sock_filter *code, size_t length, const struct seccomp_data *data)
{
    uint32_t a = 0;
    for (size_t i = 0; i < length; i++) {
        const struct sock_filter *at = &code[i];
        switch (at->code) {
        case BPF_LD | BPF_W | BPF_ABS:
            assert_true(at->k + sizeof(a) <= sizeof(*data));
            memcpy(&a, (const char *)data + at->k, sizeof(a));
            break;
        case BPF_ALU | BPF_AND | BPF_K:
            a &= at->k;
            break;
        case BPF_JMP | BPF_JA:
            i += at->k;
            break;
        case BPF_JMP | BPF_JEQ | BPF_K:
            i += a == at->k ? at->jt : at->jf;
            break;
        case BPF_JMP | BPF_JGT | BPF_K:
            i += a > at->k ? at->jt : at->jf;
            break;
        case BPF_JMP | BPF_JGE | BPF_K:
            i += a >= at->k ? at->jt : at->jf;
            break;
        case BPF_RET | BPF_K:
            return at->k;
        default:
            fail_msg("an instruction that this test does not know: %#x", at->code);
        }
    }
    fail_msg("it does not end");
    return 0;
}

static uint32_t ask(uint32_t arch, long call, uint64_t first, uint64_t second)
{
    struct seccomp_data data = {.nr = (int)call, .arch = arch, .args = {first, second}};
    return run(confine_filter_calls, confine_filter_calls_length, &data);
}

#ifdef HERE

static void test_what_is_asked_of_nobody(void **state)
{
    (void)state;
    static const long refused[] = {SYS_reboot, SYS_mount,  SYS_bpf,    SYS_init_module,
                                   SYS_chroot, SYS_keyctl, SYS_fsopen, SYS_process_vm_writev};
    for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
        assert_int_equal(ask(HERE, refused[i], 0, 0), REFUSED);
    static const long allowed[] = {SYS_read,  SYS_write,  SYS_clone,  SYS_execve,        SYS_socket,
                                   SYS_futex, SYS_getpid, SYS_openat, SYS_io_uring_setup};
    for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
        assert_int_equal(ask(HERE, allowed[i], 0, 0), SECCOMP_RET_ALLOW);
    assert_int_equal(ask(HERE, 471, 0, 0), UNKNOWN);
    assert_int_equal(ask(HERE, 534, 0, 0), UNKNOWN);
}

static void test_what_depends(void **state)
{
    (void)state;
    assert_int_equal(ask(HERE, SYS_ptrace, PTRACE_TRACEME, 0), SECCOMP_RET_ALLOW);
    assert_int_equal(ask(HERE, SYS_ptrace, PTRACE_ATTACH, 0), REFUSED);
    assert_int_equal(ask(HERE, SYS_ptrace, PTRACE_SEIZE, 0), REFUSED);
    assert_int_equal(ask(HERE, SYS_ioctl, 0, TIOCGWINSZ), SECCOMP_RET_ALLOW);
    assert_int_equal(ask(HERE, SYS_ioctl, 0, TIOCSTI), REFUSED);
    /* The kernel looks at half of it. */
    assert_int_equal(ask(HERE, SYS_ioctl, 0, TIOCSTI | UINT64_C(1) << 40), REFUSED);
    assert_int_equal(ask(HERE, SYS_kill, (uint64_t)-1, 9), REFUSED);
    assert_int_equal(ask(HERE, SYS_kill, UINT32_MAX, 9), REFUSED);
}

static void test_who_is_spared(void **state)
{
    (void)state;
    static const long aimed[] = {SYS_kill,
                                 SYS_tkill,
                                 SYS_tgkill,
                                 SYS_prlimit64,
                                 SYS_rt_sigqueueinfo,
                                 SYS_pidfd_open,
                                 SYS_sched_setaffinity};
    for (int i = 0; i < CONFINE_SPARED; i++) {
        uint32_t pid = CONFINE_PLACE(i);
        for (size_t k = 0; k < sizeof(aimed) / sizeof(*aimed); k++) {
            assert_int_equal(ask(HERE, aimed[k], pid, 0), REFUSED);
            assert_int_equal(ask(HERE, aimed[k], pid | UINT64_C(7) << 32, 0), REFUSED);
            assert_int_equal(ask(HERE, aimed[k], 4711, 0), SECCOMP_RET_ALLOW);
        }
        assert_int_equal(ask(HERE, SYS_kill, -pid, 0), REFUSED);
        assert_int_equal(ask(HERE, SYS_kill, -(uint64_t)pid, 0), REFUSED);
        assert_int_equal(ask(HERE, SYS_kill, -(uint64_t)4711, 0), SECCOMP_RET_ALLOW);
        assert_int_equal(ask(HERE, SYS_tgkill, 4711, pid), REFUSED);
        assert_int_equal(ask(HERE, SYS_tgkill, 4711, 4711), SECCOMP_RET_ALLOW);
    }
}

static void test_network(void **state)
{
    (void)state;
    static const struct {
        int family;
        uint32_t answer;
    } cases[] = {{AF_UNIX, SECCOMP_RET_ALLOW}, {AF_INET, REFUSED},   {AF_INET6, REFUSED},
                 {AF_NETLINK, REFUSED},        {AF_PACKET, REFUSED}, {AF_VSOCK, REFUSED}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct seccomp_data data = {
            .nr = SYS_socket, .arch = HERE, .args = {(uint64_t)cases[i].family}};
        assert_int_equal(run(confine_filter_network, confine_filter_network_length, &data),
                         cases[i].answer);
    }
    struct seccomp_data ring = {.nr = SYS_io_uring_setup, .arch = HERE};
    assert_int_equal(run(confine_filter_network, confine_filter_network_length, &ring), UNKNOWN);
}

static void test_other_machines(void **state)
{
    (void)state;
    assert_int_equal(ask(OTHER, SYS_read, 0, 0), UNKNOWN);
#ifdef __x86_64__
    enum { REBOOT = 88, READ = 3, KILL = 37, X32 = 0x40000000 }; /* of programs of 32 bits */
    assert_int_equal(ask(AUDIT_ARCH_I386, REBOOT, 0, 0), REFUSED);
    assert_int_equal(ask(AUDIT_ARCH_I386, READ, 0, 0), SECCOMP_RET_ALLOW);
    assert_int_equal(ask(AUDIT_ARCH_I386, KILL, CONFINE_PLACE(1), 9), REFUSED);
    assert_int_equal(ask(AUDIT_ARCH_I386, KILL, -CONFINE_PLACE(2), 9), REFUSED);
    assert_int_equal(ask(HERE, X32 | SYS_read, 0, 0), UNKNOWN);
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_asked_of_nobody), cmocka_unit_test(test_what_depends),
        cmocka_unit_test(test_who_is_spared),           cmocka_unit_test(test_network),
        cmocka_unit_test(test_other_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void)
{
    return 77; /* what a call of this machine looks like to the kernel is not written down here */
}

#endif
