package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.base.url.UrlHashes;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.DirectReference;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** Requirement with its marker. Of {@code named}, {@code unnamed} and {@code error} one is present. */
    private record Content(
            Optional<DeclaredRequirement> named,
            Optional<UnnamedRequirement> unnamed,
            Optional<UserException> error,
            Optional<Marker> marker) {

        static Content error(UserException error, Optional<Marker> marker) {
            return new Content(Optional.empty(), Optional.empty(), Optional.of(error), marker);
        }
    }

    private final boolean isConstraint;
    private final Content content;

    private RequirementsEntry(RequirementsLine line, Content content) {
        this.isConstraint = line.isConstraint();
        this.content = content;
    }

    /**
     * @param root the name of the first file: relative paths can also be relative to it
     * @throws SyntaxException if the line is not valid for any target
     */
    static RequirementsEntry of(RequirementsLine line, FileLoader loader, String root) {
        boolean isEditable = line.has(FileOption.EDITABLE) && line.argument().isEmpty();
        String text = isEditable ? line.all(FileOption.EDITABLE).get(0) : line.argument();
        try {
            Content content = isEditable || DirectReference.looksLikeOne(text)
                    ? direct(line, text, loader, root)
                    : named(line, Requirement.parse(withoutEmptyMarker(text)));
            return new RequirementsEntry(line, content);
        } catch (SyntaxException e) {
            throw line.error(e);
        }
    }

    /** As in pip, the marker after a {@code ;} may be missing; a URL may end with a {@code ;}. */
    private static String withoutEmptyMarker(String text) {
        boolean isEmpty = text.endsWith(";") && (text.indexOf('@') < 0 || text.matches(".*\\s;"));
        return isEmpty ? text.substring(0, text.length() - 1) : text;
    }

    private static Content named(RequirementsLine line, Requirement requirement) {
        if (line.isConstraint() && !requirement.extras().isEmpty()) {
            throw UserException.of("The constraint `" + shown(line, requirement.toString()) + "` has extras ("
                            + line.location() + "): a constraint only limits versions")
                    .hint("remove the extras");
        }
        DeclaredRequirement declared = new DeclaredRequirement(
                requirement, line.location(), hashes(line, requirement.url().orElse("")));
        return new Content(Optional.of(declared), Optional.empty(), Optional.empty(), requirement.marker());
    }

    private static Map<String, Set<String>> hashes(RequirementsLine line, String url) {
        Map<String, Set<String>> hashes = new TreeMap<>(line.hashes());
        for (Map.Entry<String, String> sum :
                UrlHashes.of(url).strong().byAlgorithm().entrySet()) {
            Set<String> sums = new LinkedHashSet<>(hashes.getOrDefault(sum.getKey(), Set.of()));
            sums.add(sum.getValue());
            hashes.put(sum.getKey(), sums);
        }
        return hashes;
    }

    private static Content direct(RequirementsLine line, String text, FileLoader loader, String root) {
        boolean isUrl = DirectReference.of(text).isUrl();
        Matcher parts = (isUrl ? URL : PATH).matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException("the pattern matches every text");
        }
        String target = parts.group(1).strip();
        Optional<Marker> marker = Optional.ofNullable(parts.group(3))
                .filter(condition -> !condition.isEmpty())
                .map(Marker::parse);
        DirectReference reference = DirectReference.of(target);
        try {
            reference.requireSupported(shown(line, text), line.location());
        } catch (UserException e) {
            return Content.error(e, marker);
        }
        Optional<String> url = reference.isUrl() ? Optional.of(target) : located(line, target, loader, root);
        if (url.isEmpty()) {
            return Content.error(missing(line, target, reference), marker);
        }
        String name = reference.wheelProject().or(reference::egg).orElse("");
        String requested = Optional.ofNullable(parts.group(2)).orElse("");
        return name.isEmpty()
                ? unnamed(line, text, url.get(), requested, marker)
                : named(line, requirement(name, requested, url.get(), marker));
    }

    /** A path may have a fragment, as a URL. */
    private static Optional<String> located(RequirementsLine line, String target, FileLoader loader, String root) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        return loader.locate(line.location().source(), path, root)
                .map(url -> hash < 0 ? url : url + target.substring(hash));
    }

    /** The name may have extras as well ({@code #egg=NAME[EXTRA]}). */
    private static Requirement requirement(String name, String extras, String url, Optional<Marker> marker) {
        Requirement named = Requirement.parse(name);
        Set<ExtraName> all = new TreeSet<>(named.extras());
        all.addAll(extras(extras));
        return Requirement.direct(named.name(), all, url, marker.orElse(null));
    }

    private static Set<ExtraName> extras(String inBrackets) {
        return inBrackets.isEmpty()
                ? Set.of()
                : Requirement.parse("name" + inBrackets).extras();
    }

    private static Content unnamed(
            RequirementsLine line, String text, String url, String extras, Optional<Marker> marker) {
        if (line.isConstraint()) {
            UserException error = UserException.of("The constraint `" + shown(line, text) + "` has no name ("
                            + line.location() + "): a constraint limits the versions of a named package")
                    .hint("write `NAME @ URL`");
            return Content.error(error, marker);
        }
        UnnamedRequirement requirement =
                new UnnamedRequirement(url, new TreeSet<>(extras(extras)), line.location(), hashes(line, url));
        return new Content(Optional.empty(), Optional.of(requirement), Optional.empty(), marker);
    }

    private static UserException missing(RequirementsLine line, String target, DirectReference reference) {
        boolean isSource = reference.isSource();
        return UserException.of((isSource ? "The source code `" : "The wheel `") + shown(line, target)
                        + "` cannot be packaged (" + line.location() + "): "
                        + (isSource ? "it does not exist" : "the file does not exist"))
                .hint("check the path: it is relative to the file that contains it");
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
     * @return the requirement; empty if its marker does not hold in the environment, or its project is not declared
     * @throws UserException if the marker holds and the requirement cannot be packaged
     */
    Optional<DeclaredRequirement> in(MarkerEnvironment environment) {
        if (!applies(environment)) {
            return Optional.empty();
        }
        if (content.error().isPresent()) {
            throw content.error().get();
        }
        Optional<DeclaredRequirement> named = content.named();
        return named.isPresent() ? Optional.of(named.get().requireSupported()) : named;
    }

    /** @return the requirement for all targets; it must have a name, because the file of a library has no paths */
    DeclaredRequirement named() {
        if (content.error().isPresent()) {
            throw content.error().get();
        }
        return content.named()
                .orElseThrow(() -> UserException.of("The requirement "
                                + content.unnamed().orElseThrow() + " has no name: a library needs one")
                        .hint("write it as `NAME @ URL`"));
    }

    /** @return the requirement without a name; empty if it has one, or its marker does not hold in the environment */
    Optional<UnnamedRequirement> unnamedIn(MarkerEnvironment environment) {
        return content.unnamed().isPresent() && applies(environment) ? content.unnamed() : Optional.empty();
    }

    private boolean applies(MarkerEnvironment environment) {
        return content.marker().isEmpty() || content.marker().get().evaluate(environment);
    }
}
