package io.github.pywar.app.fingerprint;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a build depended on, and what it wrote.
 *
 * @param settings checksums by name: the values may be secret
 * @param inputs files that the build may have read
 * @param locations files and folders of libraries on this machine, which only the build can find
 * @param libraries the files in these locations
 * @param outputs files that the build wrote
 * @param freshUntil time at which a page of an index must be read again
 * @param warnings of the build, which apply to the archive
 * @param areLibrariesSeparate whether the libraries do not depend on the application's own files
 */
record Fingerprint(
        Map<String, String> settings,
        Map<Path, RecordedFile> inputs,
        List<Path> locations,
        Map<Path, RecordedFile> libraries,
        Map<Path, RecordedFile> outputs,
        Instant freshUntil,
        BuildWarnings warnings,
        boolean areLibrariesSeparate) {

    private static final CacheFormat FORMAT = new CacheFormat(2);
    private static final long MAX_BYTES = 64 << 20;

    /** Reads a file; empty if there is none that this version can read. */
    static Optional<Fingerprint> read(Path file) throws IOException {
        return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                ? FORMAT.of(file.toString()).read(Files.readAllBytes(file), Fingerprint::parse)
                : Optional.empty();
    }

    void write(Path file) throws IOException {
        CacheWriter out = new CacheWriter();
        out.map(settings).texts(texts(locations));
        for (Map<Path, RecordedFile> files : List.of(inputs, libraries, outputs)) {
            out.integer(files.size());
            for (Map.Entry<Path, RecordedFile> one : files.entrySet()) {
                one.getValue().write(out.text(one.getKey().toString()));
            }
        }
        out.longInteger(freshUntil.toEpochMilli())
                .texts(warnings.libraries())
                .texts(warnings.application())
                .flag(areLibrariesSeparate);
        AtomicFile.write(file, FORMAT.of(file.toString()).write(out));
    }

    private static List<String> texts(List<Path> paths) {
        List<String> texts = new ArrayList<>();
        for (Path path : paths) {
            texts.add(path.toString());
        }
        return texts;
    }

    private static List<Path> paths(List<String> texts) {
        List<Path> paths = new ArrayList<>();
        for (String text : texts) {
            paths.add(Path.of(text));
        }
        return paths;
    }

    private static Fingerprint parse(CacheReader in) {
        Map<String, String> settings = in.map();
        List<Path> locations = paths(in.texts());
        return new Fingerprint(
                settings,
                files(in),
                locations,
                files(in),
                files(in),
                Instant.ofEpochMilli(in.longInteger()),
                new BuildWarnings(in.texts(), in.texts()),
                in.flag());
    }

    private static Map<Path, RecordedFile> files(CacheReader in) {
        Map<Path, RecordedFile> files = new LinkedHashMap<>();
        for (int left = in.integer(); left > 0; left--) {
            files.put(Path.of(in.text()), RecordedFile.read(in));
        }
        return files;
    }
}
