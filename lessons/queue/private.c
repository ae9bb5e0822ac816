/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue that is an ordinary variable. The child puts A, B and C into it; then the parent looks.
 *
 *     cc -g private.c -o private && ./private
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static char queue[16];
static int count;

int main(void)
{
    if (fork() == 0) {
        for (char letter = 'A'; letter <= 'C'; letter++)
            queue[count++] = letter;
        printf("child:  %d letters in the queue at %p\n", count, (void *)queue);
        return 0;
    }
    wait(NULL); /* the child has put them all */
    printf("parent: %d letters in the queue at %p\n", count, (void *)queue);
    return 0;
}
