package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Options of builds from source code.
 *
 * @param policy the packages that are built
 * @param python the Python that runs the builds; if empty, one of this machine that fits the target is searched
 * @param timeout limit for one call of a build backend
 * @param isNetworkAllowed whether build backends may use the network
 * @param configSettings settings for the build backends of single packages, each with one or more values (PEP 517)
 * @param variables environment variables of the build backends, in addition to those that every build has
 * @param isRefreshing whether a package is built again if newer build requirements exist than in its last build
 * @param isRepairing whether libraries of this machine are copied into the wheels that need them
 * @param systemLibraries the libraries that the target has, in addition to those of every Linux, such as {@code libpq.so.5}
 */
public record BuildOptions(
        BuildPolicy policy,
        Optional<Path> python,
        Duration timeout,
        boolean isNetworkAllowed,
        Map<PackageName, Map<String, List<String>>> configSettings,
        Map<String, String> variables,
        boolean isRefreshing,
        boolean isRepairing,
        Set<String> systemLibraries) {

    /** Options that build pure wheels, without network, with a limit of 30 minutes. */
    public static final BuildOptions DEFAULT = new BuildOptions(
            BuildPolicy.PURE,
            Optional.empty(),
            Duration.ofMinutes(30),
            false,
            Map.of(),
            Map.of(),
            false,
            false,
            Set.of());

    /** @throws UserException if the timeout is not positive */
    public BuildOptions {
        if (timeout.isNegative() || timeout.isZero()) {
            throw UserException.of("`" + timeout.toSeconds() + "` is not a time limit of a build")
                    .hint("the limit is 1 second or more; the default is 30 minutes");
        }
        configSettings = Map.copyOf(configSettings);
        variables = Map.copyOf(variables);
        systemLibraries = Collections.unmodifiableSet(new TreeSet<>(systemLibraries));
    }

    /** Returns the same options with another policy. */
    public BuildOptions withPolicy(BuildPolicy other) {
        return new BuildOptions(
                other,
                python,
                timeout,
                isNetworkAllowed,
                configSettings,
                variables,
                isRefreshing,
                isRepairing,
                systemLibraries);
    }

    /** Returns the settings of a package, sorted by name. */
    Map<String, List<String>> settingsOf(PackageName name) {
        return new TreeMap<>(configSettings.getOrDefault(name, Map.of()));
    }
}
