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
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks that each configured parameter has a value. Maven replaces an element that is empty, or whose property is not
 * set, by the default, or by {@code null} in a list: a build with {@code <index>${company.index}</index>} would use
 * another index, and no message would say so.
 *
 * @param isSet whether Maven has a value for an expression such as {@code company.index}
 * @param lists names of parameters, and properties, whose text Maven splits at commas
 */
record ConfiguredParameters(Predicate<String> isSet, Set<String> lists) {

    /** An expression that Maven replaces; {@code $$} escapes it. */
    private static final Pattern EXPRESSION = Pattern.compile("(?<!\\$)\\$\\{([^{}]*)\\}");

    /** How a POM takes back a list of its parent. */
    private static final String OVERRIDE = "combine.self";

    /**
     * A value that somebody configured.
     *
     * @param name what a message calls it
     * @param text its value
     * @param from where it is configured
     */
    record Configured(String name, String text, String from) {}

    /**
     * Checks values together, so that all faults are in one message.
     *
     * @throws UserException if one is empty, or has an expression without a value
     */
    void check(List<Configured> values) {
        ErrorList.eachOf(values, this::checked);
    }

    private Configured checked(Configured value) {
        if (value.text.isBlank()) {
            throw UserException.of("`" + value.name + "` is empty\n    from: " + value.from)
                    .hint("give it a value, or remove it");
        }
        boolean isList = lists.contains(value.name.replaceAll("[<>]", ""));
        if (isList && Stream.of(value.text.split(",", -1)).anyMatch(String::isBlank)) {
            throw UserException.of("`" + value.name + "` is `" + value.text.strip() + "`: an item between its commas is"
                            + " empty\n    from: " + value.from)
                    .hint("remove the comma too much");
        }
        unset(value.text).ifPresent(name -> {
            throw UserException.of("`" + value.name + "` is `" + value.text.strip() + "`, and the property `" + name
                            + "` is not set\n    from: " + value.from)
                    .hint("set it: in <properties>, in the profile that is meant to be active, or with -D" + name
                            + "=...")
                    .hint("or remove `" + value.name + "`, if its default is meant");
        });
        return value;
    }

    private Optional<String> unset(String text) {
        for (Matcher found = EXPRESSION.matcher(text); found.find(); ) {
            if (!isSet.test(found.group(1))) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    /** @return the values of a configuration, each with the path of its element, for example {@code <indexes><index>} */
    static List<Configured> of(Element configuration) {
        List<Configured> values = new ArrayList<>();
        for (Element child : children(configuration)) {
            collect(child, "", values);
        }
        return values;
    }

    private static void collect(Element element, String above, List<Configured> values) {
        String path = above + "<" + element.getNodeName() + ">";
        List<Element> children = children(element);
        boolean isTakenBack = element.getAttribute(OVERRIDE).equals("override");
        if (!children.isEmpty()) {
            children.forEach(child -> collect(child, path, values));
        } else if (!isTakenBack || !element.getTextContent().isBlank()) {
            values.add(new Configured(
                    path, element.getTextContent(), "the configuration of pywar-maven-plugin in the POM"));
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
