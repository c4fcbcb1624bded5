package io.github.pywar.app.spec;

import io.github.pywar.app.spec.PyProject.Text;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the table {@code [project]} requires. */
final class ProjectRequirements {

    private final PyProject project;
    private final Map<ExtraName, List<Text>> extras = new TreeMap<>();

    ProjectRequirements(PyProject project) {
        this.project = project;
        project.optionalDependencies().forEach((name, texts) -> extras.put(ExtraName.parse(name), texts));
    }

    List<DeclaredRequirement> dependencies() {
        return Faults.eachOf(project.dependencies(), ProjectRequirements::parse);
    }

    /** An extra may refer to others of the same project: {@code all = ["shop[postgres,redis]"]}. */
    List<DeclaredRequirement> extras(List<String> names) {
        Deque<ExtraName> open =
                new ArrayDeque<>(names.stream().map(ExtraName::parse).toList());
        Set<ExtraName> seen = new HashSet<>();
        List<DeclaredRequirement> all = new ArrayList<>();
        while (!open.isEmpty()) {
            ExtraName extra = open.remove();
            if (seen.add(extra)) {
                for (DeclaredRequirement one : Faults.eachOf(texts(extra), ProjectRequirements::parse)) {
                    if (one.requirement().name().equals(PackageName.parse(project.name()))) {
                        open.addAll(one.requirement().extras());
                    } else {
                        all.add(one);
                    }
                }
            }
        }
        return all;
    }

    /** @throws UserException where the project does not run on the target */
    void checkPython(TargetEnvironment target) {
        String specifiers = project.requiresPython();
        if (!specifiers.isEmpty() && !target.accepts(VersionSpecifiers.parse(specifiers))) {
            throw UserException.of(
                            "`" + project.name() + "` requires Python `" + specifiers + "`, but the archive is for "
                                    + target + "\n    from: requires-python in " + PyProject.FILE)
                    .hint("declare a <python> that it accepts");
        }
    }

    private List<Text> texts(ExtraName extra) {
        List<Text> texts = extras.get(extra);
        if (texts == null) {
            throw UserException.of("`" + project.name() + "` has no extra `" + extra + "`\n    it has: "
                    + String.join(", ", project.optionalDependencies().keySet()) + "\n    from: <extras>");
        }
        return texts;
    }

    private static DeclaredRequirement parse(Text text) {
        return DeclaredRequirement.parse(text.value(), new SourceLocation(PyProject.FILE, text.line()));
    }
}
