package io.github.pywar.maven;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.dependency.LocalWheel;
import io.github.pywar.app.dependency.ProjectMetadata;
import io.github.pywar.app.dependency.PythonProject;
import io.github.pywar.app.dependency.UnreadDeclarations;
import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.app.library.BuildSettings;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.policy.BuildRules;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.app.policy.UploadLimit;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.RepackageApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.build.SharedWheels;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;
import org.eclipse.aether.artifact.Artifact;

/**
 * Reads the parameters of a goal, its POM and Maven's settings, and returns the values that the tasks of {@code app} need:
 * the application, its package sources, its lock, its signing key. All text is parsed here, or by the values themselves.
 */
final class PomReader {

    private static final String INDEX = "pywar.index";
    private static final String CACHE = ".cache/pywar/v1";
    private static final String FIND_LINKS = "<findLinks>";

    /** Stands for the application of a library. An environment serves nothing, so it is never loaded. */
    private static final ObjectReference LIBRARY = ObjectReference.parse("library:none", Protocol.WSGI);

    private final AbstractAppMojo goal;
    private final Path base;
    private final Optional<ArchiveTarget> bound;
    private final LibraryInputs libraryInputs;

    /** Reader for the first of the requested targets. */
    PomReader(AbstractAppMojo goal) {
        this(goal, Optional.empty(), new LibraryInputs());
    }

    private PomReader(AbstractAppMojo goal, Optional<ArchiveTarget> bound, LibraryInputs libraryInputs) {
        this.goal = goal;
        this.base = goal.project.getBasedir().toPath();
        this.bound = bound;
        this.libraryInputs = libraryInputs;
    }

    /** Returns a reader for each of the requested targets. */
    List<PomReader> targets(Progress progress) {
        List<PomReader> readers = new ArrayList<>();
        for (ArchiveTarget one : new DeclaredTargets(goal).requested(progress)) {
            readers.add(new PomReader(goal, Optional.of(one), libraryInputs));
        }
        return List.copyOf(readers);
    }

    /** Returns the classifier of each archive; a single target is not parsed for it. */
    List<Optional<String>> classifiers(Progress progress) {
        return goal.targets.isEmpty()
                ? List.of(AbstractPywarMojo.value(goal.classifier))
                : new DeclaredTargets(goal)
                        .requested(progress).stream()
                                .map(ArchiveTarget::classifier)
                                .toList();
    }

    /** Returns the target of this reader, and reports it if there are several. */
    ArchiveTarget target(Progress progress) {
        DeclaredTargets declared = new DeclaredTargets(goal);
        ArchiveTarget target =
                bound.isPresent() ? bound.get() : declared.requested(progress).get(0);
        declared.report(target, progress);
        return target;
    }

    /** Returns what a goal needs to assemble the archive. If there is a lock, the application must fit it. */
    AssembleApp.Request assembly(Progress progress) throws IOException {
        AppSpec declared = application(progress);
        LockedOrResolvedLibraries libraries = LockedOrResolvedLibraries.of(lock(), packageSources(progress));
        AppSpec spec = libraries.adapt(declared, progress);
        for (String warning : new ProcessReader(goal).warnings(spec)) {
            progress.warning(warning);
        }
        return new AssembleApp.Request(
                spec,
                libraries,
                Globs.of(goal.allowOverwrite),
                goal.project.getFile().toPath(),
                stamp(),
                new AssembleApp.Allowed(
                        packages(goal.allowBytecode),
                        packages(goal.allowRecordFaults),
                        buildRules().policy().packages().keySet(),
                        buildRules().settings().keySet(),
                        Set.copyOf(goal.systemLibraries)),
                goal.sbom,
                goal.notices,
                runtime(spec),
                goal.buildSteps.isEmpty() ? Optional.empty() : Optional.of(new StepReader(goal, this).steps()));
    }

    private Optional<EmbeddedPython> runtime(AppSpec spec) throws IOException {
        if (goal.runtime == null) {
            return Optional.empty();
        }
        String name =
                goal.finalName + spec.identity().classifier().map("-"::concat).orElse("");
        return Optional.of(
                new RuntimeFile(goal).read(spec.target(), name + ArchiveFiles.PYTHON_SUFFIX, stamp().time()));
    }

    /** Returns what a goal needs to package the archive again if only the application's own files have changed. */
    RepackageApp.Request repackaging(Path archive, Progress progress) throws IOException {
        ObjectReference entry = entry();
        return new RepackageApp.Request(
                archive,
                new ProjectFiles(goal).sources(entry, progress),
                entry,
                target(progress).environment().python(),
                Globs.of(goal.allowOverwrite),
                stamp(),
                processes());
    }

    private AssembleApp.Stamp stamp() {
        Instant start = goal.session.getStartTime().toInstant();
        return new AssembleApp.Stamp(
                OutputTimestamp.parse(goal.outputTimestamp, start), "pywar-maven-plugin " + goal.pluginVersion);
    }

    /** Returns the entry point of the application. */
    ObjectReference entry() {
        Optional<String> declared = AbstractPywarMojo.value(goal.application);
        if (declared.isEmpty()) {
            throw noApplication();
        }
        return ObjectReference.parse(declared.get(), Protocol.parse(goal.protocol));
    }

    /** Returns the name of the declared server; if there is none, that of the interface's preferred server. */
    String serverName() {
        return ServerChoice.parse(AbstractPywarMojo.value(goal.server), Protocol.parse(goal.protocol))
                .requirement()
                .map(ServerChoice::project)
                .orElse(ServerChoice.NONE);
    }

    /** Returns the application, with the requirements that apply to its target. */
    AppSpec application(Progress progress) throws IOException {
        return application(target(progress).environment(), progress);
    }

    /** Returns the application, with the requirements that apply to a target. */
    AppSpec application(TargetEnvironment target, Progress progress) throws IOException {
        ProjectFiles files = new ProjectFiles(goal, reads());
        ObjectReference entry = goal.isLibrary() ? LIBRARY : entry();
        Optional<PyProject> pyProject = files.pyProject();
        return new AppSpec(
                coordinates(target(Progress.SILENT)),
                entry,
                files.sources(entry, progress.ofSources()),
                pyProject.isPresent() && pyProject.get().name().isPresent() ? pyProject : Optional.empty(),
                dependencies(files, pyProject, target, progress),
                ServerChoice.parse(server(), entry.protocol()),
                target,
                files.hooks(),
                processes());
    }

    private List<ProcessType> processes() throws IOException {
        return goal.isLibrary() ? List.of() : new ProcessReader(goal).processes();
    }

    private Optional<String> server() {
        return goal.isLibrary() ? Optional.of(ServerChoice.NONE) : AbstractPywarMojo.value(goal.server);
    }

    private UserException noApplication() {
        if (goal.isLibrary()) {
            return LibraryModules.noApplication(goal.project.getArtifactId(), goal.execution.getGoal());
        }
        return UserException.of("The POM does not declare the application's entry point")
                .hint("declare it: <application>shop.wsgi:application</application>");
    }

    private ProjectCoordinates coordinates(ArchiveTarget archive) {
        return new ProjectCoordinates(
                goal.project.getGroupId(),
                goal.project.getArtifactId(),
                goal.project.getVersion(),
                archive.classifier());
    }

    private DeclaredDependencies dependencies(
            ProjectFiles files, Optional<PyProject> pyProject, TargetEnvironment target, Progress progress)
            throws IOException {
        DependencySources sources = declarations(files);
        DeclaredDependencies declared =
                complete(sources.read(base, project(files, pyProject, target, progress), target, progress), target);
        Progress unused = goal.makesEnvironment() ? Progress.SILENT : progress;
        new UnreadDeclarations(files.python().path(), pyProject, files.scope())
                .check(declared, sources, lock().exists(), unused);
        return declared;
    }

    /** Returns the dependencies with what the POM declares for all of them. */
    DeclaredDependencies complete(DeclaredDependencies read, TargetEnvironment target) throws IOException {
        return read.constrained(constraints(target))
                .requiring(mavenWheels())
                .requiring(LibraryModules.of(goal).requirements(target, reads()))
                .under(rules());
    }

    private Consumer<Path> reads() {
        return libraryInputs::addDeclaration;
    }

    /** Returns the files and parameters that declare requirements. */
    DependencySources declarations(ProjectFiles files) {
        List<Path> named = new ArrayList<>();
        for (File file : goal.requirementsFiles) {
            named.add(file.toPath());
        }
        return new DependencySources(
                goal.requirements.lines(), named, goal.extras, goal.groups, System.getenv(), files.scope());
    }

    /** Returns the Python project, whose dependencies may need a build for the target. */
    PythonProject project(
            ProjectFiles files, Optional<PyProject> pyProject, TargetEnvironment target, Progress progress) {
        ProjectMetadata metadata = folder -> {
            libraryInputs.addApplication();
            return packageSources(progress).metadata(folder, target, progress);
        };
        return new PythonProject(files.python().path(), pyProject, metadata, files.folders());
    }

    private List<DeclaredRequirement> constraints(TargetEnvironment target) {
        return RequirementsFile.ofTexts(goal.constraints.lines(), "<constraints>", base, true)
                .constraints(target.markers());
    }

    private DependencyRules rules() {
        DependencyRules rules = DependencyRules.parse(goal.overrides.lines(), goal.exclusions, goal.prereleases)
                .startup(StartupRules.allowed(goal.allowStartupCode, "<allowStartupCode>"));
        Instant start = goal.session.getStartTime().toInstant();
        Optional<String> limit = AbstractPywarMojo.value(goal.uploadedBefore);
        return limit.isPresent() ? rules.uploadedBefore(UploadLimit.parse(limit.get(), start)) : rules;
    }

    private List<DeclaredRequirement> mavenWheels() throws IOException {
        Path folder = goal.outputDirectory.toPath().resolve("pywar").resolve("wheels");
        List<DeclaredRequirement> wheels = new ArrayList<>();
        for (Artifact wheel : new WheelDependencies(goal.services.repositories(), goal.session, goal.project)
                .findBeside(LibraryModules.of(goal).all())) {
            wheels.add(LocalWheel.ofArtifact(wheel.getFile().toPath(), folder, wheel.toString()));
        }
        return wheels;
    }

    /** Returns the lock file, which need not exist, and the extras and groups to select from it. */
    LockSettings lock() throws IOException {
        Optional<ArchiveTarget> own =
                goal.targets.isEmpty() || goal.isLibrary() ? Optional.empty() : Optional.of(target(Progress.SILENT));
        Path declared = own.isPresent() ? new DeclaredTargets(goal).lock(own.get()) : goal.lockFile.toPath();
        Path file = new ProjectScope(goal.session, goal.project).checked(declared);
        return new LockSettings(
                file,
                goal.frozen && !goal.isLibrary(),
                extras(goal.extras),
                extras(goal.groups),
                own.isPresent() ? Optional.of(own.get().name()) : Optional.empty());
    }

    /** Returns the sources of packages, and the settings for downloads. */
    PackageSources packageSources(Progress progress) throws IOException {
        new ProjectScope(goal.session, goal.project).checked(base.resolve("uv.toml"));
        return new PackageSources(
                new PackageSources.IndexOptions(indexes(), findLinks(), goal.noIndex, goal.mergeIndexes),
                new MavenNetwork(goal.services.repositories(), goal.session),
                traffic(),
                new PackageSources.Cache(
                        cacheFolder(), goal.session.getRequest().isUpdateSnapshots(), libraryInputs),
                BuildMachine.here(base),
                new BuildSettings(
                        buildOptions(progress),
                        goal.outputDirectory.toPath().resolve("pywar").resolve("builds"),
                        sharedWheels(progress)));
    }

    private BuildRules buildRules() {
        return BuildRules.parse(goal.buildSdists, goal.buildSettings);
    }

    /** Returns the options of builds from source code. */
    private BuildOptions buildOptions(Progress progress) {
        BuildRules rules = buildRules();
        return new BuildOptions(
                rules.policy(),
                buildPython(progress),
                Duration.ofSeconds(goal.buildTimeout),
                goal.buildNetwork,
                rules.settings(),
                AbstractPywarMojo.variables(goal.buildEnvironment),
                goal.session.getRequest().isUpdateSnapshots(),
                goal.repairWheels,
                Set.copyOf(goal.systemLibraries));
    }

    private Optional<Path> buildPython(Progress progress) {
        return goal.buildPython == null
                ? HostPython.of(goal).ofToolchain(progress)
                : Optional.of(BuildRules.checkPython(goal.buildPython.toPath()));
    }

    /** Returns the built wheels that this project shares with other machines. */
    private SharedWheels sharedWheels(Progress progress) {
        return goal.publishBuiltWheels
                ? new RepositoryWheels(goal.services.repositories(), goal.session, goal.project, progress)
                : SharedWheels.NONE;
    }

    private List<IndexDeclaration> indexes() {
        String property = goal.session.getUserProperties().getProperty(INDEX);
        if (property != null) {
            return List.of(Index.ofUrl(property, "-D" + INDEX));
        }
        if (!goal.indexes.isEmpty()) {
            List<IndexDeclaration> declared = new ArrayList<>();
            for (Index one : goal.indexes) {
                declared.add(one.declaration());
            }
            return declared;
        }
        Optional<String> url = AbstractPywarMojo.value(goal.index);
        return url.isPresent() ? List.of(Index.ofUrl(url.get(), "<index>, or the property " + INDEX)) : List.of();
    }

    private List<URI> findLinks() {
        List<URI> links = new ArrayList<>();
        for (String text : goal.findLinks) {
            links.add(findLink(text));
        }
        return links;
    }

    private URI findLink(String text) {
        if (!text.matches("[A-Za-z]{2,}:.*")) {
            return base.resolve(PathText.require(text, FIND_LINKS)).toUri();
        }
        return ConfiguredUrl.parse(text, FIND_LINKS).ofFindLinks();
    }

    private PackageSources.Traffic traffic() {
        return new PackageSources.Traffic(
                goal.session.getRepositorySession().isOffline(),
                goal.connections,
                goal.retries,
                goal.wheelLimits.limits().allowingRecordFaults(packages(goal.allowRecordFaults)));
    }

    /** Returns what the libraries depend on, as far as they have been read. */
    LibraryInputs libraryInputs() {
        return libraryInputs;
    }

    /** Returns the folder of everything that can be downloaded or computed again. */
    Path cacheFolder() {
        return cacheFolder(goal.session, goal.cacheDirectory);
    }

    /** Returns that folder: the declared directory, or a folder of the local repository. */
    static Path cacheFolder(MavenSession session, File declared) {
        File repository = session.getRepositorySession().getLocalRepository().getBasedir();
        return declared == null ? repository.toPath().resolve(CACHE) : declared.toPath();
    }

    /**
     * Returns the key that signs the archive, if one is configured.
     *
     * @param file path of the key; without it, the server names the file
     * @param server id of a {@code <server>} in settings.xml
     */
    Optional<SigningKey> signingKey(Optional<String> file, Optional<String> server) throws IOException {
        if (file.isEmpty() && server.isEmpty()) {
            return Optional.empty();
        }
        Optional<SigningServer> settings = server.map(this::signingServer);
        Optional<String> path = file.or(() -> settings.map(SigningServer::keyFile));
        String origin = file.isPresent()
                ? "<signingKey>"
                : "<privateKey> of the <server> `" + server.orElse("") + "` in settings.xml";
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(SigningKey.of(path.get(), origin, base, settings.flatMap(SigningServer::passphrase)));
    }

    /** Returns the file of the key that signs the archive, without reading it. */
    Optional<Path> signingKeyFile(Optional<String> file, Optional<String> server) {
        if (file.isEmpty() && server.isEmpty()) {
            return Optional.empty();
        }
        return file.or(() -> server.map(this::signingServer).map(SigningServer::keyFile))
                .map(path -> base.resolve(PathText.require(path, "<signingKey>")));
    }

    private SigningServer signingServer(String id) {
        return SigningServer.find(id, goal.session.getSettings(), goal.services.decrypter());
    }

    static Set<PackageName> packages(List<String> names) {
        Set<PackageName> packages = new HashSet<>();
        for (String name : names) {
            packages.add(PackageName.parse(name));
        }
        return packages;
    }

    private static List<ExtraName> extras(List<String> names) {
        List<ExtraName> extras = new ArrayList<>();
        for (String name : names) {
            extras.add(ExtraName.parse(name));
        }
        return extras;
    }
}
