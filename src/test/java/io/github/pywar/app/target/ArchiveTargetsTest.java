package io.github.pywar.app.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchiveTargetsTest {

    private static final TargetChoice NO_DEFAULTS = choice(null, null, null);

    @Test
    void derivesClassifiersFromTheSecondTargetOn() {
        ArchiveTargets targets =
                targets(choice("3.11", null, null), of("linux-x86_64", null), of("linux-aarch64", null));

        assertThat(names(targets)).containsExactly("cp311-linux-x86_64", "cp311-linux-aarch64");
        assertThat(classifiers(targets)).containsExactly("", "cp311-linux-aarch64");
        assertThat(locks(targets)).containsExactly("pylock.toml", "pylock.toml");
    }

    @Test
    void namesTheLibcWhereItTellsTargetsApart() {
        ArchiveTargets targets = targets(
                choice("3.13t", null, null),
                of("linux-x86_64", "glibc-2.28"),
                of("linux-x86_64", "musl-1.2"),
                of("linux-aarch64", null));

        assertThat(names(targets))
                .containsExactly(
                        "cp313t-linux-x86_64-glibc-2_28", "cp313t-linux-x86_64-musl-1_2", "cp313t-linux-aarch64");
        assertThat(locks(targets))
                .containsExactly(
                        "pylock.cp313t-linux-x86_64-glibc-2_28.toml",
                        "pylock.cp313t-linux-x86_64-musl-1_2.toml",
                        "pylock.cp313t-linux-aarch64.toml");
        assertThat(targets.all().get(0).lockName("pylock.server.toml"))
                .isEqualTo("pylock.server-cp313t-linux-x86_64-glibc-2_28.toml");
    }

    @Test
    void tellsPythonVersionsAndSystemsApartByMarkers() {
        ArchiveTargets targets = targets(
                NO_DEFAULTS,
                declared("3.11", null, null, null),
                declared("3.12", null, null, null),
                declared("3.12", "macos-14-arm64", null, "mac"));

        assertThat(names(targets)).containsExactly("cp311-linux-x86_64", "cp312-linux-x86_64", "mac");
        assertThat(locks(targets)).containsOnly("pylock.toml");
    }

    @Test
    void beginsAllClassifiersWithTheDeclaredOne() {
        ArchiveTargets targets = ArchiveTargets.of(
                List.of(of("linux-x86_64", null), of("linux-aarch64", null)),
                choice("3.11", null, null),
                Optional.of("web"),
                ArchiveTargetsTest::environment);

        assertThat(classifiers(targets)).containsExactly("web", "web-cp311-linux-aarch64");
    }

    @Test
    void leavesTheDefaultLibcOutForMacos() {
        ArchiveTargets targets =
                targets(choice("3.11", null, "musl-1.2"), of("linux-x86_64", null), of("macos-arm64", null));

        assertThat(targets.all().get(1).environment()).hasToString("CPython 3.11 on macos-13-arm64");
    }

    @Test
    void findsOneTargetByItsNameOrClassifier() {
        ArchiveTargets targets =
                targets(choice("3.11", null, null), of("linux-x86_64", null), of("linux-aarch64", null));

        assertThat(names(targets.only("cp311-linux-x86_64"))).containsExactly("cp311-linux-x86_64");
        assertThat(classifiers(targets.only("cp311-linux-aarch64"))).containsExactly("cp311-linux-aarch64");
    }

    @Test
    void explainsTargetsThatCannotBeBuilt() {
        TargetChoice python = choice("3.11", null, null);
        ArchiveTargets two = targets(python, of("linux-x86_64", null), of("linux-aarch64", null));
        List<Runnable> faults = List.of(
                () -> targets(python, of("linux-x86_64", null), of("linux-x86_64", null)),
                () -> targets(python, of("linux-x86_64", null), declared(null, "linux-x86_64", null, "other")),
                () -> targets(NO_DEFAULTS, declared("3.11", null, null, null), declared("3.11.7", null, null, null)),
                () -> targets(
                        python,
                        of("linux-x86_64", null),
                        declared(null, "linux-aarch64", null, "arm.1"),
                        declared(null, "linux-aarch64", "musl-1.2", "arm_1")),
                () -> targets(python, declared(null, "linux-x86_64", null, "main"), of("linux-aarch64", null)),
                () -> targets(python, of("linux-x86_64", null), declared(null, "linux-aarch64", null, "a/b")),
                () -> targets(python, declared("3.12", null, null, null), declared("3.13", null, null, null)),
                () -> two.only("cp311-linux-arch64"),
                () -> two.only("windows"));

        Golden.assertMatches(
                "target/several.txt",
                String.join(
                        "\n\n", faults.stream().map(ArchiveTargetsTest::message).toList()));
    }

    private static String message(Runnable fault) {
        return catchThrowableOfType(UserException.class, fault::run).getMessage();
    }

    private static ArchiveTargets targets(TargetChoice defaults, TargetDeclaration... declared) {
        return ArchiveTargets.of(List.of(declared), defaults, Optional.empty(), ArchiveTargetsTest::environment);
    }

    private static io.github.pywar.python.target.TargetEnvironment environment(TargetChoice choice) {
        return choice.environment(Interpreters.of(Map.of()), Progress.SILENT);
    }

    private static TargetDeclaration of(String platform, String libc) {
        return declared(null, platform, libc, null);
    }

    private static TargetDeclaration declared(String python, String platform, String libc, String classifier) {
        return new TargetDeclaration(choice(python, platform, libc), Optional.ofNullable(classifier));
    }

    private static TargetChoice choice(String python, String platform, String libc) {
        return new TargetChoice(Optional.ofNullable(python), Optional.ofNullable(platform), Optional.ofNullable(libc));
    }

    private static Stream<String> names(ArchiveTargets targets) {
        return targets.all().stream().map(ArchiveTarget::name);
    }

    private static Stream<String> classifiers(ArchiveTargets targets) {
        return targets.all().stream().map(one -> one.classifier().orElse(""));
    }

    private static Stream<String> locks(ArchiveTargets targets) {
        return targets.all().stream().map(one -> one.lockName("pylock.toml"));
    }
}
