package io.github.pywar.app.sign;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the signed provenance of an archive beside it: by what builder, and from which inputs, it was built. */
public final class SignProvenance {

    /** Extension of a provenance, after the name of the archive. */
    public static final String EXTENSION = "intoto.jsonl";

    private final SigningKey key;
    private final Progress progress;

    /** @param progress receives the name of the provenance */
    public SignProvenance(SigningKey key, Progress progress) {
        this.key = key;
        this.progress = progress;
    }

    /** Returns the path of an archive's provenance. */
    public static Path beside(Path archive) {
        return archive.resolveSibling(archive.getFileName() + "." + EXTENSION);
    }

    /** Writes the provenance of a complete archive. */
    public void run(Path archive, ProvenanceInputs inputs) throws IOException {
        DsseEnvelope envelope = new DsseEnvelope(new ProvenanceStatement(BuiltArchive.open(archive), inputs).json());
        Path file = beside(archive);
        AtomicFile.write(file, envelope.json(key.sign(envelope.signed())));
        progress.step("Signed the provenance: " + file.getFileName());
    }
}
