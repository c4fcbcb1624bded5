package io.github.pywar.app.target;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.ClosestName;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All targets of a build. The archive of the first is the main artifact.
 *
 * @param all the targets, in the order of their declaration
 */
public record ArchiveTargets(List<ArchiveTarget> all) {

    private static final Pattern CLASSIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*+");
    private static final List<String> VARIABLES = List.of("sys_platform", "platform_machine", "python_version");

    public ArchiveTargets {
        all = List.copyOf(all);
    }

    /**
     * Returns the only target of a build.
     *
     * @param classifier of its archive, if one is declared
     */
    public static ArchiveTargets of(TargetEnvironment target, Optional<String> classifier) {
        String name = new TargetNames(List.of(target)).of(target);
        return new ArchiveTargets(List.of(new ArchiveTarget(name, target, classifier, false)));
    }

    /**
     * Returns several targets.
     *
     * @param declared the targets; at least one
     * @param defaults parts of targets that do not declare them
     * @param classifier of the first archive; the classifiers of the others begin with it
     * @param read the environment of a target
     * @throws UserException if a default has no effect, a classifier is invalid, or two targets have the same name
     */
    public static ArchiveTargets of(
            List<TargetDeclaration> declared,
            TargetChoice defaults,
            Optional<String> classifier,
            Function<TargetChoice, TargetEnvironment> read) {
        new DefaultsCheck(declared).run(defaults);
        List<TargetEnvironment> environments = declared.stream()
                .map(one -> read.apply(one.choice().or(defaults)))
                .toList();
        List<String> names = names(declared, environments);
        boolean haveOwnLocks = !areDistinct(environments);
        List<ArchiveTarget> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Optional<String> own = i == 0
                    ? classifier
                    : Optional.of(classifier.map(text -> text + "-").orElse("") + name);
            all.add(new ArchiveTarget(name, environments.get(i), own, haveOwnLocks));
        }
        checkNames(all);
        return new ArchiveTargets(all);
    }

    private static List<String> names(List<TargetDeclaration> declared, List<TargetEnvironment> environments) {
        TargetNames derived = new TargetNames(environments);
        declared.get(0).classifier().ifPresent(text -> {
            throw UserException.of("The first of <targets> has the classifier `" + text
                            + "`, but its archive is the main artifact of the project")
                    .hint("remove <classifier> from the first <target>")
                    .hint("or put another <target> first");
        });
        List<String> names = new ArrayList<>();
        for (int i = 0; i < environments.size(); i++) {
            TargetEnvironment environment = environments.get(i);
            names.add(
                    declared.get(i).classifier().map(ArchiveTargets::checked).orElseGet(() -> derived.of(environment)));
        }
        return names;
    }

    private static String checked(String classifier) {
        if (!CLASSIFIER.matcher(classifier).matches()) {
            throw UserException.of("`" + classifier + "` is not a classifier\n    from: <targets>")
                    .hint("use letters, digits, `-`, `_` and `.`, for example `cp311-linux-x86_64`");
        }
        return classifier;
    }

    private static void checkNames(List<ArchiveTarget> all) {
        Map<TargetEnvironment, String> byTarget = new HashMap<>();
        all.forEach(one -> {
            String other = byTarget.put(one.environment(), one.name());
            if (other != null) {
                throw twice(one, other);
            }
        });
        Map<String, ArchiveTarget> byName = new HashMap<>();
        all.forEach(one -> {
            // two names that differ only in dots would have the same lock
            ArchiveTarget other = byName.put(one.lockPart(), one);
            if (other != null) {
                throw clash(one, other);
            }
        });
    }

    private static UserException twice(ArchiveTarget one, String other) {
        String names = other.equals(one.name()) ? "" : "\n    classifiers: `" + other + "`, `" + one.name() + "`";
        return UserException.of("<targets> has a target twice: " + one.environment() + names)
                .hint("remove one of them");
    }

    private static UserException clash(ArchiveTarget one, ArchiveTarget other) {
        return UserException.of("Two of <targets> have the classifier `" + one.name() + "`\n    one:   "
                        + other.environment() + "\n    other: " + one.environment())
                .hint("add another <classifier> to the later <target>");
    }

    /** Markers have no variable for the C library, for a free-threaded Python, or for a version of macOS. */
    private static boolean areDistinct(List<TargetEnvironment> environments) {
        return environments.stream()
                        .map(one -> VARIABLES.stream()
                                .map(name -> one.markers().value(name).orElseThrow())
                                .toList())
                        .distinct()
                        .count()
                == environments.size();
    }

    /**
     * Returns the requested target only.
     *
     * @param name its classifier, or the name that the main artifact has in messages
     * @throws UserException if there is no such target
     */
    public ArchiveTargets only(String name) {
        List<ArchiveTarget> found = all.stream()
                .filter(one -> one.name().equals(name)
                        || one.classifier().filter(name::equals).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw unknown(name);
        }
        return new ArchiveTargets(found);
    }

    private UserException unknown(String name) {
        List<String> names = all.stream().map(ArchiveTarget::name).toList();
        UserException error = UserException.of("This project has no target `" + name + "`\n    targets: "
                + names.stream().map(text -> "`" + text + "`").collect(Collectors.joining(", "))
                + "\n    from: pywar.target");
        return ClosestName.of(name, names)
                .map(other -> error.hint("did you mean -Dpywar.target=" + other + "?"))
                .orElseGet(() -> error.hint("name one of these targets, or remove pywar.target to build all of them"));
    }
}
