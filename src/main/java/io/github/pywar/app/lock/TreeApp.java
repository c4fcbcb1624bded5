package io.github.pywar.app.lock;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.resolve.Resolution;
import io.github.pywar.python.resolve.ResolvedPackage;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Shows who needs what: from the application down, or from one project up. */
public final class TreeApp {

    private static final String SHOWN_ABOVE = " (shown above)";

    /**
     * What to show.
     *
     * @param why the project whose users are shown; empty: all from the application down
     */
    public record Request(AppSpec spec, PackageSources supply, LockChoice choice, Optional<PackageName> why) {}

    private final Progress progress;

    /** @param progress told of each line */
    public TreeApp(Progress progress) {
        this.progress = progress;
    }

    /** @throws UserException where the project asked for is not needed at all */
    public void run(Request request) throws IOException {
        AppSpec spec = request.spec();
        Resolution resolution = Resolved.of(request.choice(), request.supply(), spec, progress);
        String root = spec.identity().artifactId() + " " + spec.identity().version();
        Walk walk = new Walk(root, resolution, new HashSet<>());
        TreeBranch tree =
                request.why().isEmpty() ? walk.down() : walk.up(request.why().get());
        tree.lines().forEach(progress::step);
    }

    private record Walk(String root, Resolution resolution, Set<PackageName> shown) {

        TreeBranch down() {
            List<Supplier<TreeBranch>> branches = new ArrayList<>();
            for (RootRequirement asked : resolution.roots()) {
                String where = text(asked.requirement()) + ", " + asked.source();
                resolution
                        .find(asked.requirement().name())
                        .ifPresent(chosen -> branches.add(() -> below(chosen, where)));
            }
            return new TreeBranch(root, branches);
        }

        private TreeBranch below(ResolvedPackage chosen, String where) {
            String line = label(chosen) + " (" + where + ")";
            if (!shown.add(chosen.name())) {
                return new TreeBranch(line + (chosen.requirements().isEmpty() ? "" : SHOWN_ABOVE), List.of());
            }
            List<Supplier<TreeBranch>> branches = new ArrayList<>();
            for (Requirement needed : chosen.requirements()) {
                resolution
                        .find(needed.name())
                        .filter(other -> !other.name().equals(chosen.name()))
                        .ifPresent(other -> branches.add(() -> below(other, text(needed))));
            }
            return new TreeBranch(line, branches);
        }

        TreeBranch up(PackageName name) {
            ResolvedPackage chosen = resolution
                    .find(name)
                    .orElseThrow(() -> UserException.of("Nothing needs `" + name + "` in " + root));
            return above(chosen, "");
        }

        private TreeBranch above(ResolvedPackage chosen, String need) {
            String line = label(chosen) + need;
            if (!shown.add(chosen.name())) {
                return new TreeBranch(line + SHOWN_ABOVE, List.of());
            }
            List<Supplier<TreeBranch>> branches = new ArrayList<>();
            for (RootRequirement asked : resolution.roots()) {
                if (asked.requirement().name().equals(chosen.name())) {
                    branches.add(() -> new TreeBranch(
                            root + " requires " + text(asked.requirement()) + ", " + asked.source(), List.of()));
                }
            }
            for (ResolvedPackage user : resolution.packages()) {
                user.requirements().stream()
                        .filter(needed -> needed.name().equals(chosen.name()) && user != chosen)
                        .findFirst()
                        .ifPresent(needed -> branches.add(() -> above(user, " requires " + text(needed))));
            }
            return new TreeBranch(line, branches);
        }

        private static String label(ResolvedPackage chosen) {
            return chosen.name() + " " + chosen.version();
        }

        private static String text(Requirement requirement) {
            String text = Credentials.redact(requirement.withMarker(null).toString());
            return text.replaceFirst("file:\\S*/", "");
        }
    }

    /** What is taken: what the lock says where that still goes together, else what an index says now. */
    static final class Resolved {

        private Resolved() {}

        static Resolution of(LockChoice choice, PackageSources supply, AppSpec spec, Progress progress)
                throws IOException {
            Map<PackageName, Version> locked =
                    choice.isThere() ? AppLock.read(choice).versions(spec) : Map.of();
            return supply.open(spec.dependencies(), progress, open -> open.resolve(spec, locked, progress));
        }
    }
}
