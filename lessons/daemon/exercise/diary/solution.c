/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main waits for the thread itself, and only then takes its memory away.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "diary.h"

struct diary {
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t news;
    int lines[MOST_LINES];
    int noted, taken;
    bool is_closed;
};

static struct diary *diary;
static pthread_t writer;

static void *write_all(void *argument)
{
    struct diary *mine = argument;
    pthread_mutex_lock(&mine->lock);
    for (;;) {
        while (mine->taken == mine->noted && !mine->is_closed)
            pthread_cond_wait(&mine->news, &mine->lock);
        if (mine->taken == mine->noted)
            break;
        int line = mine->lines[mine->taken++];
        pthread_mutex_unlock(&mine->lock);
        write_line(line);
        pthread_mutex_lock(&mine->lock);
    }
    pthread_mutex_unlock(&mine->lock);
    return NULL;
}

int diary_open(void)
{
    diary = calloc(1, sizeof(*diary));
    if (!diary)
        return -1;
    pthread_mutex_init(&diary->lock, NULL);
    pthread_cond_init(&diary->news, NULL);
    if (pthread_create(&writer, NULL, write_all, diary) != 0) {
        free(diary);
        return -1;
    }
    return 0;
}

void diary_note(int line)
{
    pthread_mutex_lock(&diary->lock);
    diary->lines[diary->noted++] = line;
    pthread_cond_signal(&diary->news);
    pthread_mutex_unlock(&diary->lock);
}

void diary_close(void)
{
    pthread_mutex_lock(&diary->lock);
    diary->is_closed = true;
    pthread_cond_signal(&diary->news);
    pthread_mutex_unlock(&diary->lock);
    pthread_join(writer, NULL);
    free(diary);
}
