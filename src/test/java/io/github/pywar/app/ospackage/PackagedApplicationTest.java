package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackagedApplicationTest {

    private static final PackageSettings SETTINGS = new PackageSettings(
            "shop",
            "1",
            "shop",
            "127.0.0.1:8000",
            Optional.empty(),
            List.of(),
            new OsPackage.Description("A shop", "Team <shop@example.org>", "", ""));

    private final List<String> messages = new ArrayList<>();

    @Test
    void refusesArchivesThatNoPackageCanRun() throws IOException {
        refuse("1.0.0", "macos-arm64", "waitress");
        refuse("1.0.0", "linux-x86_64", "flask");
        refuse("1.0-$(id)", "linux-x86_64", "waitress");
        Golden.assertMatches("ospackage/refused.txt", String.join("\n\n", messages));
    }

    private void refuse(String version, String platform, String library) throws IOException {
        String manifest = """
                {"name": "shop", "version": "%s", "target": {"python": "3.11", "platform": "%s"},
                 "packages": [{"name": "%s"}]}""".formatted(version, platform, library);
        BuiltArchive archive = new BuiltArchive(Path.of("shop-1.0.0.pywar"), new ObjectMapper().readTree(manifest));
        PackagedApplication application =
                new PackagedApplication(archive, FileTree.empty(), SETTINGS, Optional.empty());

        assertThatThrownBy(() -> application.in(PackageFormat.DEB))
                .isInstanceOf(UserException.class)
                .satisfies(error -> messages.add(error.getMessage()));
    }
}
