package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OtherRepositoryTest {

    private static final Properties NOTHING = new Properties();

    @Test
    void thereIsNoneWhereNobodyNamesOne() {
        assertThat(OtherRepository.of(NOTHING, NOTHING, true)).isEmpty();
    }

    @Test
    void releasesAndSnapshotsHaveTheirOwnBeforeTheCommonOne() {
        Properties user = properties(Map.of(
                "altDeploymentRepository", "all::https://repo.example.org/all",
                "altReleaseDeploymentRepository", "rel::https://repo.example.org/releases",
                "altSnapshotDeploymentRepository", "snap::default::https://repo.example.org/snapshots"));

        assertThat(OtherRepository.of(user, NOTHING, false))
                .contains(new OtherRepository("rel", "https://repo.example.org/releases"));
        assertThat(OtherRepository.of(user, NOTHING, true))
                .contains(new OtherRepository("snap", "https://repo.example.org/snapshots"));
        user.remove("altReleaseDeploymentRepository");
        assertThat(OtherRepository.of(user, NOTHING, false))
                .contains(new OtherRepository("all", "https://repo.example.org/all"));
    }

    @Test
    void thePomsPropertiesCountWhereTheCommandLineSaysNothing() {
        Properties pom = properties(Map.of("altDeploymentRepository", "pom::file:///srv/repository"));

        assertThat(OtherRepository.of(NOTHING, pom, false))
                .contains(new OtherRepository("pom", "file:///srv/repository"));
        assertThat(OtherRepository.of(properties(Map.of("altDeploymentRepository", "user::file:///tmp")), pom, false))
                .contains(new OtherRepository("user", "file:///tmp"));
    }

    @Test
    void anotherFormIsTold() {
        Properties user = properties(Map.of("altDeploymentRepository", "https://repo.example.org/all"));

        assertThatThrownBy(() -> OtherRepository.of(user, NOTHING, false))
                .hasMessageStartingWith("Cannot tell where `altDeploymentRepository` sent the archive: it is not of the"
                        + " form ID::URL\nhint: add <extensions>");
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
