package io.github.pywar.app.task;

import io.github.pywar.app.archive.ApplicationMetadata;
import io.github.pywar.app.archive.ArchiveAssembler;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.archive.ArchiveParts;
import io.github.pywar.app.archive.PomFiles;
import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ModuleCheck;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the one tree of an application: its files, its libraries, the runtime and what describes them. */
public final class AssembleApp {

    /**
     * One application to assemble.
     *
     * @param libraries where they come from
     * @param allowOverwrite paths at which the last of two givers wins
     * @param pom the file that travels in the archive
     * @param stamp what the build says of itself
     * @param allowed what is accepted of named libraries
     */
    public record Request(
            AppSpec spec, LibrarySource libraries, Globs allowOverwrite, Path pom, Stamp stamp, Allowed allowed) {

        /** With no exception for any library. */
        public Request(AppSpec spec, LibrarySource libraries, Globs allowOverwrite, Path pom, Stamp stamp) {
            this(spec, libraries, allowOverwrite, pom, stamp, new Allowed(Set.of(), Set.of()));
        }
    }

    /**
     * Faults of wheels that are errors unless the project is named.
     *
     * @param bytecode projects that may bring compiled modules without a source
     * @param recordFaults projects whose wheels may differ from their RECORD in what no sum contradicts
     */
    public record Allowed(Set<PackageName> bytecode, Set<PackageName> recordFaults) {

        public Allowed {
            bytecode = Set.copyOf(bytecode);
            recordFaults = Set.copyOf(recordFaults);
        }
    }

    /**
     * What a build says of itself.
     *
     * @param time of every file
     * @param tool name and version of this plugin
     */
    public record Stamp(Instant time, String tool) {}

    private final Progress progress;

    /** @param progress told of each step */
    public AssembleApp(Progress progress) {
        this.progress = progress;
    }

    /** @throws io.github.pywar.base.error.UserException where anything that a person said cannot be done */
    public FileTree run(Request request) throws IOException {
        AppSpec spec = request.spec();
        spec.missingServer()
                .ifPresent(server -> progress.warning("The archive has no server of its own: every requirement must"
                        + " have a hash, and `" + server + "` has none. Require it with its hash, or set"
                        + " <server>none</server>"));
        FileTree application = sources(spec, request.allowOverwrite());
        List<Library> libraries = request.libraries().libraries(spec, progress);
        ArchiveLayout layout = ArchiveLayout.of(spec.target().python());
        warnOfUnused("allowBytecode", request.allowed().bytecode(), libraries);
        warnOfUnused("allowRecordFaults", request.allowed().recordFaults(), libraries);
        List<FileTree> installed =
                install(libraries, spec, layout, request.allowed().bytecode());
        new ModuleCheck(application, installed, layout.libraries() + "/")
                .run(spec.entry(), spec.target().python().minor(), progress);
        ArchiveManifest manifest = new ManifestBuilder(spec, layout).manifest(libraries, request.stamp());
        List<FileTree> others = new ArrayList<>(List.of(PomFiles.tree(manifest.maven(), request.pom())));
        if (spec.hooks().isPresent()) {
            others.add(spec.hooks().get().read(progress).under(ArchiveLayout.HOOKS));
        }
        if (spec.project().isPresent()) {
            ApplicationMetadata info = new ApplicationMetadata(
                    spec.project().get(), spec.identity().version(), layout);
            info.scriptsOfSystem()
                    .forEach(script -> progress.warning("`" + script + "`, a script of the application's [project], is"
                            + " left out of `bin/`: an interpreter, a shell or a program of the system has that name"));
            others.add(info.tree(scripts(spec)));
        }
        return new ArchiveAssembler(layout, request.allowOverwrite(), progress)
                .assemble(new ArchiveParts(installed, application, others), manifest);
    }

    private FileTree sources(AppSpec spec, Globs allowOverwrite) throws IOException {
        List<FileTree> trees = new ArrayList<>();
        for (SourceFolder folder : spec.sources()) {
            trees.add(folder.read(progress));
        }
        return FileTree.union(trees, allowOverwrite, progress);
    }

    private void warnOfUnused(String parameter, Set<PackageName> named, List<Library> libraries) {
        Set<PackageName> present =
                libraries.stream().map(one -> one.wheel().name().name()).collect(Collectors.toSet());
        named.stream()
                .filter(name -> !present.contains(name))
                .sorted()
                .forEach(name -> progress.warning("<" + parameter + "> names `" + name
                        + "`, which is no library of this archive: it has no effect"));
    }

    private List<FileTree> install(
            List<Library> libraries, AppSpec spec, ArchiveLayout layout, Set<PackageName> allowBytecode)
            throws IOException {
        String python = spec.target().python().majorMinor();
        WheelInstaller installer = new WheelInstaller(layout.install(), scripts(spec), python)
                .allowingBytecode(allowBytecode)
                .reporting(progress);
        return installer.installAll(
                libraries.stream().map(Library::installation).toList());
    }

    private static ScriptTemplate scripts(AppSpec spec) throws IOException {
        return ScriptTemplate.of(
                RuntimeFiles.scriptTemplate(), spec.target().python().majorMinor());
    }
}
