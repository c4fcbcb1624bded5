package io.github.pywar.app.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.metadata.Metadata;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "Author: Ann | Ann/",
                "Author-email: ann@example.org | /ann@example.org",
                "Author: Ann;Author-email: ann@example.org | Ann/ann@example.org",
                "Author-email: Ann Lee <ann@example.org>, \"Bo, Inc.\" <bo@example.org> | Ann Lee/ann@example.org Bo, Inc./bo@example.org",
                "Author: Ann;Author-email: Ann <ann@example.org> | Ann/ann@example.org",
                "Author: Team;Author-email: Ann <ann@example.org> | Team/ Ann/ann@example.org",
                "Author: Ann;Maintainer: Ann;Maintainer-email: bo@example.org, cy@example.org | Ann/ /bo@example.org /cy@example.org",
                "Author: UNKNOWN;Author-email: no address | none",
                "Author-email: <<@,@ | none",
                "Author-email: ann@example.org <script> | /ann@example.org"
            })
    void readsAuthorsAndMaintainers(String headers, String expected) {
        String text = "Metadata-Version: 2.1\nName: web\nVersion: 1.0\n" + headers.replace(";", "\n") + "\n";

        Metadata metadata = Metadata.parse(text.getBytes(StandardCharsets.UTF_8));

        assertThat(Author.of(metadata).stream()
                        .map(one -> one.name() + "/" + one.email())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected == null ? "" : expected);
    }
}
