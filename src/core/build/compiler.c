/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/build/compiler.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"

static bool is_program(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0;
}

/* Where a command is: the caller's to free. NULL: nowhere. */
static char *find_in_path(const char *command)
{
    if (strchr(command, '/'))
        return is_program(command) ? xstrdup(command) : NULL;
    const char *path = getenv("PATH");
    if (path == NULL || path[0] == '\0')
        path = "/usr/local/bin:/usr/bin:/bin";
    for (;;) {
        size_t n = strcspn(path, ":");
        char *file =
            n > 0 ? xasprintf("%.*s/%s", (int)n, path, command) : xasprintf("./%s", command);
        if (is_program(file))
            return file;
        free(file);
        if (path[n] == '\0')
            return NULL;
        path += n + 1;
    }
}

static void split(struct compiler *compiler, const char *command)
{
    static const char blanks[] = " \t\n";
    size_t capacity = 0;
    for (;;) {
        command += strspn(command, blanks);
        size_t n = strcspn(command, blanks);
        GROW(compiler->words, compiler->count, capacity);
        compiler->words[compiler->count] = n > 0 ? xstrndup(command, n) : NULL;
        if (n == 0)
            return;
        compiler->count++;
        command += n;
    }
}

static bool says_clang(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strstr(slash ? slash + 1 : path, "clang") != NULL;
}

/* Is it clang? By the name as called and by the one behind all links: "cc" may be one, and so is
 * "ccache clang". What stands behind the first option is an argument, not a program. */
static bool has_clang_name(const struct compiler *compiler)
{
    bool is_clang = false;
    for (size_t i = 0; i < compiler->count && !is_clang; i++) {
        if (compiler->words[i][0] == '-')
            break;
        char *path = find_in_path(compiler->words[i]);
        char *end = path ? realpath(path, NULL) : NULL;
        is_clang = path && (says_clang(path) || (end && says_clang(end)));
        free(path);
        free(end);
    }
    return is_clang;
}

static bool try_command(struct compiler *compiler, const char *command)
{
    *compiler = (struct compiler){0};
    split(compiler, command);
    char *path = compiler->count > 0 ? find_in_path(compiler->words[0]) : NULL;
    if (path == NULL) {
        compiler_release(compiler);
        return false;
    }
    compiler->is_clang = has_clang_name(compiler);
    free(compiler->words[0]);
    compiler->words[0] = path;
    return true;
}

int compiler_find(struct compiler *compiler, const char *wanted, struct err *err)
{
    if (wanted) {
        if (try_command(compiler, wanted))
            return 0;
        return err_set(err, STATUS_CANNOT, _("there is no compiler '%s'"), wanted);
    }
    const char *const commands[] = {getenv("CC"), "cc", "gcc", "clang"};
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
        if (commands[i] && try_command(compiler, commands[i]))
            return 0;
    return err_set(err, STATUS_CANNOT,
                   _("there is no C compiler; install one (Debian and Ubuntu: apt-get install gcc "
                     "libc6-dev)"));
}

void compiler_release(struct compiler *compiler)
{
    for (size_t i = 0; i < compiler->count; i++)
        free(compiler->words[i]);
    free(compiler->words);
    *compiler = (struct compiler){0};
}

void compiler_hash(const struct compiler *compiler, struct hash *hash)
{
    for (size_t i = 0; i < compiler->count; i++) {
        hash_string(hash, compiler->words[i]);
        char *path = compiler->words[i][0] == '-' ? NULL : find_in_path(compiler->words[i]);
        struct stat file;
        if (path && stat(path, &file) == 0) {
            hash_string(hash, path);
            hash_number(hash, (uint64_t)file.st_size);
            hash_number(hash, (uint64_t)file.st_mtim.tv_sec);
            hash_number(hash, (uint64_t)file.st_mtim.tv_nsec);
        }
        free(path);
    }
    /* What compilers listen to. */
    static const char *const names[] = {"CPATH", "C_INCLUDE_PATH", "LIBRARY_PATH", "COMPILER_PATH",
                                        "GCC_EXEC_PREFIX"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const char *value = getenv(names[i]);
        hash_string(hash, value ? value : "");
    }
}

/* --- command lines ---------------------------------------------------------------------------- */

struct line {
    char **words;
    size_t count, capacity;
};

static void put(struct line *line, const char *word)
{
    GROW(line->words, line->count + 1, line->capacity);
    line->words[line->count++] = xstrdup(word);
    line->words[line->count] = NULL;
}

static void put_all(struct line *line, const char *const *words)
{
    for (; *words; words++)
        put(line, *words);
}

static void put_folder_of(struct line *line, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash == path ? 1 : slash ? (size_t)(slash - path) : 0;
    char *folder = slash ? xstrndup(path, n) : xstrdup(".");
    put(line, folder);
    free(folder);
}

char **compiler_to_object(const struct compiler *compiler, const char *source, bool has_hooks,
                          const char *object, const char *deps)
{
    static const char *const always[] = {"-O0", "-g", "-pthread", "-fno-omit-frame-pointer", NULL};
    /* gcc warns of fences that its own runtime cannot follow; ours can. */
    static const char *const gcc_hooks[] = {"-fsanitize=thread", "-Wno-tsan", NULL};
    /* clang leaves out a read that is followed by a write; we want to see both. */
    static const char *const clang_hooks[] = {"-fsanitize=thread", "-mllvm",
                                              "-tsan-instrument-read-before-write=1", NULL};
    struct line line = {0};
    put_all(&line, (const char *const *)compiler->words);
    put_all(&line, always);
    if (has_hooks)
        put_all(&line, compiler->is_clang ? clang_hooks : gcc_hooks);
    put(&line, "-I");
    put_folder_of(&line, source);
    put_all(&line, (const char *const[]){"-MD", "-MT", "program", "-MF", deps, NULL});
    put_all(&line, (const char *const[]){"-c", "-o", object, source, NULL});
    return line.words;
}

char **compiler_to_program(const struct compiler *compiler, const char *const *objects,
                           const char *probe, const char *program)
{
    struct line line = {0};
    put_all(&line, (const char *const *)compiler->words);
    put_all(&line, (const char *const[]){"-g", "-pthread", "-o", program, NULL});
    put_all(&line, objects);
    if (probe) {
        /* Not -Wl,-rpath: a comma in the path would end it. */
        put_all(&line, (const char *const[]){probe, "-Xlinker", "-rpath", "-Xlinker", NULL});
        put_folder_of(&line, probe);
    }
    put(&line, "-lm");
    return line.words;
}

void compiler_line_add(char ***line, const char *const *words)
{
    size_t n = 0, more = 0;
    while ((*line)[n])
        n++;
    while (words[more])
        more++;
    *line = xrealloc(*line, (n + more + 1) * sizeof(**line));
    for (size_t i = 0; i <= more; i++)
        (*line)[n + i] = i < more ? xstrdup(words[i]) : NULL;
}

void compiler_line_free(char **line)
{
    for (size_t i = 0; line && line[i]; i++)
        free(line[i]);
    free(line);
}
