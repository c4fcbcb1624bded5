package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.ospackage.BuildPackage;
import io.github.pywar.app.ospackage.DebWriter;
import io.github.pywar.app.ospackage.OsPackage;
import io.github.pywar.app.ospackage.PackageFormat;
import io.github.pywar.app.ospackage.PackageSettings;
import io.github.pywar.app.ospackage.PackageWriter;
import io.github.pywar.app.rpm.RpmWriter;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.BareRoot;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Packages of an application: what dpkg and rpm read in them, and their installation, upgrade and removal in a root of Debian. */
class SystemPackagesTest {

    private static final String BIN = "/opt/shop/current/bin/python";

    /** Link of an enabled unit of the first version. */
    private static final String WANTED = "etc/systemd/system/shop.target.wants/shop-worker.service";

    private static final OpenFolder FOLDER = OpenFolder.create();
    private static final Path ROOT = FOLDER.path().resolve("root");
    private static final Path SOURCES = FOLDER.path().resolve("sources");

    @BeforeAll
    static void writeSources() throws IOException {
        Files.createDirectories(SOURCES);
        Files.writeString(SOURCES.resolve("jobs.py"), "import time\nwhile True: time.sleep(1)\n");
    }

    @AfterAll
    static void empty() {
        FOLDER.close();
    }

    @Test
    void writesTheSamePackagesAgain() throws IOException {
        Path archive = archive("1.0.0");

        assertThat(Sha256.of(deb(archive, "one"))).isEqualTo(Sha256.of(deb(archive, "two")));
        assertThat(Sha256.of(rpm(archive, "one"))).isEqualTo(Sha256.of(rpm(archive, "two")));
    }

    @Test
    void describesTheDebianPackage() throws IOException {
        Path deb = deb(archive("1.0.0"), "described");
        Path control = Files.createDirectories(FOLDER.path().resolve("control"));

        run("dpkg-deb", "--control", deb.toString(), control.toString());
        StringBuilder text = new StringBuilder(run("dpkg-deb", "--field", deb.toString()));
        for (String script : List.of("preinst", "postinst", "prerm", "postrm", "conffiles")) {
            text.append("== ").append(script).append('\n').append(Files.readString(control.resolve(script)));
            if (!script.equals("conffiles")) {
                run("sh", "-n", control.resolve(script).toString());
            }
        }
        Golden.assertMatches("ospackage/deb.txt", neutral(text.toString()));
    }

    @Test
    void describesTheRpmPackage() throws IOException {
        Path rpm = rpm(archive("1.0.0"), "described");

        assertThat(run("rpm", "-K", rpm.toString())).contains("digests OK");
        String text = run("rpm", "-qp", "--info", "--requires", "--scripts", "--configfiles", rpm.toString());
        Golden.assertMatches(
                "ospackage/rpm.txt",
                neutral(text.replaceAll("(?m)^Install Date.*\\n|^Size +:.*\\n|^Build Date.*\\n", "")));
    }

    @Test
    void writesUnitsThatSystemdAccepts() throws IOException {
        Path files = FOLDER.path().resolve("files");
        run("dpkg-deb", "--extract", deb(archive("1.0.0"), "units").toString(), files.toString());
        Path units = files.resolve("usr/lib/systemd/system");
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.list(units)) {
            for (Path unit : all.sorted().toList()) {
                text.append("== ").append(unit.getFileName()).append('\n').append(Files.readString(unit));
                Path copy = units.resolve(unit.getFileName());
                Files.writeString(copy, Files.readString(copy).replace(BIN, "/usr/bin/python3"));
            }
        }
        Golden.assertMatches("ospackage/units.txt", neutral(text.toString()));
        Tool.Result result = Tool.run(
                units,
                "systemd-analyze",
                "verify",
                units.resolve("shop.service").toString(),
                units.resolve("shop-worker.service").toString());
        assertThat(result.output()).doesNotContain("shop.service:", "shop-worker.service:");
    }

    @Test
    void installsUpgradesAndRemovesInARootOfDebian() throws IOException {
        Path first = deb(archive("1.0.0"), "install");
        Path second = deb(archive("1.1.0", "tasks"), "install");
        bootstrap();
        logSystemctl();

        dpkg("--install", first);
        assertThat(inRoot("cd /opt/shop/current/app && " + BIN + " /opt/shop/current check"))
                .contains("fits this machine");
        assertThat(inRoot("id -un shop && stat -c %U:%a /var/lib/shop /etc/shop/env"))
                .contains("shop:750", "root:640");
        Files.writeString(ROOT.resolve("etc/shop/env"), "PYWAR_BIND=127.0.0.1:9000\n");
        assertThat(inRoot("dpkg --verify shop || :").lines()).allMatch(line -> line.endsWith("c /etc/shop/env"));

        failToUpgrade(second);
        dpkg("--install", second);
        assertThat(stopped()).containsExactly("shop-worker.service");
        assertThat(ROOT.resolve("run/shop.units")).doesNotExist();
        assertThat(ROOT.resolve(WANTED)).doesNotExist();
        assertThat(releases()).containsExactly("1.1.0");
        assertThat(Files.readString(ROOT.resolve("etc/shop/env"))).contains("9000");
        dpkg("--install", second);
        assertThat(stopped()).isEmpty();
        assertThat(inRoot(BIN + " /opt/shop/current info")).contains("shop 1.1.0");

        inRoot("dpkg --remove shop");
        assertThat(stopped()).containsExactly("shop.target", "shop.service", "shop-tasks.service");
        assertThat(ROOT.resolve("opt/shop")).doesNotExist();
        inRoot("dpkg --purge shop");
        assertThat(ROOT.resolve("etc/shop")).doesNotExist();
        installUpgradeAndRemoveByRpm();
        installWithItsInterpreter();
    }

    /** Makes the root with what the package requires: without apt, and without a sync after each file. */
    private static void bootstrap() throws IOException {
        run(
                "mmdebstrap",
                "--mode=root",
                "--variant=essential",
                "--include=python3,passwd",
                "--dpkgopt=force-unsafe-io",
                "",
                ROOT.toString(),
                sources());
    }

    /** A package with an interpreter works in a root whose Python is gone, and leaves nothing. */
    private static void installWithItsInterpreter() throws IOException {
        Path folder = FOLDER.path().resolve("interpreter");
        BareRoot.copyPython(Files.createDirectories(folder).resolve("python"));
        Path tar = folder.resolve("python.tar.gz");
        run("tar", "-czf", tar.toString(), "-C", folder.toString(), "python");
        String program = "python/bin/python" + SystemPython.version();
        Path archive = archive(
                "2.0.0",
                "worker",
                Optional.of(
                        new EmbeddedPython(tar, Sha256.of(tar), Files.size(tar), program, "python.tar.gz", true, "")));
        inRoot("rm /usr/bin/python3*");

        dpkg("--install", deb(archive, "install"));
        assertThat(inRoot(BIN + " /opt/shop/current info")).contains("shop 2.0.0");
        assertThat(inRoot("readlink -f " + BIN)).startsWith("/opt/shop/2.0.0-").contains(".python/" + program);
        inRoot("dpkg --purge shop");
        assertThat(ROOT.resolve("opt/shop")).doesNotExist();
    }

    /** An upgrade whose files cannot be unpacked stops no unit of the installed version. */
    private static void failToUpgrade(Path file) throws IOException {
        Path wanted = ROOT.resolve(WANTED);
        Files.createDirectories(wanted.getParent());
        Files.createSymbolicLink(wanted, Path.of("/usr/lib/systemd/system/shop-worker.service"));
        byte[] complete = Files.readAllBytes(file);
        Files.write(ROOT.resolve("tmp/truncated.deb"), Arrays.copyOf(complete, complete.length - 1000));

        assertThat(inRoot("! dpkg --install /tmp/truncated.deb")).contains("Unpacking shop (1.1.0-1) over (1.0.0-1)");
        assertThat(Files.readString(ROOT.resolve("run/shop.units"))).contains("/shop-worker.service");
        assertThat(stopped()).isEmpty();
        assertThat(wanted).isSymbolicLink();
        assertThat(inRoot("dpkg --status shop")).contains("install ok installed", "1.0.0");
        assertThat(releases()).containsExactly("1.0.0");
    }

    /** Lets the root look like one that systemd started, with a program that records what the scripts request. */
    private static void logSystemctl() throws IOException {
        Files.createDirectories(ROOT.resolve("run/systemd/system"));
        Path program = ROOT.resolve("usr/bin/systemctl");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >>/var/log/systemctl\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** Returns the units that the scripts have stopped since the last call. */
    private static List<String> stopped() throws IOException {
        Path log = ROOT.resolve("var/log/systemctl");
        List<String> lines = Files.readAllLines(log);
        Files.writeString(log, "");
        return lines.stream()
                .filter(line -> line.matches("(disable --now|stop) .*"))
                .flatMap(line -> Stream.of(
                        line.replaceFirst("^disable --now |^stop ", "").split(" ")))
                .toList();
    }

    /** The same root has a shell, `useradd` and a Python; the database of rpm has none of them. */
    private static void installUpgradeAndRemoveByRpm() throws IOException {
        run("rpm", "--root", ROOT.toString(), "--initdb");
        rpm("-i", rpm(archive("1.0.0"), "install"));
        assertThat(inRoot(BIN + " /opt/shop/current info")).contains("shop 1.0.0");
        Tool.Result changes = Tool.run(ROOT, "rpm", "--root", ROOT.toString(), "-V", "--nodeps", "shop");
        assertThat(changes.output()).isBlank();

        rpm("-U", rpm(archive("1.1.0", "tasks"), "install"));
        assertThat(stopped()).containsExactly("shop-worker.service");
        assertThat(releases()).containsExactly("1.1.0");
        assertThat(inRoot(BIN + " /opt/shop/current info")).contains("shop 1.1.0");
        run("rpm", "--root", ROOT.toString(), "--nodeps", "-e", "shop");
        assertThat(ROOT.resolve("opt/shop")).doesNotExist();
    }

    private static void rpm(String action, Path file) {
        run("rpm", "--root", ROOT.toString(), "--nodeps", action, file.toString());
    }

    private static void dpkg(String action, Path file) throws IOException {
        Files.copy(
                file,
                ROOT.resolve("tmp").resolve(file.getFileName()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        inRoot("dpkg " + action + " /tmp/" + file.getFileName());
    }

    private static List<String> releases() throws IOException {
        try (Stream<Path> all = Files.list(ROOT.resolve("opt/shop"))) {
            return all.filter(Files::isDirectory)
                    .filter(one -> !Files.isSymbolicLink(one))
                    .map(one -> one.getFileName().toString().replaceFirst("-.*", ""))
                    .toList();
        }
    }

    private static String inRoot(String command) {
        return run("chroot", ROOT.toString(), "/bin/sh", "-c", command);
    }

    /** Returns where apt of this machine finds the packages of Debian. */
    private static String sources() throws IOException {
        for (String one : List.of("/etc/apt/sources.list", "/etc/apt/sources.list.d/debian.sources")) {
            Path file = Path.of(one);
            if (Files.exists(file) && Files.size(file) > 0) {
                return one;
            }
        }
        throw new IllegalStateException("apt has no sources");
    }

    private static String run(String program, String... arguments) {
        Tool.Result result = Tool.run(FOLDER.path(), program, arguments);
        assertThat(result.exit()).as(result.output()).isZero();
        return result.output();
    }

    /** Returns a text without values that depend on the machine and on the version of a library. */
    private static String neutral(String text) {
        return text.replaceAll("1\\.0\\.0-[0-9a-f]{12}", "1.0.0-BUILD")
                .replaceAll("python3\\.[0-9]+", "python3.X")
                .replaceAll("Installed-Size: [0-9]+", "Installed-Size: SIZE");
    }

    private static Path archive(String version) throws IOException {
        return archive(version, "worker");
    }

    private static Path archive(String version, String worker) throws IOException {
        return archive(version, worker, Optional.empty());
    }

    private static Path archive(String version, String worker, Optional<EmbeddedPython> python) throws IOException {
        Files.writeString(SOURCES.resolve("Procfile"), worker + ": python -m jobs\n");
        Files.writeString(SOURCES.resolve("shop.py"), """
                def application(environ, start_response):
                    start_response("200 OK", [])
                    return [b"%s"]
                """.formatted(version));
        SampleApp app =
                SampleApp.bare("shop", SOURCES, "shop:application").in(version).and("waitress==3.0.2");
        return new SampleArchive(app)
                .build(
                        List.of(),
                        Path.of("target/proof/cache").toAbsolutePath(),
                        FOLDER.path().resolve(version + ".pywar"),
                        python);
    }

    private static Path deb(Path archive, String folder) throws IOException {
        return packed(PackageFormat.DEB, new DebWriter(), archive, folder);
    }

    private static Path rpm(Path archive, String folder) throws IOException {
        return packed(PackageFormat.RPM, new RpmWriter(), archive, folder);
    }

    private static Path packed(PackageFormat format, PackageWriter writer, Path archive, String folder)
            throws IOException {
        OsPackage.Description description = new OsPackage.Description(
                "A shop", "Team Shop <shop@example.org>", "Apache-2.0", "https://shop.example.org/");
        PackageSettings settings =
                new PackageSettings("shop", "1", "shop", "127.0.0.1:8000", Optional.empty(), List.of(), description);
        return new BuildPackage(format, writer, Progress.SILENT)
                .run(archive, settings, FOLDER.path().resolve(folder));
    }
}
