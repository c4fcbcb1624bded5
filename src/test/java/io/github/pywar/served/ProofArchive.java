package io.github.pywar.served;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.Dependencies;
import io.github.pywar.app.spec.EntryPoint;
import io.github.pywar.app.spec.Identity;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.spec.SourceFolder;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.LibrarySource;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.app.task.ServerSettings;
import io.github.pywar.app.task.Supply;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.config.Machine;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Packs an application for the system's own Python, with wheels that pip fetches from the machine's index. */
final class ProofArchive {

    private static final Path FOLDER = Path.of("target", "proof").toAbsolutePath();

    private static final String MOVE = "import shutil, sys; shutil.move(sys.argv[1], sys.argv[2])";

    /** Without what else lies in a project's folder. */
    private static final SourceFolder.Patterns MODULES =
            new SourceFolder.Patterns(List.of("**/*.py", "**/*.txt"), List.of("requirements.txt"), true);

    private final ProofApp app;

    ProofArchive(ProofApp app) {
        this.app = app;
    }

    Path build() {
        Path archive = FOLDER.resolve(app.name() + "-" + Integer.toHexString(app.hashCode()) + ".pywar");
        try {
            Path pom = Files.writeString(Files.createDirectories(FOLDER).resolve("pom.xml"), "<project/>\n");
            AssembleApp.Stamp stamp = new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "tests");
            new PackageApp(Progress.SILENT)
                    .run(new AssembleApp.Request(spec(), libraries(), Globs.NONE, pom, stamp), archive);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AppSpec spec() {
        Identity identity = new Identity("com.example", app.name(), app.version(), Optional.empty());
        SourceFolder sources = new SourceFolder(app.sources(), "sources", "", MODULES);
        PythonVersion python = PythonVersion.parse(SystemPython.version());
        Platform platform = Platform.parse("linux-" + SystemPython.machine());
        List<DeclaredRequirement> declared = app.requirements().stream()
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of(app.name())))
                .toList();
        return new AppSpec(
                identity,
                EntryPoint.parse(app.entry()),
                List.of(sources),
                Optional.empty(),
                new Dependencies(declared, List.of(), List.of(), false),
                ServerChoice.parse(app.requirements().isEmpty() ? ServerChoice.NONE : "waitress"),
                TargetEnvironment.of(python, platform));
    }

    private LibrarySource libraries() {
        List<URI> folders = app.requirements().isEmpty() ? List.of() : List.of(wheels().toUri());
        return new Supply(
                new Supply.Places(List.of(), folders, true),
                ServerSettings.NONE,
                new Supply.Traffic(true, 4, 0),
                new Supply.Cache(FOLDER.resolve("cache"), false),
                Machine.here(FOLDER));
    }

    /** Below a name that is there only when all of them are. */
    Path wheels() {
        Path wheels = FOLDER.resolve(
                "wheels-" + Integer.toHexString(app.requirements().hashCode()));
        if (Files.notExists(wheels)) {
            List<String> pip = new ArrayList<>(List.of("-m", "pip", "download", "--quiet", "--only-binary", ":all:"));
            Path incomplete = OpenFolder.create().path();
            pip.addAll(List.of("--dest", incomplete.toString(), "waitress"));
            pip.addAll(app.requirements());
            SystemPython.run(Path.of("."), pip);
            SystemPython.run(Path.of("."), List.of("-c", MOVE, incomplete.toString(), wheels.toString()));
        }
        return wheels;
    }
}
