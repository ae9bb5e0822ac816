/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe on processes: fork and exec, messages, what is printed, signals and deaths.
 */
#include "unit/probed.h"

static void test_processes(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { pid_t p = fork(); if (p == 0) _exit(5);\n"
                          "  int s; waitpid(p, &s, 0); if (WEXITSTATUS(s) != 5) return 1;\n"
                          "  if (vfork() == 0) _exit(6); siginfo_t i;\n"
                          "  waitid(P_ALL, 0, &i, WEXITED); wait(0); return i.si_status != 6; }",
                          false),
                     0);
    assert_int_equal(story.count, 3);
    expect(0, "fork fork-parent wait waited fork fork-parent wait waited wait failed=wait "
              "process-exit");
    expect(1, "fork-child process-exit");
    expect(2, "fork-child process-exit");
    assert_int_equal(find(0, K_WAITED)->b, 5 << 8);
    assert_int_equal(find(0, K_WAITED)->a, story.lanes[1].pid);
    assert_int_equal(find(1, K_FORK_CHILD)->a, story.lanes[0].pid);
    /* vfork holds its parent. */
    assert_true(find(2, K_PROCESS_EXIT)->clock <
                story.lanes[0].last[story.lanes[0].count - 1].clock);
}

static void test_other_programs(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <spawn.h>\nint main(int c, char **v) { pid_t p; int s;\n"
             "  char *none[] = {0}; char *args[] = {\"true\", 0};\n"
             "  if (posix_spawn(&p, \"/bin/true\", 0, 0, args, none)) return 1;\n"
             "  waitpid(p, &s, 0); if (posix_spawnp(&p, \"no-such-program\", 0, 0, args, none) "
             "!= ENOENT) return 2;\n"
             "  if (fork() == 0) { execl(\"/no/such\", \"x\", NULL);\n"
             "    execle(\"/bin/true\", \"true\", \"a\", \"b\", NULL, none); }\n"
             "  wait(&s); clearenv(); if (fork() == 0) execlp(\"true\", \"true\", NULL);\n"
             "  wait(&s); return s; }",
             false),
        0);
    expect(
        0,
        "spawn-call spawn wait waited spawn-call failed=posix_spawnp fork fork-parent wait waited "
        "fork fork-parent wait waited process-exit");
    /* All of them report, though they were given an empty environment. */
    assert_int_equal(story.count, 4);
    assert_int_equal(find(0, K_SPAWN)->a, story.lanes[1].pid);
    assert_true(find(0, K_SPAWN_CALL)->clock < story.lanes[1].clock); /* made, then there */
    expect(1, "process-exit");
    expect(2, "fork-child exec failed=execl exec process-exit");
    expect(3, "fork-child exec process-exit");
}

/* What is watched in the first program is nothing, or something else, in another one. */
static void test_watches_end_at_exec(void **state)
{
    (void)state;
    struct run run = start(
        compile("int main(void) { if (fork() == 0) execl(\"/bin/true\", \"true\", NULL); int s;\n"
                "  wait(&s); if (s) _exit(1); execl(\"/bin/true\", \"true\", NULL); return 2; }",
                false),
        NULL, true);
    assert_true(passes(&run, is_at_gate));
    run.region->watch[0].offset = 1ull << 40;
    run.region->watch[0].size = 8;
    run.region->watch_count = 1;
    atomic_store(&run.region->gate, 0);
    permit(&run);
    finish(&run);
    assert_int_equal(run.status, 0);
    release(&run);
}

static void test_messages(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <sys/socket.h>\n#include <sys/uio.h>\nint main(void) { int p[2], s[2];\n"
             "  char b[8]; pipe(p); write(p[1], \"abc\", 3); read(p[0], b, 8);\n"
             "  struct iovec v = {b, 2}; writev(p[1], &v, 1); readv(p[0], &v, 1);\n"
             "  socketpair(AF_UNIX, SOCK_STREAM, 0, s); send(s[0], b, 1, 0); recv(s[1], b, 8, 0);\n"
             "  int d = dup(p[0]); dup2(p[0], d); close(d); close(d); write(1, \"hi\", 2);\n"
             "  return 0; }",
             false),
        0);
    expect(0,
           "pipe write-wait write read-wait read write-wait write read-wait read "
           "socketpair write-wait write read-wait read dup dup close close failed=close print=hi "
           "process-exit");
    assert_int_equal(find(0, K_READ)->b, 3);
    assert_int_equal(find(0, K_READ)->text, 3);
    assert_int_equal(find(0, K_READ)->a, find(0, K_PIPE)->a);
    /* Standard output is where prints go, unless the program has put its own pipe there. */
    assert_int_equal(tell("int main(void) { int p[2]; pipe(p); write(1, \"a\", 1);\n"
                          "  int o = dup(1); dup2(p[1], 1); write(1, \"b\", 1); dup2(o, 1);\n"
                          "  write(1, \"c\", 1); return 0; }",
                          false),
                     0);
    expect(0, "pipe print=a dup dup write-wait write dup print=c process-exit");
}

static void test_sockets_with_addresses(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stddef.h>\n#include <sys/socket.h>\n#include <sys/un.h>\n"
             "int main(void) { struct sockaddr_un a = {AF_UNIX}; socklen_t n = sizeof(a);\n"
             "  int s = socket(AF_UNIX, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0);\n"
             "  bind(s, (void *)&a, sizeof(sa_family_t)); listen(s, 1);\n"
             "  getsockname(s, (void *)&a, &n); if (connect(c, (void *)&a, n)) return 1;\n"
             "  int t = accept(s, NULL, NULL); write(c, \"x\", 1); connect(c, (void *)&a, n);\n"
             "  return t < 0; }",
             false),
        0);
    expect(0, "listen connect accept-wait accept write-wait write failed=connect process-exit");
    assert_true(find(0, K_LISTEN)->text > 0);
    assert_int_equal(find(0, K_LISTEN)->text, find(0, K_CONNECT)->text);
    assert_int_equal(find(0, K_LISTEN)->text, find(0, K_ACCEPT)->text);
    assert_int_equal(find(0, K_ACCEPT)->a, find(0, K_LISTEN)->a);
}

static void test_message_queues(void **state)
{
    (void)state;
    int status =
        tell("#include <fcntl.h>\n#include <mqueue.h>\nint main(void) { char n[32], b[8];\n"
             "  struct mq_attr a = {.mq_maxmsg = 2, .mq_msgsize = 8};\n"
             "  sprintf(n, \"/probe-%d\", getpid());\n"
             "  mqd_t q = mq_open(n, O_RDWR | O_CREAT | O_EXCL, 0600, &a); if (q < 0) return 77;\n"
             "  mq_unlink(n); mq_send(q, \"abc\", 3, 1); mq_receive(q, b, 8, NULL);\n"
             "  mq_receive(q, b, 1, NULL); return 0; }",
             false);
    if (status == 77 << 8)
        skip(); /* the machine has none */
    assert_int_equal(status, 0);
    expect(0, "write-wait write read-wait read read-wait failed=mq_receive process-exit");
    assert_int_equal(find(0, K_WRITE)->b, 3);
    assert_int_equal(find(0, K_READ)->b, 3);
    assert_int_equal(find(0, K_READ)->text, 3);
}

static void test_prints(void **state)
{
    (void)state;
    struct run run = start(
        compile(
            "int __printf_chk(int, const char *, ...);\n"
            "int main(void) { printf(\"%d %s %.1f\", 1, \"two\", 3.0); fprintf(stderr, \"e\");\n"
            "  puts(\"line\"); putchar('c'); fputs(\"s\", stdout); fwrite(\"wxyz\", 2, 2, "
            "stdout);\n"
            "  putc('p', stdout); dprintf(1, \"d%d\", 1); __printf_chk(1, \"k%d\", 2);\n"
            "  char b[9]; snprintf(b, 9, \"no\"); errno = EPERM; perror(\"x\");\n"
            "  FILE *f = fopen(\"/dev/null\", \"w\"); fprintf(f, \"not told\"); return 0; }",
            false),
        NULL, false);
    finish(&run);
    read_story(&run);
    expect(0, "print=1 two 3.0 print=e print=line\n print=c print=s print=wxyz print=p print=d1 "
              "print=k2 print=x: Operation not permitted\n process-exit");
    assert_string_equal(run.output,
                        "d11 two 3.0line\ncswxyzpk2"); /* the program's own, unchanged */
    release(&run);
}

static void test_long_text_is_cut_but_counted(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { static char b[10000]; memset(b, 'x', 9999);\n"
                          "  fputs(b, stdout); return 0; }",
                          false),
                     0);
    assert_int_equal(find(0, K_PRINT)->b, 9999);
    assert_int_equal(find(0, K_PRINT)->text, TEXT_LIMIT);
}

static void test_signals_and_deaths(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { signal(SIGUSR1, SIG_IGN); raise(SIGUSR1);\n"
                          "  kill(getpid(), SIGUSR1); pthread_kill(pthread_self(), SIGUSR1);\n"
                          "  sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 7});\n"
                          "  kill(getpid(), 0); exit(300); }",
                          false),
                     300 % 256 << 8);
    expect(0, "raise kill raise kill kill process-exit");
    assert_int_equal(find(0, K_PROCESS_EXIT)->a, 44);

    assert_int_equal(WTERMSIG(tell("#include <assert.h>\n"
                                   "int main(void) { assert(1 + 1 == 3); return 0; }",
                                   false)),
                     SIGABRT);
    expect(0, "assert=1 + 1 == 3 crash");

    assert_int_equal(WTERMSIG(tell("int main(void) { *(volatile int *)24 = 1; return 0; }", false)),
                     SIGSEGV);
    expect(0, "crash");
    assert_int_equal(find(0, K_CRASH)->b, SIGSEGV);
    assert_int_equal(find(0, K_CRASH)->object, 24);

    assert_int_equal(WTERMSIG(tell("int main(void) { raise(SIGSEGV); return 0; }", false)),
                     SIGSEGV);
    expect(0, "raise crash");

    assert_int_equal(WTERMSIG(tell("static int deep(int n) { volatile char b[1000]; b[0] = n;\n"
                                   "  return deep(n + 1) + b[0]; }\n"
                                   "int main(void) { return deep(0); }",
                                   false)),
                     SIGSEGV);
    expect(0, "crash");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_processes),
        cmocka_unit_test(test_other_programs),
        cmocka_unit_test(test_watches_end_at_exec),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_sockets_with_addresses),
        cmocka_unit_test(test_message_queues),
        cmocka_unit_test(test_prints),
        cmocka_unit_test(test_long_text_is_cut_but_counted),
        cmocka_unit_test(test_signals_and_deaths),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
