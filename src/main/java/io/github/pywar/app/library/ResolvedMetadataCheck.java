package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.resolve.ResolutionCache;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Holds what a choice was made by against what stands in the wheel that came: an index may tell of a wheel what is not
 * in it, by mistake or to leave out a library.
 *
 * @param source where the metadata was had from
 * @param kept answers that follow from it
 */
record ResolvedMetadataCheck(MetadataSource source, ResolutionCache kept) {

    private static final int MOST_SHOWN = 5;

    /** @return the error where the two differ in what decides; the index's answer and all resolutions are forgotten then */
    Optional<UserException> fault(ResolvedPackage chosen, Wheel wheel) throws IOException {
        Optional<byte[]> claimed = source.claimed(chosen.wheel());
        if (claimed.isEmpty() || Arrays.equals(claimed.get(), wheel.metadata())) {
            return Optional.empty(); // from the wheel itself, or not in the cache any more
        }
        Metadata outside = Metadata.parse(claimed.get());
        Metadata inside = Metadata.parse(wheel.metadata());
        List<MetadataField> different = outside.differences(inside);
        if (different.isEmpty()) {
            return Optional.empty();
        }
        source.forget(chosen.wheel());
        kept.clear();
        return Optional.of(refusal(chosen, outside, inside, different));
    }

    private static UserException refusal(
            ResolvedPackage chosen, Metadata outside, Metadata inside, List<MetadataField> different) {
        StringBuilder text = new StringBuilder("Refused `" + chosen.wheel().fileName() + "`: what index `"
                + chosen.wheel().indexId() + "` tells of it does not stand in it");
        for (MetadataField field : different) {
            text.append("\n    ").append(field.header()).append(" told: ").append(values(outside, field));
            text.append("\n    ").append(field.header()).append(" inside: ").append(values(inside, field));
        }
        return UserException.of(text.toString())
                .hint("run again: what was told is forgotten, and asked for anew")
                .hint("if it stays so, tell the owner of the index that its METADATA is not that of the wheel");
    }

    private static String values(Metadata metadata, MetadataField field) {
        List<String> all = metadata.values(field);
        String more = all.size() > MOST_SHOWN ? " and " + (all.size() - MOST_SHOWN) + " more" : "";
        List<String> shown = all.subList(0, Math.min(MOST_SHOWN, all.size()));
        return all.isEmpty() ? "nothing" : Credentials.redact(String.join("; ", shown)) + more;
    }
}
