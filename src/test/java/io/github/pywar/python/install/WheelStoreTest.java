package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelStoreTest extends WheelStoreFixture {

    @Test
    void returnsWheelsInTheRequestedOrder() throws IOException {
        List<DistributionFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(serve(TestWheel.of("p" + i, "1.0").file("p" + i + "/x", "x".repeat(20_000 - 1000 * i))));
        }

        List<Wheel> wheels = store().fetch(files, 8);

        assertThat(wheels).extracting(Wheel::fileName).containsExactlyElementsOf(names(files));
        assertThat(progress.outcomes()).hasSize(20).allMatch(outcome -> outcome.endsWith(" done"));
    }

    @Test
    void doesNotRequestAStoredFileAgain() throws IOException {
        DistributionFile file = serve(demo());
        Path first = store().fetch(file).file();
        int asked = index.requests().size();

        Path again = store().fetch(file).file();

        assertThat(again)
                .isEqualTo(first)
                .isEqualTo(stored().resolve(first.getParent().getFileName() + "/demo-1.0-py3-none-any.whl"));
        assertThat(first.getParent().getFileName()).hasToString(Sha256.of(first).hex());
        assertThat(index.requests()).hasSize(asked);
    }

    @Test
    void readsNativeCodeAtTheDownload() throws IOException {
        byte[] module = TestElf.x86().versions("libc.so.6", "GLIBC_2.28").bytes();

        Wheel wheel = store().fetch(serve(demo().file("demo/native.so", module)));

        assertThat(wheel.file().resolveSibling(wheel.fileName() + ".native")).exists();
        assertThat(NativeRequirements.of(wheel).libraries()).containsExactly("native.so");
    }

    @Test
    void hashesAFileWithoutHashesDuringTheDownload() throws IOException {
        index.add(demo().fileName(), demo().bytes());
        DistributionFile file = DistributionFile.builder(demo().fileName(), index.fileUrl(demo().fileName()))
                .build();

        Wheel wheel = store().fetch(file);
        Path place = wheel.file();

        assertThat(WheelStore.sha256Of(wheel)).isEqualTo(Sha256.of(place));
        assertThat(place.getParent().getFileName())
                .hasToString(Sha256.of(demo().bytes()).hex());
    }

    @Test
    void copiesAFileOfALocalFolder() throws IOException {
        Path wheel = demo().write(folder);

        Wheel fetched = store().fetch(DistributionFile.builder(demo().fileName(), wheel.toUri())
                .build());

        assertThat(fetched.file()).hasSameBinaryContentAs(wheel).isNotEqualTo(wheel);
        assertThat(progress.outcomes()).isEmpty();
        assertThat(progress.details()).contains("Copied demo-1.0-py3-none-any.whl from this machine");
    }

    private long copies() {
        return progress.details().stream()
                .filter(text -> text.startsWith("Copied "))
                .count();
    }

    @Test
    void readsALocalFileOnce() throws IOException {
        Path wheel = demo().write(folder);
        DistributionFile file =
                DistributionFile.builder(demo().fileName(), wheel.toUri()).build();

        Path first = store().fetch(file).file();

        assertThat(store().fetch(file).file()).isEqualTo(first);
        assertThat(copies()).isEqualTo(1);
    }

    @Test
    void readsAChangedLocalFileAgain() throws IOException {
        Path wheel = demo().write(folder);
        DistributionFile file =
                DistributionFile.builder(demo().fileName(), wheel.toUri()).build();
        store().fetch(file);
        Files.write(wheel, demo().file("demo/more.py", "").bytes());

        Wheel changed = store().fetch(file);

        assertThat(changed.file()).hasSameBinaryContentAs(wheel);
        assertThat(copies()).isEqualTo(2);
    }

    @Test
    void reportsADeletedLocalFile() throws IOException {
        Path wheel = demo().write(folder);
        DistributionFile file =
                DistributionFile.builder(demo().fileName(), wheel.toUri()).build();
        store().fetch(file);
        Files.delete(wheel);

        UserException missing = catchThrowableOfType(UserException.class, () -> store().fetch(file));

        assertThat(missing).hasMessageContaining("the file does not exist");
    }

    @Test
    void warnsOfANewerMinorVersionOfTheFormat() throws IOException {
        store().fetch(serve(demo().wheelFile("Wheel-Version: 1.9\nRoot-Is-Purelib: true\n")));

        assertThat(progress.warnings())
                .containsExactly("`demo-1.0-py3-none-any.whl` uses version 1.9 of the wheel format; newer"
                        + " features are ignored");
    }

    @Test
    void acceptsAFaultyRecordOfAnAllowedProjectOnly() throws IOException {
        DistributionFile file = serve(demo().record(text -> text.replaceAll("demo/__init.*\n", "")));
        WheelStore accepting = store().allowingRecordFaults(Set.of(PackageName.parse("demo")));
        WheelStore others = store().allowingRecordFaults(Set.of(PackageName.parse("other")));

        accepting.fetch(file);
        index.forgetRequests();
        UserException strict = catchThrowableOfType(UserException.class, () -> others.fetch(file));
        accepting.fetch(file);

        assertThat(strict.what()).contains("`demo/__init__.py` is not in RECORD");
        assertThat(index.requests()).isEmpty();
        String warning =
                "`demo-1.0-py3-none-any.whl` is used although its RECORD has errors, because this project may have"
                        + " some:\n    `demo/__init__.py` is not in RECORD"
                        + "\nhint: stop allowing RECORD errors of `demo` once the project is fixed";
        assertThat(progress.warnings()).containsExactly(warning, warning);
    }

    @Test
    void warnsOfBytesAfterTheEndOfTheZip() throws IOException {
        byte[] longer = Arrays.copyOf(demo().bytes(), demo().bytes().length + 3);
        index.add(demo().fileName(), longer);
        DistributionFile file = DistributionFile.builder(demo().fileName(), index.fileUrl(demo().fileName()))
                .hash("sha256", Sha256.of(longer).hex())
                .build();

        store().fetch(file);
        store().fetch(file);

        String warning = "`demo-1.0-py3-none-any.whl` has 3 bytes after the end of its zip; they are ignored";
        assertThat(progress.warnings()).containsExactly(warning, warning);
    }

    @Test
    void fetchesADamagedFileAgain() throws IOException {
        DistributionFile file = serve(demo());
        Path place = store().fetch(file).file();
        Files.write(place, new byte[100]);

        Wheel wheel = store().fetch(file);

        wheel.verify();
        assertThat(progress.warnings()).singleElement().asString().contains("was changed after its download");
    }

    @ParameterizedTest
    @CsvSource({"sha512, SHA-512", "sha384, SHA-384", "sha3_256, SHA3-256"})
    void doesNotRequestAStoredFileWithAnotherStrongHash(String name, String algorithm) throws Exception {
        byte[] sum = MessageDigest.getInstance(algorithm).digest(demo().bytes());
        DistributionFile file = describe(demo())
                .hash(name, HexFormat.of().withUpperCase().formatHex(sum))
                .build();
        Path first = store().fetch(file).file();
        index.forgetRequests();

        assertThat(store().fetch(file).file()).isEqualTo(first);
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void takesTheLastDownloadOfAFileWithoutHashesOffline() throws IOException {
        DistributionFile file = describe(demo()).build();
        store().fetch(file);
        index.add(file.fileName(), demo().file("demo/two.py", "").bytes());
        Path second = store().fetch(file).file();
        index.forgetRequests();

        try (Http offlineHttp = Http.builder().offline(true).build()) {
            WheelStore offline = new WheelStore(stored(), new RemoteWheelSource(offlineHttp), progress);
            assertThat(offline.fetch(file).file()).isEqualTo(second);
            DistributionFile other = DistributionFile.builder(file.fileName(), index.at("/other/" + file.fileName()))
                    .build();
            assertThat(catchThrowableOfType(UserException.class, () -> offline.fetch(other)))
                    .hasMessageContaining("`" + other.url() + "` is not requested: the build is offline");
        }
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void ignoresAHashThatIsAPath() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "0".repeat(64));
        DistributionFile file =
                describe(demo()).hash("sha512", "x/../../../outside").build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file)))
                .hasMessageContaining("sha512 expected: x/../../../outside");
        assertThat(outside).hasContent("0".repeat(64));
    }

    @Test
    @Tag("slow")
    void downloadsAWheelLargerThanAPage() throws IOException {
        byte[] large = new byte[(64 << 20) + 1];
        String name = "large-1.0-py3-none-any.whl";
        index.add(name, large);
        DistributionFile file =
                DistributionFile.builder(name, index.fileUrl(name)).build();

        Sha256 sum = new RemoteWheelSource(http)
                .fetch(file, folder.resolve(name), progress.transfer("index", name, large.length));

        assertThat(sum).isEqualTo(Sha256.of(large));
    }

    private static List<String> names(List<DistributionFile> files) {
        return files.stream().map(DistributionFile::fileName).toList();
    }

    @Test
    void limitsAFileOfUndeclaredSize() {
        DistributionFile undeclared =
                DistributionFile.builder("x-1-py3-none-any.whl", index.url()).build();
        DistributionFile declared = DistributionFile.builder("x-1-py3-none-any.whl", index.url())
                .size(1000)
                .build();

        assertThat(new RemoteWheelSource(http).limit(undeclared)).isEqualTo(4L << 30);
        assertThat(new RemoteWheelSource(http, 2000).limit(undeclared)).isEqualTo(2000);
        assertThat(new RemoteWheelSource(http).limit(declared)).isEqualTo(1000 + (1 << 20));
        assertThat(new RemoteWheelSource(http, 2000).limit(declared)).isEqualTo(2000);
    }
}
