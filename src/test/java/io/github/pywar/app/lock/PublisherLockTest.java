package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.report.ListingFormat;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.task.OutdatedApp;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Publishers of packages in a lock (PEP 740). */
class PublisherLockTest extends LockFixture {

    private void release(String version, String repository) {
        TestWheel wheel = TestWheel.of("web", version).file("web.py", "");
        TestIndexFile file = TestIndexFile.of(wheel.fileName(), wheel.bytes());
        if (repository.isEmpty()) {
            index.add(file);
            return;
        }
        String path = "/integrity/web/" + version;
        index.add(file.provenance(index.at(path).toString()));
        index.serve(
                path,
                "application/vnd.pypi.integrity.v1+json",
                "{\"version\": 1, \"attestation_bundles\": [{\"publisher\": {\"kind\": \"GitHub\", \"repository\": \""
                        + repository + "\", \"workflow\": \"release.yml\", \"environment\": null}}]}");
    }

    private void upgrade() throws IOException {
        project.clearCache();
        project.lock(List.of("web"), "web");
    }

    @ParameterizedTest
    @EnumSource(names = {"METADATA", "HTML_ONLY"})
    void recordsThePublisher(Manner manner) throws IOException {
        index.with(manner);
        release("1.0", "acme/web");
        project.lock(List.of("web"));

        assertThat(project.text())
                .contains("attestation-identities = [\n"
                        + "    {kind = \"GitHub\", repository = \"acme/web\", workflow = \"release.yml\"},\n]");
        assertThat(project.progress.warnings()).isEmpty();
    }

    @Test
    void isSilentForTheSamePublisher() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        release("1.1", "acme/web");
        upgrade();

        assertThat(project.text()).contains("web-1.1-");
        assertThat(project.progress.warnings()).isEmpty();
    }

    @Test
    void warnsOfAnotherPublisher() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        release("1.1", "mallory/web");
        upgrade();

        Golden.assertMatches("publisher/other.txt", String.join("\n", project.progress.warnings()));
    }

    @Test
    void warnsOfALostPublisher() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        release("1.1", "");
        upgrade();

        Golden.assertMatches("publisher/none.txt", String.join("\n", project.progress.warnings()));
        assertThat(project.text()).doesNotContain("attestation-identities");
    }

    @Test
    void warnsWhenAnUpgradeIsProposed() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        release("1.1", "mallory/web");
        project.clearCache();

        new OutdatedApp(project.progress)
                .run(
                        project.spec(List.of("web")),
                        project.sources(),
                        project.settings(),
                        Optional.empty(),
                        new ListingOutput(ListingFormat.TEXT, Optional.empty()));

        assertThat(project.progress.warnings()).singleElement().asString().contains("mallory/web");
    }

    @Test
    void keepsAKnownPublisherThatCannotBeRead() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        String before = project.text();
        index.serve("/integrity/web/1.0", "text/html", "<html>");
        project.clearCache();
        project.lock(List.of("web"));

        assertThat(project.text()).isEqualTo(before);
        Golden.assertMatches(
                "publisher/unknown.txt",
                String.join("\n", project.progress.warnings())
                        .replace(index.at("/").toString(), "http://INDEX/"));
    }

    @Test
    void requestsNothingForABuildWithTheLock() throws IOException {
        release("1.0", "acme/web");
        project.lock(List.of("web"));
        index.forgetRequests();
        project.clearCache();
        project.libraries("web");

        assertThat(index.requests()).noneMatch(request -> request.path().contains("integrity"));
    }
}
