package io.github.pywar.python.tag;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tags that one CPython accepts, in the order of checklist G4: its own ABI, the stable one, none, older, pure. */
final class CpythonTags {

    /** The first minor version of Python 3 with a stable ABI (PEP 384). */
    private static final int FIRST_STABLE = 2;

    private final int major;
    private final int minor;
    private final List<String> platforms;

    CpythonTags(int major, int minor, List<String> platforms) {
        this.major = major;
        this.minor = minor;
        this.platforms = platforms;
    }

    /** @return all, for a build of Python with the usual settings */
    List<WheelTag> all(boolean freeThreaded) {
        List<WheelTag> tags = own(List.of(interpreter("cp", minor) + (freeThreaded ? "t" : "")));
        tags.addAll(anyInterpreter());
        tags.add(new WheelTag(interpreter("cp", minor), "none", "any"));
        tags.addAll(pure());
        return tags;
    }

    /** @return those that name CPython, for the ABIs of a build, best first; the stable one and none are implied */
    List<WheelTag> own(List<String> abis) {
        boolean freeThreaded = !abis.isEmpty() && abis.get(0).matches("cp[0-9]+[a-z]*t[a-z]*");
        String stable = freeThreaded ? "abi3t" : "abi3";
        boolean hasStable = major > 3 || major == 3 && minor >= FIRST_STABLE;
        Set<String> ordered = new LinkedHashSet<>(abis);
        ordered.removeAll(List.of(stable, "abi3", "none"));
        if (hasStable) {
            ordered.add(stable);
        }
        ordered.add("none");
        List<WheelTag> tags = new ArrayList<>();
        ordered.forEach(abi -> add(tags, interpreter("cp", minor), abi));
        for (int older = minor - 1; hasStable && older >= FIRST_STABLE; older--) {
            add(tags, interpreter("cp", older), stable);
        }
        return tags;
    }

    /** @return those of any Python of this version, for each platform */
    List<WheelTag> anyInterpreter() {
        List<WheelTag> tags = new ArrayList<>();
        pythons().forEach(python -> add(tags, python, "none"));
        return tags;
    }

    /** @return those of any Python of this version, on any platform */
    List<WheelTag> pure() {
        return pythons().stream()
                .map(python -> new WheelTag(python, "none", "any"))
                .toList();
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
        platforms.forEach(platform -> tags.add(new WheelTag(python, abi, platform)));
    }
}
