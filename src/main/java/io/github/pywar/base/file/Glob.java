package io.github.pywar.base.file;

/**
 * One pattern of {@link Globs}, matched by following all possible positions in the pattern at once, character by character.
 * So the time is the product of both lengths, whatever the wildcards are.
 */
final class Glob {

    /** One character, but no slash. */
    private static final int ONE = -1;

    /** Any number of characters, but no slash. */
    private static final int SOME = -2;

    /** Any number of characters. */
    private static final int ALL = -3;

    /** Before {@link #FOLDERS}, which can be left out. */
    private static final int OPTION = -4;

    /** Any number of characters, and a slash. */
    private static final int FOLDERS = -5;

    private final int[] elements;
    private int length;

    Glob(String text, boolean anyCase) {
        int[] full = Globs.characters(text.endsWith("/") ? text + "**" : text, anyCase);
        elements = new int[full.length];
        for (int at = 0; at < full.length; ) {
            at += add(full, at);
        }
    }

    /** Adds the element at a place of the text, and returns how many characters it has. */
    private int add(int[] text, int at) {
        if (!is(text, at, '*') || !is(text, at + 1, '*')) {
            elements[length++] = element(text[at]);
            return 1;
        }
        if (is(text, at + 2, '/') && (at == 0 || text[at - 1] == '/')) {
            elements[length++] = OPTION;
            elements[length++] = FOLDERS;
            return "**/".length();
        }
        elements[length++] = ALL;
        return "**".length();
    }

    private static boolean is(int[] text, int at, int expected) {
        return at < text.length && text[at] == expected;
    }

    private static int element(int character) {
        return switch (character) {
            case '*' -> SOME;
            case '?' -> ONE;
            default -> character;
        };
    }

    /** @param path characters, from {@link Globs#characters} */
    boolean matches(int[] path) {
        boolean[] places = new boolean[length + 1];
        enter(places, 0);
        for (int character : path) {
            boolean[] next = new boolean[length + 1];
            boolean isAlive = false;
            for (int place = 0; place < length; place++) {
                if (places[place]) {
                    isAlive |= step(next, place, character);
                }
            }
            if (!isAlive) {
                return false;
            }
            places = next;
        }
        return places[length];
    }

    /** Follows one character from a place, and returns whether the element there accepts it. */
    private boolean step(boolean[] next, int place, int character) {
        int element = elements[place];
        boolean isSlash = character == '/';
        boolean stays = element == ALL || element == FOLDERS || element == SOME && !isSlash;
        boolean moves = element == character || element == ONE && !isSlash || element == FOLDERS && isSlash;
        if (stays) {
            enter(next, place);
        }
        if (moves) {
            enter(next, place + 1);
        }
        return stays || moves;
    }

    /** Adds a place, and those behind elements that can be empty. */
    private void enter(boolean[] places, int first) {
        int place = first;
        while (!places[place]) {
            places[place] = true;
            int element = place < length ? elements[place] : 0;
            if (element == OPTION) {
                enter(places, place + 2);
            }
            if (element != OPTION && element != SOME && element != ALL) {
                return;
            }
            place++;
        }
    }
}
