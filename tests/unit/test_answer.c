/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer may say, and what it may not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/exercise/answer.h"

static struct answer_rules rules;

/* What is said against it: "" nothing. Lent until the next call. */
static const char *against(const char *text)
{
    static struct text why;
    text_clear(&why);
    bool is_fine = answer_text_is_fine(&rules, "a.c", text, strlen(text), &why);
    assert_int_equal(is_fine, why.size == 0);
    return text_get(&why);
}

static void ordinary_code_is_fine(void **state)
{
    (void)state;
    assert_string_equal(against(""), "");
    assert_string_equal(against("int f(void) { return 'a' + \"x\\\"y\"[0]; }\n"), "");
    assert_string_equal(against("#include <pthread.h>\n#define TWO(x) ((x) * \\\n 2)\n"), "");
    assert_string_equal(against("/* asm ## #pragma */ // __asm__\nint a[2][3];\n"), "");
    assert_string_equal(against("const char *s = \"asm __asm__ ## #pragma\";\n"), "");
    assert_string_equal(against("static int x __attribute__((unused));\n"), "");
    assert_string_equal(against("static __thread int x; int y = sizeof(__func__);\n"), "");
    assert_string_equal(against("void f(void) { goto end; end:; }\n"), "");
    assert_string_equal(against("#include <stdatomic.h>\nint f(int *a) { return a[a[0]]; }\n"), "");
    assert_string_equal(against("#if 0\n#endif\n#\nint x;"), "");
}

static void refused(const char *text, const char *where, const char *what)
{
    const char *why = against(text);
    if (strncmp(why, where, strlen(where)) != 0 || !strstr(why, what))
        fail_msg("'%s' is answered with '%s', should be '%s ... %s'", text, why, where, what);
}

static void assembler_is_refused(void **state)
{
    (void)state;
    refused("int x;\nvoid f(void) { asm(\"nop\"); }", "a.c:2:", "asm");
    refused("void f(void) { __asm__ volatile(\"nop\"); }", "a.c:1:", "__asm__");
    refused("void f(void) { a\\\ns\\\nm(\"nop\"); }", "a.c:1:", "asm");
    refused("void f(void) { a\\ \t\nsm(\"nop\"); }", "a.c:1:", "asm");
    refused("#define A asm\nint x;", "a.c:1:", "asm");
    refused("#define P(a, b) a##b\n", "a.c:1:", "##");
    refused("%:define P(a, b) a b\n", "a.c:1:", "%:");
    refused("int a<:2:>;\n", "a.c:1:", "<:");
    refused("\?\?=define A 1\n", "a.c:1:", "??");
    refused("int \\u0061sm;", "a.c:1:", "backslash");
    refused("int a$m;", "a.c:1:", "a$m");
}

static void code_before_main_is_refused(void **state)
{
    (void)state;
    refused("__attribute__((constructor)) static void f(void) {}", "a.c:1:", "constructor");
    refused("__attribute__ ( ( unused , __constructor__(101) ) ) static void f(void) {}",
            "a.c:1:", "__constructor__");
    refused("int f(void) __attribute__((no_sanitize_thread));", "a.c:1:", "no_sanitize_thread");
    refused("int x __attribute__((section(\".init_array\")));", "a.c:1:", "section");
    refused("[[gnu::constructor]] void f(void) {}", "a.c:1:", "[[");
    refused("[ /* */ [gnu::constructor]] void f(void) {}", "a.c:1:", "[[");
    refused("#pragma weak main\n", "a.c:1:", "pragma");
    refused("int x;\n\n_Pragma(\"weak f\")\n", "a.c:3:", "_Pragma");
}

static void other_files_are_refused(void **state)
{
    (void)state;
    refused("#include \"/etc/passwd\"\n", "a.c:1:", "/etc/passwd");
    refused("#include <sys/mman.h>\n", "a.c:1:", "sys/mman.h");
    refused("#include <../x.h>\n", "a.c:1:", "../x.h");
    refused("#include \"nobody.h\"\n", "a.c:1:", "nobody.h");
    refused("#define H <stdio.h>\n#include H\n", "a.c:2:", "");
    refused("#include_next <stdio.h>\n", "a.c:1:", "include_next");
    refused("#line 1 \"driver.c\"\n", "a.c:1:", "line");
    refused("# 1 \"driver.c\"\n", "a.c:1:", "1");
    refused("/* */ # /* */ pragma once\n", "a.c:1:", "pragma");
    refused("# /* \n */ pragma once\n", "a.c:1:", "pragma");
    refused("#inc\\\nlude </etc/passwd>\n", "a.c:", "passwd");
}

static void other_ways_are_refused(void **state)
{
    (void)state;
    refused("void f(void) { __builtin_return(0); }", "a.c:1:", "__builtin_return");
    refused("void f(void *p) { goto *p; }", "a.c:1:", "goto");
    refused("int x; /* open", "a.c:1:", "comment");
    refused("int x = 'a;\n", "a.c:1:", "quote");
    refused("int __tsan_write8(void);", "a.c:1:", "__tsan_write8");
    struct text why = {0};
    assert_false(answer_text_is_fine(&rules, "a.c", "int\0x;", 6, &why));
    text_release(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_code_is_fine),       cmocka_unit_test(assembler_is_refused),
        cmocka_unit_test(code_before_main_is_refused), cmocka_unit_test(other_files_are_refused),
        cmocka_unit_test(other_ways_are_refused),
    };
    rules.dir = "/nowhere";
    return cmocka_run_group_tests(tests, NULL, NULL);
}
