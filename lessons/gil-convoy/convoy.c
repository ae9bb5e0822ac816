/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server (server.h) under the lock of the lesson gil: whoever wants
 * it draws a number, and gets it when the number is up. With `tell`, each
 * says when it has it.
 *
 *     cc -g -pthread convoy.c -o convoy && ./convoy 1
 */
#include <string.h>

#include "../gil/lock.h"
#include "server.h"

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[4], "tell") == 0) {
        tells_turns = 1;
        alone = 0;
        argc--;
    }
    return serve(argc, argv);
}
