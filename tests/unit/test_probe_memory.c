/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe on memory: reads, writes and atomics, and memory that goes away.
 */
#include "unit/probed.h"

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(tell("int counter = 5; signed char small = -3; long long big; double real;\n"
                          "int main(void) { counter++; big = small; real = 1.0; counter = -7;\n"
                          "  int *p = malloc(sizeof(int)); *p = 42; free(p); return 0; }",
                          true),
                     0);
    expect(0, "read-var:4=5 write-var:4=6 read-var:1=-3 write-var:8=-3 "
              "write-var:8=4607182418800017408 write-var:4=-7 write-var:4=42 process-exit");
}

static void test_memory_that_goes_away(void **state)
{
    (void)state;
    assert_int_equal(tell("#include <sys/mman.h>\nint main(void) {\n"
                          "  int *p = mmap(0, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
                          "  *p = 8; munmap(p, 4096); p = malloc(1 << 24); *p = 9; free(p);\n"
                          "  p = malloc(1 << 24); *p = 10; p = realloc(p, 1 << 25); free(p);\n"
                          "  return 0; }",
                          true),
                     0);
    expect(0, "write-var:4=8 write-var:4=9 write-var:4=10 process-exit");
}

static void test_atomics(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stdatomic.h>\n_Atomic int a = 1; _Atomic long l; _Atomic char c; _Atomic "
             "short s;\n"
             "int main(void) { int e = 9; a++; atomic_fetch_sub_explicit(&a, 4, "
             "memory_order_release);\n"
             "  atomic_store_explicit(&l, 77, memory_order_relaxed); l |= 8; c = 3; s ^= 5;\n"
             "  if (atomic_compare_exchange_strong(&a, &e, 1) || e != -2) return 1;\n"
             "  if (!atomic_compare_exchange_strong(&a, &e, 12)) return 2;\n"
             "  atomic_thread_fence(memory_order_seq_cst);\n"
             "  if (atomic_exchange(&a, 13) != 12) return 3;\n"
             "  return atomic_load_explicit(&a, memory_order_acquire) + l + c + s != 13 + 77 + 3 + "
             "5; "
             "}",
             true),
        0);
    const char *told = story.lanes[0].words;
    const char *expected[] = {"atomic-update:4=2",  "atomic-update:4=-2", "atomic-write:8=77",
                              "atomic-update:8=77", "atomic-write:1=3",   "atomic-update:2=5",
                              "atomic-read:4=-2",   "atomic-update:4=12", "fence",
                              "atomic-update:4=13", "atomic-read:4=13",   "atomic-read:8=77"};
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        const char *found = strstr(told, expected[i]);
        if (!found)
            fail_msg("'%s' does not follow in: %s", expected[i], told);
        told = found + 1;
    }
}

static void test_wide_atomics(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stdatomic.h>\n_Atomic __int128 w;\nint main(void) { w = 5; w += 3;\n"
             "  __int128 e = 7, big = (__int128)1 << 100;\n"
             "  if (atomic_compare_exchange_strong(&w, &e, 9) || e != 8) return 1;\n"
             "  if (!atomic_compare_exchange_strong(&w, &e, big)) return 2;\n"
             "  w -= 1; w ^= 1; w |= 3; w &= ~(__int128)2; if (atomic_exchange(&w, 4) != big - 2 - "
             "1)\n"
             "    return 3; return w != 4; }",
             true),
        0);
    assert_non_null(strstr(story.lanes[0].words, "atomic-write:16=5 "));
    assert_non_null(strstr(story.lanes[0].words, "atomic-update:16=8 "));
    assert_non_null(strstr(story.lanes[0].words, "atomic-read:16=8 "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_memory_that_goes_away),
        cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_wide_atomics),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
