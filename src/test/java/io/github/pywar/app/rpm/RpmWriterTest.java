package io.github.pywar.app.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.ospackage.OsPackage;
import io.github.pywar.app.ospackage.PackageFile;
import io.github.pywar.app.ospackage.PackageScripts;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    @Test
    void writesTimesOfTheNextDecades() throws IOException {
        Path rpm = write(Instant.parse("2050-01-01T00:00:00Z"));

        Tool.Result read = Tool.run(folder, "rpm", "-qp", "--qf", "%{BUILDTIME} [%{FILEMTIMES}]", rpm + "");

        assertThat(read.output()).isEqualTo("2524608000 2524608000");
    }

    @Test
    void refusesATimeThatRpmCannotRead() {
        assertThatThrownBy(() -> write(Instant.parse("2200-01-01T00:00:00Z")))
                .isInstanceOf(UserException.class)
                .satisfies(error -> Golden.assertMatches("ospackage/time.txt", error.getMessage()));
    }

    private Path write(String... requirements) throws IOException {
        return write(Instant.parse("2026-01-01T00:00:00Z"), requirements);
    }

    private Path write(Instant time, String... requirements) throws IOException {
        Path rpm = folder.resolve("shop.rpm");
        OsPackage content = new OsPackage(
                new OsPackage.Identity("shop", "1.0.0", "1", "noarch"),
                new OsPackage.Description("A shop", "Team <shop@example.org>", "", ""),
                List.of(requirements),
                List.of(new PackageFile(
                        "/etc/shop.txt", Optional.of(ByteSource.of(new byte[0])), Optional.empty(), false, false)),
                new PackageScripts("", "", "", ""),
                time);
        new RpmWriter().write(content, rpm);
        return rpm;
    }
}
