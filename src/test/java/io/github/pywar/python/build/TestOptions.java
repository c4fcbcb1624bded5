package io.github.pywar.python.build;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a test, each different from the default in one value. */
final class TestOptions {

    static final BuildOptions NATIVE = BuildOptions.DEFAULT.withPolicy(new BuildPolicy(BuildScope.NATIVE, Map.of()));
    static final BuildOptions REFRESHING = options(Optional.empty(), minutes(30), false, Map.of(), Map.of(), true);
    static final BuildOptions WITH_NETWORK = options(Optional.empty(), minutes(30), true, Map.of(), Map.of(), false);

    private TestOptions() {}

    static BuildOptions python(Path executable) {
        return options(Optional.of(executable), minutes(30), false, Map.of(), Map.of(), false);
    }

    static BuildOptions timeout(Duration limit) {
        return options(Optional.empty(), limit, false, Map.of(), Map.of(), false);
    }

    static BuildOptions settings(Map<PackageName, Map<String, List<String>>> settings) {
        return options(Optional.empty(), minutes(30), false, settings, Map.of(), false);
    }

    static BuildOptions variables(Map<String, String> variables) {
        return options(Optional.empty(), minutes(30), false, Map.of(), variables, false);
    }

    /** Returns options that copy libraries of this machine into wheels. */
    static BuildOptions repairing(Map<String, String> variables, boolean isOn) {
        return new BuildOptions(
                NATIVE.policy(), Optional.empty(), minutes(30), false, Map.of(), variables, false, isOn, Set.of());
    }

    /** Returns options for a target that has libraries in addition to those of every Linux. */
    static BuildOptions systemLibraries(String... names) {
        return new BuildOptions(
                BuildPolicy.PURE,
                Optional.empty(),
                minutes(30),
                false,
                Map.of(),
                Map.of(),
                false,
                false,
                Set.of(names));
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static BuildOptions options(
            Optional<Path> python,
            Duration timeout,
            boolean isNetworkAllowed,
            Map<PackageName, Map<String, List<String>>> settings,
            Map<String, String> variables,
            boolean isRefreshing) {
        return new BuildOptions(
                BuildPolicy.PURE,
                python,
                timeout,
                isNetworkAllowed,
                settings,
                variables,
                isRefreshing,
                false,
                Set.of());
    }
}
