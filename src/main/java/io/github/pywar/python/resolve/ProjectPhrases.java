package io.github.pywar.python.resolve;

import io.github.pywar.python.solver.Vocabulary;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects, and why there is nothing to choose, in words. */
final class ProjectPhrases implements Vocabulary<Project> {

    private static final int MOST_GROUPS = 3;

    private final String root;
    private final Catalog catalog;

    ProjectPhrases(String root, Catalog catalog) {
        this.root = root;
        this.catalog = catalog;
    }

    @Override
    public String root() {
        return "`" + root + "`";
    }

    @Override
    public String name(Project of) {
        return of.toString();
    }

    @Override
    public String nothingOf(Project of) {
        Releases releases = catalog.get(of.name());
        if (!releases.exists()) {
            return "no index has a project `" + of.name() + "`";
        }
        return releases.passedOver().isEmpty()
                ? "the page of `" + of.name() + "` lists no wheel and no source distribution"
                : "no version of `" + of.name() + "` can be used" + reasons(releases.passedOver());
    }

    @Override
    public String nothingIn(Project of, VersionRange range) {
        Releases releases = catalog.get(of.name());
        if (releases.all().isEmpty()) {
            return nothingOf(of);
        }
        List<RejectedCandidate> others = releases.passedOverIn(range);
        if (range.single().isPresent() && others.size() == 1) {
            return "`" + of.name() + "` " + range.single().get() + " "
                    + others.get(0).detail();
        }
        return others.isEmpty()
                ? "there is no version of `" + of.name() + "` in " + range + newest(releases)
                : "no version of `" + of.name() + "` in " + range + " can be used" + reasons(others);
    }

    @Override
    public boolean isNothing(Project of, VersionRange range) {
        return catalog.get(of.name()).passedOverIn(range).isEmpty();
    }

    private static String newest(Releases releases) {
        return releases.newest()
                .map(version -> " (the newest for this target is " + version + ")")
                .orElse("");
    }

    private static String reasons(List<RejectedCandidate> others) {
        Map<String, List<RejectedCandidate>> byDetail = new LinkedHashMap<>();
        others.forEach(other -> byDetail.computeIfAbsent(other.detail(), unknown -> new ArrayList<>())
                .add(other));
        List<String> texts = new ArrayList<>();
        byDetail.forEach((detail, group) -> texts.add(versions(group) + " " + detail));
        int more = texts.size() - MOST_GROUPS;
        List<String> shown = texts.subList(0, Math.min(MOST_GROUPS, texts.size()));
        String rest = more > 0 ? " and so on" : "";
        return shown.isEmpty() ? "" : " (" + String.join("; ", shown) + rest + ")";
    }

    private static String versions(List<RejectedCandidate> group) {
        List<Version> ascending =
                group.stream().map(RejectedCandidate::version).sorted().toList();
        return group.size() == 1
                ? ascending.get(0).toString()
                : "each of " + ascending.get(0) + " to " + ascending.get(group.size() - 1);
    }
}
