package io.github.pywar.bench;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildFolders;
import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.build.BuildPackages;
import io.github.pywar.python.build.BuiltWheelCheck;
import io.github.pywar.python.build.SourceWheels;
import io.github.pywar.python.builtcode.BuiltCodeCheck;
import io.github.pywar.python.builtcode.LibraryCopies;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.config.Configuration;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.install.ArchiveStore;
import io.github.pywar.python.install.RemoteWheelSource;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolver;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.source.VersionControl;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Program that builds source distributions and prints a table: package, backend, seconds of the choice of the version, which
 * includes the metadata, of the wheel, and of the same wheel from the cache.
 */
public final class SourceBuildTimes {

    private static final int CONNECTIONS = 16;

    private SourceBuildTimes() {}

    /** @param arguments a folder for all files, the Python of the target, then requirements */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toAbsolutePath();
        TargetEnvironment target =
                TargetEnvironment.of(PythonVersion.parse(arguments[1]), Platform.parse("linux-x86_64")
                        .withLibc(Libc.parse(System.getProperty("libc", Libc.DEFAULT.toString()))));
        Progress progress = new PrintedSteps(System.err);
        BuildMachine machine = BuildMachine.here(folder);
        Configuration configuration = Configuration.read(machine, folder);
        try (Http http = configuration.applyTo(Http.builder()).build()) {
            PageCache pages = new PageCache(folder.resolve("pages"), Clock.systemDefaultZone(), false);
            PackageIndex index = IndexChain.of(configuration.indexes(), http, pages, progress);
            RemoteWheelSource remote = new RemoteWheelSource(http);
            WheelStore store = new WheelStore(folder.resolve("wheels"), remote, progress);
            MetadataSource metadata = new MetadataSource(
                    http,
                    folder.resolve("metadata"),
                    pages,
                    file -> store.fetch(file).file());
            VersionControl repositories = new VersionControl(folder.resolve("repositories"), false, progress);
            SourceFetcher sources =
                    new SourceFetcher(new ArchiveStore(folder.resolve("archives"), remote, progress), repositories);
            BuildPackages packages =
                    new BuildPackages(index, metadata::metadata, store, CONNECTIONS, repositories);
            BuildOptions options = new BuildOptions(
                    new BuildPolicy(BuildScope.NATIVE, Map.of()),
                    Optional.empty(),
                    BuildOptions.DEFAULT.timeout(),
                    Boolean.getBoolean("network"),
                    Map.of(),
                    Map.of(),
                    false,
                    false,
                    Set.of());
            BuildFolders folders =
                    new BuildFolders(folder.resolve("builds"), folder.resolve("scratch"), folder.resolve("logs"));
            BuiltWheelCheck check = Boolean.getBoolean("unchecked")
                    ? BuiltWheelCheck.NONE
                    : new BuiltCodeCheck(Set.of(), LibraryCopies.NONE, progress)::tags;
            System.out.println("| package | backend | version and metadata, s | wheel, s | from the cache, s | wheel |");
            System.out.println("|---|---|---|---|---|---|");
            for (String text : List.of(arguments).subList(2, arguments.length)) {
                try (SourceWheels wheels = new SourceWheels(
                        target, options, folders, packages, sources, check, System.getenv(), progress)) {
                    System.out.println(row(Requirement.parse(text), target, packages, sources, wheels, folder));
                } catch (UserException e) {
                    System.out.println("| " + text + " | " + e.what().lines().findFirst().orElse("") + " |");
                    System.err.println(e.getMessage());
                }
            }
        }
    }

    private static String row(
            Requirement requirement,
            TargetEnvironment target,
            BuildPackages packages,
            SourceFetcher sources,
            SourceWheels wheels,
            Path folder)
            throws IOException {
        long start = System.nanoTime();
        DistributionFile source = source(requirement, target, packages, wheels);
        wheels.metadata(source);
        long described = System.nanoTime();
        Path opened = Files.createTempDirectory(Files.createDirectories(folder.resolve("opened")), "");
        String backend = sources.open(source, opened).buildSystem().backend();
        long opening = System.nanoTime();
        Wheel wheel = wheels.wheel(source);
        long built = System.nanoTime();
        wheels.wheel(source);
        long cached = System.nanoTime();
        return String.format(
                "| %s | %s | %.1f | %.1f | %.3f | %s |",
                requirement,
                backend,
                (described - start) / 1e9,
                (built - opening) / 1e9,
                (cached - built) / 1e9,
                wheel.fileName());
    }

    /** Returns the newest source distribution that the requirement accepts. */
    private static DistributionFile source(
            Requirement requirement, TargetEnvironment target, BuildPackages packages, SourceWheels wheels)
            throws IOException {
        PackageName name = requirement.name();
        FormatRules rules = new FormatRules(
                new BuildPolicy(BuildScope.NATIVE, Map.of()), FormatMode.ANY, Map.of(name, FormatMode.SOURCE), true);
        ResolveRequest request = ResolveRequest.builder("bench", target)
                .requirements(Stream.of(requirement)
                        .map(one -> new RootRequirement(one, "bench"))
                        .toList())
                .formats(rules)
                .build();
        return new Resolver(
                        packages.index().filter(WheelFit.of(target)),
                        packages.index(),
                        file -> file.isWheel() ? packages.metadata().metadata(file) : wheels.metadata(file),
                        Progress.SILENT)
                .resolve(request)
                .find(name)
                .orElseThrow()
                .file();
    }

    private record PrintedSteps(PrintStream out) implements Progress {

        @Override
        public void step(String message) {
            out.println(message);
        }

        @Override
        public void warning(String message) {
            out.println("warning: " + message);
        }

        @Override
        public void detail(String message) {
            out.println("# " + message);
        }

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    }
}
