// What ncurses has as macros and variables, which Swift does not see, as functions.
#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <string.h>

// Whether characters that are not ASCII can be shown.
static inline int earshot_screen_is_unicode(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// Returns 0 if the terminal is none that ncurses knows.
static inline SCREEN *earshot_screen_begin(void) {
    setlocale(LC_ALL, "");
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen) return NULL;
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    set_escdelay(25);
    curs_set(0);
    if (has_colors()) {
        start_color();
        use_default_colors();
        for (short colour = 0; colour < 8; colour++) init_pair(colour + 1, colour, -1);
    }
    return screen;
}

static inline void earshot_screen_end(SCREEN *screen) {
    endwin();
    delscreen(screen);
}

static inline int earshot_screen_height(void) { return getmaxy(stdscr); }
static inline int earshot_screen_width(void) { return getmaxx(stdscr); }

// A colour of 0 to 7, or -1 for the terminal's own.
static inline void earshot_screen_put(
    int y, int x, const char *text, int colour, int is_bold, int is_reverse) {
    attr_t attributes = (is_bold ? A_BOLD : 0) | (is_reverse ? A_REVERSE : 0);
    if (colour >= 0 && has_colors()) attributes |= COLOR_PAIR(colour + 1);
    attrset(attributes);
    mvaddstr(y, x, text);
    attrset(A_NORMAL);
}

// Waits for a key: a character, or a number of ncurses's own as `is_named` says.
static inline int earshot_screen_read(int *is_named) {
    wint_t character = 0;
    int answer = get_wch(&character);
    *is_named = answer == KEY_CODE_YES;
    return answer == ERR ? -1 : (int)character;
}

static inline void earshot_screen_clear(void) { erase(); }
static inline void earshot_screen_show(void) { refresh(); }
static inline void earshot_screen_cursor(int is_shown, int y, int x) {
    curs_set(is_shown);
    if (is_shown) move(y, x);
}
