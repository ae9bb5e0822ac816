/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * philosophers.c for spin: -DA=seats
 */
bit held[A];

proctype dine(byte first, second)
{
    atomic { held[first] == 0 -> held[first] = 1 };
    atomic { held[second] == 0 -> held[second] = 1 };
    held[second] = 0;
    held[first] = 0
}

init
{
    byte i;
    do
    :: i < A - 1 -> run dine(i, i + 1); i++
    :: else -> break
    od;
    run dine(0, A - 1);
    _nr_pr == 1
}
