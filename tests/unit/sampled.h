/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that tells where its variables and lines are, for tests of what its file says of them.
 */
#ifndef TESTS_UNIT_SAMPLED_H
#define TESTS_UNIT_SAMPLED_H

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

static inline void path_of(char *path, size_t size, const char *name)
{
    snprintf(path, size, "%s/%s", folder, name);
}

static inline void write_file(const char *name, const char *bytes, size_t n)
{
    char path[128];
    path_of(path, sizeof(path), name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline int set_up(void **unused)
{
    (void)unused;
    snprintf(folder, sizeof(folder), "/tmp/symbols-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    write_file("sample.c", sample, sizeof(sample) - 1);
    return 0;
}

static inline int tear_down(void **unused)
{
    (void)unused;
    char command[128];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static inline bool build(const char *compiler, const char *flags)
{
    char command[512];
    snprintf(command, sizeof(command), "cd %s && %s %s sample.c -o sample -pthread 2>/dev/null",
             folder, compiler, flags);
    return system(command) == 0;
}

static inline void run_sample(struct truth *truth)
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

static inline struct symbols *symbols_of(const struct truth *truth)
{
    char path[128];
    path_of(path, sizeof(path), "sample");
    struct symbols *symbols = symbols_new();
    symbols_add(symbols, path, truth->bias);
    symbols_add(symbols, path, truth->bias);
    return symbols;
}

#endif
