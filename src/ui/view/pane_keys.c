/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys that do something right now. Where there is no room for all, the last ones go first, but
 * never help and quit.
 */
#include "ui/view/pane.h"

struct key {
    const char *key, *word;
};

#define KEYS_MOST 14

static const char *verb_of(enum block_kind kind)
{
    return kind == BLOCK_EXPLORE ? N_("explore it")
           : kind == BLOCK_STEP  ? N_("step it")
                                 : N_("run it");
}

static bool is_choosing(const struct view *view)
{
    return view->result && view->result->kind == BLOCK_STEP;
}

/* What Tab shows next. */
static const char *larger(const struct view *view)
{
    return view->large == LARGE_NONE   ? _("page")
           : view->large == LARGE_PAGE ? _("figures")
                                       : _("all panes");
}

/* The keys of an exercise. False: one steps its program, and the keys are those of stepping. */
static bool exercise_keys(const struct view *view, int width, struct key *keys)
{
    const struct view_exercise *at = view->exercise;
    bool has_trace = view->trace && trace_count(view->trace) > 0;
    if (is_choosing(view) || view->stage == VIEW_RUNNING)
        return false;
    if (!at->is_checking) {
        *keys++ = (struct key){"e", at->exercise->kind == EXERCISE_FIND ? _("hunt") : _("edit")};
        *keys++ = (struct key){"c", _("check")};
        *keys++ = (struct key){"Enter", _("go on")};
        *keys++ = (struct key){"h", _("hint")};
        if (at->is_solved)
            *keys++ = (struct key){"s", _("solution")};
        if (has_trace) {
            *keys++ = (struct key){"b", _("back")};
            *keys++ = (struct key){"f", _("forward")};
        }
        if (at->path)
            *keys++ = (struct key){"r", _("anew")};
        if (view_can_enlarge(view, width))
            *keys++ = (struct key){"Tab", larger(view)};
    }
    *keys++ = (struct key){":", _("command")};
    *keys = (struct key){NULL, NULL};
    return true;
}

static bool signal_may_arrive(const struct view *view)
{
    const struct explore_result *explored = view->result ? view->result->explored : NULL;
    for (unsigned i = 0; explored && i < explored->thread_count; i++)
        if (explored->threads[i].signals)
            return true;
    return false;
}

/* The keys of this stage in order of weight, ended by a NULL. */
static void keys_of(const struct view *view, int width, struct key keys[KEYS_MOST])
{
    int n = 0;
    static const char *const ranges[] = {"-", "1", "1-2", "1-3", "1-4", "1-5", "1-6", "1-7", "1-8"};
    const struct lesson *lesson = view->lesson;
    const struct block *at_hand =
        lesson && view->block < lesson->block_count ? &lesson->blocks[view->block] : NULL;
    bool has_trace = view->trace && trace_count(view->trace) > 0;
    bool is_tiny = width > 0 && width < 60;
#define ADD(k, w)                                                                                  \
    keys[n++] = (struct key)                                                                       \
    {                                                                                              \
        k, w                                                                                       \
    }
    if (view->is_full_prompt) {
        ADD("Enter", _("do it"));
        ADD("Tab", _("complete"));
        ADD("Ctrl-R", _("search"));
        ADD("Esc", _("leave"));
        keys[n] = (struct key){NULL, NULL};
        return;
    }
    if (view->is_over_page) {
        ADD("Enter", _("go back"));
        if (view->is_broken && view->exercise) {
            ADD("e", _("edit"));
            ADD("c", _("check"));
        } else if (view->is_broken) {
            ADD("r", _("again"));
        }
        ADD("PgUp PgDn", _("scroll"));
        ADD(":", _("command"));
        keys[n] = (struct key){NULL, NULL};
        return;
    }
    if (view->exercise && exercise_keys(view, width, keys))
        return;
    switch (view->stage) {
    case VIEW_HOME:
        ADD("Enter", _("next lesson"));
        break;
    case VIEW_READING:
        ADD("Enter",
            at_hand && block_has_program(at_hand) ? _(verb_of(at_hand->kind)) : _("go on"));
        break;
    case VIEW_ASKING:
        ADD(at_hand && at_hand->answer_count < 9 ? ranges[at_hand->answer_count] : "1-9",
            _("answer"));
        ADD("Enter", _("skip"));
        break;
    case VIEW_BUILDING:
        break;
    case VIEW_RUNNING:
        ADD("p", view->is_paused ? _("let all go") : _("pause"));
        ADD("0-9", _("step one"));
        if (view->is_paused)
            ADD("s", _("step"));
        else
            ADD("- +", _("speed"));
        ADD("b", _("back"));
        break;
    case VIEW_DONE:
        if (is_choosing(view)) {
            ADD("0-9", _("step a thread"));
            ADD("u", _("undo"));
            if (signal_may_arrive(view))
                ADD("k", _("a signal arrives"));
            ADD("h", _("hint"));
        }
        ADD("Enter", lesson ? _("go on") : _("lessons"));
        if (is_tiny && view_can_enlarge(view, width)) /* there, one pane is all there is */
            ADD("Tab", larger(view));
        if (has_trace) {
            ADD("b", _("back"));
            ADD("f", _("forward"));
        }
        if (view->has_lost)
            ADD("u", _("lost update"));
        if (!at_hand || block_has_program(at_hand))
            ADD("r", _("again"));
        break;
    case VIEW_REPLAY:
        ADD("b", _("back"));
        ADD("f", _("forward"));
        if (view->has_lost)
            ADD("u", _("lost update"));
        ADD("p", view->is_paused ? _("play") : _("pause"));
        ADD("- +", _("speed"));
        ADD("Enter", _("lessons"));
        break;
    case VIEW_END:
        ADD("Enter", view->is_last ? _("lessons") : _("next lesson"));
        if (view->offer_count > 0)
            ADD(view->offer_count < 9 ? ranges[view->offer_count] : "1-9", _("exercise"));
        break;
    }
    if (!(is_tiny && view->stage == VIEW_DONE) && view_can_enlarge(view, width))
        ADD("Tab", larger(view));
    ADD(":", _("command"));
#undef ADD
    keys[n] = (struct key){NULL, NULL};
}

/* What `q` does: leaves the nearest thing. */
static struct key quit_of(const struct view *view)
{
    bool runs = view->stage == VIEW_RUNNING || view->stage == VIEW_BUILDING;
    return (struct key){"q", runs ? _("end it") : view->is_over_page ? _("go back") : _("quit")};
}

static void put_help(struct text *out, const char *key, const char *words)
{
    int gap = 12 - text_width(key);
    text_add(out, "  %s%*s%s\n", key, gap > 2 ? gap : 2, "", words);
}

void pane_keys_help(const struct view *view, struct text *out)
{
    struct key keys[KEYS_MOST];
    struct view now = *view;
    now.is_full_prompt = now.is_over_page = false;
    now.output = NULL; /* which these words are, over what the keys are for */
    keys_of(&now, 0, keys);
    text_add(out, "%s\n", _("Keys that do something here:"));
    for (const struct key *key = keys; key->key; key++)
        put_help(out, key->key, key->word);
    put_help(out, "q", quit_of(&now).word);
    text_add(out, "\n%s\n", _("Keys that always work:"));
    put_help(out, "PgUp PgDn", _("scroll the page; the program is behind it where it is narrow"));
    put_help(out, "Tab",
             _("the page alone, then figures alone, then all panes, where it is narrow"));
    put_help(out, "Backspace", _("the act before, in a lesson"));
    put_help(out, "Home End", _("the first moment of a trace, and the last"));
    put_help(out, ":", _("begins a command; a word that is typed in one go does, too"));
    put_help(out, "Ctrl-C", _("leaves the line that is typed; ends what runs; leaves"));
    put_help(out, "Ctrl-Z", _("back to the shell for a while; what runs is paused"));
    put_help(out, "Ctrl-L", _("draws the screen anew"));
    put_help(out, "?", _("this page"));
}

static int width_of(const struct key *key)
{
    return text_width(key->key) + 1 + text_width(key->word) + 2;
}

static int put_key(struct canvas *canvas, struct box box, int x, const struct key *key)
{
    x = canvas_put(canvas, box, x, 0, WITH(STYLE_KEY, CELL_BOLD), key->key);
    x = canvas_put(canvas, box, x + 1, 0, STYLE_TEXT, key->word);
    return x + 2;
}

void pane_keys(const struct view *view, struct canvas *canvas, struct box box)
{
    struct key keys[KEYS_MOST];
    keys_of(view, canvas->width, keys);
    const struct key help = {"?", _("help")}, quit = quit_of(view);
    int kept = view->is_full_prompt ? 0 : width_of(&help) + width_of(&quit);
    int x = box.width > 40 ? 1 : 0;
    for (const struct key *key = keys; key->key; key++)
        if (x + width_of(key) - 2 + kept <= box.width)
            x = put_key(canvas, box, x, key);
    if (view->is_full_prompt)
        return;
    x = put_key(canvas, box, x, &help);
    put_key(canvas, box, x, &quit);
}
