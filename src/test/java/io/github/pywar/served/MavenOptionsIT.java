package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Options of Maven's command line, in a reactor of two archives. */
class MavenOptionsIT {

    private final OpenFolder folder = OpenFolder.create();
    private final ReactorProject reactor = ReactorProject.in(folder, "1.0.0", "");

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void printsNothingWithQ() {
        assertThat(plain(reactor.build("-q", "package"))).isEmpty();
        assertThat(reactor.archive("shop")).isRegularFile();
    }

    @Test
    void printsDetailsButNoExceptionWithX() {
        assertThat(reactor.build("-X", "package"))
                .contains("[DEBUG]", "Wrote shop")
                .doesNotContain("\tat ");
    }

    @Test
    void printsNoRewrittenLineWithB() throws IOException {
        assertThat(plain(reactor.build("package", "-l", "build.log"))).isEmpty();
        assertThat(Files.readString(reactor.file("build.log")))
                .contains("Wrote shop")
                .doesNotContain("\r", "\u001b");
    }

    @Test
    void writesTheSameBytesWithT() throws IOException {
        reactor.build("package");
        byte[] shop = Files.readAllBytes(reactor.archive("shop"));
        byte[] admin = Files.readAllBytes(reactor.archive("admin"));

        assertThat(ReactorProject.written(reactor.build("-T", "2", "clean", "package")))
                .containsExactly("shop", "admin");

        assertThat(reactor.archive("shop")).hasBinaryContent(shop);
        assertThat(reactor.archive("admin")).hasBinaryContent(admin);
    }

    @Test
    void buildsTheChosenModules() {
        assertThat(ReactorProject.written(reactor.build("-pl", "shop", "package")))
                .containsExactly("shop");
        assertThat(ReactorProject.written(reactor.build("-pl", "admin", "-am", "clean", "package")))
                .containsExactly("shop", "admin");
        assertThat(ReactorProject.written(reactor.build("-pl", "shop", "-amd", "clean", "package")))
                .containsExactly("shop", "admin");
        assertThat(ReactorProject.written(reactor.build("-N", "package"))).isEmpty();
    }

    @Test
    void resumesAfterAFailedModule() {
        reactor.write("admin/requirements.txt", "no-such-package\n");
        Tool.Result failed = reactor.maven().run("install");
        assertThat(failed.exit()).isNotZero();
        assertThat(failed.output()).contains("-rf :admin");
        reactor.write("admin/requirements.txt", "");

        assertThat(ReactorProject.written(reactor.build("-rf", ":admin", "install")))
                .containsExactly("admin");
    }

    @Test
    void failsAtTheEndWithFae() {
        reactor.write("shop/requirements.txt", "no-such-package\n");

        Tool.Result failed = reactor.maven().run("-fae", "package");

        assertThat(failed.exit()).isNotZero();
        assertThat(failed.output()).contains("SKIPPED", "on project shop: ").doesNotContain("\tat ");
    }

    @Test
    void takesTheFolderOfF() {
        Tool.Result built = new MavenRun(folder.folder("other"))
                .run("-f", reactor.file("shop").toString(), "package");

        assertThat(ReactorProject.written(ReactorProject.success(built))).containsExactly("shop");
    }

    @Test
    void readsPropertiesAndFinalNameOfAProfile() {
        assertThat(reactor.build("-pl", "shop", "-Pnext", "package")).contains("glibc 2.34", "Wrote next-shop.pywar");
        assertThat(reactor.file("shop/target/next-shop.pywar")).isRegularFile();
    }

    @Test
    void readsMavenConfig() {
        reactor.write(".mvn/maven.config", "-Dpywar.platform=linux-aarch64\n");

        assertThat(reactor.build("-pl", "shop", "package")).contains("linux-aarch64");
    }

    @Test
    void asksTheIndexAgainWithUAndNeverWithO() throws IOException {
        reactor.write("shop/requirements.txt", "greeting\n");
        try (TestIndex index = TestIndex.start()) {
            index.add(HermeticWheels.greeting().write(folder.folder("wheels")));
            String[] build = {
                "-pl",
                "shop",
                "clean",
                "package",
                "-Dpywar.noIndex=false",
                "-Dpywar.cacheDirectory=" + folder.path().resolve("cache"),
                "-Dpywar.index=" + index.url()
            };

            assertThat(reactor.build(build)).contains("Downloaded 1 package, ");
            int first = index.requests().size();
            reactor.build(build);
            assertThat(index.requests()).as("the page is of today").hasSize(first);
            reactor.build(with("-U", build));
            assertThat(index.requests()).hasSizeGreaterThan(first);
            int second = index.requests().size();
            reactor.build(with("-o", build));
            assertThat(index.requests()).hasSize(second);
        }
    }

    /** Maven resets the colours of the terminal even if it prints nothing. */
    private static String plain(String output) {
        return output.replaceAll("\u001B\\[[0-9;]*m", "").strip();
    }

    private static String[] with(String option, String[] words) {
        String[] all = new String[words.length + 1];
        all[0] = option;
        System.arraycopy(words, 0, all, 1, words.length);
        return all;
    }
}
