/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two write lines into one buffer, and nothing says whose turn it is.
 *
 * verdict: failed
 * failure: exit preemptions 1
 * failure: race at COPY or LENGTH preemptions 0
 * failure: race at LENGTH preemptions 0
 * failure: race at COPY preemptions 1
 */
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
static char logbuf[256];
static int loglen;
static void log_line(const char *fmt, ...)
{
    char line[64];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    memcpy(logbuf + loglen, line, n); /* COPY */
    loglen += n;                      /* LENGTH */
}
void *w(void *a)
{
    for (int i = 0; i < 2; i++)
        log_line("[%ld] hello %d\n", (long)a, i);
    return NULL;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, w, (void *)1L);
    pthread_create(&b, NULL, w, (void *)2L);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    fputs(logbuf, stdout);
    return strlen(logbuf) == 4 * 12 ? 0 : 1;
}
