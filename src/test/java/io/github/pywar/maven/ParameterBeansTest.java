package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that {@code mvn -X} prints for the plugin's own parameter types. */
class ParameterBeansTest {

    private static final String SECRET = "s3cret";

    static Set<Class<?>> beans() throws Exception {
        Document descriptor = Jsoup.parse(
                Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml")), "", Parser.xmlParser());
        Set<Class<?>> beans = new LinkedHashSet<>();
        for (Element goal : descriptor.select("mojos > mojo")) {
            List<String> parameters =
                    goal.select("parameters > parameter > name").eachText();
            for (Class<?> type = Class.forName(goal.select("> implementation").text());
                    type != null;
                    type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    if (parameters.contains(field.getName())) {
                        own(field.getGenericType()).forEach(beans::add);
                    }
                }
            }
        }
        assertThat(beans).contains(Requirements.class, Index.class, Overlay.class, WheelLimits.class);
        return beans;
    }

    private static Stream<Class<?>> own(Type type) {
        if (type instanceof ParameterizedType several) {
            return Stream.of(several.getActualTypeArguments()).flatMap(ParameterBeansTest::own);
        }
        return type instanceof Class<?> one && one.getPackage() == Requirements.class.getPackage()
                ? Stream.of(one)
                : Stream.empty();
    }

    @ParameterizedTest
    @MethodSource("beans")
    void printsNoSecret(Class<?> type) throws Exception {
        Object bean = type.getDeclaredConstructor().newInstance();
        for (Field field : type.getDeclaredFields()) {
            field.setAccessible(true);
            if (field.getType() == String.class && !java.lang.reflect.Modifier.isStatic(field.getModifiers())) {
                field.set(bean, "https://ann:" + SECRET + "@index.example.org/simple/");
            }
        }
        if (bean instanceof Requirements requirements) {
            requirements.setRequirement("shop @ https://ann:" + SECRET + "@index.example.org/shop.whl");
        }

        assertThat(bean.toString())
                .doesNotContain(type.getSimpleName() + "@", SECRET)
                .isNotBlank();
    }
}
