/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Never ends, and never calls anything.
 */
int main(void)
{
    volatile unsigned long n = 0;
    for (;;)
        n++;
}
