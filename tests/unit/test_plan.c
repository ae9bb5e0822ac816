/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans choose among players: no process runs here. A program is a number of steps for each player;
 * every plan must let all of them come to their end, and the same plan must do the same again.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/run/plan.h"

enum { PLAYERS = 3, STEPS = 4, ALL = PLAYERS * STEPS, SPINS = 250 };

struct game {
    struct player players[PLAYERS];
    struct standing standing;
    struct planner planner;
    unsigned in_a_row;
    char order[SPINS + ALL + 1]; /* who went: 'a' is the oldest */
    size_t made;
};

static void begin(struct game *game, struct conductor_plan plan)
{
    *game = (struct game){.planner.plan = plan};
    for (size_t i = 0; i < PLAYERS; i++)
        game->players[i] = (struct player){.next = K_WRITE, .seen = SEEN_AT_GATE};
    game->standing = (struct standing){.players = game->players, .count = PLAYERS};
}

/* One step of whom the plan chooses; false: it chooses nobody. */
static bool step(struct game *game)
{
    const struct player *last = standing_current(&game->standing);
    struct player *player = plan_choose(&game->planner, &game->standing, game->in_a_row);
    if (!player)
        return false;
    assert_int_equal(player->seen, SEEN_AT_GATE);
    assert_true(game->made < sizeof(game->order) - 1);
    game->in_a_row = player == last ? game->in_a_row + 1 : 0;
    game->standing.current = (size_t)(player - game->players) + 1;
    game->order[game->made++] = (char)('a' + (player - game->players));
    player->steps++;
    return true;
}

/* Until each has made his steps. */
static const char *play(struct game *game, struct conductor_plan plan)
{
    begin(game, plan);
    while (step(game)) {
        struct player *player = standing_current(&game->standing);
        if (player->steps == STEPS)
            player->seen = SEEN_GONE;
    }
    assert_int_equal(game->made, ALL);
    return game->order;
}

static struct conductor_length length_of_plan_0(void)
{
    struct game game;
    play(&game, (struct conductor_plan){0});
    return (struct conductor_length){.choices = game.planner.choices, .own = STEPS};
}

static void the_first_plans_are_what_they_say(void **state)
{
    (void)state;
    struct game game;
    assert_string_equal(play(&game, (struct conductor_plan){0}), "aaaabbbbcccc");
    /* While somebody else could go: three of a's, three of b's, and of c nobody is left. */
    assert_int_equal(game.planner.choices, 2 * (STEPS - 1));
    assert_string_equal(play(&game, (struct conductor_plan){.number = 1}), "ccccbbbbaaaa");
    assert_string_equal(play(&game, (struct conductor_plan){.number = 2}), "abcabcabcabc");
}

static void a_plan_is_repeatable(void **state)
{
    (void)state;
    struct conductor_length length = length_of_plan_0();
    for (unsigned number = 0; number < 60; number++) {
        struct game one, other;
        struct conductor_plan plan = {number, number > 0 ? length : (struct conductor_length){0}};
        assert_string_equal(play(&one, plan), play(&other, plan));
    }
}

/* How often somebody who could go on was put aside. */
static unsigned switches(const char *order)
{
    unsigned n = 0, steps[PLAYERS] = {0};
    for (size_t i = 0; order[i]; i++) {
        unsigned who = (unsigned)(order[i] - 'a');
        n += ++steps[who] < STEPS && order[i + 1] != '\0' && order[i + 1] != order[i];
    }
    return n;
}

/* Sorts 0 and 2 of the four; at first once only, each time somewhere else. */
static void who_goes_on_is_put_aside_at_every_place(void **state)
{
    (void)state;
    struct conductor_length length = length_of_plan_0();
    char seen[16][ALL + 1];
    size_t count = 0;
    for (unsigned i = 0; i < length.choices; i++) {
        struct game game;
        unsigned number = 3 + i / 2 * 4 + i % 2 * 2;
        const char *order = play(&game, (struct conductor_plan){number, length});
        assert_int_equal(switches(order), 1);
        for (size_t k = 0; k < count; k++)
            assert_string_not_equal(seen[k], order);
        snprintf(seen[count++], sizeof(seen[0]), "%s", order);
    }
    assert_int_equal(count, length.choices);
}

/* Sort 1: with the right number all stand before the same step at one moment. */
static void all_wait_at_the_same_place(void **state)
{
    (void)state;
    struct conductor_length length = length_of_plan_0();
    bool has_met[STEPS + 1] = {false};
    for (unsigned round = 0; round < STEPS; round++) {
        struct game game;
        const char *order = play(&game, (struct conductor_plan){4 + 4 * round, length});
        unsigned steps[PLAYERS] = {0};
        for (size_t i = 0; order[i]; i++) {
            steps[order[i] - 'a']++;
            if (steps[0] == steps[1] && steps[1] == steps[2])
                has_met[steps[0]] = true;
        }
    }
    for (unsigned i = 1; i <= STEPS; i++)
        assert_true(has_met[i]);
}

static void random_ones_differ(void **state)
{
    (void)state;
    struct conductor_length length = length_of_plan_0();
    unsigned different = 0;
    char last[ALL + 1] = "";
    for (unsigned i = 0; i < 10; i++) {
        struct game game;
        const char *order = play(&game, (struct conductor_plan){6 + 4 * i, length});
        different += strcmp(order, last) != 0;
        snprintf(last, sizeof(last), "%s", order);
    }
    assert_true(different >= 5);
}

/* Whoever goes round and round waits for another, by every plan. */
static void who_spins_is_put_aside(void **state)
{
    (void)state;
    struct conductor_length length = length_of_plan_0();
    for (unsigned number = 0; number < 12; number++) {
        struct game game;
        begin(&game,
              (struct conductor_plan){number, number > 0 ? length : (struct conductor_length){0}});
        for (size_t i = 0; i < SPINS; i++)
            assert_true(step(&game));
        assert_true(strchr(game.order, 'a') &&
                    (strchr(game.order, 'b') || strchr(game.order, 'c')));
    }
}

static void who_yields_is_put_aside_at_once(void **state)
{
    (void)state;
    struct game game;
    begin(&game, (struct conductor_plan){0});
    game.players[0].next = K_YIELD;
    assert_true(step(&game) && step(&game));
    assert_string_equal(game.order, "ab");
}

static void nobody_is_chosen_who_is_not_at_the_gate(void **state)
{
    (void)state;
    for (unsigned number = 0; number < 20; number++) {
        struct game game;
        begin(&game, (struct conductor_plan){number, {.choices = 3, .own = STEPS}});
        game.players[0].seen = SEEN_FOR_EVER;
        game.players[1].seen = SEEN_ASLEEP;
        assert_true(step(&game));
        assert_string_equal(game.order, "c");
        game.players[2].seen = SEEN_GONE;
        assert_false(step(&game));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_plans_are_what_they_say),
        cmocka_unit_test(a_plan_is_repeatable),
        cmocka_unit_test(who_goes_on_is_put_aside_at_every_place),
        cmocka_unit_test(all_wait_at_the_same_place),
        cmocka_unit_test(random_ones_differ),
        cmocka_unit_test(who_spins_is_put_aside),
        cmocka_unit_test(who_yields_is_put_aside_at_once),
        cmocka_unit_test(nobody_is_chosen_who_is_not_at_the_gate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
