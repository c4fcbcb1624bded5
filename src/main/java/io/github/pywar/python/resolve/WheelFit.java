package io.github.pywar.python.resolve;

import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which files are wheels that fit a target, by their names' tags. Pages have thousands of files and few different tags,
 * so each is judged once. Safe for several threads.
 */
public final class WheelFit implements Predicate<String> {

    private static final String WHEEL = ".whl";

    private final TargetEnvironment target;
    private final Map<String, OptionalInt> ranks = new ConcurrentHashMap<>();

    private WheelFit(TargetEnvironment target) {
        this.target = target;
    }

    /** @return what fits that target */
    public static WheelFit of(TargetEnvironment target) {
        return new WheelFit(target);
    }

    /** @param fileName of any file */
    @Override
    public boolean test(String fileName) {
        return rank(fileName).isPresent();
    }

    /** @return how well it fits, 0 for best; empty for what does not fit or is no wheel */
    OptionalInt rank(String fileName) {
        int tags = tags(fileName);
        return tags < 0
                ? OptionalInt.empty()
                : ranks.computeIfAbsent(fileName.substring(tags, fileName.length() - WHEEL.length()), this::rankOfTags);
    }

    private OptionalInt rankOfTags(String tags) {
        try {
            return target.tags().best(WheelTag.parseSet(tags));
        } catch (RuntimeException noTags) {
            return OptionalInt.empty();
        }
    }

    /** @return where the last three parts of a wheel's name begin, or -1 */
    private static int tags(String fileName) {
        if (!fileName.endsWith(WHEEL)) {
            return -1;
        }
        int at = fileName.length() - WHEEL.length();
        for (int part = 0; part < 3 && at > 0; part++) {
            at = fileName.lastIndexOf('-', at - 1);
        }
        return at <= 0 ? -1 : at + 1;
    }
}
