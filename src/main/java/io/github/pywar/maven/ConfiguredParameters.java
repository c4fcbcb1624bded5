package io.github.pywar.maven;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Check that each configured parameter has a value. Maven replaces an empty element, or one whose property is not set, by
 * the default, and by {@code null} in a list. With {@code <index>${company.index}</index>}, a build would silently use
 * another index.
 *
 * @param isSet whether Maven has a value for an expression such as {@code company.index}
 * @param lists names of parameters and properties whose text Maven splits at commas
 */
record ConfiguredParameters(Predicate<String> isSet, Set<String> lists) {

    /** An expression that Maven replaces; {@code $$} escapes it. */
    private static final Pattern EXPRESSION = Pattern.compile("(?<!\\$)\\$\\{([^{}]*)\\}");

    private static final String POM = "the configuration of pywar-maven-plugin in the POM";

    /**
     * A configured value.
     *
     * @param name its element or property, for messages
     * @param from where it is configured, for messages
     */
    record Configured(String name, String text, String from) {}

    /**
     * Checks values and reports all errors in one message.
     *
     * @throws UserException if a value is empty, or has an expression without a value
     */
    void check(List<Configured> values) {
        ErrorList errors = new ErrorList();
        for (Configured value : values) {
            try {
                check(value);
            } catch (UserException e) {
                errors.add(e);
            }
        }
        errors.throwIfAny();
    }

    private void check(Configured value) {
        if (value.text.isBlank()) {
            throw empty(value);
        }
        if (isList(value.name) && hasEmptyItem(value.text)) {
            throw UserException.of("`" + value.name + "` is `" + value.text.strip() + "`: an item between its commas is"
                            + " empty\n    from: " + value.from)
                    .hint("remove the extra comma");
        }
        Optional<String> unset = unset(value.text);
        if (unset.isPresent()) {
            throw withoutValue(value, unset.get());
        }
    }

    private UserException empty(Configured value) {
        UserException error = UserException.of("`" + value.name + "` is empty\n    from: " + value.from)
                .hint("set a value, or remove it");
        return isList(value.name) && value.name.startsWith("<")
                ? error.hint("or declare an empty list: " + value.name.replace(">", " combine.self=\"override\"/>"))
                : error;
    }

    private boolean isList(String name) {
        boolean isElement = name.startsWith("<");
        return lists.contains(isElement ? name.substring(1, name.length() - 1) : name);
    }

    private static boolean hasEmptyItem(String text) {
        for (String item : text.split(",", -1)) {
            if (item.isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static UserException withoutValue(Configured value, String property) {
        return UserException.of("`" + value.name + "` is `" + value.text.strip() + "`, and the property `" + property
                        + "` is not set\n    from: " + value.from)
                .hint("set it in <properties>, in an active profile, or with -D" + property + "=...")
                .hint("or remove `" + value.name + "` to use its default");
    }

    private Optional<String> unset(String text) {
        if (!text.contains("${")) {
            return Optional.empty();
        }
        for (Matcher found = EXPRESSION.matcher(text); found.find(); ) {
            if (!isSet.test(found.group(1))) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    /**
     * Checks that the elements of a map have texts: Maven ignores elements below them.
     *
     * @param maps names of the parameters that are maps
     * @throws UserException for the first element that has others below it
     */
    static void checkMaps(ConfigurationElement configuration, Set<String> maps) {
        for (ConfigurationElement map : configuration.children()) {
            if (maps.contains(map.name())) {
                checkMap(map);
            }
        }
    }

    private static void checkMap(ConfigurationElement map) {
        for (ConfigurationElement one : map.children()) {
            if (!one.children().isEmpty()) {
                throw nested(map, one);
            }
        }
    }

    private static UserException nested(ConfigurationElement map, ConfigurationElement one) {
        String name = one.name();
        return UserException.of("`<" + map.name() + "><" + name + ">` contains the element `<"
                        + one.children().get(0).name() + ">`, which has no effect\n    from: " + POM)
                .hint("write a text: <" + name + ">VALUE</" + name + ">");
    }

    /** Returns the values of a configuration, each with the path of its element, such as {@code <indexes><index>}. */
    static List<Configured> of(ConfigurationElement configuration) {
        List<Configured> values = new ArrayList<>();
        for (ConfigurationElement child : configuration.children()) {
            collect(child, "", values);
        }
        return values;
    }

    private static void collect(ConfigurationElement element, String above, List<Configured> values) {
        String path = above + "<" + element.name() + ">";
        if (!element.children().isEmpty()) {
            for (ConfigurationElement child : element.children()) {
                collect(child, path, values);
            }
        } else if (!element.isOverride() || !element.text().isBlank()) {
            values.add(new Configured(path, element.text(), POM));
        }
    }
}
