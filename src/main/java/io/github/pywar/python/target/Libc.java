package io.github.pywar.python.target;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.tag.PlatformTags;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Minimum version of the C library of a Linux: {@code glibc-2.28}, {@code musl-1.2}.
 *
 * @param musl whether it is musl, else glibc
 * @param major the 2 of glibc-2.28
 * @param minor the 28 of glibc-2.28
 */
public record Libc(boolean musl, int major, int minor) {

    /** The default for Linux: the version of RHEL 8 and Debian 10. */
    public static final Libc DEFAULT = new Libc(false, 2, 28);

    private static final Pattern TEXT = Pattern.compile("(glibc-2|musl-1)\\.([0-9]{1,3})");

    /** @throws UserException if the text is not a C library */
    public static Libc parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw UserException.of("The C library `" + text + "` is unknown\n    known: glibc-2.N, musl-1.N")
                    .hint(
                            "run `ldd --version` on the server: it prints the name and the version, for example `glibc-2.28`");
        }
        boolean musl = matcher.group(1).startsWith("musl");
        return new Libc(musl, musl ? 1 : 2, Integer.parseInt(matcher.group(2)));
    }

    List<String> tags(String arch) {
        return musl ? PlatformTags.musl(arch, major, minor) : PlatformTags.glibc(arch, minor);
    }

    /** @return {@code glibc-2.28} */
    @Override
    public String toString() {
        return (musl ? "musl-" : "glibc-") + major + "." + minor;
    }
}
