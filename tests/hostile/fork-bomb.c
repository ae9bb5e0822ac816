/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Forks without end. 'escape': each in a session of its own, parents leave at once, so that only
 * one or two are ever alive. Does nothing unless a test has marked it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int escapes = argc > 1 && strcmp(argv[1], "escape") == 0;
    if (!getenv("CONC_TEST_MARK"))
        return 77;
    for (;;) {
        pid_t child = fork();
        if (!escapes)
            continue;
        if (child > 0)
            _exit(0);
        setsid();
    }
}
