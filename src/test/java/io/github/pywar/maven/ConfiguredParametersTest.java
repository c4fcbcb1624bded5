package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks of the configured values and properties, for every parameter of every goal. */
class ConfiguredParametersTest {

    private static final ConfiguredParameters CHECK =
            new ConfiguredParameters(Set.of("project.basedir", "set")::contains, Set.of("extras", "pywar.extras"));

    @TestFactory
    List<DynamicTest> requiresAValueOfEveryParameter() throws IOException {
        return parameters().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    for (String text : List.of("${not.there}", "a${not.there}/b", "", " \n ", "${set}${not.there}")) {
                        refuses("<" + name + ">" + text + "</" + name + ">", name);
                        refuses("<" + name + "><one>x</one><one>" + text + "</one></" + name + ">", name);
                        refuses("<" + name + "><b><deep>" + text + "</deep></b></" + name + ">", name);
                    }
                    accepts("<" + name + ">${set}</" + name + ">");
                }))
                .toList();
    }

    private static void refuses(String xml, String name) {
        assertThatThrownBy(() -> check(xml))
                .as(xml)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`<" + name + ">")
                .hasMessageContaining("hint: ");
    }

    private static void accepts(String xml) {
        assertThatCode(() -> check(xml)).as(xml).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<index>https://index.example.org/$${escaped}/</index>",
                "<sourceDirectory>${project.basedir}</sourceDirectory>",
                "<requirements>price$</requirements>",
                "<extras combine.self='override'/>",
                "<extras combine.children='append'><extra>a</extra></extras>"
            })
    void acceptsValues(String xml) {
        accepts(xml);
    }

    @Test
    void reportsAllErrorsWithTheirElements() {
        Throwable fault = catchThrowable(() -> check("<index>${company.index}</index>"
                + "<excludes><exclude>docs/</exclude><exclude/></excludes>"
                + "<indexes><index><id>internal</id><url>https://${company.host}/simple/</url></index></indexes>"));

        Golden.assertMatches("maven/unset-parameters.txt", fault.getMessage());
    }

    @Test
    void reportsAnElementThatAMapIgnores() {
        ConfigurationElement xml = ConfigurationElement.parse("<configuration><verifyEnvironment><A>x</A>"
                + "<DATABASE><url>sqlite://</url></DATABASE></verifyEnvironment></configuration>");

        Golden.assertMatches(
                "maven/nested-map.txt",
                catchThrowable(() -> ConfiguredParameters.checkMaps(xml, Set.of("verifyEnvironment")))
                        .getMessage());
        assertThatCode(() -> ConfiguredParameters.checkMaps(xml, Set.of("buildEnvironment")))
                .doesNotThrowAnyException();
    }

    @Test
    void requiresAValueOfAProperty() {
        assertThatThrownBy(() ->
                        CHECK.check(List.of(new ConfiguredParameters.Configured("pywar.index", "", "-Dpywar.index"))))
                .hasMessage("`pywar.index` is empty\n    from: -Dpywar.index\nhint: set a value, or remove it");
    }

    @Test
    void proposesAnEmptyList() {
        assertThatThrownBy(() -> check("<extras/>"))
                .hasMessageEndingWith("hint: set a value, or remove it\n"
                        + "hint: or declare an empty list: <extras combine.self=\"override\"/>");
        assertThatThrownBy(() -> check("<application/>")).hasMessageEndingWith("hint: set a value, or remove it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,,b", ",a", "a,", " , "})
    void requiresAValueOfEachListItem(String text) {
        assertThatThrownBy(() -> check("<extras>" + text + "</extras>"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("an item between its commas is empty");
        assertThatThrownBy(() -> CHECK.check(
                        List.of(new ConfiguredParameters.Configured("pywar.extras", text, "-Dpywar.extras"))))
                .hasMessageContaining("an item between its commas is empty");
        accepts("<application>" + text + "</application>");
    }

    @TestFactory
    List<DynamicTest> rejectsAMisspeltPropertyOfAnyParameter() throws IOException {
        PywarProperties properties = PywarProperties.of(expressions());
        return properties.known().stream()
                .filter(name -> name.length() > 10)
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String misspelt = name.substring(0, name.length() - 1);
                    assertThatThrownBy(() -> properties.checkUser(of(misspelt), any -> false))
                            .isInstanceOf(UserException.class)
                            .hasMessageContaining("`" + misspelt + "`")
                            .hasMessageContaining("hint: did you mean -Dpywar.");
                    assertThatCode(() -> properties.checkUser(of(name), any -> false))
                            .doesNotThrowAnyException();
                }))
                .toList();
    }

    @Test
    void namesTheClosestProperty() throws IOException {
        Properties given = of("pywar.platfrom");
        given.setProperty("pywar.zzz", "1");
        given.setProperty("other.platfrom", "1");
        Throwable fault = catchThrowable(() -> PywarProperties.of(expressions()).checkUser(given, name -> false));

        Golden.assertMatches("maven/unknown-properties.txt", fault.getMessage());
    }

    @Test
    void acceptsAPropertyThatThePomUses() throws IOException {
        assertThatCode(() -> PywarProperties.of(expressions()).checkUser(of("pywar.version"), "pywar.version"::equals))
                .doesNotThrowAnyException();
    }

    @Test
    void warnsOfMisspeltPropertiesOfThePom() throws IOException {
        TestProgress progress = new TestProgress();
        Properties given = of("pywar.platfrom");
        given.setProperty("pywar.our.own.thing", "1");
        PywarProperties.of(expressions()).warnOfProject(given, name -> false, progress);

        assertThat(progress.warnings())
                .containsExactly("No goal of pywar has the property `pywar.platfrom` of the POM or settings.xml: it has"
                        + " no effect. Did you mean `pywar.platform`?");
    }

    private static Properties of(String name) {
        Properties properties = new Properties();
        properties.setProperty(name, "1");
        return properties;
    }

    private static void check(String xml) {
        CHECK.check(ConfiguredParameters.of(ConfigurationElement.parse("<configuration>" + xml + "</configuration>")));
    }

    private static Set<String> parameters() throws IOException {
        return found("<parameter>\\s*<name>([^<]+)</name>");
    }

    private static Set<String> expressions() throws IOException {
        return found("(\\$\\{pywar\\.[^{}]+\\})");
    }

    private static Set<String> found(String pattern) throws IOException {
        Matcher found =
                Pattern.compile(pattern).matcher(Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml")));
        return found.results().map(one -> one.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
