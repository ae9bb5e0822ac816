/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden screens: each scene at several sizes, as text with styles, compared with the files in
 * tests/golden/expected/. After a change that was wanted, look at what has changed, then:
 *
 *     UPDATE_GOLDEN=1 build/tests/golden/test_view
 *
 * `test_view --ansi SCENE COLUMNS ROWS [ascii] [8|no]` prints one for scripts/picture.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "scenes.h"
#include "ui/view/pane.h"

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    struct text text = {0};
    char bytes[4096];
    size_t n;
    while ((n = fread(bytes, 1, sizeof(bytes), file)) > 0)
        text_put_bytes(&text, bytes, n);
    fclose(file);
    return text_give(&text);
}

static void write_file(const char *path, const char *bytes)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
}

static void draw(size_t number, int width, int height, bool is_ascii, struct canvas *canvas)
{
    struct scene scene;
    scene_begin(&scene);
    scenes[number].make(&scene);
    memset(canvas, 0, sizeof(*canvas));
    canvas->is_ascii = is_ascii;
    canvas_resize(canvas, width, height);
    view_draw(&scene.view, canvas);
    scene_end(&scene);
}

static void compare(const char *name, const struct canvas *canvas)
{
    struct text now = {0};
    canvas_dump(canvas, &now, true);
    char *path = xasprintf("tests/golden/expected/%s-%dx%d%s.txt", name, canvas->width,
                           canvas->height, canvas->is_ascii ? "-ascii" : "");
    if (getenv("UPDATE_GOLDEN"))
        write_file(path, text_get(&now));
    char *before = read_file(path);
    if (!before || strcmp(before, text_get(&now)) != 0) {
        print_error("%s differs; now it is\n%s", path, text_get(&now));
        fail();
    }
    free(before);
    free(path);
    text_release(&now);
}

static void test_golden(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24}, {120, 40}, {200, 50}, {40, 12}};
    for (size_t i = 0; i < SCENE_COUNT; i++)
        for (size_t k = 0; k < 4; k++) {
            struct canvas canvas;
            draw(i, sizes[k][0], sizes[k][1], false, &canvas);
            compare(scenes[i].name, &canvas);
            canvas_release(&canvas);
        }
}

static void test_ascii(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCENE_COUNT; i++) {
        struct canvas canvas;
        draw(i, 80, 24, true, &canvas);
        compare(scenes[i].name, &canvas);
        /* Of ours nothing is beyond ASCII: only what a page or a learner writes. */
        bool has_foreign = strcmp(scenes[i].name, "end") == 0 ||
                           strcmp(scenes[i].name, "offers") == 0 ||
                           strcmp(scenes[i].name, "typing") == 0;
        for (int c = 0; c < 80 * 24 && !has_foreign; c++)
            assert_true(canvas.cells[c].character < 0x7f);
        canvas_release(&canvas);
    }
}

/* Each size from 1x1 up draws without a fault, and never half of a wide character. */
static void test_every_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCENE_COUNT; i++) {
        struct scene scene;
        scene_begin(&scene);
        scenes[i].make(&scene);
        struct canvas canvas = {0};
        for (int width = 1; width <= 210; width += width < 12 ? 1 : 13)
            for (int height = 1; height <= 60; height += height < 9 ? 1 : 7) {
                canvas_resize(&canvas, width, height);
                scene.view.page_scroll = width % 3 - 1;
                view_draw(&scene.view, &canvas);
                for (int c = 0; c < width * height; c++) {
                    bool is_wide = char_width(canvas.cells[c].character) == 2;
                    bool has_half = (c + 1) % width != 0 && canvas.cells[c + 1].character == 0;
                    assert_int_equal(is_wide, has_half);
                }
            }
        canvas_release(&canvas);
        scene_end(&scene);
    }
}

/* A view is a function: the same twice, and scrolling beyond the end changes nothing. */
static void test_pure(void **state)
{
    (void)state;
    struct scene scene;
    scene_begin(&scene);
    scene_reading(&scene);
    struct canvas canvas = {0};
    struct text first = {0}, second = {0};
    int least, most;
    canvas_resize(&canvas, 80, 24);
    view_scroll_limits(&scene.view, 80, 24, &least, &most);
    assert_true(least < 0);
    scene.view.page_scroll = least;
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &first, true);
    scene.view.page_scroll = -100000;
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &second, true);
    assert_string_equal(text_get(&first), text_get(&second));
    assert_non_null(strstr(text_get(&first), "One counter"));
    text_release(&first);
    text_release(&second);
    canvas_release(&canvas);
    scene_end(&scene);
}

/* A program can be read to its end before it runs, be it behind the page (beside a question at
 * 80x24 there is no room) or in a pane of its own that is too low; one line more changes nothing.
 */
static void test_program_can_be_read(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24},  {62, 16}, {40, 12}, {20, 8},
                                   {120, 24}, {80, 24}, {120, 24}};
    for (size_t i = 0; i < 7; i++) {
        struct scene scene;
        struct canvas canvas = {0};
        struct text text = {0}, beyond = {0};
        int least, most, width = sizes[i][0], height = sizes[i][1];
        scene_begin(&scene);
        i < 5 ? scene_asking(&scene) : scene_reading(&scene);
        canvas_resize(&canvas, width, height);
        view_scroll_limits(&scene.view, width, height, &least, &most);
        scene.view.page_scroll = most;
        view_draw(&scene.view, &canvas);
        canvas_dump(&canvas, &text, false);
        assert_non_null(strstr(text_get(&text), "return argc"));
        scene.view.page_scroll = most + 1;
        view_draw(&scene.view, &canvas);
        canvas_dump(&canvas, &beyond, false);
        assert_string_equal(text_get(&text), text_get(&beyond));
        scene.view.page_scroll = most - 1;
        view_draw(&scene.view, &canvas);
        text_clear(&beyond);
        canvas_dump(&canvas, &beyond, false);
        assert_string_not_equal(text_get(&text), text_get(&beyond));
        text_release(&text);
        text_release(&beyond);
        canvas_release(&canvas);
        scene_end(&scene);
    }
}

/* Stepping back while the learner reads on shows the moment, not the figures. */
static void test_looking_back_while_reading(void **state)
{
    (void)state;
    struct scene scene;
    struct canvas canvas = {0};
    struct text text = {0};
    scene_begin(&scene);
    scene_past(&scene);
    scene.view.stage = VIEW_READING;
    scene.view.result = NULL;
    canvas_resize(&canvas, 80, 24);
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &text, false);
    assert_non_null(strstr(text_get(&text), "PAST 60 of"));
    assert_non_null(strstr(text_get(&text), "T1 reads counter = 10"));
    text_release(&text);
    canvas_release(&canvas);
    scene_end(&scene);
}

/* Addresses and truth are shown as such, and only numbers with their digits in groups. */
static void test_values_of_types(void **state)
{
    (void)state;
    static const struct {
        const char *name, *type, *shown;
        uint16_t size;
        int64_t value;
    } of[] = {{"who", "const char *", "who    = 0x555555556013", 8, 0x555555556013},
              {"is_set", "_Bool", "is_set = true", 1, 1},
              {"total", "long", "total  = 1,234,567", 8, 1234567}};
    struct scene scene;
    struct canvas canvas = {0};
    struct text text = {0};
    scene_begin(&scene);
    scene_running(&scene);
    scene_end_trace(&scene);
    struct stage stage = scene_stage();
    scene_birth(&stage);
    for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++) {
        struct object object = {
            .address = 0x6000 + i * 16, .space = 100, .group = GROUP_MEMORY, .size = of[i].size};
        object.name = trace_add_text(stage.trace, of[i].name, strlen(of[i].name));
        object.type = trace_add_text(stage.trace, of[i].type, strlen(of[i].type));
        uint32_t id = trace_add_object(stage.trace, &object);
        scene_event(&stage, 2, stage.t1, K_MEM_WRITE, 14, id, of[i].value, of[i].size);
    }
    scene_with_trace(&scene, stage);
    canvas_resize(&canvas, 120, 40);
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &text, false);
    for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
        assert_non_null(strstr(text_get(&text), of[i].shown));
    text_release(&text);
    canvas_release(&canvas);
    scene_end(&scene);
}

/* What a finished program has printed matters more than its source: four lines of it are seen. */
static void test_printed_lines(void **state)
{
    (void)state;
    struct scene scene;
    struct canvas canvas = {0};
    struct text text = {0};
    scene_begin(&scene);
    scene_done(&scene);
    scene_print(&scene, scene.stage.main, "line one\nline two\nline three\nline four\n");
    canvas_resize(&canvas, 80, 24);
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &text, false);
    assert_non_null(strstr(text_get(&text), "line one"));
    assert_non_null(strstr(text_get(&text), "line four"));
    text_release(&text);
    canvas_release(&canvas);
    scene_end(&scene);
}

/* A page that asks shows no answer before it was given and tried. */
static void test_no_spoiler(void **state)
{
    (void)state;
    struct canvas canvas;
    struct text text = {0};
    draw(1, 120, 40, false, &canvas); /* asking */
    canvas_dump(&canvas, &text, false);
    assert_non_null(strstr(text_get(&text), "every time"));
    assert_null(strstr(text_get(&text), "fifty times")); /* what comes behind it */
    assert_null(strstr(text_get(&text), "✓"));
    text_clear(&text);
    canvas_release(&canvas);
    draw(4, 120, 40, false, &canvas); /* counted */
    canvas_dump(&canvas, &text, false);
    assert_non_null(strstr(text_get(&text), "48 of 50"));
    text_release(&text);
    canvas_release(&canvas);
}

/* --- for looking at it
 * ----------------------------------------------------------------------------- */

static int print_ansi(int argc, char **argv)
{
    size_t number = 0;
    int colours = argc > 5 && strcmp(argv[argc - 1], "8") == 0    ? 8
                  : argc > 5 && strcmp(argv[argc - 1], "no") == 0 ? 0
                                                                  : 256;
    while (number < SCENE_COUNT && strcmp(scenes[number].name, argv[2]) != 0)
        number++;
    if (number == SCENE_COUNT)
        return 2;
    struct canvas canvas;
    draw(number, atoi(argv[3]), atoi(argv[4]), argc > 5 && strcmp(argv[5], "ascii") == 0, &canvas);
    for (int y = 0; y < canvas.height; y++) {
        for (int x = 0; x < canvas.width; x++) {
            const struct cell *cell = &canvas.cells[y * canvas.width + x];
            if (cell->character == 0)
                continue;
            const struct style_look *look = style_look((enum style)cell->style);
            int colour = colours == 256 ? look->colour256 : colours == 8 ? look->colour8 : -1;
            const char *letters = colour < 0 ? look->attributes : "";
            printf("\033[0");
            if (colour >= 0)
                printf(";38;5;%d", colour);
            printf("%s%s%s", strchr(letters, 'b') || cell->flags & CELL_BOLD ? ";1" : "",
                   strchr(letters, 'u') || cell->flags & CELL_UNDER ? ";4" : "",
                   strchr(letters, 'r') || cell->flags & CELL_REVERSE ? ";7m" : "m");
            uint32_t all[3] = {cell->character, cell->marks[0], cell->marks[1]};
            for (int i = 0; i < 3 && all[i]; i++) {
                char bytes[4];
                fwrite(bytes, 1, utf8_encode(all[i], bytes), stdout);
            }
        }
        printf("\033[0m\n");
    }
    canvas_release(&canvas);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "--ansi") == 0)
        return print_ansi(argc, argv);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_pure),
        cmocka_unit_test(test_values_of_types),
        cmocka_unit_test(test_printed_lines),
        cmocka_unit_test(test_no_spoiler),
        cmocka_unit_test(test_program_can_be_read),
        cmocka_unit_test(test_looking_back_while_reading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
