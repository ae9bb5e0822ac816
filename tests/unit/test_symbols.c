/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names against the truth: a program that tells where its variables and lines are is compiled in
 * several ways, run, and what it says is compared with what its file says.
 */
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/symbols/symbols.h"

/* Prints its load bias, then one line for each of its variables: address, size, the name expected.
 */
static const char sample[] =
    "#define _GNU_SOURCE\n"
    "#include <link.h>\n"
    "#include <pthread.h>\n"
    "#include <semaphore.h>\n"
    "#include <stdatomic.h>\n"
    "#include <stdint.h>\n"
    "#include <stdio.h>\n"
    "typedef unsigned long long count_t;\n"
    "struct account { int id; long balance; union { float rate; char tag[4]; };\n"
    "                 struct { short day, month; } opened; pthread_mutex_t lock; };\n"
    "int counter = 1;\n"
    "static volatile unsigned flags;\n"
    "struct account account[4];\n"
    "double matrix[3][5];\n"
    "static count_t total;\n"
    "atomic_int hits;\n"
    "_Atomic uint16_t small;\n"
    "pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
    "sem_t seats;\n"
    "char *message = \"x\"; struct queue { sem_t room; pthread_mutex_t lock; int n; } *queue;\n"
    "_Bool done;\n"
    "enum colour { RED, GREEN } colour;\n"
    "#define SHOW(name, expression) \\\n"
    "    printf(\"%p %zu %s\\n\", (void *)&(expression), sizeof(expression), name)\n"
    "static int bias(struct dl_phdr_info *info, size_t n, void *arg)\n"
    "{ printf(\"%#lx\\n\", (unsigned long)info->dlpi_addr); return 1 + 0 * (n + !arg); }\n"
    "__attribute__((noinline)) static void here(void)\n"
    "{ printf(\"%p\\n\", __builtin_return_address(0)); }\n"
    "int once(void) { static int inner; SHOW(\"inner\", inner); return inner; }\n"
    "int main(void)\n"
    "{\n"
    "    dl_iterate_phdr(bias, NULL);\n"
    "    here(); /* line 33 */\n"
    "    SHOW(\"counter\", counter);\n"
    "    SHOW(\"flags\", flags);\n"
    "    SHOW(\"account[0].id\", account[0].id);\n"
    "    SHOW(\"account[2].balance\", account[2].balance);\n"
    "    SHOW(\"account[3].rate\", account[3].rate);\n"
    "    SHOW(\"account[1].opened.month\", account[1].opened.month);\n"
    "    SHOW(\"account[1].lock\", account[1].lock);\n"
    "    SHOW(\"matrix[0][0]\", matrix[0][0]);\n"
    "    SHOW(\"matrix[1][2]\", matrix[1][2]);\n"
    "    SHOW(\"matrix[2][4]\", matrix[2][4]);\n"
    "    SHOW(\"total\", total);\n"
    "    SHOW(\"hits\", hits);\n"
    "    SHOW(\"small\", small);\n"
    "    SHOW(\"lock\", lock);\n"
    "    SHOW(\"seats\", seats);\n"
    "    SHOW(\"message\", message);\n"
    "    SHOW(\"done\", done);\n"
    "    SHOW(\"colour\", colour);\n"
    "    return once();\n"
    "}\n";

struct truth {
    uint64_t bias, call;
    struct {
        uint64_t address;
        size_t size;
        char name[64];
    } variables[32];
    size_t count;
};

static char folder[64];

static void path_of(char *path, size_t size, const char *name)
{
    snprintf(path, size, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    char path[128];
    path_of(path, sizeof(path), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static int set_up(void **unused)
{
    (void)unused;
    snprintf(folder, sizeof(folder), "/tmp/symbols-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    write_file("sample.c", sample, sizeof(sample) - 1);
    return 0;
}

static int tear_down(void **unused)
{
    (void)unused;
    char command[128];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static bool build(const char *compiler, const char *flags)
{
    char command[512];
    snprintf(command, sizeof(command), "cd %s && %s %s sample.c -o sample -pthread 2>/dev/null",
             folder, compiler, flags);
    return system(command) == 0;
}

static void run_sample(struct truth *truth)
{
    char path[128], line[256];
    path_of(path, sizeof(path), "sample");
    FILE *pipe = popen(path, "r");
    assert_non_null(pipe);
    memset(truth, 0, sizeof(*truth));
    assert_non_null(fgets(line, sizeof(line), pipe));
    truth->bias = strtoull(line, NULL, 16);
    assert_non_null(fgets(line, sizeof(line), pipe));
    truth->call = strtoull(line, NULL, 16);
    while (fgets(line, sizeof(line), pipe)) {
        unsigned long long address;
        assert_int_equal(sscanf(line, "%llx %zu %63s", &address,
                                &truth->variables[truth->count].size,
                                truth->variables[truth->count].name),
                         3);
        truth->variables[truth->count++].address = address;
    }
    assert_int_equal(pclose(pipe), 0);
    assert_int_equal(truth->count, 19);
}

static struct symbols *symbols_of(const struct truth *truth)
{
    char path[128];
    path_of(path, sizeof(path), "sample");
    struct symbols *symbols = symbols_new();
    symbols_add(symbols, path, truth->bias);
    symbols_add(symbols, path, truth->bias);
    return symbols;
}

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
        cmocka_unit_test(names_are_those_of_the_program),
        cmocka_unit_test(types_and_signs),
        cmocka_unit_test(what_a_pointer_points_to),
        cmocka_unit_test(what_is_not_there_is_not_found),
        cmocka_unit_test(without_debug_information_the_symbol_table_must_do),
        cmocka_unit_test(files_that_are_none_have_no_names),
        cmocka_unit_test(damaged_files_do_no_harm),
        cmocka_unit_test(the_same_again_is_quick),
        cmocka_unit_test(programs_have_a_nature),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
