package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The product calls each of its methods, except a few that are kept for a reason. */
class UnusedCodeTest {

    private static final Map<String, List<String>> KEPT = Map.of(
            "Maven calls it",
            List.of(
                    "AbstractAppMojo.setInterface",
                    "InitMojo.setInterface",
                    "Index.set",
                    "Requirements.set",
                    "Requirements.setConstraint",
                    "Requirements.setOverride"),
            "a value of a standard has all properties of the standard, and recorded decisions compare them",
            List.of(
                    "MarkerEnvironment.values",
                    "TagPreference.tags",
                    "Version.dev",
                    "Version.local",
                    "Version.post",
                    "Version.pre"),
            "an error or a value has its subject",
            List.of("HttpFailure.uri", "RequirementsFile.sources", "SyntaxException.location"),
            "the short form of a call that the product makes with all arguments",
            List.of("ArchiveWriter.write", "Builder.clock", "DependencySources.read"));

    @Test
    void productCallsEveryMethod() {
        Set<String> unused = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.pywar").stream()
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> isOwn(method) && !isCalled(method))
                        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unused)
                .containsExactlyInAnyOrderElementsOf(
                        KEPT.values().stream().flatMap(Collection::stream).toList());
    }

    private static boolean isCalled(JavaMethod method) {
        return Stream.concat(method.getAccessesToSelf().stream(), method.getReferencesToSelf().stream())
                .anyMatch(access -> !access.getOrigin().equals(method));
    }

    /**
     * Returns whether the method is written for the product: the compiler does not generate it, and no supertype
     * declares it.
     */
    private static boolean isOwn(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean isGenerated = method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || owner.isEnum() && Set.of("values", "valueOf").contains(method.getName())
                || owner.isRecord() && owner.tryGetField(method.getName()).isPresent();
        return !isGenerated && supertypes(owner).noneMatch(type -> declares(type, method));
    }

    private static Stream<JavaClass> supertypes(JavaClass type) {
        return Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream());
    }

    private static boolean declares(JavaClass type, JavaMethod method) {
        return type.getMethods().stream()
                .anyMatch(one -> one.getName().equals(method.getName())
                        && one.getParameters().size() == method.getParameters().size());
    }
}
