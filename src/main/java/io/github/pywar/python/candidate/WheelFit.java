package io.github.pywar.python.candidate;

import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Filter of file names: wheels whose tags fit a target. A page lists thousands of files with few different tags, so the
 * rank of each tag is computed once. Safe for several threads.
 */
public final class WheelFit implements Predicate<String> {

    private static final String WHEEL = ".whl";

    private final TargetEnvironment target;
    private final Map<String, OptionalInt> ranks = new ConcurrentHashMap<>();

    private WheelFit(TargetEnvironment target) {
        this.target = target;
    }

    /** Returns the filter for a target. */
    public static WheelFit of(TargetEnvironment target) {
        return new WheelFit(target);
    }

    /** @param fileName the name of any file */
    @Override
    public boolean test(String fileName) {
        return rank(fileName).isPresent();
    }

    /** Returns the rank of the best tag, 0 for the best; empty if the file is not a wheel or does not fit. */
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

    /** Returns the index at which the last three parts of a wheel's name begin, or -1. */
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
