package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Checks the plugin's jar: all libraries are inside it, under names of their own, with their licences. */
class PluginJarIT {

    private static final String OWN = "io/github/pywar/";
    private static final Map<String, String> RELOCATED =
            Map.of("io/github/pywar/shaded/", "", "io/github/pywar/silent/", "org/");

    /** Interfaces that Maven's site plugin calls, so they must keep their names. */
    private static final List<String> SHARED_WITH_MAVEN =
            List.of("org/apache/maven/reporting/", "org/apache/maven/doxia/", "org/codehaus/doxia/");

    private final Path jar = Path.of(System.getProperty("pywar.jar"));

    @Test
    void libraryClassesHaveOwnNames() throws IOException {
        assertThat(files())
                .filteredOn(name -> name.endsWith(".class") && !name.startsWith(OWN))
                .allMatch(name -> SHARED_WITH_MAVEN.stream().anyMatch(name::startsWith));
        assertThat(relocated()).hasSizeGreaterThan(50);
    }

    @Test
    void noIndexOfComponentsIsLeft() throws IOException {
        assertThat(files())
                .noneMatch(name -> name.startsWith("META-INF/sisu/")
                        || name.startsWith("META-INF/services/")
                        || name.startsWith("META-INF/versions/")
                        || name.endsWith("module-info.class"));
    }

    @Test
    void pomHasNoDependencies() throws IOException {
        String pom = Files.readString(jar.resolve("../published-pom.xml").normalize());

        assertThat(pom)
                .contains("<prerequisites>", "<licenses>", "<scm>")
                .doesNotContain("<dependency>", "<build>", "<profiles>", "<properties>");
    }

    /** A development environment shows them, and `help:describe` does. */
    @Test
    void eachDescriptionIsCompleteInOneGoal() throws IOException {
        Set<String> all = descriptions("META-INF/maven/io.github.pywar/pywar-maven-plugin/plugin-help.xml");

        assertThat(all).hasSizeGreaterThan(100);
        assertThat(descriptions("META-INF/maven/plugin.xml")).containsAll(all);
    }

    /** Returns the descriptions of parameters, each with the parameter's name. */
    private Set<String> descriptions(String descriptor) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(descriptor))) {
            return Jsoup.parse(in, "UTF-8", "", Parser.xmlParser()).select("parameters > parameter").stream()
                    .filter(one -> !one.select("> editable").text().equals("false"))
                    .map(one -> one.select("> name").text() + ": "
                            + one.select("> description").text())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void licencesOfAllLibrariesAreInside() throws Exception {
        Set<String> licensed = files().stream()
                .filter(name -> name.startsWith("META-INF/licenses/") && name.contains("LICENSE"))
                .map(name -> name.split("/")[2])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(files()).contains("META-INF/LICENSE");
        for (String type : relocated().values()) {
            assertThat(licensed).as("licence for " + type).contains(artifactOf(type));
        }
    }

    /** Returns one class of each relocated package, by package; the name is that in the library. */
    private Map<String, String> relocated() throws IOException {
        Map<String, String> types = new TreeMap<>();
        for (String name : files()) {
            for (Map.Entry<String, String> moved : RELOCATED.entrySet()) {
                if (name.startsWith(moved.getKey()) && name.endsWith(".class")) {
                    String original =
                            moved.getValue() + name.substring(moved.getKey().length());
                    types.put(original.substring(0, original.lastIndexOf('/')), original.replaceAll("\\.class$", ""));
                }
            }
        }
        return types;
    }

    private static String artifactOf(String type) throws ReflectiveOperationException {
        CodeSource source = Class.forName(type.replace('/', '.'), false, PluginJarIT.class.getClassLoader())
                .getProtectionDomain()
                .getCodeSource();
        Path library = Path.of(source.getLocation().getPath());
        return library.getFileName().toString().replaceAll("-\\d.*", "");
    }

    private Set<String> files() throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.endsWith("/"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
