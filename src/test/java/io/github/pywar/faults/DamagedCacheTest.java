package io.github.pywar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.maven.ShownError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage to each file of a cache: the build replaces the file, or ends in an error with a hint. */
class DamagedCacheTest {

    private static final int FLIPS = Boolean.getBoolean("pywar.proof") ? 50 : 1;
    private static final long SEED = 13;

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private FaultyIndex index;
    private FaultBuild build;
    private String right;
    private Map<String, String> exploded;

    @BeforeEach
    void start() throws IOException {
        index = new FaultyIndex(FaultyPackages.all());
    }

    @AfterEach
    void close() {
        outcomes.forEach((outcome, count) -> System.out.printf("%4d %s%n", count, outcome));
        System.out.printf(
                "%d damaged files, seed %d%n",
                outcomes.values().stream().mapToInt(Integer::intValue).sum(), SEED);
        index.close();
    }

    @Test
    void damageLeavesNothingWrong() throws IOException {
        fillCache();

        assertThat(damageAll(Set.of()))
                .containsExactlyInAnyOrder(
                        "archives/*.checked",
                        "archives/*.gz",
                        "archives/locks",
                        "builds/*.json",
                        "builds/*.metadata",
                        "builds/locks",
                        "metadata/claimed",
                        "pages",
                        "resolutions",
                        "trees",
                        "trees/.looked",
                        "wheels/*.checked",
                        "wheels/*.native",
                        "wheels/*.whl",
                        "wheels/locks");
    }

    @Test
    void damagedMetadataOfDownloadedWheelsLeavesNothingWrong() throws IOException {
        index.fault(RequestKind.RANGED_METADATA, Fault.IGNORED_RANGE, Integer.MAX_VALUE);
        fillCache();

        assertThat(damageAll(Set.of("metadata/verified"))).contains("metadata/verified");
    }

    @Test
    void damagedSumsLeaveNothingWrong() throws IOException {
        index.onlySha512();
        fillCache();

        assertThat(damageAll(Set.of("wheels/sums", "archives/sums"))).contains("wheels/sums", "archives/sums");
    }

    private void fillCache() throws IOException {
        build = FaultBuild.in(folder.resolve("project"), index.url(), PackageSources.Waits.USUAL);
        right = build.archive(Progress.SILENT);
        build.exploded(Progress.SILENT);
        exploded = sums(build.explodedFolder());
    }

    /** Damages all files of these kinds, or of all if there is none; returns all kinds. */
    private Set<String> damageAll(Set<String> only) throws IOException {
        List<Path> files = Incomplete.regular(build.cache());
        Set<String> kinds = new TreeSet<>();
        for (Path file : files) {
            String kind = kind(file);
            kinds.add(kind);
            Optional<Path> other = files.stream()
                    .filter(one -> !one.equals(file) && kind(one).equals(kind))
                    .findFirst();
            if (only.isEmpty() || only.contains(kind)) {
                for (CacheDamage damage : CacheDamage.values()) {
                    for (int times = damage == CacheDamage.FLIPPED_BIT ? FLIPS : 1; times > 0; times--) {
                        damage(file, kind, damage, other);
                    }
                }
            }
        }
        return kinds;
    }

    private void damage(Path file, String kind, CacheDamage damage, Optional<Path> other) throws IOException {
        boolean isTree = kind.startsWith("trees");
        if (!kind.equals("resolutions") && !isTree) {
            deleteResolutions(); // else pages and metadata are not read
        }
        if (!damage.apply(file, other, random)) {
            return;
        }
        String outcome = "right archive";
        try {
            checkBuild(damage + " " + file, isTree);
        } catch (UserException | IOException e) {
            String message = ShownError.text(e, build.cache());
            assertThat(message)
                    .as(damage + " " + file)
                    .contains("hint: ", file.toString())
                    .doesNotContain("Exception");
            outcome = "error: " + message.lines().skip(1).findFirst().orElseThrow();
            CacheDamage.repair(file);
        }
        outcomes.merge(kind + ", " + damage + ": " + outcome, 1, Integer::sum);
        checkBuild("after " + damage + " " + file, isTree);
        restore(file, isTree);
    }

    /** The next damage begins with a complete cache again. */
    private void restore(Path file, boolean isTree) throws IOException {
        if (Files.isSymbolicLink(file) || Files.isDirectory(file)) {
            CacheDamage.repair(file);
            checkBuild("repaired " + file, isTree);
        }
        if (Files.notExists(file)) { // a lock, or a record that makes a build faster
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    private void checkBuild(String description, boolean isTree) throws IOException {
        assertThat(build.archive(Progress.SILENT)).as(description).isEqualTo(right);
        if (isTree) {
            build.exploded(Progress.SILENT);
            assertThat(sums(build.explodedFolder())).as(description).isEqualTo(exploded);
        }
    }

    private void deleteResolutions() throws IOException {
        for (Path file : Incomplete.regular(build.cache().resolve("resolutions"))) {
            Files.delete(file);
        }
    }

    private String kind(Path file) {
        Path path = build.cache().relativize(file);
        String name = path.getFileName().toString();
        String first = path.getName(0).toString();
        if (Set.of("pages", "resolutions").contains(first)) {
            return first;
        }
        if (first.equals("trees") && name.startsWith(".")) {
            return "trees/.looked";
        }
        if (first.equals("metadata")) {
            return first + (name.startsWith("claimed") ? "/claimed" : "/verified");
        }
        if (first.equals("trees")) {
            return first;
        }
        String second = path.getName(1).toString();
        return first + "/"
                + (Set.of("locks", "sums").contains(second) ? second : name.replaceFirst(".*(\\.[a-z]+)$", "*$1"));
    }

    private static Map<String, String> sums(Path folder) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        for (Path file : Incomplete.regular(folder)) {
            sums.put(folder.relativize(file).toString(), Sha256.of(file).hex());
        }
        return sums;
    }
}
