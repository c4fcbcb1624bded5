package io.github.pywar.python.requirementsfile;

import java.util.Arrays;
import java.util.List;

/** The options that pip knows in requirements files (checklist L3). */
enum FileOption {
    INDEX_URL(true, "-i", "--index-url", "--pypi-url"),
    EXTRA_INDEX_URL(true, "--extra-index-url"),
    NO_INDEX(false, "--no-index"),
    CONSTRAINT(true, "-c", "--constraint"),
    REQUIREMENT(true, "-r", "--requirement"),
    EDITABLE(true, "-e", "--editable"),
    FIND_LINKS(true, "-f", "--find-links"),
    NO_BINARY(true, "--no-binary"),
    ONLY_BINARY(true, "--only-binary"),
    PREFER_BINARY(false, "--prefer-binary"),
    REQUIRE_HASHES(false, "--require-hashes"),
    NO_REQUIRE_HASHES(false, "--no-require-hashes"),
    PRE(false, "--pre"),
    ALL_RELEASES(true, "--all-releases"),
    ONLY_FINAL(true, "--only-final"),
    TRUSTED_HOST(true, "--trusted-host"),
    USE_FEATURE(true, "--use-feature"),
    HASH(true, "--hash"),
    CONFIG_SETTINGS(true, "-C", "--config-settings");

    private final boolean takesValue;
    private final List<String> names;

    FileOption(boolean takesValue, String... names) {
        this.takesValue = takesValue;
        this.names = List.of(names);
    }

    boolean takesValue() {
        return takesValue;
    }

    /** @return its first long name */
    String display() {
        return names.stream().filter(name -> name.startsWith("--")).findFirst().orElseThrow();
    }

    /** @return the options that a word may stand for: one for a full name, all that a shortened long name begins */
    static List<FileOption> named(String word) {
        for (FileOption option : values()) {
            if (option.names.contains(word)) {
                return List.of(option);
            }
        }
        boolean shortened = word.startsWith("--") && word.length() > 2;
        return Arrays.stream(values())
                .filter(option -> shortened && option.names.stream().anyMatch(name -> name.startsWith(word)))
                .toList();
    }
}
