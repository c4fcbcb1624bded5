package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * Versions of a format that can be read. A later minor version is read with a warning, a later major version is an error.
 *
 * @param oldest the first version that can be read
 * @param newest the last version that is known
 */
record FormatVersion(ForeignLockFormat format, String oldest, String newest) {

    /**
     * Checks the version of a file.
     *
     * @param key of the version in the table; a missing version is the oldest
     * @return warnings
     */
    List<String> check(TomlFields table, String key) {
        Optional<Version> version = table.parsed(key, Version::parse);
        if (version.isEmpty()) {
            return List.of();
        }
        Version known = Version.parse(newest);
        if (version.get().compareTo(Version.parse(oldest)) < 0
                || version.get().compareTo(Version.parse(nextMajor())) >= 0) {
            throw table.error(
                            key,
                            "is `" + version.get() + "`, and only versions " + oldest + " to " + newest
                                    + " can be read")
                    .hint("write the lock with a release of the tool that writes one of these: `" + format.command()
                            + "`");
        }
        String text = version.get().toString();
        return version.get().compareTo(known) > 0 && !text.startsWith(newest + ".")
                ? List.of(warning(text))
                : List.of();
    }

    private String nextMajor() {
        return Integer.parseInt(newest.replaceFirst("\\..*", "")) + 1 + ".dev0";
    }

    private String warning(String version) {
        return "The lock `" + format.fileName() + "` has the format version " + version + ", and versions up to "
                + newest + " are known: new features of the format are ignored";
    }
}
