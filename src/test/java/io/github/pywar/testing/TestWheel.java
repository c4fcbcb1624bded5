package io.github.pywar.testing;

import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Builder of a wheel in memory. The wheel is valid by default: METADATA, WHEEL and RECORD match the added files. The
 * last file of a name is used, so each generated file can be replaced.
 */
public final class TestWheel {

    private final String name;
    private final String version;
    private String tag = "py3-none-any";
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Consumer<TestZip.Entry>> changes = new TreeMap<>();
    private final StringBuilder metadata = new StringBuilder();
    private UnaryOperator<String> record = text -> text;
    private Consumer<TestZip> zip = any -> {};

    private TestWheel(String name, String version) {
        this.name = name;
        this.version = version;
        metadata.append("Metadata-Version: 2.1\nName: ")
                .append(name)
                .append("\nVersion: ")
                .append(version);
        metadata.append('\n');
        wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    }

    /** Returns a wheel that has only its {@code .dist-info} folder. */
    public static TestWheel of(String name, String version) {
        return new TestWheel(name, version);
    }

    /** Sets the last three parts of its file name. */
    public TestWheel tag(String compressedTag) {
        tag = compressedTag;
        return this;
    }

    /** Adds a file. */
    public TestWheel file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    public TestWheel file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /** Adds an executable file. */
    public TestWheel executable(String path, String text) {
        return file(path, text).change(path, entry -> entry.mode = 0100755);
    }

    /** Adds a file to the {@code .data} folder. */
    public TestWheel data(String path, String text) {
        return file(stem() + ".data/" + path, text);
    }

    /** Adds a file to the {@code .dist-info} folder. */
    public TestWheel info(String path, String text) {
        return file(distInfo() + "/" + path, text);
    }

    /** Replaces the text of WHEEL. */
    public TestWheel wheelFile(String text) {
        return info("WHEEL", text);
    }

    /** Adds lines to the head of METADATA, for example {@code Requires-Dist: flask}. */
    public TestWheel metadata(String lines) {
        metadata.append(lines).append(lines.endsWith("\n") ? "" : "\n");
        return this;
    }

    /** Changes the text of the generated RECORD. */
    public TestWheel record(UnaryOperator<String> change) {
        record = change;
        return this;
    }

    /** Changes the entry of one file in the zip. */
    public TestWheel change(String path, Consumer<TestZip.Entry> change) {
        changes.merge(path, change, Consumer::andThen);
        return this;
    }

    /** Changes the zip after all files are added. */
    public TestWheel zip(Consumer<TestZip> change) {
        zip = change;
        return this;
    }

    /** Returns the file name, for example {@code demo-1.0-py3-none-any.whl}. */
    public String fileName() {
        return stem() + "-" + tag + ".whl";
    }

    /** Returns the folder of the metadata, for example {@code demo-1.0.dist-info}. */
    public String distInfo() {
        return stem() + ".dist-info";
    }

    /** Returns the text of METADATA. */
    public String metadataText() {
        return metadata.toString();
    }

    private String stem() {
        return name.replaceAll("[-_.]+", "_") + "-" + version;
    }

    /** Returns the wheel. */
    public byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>(files);
        all.putIfAbsent(distInfo() + "/METADATA", metadata.toString().getBytes(StandardCharsets.UTF_8));
        all.putIfAbsent(distInfo() + "/RECORD", record.apply(recordText(all)).getBytes(StandardCharsets.UTF_8));
        TestZip target = new TestZip();
        all.forEach((path, content) -> target.add(path, content, changes.getOrDefault(path, entry -> {})));
        zip.accept(target);
        return target.bytes();
    }

    private String recordText(Map<String, byte[]> all) {
        StringBuilder text = new StringBuilder();
        all.forEach((path, content) -> text.append(path.contains(",") ? '"' + path + '"' : path)
                .append(",sha256=")
                .append(Sha256.of(content).base64())
                .append(',')
                .append(content.length)
                .append('\n'));
        return text.append(distInfo()).append("/RECORD,,\n").toString();
    }

    /** Writes the wheel to that folder and returns the file. */
    public Path write(Path folder) {
        try {
            return Files.write(folder.resolve(fileName()), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
