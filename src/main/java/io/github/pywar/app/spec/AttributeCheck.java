package io.github.pywar.app.spec;

import io.github.pywar.base.text.ClosestName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks for the attribute of an entry in the source of its module. Text cannot show all that Python can do, so a doubt is
 * silent: only a name that occurs nowhere in the source, in a module without dynamic names, is reported.
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
    private static final Set<String> USUAL = Set.of("application", "app", "create_app", "asgi", "wsgi");

    /** @return a warning if the module defines no such attribute, as far as its text shows */
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
        return Optional.of("`" + path + "` seems not to define `" + name + "`, which <application> names" + proposal);
    }

    /** Is it a function without parameters? No server can call that as the application. */
    private boolean isFactory(String name) {
        return Pattern.compile("(?m)^def[ \\t]+" + Pattern.quote(name) + "[ \\t]*\\([ \\t]*\\)")
                .matcher(source)
                .find();
    }

    private Optional<String> proposal(String name) {
        Set<String> defined = defined();
        return ClosestName.of(name, defined)
                .or(() -> defined.stream().filter(USUAL::contains).findFirst());
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
