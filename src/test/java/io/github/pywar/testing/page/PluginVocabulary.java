package io.github.pywar.testing.page;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * The names that users write, from the plugin's descriptor.
 *
 * @param goals names of the goals
 * @param properties properties of all goals
 * @param parameters parameters of all goals, with the Java type of their field
 */
public record PluginVocabulary(Set<String> goals, Set<String> properties, Map<String, Optional<Type>> parameters) {

    private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
    private static final String BEANS = "io.github.pywar.maven.";

    /** Reads the descriptor of this build. */
    public static PluginVocabulary ofThisBuild() throws IOException {
        Document plugin = Jsoup.parse(Files.readString(DESCRIPTOR), "", Parser.xmlParser());
        Set<String> properties = new TreeSet<>();
        plugin.select("configuration > *")
                .forEach(value -> properties.add(value.text().replaceAll("[${}]", "")));
        Map<String, Optional<Type>> parameters = new LinkedHashMap<>();
        plugin.select("mojo")
                .forEach(mojo -> mojo.select("> parameters > parameter")
                        .forEach(one -> parameters.put(
                                one.select("> name").text(),
                                type(
                                        mojo.select("> implementation").text(),
                                        one.select("> name").text()))));
        return new PluginVocabulary(new TreeSet<>(plugin.select("mojo > goal").eachText()), properties, parameters);
    }

    private static Optional<Type> type(String mojo, String name) {
        try {
            for (Class<?> type = Class.forName(mojo); type != null; type = type.getSuperclass()) {
                Optional<Type> found = Stream.of(type.getDeclaredFields())
                        .filter(field -> field.getName().equals(name))
                        .map(Field::getGenericType)
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the bean of a parameter, or of the items of a list, if the bean is a class of the plugin. */
    Optional<Class<?>> bean(String parameter) {
        return parameters.getOrDefault(parameter, Optional.empty()).flatMap(PluginVocabulary::bean);
    }

    private static Optional<Class<?>> bean(Type type) {
        if (type instanceof ParameterizedType list) {
            return bean(list.getActualTypeArguments()[0]);
        }
        return Optional.of(type)
                .filter(one -> one instanceof Class<?> && one.getTypeName().startsWith(BEANS))
                .map(one -> (Class<?>) one);
    }

    /** Returns whether the parameter is a list of beans, so that its elements contain one element for each bean. */
    boolean isListOfBeans(String parameter) {
        return parameters
                .get(parameter)
                .filter(ParameterizedType.class::isInstance)
                .isPresent();
    }

    /** Returns whether Maven can set the element: the bean has a field or a setter of that name. */
    static boolean accepts(Class<?> bean, String element) {
        String setter = "set" + Character.toUpperCase(element.charAt(0)) + element.substring(1);
        return Stream.of(bean.getDeclaredFields()).map(Field::getName).anyMatch(element::equals)
                || Stream.of(bean.getMethods()).map(Method::getName).anyMatch(setter::equals);
    }
}
