package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AlternativeRepositoryTest {

    private static final Properties NOTHING = new Properties();

    @Test
    void isEmptyWithoutProperty() {
        assertThat(AlternativeRepository.of(NOTHING, NOTHING, true)).isEmpty();
    }

    @Test
    void prefersThePropertyOfReleasesOrSnapshots() {
        Properties user = properties(Map.of(
                "altDeploymentRepository", "all::https://repo.example.org/all",
                "altReleaseDeploymentRepository", "rel::https://repo.example.org/releases",
                "altSnapshotDeploymentRepository", "snap::default::https://repo.example.org/snapshots"));

        assertThat(AlternativeRepository.of(user, NOTHING, false))
                .contains(new AlternativeRepository("rel", "https://repo.example.org/releases"));
        assertThat(AlternativeRepository.of(user, NOTHING, true))
                .contains(new AlternativeRepository("snap", "https://repo.example.org/snapshots"));
        user.remove("altReleaseDeploymentRepository");
        assertThat(AlternativeRepository.of(user, NOTHING, false))
                .contains(new AlternativeRepository("all", "https://repo.example.org/all"));
    }

    @Test
    void prefersTheCommandLineToThePom() {
        Properties pom = properties(Map.of("altDeploymentRepository", "pom::file:///srv/repository"));

        assertThat(AlternativeRepository.of(NOTHING, pom, false))
                .contains(new AlternativeRepository("pom", "file:///srv/repository"));
        assertThat(AlternativeRepository.of(
                        properties(Map.of("altDeploymentRepository", "user::file:///tmp")), pom, false))
                .contains(new AlternativeRepository("user", "file:///tmp"));
    }

    @Test
    void rejectsAnotherForm() {
        Properties user = properties(Map.of("altDeploymentRepository", "https://repo.example.org/all"));

        assertThatThrownBy(() -> AlternativeRepository.of(user, NOTHING, false))
                .hasMessageStartingWith(
                        "The property `altDeploymentRepository` is not of the form ID::URL: the repository of"
                                + " the archive is unknown\nhint: declare <extensions>");
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
