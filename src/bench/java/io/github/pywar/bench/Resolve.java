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
import java.util.Arrays;
import java.util.List;

/**
 * One resolution in a separate process, which {@code hard.py} measures. The arguments are the cache folder, the Python and
 * the requirements. Prints the versions or the error, and the costs as lines that begin with {@code #}.
 */
public final class Resolve {

    private static final int CONNECTIONS = 16;

    private Resolve() {}

    /** @param words the cache folder, the target's Python, then requirements */
    public static void main(String[] words) throws IOException {
        PrintStream out = System.out;
        Path cache = Path.of(words[0]);
        TargetEnvironment target =
                TargetEnvironment.of(PythonVersion.parse(words[1]), Platform.parse("linux-x86_64"));
        List<RootRequirement> roots = Arrays.stream(words)
                .skip(2)
                .map(word -> new RootRequirement(Requirement.parse(word), "bench"))
                .toList();
        ResolveRequest request =
                ResolveRequest.builder("bench", target).requirements(roots).build();
        PackageSources supply = new PackageSources(
                new PackageSources.IndexOptions(List.of(), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, CONNECTIONS, 3),
                new PackageSources.Cache(cache, false),
                BuildMachine.here(cache.toAbsolutePath().getParent()));
        Progress progress = new CommentLines(out);
        try {
            Resolution resolution = supply.open(DeclaredDependencies.NONE, progress, open -> resolve(open, request, progress));
            resolution.packages().forEach(one -> out.println(one.name() + "==" + one.version()));
        } catch (UserException refusal) {
            out.println(refusal.getMessage());
        }
    }

    private static Resolution resolve(OpenPackageSources open, ResolveRequest request, Progress progress) throws IOException {
        return Boolean.getBoolean("anew")
                ? open.resolver(request, progress).resolve(request)
                : open.resolve(request, progress);
    }

    /** Details as comment lines, without the URL of the index, which must not be in a report. */
    private record CommentLines(PrintStream out) implements Progress {

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
