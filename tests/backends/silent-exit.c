/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One of two threads ends the process by a system call of its own, which nobody sees.
 */
#include <pthread.h>
#include <sys/syscall.h>

static int turns;

static void *add(void *argument)
{
    if (__atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST) == 2) {
#if defined(__x86_64__)
        long result;
        __asm__ volatile("syscall"
                         : "=a"(result)
                         : "a"(SYS_exit_group), "D"(7)
                         : "rcx", "r11", "memory");
#else
        __builtin_trap();
#endif
    }
    return argument;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
