package io.github.pywar.python.build;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.LocalIndex;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.install.ArchiveStore;
import io.github.pywar.python.install.RemoteWheelSource;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.source.VersionControl;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Builds from folders of this machine.
 *
 * @param folder of caches, scratch files and logs
 * @param links the folders of build requirements
 */
record TestBuilds(Path folder, List<Path> links) {

    /** Returns builds for a target with the Python version of an interpreter. */
    SourceWheels open(
            Http http,
            Interpreter python,
            BuildOptions options,
            BuiltWheelCheck check,
            Map<String, String> variables,
            Progress progress) {
        return open(http, target(python), options, check, variables, progress);
    }

    /** Returns builds for a target. */
    SourceWheels open(
            Http http,
            TargetEnvironment target,
            BuildOptions options,
            BuiltWheelCheck check,
            Map<String, String> variables,
            Progress progress) {
        PageCache pages = new PageCache(folder.resolve("pages"), Clock.systemUTC(), false);
        RemoteWheelSource files = new RemoteWheelSource(http);
        WheelStore store = new WheelStore(folder.resolve("wheels"), files, Progress.SILENT);
        MetadataSource metadata = new MetadataSource(
                http,
                folder.resolve("metadata"),
                pages,
                file -> store.fetch(file).file());
        VersionControl repositories = new VersionControl(folder.resolve("repositories"), true, Progress.SILENT);
        LocalIndex index = LocalIndex.of(links.stream().map(Path::toUri).toList(), http, pages, Progress.SILENT);
        return new SourceWheels(
                target,
                options,
                folders(),
                new BuildPackages(index, metadata::metadata, store, 4, repositories),
                new SourceFetcher(new ArchiveStore(folder.resolve("archives"), files, Progress.SILENT), repositories),
                check,
                variables,
                progress);
    }

    static TargetEnvironment target(Interpreter python) {
        return TargetEnvironment.of(
                PythonVersion.parse(python.series() + (python.freeThreaded() ? "t" : "")),
                Platform.parse(python.platform()));
    }

    BuildFolders folders() {
        return new BuildFolders(folder.resolve("builds"), folder.resolve("scratch"), folder.resolve("logs"));
    }

    TestBuilds with(Path more) {
        return new TestBuilds(
                folder, Stream.concat(links.stream(), Stream.of(more)).toList());
    }
}
