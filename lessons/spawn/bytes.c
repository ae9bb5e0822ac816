/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The right way to a fresh program: what to do as a name, what to do it with as bytes, with their
 * number before them. That is what Python's pickle is for.
 *
 *     cc -g bytes.c -o bytes && ./bytes shout hello
 */
#include <ctype.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_BYTES 1000

extern char **environ;

static void shout(char *text)
{
    for (char *letter = text; *letter; letter++)
        *letter = (char)toupper((unsigned char)*letter);
    printf("%s\n", text);
}

static void measure(char *text)
{
    printf("%zu letters\n", strlen(text));
}

/* An address is worth nothing elsewhere; a name can be looked up by whoever has the same table. */
static const struct {
    const char *name;
    void (*function)(char *text);
} targets[] = {{"shout", shout}, {"measure", measure}};

static int child(int from, const char *name)
{
    int length;
    char text[MOST_BYTES + 1];
    if (read(from, &length, sizeof(length)) != sizeof(length) || length > MOST_BYTES ||
        read(from, text, (size_t)length) != length)
        return 1;
    text[length] = 0;
    for (size_t i = 0; i < sizeof(targets) / sizeof(*targets); i++) {
        if (strcmp(targets[i].name, name) == 0) {
            targets[i].function(text);
            return 0;
        }
    }
    printf("child: I have no function named '%s'\n", name);
    return 3;
}

static void send_text(int to, const char *text)
{
    int length = (int)strlen(text);
    if (write(to, &length, sizeof(length)) != sizeof(length) ||
        write(to, text, (size_t)length) != length) {
        perror("write");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "child") == 0)
        return child(atoi(argv[2]), argv[3]);
    if (argc != 3 || strlen(argv[2]) > MOST_BYTES) {
        fprintf(stderr, "usage: bytes FUNCTION TEXT, with at most %d bytes\n", MOST_BYTES);
        return 2;
    }
    int ends[2], status;
    if (pipe(ends) < 0) {
        perror("pipe");
        return 1;
    }
    char name[] = "bytes", word[] = "child", descriptor[12];
    char *arguments[] = {name, word, descriptor, argv[1], NULL};
    snprintf(descriptor, sizeof(descriptor), "%d", ends[0]);
    pid_t pid;
    int error = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, environ);
    if (error) {
        fprintf(stderr, "posix_spawn: %s\n", strerror(error));
        return 1;
    }
    send_text(ends[1], argv[2]);
    waitpid(pid, &status, 0);
    printf("parent: the child has returned %d\n", WEXITSTATUS(status));
    return WIFEXITED(status) ? 0 : 1;
}
