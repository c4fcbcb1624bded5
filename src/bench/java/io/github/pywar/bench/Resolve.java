package io.github.pywar.bench;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Program that {@code resolutions.py} measures: one resolution in a process of its own. Prints the versions or the error, and the
 * cost in lines that begin with {@code #}.
 */
public final class Resolve {

    private static final int CONNECTIONS = 16;

    private Resolve() {}

    /** @param arguments the folder of the cache, the Python of the target, then requirements */
    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        PrintStream out = System.out;
        Path cache = Path.of(arguments[0]);
        TargetEnvironment target =
                TargetEnvironment.of(PythonVersion.parse(arguments[1]), Platform.parse("linux-x86_64"));
        List<RootRequirement> roots = new ArrayList<>();
        for (String text : List.of(arguments).subList(2, arguments.length)) {
            roots.add(new RootRequirement(Requirement.parse(text), "bench"));
        }
        ResolveRequest request =
                ResolveRequest.builder("bench", target).requirements(roots).build();
        PackageSources sources = new PackageSources(
                new PackageSources.IndexOptions(List.of(), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, CONNECTIONS, 3),
                new PackageSources.Cache(cache, false),
                BuildMachine.here(cache.toAbsolutePath().getParent()));
        Progress progress = new PrintedDetails(out);
        try {
            Resolution resolution = sources.open(DeclaredDependencies.NONE, progress, open -> resolve(open, request, progress));
            printTime(start, out);
            resolution.packages().forEach(one -> out.println(one.name() + "==" + one.version()));
        } catch (UserException e) {
            printTime(start, out);
            out.println(e.getMessage());
        }
    }

    /** The time ends with the result: the lines of the versions are for the comparison. */
    private static void printTime(long start, PrintStream out) {
        out.println("# " + (System.nanoTime() - start) / 1_000_000 + " ms in process");
    }

    private static Resolution resolve(OpenPackageSources open, ResolveRequest request, Progress progress) throws IOException {
        return Boolean.getBoolean("anew")
                ? open.resolver(request, progress).resolve(request)
                : open.resolve(request, progress);
    }

    /** Progress that prints details as comments. Lines that name the index are left out of the report. */
    private record PrintedDetails(PrintStream out) implements Progress {

        @Override
        public void step(String message) {}

        @Override
        public void warning(String message) {}

        @Override
        public void detail(String message) {
            if (!message.startsWith("index ")) {
                out.println("# " + message);
            }
        }

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    }
}
