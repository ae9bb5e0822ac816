/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that say little, nothing, or nonsense of names; and what kind of program a file is.
 */
#include "unit/sampled.h"

static void without_debug_information_the_symbol_table_must_do(void **unused)
{
    (void)unused;
    struct truth truth;
    assert_true(build("cc", "-O0 -g0"));
    run_sample(&truth);
    struct symbols *symbols = symbols_of(&truth);
    struct text name = {0};
    struct symbol_variable variable;
    uint64_t address;
    assert_true(symbols_variable(symbols, truth.variables[0].address, &name, &variable));
    assert_string_equal(text_get(&name), "counter");
    assert_int_equal(variable.size, sizeof(int));
    text_clear(&name);
    assert_true(symbols_variable(symbols, truth.variables[18].address, &name, &variable));
    assert_string_equal(text_get(&name), "inner");
    assert_true(symbols_find(symbols, "inner", &address, &variable));
    assert_int_equal(address, truth.variables[18].address);
    assert_false(symbols_find(symbols, "matrix[1]", &address, &variable));
    struct symbol_place place;
    assert_true(symbols_place(symbols, truth.call, &place));
    assert_string_equal(place.function, "main");
    assert_int_equal(place.line, 0);
    text_release(&name);
    symbols_free(symbols);

    assert_true(build("cc", "-O0 -g0 -s"));
    run_sample(&truth);
    symbols = symbols_of(&truth);
    assert_false(symbols_find(symbols, "counter", &address, &variable));
    assert_false(symbols_place(symbols, truth.call, &place));
    symbols_free(symbols);
}

static void files_that_are_none_have_no_names(void **unused)
{
    (void)unused;
    struct symbols *symbols = symbols_new();
    char path[128];
    struct symbol_variable variable;
    struct symbol_place place;
    uint64_t address;
    write_file("words", "hello", 5);
    write_file("empty", "", 0);
    static const char *const names[] = {"words", "empty", "missing", ""};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        path_of(path, sizeof(path), names[i]);
        symbols_add(symbols, path, i * 0x1000);
    }
    char pipe[128];
    path_of(pipe, sizeof(pipe), "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    symbols_add(symbols, pipe, 0x10000);
    assert_false(symbols_find(symbols, "counter", &address, &variable));
    assert_false(symbols_place(symbols, 0x1001, &place));
    symbols_free(symbols);
    symbols_free(NULL);
}

/* Each byte of the headers and here and there one of the rest is changed: nothing may crash. */
static void damaged_files_do_no_harm(void **unused)
{
    (void)unused;
    struct truth truth;
    assert_true(build("cc", "-O0 -g -no-pie"));
    run_sample(&truth);
    char path[128];
    path_of(path, sizeof(path), "sample");
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    static char whole[1 << 17], bytes[1 << 17];
    size_t n = fread(whole, 1, sizeof(whole), file);
    fclose(file);
    srandom(3);
    for (int round = 0; round < 400; round++) {
        memcpy(bytes, whole, n);
        for (int i = 0; i < 1 + round % 8; i++)
            bytes[round < 64 ? (size_t)round : (size_t)random() % n] = (char)random();
        write_file("damaged", bytes, round % 10 == 9 ? n / 2 : n);
        path_of(path, sizeof(path), "damaged");
        struct symbols *symbols = symbols_new();
        symbols_add(symbols, path, 0);
        struct text name = {0};
        struct symbol_variable variable;
        struct symbol_place place;
        uint64_t address;
        for (size_t i = 0; i < truth.count; i++)
            symbols_variable(symbols, truth.variables[i].address, &name, &variable);
        symbols_place(symbols, truth.call, &place);
        symbols_find(symbols, "account[2].balance", &address, &variable);
        text_release(&name);
        symbols_free(symbols);
    }
}

static void programs_have_a_nature(void **unused)
{
    (void)unused;
    struct program_nature nature;
    struct err err;
    char path[128];
    path_of(path, sizeof(path), "sample");
    assert_true(build("cc", "-O0 -g"));
    assert_int_equal(program_nature(path, &nature, &err), 0);
    assert_true(nature.is_elf && nature.is_dynamic);
    assert_false(nature.is_sanitized || nature.has_hooks || nature.is_script);
    if (build("cc", "-static"))
        assert_int_equal(program_nature(path, &nature, &err), 0);
    assert_true(nature.is_elf);
    if (build("cc", "-fsanitize=address")) {
        assert_int_equal(program_nature(path, &nature, &err), 0);
        assert_true(nature.is_sanitized);
    }
    if (build("cc", "-fsanitize=thread -Wl,--unresolved-symbols=ignore-all")) {
        assert_int_equal(program_nature(path, &nature, &err), 0);
        assert_true(nature.is_sanitized && !nature.has_hooks);
    }
    write_file("script", "#!/bin/sh\n", 10);
    path_of(path, sizeof(path), "script");
    assert_int_equal(program_nature(path, &nature, &err), 0);
    assert_true(nature.is_script && !nature.is_elf);
    path_of(path, sizeof(path), "none");
    assert_int_equal(program_nature(path, &nature, &err), -1);
    assert_non_null(strstr(err.text, "No such file"));
    assert_int_equal(program_nature(folder, &nature, &err), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_debug_information_the_symbol_table_must_do),
        cmocka_unit_test(files_that_are_none_have_no_names),
        cmocka_unit_test(damaged_files_do_no_harm),
        cmocka_unit_test(programs_have_a_nature),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
