/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The job: how many prime numbers are there below a limit? It is divided into parts, which can be
 * done in any order.
 */
#ifndef JOB_H
#define JOB_H

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_WORKERS 16
#define MOST_PARTS   64
#define MOST_LIMIT   10000000

struct job {
    long parts, limit;
    bool has_bug; /* the first one to do part 3 crashes */
};

static bool is_prime(long n)
{
    for (long i = 2; i * i <= n; i++)
        if (n % i == 0)
            return false;
    return n > 1;
}

/* Does a part, 1 to job->parts. The prime numbers in it. */
static long do_part(const struct job *job, long part, bool is_first_attempt)
{
    printf("part %ld starts\n", part);
    long found = 0;
    for (long n = (part - 1) * job->limit / job->parts; n < part * job->limit / job->parts; n++)
        found += is_prime(n);
    if (job->has_bug && part == 3 && is_first_attempt)
        *(volatile int *)NULL = 1; /* a bug */
    printf("part %ld ends\n", part);
    return found;
}

/* Claims that the answer is right: strikes out the multiples of each number and counts the rest. */
static void check(const struct job *job, long found)
{
    char *is_struck = calloc((size_t)job->limit + 1, 1);
    assert(is_struck);
    long primes = 0;
    for (long i = 2; i < job->limit; i++) {
        primes += !is_struck[i];
        for (long j = i * i; !is_struck[i] && j < job->limit; j += i)
            is_struck[j] = 1;
    }
    free(is_struck);
    printf("%ld prime numbers below %ld\n", found, job->limit);
    fflush(NULL); /* the claim below may end the program */
    assert(found == primes);
}

#endif
