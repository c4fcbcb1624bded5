package io.github.pywar.app.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.DistributionFile;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectOriginTest {

    private static final String COMMIT = "0123456789".repeat(4);

    private static Optional<String> directUrl(String url, String requested, String subdirectory) {
        DistributionFile.Builder file =
                DistributionFile.builder(url.substring(url.lastIndexOf('/') + 1), URI.create(url));
        if (subdirectory != null) {
            file.subdirectory(subdirectory);
        }
        return new DirectOrigin(file.build(), Optional.ofNullable(requested))
                .directUrl(Map.of("sha256", "ab"))
                .map(direct -> direct.toJson().toString().replace('"', '\''));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    git+https://ann:secret@git.example.org/a.git@COMMIT | main | lib | {'url':'https://git.example.org/a.git','vcs_info':{'vcs':'git','commit_id':'COMMIT','requested_revision':'main'},'subdirectory':'lib'}
                    git+ssh://git@git.example.org/team/a.git@COMMIT     |      |     | {'url':'ssh://git@git.example.org/team/a.git','vcs_info':{'vcs':'git','commit_id':'COMMIT'}}
                    hg+https://hg.example.org/a@COMMIT                  | 1.0  |     | {'url':'https://hg.example.org/a','vcs_info':{'vcs':'hg','commit_id':'COMMIT','requested_revision':'1.0'}}
                    https://ann:secret@files.example.org/a.zip?key=1    |      | lib | {'url':'https://files.example.org/a.zip','archive_info':{'hashes':{'sha256':'ab'}},'subdirectory':'lib'}
                    """)
    void describesTheOriginWithoutCredentials(String url, String requested, String subdirectory, String json) {
        assertThat(directUrl(url.replace("COMMIT", COMMIT), requested, subdirectory))
                .contains(json.replace("COMMIT", COMMIT));
    }

    @Test
    void saysNothingOfThisMachine() {
        assertThat(directUrl("file:///home/ann/a-1.tar.gz", null, null)).isEmpty();
        assertThat(directUrl("git+file:///home/ann/a@" + COMMIT, "main", null)).isEmpty();
    }
}
