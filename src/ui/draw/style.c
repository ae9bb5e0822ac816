/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one theme, as a table. To change how something looks, change its row in style.h.
 */
#include "ui/draw/style.h"

#include <assert.h>

const struct style_look *style_look(enum style style)
{
    static const struct style_look looks[STYLE_COUNT] = {
#define X(name, letter, colour256, colour8, attributes)                                            \
    [STYLE_##name] = {letter, colour256, colour8, attributes},
        STYLES(X)
#undef X
    };
    assert((unsigned)style < STYLE_COUNT);
    return &looks[style];
}
