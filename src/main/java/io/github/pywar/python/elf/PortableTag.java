package io.github.pywar.python.elf;

import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.Libc;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tags of a wheel that was built for the machine itself, changed to those of the oldest systems that can load it. */
final class PortableTag {

    private static final String LOCAL = "linux_";

    private PortableTag() {}

    /** @return the tags, with {@code manylinux} or {@code musllinux} instead of {@code linux} */
    static Set<WheelTag> of(Set<WheelTag> tags, NativeRequirements wheel, Libc libc) {
        Set<WheelTag> portable = new LinkedHashSet<>();
        for (WheelTag tag : tags) {
            boolean isLocal = tag.platform().startsWith(LOCAL);
            String machine = isLocal ? tag.platform().substring(LOCAL.length()) : "";
            portable.add(isLocal ? new WheelTag(tag.python(), tag.abi(), platform(wheel, libc, machine)) : tag);
        }
        return portable;
    }

    private static String platform(NativeRequirements wheel, Libc libc, String machine) {
        // musl has no versions of symbols, so the version of the target is used
        return libc.musl()
                ? "musllinux_" + libc.major() + "_" + libc.minor() + "_" + machine
                : "manylinux_2_" + oldestGlibc(wheel, machine) + "_" + machine;
    }

    private static int oldestGlibc(NativeRequirements wheel, String machine) {
        return wheel.groups().stream()
                .filter(group -> group.machine().equals(machine))
                .flatMap(group -> group.versions().stream())
                .map(one -> SymbolVersion.tryParse(one.version()).orElseThrow())
                .mapToInt(version -> GlibcFloors.of(version, machine).orElse(GlibcFloors.UNKNOWN))
                .reduce(GlibcFloors.oldest(machine), Math::max);
    }
}
