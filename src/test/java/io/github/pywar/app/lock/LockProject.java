package io.github.pywar.app.lock;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.BuildSettings;
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
import io.github.pywar.app.task.LockApp;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.build.SharedWheels;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.request.CoolDown;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Application that has only requirements, and its lock. */
public final class LockProject {

    public final TestProgress progress = new TestProgress();
    public DependencyRules rules = DependencyRules.NONE;
    public String python = "3.11";
    public String platform = "linux-x86_64";
    public String server = ServerChoice.NONE;
    public boolean frozen;
    public BuildPolicy builds = new BuildPolicy(BuildScope.NONE, Map.of());
    public Map<String, String> variables = Map.of();
    public List<ExtraName> extras = List.of();
    public List<ExtraName> groups = List.of();

    /** Start-up code that the user accepts at the next lock. */
    public StartupRules accepted = StartupRules.NONE;

    public Optional<CoolDown> coolDown = Optional.empty();

    private final Path folder;
    private final TestIndex index;
    private int caches;

    public LockProject(Path folder, TestIndex index) {
        this.folder = folder;
        this.index = index;
    }

    public Path file() {
        return folder.resolve("pylock.toml");
    }

    public String text() {
        try {
            return Files.readString(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Uses an empty cache from now on. */
    public void clearCache() {
        caches++;
    }

    public LockSettings settings() {
        return new LockSettings(file(), frozen, extras, groups);
    }

    public void lock(List<String> requirements, String... upgrade) throws IOException {
        lock(spec(requirements), upgrade);
    }

    public void lock(AppSpec spec, String... upgrade) throws IOException {
        new LockApp(progress)
                .run(List.of(new LockApp.Request(spec, sources(), settings(), List.of(upgrade), accepted, coolDown)));
    }

    public List<Library> libraries(String... requirements) throws IOException {
        LockedOrResolvedLibraries locked = LockedOrResolvedLibraries.of(settings(), sources());
        AppSpec spec = locked.adapt(spec(List.of(requirements)), progress);
        return locked.libraries(spec, progress);
    }

    public PackageSources sources() {
        IndexDeclaration declared = IndexDeclaration.of("test", index.url(), "test");
        return new PackageSources(
                new PackageSources.IndexOptions(List.of(declared), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 4, 0),
                new PackageSources.Cache(folder.resolve("cache" + caches), false),
                new BuildMachine(variables, folder, folder, folder, "Linux"),
                new BuildSettings(BuildOptions.DEFAULT.withPolicy(builds), folder.resolve("logs"), SharedWheels.NONE));
    }

    public AppSpec spec(List<String> requirements) {
        List<DeclaredRequirement> declared = requirements.stream()
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of("<requirements>")))
                .toList();
        return spec(new DeclaredDependencies(declared, List.of(), List.of(), false, rules));
    }

    /** @param text of a requirements file */
    public AppSpec specOfFile(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("requirements.txt"), text);
        RequirementsFile read = RequirementsFile.read(file, name -> null);
        return spec(new DeclaredDependencies(
                        read.requirements(target().markers()),
                        read.constraints(target().markers()),
                        List.of(read.options()),
                        read.requiresHashes())
                .referring(read.unnamed(target().markers())));
    }

    public AppSpec spec(DeclaredDependencies dependencies) {
        return new AppSpec(
                new ProjectCoordinates("com.example", "shop", "1.0", Optional.empty()),
                ObjectReference.parse("shop:app", Protocol.WSGI),
                List.of(),
                Optional.empty(),
                dependencies,
                ServerChoice.parse(Optional.of(server), Protocol.WSGI),
                target());
    }

    private TargetEnvironment target() {
        return TargetEnvironment.of(PythonVersion.parse(python), Platform.parse(platform));
    }
}
