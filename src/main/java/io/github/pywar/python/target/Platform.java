package io.github.pywar.python.target;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.tag.PlatformTags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Declared platform: {@code linux-x86_64} with a minimum version of the C library, or {@code macos-14-arm64} with a
 * minimum version of macOS.
 */
public final class Platform {

    private static final List<String> LINUX =
            List.of("x86_64", "aarch64", "i686", "armv7l", "ppc64le", "s390x", "riscv64", "loongarch64");
    private static final List<String> MACOS = List.of("arm64", "x86_64");
    private static final List<String> BITS_32 = List.of("i686", "armv7l");
    private static final Map<String, String> ALIASES = Map.of(
            "amd64", "x86_64", "x64", "x86_64", "arm64", "aarch64", "x86", "i686", "i386", "i686", "i586", "i686");
    private static final Pattern TEXT =
            Pattern.compile("(linux|macos)-(?:([0-9]{2})(?:\\.([0-9]{1,2}))?-)?([a-z0-9_]+)");
    private static final int MACOS_DEFAULT = 13;

    private final String arch;
    private final Libc libc;
    private final int macosMajor;
    private final int macosMinor;

    private Platform(String arch, Libc libc, int macosMajor, int macosMinor) {
        this.arch = arch;
        this.libc = libc;
        this.macosMajor = macosMajor;
        this.macosMinor = macosMinor;
    }

    /**
     * Parses a platform. A Linux has {@link Libc#DEFAULT}, which {@link #withLibc} replaces.
     *
     * @throws UserException if the platform is unknown or not supported (Windows)
     */
    public static Platform parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw unsupported(text);
        }
        boolean mac = matcher.group(1).equals("macos");
        String arch = matcher.group(4);
        if (!(mac ? MACOS : LINUX).contains(arch) || !mac && matcher.group(2) != null) {
            throw unsupported(text);
        }
        if (!mac) {
            return new Platform(arch, Libc.DEFAULT, 0, 0);
        }
        int major = matcher.group(2) == null ? MACOS_DEFAULT : Integer.parseInt(matcher.group(2));
        int minor = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new Platform(arch, null, major, minor);
    }

    private static UserException unsupported(String text) {
        if (Pattern.compile("(?i)win.*|cygwin.*|msys.*").matcher(text).matches()) {
            return UserException.of("The platform `" + text + "` is not supported: archives run on Linux and macOS,"
                            + " not on Windows yet")
                    .hint("declare the server's platform, for example `linux-x86_64`")
                    .hint(
                            "on Windows, run the archive in WSL, in a virtual machine or in a container, for `linux-x86_64`");
        }
        UserException error = UserException.of("The platform `" + text + "` is unknown\n    known: linux-"
                + String.join(", linux-", LINUX) + ", macos-" + String.join(", macos-", MACOS));
        return suggestion(text)
                .map(name -> error.hint("declare `" + name + "`"))
                .orElse(error);
    }

    private static Optional<String> suggestion(String text) {
        Matcher matcher = Pattern.compile("(?i)(linux|macosx?|darwin)[-_](.+)").matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean mac = !matcher.group(1).equalsIgnoreCase("linux");
        String declared = matcher.group(2).toLowerCase(Locale.ROOT);
        String arch = ALIASES.getOrDefault(declared, declared);
        arch = mac && arch.equals("aarch64") ? "arm64" : arch;
        return (mac ? MACOS : LINUX).contains(arch)
                ? Optional.of((mac ? "macos-" : "linux-") + arch)
                : Optional.empty();
    }

    /** @throws UserException if the platform is not a Linux */
    public Platform withLibc(Libc other) {
        if (libc == null) {
            throw UserException.of("The C library `" + other + "` cannot be used with the platform `" + this + "`")
                    .hint(PythonHint.REMOVE_LIBC);
        }
        return new Platform(arch, other, 0, 0);
    }

    /** @return whether it is macOS, else Linux */
    public boolean isMacos() {
        return libc == null;
    }

    /** @return the architecture by its name in Python: {@code x86_64}, {@code aarch64}, {@code arm64} */
    public String arch() {
        return arch;
    }

    /** @return the minimum version of the C library; empty on macOS */
    public Optional<Libc> libc() {
        return Optional.ofNullable(libc);
    }

    /** @return the minimum version of the system: {@code glibc-2.28}, {@code musl-1.2}, {@code macos-13.0} */
    public String floor() {
        return isMacos() ? "macos-" + macosMajor + "." + macosMinor : libc.toString();
    }

    /** @return 32 or 64 */
    public int bits() {
        return BITS_32.contains(arch) ? 32 : 64;
    }

    /** @return the platform parts of supported wheel tags, best first */
    public List<String> tags() {
        return isMacos() ? PlatformTags.macos(arch, macosMajor, macosMinor) : libc.tags(arch);
    }

    /** @return {@code linux-x86_64}, {@code macos-13-arm64} */
    @Override
    public String toString() {
        String version = macosMinor == 0 ? "" + macosMajor : macosMajor + "." + macosMinor;
        return isMacos() ? "macos-" + version + "-" + arch : "linux-" + arch;
    }
}
