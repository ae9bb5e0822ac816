/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lost.c for spin: -DA=additions
 */
byte counter;

active [2] proctype add()
{
    byte i, seen;
    do
    :: i < A ->
        seen = counter;
        counter = seen + 1;
        i++
    :: else -> break
    od
}
