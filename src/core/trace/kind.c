/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/kind.h"

static const struct {
    const char *word;
    enum event_group group;
} kinds[K_COUNT] = {
#define X(name, word_, group_, sentence) [K_##name] = {word_, GROUP_##group_},
    EVENT_KINDS(X)
#undef X
};

const char *event_word(enum event_kind kind)
{
    return kind < K_COUNT ? kinds[kind].word : "?";
}

enum event_group event_group(enum event_kind kind)
{
    return kind < K_COUNT ? kinds[kind].group : GROUP_NOTE;
}
