package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.Manifest;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.Identity;
import io.github.pywar.app.supply.Library;
import io.github.pywar.python.wheel.WheelName;
import java.util.List;

/** Says to the runtime what was built. */
record ManifestOf(AppSpec spec, ArchiveLayout layout) {

    Manifest manifest(List<Library> libraries, AssembleApp.Stamp stamp) {
        Identity identity = spec.identity();
        return new Manifest(
                Manifest.FORMAT,
                identity.artifactId(),
                identity.version(),
                new Manifest.Build("", stamp.time().toString(), stamp.tool()),
                maven(identity),
                Manifest.Entry.of(spec.entry()),
                Manifest.Target.of(spec.target()),
                Manifest.Layout.of(layout.install()),
                spec.serverName(),
                libraries.stream().map(ManifestOf::describe).toList(),
                List.of());
    }

    private static Manifest.Maven maven(Identity identity) {
        return new Manifest.Maven(
                identity.groupId(),
                identity.artifactId(),
                identity.version(),
                identity.classifier().orElse(null));
    }

    private static Manifest.Package describe(Library library) {
        WheelName name = library.wheel().name();
        return new Manifest.Package(
                name.name().value(),
                name.version().toString(),
                name.fileName(),
                library.sha256(),
                library.index().orElse(null));
    }
}
