/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child puts a pointer into shared memory: the address of a text that it has made. The parent
 * reads the address, and then the text.
 *
 *     cc -g pointer.c -o pointer && ./pointer
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MUCH (1 << 20) /* bytes; so much malloc gets fresh from the system */

static int child(char **shared)
{
    char *text = malloc(MUCH);
    if (!text)
        return 1;
    strcpy(text, "hello");
    *shared = text;
    printf("child:  '%s' lies at %p\n", *shared, (void *)*shared);
    return 0;
}

int main(void)
{
    char **shared =
        mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        return 1;
    if (fork() == 0)
        return child(shared);
    wait(NULL);
    printf("parent: there is a text at %p\n", (void *)*shared);
    fflush(stdout);
    printf("parent: it is '%s'\n", *shared);
    return 0;
}
