/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns a terminal's screen into a picture: text with escape sequences in, SVG out. A terminal
 * emulator library (libvterm) reads the sequences, so that what is drawn is what a terminal shows.
 * Blocks and lines are drawn as shapes, because fonts leave gaps between them.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

enum { CELL_W = 9, CELL_H = 20, BASE = 15, MARGIN = 14, MOST = 2000 };

struct theme {
    const char *back, *fore;
    uint32_t basic[16];
};

static const struct theme dark = {"#16181d",
                                  "#d8dade",
                                  {0x2b2e36, 0xe0605e, 0x6cb56c, 0xd0a04c, 0x5c93e6, 0xb47ed0,
                                   0x4fb3b8, 0xd8dade, 0x767676, 0xff7b79, 0x8fd88f, 0xf0c674,
                                   0x82b1ff, 0xd3a4ec, 0x77d6db, 0xffffff}};
static const struct theme light = {"#fdfdfb",
                                   "#24262b",
                                   {0x24262b, 0xc4302b, 0x2f7d32, 0x9a6700, 0x1f5fbf, 0x8e3fa8,
                                    0x0f7b80, 0xd0d2d6, 0x767676, 0xc4302b, 0x2f7d32, 0x9a6700,
                                    0x1f5fbf, 0x8e3fa8, 0x0f7b80, 0x24262b}};

static char *read_all(FILE *in, size_t *size)
{
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *size = 0;
    while (bytes) {
        size_t n = fread(bytes + *size, 1, capacity - *size, in);
        if (n == 0)
            return bytes;
        *size += n;
        if (*size == capacity)
            bytes = realloc(bytes, capacity *= 2);
    }
    return NULL;
}

static void colour(const struct theme *theme, VTermScreen *screen, VTermColor colour, bool is_back,
                   char out[8])
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour)) {
        snprintf(out, 8, "%s", is_back ? theme->back : theme->fore);
        return;
    }
    if (VTERM_COLOR_IS_INDEXED(&colour) && colour.indexed.idx < 16) {
        snprintf(out, 8, "#%06x", theme->basic[colour.indexed.idx]);
        return;
    }
    vterm_screen_convert_color_to_rgb(screen, &colour);
    snprintf(out, 8, "#%02x%02x%02x", colour.rgb.red, colour.rgb.green, colour.rgb.blue);
}

static void rect(double x, double y, double w, double h, const char *fill, double opacity)
{
    printf("<rect x='%g' y='%g' width='%g' height='%g' fill='%s'", x, y, w, h, fill);
    if (opacity < 1)
        printf(" fill-opacity='%g'", opacity);
    printf("/>\n");
}

/* The arms of a line-drawing character: 1 left, 2 right, 4 up, 8 down; 0: it is none. */
static int arms_of(uint32_t c)
{
    switch (c) {
    case 0x2500:
    case 0x2501:
        return 3;
    case 0x2502:
    case 0x2503:
        return 12;
    case 0x256d:
        return 10;
    case 0x256e:
        return 9;
    case 0x256f:
        return 5;
    case 0x2570:
        return 6;
    case 0x251c:
        return 14;
    case 0x2524:
        return 13;
    case 0x252c:
        return 11;
    case 0x2534:
        return 7;
    case 0x253c:
        return 15;
    default:
        return 0;
    }
}

/* Draws blocks and lines; false: it is neither. */
static bool draw_shape(uint32_t c, double x, double y, const char *fill)
{
    if (c >= 0x2581 && c <= 0x2588) {
        double h = CELL_H * (c - 0x2580) / 8.0;
        rect(x, y + CELL_H - h, CELL_W, h, fill, 1);
        return true;
    }
    if (c >= 0x2589 && c <= 0x258f) {
        rect(x, y, CELL_W * (0x2590 - c) / 8.0, CELL_H, fill, 1);
        return true;
    }
    if (c >= 0x2591 && c <= 0x2593) {
        rect(x, y + CELL_H / 8.0, CELL_W, CELL_H * 7 / 8.0, fill, 0.25 * (c - 0x2590));
        return true;
    }
    int arms = arms_of(c);
    double mx = x + CELL_W / 2.0, my = y + CELL_H / 2.0, t = c == 0x2501 || c == 0x2503 ? 2.4 : 1.2;
    if (arms & 3)
        rect(arms & 1 ? x : mx - t / 2, my - t / 2, (arms & 3) == 3 ? CELL_W : CELL_W / 2.0 + t / 2,
             t, fill, 1);
    if (arms & 12)
        rect(mx - t / 2, arms & 4 ? y : my - t / 2, t,
             (arms & 12) == 12 ? CELL_H : CELL_H / 2.0 + t / 2, fill, 1);
    return arms != 0;
}

static void put_utf8(uint32_t c)
{
    if (c == '&' || c == '<' || c == '>' || c == '\'' || c == '"')
        printf("&#%u;", (unsigned)c);
    else if (c < 0x80)
        putchar((int)c);
    else if (c < 0x800)
        printf("%c%c", 0xc0 | c >> 6, 0x80 | (c & 0x3f));
    else if (c < 0x10000)
        printf("%c%c%c", 0xe0 | c >> 12, 0x80 | (c >> 6 & 0x3f), 0x80 | (c & 0x3f));
    else
        printf("%c%c%c%c", 0xf0 | c >> 18, 0x80 | (c >> 12 & 0x3f), 0x80 | (c >> 6 & 0x3f),
               0x80 | (c & 0x3f));
}

static void draw_cell(const struct theme *theme, VTermScreen *screen, const VTermScreenCell *cell,
                      int column, int row)
{
    char fore[8], back[8];
    double x = MARGIN + column * CELL_W, y = MARGIN + row * CELL_H;
    colour(theme, screen, cell->fg, false, fore);
    colour(theme, screen, cell->bg, true, back);
    if (cell->attrs.reverse) {
        char swap[8];
        memcpy(swap, fore, 8);
        memcpy(fore, back, 8);
        memcpy(back, swap, 8);
    }
    if (strcmp(back, theme->back) != 0)
        rect(x, y, CELL_W * cell->width + 0.3, CELL_H + 0.3, back, 1);
    if (cell->attrs.underline)
        rect(x, y + BASE + 2.5, CELL_W * cell->width, 1, fore, 0.8);
    uint32_t c = cell->chars[0];
    if (c == 0 || c == ' ' || c == UINT32_MAX || draw_shape(c, x, y, fore))
        return;
    printf("<text x='%g' y='%g' fill='%s'%s>", x, y + BASE, fore,
           cell->attrs.bold ? " font-weight='bold'" : "");
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
        put_utf8(cell->chars[i]);
    printf("</text>\n");
}

static void draw(const struct theme *theme, VTerm *terminal, int columns, int rows)
{
    VTermScreen *screen = vterm_obtain_screen(terminal);
    int width = columns * CELL_W + 2 * MARGIN, height = rows * CELL_H + 2 * MARGIN;
    printf("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' "
           "font-family='DejaVu Sans Mono' font-size='14.95' stroke='none' "
           "xml:space='preserve'>\n",
           width, height, width, height);
    /* For browsers, which know a list of fonts; other readers take the one above. */
    printf("<style>text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace}</style>\n");
    printf("<rect width='%d' height='%d' rx='8' fill='%s'/>\n", width, height, theme->back);
    for (int row = 0; row < rows; row++)
        for (int column = 0; column < columns; column++) {
            VTermScreenCell cell;
            VTermPos at = {.row = row, .col = column};
            if (vterm_screen_get_cell(screen, at, &cell))
                draw_cell(theme, screen, &cell, column, row);
        }
    printf("</svg>\n");
}

/* Columns and rows that the text takes, escape sequences not counted. */
static void measure(const char *bytes, size_t n, int *columns, int *rows)
{
    int column = 0, widest = 1;
    *rows = 0;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\033' && i + 1 < n && bytes[i + 1] == '[') {
            for (i += 2; i < n && (bytes[i] < '@' || bytes[i] > '~'); i++)
                ;
        } else if (bytes[i] == '\n') {
            ++*rows;
            column = 0;
        } else if (((unsigned char)bytes[i] & 0xc0) != 0x80) {
            widest = ++column > widest ? column : widest;
        }
    }
    *rows += column > 0;
    *columns = widest;
}

int main(int argc, char **argv)
{
    const struct theme *theme = &dark;
    int columns = 0, rows = 0;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--light") == 0)
            theme = &light;
        else if (strcmp(argv[i], "--columns") == 0 && i + 1 < argc)
            columns = atoi(argv[++i]);
        else if (strcmp(argv[i], "--rows") == 0 && i + 1 < argc)
            rows = atoi(argv[++i]);
        else if (argv[i][0] != '-' && !path)
            path = argv[i];
        else
            return fprintf(stderr, "usage: picture [--light] [--columns N] [--rows N] [FILE]\n"), 2;
    }
    FILE *in = path ? fopen(path, "r") : stdin;
    if (!in)
        return perror(path), 1;
    size_t size;
    char *bytes = read_all(in, &size);
    if (!bytes || ferror(in))
        return perror("picture: cannot read"), 1;
    int found_columns, found_rows;
    measure(bytes, size, &found_columns, &found_rows);
    columns = columns > 0 ? columns : found_columns;
    rows = rows > 0 ? rows : found_rows;
    columns = columns > MOST ? MOST : columns;
    rows = rows < 1 ? 1 : rows > MOST ? MOST : rows;

    VTerm *terminal = vterm_new(rows, columns);
    vterm_set_utf8(terminal, 1);
    vterm_screen_reset(vterm_obtain_screen(terminal), 1);
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n' && i + 1 < size)
            vterm_input_write(terminal, "\r\n", 2);
        else if (bytes[i] != '\n')
            vterm_input_write(terminal, &bytes[i], 1);
    }
    draw(theme, terminal, columns, rows);
    vterm_free(terminal);
    free(bytes);
    if (path)
        fclose(in);
    return fflush(stdout) != 0;
}
