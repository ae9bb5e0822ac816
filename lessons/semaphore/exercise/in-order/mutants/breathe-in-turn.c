/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Who has the turn only now takes breath, and all wait for it.
 */
#include <semaphore.h>

#include "song.h"

static sem_t turn[SINGERS];

void before_the_song(void)
{
    for (int i = 0; i < SINGERS; i++)
        sem_init(&turn[i], 0, i == 0 ? 1 : 0);
}

void sing_part(int who, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        sem_wait(&turn[who]);
        breathe();
        sing(who);
        sem_post(&turn[(who + 1) % SINGERS]);
    }
}
