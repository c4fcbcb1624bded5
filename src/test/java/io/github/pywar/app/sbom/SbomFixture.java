package io.github.pywar.app.sbom;

import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.spec.AppSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Bills of materials of an application whose packages are on the index of a test. */
abstract class SbomFixture extends LockFixture {

    Optional<ArchiveManifest.Runtime> interpreter = Optional.empty();

    /** Returns the document of the application with these requirements. */
    String sbom(String... requirements) throws IOException {
        LockedOrResolvedLibraries source = LockedOrResolvedLibraries.of(project.settings(), project.sources());
        AppSpec spec = source.adapt(project.spec(List.of(requirements)), project.progress);
        List<Library> libraries = source.libraries(spec, project.progress);
        Instant time = Instant.parse("2026-01-01T00:00:00Z");
        byte[] json = new ArchiveSbom(
                        Inventory.of(spec, libraries),
                        "lib/python3.11/site-packages",
                        time,
                        "pywar-maven-plugin 1.0",
                        interpreter)
                .json(project.progress);
        return new String(json, StandardCharsets.UTF_8);
    }
}
