package io.github.pywar.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hashes of a requirements file for the wheels of a folder, which has no published hashes. */
class AllowedHashesTest {

    private static final String OTHER = "0".repeat(64);
    private static final TestWheel DEMO = TestWheel.of("demo", "1.0").metadata("Requires-Dist: needed\n");
    private static final TestWheel NEEDED = TestWheel.of("needed", "2.0");

    @TempDir
    Path folder;

    private Path demo;

    @BeforeEach
    void write() throws IOException {
        Path wheels = Files.createDirectory(folder.resolve("wheels"));
        demo = DEMO.write(wheels);
        NEEDED.write(wheels);
    }

    @Test
    void acceptsAFileWithAnAllowedHash() throws IOException {
        String all = "demo==1.0 --hash=sha256:" + sum(DEMO).toUpperCase(Locale.ROOT) + " --hash=sha256:" + OTHER
                + "\nneeded==2.0 --hash=sha256:" + sum(NEEDED) + "\n";

        assertThat(libraries(all)).extracting(Library::sha256).containsExactly(sum(DEMO), sum(NEEDED));
    }

    @Test
    void rejectsAnotherFileOfAFolder() {
        String text = "demo==1.0 --hash=sha256:" + OTHER + "\nneeded==2.0 --hash=sha256:" + sum(NEEDED) + "\n";

        Golden.assertMatches("task/hash-not-allowed.txt", message(text).replace(sum(DEMO), "…"));
    }

    @Test
    void rejectsAnotherFileOfADirectUrl() {
        String text = "demo @ " + demo.toUri() + " --hash=sha256:" + OTHER + "\nneeded==2.0 --hash=sha256:"
                + sum(NEEDED) + "\n";

        Golden.assertMatches("task/hash-not-allowed.txt", message(text).replace(sum(DEMO), "…"));
    }

    @Test
    void requiresAHashOfATransitivePackage() {
        Golden.assertMatches("task/hash-missing.txt", message("demo==1.0 --hash=sha256:" + sum(DEMO) + "\n"));
    }

    private String message(String requirements) {
        return catchThrowableOfType(UserException.class, () -> libraries(requirements))
                .getMessage();
    }

    private List<Library> libraries(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("requirements.txt"), text);
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
        RequirementsFile read = RequirementsFile.read(file, name -> null);
        DeclaredDependencies declared = new DeclaredDependencies(
                read.requirements(target.markers()), List.of(), List.of(read.options()), read.requiresHashes());
        AppSpec spec = new AppSpec(
                new ProjectCoordinates("com.example", "shop", "1.0", Optional.empty()),
                ObjectReference.parse("demo:app", Protocol.WSGI),
                List.of(),
                Optional.empty(),
                declared,
                ServerChoice.parse(Optional.of(ServerChoice.NONE), Protocol.WSGI),
                target);
        PackageSources sources = new PackageSources(
                new PackageSources.IndexOptions(
                        List.of(), List.of(folder.resolve("wheels").toUri()), true),
                ServerSettings.NONE,
                new PackageSources.Traffic(true, 1, 0),
                new PackageSources.Cache(folder.resolve("cache"), false),
                new BuildMachine(Map.of(), folder, folder, folder, "Linux"));
        return sources.libraries(spec, new TestProgress());
    }

    private static String sum(TestWheel wheel) {
        return Sha256.of(wheel.bytes()).hex();
    }
}
