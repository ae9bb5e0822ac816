/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * locked.c for spin: -DA=threads -DB=additions
 */
bit held;
byte counter;

proctype add()
{
    byte i, seen;
    do
    :: i < B ->
        atomic { held == 0 -> held = 1 };
        seen = counter;
        counter = seen + 1;
        held = 0;
        i++
    :: else -> break
    od
}

init
{
    byte i;
    do
    :: i < A -> run add(); i++
    :: else -> break
    od;
    _nr_pr == 1;
    assert(counter == A * B)
}
