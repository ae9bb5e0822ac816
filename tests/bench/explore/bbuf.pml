/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bbuf.c for spin: -DA=items
 */
#define lock      atomic { held == 0 -> held = 1 }
#define wait(c)   atomic { waits[c]++; held = 0 }; atomic { wakes[c] > 0 -> wakes[c]-- }; lock
#define signal(c) atomic { if :: waits[c] > 0 -> waits[c]--; wakes[c]++ :: else fi }
#define ADDED     0
#define TAKEN     1

bit held;
byte items, waits[2], wakes[2];

proctype take(byte goal)
{
    byte i;
    do
    :: i < goal ->
        lock;
        do :: items == 0 -> wait(ADDED) :: else -> break od;
        items--;
        signal(TAKEN);
        held = 0;
        i++
    :: else -> break
    od
}

proctype put()
{
    byte i;
    do
    :: i < A ->
        lock;
        do :: items == 1 -> wait(TAKEN) :: else -> break od;
        items++;
        signal(ADDED);
        held = 0;
        i++
    :: else -> break
    od
}

init
{
    run put();
    run take(A / 2);
    run take(A - A / 2);
    _nr_pr == 1
}
