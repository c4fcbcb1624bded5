package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Wheels and metadata of source code for one target, from the cache or from a build on this machine. */
public final class SourceWheels implements SourceBuilds {

    private final TargetEnvironment target;
    private final BuildOptions options;
    private final BuildFolders folders;
    private final BuildPackages packages;
    private final SourceOpening sources;
    private final BuiltWheelCheck check;
    private final Map<String, String> variables;
    private final Progress progress;

    /** Fetches and unpacks source code. */
    @FunctionalInterface
    public interface SourceOpening {

        /**
         * Returns unpacked source code that the build may change.
         *
         * @param scratch an empty folder for it
         */
        SourceTree open(DistributionFile source, Path scratch) throws IOException;
    }

    /**
     * @param target of the wheels
     * @param variables of the environment of this process: PATH and HOME lead to Pythons and compilers
     * @param progress for steps and warnings
     */
    public SourceWheels(
            TargetEnvironment target,
            BuildOptions options,
            BuildFolders folders,
            BuildPackages packages,
            SourceOpening sources,
            BuiltWheelCheck check,
            Map<String, String> variables,
            Progress progress) {
        this.target = target;
        this.options = options;
        this.folders = folders;
        this.packages = packages;
        this.sources = sources;
        this.check = check;
        this.variables = Map.copyOf(variables);
        this.progress = progress;
    }

    @Override
    public byte[] metadata(DistributionFile source) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Wheel wheel(DistributionFile source) throws IOException {
        throw new UnsupportedOperationException();
    }
}
