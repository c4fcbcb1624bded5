package io.github.pywar.python.resolve;

import io.github.pywar.python.candidate.Catalog;
import io.github.pywar.python.candidate.RejectedCandidate;
import io.github.pywar.python.candidate.Releases;
import io.github.pywar.python.solver.Vocabulary;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Phrases of an explanation about Python projects: why a project has no candidate. */
final class ProjectVocabulary implements Vocabulary<Project> {

    private static final int MOST_GROUPS = 3;

    private final String root;
    private final Catalog catalog;

    ProjectVocabulary(String root, Catalog catalog) {
        this.root = root;
        this.catalog = catalog;
    }

    @Override
    public String root() {
        return "`" + root + "`";
    }

    @Override
    public String name(Project project) {
        return project.toString();
    }

    @Override
    public String noVersionExists(Project project) {
        Releases releases = catalog.get(project.name());
        if (!releases.exists()) {
            return "no index has the project `" + project.name() + "`";
        }
        return releases.rejected().isEmpty()
                ? "the index page of `" + project.name() + "` lists no wheel and no source distribution"
                : "no version of `" + project.name() + "` can be used" + reasons(releases.rejected());
    }

    @Override
    public String noVersionMatches(Project project, VersionRange range) {
        Releases releases = catalog.get(project.name());
        if (releases.all().isEmpty()) {
            return noVersionExists(project);
        }
        List<RejectedCandidate> others = releases.rejectedIn(range);
        if (range.single().isPresent() && others.size() == 1) {
            return "`" + project.name() + "` " + range.single().get() + " "
                    + others.get(0).detail();
        }
        return others.isEmpty()
                ? "no version of `" + project.name() + "` matches " + range + newest(releases)
                : "no version of `" + project.name() + "` that matches " + range + " can be used" + reasons(others);
    }

    @Override
    public boolean isEmptyRange(Project project, VersionRange range) {
        return catalog.get(project.name()).rejectedIn(range).isEmpty();
    }

    private static String newest(Releases releases) {
        return releases.newest()
                .map(version -> " (the newest for this target is " + version + ")")
                .orElse("");
    }

    /** Returns the reasons in parentheses; versions with the same reason are one group. */
    private static String reasons(List<RejectedCandidate> rejected) {
        Map<String, List<RejectedCandidate>> byDetail = new LinkedHashMap<>();
        rejected.forEach(one -> byDetail.computeIfAbsent(one.detail(), detail -> new ArrayList<>())
                .add(one));
        List<String> texts = new ArrayList<>();
        byDetail.forEach((detail, group) -> texts.add(versions(group) + " " + detail));
        int more = texts.size() - MOST_GROUPS;
        List<String> shown = texts.subList(0, Math.min(MOST_GROUPS, texts.size()));
        String rest = more > 0 ? "; " + more + " more" : "";
        return shown.isEmpty() ? "" : " (" + String.join("; ", shown) + rest + ")";
    }

    private static String versions(List<RejectedCandidate> group) {
        List<Version> ascending =
                group.stream().map(RejectedCandidate::version).sorted().toList();
        Version first = ascending.get(0);
        Version last = ascending.get(ascending.size() - 1);
        return switch (ascending.size()) {
            case 1 -> first.toString();
            case 2 -> "each of " + first + " and " + last;
            default -> "each of " + ascending.size() + " versions from " + first + " to " + last;
        };
    }
}
