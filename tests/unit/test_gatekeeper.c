/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may make a step: whoever is known to be about to make one. A thread comes to the gate as the
 * probe does (probe/gate.c); here it is stopped in the middle of coming.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/run/gatekeeper.h"

struct scene {
    struct region *region;
    struct ring *ring;
    struct gatekeeper keeper;
    uint32_t slot;
    uint32_t permits; /* as the thread has read it before it announced its step */
};

static int open_paused(void **state)
{
    static struct scene scene;
    int fd;
    scene = (struct scene){.region = region_create(RING_EVENTS_MIN, 0, &fd)};
    if (!scene.region)
        return -1;
    close(fd);
    scene.slot = (uint32_t)ring_claim(scene.region, (uint32_t)getpid(), (uint32_t)getpid());
    scene.ring = &scene.region->rings[scene.slot];
    gatekeeper_init(&scene.keeper, scene.region, true, 0);
    *state = &scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    region_unmap(scene->region, region_size(RING_EVENTS_MIN));
    return 0;
}

static void put(struct scene *scene, enum event_kind kind, unsigned flags)
{
    uint64_t head = atomic_load(&scene->ring->head);
    struct event *record = &ring_records(scene->region, scene->slot)[head & (RING_EVENTS_MIN - 1)];
    *record = (struct event){.kind = (uint16_t)kind, .flags = (uint16_t)flags};
    atomic_store(&scene->ring->reserved, head + 1);
    atomic_store(&scene->ring->head, head + 1);
}

static void announce(struct scene *scene)
{
    scene->permits = atomic_load(&scene->ring->permits);
    put(scene, K_LOCK, EVENT_AT_GATE);
}

static bool is_let_go(const struct scene *scene)
{
    return atomic_load(&scene->ring->permits) != scene->permits;
}

/* What is on the screen as somebody's next step can be made, and is made once. */
static void test_who_is_on_the_way_to_the_gate_can_be_stepped(void **state)
{
    struct scene *scene = *state;
    announce(scene);
    assert_false(gatekeeper_is_ready(&scene->keeper, scene->slot)); /* nobody can have read it */
    gatekeeper_told(&scene->keeper, scene->slot, STEP_COUNTS);
    assert_true(gatekeeper_is_ready(&scene->keeper, scene->slot));
    gatekeeper_permit(&scene->keeper, scene->slot);
    assert_true(is_let_go(scene));
    assert_false(gatekeeper_is_ready(&scene->keeper, scene->slot));
    scene->permits = atomic_load(&scene->ring->permits);
    gatekeeper_permit(&scene->keeper, scene->slot);
    assert_false(is_let_go(scene));
}

/* It was told of late: meanwhile it has gone on, and is about to do something else. */
static void test_who_has_gone_on_cannot(void **state)
{
    struct scene *scene = *state;
    announce(scene);
    put(scene, K_LOCK, 0);
    gatekeeper_told(&scene->keeper, scene->slot, STEP_COUNTS);
    assert_false(gatekeeper_is_ready(&scene->keeper, scene->slot));
    gatekeeper_permit(&scene->keeper, scene->slot);
    assert_false(is_let_go(scene));
}

/* Through an open gate it goes without having waited. */
static void test_what_was_told_before_it_opened_is_forgotten(void **state)
{
    struct scene *scene = *state;
    announce(scene);
    gatekeeper_told(&scene->keeper, scene->slot, STEP_COUNTS);
    gatekeeper_resume(&scene->keeper);
    gatekeeper_told(&scene->keeper, scene->slot, STEP_COUNTS); /* a copy that came later */
    gatekeeper_pause(&scene->keeper);
    assert_false(gatekeeper_is_ready(&scene->keeper, scene->slot));
    announce(scene);
    assert_false(gatekeeper_is_ready(&scene->keeper, scene->slot));
    gatekeeper_told(&scene->keeper, scene->slot, STEP_COUNTS);
    assert_true(gatekeeper_is_ready(&scene->keeper, scene->slot));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_is_on_the_way_to_the_gate_can_be_stepped,
                                        open_paused, close_scene),
        cmocka_unit_test_setup_teardown(test_who_has_gone_on_cannot, open_paused, close_scene),
        cmocka_unit_test_setup_teardown(test_what_was_told_before_it_opened_is_forgotten,
                                        open_paused, close_scene),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
