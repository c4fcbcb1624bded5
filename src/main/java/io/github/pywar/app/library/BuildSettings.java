package io.github.pywar.app.library;

import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings for builds of wheels from source code.
 *
 * @param options of the builds
 * @param logs folder for the output of build backends; it need not exist
 */
public record BuildSettings(BuildOptions options, Path logs) {

    /** Returns settings that allow no builds. */
    public static BuildSettings none(Path logs) {
        return new BuildSettings(BuildOptions.DEFAULT.withPolicy(new BuildPolicy(BuildScope.NONE, Map.of())), logs);
    }

    /** Returns the packages of which wheels are built. */
    public BuildPolicy policy() {
        return options.policy();
    }
}
