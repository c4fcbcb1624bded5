package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceCandidatesTest extends ResolverFixture {

    private static final UnaryOperator<DistributionFile.Builder> PLAIN = file -> file;
    private static final String MAC = "cp311-cp311-macosx_11_0_arm64";

    private final List<String> fullPages = new ArrayList<>();

    @BeforeEach
    void buildPureWheels() {
        formats(BuildScope.PURE, FormatMode.ANY, false);
    }

    /** As in the product: pages have the names of the files that do not fit, and the full page is read on demand. */
    @Override
    Resolver resolver() {
        return new Resolver(
                index.filter(WheelFit.of(request.build().target())),
                new io.github.pywar.python.index.PackageIndex() {
                    @Override
                    public Optional<io.github.pywar.python.index.ProjectPage> project(PackageName name) {
                        fullPages.add(name.value());
                        return index.project(name);
                    }

                    @Override
                    public String describe() {
                        return "full";
                    }
                },
                index,
                Progress.SILENT);
    }

    private void formats(BuildScope scope, FormatMode mode, boolean prefersWheels) {
        request.formats(new FormatRules(new BuildPolicy(scope, Map.of()), mode, Map.of(), prefersWheels));
    }

    @Test
    void prefersTheNewestVersionAlsoFromSource() throws IOException {
        index.wheel("a", "1").sdist("a", "2", PLAIN, "b").wheel("b", "1");

        Resolution resolution = resolve("a");

        assertThat(releases(resolution)).containsExactly("a 2", "b 1");
        assertThat(resolution.packages().get(0).olderWithWheel()).hasToString("Optional[1]");
        assertThat(resolution.notes())
                .containsExactly(
                        "`a` 2 is built from source: it has no wheel for CPython 3.11 on linux-x86_64 with glibc 2.28");
    }

    @Test
    void usesTheWheelOfAVersionThatHasOne() throws IOException {
        index.wheel("a", "2").sdist("a", "2", PLAIN).sdist("a", "1", PLAIN);

        assertThat(resolve("a").packages().get(0).file().isWheel()).isTrue();
        assertThat(fullPages).isEmpty();
        assertThat(index.reads()).containsExactly("a-2-py3-none-any.whl");
    }

    @Test
    void readsNoMetadataOfSourceCodeThatIsNotTried() throws IOException {
        index.wheel("a", "1").sdist("a", "2", PLAIN).wheel("b", "1", "a<2");

        assertThat(chosen("b", "a<2")).containsExactly("a 1", "b 1");
        assertThat(index.reads()).noneMatch(name -> name.endsWith(".tar.gz"));
        assertThat(fullPages).doesNotContain("b");
    }

    @Test
    void prefersAnOlderWheelToSourceCodeThatIsCompiled() throws IOException {
        index.wheel("a", "2", MAC, PLAIN, List.of()).sdist("a", "2", PLAIN).wheel("a", "1");

        Resolution resolution = resolve("a");

        assertThat(releases(resolution)).containsExactly("a 1");
        assertThat(resolution.notes())
                .containsExactly("`a` 1 was chosen because 2 has no wheel for CPython 3.11 on linux-x86_64 with glibc"
                        + " 2.28, and is compiled from source only if native builds are allowed");
    }

    @Test
    void compilesTheNewestVersionIfNativeBuildsAreAllowed() throws IOException {
        formats(BuildScope.NATIVE, FormatMode.ANY, false);
        index.wheel("a", "2", MAC, PLAIN, List.of()).sdist("a", "2", PLAIN).wheel("a", "1");

        assertThat(chosen("a")).containsExactly("a 2");
    }

    @Test
    void buildsNothingIfBuildsAreForbidden() throws IOException {
        formats(BuildScope.NONE, FormatMode.ANY, false);
        index.sdist("a", "2", PLAIN).wheel("a", "1");

        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void takesTheSourceDistributionAtNoBinary() throws IOException {
        formats(BuildScope.PURE, FormatMode.SOURCE, false);
        index.wheel("a", "2").wheel("a", "1").sdist("a", "1", PLAIN);

        Resolution resolution = resolve("a");

        assertThat(releases(resolution)).containsExactly("a 1");
        assertThat(resolution.packages().get(0).file()).hasToString("a-1.tar.gz");
        assertThat(resolution.notes()).contains("`a` 1 is built from source: `--no-binary` excludes its wheels");
    }

    @Test
    void explainsThatNoBinaryLeavesNoFile() {
        formats(BuildScope.PURE, FormatMode.SOURCE, false);
        index.wheel("a", "2");

        assertError("no-binary-without-source", "a");
    }

    @Test
    void takesWheelsOnlyAtOnlyBinary() throws IOException {
        formats(BuildScope.NATIVE, FormatMode.WHEELS, false);
        index.sdist("a", "2", PLAIN).wheel("a", "1");

        assertThat(chosen("a")).containsExactly("a 1");
    }

    @Test
    void prefersEachWheelAtPreferBinary() throws IOException {
        formats(BuildScope.PURE, FormatMode.ANY, true);
        index.sdist("a", "3", PLAIN).wheel("a", "1").sdist("a", "2", PLAIN);

        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(chosen("a>1")).containsExactly("a 3");
    }

    @Test
    void appliesTheRulesForFilesToSourceDistributions() throws IOException {
        request.uploadedBefore(Instant.parse("2026-01-01T00:00:00Z"));
        index.sdist("a", "5", file -> file.yanked("broken").uploaded("2025-01-01T00:00:00Z"))
                .sdist("a", "4", file -> file.requiresPython(">=3.12").uploaded("2025-01-01T00:00:00Z"))
                .sdist("a", "3", file -> file.uploaded("2026-02-01T00:00:00Z"))
                .sdist("a", "2", file -> file.uploaded("2025-01-01T00:00:00Z"))
                .wheel("a", "1", "py3-none-any", file -> file.uploaded("2025-01-01T00:00:00Z"), List.of());

        assertThat(chosen("a")).containsExactly("a 2");
    }

    @Test
    void takesASourceDistributionWhoseHashIsAllowed() throws IOException {
        request.hash(PackageName.parse("a"), "sha256:" + "1".repeat(64));
        index.wheel("a", "2", "py3-none-any", file -> file.hash("sha256", "2".repeat(64)), List.of())
                .sdist("a", "2", file -> file.hash("sha256", "1".repeat(64)));

        assertThat(resolve("a").packages().get(0).file()).hasToString("a-2.tar.gz");
    }

    @Test
    void triesAYankedSourceDistributionLast() throws IOException {
        index.sdist("a", "2", file -> file.yanked("broken")).sdist("a", "1", PLAIN);

        assertThat(chosen("a")).containsExactly("a 1");
        assertThat(warnings("a==2")).containsExactly("`a` 2 was yanked by its authors: broken");
    }

    @Test
    void admitsAYankedSourceDistributionThatIsPinnedLater() throws IOException {
        index.sdist("a", "2", file -> file.yanked("broken")).wheel("a", "1").wheel("b", "1", "a==2");

        assertThat(chosen("a", "b")).containsExactly("a 2", "b 1");
    }

    @Test
    void takesAnOlderSourceDistributionThatIsRequired() throws IOException {
        index.wheel("a", "2").sdist("a", "1", PLAIN).wheel("b", "3", "a<2").wheel("b", "2");

        assertThat(chosen("a<2")).containsExactly("a 1");
        assertThat(chosen("b")).containsExactly("a 1", "b 3");
    }

    @Test
    void buildsNoOldVersionsToExplainAConflict() {
        index.wheel("a", "3", "c<2").wheel("a", "2", "c<2").wheel("c", "1").wheel("c", "2");
        for (int old = 1; old < 60; old++) {
            index.sdist("a", "1." + old, PLAIN, "c<2");
        }

        assertError("conflict-before-old-sources", "a", "c>=2");
        assertThat(index.reads()).noneMatch(name -> name.endsWith(".tar.gz"));
    }

    @Test
    void limitsTheSourceCodeThatIsTried() {
        index.wheel("c", "1").wheel("c", "2");
        for (int old = 1; old < 60; old++) {
            index.sdist("a", "1." + old, PLAIN, "c<2");
        }

        assertError("source-budget", "a", "c>=2");
        assertThat(index.reads()).filteredOn(name -> name.endsWith(".tar.gz")).hasSize(21);
    }

    @Test
    void skipsOldSourceCodeThatCannotBeBuilt() throws IOException {
        index.sdist("a", "3", PLAIN, "c<2")
                .sdist("a", "2", PLAIN)
                .sdist("a", "1", PLAIN)
                .wheel("c", "2");
        Resolver failing = new Resolver(
                index,
                index,
                file -> {
                    if (file.fileName().equals("a-2.tar.gz")) {
                        throw UserException.of("`" + file + "` cannot be built");
                    }
                    return index.metadata(file);
                },
                Progress.SILENT);

        Resolution resolution = failing.resolve(request.requirements(List.of(
                        new RootRequirement(Requirement.parse("a"), "requirements.txt:1"),
                        new RootRequirement(Requirement.parse("c>=2"), "requirements.txt:2")))
                .build());

        assertThat(releases(resolution)).containsExactly("a 1", "c 2");
        assertThat(resolution.warnings())
                .containsExactly(
                        "`a` 2 is skipped, because `a-2.tar.gz` of index `` cannot be used: `a-2.tar.gz` cannot"
                                + " be built");
    }

    @Test
    void reportsMissingWheelsOfCompiledCode() {
        index.wheel("a", "2", MAC, PLAIN, List.of()).sdist("a", "2", PLAIN);

        assertError("missing-native-wheel", "a");
    }

    @Test
    void proposesAnOlderWheelIfABuildFails() {
        index.wheel("a", "1").sdist("a", "2", PLAIN);
        Resolver failing = new Resolver(
                index,
                index,
                file -> {
                    throw UserException.of("`" + file + "` cannot be built");
                },
                Progress.SILENT);

        assertThatThrownBy(() -> failing.resolve(
                        request.requirements(List.of(new RootRequirement(Requirement.parse("a"), "requirements.txt:1")))
                                .build()))
                .isInstanceOf(UserException.class)
                .satisfies(e -> Golden.assertMatches("resolve/build-fails.txt", e.getMessage()));
    }

    @Test
    void fixesTheVersionOfASourceReference() throws IOException {
        index.metadata("shop-2.zip", "Metadata-Version: 2.2\nName: shop\nVersion: 2\nRequires-Dist: b\n")
                .wheel("shop", "3")
                .wheel("b", "1");

        Resolution resolution = resolve("shop @ https://files.example.org/shop-2.zip#subdirectory=lib", "shop>1");

        assertThat(releases(resolution)).containsExactly("b 1", "shop 2");
        assertThat(resolution.packages().get(1).file().subdirectory()).contains("lib");
        assertThat(resolution.notes())
                .containsExactly(
                        "`shop` 2 is built from source: a requirement names `https://files.example.org/shop-2.zip`");
    }

    @Test
    void refusesASourceReferenceOfAnotherName() {
        index.metadata("shop-2.zip", "Metadata-Version: 2.2\nName: other\nVersion: 2\n");

        assertError("source-of-other-name", "shop @ https://files.example.org/shop-2.zip");
    }

    @Test
    void refusesASourceReferenceIfBuildsAreForbidden() {
        formats(BuildScope.NONE, FormatMode.ANY, false);

        assertError(
                "source-forbidden",
                "shop @ https://files.example.org/shop-2.zip",
                "six @ https://files.example.org/six-1.tar.gz",
                "web @ https://files.example.org/web-1-py3-none-any.whl");
    }

    @Test
    void replacesARevisionByItsCommit() throws IOException {
        String commit = "0123456789".repeat(4);
        index.metadata("shop", "Metadata-Version: 2.2\nName: shop\nVersion: 2\n");
        Resolver resolver = resolver().withRevisions((repository, revision) -> {
            assertThat(repository).hasToString("git+https://git.example.org/shop.git");
            assertThat(revision).contains("feature/main");
            return commit;
        });

        Resolution resolution = resolver.resolve(request.requirements(List.of(new RootRequirement(
                        Requirement.parse(
                                "shop @ git+https://git.example.org/shop.git@feature/main#egg=shop&subdirectory=lib"),
                        "requirements.txt:1")))
                .build());

        DistributionFile file = resolution.packages().get(0).file();
        assertThat(file.kind()).isEqualTo(DistributionFile.Kind.REVISION);
        assertThat(file.url()).hasToString("git+https://git.example.org/shop.git@" + commit);
        assertThat(file.subdirectory()).contains("lib");
    }
}
