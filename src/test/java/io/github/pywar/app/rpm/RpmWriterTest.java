package io.github.pywar.app.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.ospackage.OsPackage;
import io.github.pywar.app.ospackage.PackageScripts;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpmWriterTest {

    @TempDir
    Path folder;

    @Test
    void comparesTheVersionsOfRequirements() throws IOException {
        Path rpm = write("postgresql >= 14", "libpq.so.5()(64bit)", "redis < 8");

        Tool.Result read = Tool.run(folder, "rpm", "-qp", "--qf", "[%{REQUIRENAME}|%{REQUIREVERSION}\\n]", rpm + "");

        assertThat(read.output().lines()).contains("postgresql|14", "libpq.so.5()(64bit)|", "redis|8");
        assertThat(Tool.run(folder, "rpm", "-qp", "--requires", rpm + "")
                        .output()
                        .lines())
                .contains("postgresql >= 14", "redis < 8");
    }

    @Test
    void refusesARequirementThatNoPackageCanFulfil() {
        assertThatThrownBy(() -> write("libpq5 (>= 14)"))
                .isInstanceOf(UserException.class)
                .satisfies(error -> Golden.assertMatches("ospackage/requirement.txt", error.getMessage()));
    }

    private Path write(String... requirements) throws IOException {
        Path rpm = folder.resolve("shop.rpm");
        OsPackage content = new OsPackage(
                new OsPackage.Identity("shop", "1.0.0", "1", "noarch"),
                new OsPackage.Description("A shop", "Team <shop@example.org>", "", ""),
                List.of(requirements),
                List.of(),
                new PackageScripts("", "", "", ""),
                Instant.parse("2026-01-01T00:00:00Z"));
        new RpmWriter().write(content, rpm);
        return rpm;
    }
}
