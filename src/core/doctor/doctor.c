/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The report: the machine's part is in doctor_machine.c; here are the compilers, and one program
 * that goes the whole way from its source to an event.
 */
#include "core/doctor/doctor.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/build/build.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"
#include "core/doctor/doctor_checks.h"
#include "core/process/child.h"
#include "core/run/run.h"

#define TOPIC_COLUMNS 19

static uint64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Waits until there is something to do at `fd`. False when the time is up. */
static bool wait_until(int fd, uint64_t end_ms)
{
    uint64_t now = now_ms();
    if (now >= end_ms)
        return false;
    struct pollfd poll_fd = {.fd = fd, .events = POLLIN};
    (void)poll(&poll_fd, 1, (int)(end_ms - now)); /* interrupted or not: the caller looks again */
    return true;
}

/* --- compilers -------------------------------------------------------------------------------- */

/* Runs COMPILER --version and adds the first line of what it says. */
static bool put_version(struct text *out, const struct compiler *compiler)
{
    size_t n = compiler->count;
    const char **argv = xcalloc(n + 2, sizeof(*argv));
    for (size_t i = 0; i < n; i++)
        argv[i] = compiler->words[i];
    argv[n] = "--version";
    struct child_spec spec = {
        .argv = argv,
        .limits = {.data_bytes = 1ull << 30, .cpu_s = (unsigned)DOCTOR_PATIENCE_S, .processes = 16},
        .merge_output = true,
    };
    struct err err;
    struct child *child = child_start(&spec, &err);
    free(argv);
    if (child == NULL)
        return false;
    char line[256];
    size_t size = 0;
    uint64_t end = now_ms() + (uint64_t)(DOCTOR_PATIENCE_S * 1000);
    while (child_state(child) != CHILD_OVER && wait_until(child_fd(child), end)) {
        child_turn(child);
        char bytes[1024];
        for (size_t got; (got = child_read(child, bytes, sizeof(bytes))) > 0;)
            for (size_t i = 0; i < got && size < sizeof(line) - 1; i++)
                line[size++] = bytes[i];
    }
    struct child_death death;
    bool is_good = false;
    while (child_next_death(child, &death))
        is_good = is_good || (death.pid == child_pid(child) && death.status == 0);
    child_free(child);
    line[size] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    is_good = is_good && line[0] != '\0';
    if (is_good)
        text_put(out, line);
    return is_good;
}

/* A version line begins with the name that the compiler was called by. */
static bool same_version(const char *a, const char *b)
{
    return strcmp(a + strcspn(a, " "), b + strcspn(b, " ")) == 0;
}

/* One line for each compiler, the one that will be used first. The same program under two names is
 * told once. */
static void report_compilers(struct text *out)
{
    const char *const commands[] = {getenv("CC"), "cc", "gcc", "clang"};
    struct text seen[sizeof(commands) / sizeof(*commands)] = {{0}};
    size_t count = 0;
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
        struct compiler compiler;
        struct err err;
        struct text version = {0};
        if (commands[i] == NULL || compiler_find(&compiler, commands[i], &err) < 0)
            continue;
        const char *slash = strrchr(compiler.words[0], '/');
        if (!put_version(&version, &compiler))
            text_put(&version, _("does not tell its version"));
        bool is_known = false;
        for (size_t k = 0; k < count; k++)
            is_known = is_known || same_version(text_get(&seen[k]), text_get(&version));
        if (!is_known) {
            struct text line = {0};
            text_add(&line, "%s: %s", slash ? slash + 1 : compiler.words[0], text_get(&version));
            doctor_line(out, DOCTOR_OK, _("compiler"), text_get(&line), NULL);
            text_release(&line);
            seen[count++] = version;
        } else {
            text_release(&version);
        }
        compiler_release(&compiler);
    }
    if (count == 0)
        doctor_line(out, DOCTOR_MISSING, _("compiler"), _("there is none"),
                    _("Debian and Ubuntu: apt-get install gcc libc6-dev"));
    for (size_t k = 0; k < count; k++)
        text_release(&seen[k]);
}

/* --- one program, the whole way ----------------------------------------------------------------
 */

static char *write_program(struct err *err)
{
    static const char source[] = "int shared;\nint main(void) { shared++; return 0; }\n";
    char folder[] = "/tmp/conc-tutor-doctor-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        (void)err_sys(err, _("cannot make a folder in '%s'"), "/tmp");
        return NULL;
    }
    char *path = xasprintf("%s/two-lines.c", folder);
    if (file_write_new(path, 0600, source, strlen(source), err) == 0)
        return path;
    remove_tree(folder);
    free(path);
    return NULL;
}

static void remove_program(char *path)
{
    *strrchr(path, '/') = '\0';
    remove_tree(path);
    free(path);
}

/* Writes of memory that the program reported. -1 with err when it could not be run. */
static int64_t run_it(const char *program, const char *probe, struct err *err)
{
    const char *argv[] = {program, NULL};
    struct run_spec spec = {.argv = argv, .probe = probe, .budget_s = DOCTOR_PATIENCE_S};
    struct run *run = run_start(&spec, err);
    if (run == NULL)
        return -1;
    uint64_t end = now_ms() + (uint64_t)(DOCTOR_PATIENCE_S * 1500);
    while (!run_is_over(run) && wait_until(run_fd(run), end))
        run_turn(run);
    const struct run_outcome *outcome = run_outcome(run);
    int64_t writes = (int64_t)outcome->counts[K_MEM_WRITE];
    if (!run_is_over(run) || outcome->end != RUN_RETURNED || outcome->status != 0)
        writes = err_set(err, STATUS_FAILED, _("the program ended otherwise than it should: %s"),
                         run_is_over(run) ? run_end_word(outcome->end) : "?");
    run_free(run);
    return writes;
}

/* Builds with hooks and runs. The first line of the compiler's messages goes with the error. */
static enum doctor_mark check_hooks(const struct doctor_spec *spec, struct finding *finding)
{
    struct err err = {0};
    char *source = write_program(&err);
    struct build *build = NULL;
    const char *program = NULL;
    int64_t writes = -1;
    if (source) {
        struct build_spec wanted = {.source = source,
                                    .has_hooks = true,
                                    .probe = spec->probe,
                                    .cache = spec->cache,
                                    .budget_s = DOCTOR_PATIENCE_S};
        build = build_start(&wanted, &err);
    }
    uint64_t end = now_ms() + (uint64_t)(DOCTOR_PATIENCE_S * 1500);
    while (build && !build_is_over(build) && wait_until(build_fd(build), end))
        build_turn(build);
    if (build)
        program = build_program(build, &err);
    if (program)
        writes = run_it(program, spec->probe, &err);
    if (writes > 0)
        text_put(&finding->says, _("a program was built, run, and told what it did to its memory"));
    else if (writes == 0)
        text_put(&finding->says, _("a program was built and run, but told nothing of its memory"));
    else
        text_put(&finding->says, err.text);
    if (build && !program) {
        const char *messages = build_messages(build);
        text_put_bytes(&finding->advice, messages, strcspn(messages, "\n"));
    }
    build_free(build);
    if (source)
        remove_program(source);
    return writes > 0 ? DOCTOR_OK : DOCTOR_MISSING;
}

static enum doctor_mark check_cache(const struct doctor_spec *spec, struct finding *finding)
{
    struct buildcache cache;
    struct err err;
    if (buildcache_open(&cache, spec->cache, &err) < 0) {
        text_put(&finding->says, err.text);
        return DOCTOR_MISSING;
    }
    bool is_kept = !cache.is_temporary;
    text_put(&finding->says, is_kept ? _("programs are kept and not built again")
                                     : _("programs cannot be kept: each is built every time"));
    if (!is_kept)
        text_put(
            &finding->advice,
            _("~/.cache/conc-tutor, or the folder in XDG_CACHE_HOME, must be yours, writable by "
              "nobody else, and on a file system that may run programs"));
    buildcache_close(&cache);
    return is_kept ? DOCTOR_OK : DOCTOR_NOTE;
}

/* --- the report ------------------------------------------------------------------------------- */

void doctor_line(struct text *out, enum doctor_mark mark, const char *topic, const char *finding,
                 const char *advice)
{
    static const char *const marks[] = {
        [DOCTOR_OK] = N_("ok"), [DOCTOR_NOTE] = N_("note"), [DOCTOR_MISSING] = N_("MISSING")};
    const char *word = gettext(marks[mark]);
    text_put(out, word);
    for (int i = text_width(word); i < 9; i++)
        text_put_char(out, ' ');
    text_put(out, topic);
    for (int i = text_width(topic); i < TOPIC_COLUMNS; i++)
        text_put_char(out, ' ');
    text_put(out, finding);
    text_put_char(out, '\n');
    if (advice && advice[0])
        text_add(out, "%*s%s\n", 9 + TOPIC_COLUMNS, "", advice);
}

static void check(struct text *out, const struct doctor_spec *spec, const char *topic,
                  enum doctor_mark (*question)(const struct doctor_spec *, struct finding *))
{
    struct finding finding = {{0}, {0}};
    enum doctor_mark mark = question(spec, &finding);
    doctor_line(out, mark, topic, text_get(&finding.says), text_get(&finding.advice));
    text_release(&finding.says);
    text_release(&finding.advice);
}

/* Messages of the system and of compilers may hold paths: the home folder says who it is. */
static void hide_home(struct text *out)
{
    const char *home = getenv("HOME");
    if (home == NULL || home[0] != '/' || home[1] == '\0' || out->size == 0)
        return;
    struct text clean = {0};
    size_t n = strlen(home);
    const char *p = text_get(out);
    for (const char *hit; (hit = strstr(p, home)) != NULL; p = hit + n) {
        text_put_bytes(&clean, p, (size_t)(hit - p));
        text_put_char(&clean, '~');
    }
    text_put(&clean, p);
    text_release(out);
    *out = clean;
}

void doctor_report(struct text *out, const struct doctor_spec *spec)
{
    struct text report = {0};
    doctor_line(&report, DOCTOR_OK, "conc-tutor", spec->version ? spec->version : "?", NULL);
#define X(function, topic) check(&report, spec, gettext(topic), function);
    MACHINE_CHECKS(X)
#undef X
    report_compilers(&report);
    check(&report, spec, _("built programs"), check_cache);
    if (spec->probe && access(spec->probe, R_OK) == 0)
        check(&report, spec, _("memory hooks"), check_hooks);
    else
        doctor_line(&report, DOCTOR_MISSING, _("probe"),
                    _("the library that looks into programs is not there; no events are recorded"),
                    _("build and install conc-tutor as a whole: make, make install"));
    hide_home(&report);
    text_put(out, text_get(&report));
    text_release(&report);
}
