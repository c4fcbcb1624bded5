package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Parser of the options of one line. {@link ShellWords} splits them:
 *
 * <pre>
 * options = option*
 * option  = long-name [ ( "=" | blank ) value ] | short-name [ [ blank ] value ]
 * </pre>
 *
 * <p>An argument without an option is an error, where pip ignores it. After {@code -e} it is accepted, because the line
 * gets the error for editable projects.
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

    /** Options for {@code setup.py} that older versions of pip accepted. */
    private static final Set<String> BUILD_OPTIONS = Set.of("--global-option", "--install-option", "--build-option");

    private final String text;
    private final Deque<ShellWords.Word> words;
    private final List<ParsedOption> parsed = new ArrayList<>();
    private int start;
    private int end;

    private OptionParser(String text) {
        this.text = text;
        this.words = new ArrayDeque<>(ShellWords.split(text));
    }

    /**
     * A parsed option.
     *
     * @param option the option
     * @param value empty for an option without a value
     * @param start position in the text, in UTF-16 units
     * @param end position after the option and its value
     */
    record ParsedOption(FileOption option, String value, int start, int end) {}

    /**
     * Parses the options of a line.
     *
     * @return the options in the order of the text
     * @throws SyntaxException if an option is not valid; it marks the option
     */
    static List<ParsedOption> parse(String text) {
        OptionParser parser = new OptionParser(text);
        while (!parser.words.isEmpty()) {
            parser.parseOption();
        }
        return List.copyOf(parser.parsed);
    }

    private void parseOption() {
        start = words.element().start();
        String argument = next();
        if (argument.startsWith("--") && argument.length() > 2) {
            String[] parts = argument.split("=", 2);
            FileOption option = option(parts[0]);
            if (parts.length == 2 && !option.takesValue()) {
                throw error("The option `" + option.longName() + "` takes no value");
            }
            add(option, parts.length == 2 ? parts[1] : nextValue(option));
        } else if (argument.startsWith("-") && argument.length() > 1 && !argument.startsWith("--")) {
            FileOption option = option(argument.substring(0, 2));
            add(option, argument.length() > 2 ? argument.substring(2) : nextValue(option));
        } else if (parsed.stream().noneMatch(one -> one.option() == FileOption.EDITABLE)) {
            throw error("The argument `" + argument + "` after an option is not the value of an option")
                    .hint("put the requirement on its own line, or before its options")
                    .hint("quote a value that contains spaces");
        }
    }

    private String next() {
        ShellWords.Word word = words.remove();
        end = word.end();
        return word.value();
    }

    private String nextValue(FileOption option) {
        if (!option.takesValue()) {
            return "";
        }
        if (words.isEmpty()) {
            throw error("The option `" + option.longName() + "` needs a value");
        }
        return next();
    }

    private FileOption option(String name) {
        List<FileOption> options = FileOption.named(name);
        if (options.size() == 1) {
            return options.get(0);
        }
        if (BUILD_OPTIONS.contains(name)) {
            throw error("The option `" + name + "` is for builds with `setup.py`, which are not supported")
                    .hint("remove the option: current versions of pip reject it, too");
        }
        if (options.isEmpty()) {
            throw error("The option `" + name + "` is not allowed in a requirements file");
        }
        throw error("The option `" + name + "` is ambiguous: it can mean "
                + String.join(", ", options.stream().map(FileOption::longName).toList()));
    }

    private void add(FileOption option, String value) {
        if (value.length() > DeclaredRequirement.MAX_CHARACTERS) {
            throw error("The value of `" + option.longName() + "` has more than " + DeclaredRequirement.MAX_CHARACTERS
                    + " characters");
        }
        String problem = switch (option) {
            case HASH -> problemOfHash(value);
            case USE_FEATURE -> FEATURES.contains(value) ? null : "pip has no such feature";
            case CONFIG_SETTINGS -> value.contains("=") ? null : "the syntax is `KEY=VALUE`";
            case NO_BINARY, ONLY_BINARY, ALL_RELEASES, ONLY_FINAL ->
                value.startsWith("-") ? "it is an option, not a name" : null;
            default -> null;
        };
        if (problem != null) {
            throw error("The value `" + value + "` of `" + option.longName() + "` is not valid: " + problem);
        }
        parsed.add(new ParsedOption(option, value, start, end));
    }

    private SyntaxException error(String problem) {
        return new SyntaxException(text, start, end, problem);
    }

    private static String problemOfHash(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return "the syntax is `ALGORITHM:DIGITS`, for example `sha256:2cf2...`";
        }
        return HASHES.contains(value.substring(0, colon)) ? null : "the algorithm must be sha256, sha384 or sha512";
    }
}
