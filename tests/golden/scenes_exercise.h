/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes of an exercise: before anything was tried, after a check that has found a counterexample,
 * and what a lesson offers at its end. Part of scenes.h, which includes it.
 */
#ifndef GOLDEN_SCENES_EXERCISE_H
#define GOLDEN_SCENES_EXERCISE_H

static struct hint scene_hint = {.text = "Which line is *not* one step?", .fits = ~0u};

static const struct exercise scene_protect = {
    .lesson = "count",
    .name = "protect",
    .title = "Protect the counter",
    .task = "Several threads do jobs, `do_job()`, and count each one that is done. Now and\n"
            "then a count gets lost. Make the count right on every schedule.\n\n"
            "`driver.c` is frozen.",
    .kind = EXERCISE_FIX,
    .hints = &scene_hint,
    .hint_count = 1,
};
static const struct exercise scene_hunt = {
    .lesson = "count", .name = "stop-both", .title = "Stop both of them", .kind = EXERCISE_FIND};

static inline void scene_untried(struct scene *scene)
{
    static const struct view_exercise at = {
        .exercise = &scene_protect, .mark = "[ ]", .state = "not begun"};
    scene->view.stage = VIEW_READING;
    scene->view.exercise = &at;
}

static inline void scene_checking(struct scene *scene)
{
    static const struct view_exercise at = {.exercise = &scene_protect,
                                            .mark = "[-]",
                                            .state = "tried 3 times",
                                            .path = "protect/protect.c",
                                            .is_checking = true};
    scene->view.stage = VIEW_BUILDING;
    scene->view.exercise = &at;
    scene->view.elapsed_s = 2;
    scene->view.message = "looking at every schedule of it; q ends that";
}

static inline void scene_not_yet(struct scene *scene)
{
    static const struct view_exercise at = {
        .exercise = &scene_protect,
        .mark = "[-]",
        .state = "tried 3 times",
        .path = "protect/protect.c",
        .is_checked = true,
        .verdict = CHECK_ASSERTION,
        .says = "",
        .fitting = &scene_hint,
    };
    scene_past(scene);
    scene->view.exercise = &at;
    scene->view.result = NULL;
    scene->view.message = check_sentence(CHECK_ASSERTION);
    scene->view.message_style = STYLE_BAD;
}

static inline void scene_offers(struct scene *scene)
{
    static const struct view_exercise offers[] = {
        {.exercise = &scene_protect, .mark = "[x]", .state = "passed", .is_solved = true},
        {.exercise = &scene_hunt, .mark = "[ ]", .state = "not begun"},
    };
    scene_finished(scene);
    scene->view.offers = offers;
    scene->view.offer_count = 2;
}

#endif
