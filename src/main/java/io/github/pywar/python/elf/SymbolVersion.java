package io.github.pywar.python.elf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of the symbols of a system library: {@code GLIBC_2.28}, {@code GLIBCXX_3.4.24}, {@code CXXABI_TM_1}.
 *
 * @param family the text before the first underscore
 * @param variant a further name, as {@code LDBL} or {@code TM}; empty for the usual versions
 * @param numbers the numbers of the version
 * @param text the unparsed version
 */
record SymbolVersion(String family, String variant, List<Integer> numbers, String text)
        implements Comparable<SymbolVersion> {

    private static final Pattern TEXT =
            Pattern.compile("([A-Z]++)_((?:[A-Z][A-Z0-9]*+_?+)*+)((?:[0-9]{1,6}(?:\\.[0-9]{1,6})*+)?)");

    /** @return empty if it is no version of a system library */
    static Optional<SymbolVersion> tryParse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String variant = matcher.group(2).endsWith("_")
                ? matcher.group(2).substring(0, matcher.group(2).length() - 1)
                : matcher.group(2);
        return Optional.of(new SymbolVersion(matcher.group(1), variant, numbers(matcher.group(3)), text));
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.isEmpty() ? new String[0] : text.split("\\.")) {
            numbers.add(Integer.valueOf(part));
        }
        return Collections.unmodifiableList(numbers);
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }

    /** Compares the numbers: a version contains all earlier ones of its library. */
    @Override
    public int compareTo(SymbolVersion other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int difference = Integer.compare(number(i), other.number(i));
            if (difference != 0) {
                return difference;
            }
        }
        return text.compareTo(other.text);
    }
}
