/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each cell that the terminal has must be the canvas's: character, marks, colour, attributes.
 */
#include "emulated.h"

/* Shows a scene, then another over it, then the first again: only changes are sent. */
static void act_show(int report)
{
    struct screen *screen = open_or_die();
    struct canvas canvas = {.is_ascii = child_is_ascii};
    int width, height;
    (void)report;
    screen_size(screen, &width, &height);
    for (int i = 0; i < 3; i++) {
        canvas_resize(&canvas, width, height);
        draw_scene(i == 1 ? (child_scene + 5) % SCENE_COUNT : child_scene, &canvas);
        screen_show(screen, &canvas);
        ring();
        if (await_key(screen) != 'n')
            _exit(7);
    }
    screen_close(screen);
    canvas_release(&canvas);
}

static void show_all(const struct set_up *set_up, int colours)
{
    for (child_scene = 0; child_scene < SCENE_COUNT; child_scene++) {
        struct terminal terminal;
        begin(&terminal, set_up);
        for (int i = 0; i < 3; i++) {
            read_until(&terminal, i + 1);
            compare_screen(&terminal, i == 1 ? (child_scene + 5) % SCENE_COUNT : child_scene,
                           colours);
            send(&terminal, "n");
        }
        end(&terminal);
        assert_false(terminal.is_alternate);
    }
}

static void test_256_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_show};
    child_colour = COLOUR_AUTO;
    child_is_ascii = false;
    show_all(&set_up, 256);
    set_up.width = 120;
    set_up.height = 40;
    show_all(&set_up, 256);
}

static void test_8_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm", "C.UTF-8", COLOUR_AUTO, 80, 24, act_show};
    child_colour = COLOUR_AUTO;
    child_is_ascii = false;
    show_all(&set_up, 8);
}

static void test_no_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_NEVER, 80, 24, act_show};
    child_colour = COLOUR_NEVER;
    child_is_ascii = false;
    show_all(&set_up, 0);
}

static void test_c_locale(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C", COLOUR_AUTO, 80, 24, act_show};
    struct terminal terminal;
    child_colour = COLOUR_AUTO;
    child_is_ascii = true;
    child_scene = 10; /* the end, with a Chinese sentence: question marks, each in its place */
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(terminal.screen, (VTermPos){.row = y, .col = x}, &cell);
            assert_true(cell.chars[0] < 0x7f);
        }
    send(&terminal, "nnn");
    end(&terminal);
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_256_colours),
        cmocka_unit_test(test_8_colours),
        cmocka_unit_test(test_no_colours),
        cmocka_unit_test(test_c_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
