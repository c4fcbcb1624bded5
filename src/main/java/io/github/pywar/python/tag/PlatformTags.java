package io.github.pywar.python.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Platform parts of wheel tags that a system supports, best first ("Platform compatibility tags"; PEP 600 for glibc,
 * PEP 656 for musl). An architecture has its name in Python: {@code x86_64}, {@code aarch64}, {@code arm64}.
 */
public final class PlatformTags {

    /** Names of glibc versions from before PEP 600, by minor version. */
    private static final Map<Integer, String> LEGACY =
            Map.of(17, "manylinux2014", 12, "manylinux2010", 5, "manylinux1");

    private static final int OLDEST_MINOR = 17;
    private static final int OLDEST_MINOR_INTEL = 5;

    private PlatformTags() {}

    /** @param minor the minimum minor version of glibc 2 on the system */
    public static List<String> glibc(String arch, int minor) {
        List<String> tags = plain(arch);
        for (String each : architectures(arch)) {
            int oldest = each.equals("x86_64") || each.equals("i686") ? OLDEST_MINOR_INTEL : OLDEST_MINOR;
            for (int version = minor; version >= oldest; version--) {
                tags.add("manylinux_2_" + version + "_" + each);
                if (LEGACY.containsKey(version)) {
                    tags.add(LEGACY.get(version) + "_" + each);
                }
            }
        }
        return List.copyOf(tags);
    }

    /** Returns the tags of one major version of musl, from the minor version downwards. */
    public static List<String> musl(String arch, int major, int minor) {
        List<String> tags = plain(arch);
        for (String each : architectures(arch)) {
            for (int version = minor; version >= 0; version--) {
                tags.add("musllinux_" + major + "_" + version + "_" + each);
            }
        }
        return List.copyOf(tags);
    }

    /** From macOS 11 on, tags have only the major version. Old programs see macOS 11 as 10.16. */
    public static List<String> macos(String arch, int major, int minor) {
        List<String> tags = new ArrayList<>();
        if (major == 10) {
            addTens(tags, minor, 0, macFormats(arch, true));
        }
        for (int version = major; version >= 11; version--) {
            for (String format : macFormats(arch, true)) {
                tags.add("macosx_" + version + "_0_" + format);
            }
        }
        if (major >= 11) {
            addTens(tags, 16, 4, macFormats(arch, arch.equals("x86_64")));
        }
        return List.copyOf(tags);
    }

    private static void addTens(List<String> tags, int newest, int oldest, List<String> formats) {
        for (int minor = newest; minor >= Math.max(oldest, 4); minor--) {
            for (String format : formats) {
                tags.add("macosx_10_" + minor + "_" + format);
            }
        }
    }

    /** @param own whether there are binaries for only this architecture; on arm64 there are none before macOS 11 */
    private static List<String> macFormats(String arch, boolean own) {
        if (arch.equals("x86_64")) {
            return List.of("x86_64", "intel", "fat64", "fat3", "universal2", "universal");
        }
        return own ? List.of(arch, "universal2") : List.of("universal2");
    }

    private static List<String> plain(String arch) {
        List<String> tags = new ArrayList<>();
        for (String each : architectures(arch)) {
            tags.add("linux_" + each);
        }
        return tags;
    }

    /** A 32-bit Python on a 64-bit ARM also runs binaries for the 32-bit architecture. */
    private static List<String> architectures(String arch) {
        return arch.equals("armv8l") ? List.of("armv8l", "armv7l") : List.of(arch);
    }
}
