/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of an answer, token by token. Lines are joined as the compiler does it, comments and
 * literals are skipped; what is left is looked at before the preprocessor, which can add nothing
 * that is not here or in a standard header, since no tokens may be pasted.
 */
#include "core/exercise/answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct scan {
    const struct answer_rules *rules;
    const char *name;
    const char *at, *end;
    int line;
    bool is_line_start; /* nothing but blanks so far: a '#' begins a directive */
    struct text *why;
};

struct token {
    const char *at;
    size_t n;
    int line;
};

static bool refuse(struct scan *scan, int line, const char *what, struct token token)
{
    text_add(scan->why, "%s:%d: ", scan->name, line);
    text_add(scan->why, what, (int)(token.n < 60 ? token.n : 60), token.at);
    return false;
}

/* --- characters ------------------------------------------------------------------------------- */

static char peek(const struct scan *scan, size_t i)
{
    return (size_t)(scan->end - scan->at) > i ? scan->at[i] : '\0';
}

static void advance(struct scan *scan)
{
    if (*scan->at == '\n') {
        scan->line++;
        scan->is_line_start = true;
    }
    scan->at++;
}

static void skip_line(struct scan *scan)
{
    while (scan->at < scan->end && *scan->at != '\n')
        advance(scan);
}

/* Behind a comment; false: it is not closed. */
static bool skip_comment(struct scan *scan)
{
    scan->at += 2;
    while (scan->at < scan->end && !(*scan->at == '*' && peek(scan, 1) == '/'))
        advance(scan);
    if (scan->at == scan->end)
        return false;
    scan->at += 2;
    return true;
}

static bool skip_blanks(struct scan *scan)
{
    for (; scan->at < scan->end; advance(scan)) {
        if (*scan->at == '/' && peek(scan, 1) == '/') {
            skip_line(scan);
        } else if (*scan->at == '/' && peek(scan, 1) == '*') {
            if (!skip_comment(scan))
                return false;
            scan->at--;
        } else if (!isspace((unsigned char)*scan->at)) {
            return true;
        }
        if (scan->at == scan->end)
            return true;
    }
    return true;
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* A string or a character constant, whose quote is at hand. */
static bool skip_literal(struct scan *scan)
{
    char quote = *scan->at;
    int line = scan->line;
    for (scan->at++; scan->at < scan->end && *scan->at != '\n'; scan->at++) {
        if (*scan->at == quote) {
            scan->at++;
            return true;
        }
        if (*scan->at == '\\' && peek(scan, 1) != '\n')
            scan->at++;
    }
    return refuse(scan, line, _("a quote that is not closed%.*s"), (struct token){"", 0, line});
}

/* --- directives ------------------------------------------------------------------------------- */

static bool is_one_of(struct token token, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == token.n && memcmp(*words, token.at, token.n) == 0)
            return true;
    return false;
}

static const char *const headers[] = {
    "assert.h",    "ctype.h",     "errno.h",    "inttypes.h",    "limits.h",  "pthread.h",
    "sched.h",     "semaphore.h", "stdalign.h", "stdatomic.h",   "stdbool.h", "stddef.h",
    "stdint.h",    "stdio.h",     "stdlib.h",   "stdnoreturn.h", "string.h",  "strings.h",
    "sys/types.h", "threads.h",   "time.h",     "unistd.h",      NULL};

static const char *const process_headers[] = {
    "fcntl.h",    "poll.h",       "signal.h", "sys/wait.h",   "sys/stat.h",
    "sys/mman.h", "sys/socket.h", "sys/un.h", "netinet/in.h", "arpa/inet.h",
    "mqueue.h",   "spawn.h",      NULL};

static bool is_own_header(const struct scan *scan, struct token name)
{
    if (name.n == 0 || name.n > 64 || name.at[0] == '.')
        return false;
    for (size_t i = 0; i < name.n; i++)
        if (!isalnum((unsigned char)name.at[i]) && !strchr("._-", name.at[i]))
            return false;
    char *path = xasprintf("%s/%.*s", scan->rules->dir, (int)name.n, name.at);
    bool is_there = path[strlen(path) - 1] == 'h' && access(path, R_OK) == 0;
    free(path);
    return is_there;
}

/* Behind "#include": <name> or "name". */
static bool check_include(struct scan *scan)
{
    int line = scan->line;
    while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
        scan->at++;
    char close = peek(scan, 0) == '<' ? '>' : peek(scan, 0) == '"' ? '"' : '\0';
    struct token name = {scan->at + (close != '\0'), 0, line};
    while (name.at + name.n < scan->end && name.at[name.n] != '\n' && name.at[name.n] != close)
        name.n++;
    bool is_closed = close && name.at + name.n < scan->end && name.at[name.n] == close;
    bool is_fine =
        is_closed && (close == '>' ? is_one_of(name, headers) || (scan->rules->has_processes &&
                                                                  is_one_of(name, process_headers))
                                   : is_own_header(scan, name));
    if (!is_fine)
        return refuse(scan, line,
                      _("'#include %.*s' is not among what an answer may include: headers of C and "
                        "of threads, and those of the exercise"),
                      name);
    scan->at = name.at + name.n + 1;
    return true;
}

static struct token take_name(struct scan *scan)
{
    struct token token = {scan->at, 0, scan->line};
    while (scan->at < scan->end && is_name(*scan->at))
        scan->at++;
    token.n = (size_t)(scan->at - token.at);
    return token;
}

/* At a '#' that begins a line. What a macro is made of is looked at like the rest. */
static bool check_directive(struct scan *scan)
{
    static const char *const fine[] = {"define", "undef", "if",      "ifdef", "ifndef", "elif",
                                       "else",   "endif", "warning", "error", NULL};
    static const char *const include[] = {"include", NULL};
    int line = scan->line;
    scan->at++;
    /* Up to the end of the line; but a comment in it may have several. */
    while (scan->at < scan->end && *scan->at != '\n') {
        if (*scan->at == '/' && peek(scan, 1) == '*') {
            if (!skip_comment(scan))
                return false;
        } else if (*scan->at == '/' && peek(scan, 1) == '/') {
            skip_line(scan);
        } else if (isspace((unsigned char)*scan->at)) {
            scan->at++;
        } else {
            break;
        }
    }
    if (scan->at == scan->end || *scan->at == '\n')
        return true;
    struct token word = take_name(scan);
    scan->is_line_start = false;
    if (is_one_of(word, include))
        return check_include(scan);
    if (is_one_of(word, fine))
        return true;
    return refuse(scan, line, _("an answer may not use '#%.*s'"), word);
}

/* --- names ------------------------------------------------------------------------------------ */

static bool begins_with(struct token token, const char *beginning)
{
    size_t n = strlen(beginning);
    return token.n >= n && memcmp(token.at, beginning, n) == 0;
}

/* Behind "__attribute__": those that only say something about their variable or function. */
static bool check_attribute(struct scan *scan)
{
    static const char *const fine[] = {"unused",
                                       "__unused__",
                                       "noreturn",
                                       "__noreturn__",
                                       "cleanup",
                                       "__cleanup__",
                                       "aligned",
                                       "format",
                                       "fallthrough",
                                       "nonnull",
                                       "warn_unused_result",
                                       NULL};
    int depth = 0, line = scan->line;
    while (skip_blanks(scan) && scan->at < scan->end) {
        if (is_name(*scan->at)) {
            struct token name = take_name(scan);
            if (depth == 2 && !is_one_of(name, fine))
                return refuse(scan, name.line, _("an answer may not use the attribute '%.*s'"),
                              name);
            continue;
        }
        depth += *scan->at == '(';
        depth -= *scan->at == ')';
        if (*scan->at != '(' && *scan->at != ')' && depth < 3 && *scan->at != ',')
            break;
        scan->at++;
        if (depth == 0)
            return true;
    }
    return refuse(scan, line, _("an attribute that is not understood%.*s"),
                  (struct token){"", 0, line});
}

/* Names that begin with two underscores are the compiler's. */
static bool check_name(struct scan *scan, struct token name)
{
    static const char *const never[] = {"asm", "_Pragma", "alloca", "setjmp", NULL};
    static const char *const fine[] = {
        "__func__",         "__FILE__",      "__LINE__", "__typeof__", "__thread",
        "__auto_type",      "__extension__", "__inline", "__inline__", "__builtin_expect",
        "__STDC_VERSION__", "__has_include", NULL};
    static const char *const attribute[] = {"__attribute__", "__attribute", NULL};
    if (is_one_of(name, attribute))
        return check_attribute(scan);
    bool is_compilers = begins_with(name, "__") && !is_one_of(name, fine) &&
                        !begins_with(name, "__atomic_") && !begins_with(name, "__ATOMIC_") &&
                        !begins_with(name, "__sync_");
    if (is_compilers || is_one_of(name, never) || memchr(name.at, '$', name.n))
        return refuse(scan, name.line, _("an answer may not use '%.*s'"), name);
    static const char *const go_to[] = {"goto", NULL};
    if (is_one_of(name, go_to) && skip_blanks(scan) && peek(scan, 0) == '*')
        return refuse(scan, name.line, _("'%.*s' needs the name of a label"), name);
    return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

/* Joins lines that end in a backslash; the compiler allows blanks behind it. A joined line leaves
 * its newline behind the next one, so that the numbers of lines below stay right. */
static void join_lines(const char *bytes, size_t n, struct text *out)
{
    size_t owed = 0;
    for (size_t i = 0; i < n; i++) {
        size_t end = i + 1;
        while (bytes[i] == '\\' && end < n && strchr(" \t\r\v\f", bytes[end]) && bytes[end])
            end++;
        if (bytes[i] == '\\' && end < n && bytes[end] == '\n') {
            i = end;
            owed++;
            continue;
        }
        for (; bytes[i] == '\n' && owed > 0; owed--)
            text_put_char(out, '\n');
        text_put_char(out, bytes[i]);
    }
}

static bool is_pair(const struct scan *scan, const char *pair)
{
    return peek(scan, 0) == pair[0] && peek(scan, 1) == pair[1];
}

/* Other spellings, which the compiler takes for brackets and '#', and what joins two tokens. */
static bool check_sign(struct scan *scan)
{
    static const char *const never[] = {"##", "%:", "<:", ":>", "<%", "%>", "??"};
    for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
        if (is_pair(scan, never[i]))
            return refuse(scan, scan->line, _("an answer may not use '%.*s'"),
                          (struct token){never[i], 2, scan->line});
    char sign = *scan->at;
    int line = scan->line;
    scan->at++;
    if (sign == '\\')
        return refuse(scan, line, _("a backslash stands outside of any text%.*s"),
                      (struct token){"", 0, line});
    if (sign == '[' && skip_blanks(scan) && peek(scan, 0) == '[')
        return refuse(scan, line, _("an answer may not use '%.*s'"), (struct token){"[[", 2, line});
    return true;
}

static bool check_all(struct scan *scan)
{
    for (;;) {
        if (!skip_blanks(scan))
            return refuse(scan, scan->line, _("a comment that is not closed%.*s"),
                          (struct token){"", 0, 0});
        if (scan->at == scan->end)
            return true;
        bool begins_line = scan->is_line_start;
        bool is_fine;
        scan->is_line_start = false;
        if (*scan->at == '#' && begins_line)
            is_fine = check_directive(scan);
        else if (*scan->at == '"' || *scan->at == '\'')
            is_fine = skip_literal(scan);
        else if (is_name(*scan->at))
            is_fine = check_name(scan, take_name(scan));
        else
            is_fine = check_sign(scan);
        if (!is_fine)
            return false;
    }
}

bool answer_text_is_fine(const struct answer_rules *rules, const char *name, const char *bytes,
                         size_t n, struct text *why)
{
    struct text joined = {0};
    struct scan scan = {.rules = rules, .name = name, .line = 1, .is_line_start = true, .why = why};
    bool is_fine = !memchr(bytes, '\0', n);
    if (!is_fine)
        refuse(&scan, 1, _("it is not a text%.*s"), (struct token){"", 0, 1});
    join_lines(bytes, n, &joined);
    scan.at = text_get(&joined);
    scan.end = scan.at + joined.size;
    is_fine = is_fine && check_all(&scan);
    if (!is_fine && why->size == 0)
        refuse(&scan, scan.line, _("a comment that is not closed%.*s"), (struct token){"", 0, 1});
    text_release(&joined);
    return is_fine;
}
