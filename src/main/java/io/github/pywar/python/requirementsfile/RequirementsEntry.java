package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.base.url.UrlHashes;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.DirectReference;
import io.github.pywar.python.requirement.Requirement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A requirement or a constraint of a requirements file, or the reason why it cannot be packaged. That error is thrown
 * only if the marker holds, because the line has no effect on other targets.
 */
final class RequirementsEntry {

    /** A URL, extras and a marker; a {@code ;} next to a blank separates the marker. */
    private static final Pattern URL =
            Pattern.compile("(.*?)(\\[[^\\]]*\\])?(?:(?:\\s+;|;\\s)\\s*(.*))?", Pattern.DOTALL);

    /** A path, extras and a marker; any {@code ;} separates the marker. */
    private static final Pattern PATH = Pattern.compile("([^;]*?)(\\[[^\\];]*\\])?(?:\\s*;\\s*(.*))?", Pattern.DOTALL);

    private final boolean isConstraint;
    private final Marker marker;
    private final DeclaredRequirement declared;
    private final UserException error;

    private RequirementsEntry(RequirementsLine line, Marker marker, DeclaredRequirement declared, UserException error) {
        this.isConstraint = line.isConstraint();
        this.marker = marker;
        this.declared = declared;
        this.error = error;
    }

    /**
     * @param root the name of the first file: relative paths can also be relative to it
     * @throws SyntaxException if the line is not valid for any target
     */
    static RequirementsEntry of(RequirementsLine line, FileLoader loader, String root) {
        if (line.has(FileOption.EDITABLE) && line.argument().isEmpty()) {
            String text = "-e " + line.all(FileOption.EDITABLE).get(0);
            return unsupported(line, null, text, "an editable project is source code on one machine");
        }
        try {
            return DirectReference.looksLikeOne(line.argument())
                    ? direct(line, loader, root)
                    : named(line, Requirement.parse(withoutEmptyMarker(line.argument())));
        } catch (SyntaxException e) {
            throw line.error(e);
        }
    }

    /** As in pip, the marker after a {@code ;} may be missing; a URL may end with a {@code ;}. */
    private static String withoutEmptyMarker(String text) {
        boolean isEmpty = text.endsWith(";") && (text.indexOf('@') < 0 || text.matches(".*\\s;"));
        return isEmpty ? text.substring(0, text.length() - 1) : text;
    }

    private static RequirementsEntry named(RequirementsLine line, Requirement requirement) {
        if (line.isConstraint() && !requirement.extras().isEmpty()) {
            throw UserException.of("The constraint `" + shown(line, requirement.toString()) + "` has extras ("
                            + line.location() + "): a constraint only limits versions")
                    .hint("remove the extras");
        }
        Map<String, Set<String>> hashes = new TreeMap<>(line.hashes());
        UrlHashes.of(requirement.url().orElse(""))
                .strong()
                .byAlgorithm()
                .forEach((algorithm, sum) -> hashes.computeIfAbsent(algorithm, key -> new LinkedHashSet<>())
                        .add(sum));
        DeclaredRequirement declared = new DeclaredRequirement(requirement, line.location(), hashes);
        return new RequirementsEntry(line, requirement.marker().orElse(null), declared, null);
    }

    private static RequirementsEntry direct(RequirementsLine line, FileLoader loader, String root) {
        boolean isUrl = DirectReference.of(line.argument()).isUrl();
        Matcher parts = (isUrl ? URL : PATH).matcher(line.argument());
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern matches every text");
        }
        String target = parts.group(1).strip();
        String condition = parts.group(3) == null ? "" : parts.group(3);
        Marker marker = condition.isEmpty() ? null : Marker.parse(condition);
        DirectReference reference = DirectReference.of(target);
        Optional<String> problem = reference.problem();
        if (problem.isPresent()) {
            return unsupported(line, marker, line.argument(), problem.get());
        }
        Optional<String> url = reference.isUrl()
                ? Optional.of(target)
                : loader.locate(line.location().source(), target, root);
        if (url.isEmpty()) {
            return new RequirementsEntry(
                    line,
                    marker,
                    null,
                    UserException.of("The wheel `" + shown(line, target) + "` cannot be packaged (" + line.location()
                                    + "): the file does not exist")
                            .hint("check the path: it is relative to the file that contains it"));
        }
        String extras = parts.group(2) == null ? "[]" : parts.group(2);
        PackageName name = PackageName.parse(reference.wheelProject().orElseThrow());
        Set<ExtraName> asked = Requirement.parse(name + extras).extras();
        return named(line, Requirement.direct(name, asked, url.get(), marker));
    }

    private static RequirementsEntry unsupported(RequirementsLine line, Marker marker, String text, String problem) {
        UserException error = DirectReference.unsupported(shown(line, text), line.location(), problem);
        return new RequirementsEntry(line, marker, null, error);
    }

    /** The value of a variable may be a secret. */
    private static String shown(RequirementsLine line, String text) {
        if (!line.line().isOfProject()) {
            return "...";
        }
        return line.line().isReplaced() ? line.line().written() : text;
    }

    boolean isConstraint() {
        return isConstraint;
    }

    /**
     * @return the requirement; empty if its marker does not hold in the environment
     * @throws UserException if the marker holds and the requirement cannot be packaged
     */
    Optional<DeclaredRequirement> in(MarkerEnvironment environment) {
        if (marker != null && !marker.evaluate(environment)) {
            return Optional.empty();
        }
        if (error != null) {
            throw error;
        }
        return Optional.of(declared.requireWheel());
    }
}
