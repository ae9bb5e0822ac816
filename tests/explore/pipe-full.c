/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pipe holds 65536 bytes: who writes one more waits for a reader, who joins the writer first.
 *
 * args: 65536
 * verdict: proved
 * case: one more
 * args: 65537
 * verdict: failed
 * failure: deadlock at WRITE or JOIN preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int ends[2];
static size_t size;
static char bytes[65537];

static void *write_it(void *arg)
{
    assert(write(ends[1], bytes, size) == (ssize_t)size); /* WRITE */
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argc;
    size = (size_t)atoi(argv[1]);
    assert(pipe(ends) == 0);
    pthread_create(&t, NULL, write_it, NULL);
    pthread_join(t, NULL); /* JOIN */
    size_t n = 0;
    while (n < size) {
        static char some[65537];
        ssize_t got = read(ends[0], some, sizeof(some));
        assert(got > 0);
        n += (size_t)got;
    }
}
