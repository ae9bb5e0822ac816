/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Passes the turn on, but there are three turns from the beginning.
 */
#include <semaphore.h>

#include "song.h"

static sem_t turn[SINGERS];

void before_the_song(void)
{
    for (int i = 0; i < SINGERS; i++)
        sem_init(&turn[i], 0, 1);
}

void sing_part(int who, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        breathe();
        sem_wait(&turn[who]);
        sing(who);
        sem_post(&turn[(who + 1) % SINGERS]);
    }
}
