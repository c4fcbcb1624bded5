package io.github.pywar.app.ospackage;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.elf.NativeGroup;
import io.github.pywar.python.elf.NativeRequirements;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the compiled files of an archive need of the system.
 *
 * @param isNative whether there are such files
 * @param bits of the target
 * @param glibc the oldest version that has all needed symbols
 * @param libraries that the archive does not contain, without those of the C library
 */
record NativeNeeds(boolean isNative, int bits, Optional<String> glibc, Set<String> libraries) {

    /** Libraries of the C library's own packages. */
    private static final Pattern OF_LIBC = Pattern.compile(
            "(?:ld-(?:linux|musl)|ld64|libc\\.(?:musl|so)|libm(?:vec)?\\.so|lib(?:pthread|dl|rt|util|anl|resolv|nsl)\\.so).*+");

    private static final Pattern GLIBC_VERSION = Pattern.compile("GLIBC_([0-9]++(?:\\.[0-9]++)++)");

    /** Reads all ELF files. */
    static NativeNeeds of(FileTree tree, int bits) throws IOException {
        NativeRequirements found = NativeRequirements.of(tree);
        List<NativeGroup> groups = found.groups();
        TreeSet<String> libraries = new TreeSet<>();
        groups.forEach(group -> libraries.addAll(group.libraries().keySet()));
        libraries.removeIf(name -> OF_LIBC.matcher(name).matches() || name.startsWith("libpython"));
        libraries.removeAll(found.libraries());
        return new NativeNeeds(found.isNative(), bits, glibc(groups), libraries);
    }

    private static Optional<String> glibc(List<NativeGroup> groups) {
        return groups.stream()
                .flatMap(group -> group.versions().stream())
                .map(version -> GLIBC_VERSION.matcher(version.version()))
                .filter(Matcher::matches)
                .map(version -> version.group(1))
                .max(NativeNeeds::compare);
    }

    private static int compare(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int part = 0; part < Math.min(left.length, right.length); part++) {
            int order = Integer.compare(Integer.parseInt(left[part]), Integer.parseInt(right[part]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }
}
