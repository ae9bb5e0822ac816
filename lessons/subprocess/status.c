/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a program, and tells how it ended.
 *
 *     cc -g status.c -o status && ./status ls /nowhere
 */
#include "subprocess.h"

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: status PROGRAM [ARGUMENT ...]\n");
        return 2;
    }
    struct subprocess process = subprocess_start(argv + 1);
    printf("started: pid %d\n", process.pid);
    close(process.to);
    close(process.from);
    subprocess_wait(&process);
    return 0;
}
