/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has which descriptor open, across fork, dup, close and exec.
 */
#include "core/trace/mail.h"

#include <stdlib.h>
#include <string.h>

static void *copy(const void *from, size_t size)
{
    return size ? memcpy(xmalloc(size), from, size) : NULL;
}

struct mail mail_copy(const struct mail *from)
{
    struct mail to = *from;
    to.descriptors = copy(from->descriptors, from->descriptor_count * sizeof(*from->descriptors));
    to.forks = copy(from->forks, from->fork_count * sizeof(*from->forks));
    to.flows = copy(from->flows, from->flow_count * sizeof(*from->flows));
    to.messages = copy(from->messages, from->message_count * sizeof(*from->messages));
    to.calls = copy(from->calls, from->call_count * sizeof(*from->calls));
    to.call_capacity = to.call_count;
    to.descriptor_capacity = to.descriptor_count;
    to.fork_capacity = to.fork_count;
    to.flow_capacity = to.flow_count;
    to.message_capacity = to.message_count;
    return to;
}

void mail_release(struct mail *mail)
{
    free(mail->calls);
    free(mail->descriptors);
    free(mail->forks);
    free(mail->flows);
    free(mail->messages);
    *mail = (struct mail){0};
}

size_t mail_size(const struct mail *mail)
{
    return mail->descriptor_count * sizeof(*mail->descriptors) +
           mail->fork_count * sizeof(*mail->forks) + mail->flow_count * sizeof(*mail->flows) +
           mail->message_count * sizeof(*mail->messages) + mail->call_count * sizeof(*mail->calls);
}

/* --- one descriptor -------------------------------------------------------------------------- */

/* The first place at or behind (pid, fd). */
static size_t place_of(const struct mail *mail, uint32_t pid, int64_t fd)
{
    size_t low = 0, high = mail->descriptor_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct descriptor *at = &mail->descriptors[middle];
        if (at->pid < pid || (at->pid == pid && at->fd < fd))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void remove_range(struct mail *mail, size_t from, size_t to)
{
    struct descriptor *all = mail->descriptors;
    if (from == to)
        return;
    memmove(all + from, all + to, (mail->descriptor_count - to) * sizeof(*all));
    mail->descriptor_count -= to - from;
}

struct descriptor *mail_descriptor(const struct mail *mail, uint32_t pid, int64_t fd)
{
    size_t i = place_of(mail, pid, fd);
    bool is_it = i < mail->descriptor_count && mail->descriptors[i].pid == pid &&
                 mail->descriptors[i].fd == fd;
    return is_it ? &mail->descriptors[i] : NULL;
}

void mail_open(struct mail *mail, const struct descriptor *descriptor)
{
    struct descriptor *known = mail_descriptor(mail, descriptor->pid, descriptor->fd);
    struct descriptor wanted = *descriptor;
    if (known) {
        *known = wanted;
        return;
    }
    size_t i = place_of(mail, wanted.pid, wanted.fd);
    GROW(mail->descriptors, mail->descriptor_count, mail->descriptor_capacity);
    struct descriptor *at = mail->descriptors + i;
    memmove(at + 1, at, (mail->descriptor_count - i) * sizeof(*at));
    *at = wanted;
    mail->descriptor_count++;
}

void mail_close(struct mail *mail, uint32_t pid, int64_t fd)
{
    const struct descriptor *known = mail_descriptor(mail, pid, fd);
    if (known)
        remove_range(mail, (size_t)(known - mail->descriptors),
                     (size_t)(known - mail->descriptors) + 1);
}

/* --- all of a process ------------------------------------------------------------------------ */

void mail_close_all(struct mail *mail, uint32_t pid)
{
    remove_range(mail, place_of(mail, pid, INT32_MIN), place_of(mail, pid, (int64_t)INT32_MAX + 1));
}

void mail_close_on_exec(struct mail *mail, uint32_t pid)
{
    for (size_t i = place_of(mail, pid, INT32_MIN);
         i < mail->descriptor_count && mail->descriptors[i].pid == pid;)
        if (mail->descriptors[i].closes_on_exec)
            remove_range(mail, i, i + 1);
        else
            i++;
}

void mail_inherit(struct mail *mail, uint32_t from, uint32_t to)
{
    mail_close_all(mail, to);
    size_t start = place_of(mail, from, INT32_MIN), end = start;
    while (end < mail->descriptor_count && mail->descriptors[end].pid == from)
        end++;
    size_t n = end - start;
    struct descriptor *given = copy(mail->descriptors + start, n * sizeof(*given));
    for (size_t i = 0; i < n; i++) {
        given[i].pid = to;
        mail_open(mail, &given[i]);
    }
    free(given);
}

/* --- fork ------------------------------------------------------------------------------------ */

static void drop_fork(struct mail *mail, size_t i)
{
    mail_close_all(mail, mail->forks[i].key);
    mail->forks[i] = mail->forks[--mail->fork_count];
}

void mail_fork(struct mail *mail, uint32_t parent, uint32_t lane)
{
    uint32_t key = 0x80000000u | (mail->next_key++ & 0x7fffffffu);
    GROW(mail->forks, mail->fork_count, mail->fork_capacity);
    mail->forks[mail->fork_count++] =
        (struct inheritance){.key = key, .parent = parent, .lane = lane};
    mail_inherit(mail, parent, key);
}

void mail_forked(struct mail *mail, uint32_t lane, uint32_t child)
{
    for (size_t i = 0; i < mail->fork_count; i++)
        if (mail->forks[i].lane == lane && !mail->forks[i].child)
            mail->forks[i].child = child;
}

/* By the pid if the parent has told it already, else a fork of that parent; else (the parent is
 * dead, so that the child has another) the only fork that nobody has come from. */
void mail_born(struct mail *mail, uint32_t parent, uint32_t child)
{
    size_t found = mail->fork_count, open = 0, last_open = 0;
    for (size_t i = 0; i < mail->fork_count; i++) {
        const struct inheritance *fork = &mail->forks[i];
        if (fork->child == child) {
            found = i;
            break;
        }
        if (fork->child)
            continue;
        open++;
        last_open = i;
        if (fork->parent == parent && found == mail->fork_count)
            found = i;
    }
    if (found == mail->fork_count && open == 1)
        found = last_open;
    if (found == mail->fork_count)
        return;
    mail_inherit(mail, mail->forks[found].key, child);
    drop_fork(mail, found);
}

void mail_fork_failed(struct mail *mail, uint32_t lane)
{
    for (size_t i = 0; i < mail->fork_count; i++)
        if (mail->forks[i].lane == lane && !mail->forks[i].child) {
            drop_fork(mail, i);
            return;
        }
}
