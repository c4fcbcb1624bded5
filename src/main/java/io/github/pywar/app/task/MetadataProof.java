package io.github.pywar.app.task;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import io.github.pywar.python.resolve.KeptResolutions;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Holds what a choice was made by against what stands in the wheel that came: an index may tell of a wheel what is not
 * in it, by mistake or to leave out a library.
 *
 * @param source where the metadata was had from
 * @param kept answers that rest on it
 */
record MetadataProof(MetadataSource source, KeptResolutions kept) {

    private static final int MOST_SHOWN = 5;

    /** @throws UserException where the two differ in what decides; what was told is forgotten then */
    void check(DistributionFile file, Wheel wheel) throws IOException {
        if (file.isLocal() || !source.isKnown(file)) {
            return;
        }
        byte[] told = source.metadata(file);
        byte[] inside = wheel.metadata();
        if (!Arrays.equals(told, inside)) {
            check(file, Metadata.parse(told), Metadata.parse(inside));
        }
    }

    private void check(DistributionFile file, Metadata told, Metadata inside) throws IOException {
        List<MetadataField> different = told.differences(inside);
        if (!different.isEmpty()) {
            source.forget(file);
            kept.forgetAll();
            StringBuilder text = new StringBuilder("Refused `" + file.fileName() + "`: what index `" + file.indexId()
                    + "` tells of it does not stand in it");
            for (MetadataField field : different) {
                text.append(line(field, "told", told)).append(line(field, "inside", inside));
            }
            throw UserException.of(text.toString())
                    .hint("run again: what was told is forgotten, and asked for anew")
                    .hint("if it stays so, tell the owner of the index that its METADATA is not that of the wheel");
        }
    }

    private static String line(MetadataField field, String where, Metadata metadata) {
        List<String> all = metadata.values(field);
        String shown = String.join("; ", all.subList(0, Math.min(MOST_SHOWN, all.size())));
        String more = all.size() > MOST_SHOWN ? " and " + (all.size() - MOST_SHOWN) + " more" : "";
        return "\n    " + field.header() + " " + where + ": "
                + (all.isEmpty() ? "nothing" : Credentials.redact(shown) + more);
    }
}
