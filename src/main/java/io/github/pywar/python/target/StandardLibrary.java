package io.github.pywar.python.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Names of the public top-level modules in CPython's standard library. */
public final class StandardLibrary {

    private static final String LIST = "standard-library.txt";

    private StandardLibrary() {}

    /**
     * Returns the modules of a Python version.
     *
     * @param minor version of Python 3: 11 for Python 3.11
     */
    public static Set<String> modules(int minor) {
        return read(words -> words.length == 1 || spans(words[1], minor));
    }

    /** Returns the modules of all Python versions together. */
    public static Set<String> modules() {
        return read(words -> true);
    }

    private static Set<String> read(Predicate<String[]> isWanted) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(StandardLibrary.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
            Set<String> modules = new HashSet<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                if (!line.startsWith("#") && isWanted.test(words)) {
                    modules.add(words[0]);
                }
            }
            return Collections.unmodifiableSet(modules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A span is {@code 3.11-}, {@code -3.12} or {@code 3.9-3.12}. */
    private static boolean spans(String span, int minor) {
        int dash = span.indexOf('-');
        return minor(span.substring(0, dash), 0) <= minor
                && minor <= minor(span.substring(dash + 1), Integer.MAX_VALUE);
    }

    private static int minor(String version, int otherwise) {
        return version.isEmpty() ? otherwise : Integer.parseInt(version.substring("3.".length()));
    }
}
