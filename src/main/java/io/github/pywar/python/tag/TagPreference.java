package io.github.pywar.python.tag;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Wheel tags that a target supports, best first. */
public final class TagPreference {

    private final List<WheelTag> tags;
    private final Map<WheelTag, Integer> ranks;

    private TagPreference(List<WheelTag> tags) {
        this.tags = List.copyOf(tags);
        this.ranks = new HashMap<>();
        for (int rank = 0; rank < tags.size(); rank++) {
            ranks.putIfAbsent(tags.get(rank), rank);
        }
    }

    /** @param tags best first */
    public static TagPreference of(List<WheelTag> tags) {
        return new TagPreference(tags);
    }

    /**
     * Returns the tags that CPython supports.
     *
     * @param freeThreaded whether it was built without the global interpreter lock (PEP 703), from 3.13 on
     * @param platforms best first, from {@link PlatformTags}
     */
    public static TagPreference cpython(int major, int minor, boolean freeThreaded, List<String> platforms) {
        return of(new CpythonTags(major, minor, platforms).all(freeThreaded));
    }

    /** @return all tags, best first */
    public List<WheelTag> tags() {
        return tags;
    }

    /** @return the rank of the best tag of a wheel, from 0; empty if the target supports none of them */
    public OptionalInt best(Collection<WheelTag> wheel) {
        int best = Integer.MAX_VALUE;
        for (WheelTag tag : wheel) {
            best = Math.min(best, ranks.getOrDefault(tag, Integer.MAX_VALUE));
        }
        return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
