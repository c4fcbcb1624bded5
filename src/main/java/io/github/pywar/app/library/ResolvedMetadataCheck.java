package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the metadata used for resolution equals the METADATA of the downloaded wheel. An index may list other
 * metadata by mistake, or to hide a dependency.
 *
 * @param open the package sources, with the metadata used for resolution
 * @param target of the archive
 */
record ResolvedMetadataCheck(OpenPackageSources open, TargetEnvironment target) {

    private static final int MAX_SHOWN = 5;

    /**
     * Compares the metadata of one package. If they differ in a field that matters for resolution, the cached metadata and
     * all cached resolutions are removed. Source code may declare other metadata than its wheel has; another resolution would
     * not help then.
     *
     * @return the error; empty if they are equal
     * @throws UserException if they differ, and the wheel was built from source code
     */
    Optional<UserException> fault(ResolvedPackage chosen, Wheel wheel) throws IOException {
        DistributionFile file = chosen.file();
        Optional<byte[]> listed =
                file.isWheel() ? open.metadata().claimed(file) : Optional.of(open.metadata(file, target));
        if (listed.isEmpty() || Arrays.equals(listed.get(), wheel.metadata())) {
            return Optional.empty(); // the metadata is that of the wheel itself, or it has left the cache
        }
        Metadata ofIndex = Metadata.parse(listed.get());
        Metadata ofWheel = Metadata.parse(wheel.metadata());
        List<MetadataField> different = ofIndex.differences(ofWheel);
        if (different.isEmpty()) {
            return Optional.empty();
        }
        if (!file.isWheel()) {
            throw UserException.of("Rejected the wheel that was built from `" + file
                            + "`: the source code declares other metadata"
                            + differences("source code", ofIndex, ofWheel, different))
                    .hint("report it to the project that publishes the source code, and use another version");
        }
        open.metadata().forget(file);
        open.cache().clear();
        return Optional.of(error(file, ofIndex, ofWheel, different));
    }

    private static UserException error(
            DistributionFile file, Metadata ofIndex, Metadata ofWheel, List<MetadataField> different) {
        return UserException.of("Rejected `" + file.fileName() + "`: index `" + file.indexId()
                        + "` lists other metadata than the wheel contains"
                        + differences("index", ofIndex, ofWheel, different))
                .hint("run the build again: the cached metadata is removed, and is fetched again")
                .hint("if it fails again, report the wrong metadata to the owner of the index");
    }

    private static String differences(
            String origin, Metadata ofOrigin, Metadata ofWheel, List<MetadataField> different) {
        StringBuilder text = new StringBuilder();
        for (MetadataField field : different) {
            text.append("\n    ")
                    .append(field.header())
                    .append(" in the ")
                    .append(origin)
                    .append(": ")
                    .append(values(ofOrigin, field));
            text.append("\n    ")
                    .append(field.header())
                    .append(" in the wheel: ")
                    .append(values(ofWheel, field));
        }
        return text.toString();
    }

    private static String values(Metadata metadata, MetadataField field) {
        List<String> all = metadata.values(field);
        String more = all.size() > MAX_SHOWN ? " and " + (all.size() - MAX_SHOWN) + " more" : "";
        List<String> shown = all.subList(0, Math.min(MAX_SHOWN, all.size()));
        return all.isEmpty() ? "nothing" : Credentials.redact(String.join("; ", shown)) + more;
    }
}
