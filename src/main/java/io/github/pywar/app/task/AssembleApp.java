package io.github.pywar.app.task;

import io.github.pywar.app.archive.ApplicationMetadata;
import io.github.pywar.app.archive.ArchiveAssembler;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.archive.ArchiveParts;
import io.github.pywar.app.archive.ManifestBuilder;
import io.github.pywar.app.archive.PomFiles;
import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.app.buildstep.BuildSteps;
import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.embedded.Launcher;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.process.ProgramCheck;
import io.github.pywar.app.sbom.ArchiveSbom;
import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.app.sbom.NoticesFile;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ModuleCheck;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.HeldProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.elf.LoadWarnings;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.install.ParallelTasks;
import io.github.pywar.python.install.ParallelTasks.Started;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.StartupCode;
import io.github.pywar.python.startup.StartupScan;
import io.github.pywar.python.target.StandardLibrary;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Assembles the tree of an archive: the application, its libraries, the runtime and the manifest. These are steps 2 to 8 of
 * {@code mvn package}.
 */
public final class AssembleApp {

    /**
     * Request to assemble an application.
     *
     * @param libraries the source of its libraries
     * @param allowOverwrite the paths at which the later of two different files wins
     * @param pom the file that is packed into the archive
     * @param stamp the time and the tool of the build
     * @param allowed the exceptions for single packages
     * @param sbom whether the archive contains its bill of materials
     * @param notices whether the archive contains the licence texts of its libraries in one file
     * @param python the interpreter of the archive, if it has one
     * @param steps commands that write files of the application
     */
    public record Request(
            AppSpec spec,
            LibrarySource libraries,
            Globs allowOverwrite,
            Path pom,
            Stamp stamp,
            Allowed allowed,
            boolean sbom,
            boolean notices,
            Optional<EmbeddedPython> python,
            Optional<BuildSteps> steps) {

        /** Request without an interpreter and without build steps. */
        public Request(
                AppSpec spec,
                LibrarySource libraries,
                Globs allowOverwrite,
                Path pom,
                Stamp stamp,
                Allowed allowed,
                boolean sbom,
                boolean notices) {
            this(
                    spec,
                    libraries,
                    allowOverwrite,
                    pom,
                    stamp,
                    allowed,
                    sbom,
                    notices,
                    Optional.empty(),
                    Optional.empty());
        }

        /** Request without exceptions, with a bill of materials. */
        public Request(AppSpec spec, LibrarySource libraries, Globs allowOverwrite, Path pom, Stamp stamp) {
            this(spec, libraries, allowOverwrite, pom, stamp, new Allowed(Set.of(), Set.of()), true, false);
        }
    }

    /**
     * Assembled application.
     *
     * @param tree of the archive
     * @param libraries in it
     */
    public record Assembled(FileTree tree, List<Library> libraries) {

        public Assembled {
            libraries = List.copyOf(libraries);
        }
    }

    /**
     * Packages whose wheels may have a fault that is otherwise an error.
     *
     * @param bytecode the packages that may contain compiled modules without source
     * @param recordFaults the packages whose wheels may differ from their RECORD where no hash contradicts it
     * @param builds the packages with a rule of their own for builds from source code
     * @param buildSettings the packages with settings for their build backends
     * @param systemLibraries the libraries that the target has, in addition to those of every Linux
     */
    public record Allowed(
            Set<PackageName> bytecode,
            Set<PackageName> recordFaults,
            Set<PackageName> builds,
            Set<PackageName> buildSettings,
            Set<String> systemLibraries) {

        /** Exceptions for a target without additional libraries. */
        public Allowed(Set<PackageName> bytecode, Set<PackageName> recordFaults) {
            this(bytecode, recordFaults, Set.of(), Set.of(), Set.of());
        }

        public Allowed {
            bytecode = Set.copyOf(bytecode);
            recordFaults = Set.copyOf(recordFaults);
            builds = Set.copyOf(builds);
            buildSettings = Set.copyOf(buildSettings);
            systemLibraries = Set.copyOf(systemLibraries);
        }
    }

    /**
     * Time and tool of a build.
     *
     * @param time the time of every file
     * @param tool the name and the version of this plugin
     */
    public record Stamp(Instant time, String tool) {}

    /** Trees that are computed from the libraries alone. */
    @FunctionalInterface
    private interface LibraryTrees {
        List<FileTree> read() throws IOException;
    }

    private final Progress progress;

    /** @param progress receives each step */
    public AssembleApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Assembles the tree, see {@link #assemble}.
     *
     * @throws UserException if the declarations cannot be carried out
     */
    public FileTree run(Request request) throws IOException {
        return assemble(request).tree();
    }

    /**
     * Assembles the tree. The sources are read before the libraries are fetched, so that a fault in them is reported
     * before any download.
     *
     * @throws UserException if the declarations cannot be carried out
     */
    public Assembled assemble(Request request) throws IOException {
        AppSpec spec = request.spec();
        ArchiveLayout layout = ArchiveLayout.of(spec.target().python());
        warnOfMissingServer(spec);
        Started<FileTree> runtime = RuntimeFiles.start();

        // step 2: sources -> tree
        FileTree own = readSources(spec.sources(), request.allowOverwrite(), progress.ofSources());

        reportStartupCode(own);

        // steps 3 to 5: lock or resolve, select, fetch
        List<Library> libraries = request.libraries().libraries(spec, progress);
        new LoadWarnings(spec.target(), request.allowed().systemLibraries(), progress).report(wheels(libraries));
        warnOfUnusedExceptions(request.allowed(), libraries);

        // commands that need the libraries, and write files of the application
        FileTree sources = request.steps().isPresent() ? request.steps().get().run(own, libraries, progress) : own;

        // step 6: wheels -> trees; their inventory needs no tree, so it is written at the same time
        HeldProgress ofInventory = new HeldProgress(progress);
        List<List<FileTree>> trees = new ParallelTasks(2)
                .map(
                        List.<LibraryTrees>of(
                                () -> install(request, sources, libraries, layout),
                                () -> inventory(request, libraries, layout, ofInventory)),
                        LibraryTrees::read);
        ofInventory.release();

        // steps 7 and 8: manifest, runtime and descriptions -> one tree
        ArchiveManifest manifest = new ManifestBuilder(spec, layout)
                .manifest(libraries, build(request.stamp()))
                .withRuntime(runtime(request));
        List<FileTree> descriptions = descriptions(request, layout, manifest);
        descriptions.addAll(trees.get(1));
        ArchiveParts parts = new ArchiveParts(trees.get(0), sources, descriptions);
        FileTree tree =
                new ArchiveAssembler(layout, request.allowOverwrite(), progress, runtime).assemble(parts, manifest);
        checkPrograms(spec, tree, layout);
        return new Assembled(tree, libraries);
    }

    private static List<Wheel> wheels(List<Library> libraries) {
        List<Wheel> wheels = new ArrayList<>();
        for (Library library : libraries) {
            wheels.add(library.wheel());
        }
        return wheels;
    }

    /** The application's own code is its author's: it is listed, and needs no acceptance. */
    private void reportStartupCode(FileTree sources) throws IOException {
        for (StartupCode code : StartupScan.of(sources, "")) {
            if (code.kind() == StartupCode.Kind.MODULE) {
                progress.step("Start-up code: the application, " + code
                        + ": it runs at each start of `bin/python` of the release");
            }
        }
    }

    private void warnOfMissingServer(AppSpec spec) {
        Optional<PackageName> server = spec.missingServer();
        if (server.isPresent()) {
            progress.warning("The archive has no server of its own: every requirement must have a hash, and `"
                    + server.get() + "` has none. Require it with its hash, or set <server>none</server>");
        }
    }

    /** Returns the application's own files, without the folder {@code app/}. */
    static FileTree readSources(List<SourceFolder> folders, Globs allowOverwrite, Progress progress)
            throws IOException {
        List<FileTree> trees = new ArrayList<>();
        for (SourceFolder folder : folders) {
            trees.add(folder.read(progress));
        }
        return FileTree.union(trees, allowOverwrite, progress);
    }

    private void warnOfUnusedExceptions(Allowed allowed, List<Library> libraries) {
        warnOfUnused("allowBytecode", allowed.bytecode(), libraries);
        warnOfUnused("allowRecordFaults", allowed.recordFaults(), libraries);
        warnOfUnused("buildSdists", allowed.builds(), libraries);
        warnOfUnused("buildSettings", allowed.buildSettings(), libraries);
    }

    private void warnOfUnused(String parameter, Set<PackageName> named, List<Library> libraries) {
        Set<PackageName> unused = new TreeSet<>(named);
        for (Library one : libraries) {
            unused.remove(one.wheel().name().name());
        }
        for (PackageName name : unused) {
            progress.warning(
                    "<" + parameter + "> has no effect on `" + name + "`: it is not a library of this archive");
        }
    }

    private List<FileTree> install(Request request, FileTree sources, List<Library> libraries, ArchiveLayout layout)
            throws IOException {
        AppSpec spec = request.spec();
        String python = spec.target().python().majorMinor();
        WheelInstaller installer = new WheelInstaller(layout.install(), scripts(spec), python)
                .allowingBytecode(request.allowed().bytecode())
                .reporting(progress);
        List<Installation> installations = new ArrayList<>();
        for (Library library : libraries) {
            installations.add(library.installation());
        }
        List<FileTree> installed = installer.installAll(installations);
        checkEntry(spec, sources, installed, layout);
        return installed;
    }

    private void checkEntry(AppSpec spec, FileTree sources, List<FileTree> installed, ArchiveLayout layout) {
        new ModuleCheck(sources, installed, layout.libraries() + "/")
                .run(spec.entry(), spec.target().python().minor(), progress.ofSources());
    }

    private static void checkPrograms(AppSpec spec, FileTree tree, ArchiveLayout layout) {
        if (!spec.processes().isEmpty()) {
            ProgramCheck.Paths paths = new ProgramCheck.Paths(
                    tree.entries().keySet(), ArchiveLayout.APPLICATION, layout.libraries(), layout.scripts());
            new ProgramCheck(
                            paths,
                            StandardLibrary.modules(spec.target().python().minor()))
                    .run(spec.processes());
        }
    }

    /** The id of the build is computed from the complete tree, by {@link ArchiveAssembler}. */
    static ArchiveManifest.Build build(Stamp stamp) {
        return new ArchiveManifest.Build("", stamp.time().toString(), stamp.tool());
    }

    private List<FileTree> descriptions(Request request, ArchiveLayout layout, ArchiveManifest manifest)
            throws IOException {
        AppSpec spec = request.spec();
        List<FileTree> trees = new ArrayList<>(List.of(PomFiles.tree(manifest.maven(), request.pom())));
        if (spec.hooks().isPresent()) {
            trees.add(spec.hooks().get().read(progress).under(ArchiveLayout.HOOKS));
        }
        if (spec.project().isPresent()) {
            trees.add(metadata(spec, layout));
        }
        return trees;
    }

    private static Optional<ArchiveManifest.Runtime> runtime(Request request) throws IOException {
        if (request.python().isEmpty()) {
            return Optional.empty();
        }
        EmbeddedPython python = request.python().get();
        return Optional.of(new ArchiveManifest.Runtime(
                python.origin(),
                python.program(),
                python.sha256().hex(),
                python.size(),
                python.inside() ? new Launcher(python).offset() : 0,
                python.inside() ? null : python.name()));
    }

    /** Returns the bill of materials and the notices, as far as they are requested. */
    private static List<FileTree> inventory(
            Request request, List<Library> libraries, ArchiveLayout layout, Progress progress) throws IOException {
        if (!request.sbom() && !request.notices()) {
            return List.of();
        }
        Inventory inventory = Inventory.of(request.spec(), libraries);
        Stamp stamp = request.stamp();
        List<FileTree> trees = new ArrayList<>();
        if (request.sbom()) {
            byte[] json = new ArchiveSbom(inventory, layout.libraries(), stamp.time(), stamp.tool(), runtime(request))
                    .json(progress);
            trees.add(file("the bill of materials", ArchiveLayout.SBOM, json));
        }
        if (request.notices()) {
            trees.add(file("the notices", ArchiveLayout.NOTICES, new NoticesFile(inventory).text()));
        }
        return trees;
    }

    private static FileTree file(String source, String path, byte[] content) {
        return FileTree.builder(source).add(path, ByteSource.of(content)).build();
    }

    private FileTree metadata(AppSpec spec, ArchiveLayout layout) throws IOException {
        ApplicationMetadata metadata = new ApplicationMetadata(
                spec.project().orElseThrow(), spec.identity().version(), layout);
        for (String script : metadata.scriptsOfSystem()) {
            progress.warning("The script `" + script + "` of [project] is not in `bin/`:"
                    + " an interpreter, a shell or a program of the system has the same name");
        }
        return metadata.tree(scripts(spec));
    }

    private static ScriptTemplate scripts(AppSpec spec) throws IOException {
        return ScriptTemplate.of(
                RuntimeFiles.scriptTemplate(), spec.target().python().majorMinor());
    }
}
