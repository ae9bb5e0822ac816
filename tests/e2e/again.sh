#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Once more: r runs what was run, as it was run; also when it did not compile and has been mended.
# And a line begun by mistake is begun anew by the ':' that begins every line.
# shellcheck source=tests/e2e/lib.sh disable=SC2317
. "$(dirname "$0")/lib.sh"

open_prompt() {
    start 100x30 conc-tutor
    wait_until on_alternate_screen
    wait_for 'Enter next lesson'
}

# N threads add to one counter; all of them must be seen.
write_program() { # FILE THREADS
    cat >"$1.new" <<END
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
static atomic_int counter;
static void *add(void *nothing)
{
    int seen = counter;
    counter = seen + 1;
    return nothing;
}
int main(void)
{
    pthread_t threads[$2];
    for (int i = 0; i < $2; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < $2; i++)
        pthread_join(threads[i], NULL);
    assert(counter == $2);
    return 0;
}
END
    mv "$1.new" "$1"
}

# With no preemption none is lost; whoever forgets the option finds the failure. That it was run again
# shows in how many schedules there are then.
case_with_the_options_of_the_prompt() {
    open_prompt
    write_program own.c 2
    enter ":explore --preemptions 0 $PWD/own.c"
    wait_for 'up to 0 preemptions'
    screen | grep -oE '[0-9]+ executions' >before
    write_program own.c 3
    key r
    wait_until has_changed
    wait_for 'up to 0 preemptions'
    quit
}
has_changed() {
    screen | grep -oE '[0-9]+ executions' >now && ! cmp -s before now
}

# A schedule is followed again from its start, and not what was chosen behind it.
case_with_a_schedule() {
    open_prompt
    enter ":step --schedule 'm1 a1 b2' race/race.c 2 1"
    wait_for 'step 5: who goes on'
    key 1
    wait_for 'step 6: who goes on'
    key r
    wait_for 'step 5: who goes on'
    quit
}

case_what_did_not_compile() {
    echo 'int main(void) { return 0 }' >x.c
    start 100x30 'conc-tutor run x.c'
    wait_for 'does not compile'
    wait_for 'r again'
    cat >x.c <<'END'
#include <stdio.h>
int main(void) { printf("%d, mended\n", 6 * 7); return 0; }
END
    key r
    wait_for '42, mended'
    # The same for what is explored, and a word is still a command there.
    echo 'int main(void) { return 0 }' >x.c
    enter ":explore $PWD/x.c"
    wait_for 'does not compile'
    type 'help'
    wait_for '> help$'
    key Escape
    write_program x.c 2
    key r
    wait_for 'FAILED|counter == 2'
    # Whoever has seen enough goes back to the lessons.
    echo 'int main(void) { return 0 }' >x.c
    key r
    wait_for 'does not compile'
    key Enter
    wait_for 'Enter next lesson'
    quit
}

# An exercise has its own keys, over what the compiler says as well.
case_an_answer_that_does_not_compile() {
    open_prompt
    enter 'exercise start protect'
    wait_for 'e edit'
    file=$(find "$PWD" -name protect.c)
    echo 'int wrong' >"$file"
    wait_for 'e edit +c check'
    wait_for 'error:'
    cp "$root/lessons/race/exercise/protect/start.c" "$file"
    key c
    wait_for 'not yet|NOT YET'
    quit
}

case_a_colon_begins_anew() {
    open_prompt
    type 'nnli'
    wait_for '> nnli$'
    type ':list'
    wait_for '> list$'
    key Enter
    wait_for 'one path'
    key Escape
    # Behind the command it is a character like others.
    enter ':run ./a:b.c'
    wait_for "cannot open './a:b.c'"
    quit
}

run_cases "$@"
