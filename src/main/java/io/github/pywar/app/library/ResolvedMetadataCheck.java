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
 * Checks that the metadata used for resolution equals the METADATA of the downloaded wheel. An index may list other
 * metadata by mistake, or to hide a dependency.
 *
 * @param source of the metadata used for resolution
 * @param cache of resolutions that depend on it
 */
record ResolvedMetadataCheck(MetadataSource source, ResolutionCache cache) {

    private static final int MAX_SHOWN = 5;

    /**
     * Compares the metadata of one package. If they differ in a field that matters for resolution, the cached metadata and
     * all cached resolutions are removed.
     *
     * @return the error; empty if they are equal
     */
    Optional<UserException> fault(ResolvedPackage chosen, Wheel wheel) throws IOException {
        Optional<byte[]> listed = source.claimed(chosen.file());
        if (listed.isEmpty() || Arrays.equals(listed.get(), wheel.metadata())) {
            return Optional.empty(); // the metadata is that of the wheel itself, or it has left the cache
        }
        Metadata ofIndex = Metadata.parse(listed.get());
        Metadata ofWheel = Metadata.parse(wheel.metadata());
        List<MetadataField> different = ofIndex.differences(ofWheel);
        if (different.isEmpty()) {
            return Optional.empty();
        }
        source.forget(chosen.file());
        cache.clear();
        return Optional.of(error(chosen, ofIndex, ofWheel, different));
    }

    private static UserException error(
            ResolvedPackage chosen, Metadata ofIndex, Metadata ofWheel, List<MetadataField> different) {
        StringBuilder text = new StringBuilder("Rejected `" + chosen.file().fileName() + "`: index `"
                + chosen.file().indexId() + "` lists other metadata than the wheel contains");
        for (MetadataField field : different) {
            text.append("\n    ")
                    .append(field.header())
                    .append(" in the index: ")
                    .append(values(ofIndex, field));
            text.append("\n    ")
                    .append(field.header())
                    .append(" in the wheel: ")
                    .append(values(ofWheel, field));
        }
        return UserException.of(text.toString())
                .hint("run the build again: the cached metadata is removed, and is fetched again")
                .hint("if it fails again, report the wrong metadata to the owner of the index");
    }

    private static String values(Metadata metadata, MetadataField field) {
        List<String> all = metadata.values(field);
        String more = all.size() > MAX_SHOWN ? " and " + (all.size() - MAX_SHOWN) + " more" : "";
        List<String> shown = all.subList(0, Math.min(MAX_SHOWN, all.size()));
        return all.isEmpty() ? "nothing" : Credentials.redact(String.join("; ", shown)) + more;
    }
}
