/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A manager: one process that owns a dict, a list, a queue and a lock. Everybody else opens a
 * connection to it, and asks; a message is a question, the next one is the answer:
 *
 *     set KEY N   get KEY   append N   list   put N   take   lock   unlock   bye
 *
 * It has a thread for each connection. Who asks for what is not to be had now is answered when it
 * is.
 */
#ifndef MANAGER_H
#define MANAGER_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { MOST = 64, MESSAGE = 256 };

/* What the manager owns; in all other processes this lies idle. */
static struct {
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t changed;
    char key[MOST][16];
    int value[MOST], list[MOST], queue[MOST], keys, listed, queued;
    int has_lock; /* the connection whose lock it is; 0: nobody's */
} owned = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int *value_of(const char *key)
{
    int i = 0;
    while (i < owned.keys && strcmp(owned.key[i], key) != 0)
        i++;
    if (i == owned.keys && owned.keys < MOST - 1)
        snprintf(owned.key[owned.keys++], sizeof(owned.key[0]), "%s", key);
    return &owned.value[i];
}

static void answer(int connection, const char *question, char *text)
{
    char verb[16] = "", word[16] = "";
    int n = 0;
    sscanf(question, "%15s %15s %d", verb, word, &n);
    strcpy(text, "ok");
    if (strcmp(verb, "set") == 0) {
        *value_of(word) = n;
    } else if (strcmp(verb, "get") == 0) {
        sprintf(text, "%d", *value_of(word));
    } else if (strcmp(verb, "append") == 0 && owned.listed < MOST) {
        owned.list[owned.listed++] = atoi(word) % 100;
    } else if (strcmp(verb, "list") == 0) {
        for (int i = 0; i < owned.listed; i++)
            text += sprintf(text, "%d ", owned.list[i]);
        *text = '\0';
    } else if (strcmp(verb, "put") == 0 && owned.queued < MOST) {
        owned.queue[owned.queued++] = atoi(word);
        pthread_cond_broadcast(&owned.changed);
    } else if (strcmp(verb, "take") == 0) {
        while (owned.queued == 0)
            pthread_cond_wait(&owned.changed, &owned.lock);
        sprintf(text, "%d", owned.queue[0]);
        memmove(owned.queue, owned.queue + 1, (size_t)--owned.queued * sizeof(int));
    } else if (strcmp(verb, "lock") == 0) {
        while (owned.has_lock)
            pthread_cond_wait(&owned.changed, &owned.lock);
        owned.has_lock = connection;
    } else if (strcmp(verb, "unlock") == 0 && owned.has_lock == connection) {
        owned.has_lock = 0;
        pthread_cond_broadcast(&owned.changed);
    } else if (strcmp(verb, "bye") == 0) {
        exit(0);
    } else {
        strcpy(text, "no");
    }
}

static void *serve(void *argument)
{
    int connection = (int)(long)argument;
    char question[MESSAGE], text[MESSAGE];
    for (ssize_t n; (n = recv(connection, question, MESSAGE - 1, 0)) > 0;) {
        question[n] = '\0';
        pthread_mutex_lock(&owned.lock);
        answer(connection, question, text);
        pthread_mutex_unlock(&owned.lock);
        send(connection, text, strlen(text), 0);
    }
    close(connection);
    return NULL;
}

/* Where the manager is to be found: a name that the system has made up, which is no file. */
static struct sockaddr_un manager_address = {.sun_family = AF_UNIX};
static socklen_t manager_length = sizeof(manager_address);

static void manager_start(void)
{
    int door = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (door < 0 || bind(door, (struct sockaddr *)&manager_address, sizeof(sa_family_t)) < 0 ||
        getsockname(door, (struct sockaddr *)&manager_address, &manager_length) < 0 ||
        listen(door, MOST) < 0) {
        perror("manager");
        exit(1);
    }
    if (fork() != 0) {
        close(door);
        return;
    }
    for (;;) {
        pthread_t thread;
        long connection = accept(door, NULL, NULL);
        if (connection < 0 || pthread_create(&thread, NULL, serve, (void *)connection) != 0)
            exit(1);
        pthread_detach(thread);
    }
}

#endif
