package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads the words of one line's options. A word that belongs to no option is an error, where pip ignores it in silence;
 * behind {@code -e} it is left to the error that editable projects get in any case.
 */
final class OptionParser {

    private static final Set<String> HASHES = Set.of("sha256", "sha384", "sha512");
    private static final Set<String> FEATURES = Set.of(
            "fast-deps",
            "inprocess-build-deps",
            "venv-isolation",
            "truststore",
            "no-binary-enable-wheel-cache",
            "build-constraint");

    /** What older pips handed to {@code setup.py}. */
    private static final Set<String> FOR_BUILDS = Set.of("--global-option", "--install-option", "--build-option");

    private final Deque<String> words;
    private final List<Given> given = new ArrayList<>();

    private OptionParser(List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /** @param value empty for an option that takes none */
    record Given(FileOption option, String value) {}

    /** @return the options in the order written */
    static List<Given> read(List<String> words) {
        OptionParser reader = new OptionParser(words);
        while (!reader.words.isEmpty()) {
            reader.word(reader.words.remove());
        }
        return List.copyOf(reader.given);
    }

    private void word(String word) {
        if (word.startsWith("--") && word.length() > 2) {
            String[] parts = word.split("=", 2);
            FileOption option = option(parts[0]);
            if (parts.length == 2 && !option.takesValue()) {
                throw UserException.of("The option `" + option.display() + "` takes no value");
            }
            add(option, parts.length == 2 ? parts[1] : value(option));
        } else if (word.startsWith("-") && word.length() > 1 && !word.startsWith("--")) {
            FileOption option = option(word.substring(0, 2));
            add(option, word.length() > 2 ? word.substring(2) : value(option));
        } else if (given.stream().noneMatch(one -> one.option() == FileOption.EDITABLE)) {
            throw UserException.of("The word `" + word + "` behind an option belongs to no option")
                    .hint("a requirement has a line of its own, or comes before its options; a value with blanks needs"
                            + " quotes");
        }
    }

    private String value(FileOption option) {
        if (!option.takesValue()) {
            return "";
        }
        if (words.isEmpty()) {
            throw UserException.of("The option `" + option.display() + "` needs a value");
        }
        return words.remove();
    }

    private static FileOption option(String name) {
        List<FileOption> options = FileOption.named(name);
        if (options.size() == 1) {
            return options.get(0);
        }
        if (FOR_BUILDS.contains(name)) {
            throw UserException.of("The option `" + name + "` is for builds from source, and nothing is built here")
                    .hint("remove it: today's pip does not know it either");
        }
        if (options.isEmpty()) {
            throw UserException.of("The option `" + name + "` is unknown in a requirements file");
        }
        throw UserException.of("The option `" + name + "` could be any of "
                + String.join(", ", options.stream().map(FileOption::display).toList()));
    }

    private void add(FileOption option, String value) {
        DeclaredRequirement.checkLength(value);
        String wrong = switch (option) {
            case HASH -> wrongHash(value);
            case USE_FEATURE -> FEATURES.contains(value) ? null : "pip has no such feature";
            case CONFIG_SETTINGS -> value.contains("=") ? null : "it is not `KEY=VALUE`";
            case NO_BINARY, ONLY_BINARY, ALL_RELEASES, ONLY_FINAL ->
                value.startsWith("-") ? "it is an option, not a name" : null;
            default -> null;
        };
        if (wrong != null) {
            throw UserException.of("The value `" + value + "` of `" + option.display() + "` is not valid: " + wrong);
        }
        given.add(new Given(option, value));
    }

    private static String wrongHash(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return "it is not `ALGORITHM:DIGITS`, for example `sha256:2cf2...`";
        }
        return HASHES.contains(value.substring(0, colon)) ? null : "only sha256, sha384 and sha512 are strong enough";
    }
}
