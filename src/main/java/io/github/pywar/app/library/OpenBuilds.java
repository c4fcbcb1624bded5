package io.github.pywar.app.library;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildFolders;
import io.github.pywar.python.build.BuildPackages;
import io.github.pywar.python.build.LibraryFolders;
import io.github.pywar.python.build.SourceWheels;
import io.github.pywar.python.builtcode.BuiltCodeCheck;
import io.github.pywar.python.builtcode.LibraryCopies;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.install.ArchiveStore;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.Revisions;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.source.VersionControl;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds of wheels from source code, with open package sources. Nothing is created before the first build. */
public final class OpenBuilds implements AutoCloseable {

    private final BuildSettings settings;
    private final BuildFolders folders;
    private final BuildPackages packages;
    private final ArchiveStore archives;
    private final VersionControl repositories;
    private final Map<String, String> variables;
    private final Progress progress;
    private final List<SourceWheels> open = new ArrayList<>();
    private Optional<TargetEnvironment> last = Optional.empty();

    OpenBuilds(
            BuildSettings settings,
            Path cache,
            BuildPackages packages,
            ArchiveStore archives,
            VersionControl repositories,
            Map<String, String> variables,
            Progress progress) {
        this.settings = settings;
        this.folders = new BuildFolders(cache.resolve("builds"), cache.resolve("scratch"), settings.logs());
        this.packages = packages;
        this.archives = archives;
        this.repositories = repositories;
        this.variables = variables;
        this.progress = progress;
    }

    /** Returns the packages of which wheels are built. */
    BuildPolicy policy() {
        return settings.policy();
    }

    /** Returns the commits of repositories. */
    Revisions revisions() {
        return repositories;
    }

    /** Returns the builds for a target. */
    synchronized SourceBuilds of(TargetEnvironment target) {
        if (last.filter(target::equals).isEmpty()) {
            open.add(new SourceWheels(
                            target,
                            settings.options(),
                            folders,
                            packages,
                            new SourceFetcher(archives, repositories),
                            check()::tags,
                            variables,
                            progress)
                    .sharing(settings.shared()));
            last = Optional.of(target);
        }
        return open.get(open.size() - 1);
    }

    private BuiltCodeCheck check() {
        LibraryCopies copies = new LibraryCopies(LibraryFolders.of(variables));
        return new BuiltCodeCheck(settings.options().systemLibraries(), copies, progress);
    }

    /** Returns an archive of source code as a file of this machine. */
    Path archive(DistributionFile source) throws IOException {
        return archives.archive(source);
    }

    @Override
    public void close() throws IOException {
        for (SourceWheels builds : open) {
            builds.close();
        }
    }
}
