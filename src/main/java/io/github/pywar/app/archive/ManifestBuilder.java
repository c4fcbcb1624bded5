package io.github.pywar.app.archive;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.python.wheel.WheelName;
import java.util.ArrayList;
import java.util.List;

/**
 * Builder of a manifest.
 *
 * @param spec the application
 * @param layout of the archive
 */
public record ManifestBuilder(AppSpec spec, ArchiveLayout layout) {

    /** Returns the manifest for libraries, without executable files. */
    public ArchiveManifest manifest(List<Library> libraries, ArchiveManifest.Build build) {
        ProjectCoordinates identity = spec.identity();
        return new ArchiveManifest(
                ArchiveManifest.FORMAT,
                identity.artifactId(),
                identity.version(),
                build,
                maven(identity),
                ArchiveManifest.Entry.of(spec.entry()),
                ArchiveManifest.Target.of(spec.target()),
                ArchiveManifest.Layout.of(layout.install()),
                spec.serverName(),
                packages(libraries),
                List.of(),
                spec.processes());
    }

    private static List<ArchiveManifest.Package> packages(List<Library> libraries) {
        List<ArchiveManifest.Package> packages = new ArrayList<>();
        for (Library library : libraries) {
            packages.add(describe(library));
        }
        return packages;
    }

    private static ArchiveManifest.Maven maven(ProjectCoordinates identity) {
        return new ArchiveManifest.Maven(
                identity.groupId(),
                identity.artifactId(),
                identity.version(),
                identity.classifier().orElse(null));
    }

    private static ArchiveManifest.Package describe(Library library) {
        WheelName name = library.wheel().name();
        return new ArchiveManifest.Package(
                name.name().value(),
                name.version().toString(),
                name.fileName(),
                library.sha256(),
                library.index().orElse(null),
                library.source().isPresent() ? library.source().get().name() : null);
    }
}
