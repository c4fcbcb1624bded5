package io.github.pywar;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The structure of the code: a package uses only the packages before it, and only {@code maven} uses Maven. */
class ArchitectureTest {

    private static final String ROOT = "io.github.pywar.";

    /** The order in which the code is read. Change it deliberately. */
    private static final List<String> READING_ORDER = List.of(
            "base.error",
            "base.progress",
            "base.text",
            "base.data",
            "base.file",
            "base.lock",
            "base.zip",
            "base.url",
            "base.http",
            "python.error",
            "python.name",
            "python.version",
            "python.marker",
            "python.requirement",
            "python.requirementsfile",
            "python.project",
            "python.tag",
            "python.target",
            "python.metadata",
            "python.wheel",
            "python.startup",
            "python.elf",
            "python.builtcode",
            "python.index",
            "python.provenance",
            "python.source",
            "python.request",
            "python.candidate",
            "python.solver",
            "python.resolve",
            "python.lock",
            "python.install",
            "python.interpreter",
            "python.build",
            "python.config",
            "python.declaration",
            "python.foreignlock",
            "app.fingerprint",
            "app.policy",
            "app.dependency",
            "app.source",
            "app.process",
            "app.spec",
            "app.target",
            "app.release",
            "app.library",
            "app.lock",
            "app.archive",
            "app.wheel",
            "app.sbom",
            "app.report",
            "app.writer",
            "app.embedded",
            "app.check",
            "app.audit",
            "app.server",
            "app.kubernetes",
            "app.sign",
            "app.environment",
            "app.buildstep",
            "app.testrun",
            "app.development",
            "app.init",
            "app.classarchive",
            "app.publish",
            "app.ansible",
            "app.external",
            "app.image",
            "app.jib",
            "app.ospackage",
            "app.rpm",
            "app.task",
            "maven");

    private static final int MAX_PUBLIC_TYPES = 10;
    private static final int MAX_LINES_OF_A_GOAL = 120;
    private static final int MAX_LINES_OF_RUN = 15;

    private static final Pattern PACKAGE_ROW =
            Pattern.compile("(?m)^\\| `((?:base|python|app)\\.\\w++|maven)` \\|(?! [^|\\n]*+\\|[^|\\n]*+\\|)");

    /** Packages of the JDK from which much code imports. */
    private static final List<String> IMPORTED_FROM_THE_JDK = List.of(
            "java/io",
            "java/lang",
            "java/net",
            "java/nio",
            "java/nio/channels",
            "java/nio/file",
            "java/security",
            "java/time",
            "java/util",
            "java/util/concurrent",
            "java/util/function",
            "java/util/jar",
            "java/util/regex",
            "java/util/stream",
            "java/util/zip");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.pywar");

    @Test
    void listsEveryPackageInTheReadingOrder() {
        Set<String> known = READING_ORDER.stream().map(ROOT::concat).collect(Collectors.toSet());
        Set<String> found = CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(known);

        // the help goal that Maven's plugin tools generate
        found.remove("io.github.pywar.pywar_maven_plugin");
        assertThat(found).isEmpty();
    }

    @Test
    void contributorPageListsPackagesInReadingOrder() throws IOException {
        Set<String> found = CODE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        String page = Files.readString(Path.of("src/site/markdown/contributing.md"));

        assertThat(PACKAGE_ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(READING_ORDER.stream()
                        .filter(name -> found.contains(ROOT + name))
                        .toList());
    }

    @TestFactory
    List<DynamicTest> packageUsesOnlyEarlierPackages() {
        return READING_ORDER.stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> assertUsesOnlyEarlierPackages(name)))
                .toList();
    }

    private static void assertUsesOnlyEarlierPackages(String name) {
        String[] later = READING_ORDER.stream()
                .skip(READING_ORDER.indexOf(name) + 1L)
                .map(ROOT::concat)
                .toArray(String[]::new);
        if (later.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .allowEmptyShould(true)
                    .check(CODE);
        }
    }

    @TestFactory
    List<DynamicTest> packageHasAtMostTenPublicTypes() {
        return READING_ORDER.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(publicTypes(name)).hasSizeLessThanOrEqualTo(MAX_PUBLIC_TYPES)))
                .toList();
    }

    /** Returns whether it is the type of a parameter, or of the elements of one. */
    private static boolean isOfElement(JavaClass type) {
        return CODE.stream()
                .flatMap(goal -> goal.getFields().stream())
                .filter(field -> field.isAnnotatedWith(Parameter.class))
                .anyMatch(field -> field.getType().getAllInvolvedRawTypes().contains(type));
    }

    /** Returns the public types that other code can use. Maven alone uses the goals, and creates the values of elements. */
    private static List<String> publicTypes(String name) {
        return CODE.stream()
                .filter(type -> type.getPackageName().equals(ROOT + name))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
                .filter(type -> !type.isAnnotatedWith(Mojo.class) && !isOfElement(type))
                .map(JavaClass::getSimpleName)
                .toList();
    }

    @Test
    void typeNamesAreUniqueAndNotThoseOfTheJdk() throws IOException {
        List<String> names = CODE.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .toList();

        assertThat(names).doesNotHaveDuplicates().doesNotContainAnyElementsOf(typesOfTheJdk());
    }

    private static Set<String> typesOfTheJdk() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        Set<String> names = new TreeSet<>();
        for (String folder : IMPORTED_FROM_THE_JDK) {
            try (Stream<Path> files = Files.list(base.resolve(folder))) {
                files.map(file -> base.relativize(file).toString())
                        .filter(name -> name.endsWith(".class") && !name.contains("$"))
                        .map(name -> name.replace(".class", "").replace('/', '.'))
                        .filter(ArchitectureTest::isPublic)
                        .forEach(name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
            }
        }
        return names;
    }

    private static boolean isPublic(String type) {
        try {
            return Modifier.isPublic(Class.forName(type).getModifiers());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void packagesHaveNoCycle() {
        SlicesRuleDefinition.slices()
                .matching("io.github.pywar.(**)")
                .should()
                .beFreeOfCycles()
                .check(CODE);
    }

    @Test
    void onlyTheMavenLayerUsesMaven() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "maven", "io.github.pywar.pywar_maven_plugin")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "javax.inject..")
                .check(CODE);
    }

    @Test
    void theMavenLayerStaysThin() {
        classes()
                .that()
                .resideInAPackage(ROOT + "maven")
                .should()
                .onlyDependOnClassesThat(isOutsideTheEngine())
                .check(CODE);
    }

    @Test
    void tasksHaveARunMethod() {
        List<String> others = CODE.stream()
                .filter(type -> type.getPackageName().equals(ROOT + "app.task") && type.isTopLevelClass())
                .filter(type -> type.getMethods().stream()
                        .noneMatch(method -> method.getName().equals("run")))
                .map(JavaClass::getSimpleName)
                .filter(name -> !name.equals("package-info"))
                .toList();
        assertThat(others).isEmpty();
    }

    @TestFactory
    List<DynamicTest> goalsAreShort() {
        return goals().map(goal -> DynamicTest.dynamicTest(goal.getSimpleName(), () -> {
                    List<String> lines = Files.readAllLines(source(goal));
                    int run = lines.indexOf(run(lines));

                    assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LINES_OF_A_GOAL);
                    assertThat(lines.subList(run + 1, lines.size()).indexOf("    }"))
                            .as("lines of run")
                            .isBetween(1, MAX_LINES_OF_RUN);
                }))
                .toList();
    }

    @Test
    void goalsHaveAtMostThreeAbstractClasses() {
        assertThat(goals())
                .isNotEmpty()
                .allSatisfy(goal -> assertThat(goal.getAllRawSuperclasses().stream()
                                .filter(type -> type.getPackageName().equals(ROOT + "maven")))
                        .as(goal.getSimpleName())
                        .hasSizeBetween(1, 3));
    }

    private static Stream<JavaClass> goals() {
        return CODE.stream()
                .filter(type -> type.isAnnotatedWith(Mojo.class))
                .filter(type -> type.getPackageName().equals(ROOT + "maven"));
    }

    private static Path source(JavaClass type) {
        return Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
    }

    private static String run(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("    void run("))
                .findFirst()
                .orElseThrow();
    }

    private static DescribedPredicate<JavaClass> isOutsideTheEngine() {
        return DescribedPredicate.describe(
                "are no part of the solver, the resolver or the installer",
                type -> Set.of("python.solver", "python.install", "python.wheel").stream()
                        .noneMatch(name -> type.getPackageName().equals(ROOT + name)));
    }
}
