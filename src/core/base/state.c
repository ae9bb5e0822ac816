/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/text.h"

char *state_path(const char *name)
{
    const char *state = getenv("XDG_STATE_HOME");
    if (state && *state == '/') /* the standard: a relative one is ignored */
        return xasprintf("%s/conc-tutor/%s", state, name);
    const char *home = getenv("HOME");
    return home && *home == '/' ? xasprintf("%s/.local/state/conc-tutor/%s", home, name) : NULL;
}

int state_make_folders(const char *path)
{
    char *copy = xstrdup(path);
    int result = 0;
    for (char *slash = strchr(copy + 1, '/'); slash && result == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            result = -1;
        *slash = '/';
    }
    int number = errno;
    free(copy);
    errno = number;
    return result;
}
