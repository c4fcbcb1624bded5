package io.github.pywar.base.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns of tree paths in the syntax of Ant: {@code *} within a segment, {@code ?} one character, {@code **} any number
 * of segments, and a trailing {@code /} for all paths below.
 *
 * <p>No pattern takes long, because some patterns are those of source distributions.
 */
public final class Globs {

    /** Matches nothing. */
    public static final Globs NONE = new Globs(List.of(), false);

    private final List<Glob> globs;
    private final boolean anyCase;

    private Globs(List<String> globs, boolean anyCase) {
        List<Glob> all = new ArrayList<>();
        for (String text : globs) {
            all.add(new Glob(text, anyCase));
        }
        this.globs = List.copyOf(all);
        this.anyCase = anyCase;
    }

    /** @return a matcher of paths that match any of these */
    public static Globs of(List<String> globs) {
        return new Globs(globs, false);
    }

    /** @return the same, ignoring case */
    public static Globs ofAnyCase(List<String> globs) {
        return new Globs(globs, true);
    }

    /** @return whether one of the patterns matches the path */
    public boolean matches(String path) {
        if (globs.isEmpty()) {
            return false;
        }
        int[] characters = characters(path, anyCase);
        for (Glob glob : globs) {
            if (glob.matches(characters)) {
                return true;
            }
        }
        return false;
    }

    static int[] characters(String text, boolean anyCase) {
        int[] characters = text.codePoints().toArray();
        for (int i = 0; anyCase && i < characters.length; i++) {
            characters[i] = Character.toLowerCase(Character.toUpperCase(characters[i]));
        }
        return characters;
    }
}
