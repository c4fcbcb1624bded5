package io.github.pywar.app.spec;

import io.github.pywar.base.text.ClosestName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that the source of a module defines the attribute of an entry. The text does not show all definitions, so only a
 * clear case is reported: a name that does not occur in the source, in a module without dynamic definitions.
 *
 * @param source the module's text
 */
record AttributeCheck(String source) {

    private static final Pattern DYNAMIC = Pattern.compile(
            "import\\s*\\(?\\s*\\*|\\b(?:__getattr__|globals|locals|vars|exec|eval|setattr|modules|__dict__)\\b");
    private static final Pattern DEFINED =
            Pattern.compile("(?m)^(?:(?:async[ \\t]+)?def|class)[ \\t]+(\\w++)|^(\\w++)[ \\t]*(?::[^=\\n]*+)?=(?!=)"
                    + "|^(?:from[ \\t]+[\\w.]++[ \\t]+)?import[ \\t]+([^\\n#(]++)");
    private static final Pattern IMPORTED = Pattern.compile("(?:\\bas\\s+)?(\\w+)\\s*(?:,|$)");
    private static final Set<String> COMMON = Set.of("application", "app", "create_app", "asgi", "wsgi");

    /** Returns a warning if the source does not define the attribute. */
    Optional<String> warning(ObjectReference entry, String path) {
        String name = entry.attribute().replaceFirst("\\..*", "");
        boolean mayExist = Pattern.compile("(?U)\\b" + Pattern.quote(name) + "\\b")
                .matcher(source)
                .find();
        if (mayExist || DYNAMIC.matcher(source).find()) {
            return Optional.empty();
        }
        String proposal = proposal(name)
                .map(other -> ": did you mean <application>" + entry.module() + ":"
                        + entry.attribute().replaceFirst("^[^.]+", Matcher.quoteReplacement(other))
                        + (entry.factory() || isFactory(other) ? "()" : "") + "</application>?")
                .orElse("");
        return Optional.of(
                "`" + path + "` does not seem to define `" + name + "`, which <application> names" + proposal);
    }

    /** A function without parameters cannot be the application itself: servers call that with parameters. */
    private boolean isFactory(String name) {
        return Pattern.compile("(?m)^def[ \\t]+" + Pattern.quote(name) + "[ \\t]*\\([ \\t]*\\)")
                .matcher(source)
                .find();
    }

    private Optional<String> proposal(String name) {
        Set<String> defined = defined();
        return ClosestName.of(name, defined)
                .or(() -> defined.stream().filter(COMMON::contains).findFirst());
    }

    private Set<String> defined() {
        Set<String> names = new TreeSet<>();
        DEFINED.matcher(source).results().forEach(found -> {
            Stream.of(1, 2).map(found::group).filter(name -> name != null).forEach(names::add);
            if (found.group(3) != null) {
                IMPORTED.matcher(found.group(3).strip()).results().forEach(one -> names.add(one.group(1)));
            }
        });
        return names;
    }
}
