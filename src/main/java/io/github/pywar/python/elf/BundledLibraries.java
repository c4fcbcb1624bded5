package io.github.pywar.python.elf;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shared libraries of other projects that a wheel contains, for example those that auditwheel copied to {@code NAME.libs}. */
public final class BundledLibraries {

    /** {@code libgfortran-91cc3cb1.so.3.0.0}: auditwheel adds the first digits of a hash; a version may follow. */
    private static final Pattern NAME =
            Pattern.compile("(?<name>lib.+?)(?:-[0-9a-f]{8})?(?<inner>\\.[0-9.]+)?\\.so(?<outer>\\.[0-9][0-9.]*)?");

    private static final Pattern EXTENSION = Pattern.compile(".*\\.(?:cpython-[^/]*|abi3|pypy[^/]*)\\.so");

    private static final String SHA256 = "sha256=";

    private BundledLibraries() {}

    /**
     * Shared library in a wheel.
     *
     * @param path in the wheel
     * @param name without the hash and the version, for example {@code libgfortran}
     * @param version in its file name; it is the version of its interface, which may differ from that of its project
     * @param sum of its content
     */
    public record Bundled(String path, String name, Optional<String> version, Sha256 sum) {}

    /** Returns the shared libraries of a verified wheel, sorted by path. Extension modules of Python are not among them. */
    public static List<Bundled> of(Wheel wheel) throws IOException {
        SortedSet<String> names = NativeRequirements.of(wheel).libraries();
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> paths = new ArrayList<>();
        for (String path : wheel.files().entries().keySet()) {
            String name = fileName(path);
            if (names.contains(name)
                    && !EXTENSION.matcher(path).matches()
                    && NAME.matcher(name).matches()) {
                paths.add(path);
            }
        }
        return paths.isEmpty() ? List.of() : described(wheel, paths);
    }

    private static List<Bundled> described(Wheel wheel, List<String> paths) throws IOException {
        Map<String, String> hashes = new HashMap<>();
        for (WheelRecord.Row row : wheel.record().rows()) {
            if (row.hash().startsWith(SHA256)) {
                hashes.putIfAbsent(row.path(), row.hash().substring(SHA256.length()));
            }
        }
        List<Bundled> all = new ArrayList<>();
        for (String path : paths) {
            String hash = hashes.get(path);
            Sha256 sum =
                    hash == null ? Sha256.of(wheel.files().entries().get(path).content()) : Sha256.ofBase64(hash);
            all.add(described(path, sum));
        }
        return all;
    }

    private static Bundled described(String path, Sha256 sum) {
        Matcher matcher = NAME.matcher(fileName(path));
        if (!matcher.matches()) {
            throw new IllegalStateException(path);
        }
        String text = matcher.group("outer") == null ? matcher.group("inner") : matcher.group("outer");
        Optional<String> version = text == null ? Optional.empty() : Optional.of(text.substring(1));
        return new Bundled(path, matcher.group("name"), version, sum);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
