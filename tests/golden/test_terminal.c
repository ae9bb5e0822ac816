/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys from the terminal, and whether it comes back as it was: at the end, after a crash, while
 * somebody else has it.
 */
#include "emulated.h"

static void act_keys(int report)
{
    struct screen *screen = open_or_die();
    ring();
    for (;;) {
        uint32_t key = await_key(screen);
        tell(report, key);
        if (key == SCREEN_PASTE) {
            const char *paste = screen_paste(screen);
            tell(report, (uint32_t)strlen(paste));
            for (; *paste; paste++)
                tell(report, (unsigned char)*paste);
        }
        if (key == 'q')
            break;
    }
    screen_close(screen);
}

static bool modes_are_equal(const struct termios *a, const struct termios *b)
{
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
           a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

static void act_close(int report)
{
    struct termios before, during, after;
    tcgetattr(STDIN_FILENO, &before);
    struct screen *screen = open_or_die();
    tcgetattr(STDIN_FILENO, &during);
    ring();
    await_key(screen);
    screen_close(screen);
    tcgetattr(STDIN_FILENO, &after);
    tell(report, !modes_are_equal(&before, &during));
    tell(report, modes_are_equal(&before, &after));
}

static void on_crash(int number)
{
    (void)number;
    screen_emergency();
    _exit(0);
}

static void act_crash(int report)
{
    open_or_die();
    (void)report;
    signal(SIGSEGV, on_crash);
    ring();
    await_input();
    raise(SIGSEGV);
}

static void act_suspend(int report)
{
    struct termios before, during;
    tcgetattr(STDIN_FILENO, &before);
    struct screen *screen = open_or_die();
    struct canvas canvas = {0};
    int width, height;
    screen_size(screen, &width, &height);
    canvas_resize(&canvas, width, height);
    draw_scene(child_scene, &canvas);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    screen_suspend(screen);
    tcgetattr(STDIN_FILENO, &during);
    tell(report, modes_are_equal(&before, &during));
    ring();
    await_input();
    screen_resume(screen);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    await_key(screen); /* the line that was typed meanwhile */
    await_key(screen); /* until it has been looked at */
    screen_close(screen);
    canvas_release(&canvas);
}

static void act_resize(int report)
{
    struct screen *screen = open_or_die();
    int width, height;
    ring();
    await_key(screen); /* after the size has changed */
    screen_resize(screen);
    screen_size(screen, &width, &height);
    tell(report, (uint32_t)width);
    tell(report, (uint32_t)height);
    struct canvas canvas = {0};
    canvas_resize(&canvas, width, height);
    draw_scene(child_scene, &canvas);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    screen_close(screen);
    canvas_release(&canvas);
}

static void act_refused(int report)
{
    struct err err;
    tell(report, screen_open(COLOUR_AUTO, &err) == NULL);
    tell(report, err.status == STATUS_CANNOT);
}

static void test_keys(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_keys};
    struct terminal terminal;
    child_colour = COLOUR_AUTO;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    send(&terminal, "a");
    assert_int_equal(next_report(&terminal), 'a');
    send(&terminal, "\xc3"); /* a character in two pieces, between which the child may well run */
    send(&terminal, "\xa9\xe9\x94\x81");
    assert_int_equal(next_report(&terminal), 0xe9);
    assert_int_equal(next_report(&terminal), 0x9501);
    send(&terminal, "\033OA\033[3~\033[5~\r\x7f\xff");
    assert_int_equal(next_report(&terminal), SCREEN_UP);
    assert_int_equal(next_report(&terminal), SCREEN_DELETE);
    assert_int_equal(next_report(&terminal), SCREEN_PAGE_UP);
    assert_int_equal(next_report(&terminal), '\r');
    assert_int_equal(next_report(&terminal), 127);
    assert_int_equal(next_report(&terminal), 0xfffd); /* what is not UTF-8 */
    send(&terminal, "\033[200~one\ntwo \xe9\x94\x81 q\033[201~");
    assert_int_equal(next_report(&terminal), SCREEN_PASTE);
    const char *paste = "one\ntwo \xe9\x94\x81 q";
    assert_int_equal(next_report(&terminal), strlen(paste));
    for (; *paste; paste++)
        assert_int_equal(next_report(&terminal), (unsigned char)*paste);
    send(&terminal, "q");
    assert_int_equal(next_report(&terminal), 'q');
    end(&terminal);
}

static void test_comes_back(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_close};
    struct terminal terminal;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    assert_true(terminal.is_alternate);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 1); /* the modes were changed */
    assert_int_equal(next_report(&terminal), 1); /* and are as before */
    end(&terminal);
    assert_false(terminal.is_alternate);
    assert_true(terminal.has_cursor);
}

static void test_comes_back_from_a_crash(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_crash};
    struct terminal terminal;
    struct termios before, after;
    begin(&terminal, &set_up);
    /* A second look at the terminal keeps it from being hung up when the child is gone. */
    int slave = open(ptsname(terminal.fd), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(slave >= 0);
    read_until(&terminal, 1);
    tcgetattr(slave, &before);
    assert_int_equal(before.c_lflag & (ICANON | ECHO), 0);
    send(&terminal, "x");
    int status;
    assert_int_equal(waitpid(terminal.child, &status, 0), terminal.child);
    assert_int_equal(status, 0);
    tcgetattr(slave, &after);
    assert_int_equal(after.c_lflag & (ICANON | ECHO), ICANON | ECHO);
    close(slave);
    read_until(&terminal, -1);
    assert_false(terminal.is_alternate);
    assert_true(terminal.has_cursor);
    vterm_free(terminal.vterm);
    close(terminal.fd);
    close(terminal.report);
}

static void test_suspend(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_suspend};
    struct terminal terminal;
    child_scene = 5;
    child_is_ascii = false;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 1);
    read_until(&terminal, 2);
    assert_false(terminal.is_alternate);
    send(&terminal, "y\n");
    read_until(&terminal, 3);
    assert_true(terminal.is_alternate);
    compare_screen(&terminal, child_scene, 256);
    send(&terminal, "z");
    end(&terminal);
}

static void test_resize(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_resize};
    struct terminal terminal;
    child_scene = 5;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    assert_int_equal(ioctl(terminal.fd, TIOCSWINSZ, &size), 0);
    vterm_set_size(terminal.vterm, 40, 120);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 120);
    assert_int_equal(next_report(&terminal), 40);
    read_until(&terminal, 2);
    terminal.width = 120;
    terminal.height = 40;
    compare_screen(&terminal, child_scene, 256);
    send(&terminal, "x");
    end(&terminal);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const terms[] = {"dumb", "no-such-terminal", ""};
    for (size_t i = 0; i < 3; i++) {
        struct set_up set_up = {terms[i], "C.UTF-8", COLOUR_AUTO, 80, 24, act_refused};
        struct terminal terminal;
        begin(&terminal, &set_up);
        assert_int_equal(next_report(&terminal), 1);
        assert_int_equal(next_report(&terminal), 1);
        end(&terminal);
    }
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),    cmocka_unit_test(test_comes_back),
        cmocka_unit_test(test_suspend), cmocka_unit_test(test_comes_back_from_a_crash),
        cmocka_unit_test(test_resize),  cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
