package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.LocalIndex;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of this machine's own configuration, as it is today; skipped if there is none. */
class RealIndexTest {

    private static final Logger LOG = Logger.getLogger(RealIndexTest.class.getName());
    private static final List<String> POPULAR = List.of(
            "flask",
            "django",
            "numpy",
            "pandas",
            "boto3",
            "botocore",
            "requests",
            "sqlalchemy",
            "cryptography",
            "pillow",
            "celery",
            "werkzeug",
            "lxml",
            "matplotlib",
            "setuptools",
            "scipy");

    @TempDir
    private Path cache;

    @Test
    void readsAndCachesPopularPagesAndTheirMetadata() throws Exception {
        Configuration configuration = Configuration.read(BuildMachine.here(cache), cache);
        assumeFalse(
                configuration.indexes().isEmpty(),
                "this machine names no package index: neither pip's nor uv's configuration does, and there is no pip");
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Http http = configuration.applyTo(Http.builder()).build()) {
            List<DistributionFile> files = wheels(threads, index(configuration, http));
            tell("pages", http, new Http.Traffic(0, 0));
            Http.Traffic pages = http.traffic();
            MetadataSource source = source(http);
            List<byte[]> metadata = all(threads, files, source::metadata);
            tell("metadata", http, pages);

            assertThat(files).hasSameSizeAs(POPULAR);
            for (int i = 0; i < files.size(); i++) {
                assertThat(new String(metadata.get(i), StandardCharsets.UTF_8))
                        .as(files.get(i).fileName())
                        .containsPattern("(?mi)^Name: " + POPULAR.get(i) + "\\s*$");
            }
            Http.Traffic before = http.traffic();
            all(threads, wheels(threads, index(configuration, http)), source(http)::metadata);
            assertThat(http.traffic()).isEqualTo(before);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<DistributionFile> wheels(ExecutorService threads, PackageIndex index) throws Exception {
        return all(
                threads,
                POPULAR,
                name -> last(index.project(PackageName.parse(name)).orElseThrow()));
    }

    private static DistributionFile last(ProjectPage page) {
        return page.files().get(page.files().size() - 1);
    }

    private PackageIndex index(Configuration configuration, Http http) {
        PageCache pages = new PageCache(cache.resolve("pages"), Clock.systemUTC(), false);
        return IndexChain.of(configuration.indexes(), http, pages, Progress.SILENT)
                .withFindLinks(LocalIndex.of(
                        configuration.findLinks().stream()
                                .map(Configuration.FindLink::url)
                                .toList(),
                        http,
                        pages,
                        Progress.SILENT))
                .filter(RealIndexTest::fitsThisTest);
    }

    private static boolean fitsThisTest(String fileName) {
        return fileName.endsWith("-none-any.whl")
                || fileName.matches(".*-(cp311-cp311|cp3\\d+-abi3)-manylinux.*x86_64\\.whl");
    }

    private MetadataSource source(Http http) {
        PageCache pages = new PageCache(cache.resolve("pages"), Clock.systemUTC(), false);
        return new MetadataSource(http, cache.resolve("metadata"), pages, file -> {
            throw new IOException("ranges were not enough for " + file);
        });
    }

    private static void tell(String what, Http http, Http.Traffic before) {
        Http.Traffic now = http.traffic();
        LOG.info(() -> "real index, " + what + " of " + POPULAR.size() + " projects: "
                + (now.requests() - before.requests()) + " requests, " + (now.bytes() - before.bytes()) + " bytes");
    }

    private static <T, R> List<R> all(ExecutorService threads, List<T> items, Work<T, R> work) throws Exception {
        long begin = System.nanoTime();
        Stream<Callable<R>> calls = items.stream().map(item -> () -> work.of(item));
        List<R> results = new ArrayList<>();
        for (Future<R> result : threads.invokeAll(calls.toList())) {
            results.add(result.get());
        }
        LOG.info(() -> "real index: " + items.size() + " answers in "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        return results;
    }

    @FunctionalInterface
    private interface Work<T, R> {
        R of(T item) throws IOException;
    }
}
