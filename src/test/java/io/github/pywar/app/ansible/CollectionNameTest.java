package io.github.pywar.app.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionNameTest {

    @ParameterizedTest
    @CsvSource({"com.example, shop, com_example.shop", "org.Big-Corp, web-shop.v2, org_big_corp.web_shop_v2"})
    void derivesTheNameFromTheCoordinates(String groupId, String artifactId, String name) {
        assertThat(CollectionName.of(Optional.empty(), Optional.empty(), groupId, artifactId))
                .hasToString(name);
    }

    @Test
    void usesDeclaredParts() {
        assertThat(CollectionName.of(Optional.of("acme"), Optional.of("store"), "com.example", "shop"))
                .hasToString("acme.store");
    }

    @Test
    void rejectsAPartThatAnsibleDoesNotAccept() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> CollectionName.of(Optional.of("My-Team"), Optional.empty(), "com.example", "shop"));
        Golden.assertMatches("ansible/name.txt", error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.0, 1.2.0",
        "1.2, 1.2.0",
        "2026.01.05, 2026.1.5",
        "1.2.0-SNAPSHOT, 1.2.0-SNAPSHOT",
        "1.2.0-rc.1, 1.2.0-rc-1",
        "1.2.0.Final, 1.2.0+Final",
        "1.2.3.4, 1.2.3+4",
        "main, 0.0.0-main"
    })
    void derivesASemanticVersion(String maven, String semantic) {
        assertThat(CollectionVersion.of(maven)).isEqualTo(semantic);
    }
}
