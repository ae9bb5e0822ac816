/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When is memory copied? The parent fills many pages, and forks. The child reads them and writes to
 * them, and counts the page faults of each: the times that the kernel had to step in, because a
 * page was not there, or not to be written to.
 *
 *     cc -g copy.c -o copy && ./copy 16
 */
#define _DEFAULT_SOURCE /* madvise */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_MIB 256

static volatile char *memory; /* volatile: really read, really written */
static size_t page, pages;

static long faults(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt; /* those that need no disk */
}

static long read_pages(size_t n)
{
    long before = faults();
    for (size_t i = 0; i < n; i++)
        (void)memory[i * page];
    return faults() - before;
}

static long write_pages(size_t n)
{
    long before = faults();
    for (size_t i = 0; i < n; i++)
        memory[i * page] = 'c'; /* one byte in each page */
    return faults() - before;
}

static int child(void)
{
    read_pages(1); /* the first calls have faults of their own: on the stack */
    long all_read = read_pages(pages);
    long one_written = write_pages(1);
    long all_written = write_pages(pages);
    long again = write_pages(pages);
    printf("read all pages: %ld faults\n", all_read);
    printf("write to one: %ld faults\n", one_written);
    printf("write to all: %ld faults\n", all_written);
    printf("write again: %ld faults\n", again);
    fflush(stdout);
    assert(all_read < (long)pages / 4 && again < (long)pages / 4); /* none, but for some others */
    assert(all_written >= (long)pages - 1);
    return 0;
}

int main(int argc, char **argv)
{
    int mib = argc > 1 ? atoi(argv[1]) : 16;
    if (argc > 2 || mib < 1 || mib > MOST_MIB) {
        fprintf(stderr, "usage: copy [MIB], 1 to %d\n", MOST_MIB);
        return 2;
    }
    size_t size = (size_t)mib << 20;
    page = (size_t)sysconf(_SC_PAGESIZE);
    pages = size / page;
    memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    madvise((void *)memory, size, MADV_NOHUGEPAGE); /* else one fault may serve 512 pages */
    write_pages(pages);
    printf("pages of %zu bytes: %zu\n", page, pages);
    fflush(stdout); /* or the child would print it, too */

    int status;
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0)
        return child();
    waitpid(pid, &status, 0);
    assert(memory[0] == 'c');
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
