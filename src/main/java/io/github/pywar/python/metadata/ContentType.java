package io.github.pywar.python.metadata;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Description-Content-Type: which of the three kinds of text a description is. */
final class ContentType {

    private static final Set<String> KINDS = Set.of("text/plain", "text/x-rst", "text/markdown");
    private static final Set<String> VARIANTS = Set.of("GFM", "CommonMark");
    private static final Pattern KIND = Pattern.compile("[ \t]*([A-Za-z0-9/.+-]+)[ \t]*");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G;[ \t]*([A-Za-z0-9-]+)[ \t]*=[ \t]*(?:\"([^\"]*)\"|([^\\s;\"{}*]+))[ \t]*");

    private ContentType() {}

    static boolean isDescription(String text) {
        Matcher kind = KIND.matcher(text);
        if (!kind.lookingAt() || !KINDS.contains(kind.group(1).toLowerCase(Locale.ROOT))) {
            return false;
        }
        boolean markdown = kind.group(1).equalsIgnoreCase("text/markdown");
        String parameters = text.substring(kind.end());
        Matcher parameter = PARAMETER.matcher(parameters);
        int end = 0;
        while (parameter.find()) {
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            String name = parameter.group(1).toLowerCase(Locale.ROOT);
            if (name.equals("charset") && !value.equalsIgnoreCase("utf-8")
                    || name.equals("variant") && markdown && !VARIANTS.contains(value)) {
                return false;
            }
            end = parameter.end();
        }
        String rest = parameters.substring(end).strip();
        return rest.isEmpty() || rest.equals(";");
    }
}
