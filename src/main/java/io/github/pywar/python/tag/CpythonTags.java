package io.github.pywar.python.tag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tags that one CPython supports, best first, in the order of {@code packaging.tags}:
 *
 * <ol>
 *   <li>its own ABI, the stable ABI, and no ABI, each for all platforms
 *   <li>the stable ABI of older versions
 *   <li>any interpreter of this version, then of older versions, for all platforms
 *   <li>no platform: its own interpreter, then any interpreter
 * </ol>
 */
final class CpythonTags {

    /** The first minor version of Python 3 with a stable ABI (PEP 384). */
    private static final int FIRST_STABLE_ABI = 2;

    private final int major;
    private final int minor;
    private final List<String> platforms;

    CpythonTags(int major, int minor, List<String> platforms) {
        this.major = major;
        this.minor = minor;
        this.platforms = platforms;
    }

    /** @return all tags of a standard build of Python */
    List<WheelTag> all(boolean freeThreaded) {
        List<WheelTag> tags = own(List.of(interpreter("cp", minor) + (freeThreaded ? "t" : "")));
        tags.addAll(anyInterpreter());
        tags.add(new WheelTag(interpreter("cp", minor), "none", "any"));
        tags.addAll(pure());
        return tags;
    }

    /**
     * Returns the tags with a CPython interpreter.
     *
     * @param abis of the build, best first; the stable ABI and {@code none} are added
     */
    List<WheelTag> own(List<String> abis) {
        boolean freeThreaded = !abis.isEmpty() && abis.get(0).matches("cp[0-9]+[a-z]*t[a-z]*");
        String stable = freeThreaded ? "abi3t" : "abi3";
        boolean hasStable = major > 3 || major == 3 && minor >= FIRST_STABLE_ABI;
        Set<String> ordered = new LinkedHashSet<>(abis);
        ordered.removeAll(List.of(stable, "abi3", "none"));
        if (hasStable) {
            ordered.add(stable);
        }
        ordered.add("none");
        List<WheelTag> tags = new ArrayList<>();
        for (String abi : ordered) {
            add(tags, interpreter("cp", minor), abi);
        }
        for (int older = minor - 1; hasStable && older >= FIRST_STABLE_ABI; older--) {
            add(tags, interpreter("cp", older), stable);
        }
        return tags;
    }

    /** @return the tags of any interpreter of this version, for each platform */
    List<WheelTag> anyInterpreter() {
        List<WheelTag> tags = new ArrayList<>();
        for (String python : pythons()) {
            add(tags, python, "none");
        }
        return tags;
    }

    /** @return the tags of any interpreter of this version, for any platform */
    List<WheelTag> pure() {
        List<WheelTag> tags = new ArrayList<>();
        for (String python : pythons()) {
            tags.add(new WheelTag(python, "none", "any"));
        }
        return tags;
    }

    private List<String> pythons() {
        List<String> pythons = new ArrayList<>();
        pythons.add(interpreter("py", minor));
        pythons.add("py" + major);
        for (int older = minor - 1; older >= 0; older--) {
            pythons.add(interpreter("py", older));
        }
        return pythons;
    }

    private String interpreter(String name, int version) {
        return name + major + version;
    }

    private void add(List<WheelTag> tags, String python, String abi) {
        for (String platform : platforms) {
            tags.add(new WheelTag(python, abi, platform));
        }
    }
}
