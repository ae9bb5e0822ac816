/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an act of a page may say. What can be known without running anything is refused here, with
 * its line, so that a slip in a page is found when the page is read and not in front of a class.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/act.h"
#include "core/lesson/figure.h"
#include "core/lesson/lesson_page.h"

#define KEY_LIMIT   40u /* bytes, so that a message about it has room for both */
#define VALUE_LIMIT 400u

/* The checks of a key. `act` has its words; keys that stand above this one are in it already. */
typedef int check_fn(const struct page *page, const struct block *act,
                     const struct lesson_key *key);

static int fail_value(const struct page *page, const struct lesson_key *key, const char *wanted)
{
    return page_fail(page, key->line, _("'%s: %.*s': %s"), key->key, page_shown(key->value),
                     key->value, wanted);
}

/* --- small readers ------------------------------------------------------------------------------
 */

static bool is_one_of(const char *word, size_t n, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == n && memcmp(*words, word, n) == 0)
            return true;
    return false;
}

/* The next word of a value, its length in *n; NULL when there is none. */
static const char *next_word(const char **at, size_t *n)
{
    *at += strspn(*at, " \t");
    const char *word = *at;
    *n = strcspn(word, " \t");
    *at += *n;
    return *n ? word : NULL;
}

/* A name of ours: what can be typed, compared and shown without quotes. */
static bool is_name(const char *word)
{
    if (!isalnum((unsigned char)*word))
        return false;
    for (; *word; word++)
        if (!isalnum((unsigned char)*word) && !strchr("._-", *word))
            return false;
    return true;
}

static bool take_number(const char **at, long long *value)
{
    if (!isdigit((unsigned char)**at))
        return false;
    *value = 0;
    for (; isdigit((unsigned char)**at); (*at)++)
        if (__builtin_mul_overflow(*value, 10, value) ||
            __builtin_add_overflow(*value, **at - '0', value))
            return false;
    return true;
}

static bool take_identifier(const char **at)
{
    if (!isalpha((unsigned char)**at) && **at != '_')
        return false;
    while (isalnum((unsigned char)**at) || **at == '_')
        (*at)++;
    return true;
}

/* A global variable or a part of one: counter, account[2].balance */
static bool is_variable(const char *word, size_t n)
{
    const char *at = word;
    long long index;
    if (!take_identifier(&at))
        return false;
    while (at < word + n) {
        char c = *at++;
        if (c == '.' && take_identifier(&at))
            continue;
        if (c == '[' && take_number(&at, &index) && *at++ == ']')
            continue;
        return false;
    }
    return at == word + n;
}

/* --- keys of a run
 * -------------------------------------------------------------------------------- */

/* Is this run known by that name: its `name:`, else its program without folder and ending? */
static bool is_named(const struct block *run, const char *name)
{
    const char *own = block_get(run, "name", NULL);
    if (own)
        return strcmp(own, name) == 0;
    const char *program = run->word_count > 0 ? run->words[0] : "";
    const char *slash = strrchr(program, '/');
    program = slash ? slash + 1 : program;
    const char *dot = strrchr(program, '.');
    size_t n = dot && dot != program ? (size_t)(dot - program) : strlen(program);
    return strlen(name) == n && memcmp(program, name, n) == 0;
}

static bool has_run(const struct page *page, const char *name, const struct block *except)
{
    for (size_t i = 0; i < page->lesson->block_count; i++) {
        const struct block *block = &page->lesson->blocks[i];
        if (block != except && block->kind == BLOCK_RUN && is_named(block, name))
            return true;
    }
    return false;
}

static int check_name(const struct page *page, const struct block *act,
                      const struct lesson_key *key)
{
    if (!is_name(key->value))
        return fail_value(page, key, _("a name is one word of letters, digits, '.', '_' and '-'"));
    if (has_run(page, key->value, act))
        return fail_value(page, key, _("an act above has this name: take another"));
    return 0;
}

static int check_watch(const struct page *page, const struct block *act,
                       const struct lesson_key *key)
{
    (void)act;
    const char *at = key->value, *word;
    size_t n, count = 0;
    while ((word = next_word(&at, &n))) {
        if (!is_variable(word, n) || n > 100)
            return fail_value(page, key,
                              _("names of global variables, as counter or account[2].balance"));
        if (++count > 8)
            return fail_value(page, key, _("at most 8 variables can be watched"));
    }
    return 0;
}

static int check_should(const struct page *page, const struct block *act,
                        const struct lesson_key *key)
{
    const char *at = key->value;
    for (;;) {
        at += strspn(at, " \t");
        bool is_argument = *at == '$';
        at += is_argument;
        long long value;
        if (!take_number(&at, &value))
            return fail_value(page, key, _("a product of numbers and of $1, $2, as '2 * $1'"));
        if (is_argument && (value < 1 || (size_t)value >= act->word_count))
            return fail_value(page, key, _("the program has no argument of that number"));
        at += strspn(at, " \t");
        if (!*at)
            return 0;
        if (*at++ != '*')
            return fail_value(page, key, _("factors are joined by '*'"));
    }
}

/* --- keys of a comparison
 * ------------------------------------------------------------------------- */

static int check_show(const struct page *page, const struct block *act,
                      const struct lesson_key *key)
{
    (void)act;
    const char *figures[FIGURES + 1] = {NULL};
    for (int i = 0; i < FIGURES; i++)
        figures[i] = figure_word((enum figure)i);
    const char *at = key->value, *word;
    size_t n;
    while ((word = next_word(&at, &n)))
        if (!is_one_of(word, n, figures))
            return fail_value(page, key,
                              _("may name loss, values, time, cores, switches, spans, at-once and "
                                "ends"));
    return 0;
}

/* --- the acts
 * ------------------------------------------------------------------------------------- */

struct key_rule {
    const char *word;
    check_fn *check;
};

/* What a page asks of these beyond act_plan_set(), which knows all keys of a run. */
static const struct key_rule run_keys[] = {
    {"name", check_name},
    {"watch", check_watch},
    {"should", check_should},
    {0},
};
static const struct key_rule compare_keys[] = {{"show", check_show}, {0}};

static const struct key_rule *find_rule(const struct key_rule *rules, const char *word)
{
    for (; rules->word; rules++)
        if (strcmp(rules->word, word) == 0)
            return rules;
    return NULL;
}

/* Is this key of a run one that act_plan_set() takes? Tried on `plan`. */
static int try_run_key(const struct page *page, const struct block *act, struct act_plan *plan,
                       const struct lesson_key *key)
{
    struct err err;
    const struct key_rule *rule = find_rule(run_keys, key->key);
    if (rule && rule->check(page, act, key) != 0)
        return -1;
    if (act_plan_set(plan, key->key, key->value, &err) == 0)
        return 0;
    return page_fail(page, key->line, "%s", err.text);
}

static int try_compare_key(const struct page *page, const struct block *act,
                           const struct lesson_key *key)
{
    const struct key_rule *rule = find_rule(compare_keys, key->key);
    if (rule)
        return rule->check(page, act, key);
    return page_fail(page, key->line, _("unknown key '%.*s': compare takes only 'show'"),
                     page_shown(key->key), key->key);
}

/* Takes the key's memory when it succeeds. `plan` is NULL in a comparison. */
static int take_key(const struct page *page, struct block *act, struct act_plan *plan,
                    struct lesson_key *key)
{
    if (block_get(act, key->key, NULL))
        return page_fail(page, key->line, _("'%.*s' twice: remove one"), page_shown(key->key),
                         key->key);
    if (strlen(key->key) > KEY_LIMIT || strlen(key->value) > VALUE_LIMIT)
        return page_fail(page, key->line, _("'%.*s' is too long"), page_shown(key->key), key->key);
    if (!*key->value)
        return page_fail(page, key->line, _("'%.*s' has no value: give one or remove the line"),
                         page_shown(key->key), key->key);
    if ((plan ? try_run_key(page, act, plan, key) : try_compare_key(page, act, key)) != 0)
        return -1;
    act->keys = xrealloc(act->keys, (act->key_count + 1) * sizeof(*key));
    act->keys[act->key_count++] = *key;
    return 0;
}

static int read_keys(const struct page *page, struct block *act, struct act_plan *plan,
                     const struct line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct lesson_key key;
        if (line_trim(lines[i]).n == 0)
            continue;
        if (!line_key(lines[i], &key))
            return page_fail(page, lines[i].number, _("not a 'key: value' line"));
        if (take_key(page, act, plan, &key) != 0) {
            free(key.key);
            free(key.value);
            return -1;
        }
    }
    return 0;
}

/* The keys of a run are tried on a plan as it will be made, with the parameters' defaults. */
static int read_run_keys(const struct page *page, struct block *act, const struct line *lines,
                         size_t count)
{
    struct act_plan plan;
    struct err err;
    if (act_plan_block(&plan, page->lesson, act, NULL, &err) != 0)
        return page_fail(page, act->line, "%s", err.text); /* it has no keys yet */
    int result = read_keys(page, act, &plan, lines, count);
    act_plan_release(&plan);
    return result;
}

static int read_run(struct page *page, struct block *act, const struct line *lines, size_t count)
{
    if (act->word_count == 0)
        return page_fail(page, act->line, _("%s needs a program: '%s race.c 2 1000000'"),
                         act_word(act->kind), act_word(act->kind));
    const char *program = act->words[0];
    if (*program == '/' || *program == '-' || strstr(program, ".."))
        return page_fail(page, act->line, _("'%.*s': a program lies in the lesson's own folder"),
                         page_shown(program), program);
    struct parameter ignored;
    for (size_t i = 1; i < act->word_count; i++)
        if (act->words[i][0] == '$' && !lesson_parameter(page->lesson, act->words[i] + 1, &ignored))
            return page_fail(page, act->line,
                             _("'%.*s': the front matter has no 'param' of that name"),
                             page_shown(act->words[i]), act->words[i]);
    if (read_run_keys(page, act, lines, count) != 0)
        return -1;
    if (block_get(act, "should", NULL) && !block_get(act, "watch", NULL))
        return page_fail(page, act->line, _("'should' needs 'watch': which variable should?"));
    const char *at = block_get(act, "shows", ""), *word;
    size_t n;
    while ((word = next_word(&at, &n))) {
        n -= word[n - 1] == ',';
        const char *needed = claim_needs(word, n);
        if (needed && !block_get(act, needed, NULL))
            return page_fail(page, act->line, _("'shows: %.*s' needs '%s'"), (int)n, word, needed);
    }
    return 0;
}

static int read_compare(struct page *page, struct block *act, const struct line *lines,
                        size_t count)
{
    if (act->word_count < 2)
        return page_fail(page, act->line, _("compare needs the names of two or more runs"));
    for (size_t i = 0; i < act->word_count; i++)
        if (!has_run(page, act->words[i], NULL))
            return page_fail(page, act->line, _("no run above is named '%.*s'"),
                             page_shown(act->words[i]), act->words[i]);
    return read_keys(page, act, NULL, lines, count);
}

/* What the exercise is stands in its own folder. */
static int read_exercise(struct page *page, struct block *act, const struct line *lines,
                         size_t count)
{
    if (act->word_count != 1 || !is_name(act->words[0]))
        return page_fail(page, act->line,
                         _("exercise needs the name of one of this lesson's exercises"));
    for (size_t i = 0; i < count; i++)
        if (line_trim(lines[i]).n > 0)
            return page_fail(page, lines[i].number, _("nothing may stand inside an exercise"));
    return 0;
}

/* --- for the parser
 * ------------------------------------------------------------------------------- */

int act_words(struct page *page, struct block *block, struct line info)
{
    const char *const end = info.at + info.n;
    while (info.at < end) {
        struct line word = info;
        word.n = 0;
        while (word.at + word.n < end && word.at[word.n] != ' ' && word.at[word.n] != '\t')
            word.n++;
        if (block->word_count == PAGE_WORDS)
            return page_fail(page, info.number, _("more than %u words behind '%s'"), PAGE_WORDS,
                             act_word(block->kind));
        block->words = xrealloc(block->words, (block->word_count + 1) * sizeof(*block->words));
        block->words[block->word_count++] = line_copy(word);
        info.n = (size_t)(end - word.at) - word.n;
        info.at = word.at + word.n;
        info = line_trim(info);
    }
    bool takes_words =
        block_has_program(block) || block->kind == BLOCK_COMPARE || block->kind == BLOCK_EXERCISE;
    if (!takes_words && block->word_count > 0)
        return page_fail(page, info.number, _("'%.*s': nothing may stand behind '%s'"),
                         page_shown(block->words[0]), block->words[0], act_word(block->kind));
    return 0;
}

int act_read(struct page *page, struct block *block, const struct line *lines, size_t count)
{
    static int (*const readers[])(struct page *, struct block *, const struct line *, size_t) = {
        [BLOCK_PREDICT] = act_read_predict,
        [BLOCK_RUN] = read_run,
        [BLOCK_STEP] = read_run,
        [BLOCK_EXPLORE] = read_run,
        [BLOCK_COMPARE] = read_compare,
        [BLOCK_EXERCISE] = read_exercise,
        [BLOCK_NOTES] = act_read_notes,
    };
    return readers[block->kind](page, block, lines, count);
}
