package io.github.pywar.python.target;

import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.tag.TagPreference;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Target of an archive: a CPython on a platform, with the markers and tags that follow from them. Two targets are equal if
 * their Python versions and platforms are equal.
 */
public final class TargetEnvironment {

    /** No minor version of CPython had 40 releases. */
    private static final int MICROS = 40;

    private final PythonVersion python;
    private final Platform platform;
    private final MarkerEnvironment markers;
    private TagPreference tags; // computed when needed: a build of unchanged libraries needs no tags
    private Releases releases;

    private TargetEnvironment(PythonVersion python, Platform platform) {
        this.python = python;
        this.platform = platform;
        MarkerEnvironment exact = MarkerEnvironment.of(values(python, platform));
        this.markers = python.hasMicro() ? exact : exact.withOpenMicro();
    }

    /** Versions of Python that the target may have. */
    private record Releases(List<Version> all, VersionRange wholeMinor) {

        static Releases of(PythonVersion python, int lowestMicro) {
            List<Version> all = new ArrayList<>();
            for (int micro = lowestMicro; micro <= (python.hasMicro() ? lowestMicro : MICROS); micro++) {
                all.add(Version.parse(python.majorMinor() + "." + micro));
            }
            String minor = ">=" + python.majorMinor() + ".0,<3." + (python.minor() + 1);
            return new Releases(all, VersionSpecifiers.parse(minor).range());
        }
    }

    /** @return the target with that Python on that platform */
    public static TargetEnvironment of(PythonVersion python, Platform platform) {
        return new TargetEnvironment(python, platform);
    }

    /** The values are those of Python on the target. The version of the kernel is unknown, so it is empty. */
    private static Map<String, String> values(PythonVersion python, Platform platform) {
        String full = python.majorMinor() + "." + Math.max(0, python.microOrOpen());
        Map<String, String> values = new HashMap<>();
        values.put("implementation_name", "cpython");
        values.put("implementation_version", full);
        values.put("os_name", "posix");
        values.put("platform_machine", platform.arch());
        values.put("platform_python_implementation", "CPython");
        values.put("platform_release", "");
        values.put("platform_system", platform.isMacos() ? "Darwin" : "Linux");
        values.put("platform_version", "");
        values.put("python_full_version", full);
        values.put("python_version", python.majorMinor());
        values.put("sys_platform", platform.isMacos() ? "darwin" : "linux");
        return values;
    }

    /** @return the Python version */
    public PythonVersion python() {
        return python;
    }

    /** @return the platform */
    public Platform platform() {
        return platform;
    }

    /** @return the values of markers; the micro version is open unless it is declared */
    public MarkerEnvironment markers() {
        return markers;
    }

    /** @return the supported wheel tags, best first */
    public synchronized TagPreference tags() {
        if (tags == null) {
            tags = TagPreference.cpython(3, python.minor(), python.freeThreaded(), platform.tags());
        }
        return tags;
    }

    private synchronized Releases releases() {
        if (releases == null) {
            releases = Releases.of(python, lowestMicro());
        }
        return releases;
    }

    /**
     * Returns whether {@code Requires-Python} accepts the target. Upper bounds are honoured, and without a declared micro
     * version all micro versions must fit ({@code standards.md}, "What is chosen").
     */
    public boolean accepts(VersionSpecifiers requiresPython) {
        if (!requiresPython.hasArbitrary()
                && requiresPython.range().containsAll(releases().wholeMinor())) {
            return true;
        }
        OptionalInt first = firstMicro(requiresPython);
        return first.isPresent() && first.getAsInt() == lowestMicro();
    }

    /**
     * Returns the first micro version from which on all fit, for the message about a rejected candidate.
     *
     * @return empty if there is none, or if the declared one does not fit
     */
    public OptionalInt firstMicro(VersionSpecifiers requiresPython) {
        List<Version> all = releases().all();
        int fitting = all.size();
        while (fitting > 0 && requiresPython.accepts(all.get(fitting - 1))) {
            fitting--;
        }
        return fitting == all.size() ? OptionalInt.empty() : OptionalInt.of(lowestMicro() + fitting);
    }

    private int lowestMicro() {
        return Math.max(0, python.microOrOpen());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TargetEnvironment target && target.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** @return {@code CPython 3.11 on linux-x86_64 with glibc 2.28} */
    @Override
    public String toString() {
        Optional<Libc> libc = platform.libc();
        String with = libc.isPresent() ? " with " + libc.get().toString().replace('-', ' ') : "";
        return "CPython " + python + " on " + platform + with;
    }
}
