package io.github.pywar.python.requirementsfile;

import java.util.Arrays;
import java.util.List;

/** Options that pip accepts in requirements files ({@code standards.md}, "Rules of requirements files"). */
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

    /** @return the first long name */
    String longName() {
        return names.stream().filter(name -> name.startsWith("--")).findFirst().orElseThrow();
    }

    /** @return the options that a name can mean: one for a complete name, several for an abbreviated long name */
    static List<FileOption> named(String name) {
        for (FileOption option : values()) {
            if (option.names.contains(name)) {
                return List.of(option);
            }
        }
        boolean isAbbreviated = name.startsWith("--") && name.length() > 2;
        return Arrays.stream(values())
                .filter(option -> isAbbreviated && option.names.stream().anyMatch(known -> known.startsWith(name)))
                .toList();
    }
}
