package io.github.pywar.base.url;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UrlHashesTest {

    private static final String URL = "https://index.example.org/demo-1.0-py3-none-any.whl";

    @Test
    void readsEveryChecksumOfAFragment() {
        assertThat(UrlHashes.of(URL + "#egg=demo&sha256=ab12&subdirectory=x&sha512=CD&SHA384=ef")
                        .byAlgorithm())
                .isEqualTo(Map.of("sha256", "ab12", "sha512", "CD"));
    }

    @Test
    void takesTheFirstOfTwoChecksumsOfOneAlgorithm() {
        assertThat(UrlHashes.of(URL + "#sha256=aa&sha256=bb").byAlgorithm()).isEqualTo(Map.of("sha256", "aa"));
    }

    @Test
    void isEmptyWithoutChecksums() {
        assertThat(UrlHashes.of(URL).byAlgorithm()).isEmpty();
        assertThat(UrlHashes.of(URL + "#").byAlgorithm()).isEmpty();
        assertThat(UrlHashes.of(URL + "#sha256&=ab&crc32=12").byAlgorithm()).isEmpty();
        assertThat(UrlHashes.of(URL + "?sha256=ab").byAlgorithm()).isEmpty();
    }

    @Test
    void keepsInvalidChecksums() {
        assertThat(UrlHashes.of(URL + "#sha256=").byAlgorithm()).isEqualTo(Map.of("sha256", ""));
        assertThat(UrlHashes.of(URL + "#sha256=xyz!").byAlgorithm()).isEqualTo(Map.of("sha256", "xyz!"));
    }

    @Test
    void selectsStrongChecksums() {
        assertThat(UrlHashes.of(URL + "#md5=aa&sha1=bb&sha224=cc&sha384=dd")
                        .strong()
                        .byAlgorithm())
                .isEqualTo(Map.of("sha384", "dd"));
    }
}
