package io.github.pywar.app.task;

import io.github.pywar.app.library.DependencyTree;
import io.github.pywar.app.library.OpenPackageSources;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.SystemExpectations;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.ProjectLock;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.report.TreeListing;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.TextTree;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Lists the dependency tree: from the application down, or from one package up. */
public final class TreeApp {

    /**
     * Request for a tree.
     *
     * @param sources of packages
     * @param why the package whose dependents are shown; empty: all dependencies of the application
     * @param output of the tree
     */
    public record Request(
            AppSpec spec,
            PackageSources sources,
            LockSettings settings,
            Optional<PackageName> why,
            ListingOutput output) {}

    /** A resolution, what it requires of the target's system, and its start-up code. */
    private record Resolved(Resolution resolution, List<String> system, List<String> startup) {}

    private final Progress progress;

    /** @param progress receives each line */
    public TreeApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Shows the tree of a new resolution that keeps the locked versions if they still fit. Below the complete tree is what
     * its native code requires of the target's system.
     *
     * @throws UserException if the requested package is not a dependency
     */
    public void run(Request request) throws IOException {
        AppSpec spec = request.spec();
        Map<PackageName, Version> locked = ProjectLock.find(request.settings())
                .map(lock -> lock.versions(spec))
                .orElse(Map.of());
        boolean isComplete = request.why().isEmpty();
        Resolved resolved = request.sources().open(spec.dependencies(), progress, open -> {
            Resolution resolution = open.resolve(spec, locked, progress);
            SystemExpectations system = new SystemExpectations(open, progress);
            return isComplete
                    ? new Resolved(resolution, system.lines(resolution, spec.target()), startup(open, resolution))
                    : new Resolved(resolution, List.of(), List.of());
        });
        String application =
                spec.identity().artifactId() + " " + spec.identity().version();
        DependencyTree tree = new DependencyTree(application, resolved.resolution());
        TextTree shown = request.why().map(tree::dependents).orElseGet(tree::dependencies);
        Resolution resolution = resolved.resolution();
        TreeListing listing = new TreeListing(
                application,
                spec.target().toString(),
                shown,
                request.why().map(name -> above(name, resolution)).orElse(resolution.packages()),
                resolution.roots(),
                resolved.system(),
                resolved.startup());
        request.output().write(listing, progress);
    }

    private List<String> startup(OpenPackageSources open, Resolution resolution) throws IOException {
        List<String> lines = new ArrayList<>();
        try {
            for (PackageCode one : open.facts().startupCode(resolution.packages())) {
                one.code().forEach(code -> lines.add("    " + one.name() + " " + one.version() + ", " + code));
            }
        } catch (UserException missing) {
            progress.warning("The start-up code is not shown: "
                    + missing.what().lines().findFirst().orElse(""));
            return List.of();
        }
        if (!lines.isEmpty()) {
            lines.add(0, "Python runs at each start:");
        }
        return lines;
    }

    /** Returns a package and all packages that require it, directly or through others. */
    private static List<ResolvedPackage> above(PackageName name, Resolution resolution) {
        Set<PackageName> found = new HashSet<>(Set.of(name));
        Predicate<ResolvedPackage> requiresFound =
                one -> one.requirements().stream().anyMatch(required -> found.contains(required.name()));
        while (resolution.packages().stream().filter(requiresFound).anyMatch(one -> found.add(one.name()))) {
            continue;
        }
        return resolution.packages().stream()
                .filter(one -> found.contains(one.name()))
                .toList();
    }
}
