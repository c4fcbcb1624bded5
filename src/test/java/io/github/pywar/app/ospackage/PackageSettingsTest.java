package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackageSettingsTest {

    private static final OsPackage.Description DESCRIPTION =
            new OsPackage.Description("A shop", "Team <shop@example.org>", "", "");

    private final List<String> messages = new ArrayList<>();

    @Test
    void refusesValuesThatWouldChangeTheScripts() {
        refuse("shop; reboot", "1", "shop", "127.0.0.1:8000", "/usr/bin/python3.11");
        refuse("../etc", "1", "shop", "127.0.0.1:8000", "/usr/bin/python3.11");
        refuse("shop", "1-2", "shop", "127.0.0.1:8000", "/usr/bin/python3.11");
        refuse("shop", "1", "$(id)", "127.0.0.1:8000", "/usr/bin/python3.11");
        refuse("shop", "1", "root", "127.0.0.1:8000", "/usr/bin/python3.11");
        refuse("shop", "1", "shop", "8000", "/usr/bin/python3.11");
        refuse("shop", "1", "shop", "127.0.0.1:8000", "python3");
        assertThatThrownBy(() -> new PackageSettings(
                        "shop", "1", "shop", "127.0.0.1:8000", Optional.empty(), Arrays.asList("a", null), DESCRIPTION))
                .isInstanceOf(UserException.class)
                .satisfies(error -> messages.add(error.getMessage()));
        messages.add(PackageSettings.missingMaintainer().getMessage());
        Golden.assertMatches("ospackage/settings.txt", String.join("\n\n", messages));
    }

    private void refuse(String name, String revision, String user, String bind, String python) {
        assertThatThrownBy(() ->
                        new PackageSettings(name, revision, user, bind, Optional.of(python), List.of(), DESCRIPTION))
                .isInstanceOf(UserException.class)
                .satisfies(error -> messages.add(error.getMessage()));
    }
}
