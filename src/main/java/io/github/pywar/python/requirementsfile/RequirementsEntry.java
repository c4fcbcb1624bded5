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
 * A line that asks for something, or restricts it: what it declares, or why it cannot be used. The refusal is thrown
 * only where the marker holds, because a line for another system concerns nobody.
 */
final class RequirementsEntry {

    /** A URL, extras, and a marker after a {@code ;} with a blank on either side. */
    private static final Pattern URL =
            Pattern.compile("(.*?)(\\[[^\\]]*\\])?(?:(?:\\s+;|;\\s)\\s*(.*))?", Pattern.DOTALL);

    /** The same of a path, which any {@code ;} ends. */
    private static final Pattern PATH = Pattern.compile("([^;]*?)(\\[[^\\];]*\\])?(?:\\s*;\\s*(.*))?", Pattern.DOTALL);

    private final boolean constraint;
    private final Marker marker;
    private final DeclaredRequirement declared;
    private final UserException refusal;

    private RequirementsEntry(
            RequirementsLine line, Marker marker, DeclaredRequirement declared, UserException refusal) {
        this.constraint = line.isConstraint();
        this.marker = marker;
        this.declared = declared;
        this.refusal = refusal;
    }

    /**
     * @param root the place of the first file: a path that is not beside the naming file is sought there
     * @throws SyntaxException where the line makes no sense for any target
     */
    static RequirementsEntry of(RequirementsLine line, RequirementsFile.Loader loader, String root) {
        if (line.has(FileOption.EDITABLE) && line.argument().isEmpty()) {
            String text = "-e " + line.all(FileOption.EDITABLE).get(0);
            return refused(line, null, text, "an editable project is source code on one machine");
        }
        try {
            return DirectReference.looksLikeOne(line.argument())
                    ? direct(line, loader, root)
                    : named(line, Requirement.parse(withoutEmptyMarker(line.argument())));
        } catch (SyntaxException e) {
            throw line.fault(e);
        }
    }

    /** In a line there need be no marker behind the {@code ;}, as with pip; a URL may end in one. */
    private static String withoutEmptyMarker(String text) {
        boolean isEmpty = text.endsWith(";") && (text.indexOf('@') < 0 || text.matches(".*\\s;"));
        return isEmpty ? text.substring(0, text.length() - 1) : text;
    }

    private static RequirementsEntry named(RequirementsLine line, Requirement requirement) {
        if (line.isConstraint() && !requirement.extras().isEmpty()) {
            throw UserException.of("The constraint `" + shown(line, requirement.toString()) + "` has extras ("
                            + line.location() + "): a constraint restricts versions and asks for nothing")
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

    private static RequirementsEntry direct(RequirementsLine line, RequirementsFile.Loader loader, String root) {
        boolean isUrl = DirectReference.of(line.argument()).isUrl();
        Matcher parts = (isUrl ? URL : PATH).matcher(line.argument());
        if (!parts.matches()) {
            throw new IllegalStateException("a pattern that matches everything");
        }
        String target = parts.group(1).strip();
        String condition = parts.group(3) == null ? "" : parts.group(3);
        Marker marker = condition.isEmpty() ? null : Marker.parse(condition);
        DirectReference reference = DirectReference.of(target);
        Optional<String> missing = reference.missing();
        if (missing.isPresent()) {
            return refused(line, marker, line.argument(), missing.get());
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
                            + "): there is no such file"));
        }
        String extras = parts.group(2) == null ? "[]" : parts.group(2);
        PackageName name = PackageName.parse(reference.wheelProject().orElseThrow());
        Set<ExtraName> asked = Requirement.parse(name + extras).extras();
        return named(line, Requirement.direct(name, asked, url.get(), marker));
    }

    private static RequirementsEntry refused(RequirementsLine line, Marker marker, String text, String missing) {
        UserException refusal = DirectReference.refuse(shown(line, text), line.location(), missing);
        return new RequirementsEntry(line, marker, null, refusal);
    }

    /** What a variable stands for may be a secret. */
    private static String shown(RequirementsLine line, String text) {
        if (!line.line().isOfProject()) {
            return "...";
        }
        return line.line().isReplaced() ? line.line().written() : text;
    }

    boolean isConstraint() {
        return constraint;
    }

    /**
     * @return what it declares in that environment, or empty where its marker does not hold
     * @throws UserException where it holds and cannot be used
     */
    Optional<DeclaredRequirement> in(MarkerEnvironment environment) {
        if (marker != null && !marker.evaluate(environment)) {
            return Optional.empty();
        }
        if (refusal != null) {
            throw refusal;
        }
        return Optional.of(declared.requireWheel());
    }
}
