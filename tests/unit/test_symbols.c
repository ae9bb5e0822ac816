/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names against the truth: the sample is compiled in several ways, run, and what it says is
 * compared with what its file says.
 */
#include "unit/sampled.h"

static void compare(const struct truth *truth)
{
    struct symbols *symbols = symbols_of(truth);
    for (int again = 0; again < 2; again++) { /* the second time from what is remembered */
        for (size_t i = 0; i < truth->count; i++) {
            struct text name = {0};
            struct symbol_variable variable;
            assert_true(symbols_variable(symbols, truth->variables[i].address, &name, &variable));
            assert_string_equal(text_get(&name), truth->variables[i].name);
            assert_int_equal(variable.size, truth->variables[i].size);
            text_release(&name);
            uint64_t address;
            assert_true(symbols_find(symbols, truth->variables[i].name, &address, &variable));
            assert_int_equal(address, truth->variables[i].address);
            assert_int_equal(variable.size, truth->variables[i].size);
        }
        struct symbol_place place;
        assert_true(symbols_place(symbols, truth->call, &place));
        assert_int_equal(place.line, 33);
        assert_string_equal(place.function, "main");
        assert_string_equal(strrchr(place.path, '/') + 1, "sample.c");
        assert_false(symbols_place(symbols, 0, &place));
        assert_false(symbols_place(symbols, 1, &place));
        assert_false(symbols_place(symbols, UINT64_MAX, &place));
    }
    symbols_free(symbols);
}

static void names_are_those_of_the_program(void **unused)
{
    (void)unused;
    static const char *const ways[][2] = {
        {"cc", "-O0 -g"},          {"cc", "-O0 -g -no-pie"}, {"cc", "-O2 -g -gdwarf-4"},
        {"cc", "-O0 -g -gz=zlib"}, {"clang", "-O0 -g"},      {"clang", "-O2 -g -gdwarf-4 -no-pie"},
    };
    size_t built = 0;
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        struct truth truth;
        if (!build(ways[i][0], ways[i][1]))
            continue; /* not every machine has clang */
        built++;
        run_sample(&truth);
        compare(&truth);
    }
    assert_true(built >= 2);
}

static void types_and_signs(void **unused)
{
    (void)unused;
    static const struct {
        const char *name, *type;
        bool is_signed;
    } expected[] = {
        {"counter", "int", true},
        {"flags", "volatile unsigned int", false},
        {"account[1].balance", "long int", true},
        {"account[1].rate", "float", true},
        {"account[1].lock", "pthread_mutex_t", true},
        {"account[1]", "struct account", true},
        {"account", "struct account[]", true},
        {"matrix[2]", "double[]", true},
        {"total", "long long unsigned int", false},
        {"hits", "atomic_int", true},
        {"message", "char *", false},
        {"done", "_Bool", false},
        {"colour", "enum colour", false},
        {"inner", "int", true},
    };
    struct truth truth;
    assert_true(build("cc", "-O0 -g"));
    run_sample(&truth);
    struct symbols *symbols = symbols_of(&truth);
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        struct symbol_variable variable;
        uint64_t address;
        assert_true(symbols_find(symbols, expected[i].name, &address, &variable));
        assert_string_equal(variable.type, expected[i].type);
        if (strcmp(expected[i].type, "struct account[]") && strcmp(expected[i].type, "double[]"))
            assert_int_equal(variable.is_signed, expected[i].is_signed);
    }
    symbols_free(symbols);
}

/* Memory that was mapped is named by the only pointer to something that has such a part there. */
static void what_a_pointer_points_to(void **unused)
{
    (void)unused;
    static const struct {
        uint64_t offset;
        const char *type, *name; /* NULL: not known */
    } expected[] = {
        {0, "sem_t", "queue->room"},
        {sizeof(sem_t), "pthread_", "queue->lock"},
        {sizeof(sem_t) + sizeof(pthread_mutex_t), "", "queue->n"},
        {0, "pthread_", NULL},
        {1, "sem_t", NULL},
        {100000, "", NULL},
        {UINT64_MAX, "", NULL},
    };
    struct truth truth;
    assert_true(build("cc", "-O0 -g"));
    run_sample(&truth);
    struct symbols *symbols = symbols_of(&truth);
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        struct text name = {0};
        struct symbol_variable variable;
        bool is_known = symbols_pointed(
            symbols,
            &(struct symbol_mapped){.offset = expected[i].offset, .type = expected[i].type}, &name,
            &variable);
        assert_int_equal(is_known, expected[i].name != NULL);
        assert_string_equal(text_get(&name), expected[i].name ? expected[i].name : "");
        text_release(&name);
    }
    symbols_free(symbols);
}

static void what_is_not_there_is_not_found(void **unused)
{
    (void)unused;
    static const char *const wrong[] = {
        "",
        "nothing",
        "counter[0]",
        "counter.x",
        "account[4].id",
        "account[-1]",
        "account[",
        "account[1",
        "account[1]x",
        "account[1].",
        "account[1].nothing",
        "matrix[1][5]",
        "matrix[9]",
        "matrix[1].x",
        ".counter",
        "account[99999999999999999999]",
        "account[ 1]",
        "[0]",
        "account.id",
    };
    struct truth truth;
    assert_true(build("cc", "-O0 -g"));
    run_sample(&truth);
    struct symbols *symbols = symbols_of(&truth);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        struct symbol_variable variable;
        uint64_t address;
        if (symbols_find(symbols, wrong[i], &address, &variable))
            fail_msg("'%s' was found", wrong[i]);
    }
    uint64_t address, inside;
    struct symbol_variable variable;
    struct text name = {0};
    assert_true(symbols_find(symbols, "counter", &address, &variable));
    assert_true(symbols_variable(symbols, address + 2, &name, &variable));
    assert_string_equal(text_get(&name), "counter+2");
    text_clear(&name);
    assert_true(symbols_find(symbols, "lock", &inside, &variable));
    assert_true(symbols_variable(symbols, inside + 8, &name, &variable));
    assert_string_equal(text_get(&name), "lock+8");
    text_clear(&name);
    assert_false(symbols_variable(symbols, 8, &name, &variable));
    assert_string_equal(text_get(&name), "");
    text_release(&name);
    symbols_free(symbols);
}

static void the_same_again_is_quick(void **unused)
{
    (void)unused;
    struct truth truth;
    assert_true(build("cc", "-O0 -g"));
    run_sample(&truth);
    struct symbols *symbols = symbols_of(&truth);
    struct timespec start, end;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
    struct text name = {0};
    for (int i = 0; i < 1000000; i++) {
        struct symbol_variable variable;
        struct symbol_place place;
        text_clear(&name);
        symbols_variable(symbols, truth.variables[i % 19].address, &name, &variable);
        symbols_place(symbols, truth.call, &place);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    double seconds =
        (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
    print_message("1,000,000 names and places: %.3f s of processor time\n", seconds);
    assert_true(seconds < 5); /* ten times what a slow machine with a sanitizer needs */
    text_release(&name);
    symbols_free(symbols);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_program),
        cmocka_unit_test(types_and_signs),
        cmocka_unit_test(what_a_pointer_points_to),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(the_same_again_is_quick),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
