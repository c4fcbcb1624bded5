package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.testing.Golden;
import java.net.URI;
import java.util.List;
import org.apache.maven.settings.Mirror;
import org.junit.jupiter.api.Test;

class IndexMirrorsTest {

    private static final IndexDeclaration INDEX =
            IndexDeclaration.of("pypi", URI.create("https://index.example.org/simple/"), "<indexes>");

    @Test
    void appliesTheMirrorThatNamesTheIndex() {
        IndexDeclaration redirected = mirrors("central , pypi", "https://mirror.example.org/simple/")
                .redirected(INDEX.scope(List.of("shop-*")));

        assertThat(redirected.url()).isEqualTo(URI.create("https://mirror.example.org/simple/"));
        assertThat(redirected.id()).isEqualTo("near");
        assertThat(redirected.scope()).containsExactly("shop-*");
    }

    @Test
    void ignoresAMirrorOfEverything() {
        for (String all : List.of("*", "external:*", "*,!pypi", "central")) {
            assertThat(mirrors(all, "https://mirror.example.org/").redirected(INDEX))
                    .isEqualTo(INDEX);
        }
    }

    @Test
    void returnsTheMirrorOfAnIndexWithoutUrl() {
        IndexDeclaration mirror =
                mirrors("pypi", "https://mirror.example.org/simple/").of("pypi").orElseThrow();

        assertThat(mirror.id()).isEqualTo("near");
        assertThat(mirror.saidBy()).isEqualTo("the <mirror> `near` in settings.xml");
        assertThat(mirrors("*", "https://mirror.example.org/").of("pypi")).isEmpty();
    }

    @Test
    void rejectsAnInvalidUrl() {
        Golden.assertMatches("maven/mirror-no-url.txt", refused("mirror.example.org simple"));
    }

    @Test
    void rejectsAPasswordInTheUrl() {
        Golden.assertMatches("maven/mirror-password.txt", refused("https://ann:s3cret@mirror.example.org/simple/"));
        assertThat(refused("https://ann:s3/cret@mirror.example.org/simple/")).doesNotContain("s3", "cret", "ann");
    }

    @Test
    void rejectsABlockedMirror() {
        IndexMirrors blocked = mirrors("other, pypi", "http://0.0.0.0/");
        blocked.mirrors().get(0).setBlocked(true);

        Throwable error = catchThrowable(() -> blocked.redirected(INDEX));

        assertThat(error).isInstanceOf(UserException.class);
        Golden.assertMatches("maven/mirror-blocked.txt", error.getMessage());
        assertThat(catchThrowable(() -> blocked.of("pypi"))).isInstanceOf(UserException.class);
        assertThat(blocked.of("internal")).isEmpty();
    }

    private static String refused(String url) {
        Throwable error = catchThrowable(() -> mirrors("pypi", url).redirected(INDEX));
        assertThat(error).isInstanceOf(UserException.class);
        return error.getMessage();
    }

    private static IndexMirrors mirrors(String of, String url) {
        Mirror mirror = new Mirror();
        mirror.setId("near");
        mirror.setMirrorOf(of);
        mirror.setUrl(url);
        return new IndexMirrors(List.of(mirror));
    }
}
