package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.candidate.WheelFit;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexChain;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.index.ProjectPage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture: indexes on loopback, and a resolver with a cache. */
abstract class ResolutionCacheFixture {

    @TempDir
    Path folder;

    final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    final List<String> details = new ArrayList<>();
    String resolverVersion = "1.0";
    boolean isRefreshing;
    boolean hasTokens;
    boolean forbidsPrefetched;
    TestIndex server;

    @BeforeEach
    void serve() {
        server = TestIndex.start();
        add(TestWheel.of("shop", "1.0")
                .metadata("Requires-Dist: demo[fast]>=1\nRequires-Dist: gone; python_version < '3'"));
        add(TestWheel.of("demo", "1.0").metadata("""
                        Requires-Python: >=3.8
                        Provides-Extra: fast
                        Requires-Dist: quick; extra == 'fast'
                        Requires-Dist: helper<2"""));
        add(TestWheel.of("quick", "1.0"));
        add(TestWheel.of("helper", "1.5"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    void add(TestWheel wheel) {
        server.add(wheel.fileName(), wheel.bytes());
    }

    Resolution resolve(String... requirements) throws IOException {
        return resolve(List.of(server), requirements);
    }

    Resolution resolve(List<TestIndex> servers, String... requirements) throws IOException {
        details.clear();
        PageCache pages = new PageCache(folder.resolve("pages"), clock, isRefreshing);
        try (Http http = Http.builder().build()) {
            List<IndexDeclaration> declared = servers.stream()
                    .map(one -> IndexDeclaration.of("index" + servers.indexOf(one), one.url(), "a test"))
                    .toList();
            PackageIndex chain = IndexChain.of(declared, http, pages, Progress.SILENT);
            MetadataSource metadata = new MetadataSource(http, folder.resolve("metadata"), pages, file -> {
                throw new IOException("the wheel itself is not needed");
            });
            ResolveRequest request = request(requirements);
            PackageIndex all = hasTokens ? new WithTokens(chain) : forbidsPrefetched ? new Forbidding(chain) : chain;
            PackageIndex fitting = all.filter(WheelFit.of(request.target()));
            return new Resolver(fitting, all, metadata::metadata, new Details(details))
                    .withCache(ResolutionCache.in(folder.resolve("resolutions"), resolverVersion))
                    .resolve(request);
        }
    }

    static ResolveRequest request(String... requirements) {
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
        return ResolveRequest.builder("app", target)
                .requirements(Stream.of(requirements)
                        .map(text -> new RootRequirement(Requirement.parse(text), "a test"))
                        .toList())
                .build();
    }

    boolean isFromCache() {
        return details.stream().anyMatch(detail -> detail.contains("nothing changed"));
    }

    static List<String> names(Resolution resolution) {
        return resolution.packages().stream()
                .map(one -> one.name() + " " + one.version())
                .toList();
    }

    /** Index whose URLs have a token. */
    record WithTokens(PackageIndex index) implements PackageIndex {

        @Override
        public Optional<ProjectPage> project(PackageName name) throws IOException {
            return index.project(name)
                    .map(page -> ProjectPage.of(
                            name,
                            page.files().stream().map(WithTokens::withToken).toList(),
                            page.indexId()));
        }

        private static DistributionFile withToken(DistributionFile file) {
            return DistributionFile.builder(file.fileName(), URI.create(file.url() + "?token=secret"))
                    .hashes(file.hashes())
                    .size(file.size().orElseThrow())
                    .build();
        }

        @Override
        public String describe() {
            return index.describe();
        }
    }

    /** Index that forbids {@code forbidden}, and answers for {@code cap} only after a request for that. */
    record Forbidding(PackageIndex index, CountDownLatch asked) implements PackageIndex {

        Forbidding(PackageIndex index) {
            this(index, new CountDownLatch(1));
        }

        @Override
        public Optional<ProjectPage> project(PackageName name) throws IOException {
            if (name.value().equals("forbidden")) {
                asked.countDown();
                throw UserException.of("Not allowed to read `forbidden`");
            }
            if (name.value().equals("cap")) {
                await();
            }
            return index.project(name);
        }

        private void await() {
            try {
                assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String describe() {
            return index.describe();
        }
    }

    /** Progress that records the detail lines. */
    record Details(List<String> all) implements Progress {

        @Override
        public void step(String message) {}

        @Override
        public void detail(String message) {
            all.add(message);
        }

        @Override
        public void warning(String message) {}

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    }
}
