package io.github.pywar.testing;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Real wheels of this machine's index, downloaded once, for an index on loopback that has only these wheels. */
public final class WheelHouse {

    private static final int CONNECTIONS = 8;
    private static final int RETRIES = 3;

    private final Path folder;

    /** @param folder the folder of the wheels, for example below {@code target} */
    public WheelHouse(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns an index with all wheels that these requirements need on the Python of this machine, as JSON and as HTML.
     */
    public TestIndex serve(Path requirements) throws IOException {
        TestIndex index = TestIndex.start().with(TestIndex.Manner.METADATA);
        for (Library library : sources().libraries(spec(requirements), Progress.SILENT)) {
            index.add(library.wheel().file());
        }
        return index;
    }

    private PackageSources sources() {
        return new PackageSources(
                new PackageSources.IndexOptions(List.of(), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, CONNECTIONS, RETRIES),
                new PackageSources.Cache(folder, false),
                BuildMachine.here(folder.toAbsolutePath().getParent()));
    }

    private static AppSpec spec(Path requirements) throws IOException {
        TargetEnvironment target = new TargetChoice(Optional.of("detect"), Optional.empty(), Optional.empty())
                .target(Interpreters.of(System.getenv()), Progress.SILENT);
        DeclaredDependencies declared = new DependencySources(
                        List.of(), List.of(requirements), List.of(), List.of(), System.getenv())
                .read(requirements.toAbsolutePath().getParent(), Optional.empty(), target, Progress.SILENT)
                .under(DependencyRules.NONE.startup(StartupRules.parse(List.of("coverage"), "the test")));
        return new AppSpec(
                new ProjectCoordinates("com.example", "wheels", "1", Optional.empty()),
                ObjectReference.parse("wheels:none", Protocol.WSGI),
                List.of(),
                Optional.empty(),
                declared,
                ServerChoice.parse(Optional.of("waitress"), Protocol.WSGI),
                target);
    }
}
