package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Classes that Maven loads to find the goals and the listeners. The plugin is a build extension, so each run of Maven does
 * this for all of them, also one that runs none: it links the class and reads its methods and fields, which loads the type of
 * each field, parameter and result, those of private methods and lambdas included, and each type to which the verifier
 * converts a value. Code of a goal that names other types belongs in a class that only the goal's run loads.
 */
class LoadedClassesTest {

    private static final String OWN = "io.github.pywar.";
    private static final Path CLASSES = Path.of("target/classes");

    /** The receiver of messages, Maven's components, and the values of elements that are fields of a goal. */
    private static final Set<String> ALLOWED = Set.of(
            "base.progress.Progress",
            "maven.MavenServices",
            "maven.Licences",
            "maven.PythonRuntime",
            "maven.Requirements",
            "maven.WheelLimits");

    @TestFactory
    List<DynamicTest> discoveryLoadsOnlyWhatMavenNeeds() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (String implementation : implementations()) {
            tests.add(DynamicTest.dynamicTest(
                    implementation,
                    () -> assertThat(loadedBy(implementation))
                            .as(implementation)
                            .isEmpty()));
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    /** Returns the classes that Maven's injector reads: those of the goals and of the components. */
    private static Set<String> implementations() throws Exception {
        Set<String> names = new TreeSet<>(Set.of(MavenServices.class.getName()));
        names.addAll(implementations("META-INF/maven/plugin.xml", "mojo > implementation"));
        names.addAll(implementations("META-INF/plexus/components.xml", "component > implementation"));
        names.removeIf(name -> !name.startsWith(OWN));
        assertThat(names)
                .contains(
                        PackageMojo.class.getName(),
                        DeploymentParticipant.class.getName(),
                        DeploymentListener.class.getName(),
                        PythonToolchainFactory.class.getName());
        return names;
    }

    private static Collection<String> implementations(String descriptor, String selector) throws Exception {
        return Jsoup.parse(Files.readString(CLASSES.resolve(descriptor)), "", Parser.xmlParser())
                .select(selector)
                .eachText();
    }

    private static List<String> loadedBy(String implementation) throws Exception {
        try (RecordingLoader loader = new RecordingLoader(CLASSES.toUri().toURL())) {
            List<String> needed = new ArrayList<>();
            for (Class<?> type = loader.loadClass(implementation);
                    type.getName().startsWith(OWN);
                    type = type.getSuperclass()) {
                needed.add(type.getName());
                // as the injector: these link the class
                assertThat(Stream.of(type.getDeclaredMethods(), type.getDeclaredFields()))
                        .isNotEmpty();
                assertThat(type.getDeclaredConstructors()).isNotEmpty();
            }
            return loader.loaded.stream()
                    .filter(name -> !needed.contains(name))
                    .map(name -> name.substring(OWN.length()))
                    .filter(name -> !ALLOWED.contains(name))
                    .toList();
        }
    }

    /** Loads the plugin's classes itself, and records their names. */
    private static final class RecordingLoader extends URLClassLoader {

        private final List<String> loaded = new ArrayList<>();

        RecordingLoader(URL classes) {
            super(new URL[] {classes}, LoadedClassesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null || !name.startsWith(OWN)) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                loaded.add(name);
                return findClass(name);
            }
        }
    }
}
