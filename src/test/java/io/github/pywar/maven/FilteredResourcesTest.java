package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources filtered by Maven's own library, with the encoding and the filters of the build. */
@MojoTest
class FilteredResourcesTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', '$', '{', 'x', '}', 0, 1};

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void appliesTheFiltersOfTheBuild(PackageMojo goal) throws IOException {
        Path properties =
                write("shop.properties", "from.filter=${shop.name} of a filter\n".getBytes(StandardCharsets.UTF_8));
        goal.project.getProperties().setProperty("shop.name", "Shop");
        goal.project.getBuild().setFilters(List.of(properties.toString()));

        assertThat(filtered(goal, "a.ini", "${from.filter} @shop.name@ ${nobody}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Shop of a filter Shop ${nobody}".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8", "ISO-8859-1", "windows-1252", "UTF-16LE", "IBM500"})
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void keepsEveryByteOfAText(String name, PackageMojo goal) throws IOException {
        Charset encoding = Charset.forName(name);
        goal.sourceEncoding = name;
        goal.project.getProperties().setProperty("shop.name", "Café");

        assertThat(filtered(goal, "a.txt", "# Grüße ${shop.name}\r\nno end".getBytes(encoding)))
                .isEqualTo("# Grüße Café\r\nno end".getBytes(encoding));
        assertThat(progress.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "font.woff2, UTF-8, true",
        "font.woff2, ISO-8859-1, true",
        "messages.mo, UTF-8, true",
        "picture.png, UTF-8, false",
        "PICTURE.PNG, UTF-8, false",
        "page.html, UTF-8, false"
    })
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void copiesBinaryFilesUnchanged(String name, String encoding, boolean isReported, PackageMojo goal)
            throws IOException {
        goal.sourceEncoding = encoding;
        goal.nonFilteredFileExtensions = List.of("html");
        goal.project.getProperties().setProperty("x", "replaced");

        assertThat(filtered(goal, name, PNG)).isEqualTo(PNG);
        assertThat(progress.warnings()).hasSize(isReported ? 1 : 0);
    }

    /** Random bytes after an expression: the file is either text and filtered, or copied unchanged. */
    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void keepsEveryByteOfRandomFiles(PackageMojo goal) throws IOException {
        goal.project.getProperties().setProperty("x", "1");
        Random random = new Random(9);
        for (int round = 0; round < 200; round++) {
            byte[] tail = new byte[random.nextInt(40)];
            random.nextBytes(tail);
            // no start of another expression
            for (int at = 0; at < tail.length; at++) {
                tail[at] = tail[at] == '$' || tail[at] == '@' ? (byte) 'a' : tail[at];
            }
            byte[] text = concat("${x}".getBytes(StandardCharsets.US_ASCII), tail);

            assertThat(filtered(goal, "a.bin", text)).isIn(text, concat(new byte[] {'1'}, tail));
        }
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void reportsBinaryFilesAndUnknownEncodings(PackageMojo goal) throws IOException {
        filtered(goal, "font.woff2", PNG);
        goal.sourceEncoding = "UTF-9";
        UserException refusal =
                catchThrowableOfType(UserException.class, () -> filtered(goal, "a.txt", new byte[] {'a'}));

        Golden.assertMatches(
                "maven/filtering.txt",
                (String.join("\n", progress.warnings()) + "\n\n" + refusal.getMessage())
                        .replace(folder.toString(), "FOLDER"));
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void excludesLinksToSecrets(PackageMojo goal) throws IOException {
        Files.write(folder.resolve("server.key"), new byte[] {'k'});
        Path store = Files.createDirectories(folder.resolve(".ssh"));
        Files.write(store.resolve("config"), new byte[] {'c'});
        Path sources = Files.createDirectories(folder.resolve("sources/deep"));
        Files.createSymbolicLink(sources.resolve("logo.txt"), folder.resolve("server.key"));
        Files.createSymbolicLink(sources.resolve("data"), store);
        Files.write(folder.resolve("plain.txt"), new byte[] {'p'});
        Files.createSymbolicLink(sources.resolve("fine.txt"), folder.resolve("plain.txt"));

        filtered(goal, "[a] b.txt", new byte[] {'a'});

        for (boolean isFiltering : new boolean[] {true, false}) {
            Resource resource = new Resource();
            resource.setDirectory(folder.resolve("sources").toString());
            resource.setTargetPath("to");
            resource.setFiltering(isFiltering);
            List<SourceFolder> found = new FilteredResources(
                            SourceParameters.of(goal), folder.resolve("work"), progress, FileScope.of(List.of(folder)))
                    .of(List.of(resource));
            assertThat(found.get(0).read(progress).entries().keySet())
                    .containsExactlyInAnyOrder("to/[a] b.txt", "to/deep/fine.txt");
        }
    }

    private byte[] filtered(PackageMojo goal, String name, byte[] content) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.write(sources.resolve(name), content);
        Resource resource = new Resource();
        resource.setDirectory(sources.toString());
        resource.setFiltering(true);
        Path work = folder.resolve("work");
        new FilteredResources(SourceParameters.of(goal), work, progress, FileScope.of(List.of(folder)))
                .of(List.of(resource));
        return Files.readAllBytes(work.resolve("0").resolve(name));
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
