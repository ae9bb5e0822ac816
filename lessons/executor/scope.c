/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The executor ends with the block that it is declared in, however that is left. (`cleanup` is an
 * attribute of gcc and clang, not of ISO C.)
 *
 *     cc -g -pthread scope.c -o scope && ./scope 40
 */
#include "executor.h"
#include "number.h"
#include "page.h"

static void get_pages(int pages)
{
    struct future future[3];
    struct executor executor __attribute__((cleanup(executor_shutdown)));
    executor_open(&executor, 2);
    for (int i = 0; i < 3; i++) {
        if (i == pages)
            return; /* and no word of a shutdown */
        executor_submit(&executor, &future[i], get_page, i + 1);
    }
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: scope [UNIT]\n");
        return 2;
    }
    unit = number(argc, argv, 1, 40, 1000);
    get_pages(2);
    printf("main returns\n");
    return 0;
}
