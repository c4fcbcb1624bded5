package io.github.pywar.app.sbom;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bills of materials that the publisher of a wheel put into its {@code .dist-info/sboms} (PEP 770). */
final class EmbeddedSboms {

    /** In bytes; the largest known one has 2 MB. */
    private static final long LARGEST = 16L << 20;

    private static final int MOST_COMPONENTS = 20_000;

    private final Progress progress;

    EmbeddedSboms(Progress progress) {
        this.progress = progress;
    }

    /**
     * Reads all of a wheel. A damaged one is left out with a warning: it does not make the archive less usable.
     *
     * @param ref of the wheel in the archive's bill of materials
     */
    List<EmbeddedDocument> of(Wheel wheel, String ref) throws IOException {
        String folder = wheel.distInfo() + "/sboms/";
        List<EmbeddedDocument> documents = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : wheel.files()
                .entries()
                .subMap(folder, folder + Character.MAX_VALUE)
                .entrySet()) {
            String name = file.getKey().substring(folder.length());
            Optional<EmbeddedDocument> document = read(file.getValue().content(), name, wheel);
            if (document.isPresent()) {
                documents.add(document.get().renamed(ref + "#" + name + "/", ref));
            }
        }
        return documents;
    }

    private Optional<EmbeddedDocument> read(ByteSource content, String name, Wheel wheel) throws IOException {
        if (!name.endsWith(".json")) {
            return skipped(name, wheel, "only JSON is read");
        }
        if (content.size() > LARGEST) {
            return skipped(name, wheel, "it has " + content.size() + " bytes, more than " + LARGEST);
        }
        try {
            Optional<EmbeddedDocument> document = EmbeddedDocument.read(Json.read(content.bytes(), name));
            if (document.isEmpty()) {
                return skipped(name, wheel, "it is neither CycloneDX nor SPDX 2");
            }
            return document.get().components().size() > MOST_COMPONENTS
                    ? skipped(name, wheel, "it has more than " + MOST_COMPONENTS + " components")
                    : document;
        } catch (UserException damaged) {
            return skipped(name, wheel, damaged.what());
        }
    }

    private Optional<EmbeddedDocument> skipped(String name, Wheel wheel, String why) {
        progress.warning("`" + FileTree.shown(name) + "` in `" + wheel.fileName()
                + "` is not merged into the bill of materials: " + why);
        return Optional.empty();
    }
}
