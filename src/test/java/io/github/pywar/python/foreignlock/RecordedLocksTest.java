package io.github.pywar.python.foreignlock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The pins of recorded locks equal what the tool that wrote the lock exports from it. {@code src/bench/locks.py} writes more
 * of them; {@code -Dpywar.locks=FOLDER} selects another folder.
 */
class RecordedLocksTest {

    private static final Path RECORDED =
            Path.of(System.getProperty("pywar.locks", "src/test/resources/foreignlock/recorded"));
    private static final List<String> PYTHONS = List.of("3.8.18", "3.9.18", "3.10.13", "3.11.7", "3.12.1", "3.13.0");
    private static final List<String> PLATFORMS =
            List.of("linux-x86_64", "linux-aarch64", "macos-arm64", "macos-x86_64");
    private static final String DECLARED = ".declared.txt";

    @TestFactory
    Stream<DynamicTest> equalTheExport() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(RECORDED, 2)) {
            for (Path declared : files.filter(file -> file.toString().endsWith(DECLARED))
                    .sorted()
                    .toList()) {
                String selection = declared.getFileName().toString().replace(DECLARED, "");
                tests.add(DynamicTest.dynamicTest(
                        declared.getParent().getFileName() + " " + selection, () -> compare(declared, selection)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void compare(Path declared, String selection) throws IOException {
        Path folder = declared.getParent();
        ForeignLock lock = ForeignLock.read(file(folder), folder, FileScope.NONE);
        RequirementsFile roots = requirements(declared);
        RequirementsFile exported = requirements(folder.resolve(selection + ".exported.txt"));
        int compared = 0;
        for (String python : PYTHONS) {
            for (String platform : PLATFORMS) {
                TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse(python), Platform.parse(platform));
                ForeignLockRequest request = request(target, roots, selection);
                if (supports(lock, request)) {
                    compare(
                            folder + " " + selection + " for " + target,
                            texts(lock.pins(request).pins()),
                            texts(exported.requirements(target.markers())));
                    compared++;
                }
            }
        }
        assertThat(compared).isPositive();
    }

    /**
     * PDM and older releases of Poetry export what a package is needed for by any extra or group. So an export has more than
     * a selection needs, unless everything is selected.
     */
    private static void compare(String what, List<String> pins, List<String> exported) {
        boolean isExact = !what.contains("pdm-walk") && !what.contains("poetry1") || what.contains("extra=one+group=");
        if (isExact) {
            assertThat(pins).as(what).isEqualTo(exported);
        } else {
            assertThat(pins).as(what).isNotEmpty().isSubsetOf(exported);
        }
    }

    /** The tools export for the Pythons of the project only. */
    private static boolean supports(ForeignLock lock, ForeignLockRequest request) throws IOException {
        try {
            return lock.pins(request).warnings().isEmpty();
        } catch (UserException unsupported) {
            assertThat(unsupported.what()).containsAnyOf("does not support", "has no version of", "was written for");
            return false;
        }
    }

    private static ForeignLockRequest request(TargetEnvironment target, RequirementsFile roots, String selection) {
        return new ForeignLockRequest(
                target,
                Optional.of(PackageName.parse("shop")),
                names(selection, "extra="),
                names(selection, "group="),
                roots.requirements(target.markers()));
    }

    private static List<ExtraName> names(String selection, String prefix) {
        return Stream.of(selection.split("\\+"))
                .filter(part -> part.startsWith(prefix))
                .map(part -> ExtraName.parse(part.substring(prefix.length())))
                .toList();
    }

    private static Path file(Path folder) {
        return ForeignLock.FILE_NAMES.stream()
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static RequirementsFile requirements(Path file) throws IOException {
        return RequirementsFile.read(file, FileScope.NONE.with(file.getParent()), name -> null);
    }

    /** The extras of a pin may differ. The hashes are shortened, for messages. */
    private static List<String> texts(List<DeclaredRequirement> pins) {
        TreeSet<String> texts = new TreeSet<>();
        for (DeclaredRequirement pin : pins) {
            String version = pin.requirement()
                    .url()
                    .orElse(pin.requirement().specifiers().toString());
            byte[] hashes = pin.hashes().toString().getBytes(StandardCharsets.UTF_8);
            texts.add(pin.requirement().name() + version + " "
                    + Sha256.of(hashes).hex().substring(0, 8));
        }
        return List.copyOf(texts);
    }
}
