package io.github.pywar.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.publish.PublishWheel;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.maven.ShownError;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each fault of a server, at each kind of request, once and at every request: the build succeeds with the right archive, or
 * ends in an error with a hint. The next build without the fault makes the right archive.
 */
class IndexFaultsTest {

    /** Only a server that stalls makes a build wait so long: other work on this machine never delays an answer so much. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int[] ONCE = {1};
    private static final int[] ONCE_AND_ALWAYS = {1, Integer.MAX_VALUE};
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final List<String> table = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private FaultyIndex index;
    private String right;
    private String lock;

    @BeforeEach
    void buildWithoutFault() throws IOException {
        index = new FaultyIndex(FaultyPackages.all());
        FaultBuild build = FaultBuild.in(folder.resolve("reference"), index.url(), waits(Fault.RESET));
        right = build.archive(new TestProgress());
        lock = build.lock(new TestProgress());
    }

    @AfterEach
    void close() {
        index.close();
    }

    @ParameterizedTest
    @EnumSource
    void faultLeavesNothingWrong(RequestKind kind) throws IOException {
        for (Fault fault : Fault.of(kind)) {
            for (int times : kind == RequestKind.UPLOAD ? ONCE : ONCE_AND_ALWAYS) {
                String name = fault.name().toLowerCase() + (times == 1 ? " once" : "");
                pauses.clear();
                String outcome = kind == RequestKind.UPLOAD ? upload(fault, times) : build(kind, fault, times, name);
                table.add(
                        "== " + name + "\n" + outcome.replace(":" + index.url().getPort(), ":PORT"));
                outcomes.merge(outcome.lines().findFirst().orElseThrow().replaceFirst(",.*", ""), 1, Integer::sum);
            }
        }
        System.out.println(kind + ": " + table.size() + " faults: " + outcomes);
        Golden.assertMatches("faults/" + kind.name().toLowerCase() + ".txt", String.join("\n", table) + "\n");
    }

    private PackageSources.Waits waits(Fault fault) {
        return new PackageSources.Waits(silence(fault), pauses::add);
    }

    private static Duration silence(Fault fault) {
        return fault == Fault.STALLED ? SILENCE : LONG;
    }

    private String build(RequestKind kind, Fault fault, int times, String name) throws IOException {
        FaultBuild build = FaultBuild.in(folder.resolve(name), index.url(), waits(fault));
        if (kind == RequestKind.LOCKED_WHEEL) {
            Files.writeString(build.lockFile(), lock);
        }
        index.fault(kind, fault, times);
        String outcome = outcome(build, fault);
        awaitNoIncompleteFile(build, name);
        index.fault(kind, fault, 0);
        assertThat(build.archive(new TestProgress()))
                .as("the next build after " + name)
                .isEqualTo(right);
        return outcome;
    }

    /** Another download may be in progress when the build ends with an error; it ends because its connection is closed. */
    private static void awaitNoIncompleteFile(FaultBuild build, String name) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Incomplete.files(build).isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        assertThat(Incomplete.files(build)).as(name).isEmpty();
    }

    private String outcome(FaultBuild build, Fault fault) throws IOException {
        TestProgress progress = new TestProgress();
        try {
            assertThat(build.archive(progress)).isEqualTo(right);
            return "right archive" + retries(fault) + warnings(progress);
        } catch (UserException | IOException e) {
            String message = ShownError.text(e, build.cache());
            assertThat(message).contains("hint: ").doesNotContain("Exception");
            assertThat(build.archiveFile()).doesNotExist();
            return "error" + retries(fault) + "\n" + message;
        }
    }

    private String retries(Fault fault) {
        return pauses.isEmpty() || fault == Fault.STALLED ? "" : ", pauses: " + pauses;
    }

    private static String warnings(TestProgress progress) {
        return progress.warnings().isEmpty()
                ? ""
                : "\n    warning: " + String.join("\n    warning: ", progress.warnings());
    }

    private String upload(Fault fault, int times) throws IOException {
        TestIndexFile file = FaultyPackages.all().get(1);
        Path wheel = Files.write(folder.resolve(file.fileName()), file.content());
        index.fault(RequestKind.UPLOAD, fault, times);
        String outcome;
        try {
            publish(wheel, fault);
            outcome = "published";
        } catch (UserException | IOException e) {
            outcome = "error\n" + ShownError.text(e, folder);
            assertThat(outcome).contains("hint: ").doesNotContain("Exception");
        }
        assertThat(index.requests()).as("an upload is not repeated").isEqualTo(1);
        assertThat(wheel).hasBinaryContent(file.content());
        index.fault(RequestKind.UPLOAD, fault, 0);
        assertThat(publish(wheel, fault)).startsWith("Published ");
        return outcome;
    }

    private String publish(Path wheel, Fault fault) throws IOException {
        TestProgress progress = new TestProgress();
        try (Http http = Http.builder()
                .timeout(silence(fault))
                .retries(Retries.of(3).pausing(pauses::add))
                .build()) {
            new PublishWheel(http, progress)
                    .run(wheel, new PublishWheel.Repository(index.url().resolve("/upload/"), Optional.empty(), false));
        }
        return progress.steps().get(0);
    }
}
