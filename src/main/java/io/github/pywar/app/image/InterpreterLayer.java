package io.github.pywar.app.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.source.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layer with the interpreter of an archive. Links become copies of their files, because jib-core writes no
 * links; other names of a program such as {@code bin/python3}, and names that only linkers read, are left out.
 *
 * @param archive the file
 * @param runtime of its manifest
 * @param work empty folder for the files
 */
record InterpreterLayer(Path archive, JsonNode runtime, Path work) {

    private static final String ROOT = "/opt/python";

    /** Returns the path of the program in the image. */
    String program() {
        return ROOT + "/" + runtime.path("program").asText();
    }

    /** Returns the layer. */
    ImageLayer layer() throws IOException {
        Path tar = work.resolve("python.tar.gz");
        Path files = Files.createDirectories(work.resolve("files"));
        copy(tar);
        SourceTree.unpack(tar, files);
        List<ImageLayer.Content> content = new ArrayList<>();
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (!isOtherName(file)) {
                    String path = files.relativize(file).toString().replace('\\', '/');
                    content.add(new ImageLayer.Content(file.toRealPath(), ROOT + "/" + path, Files.isExecutable(file)));
                }
            }
        }
        return new ImageLayer("interpreter", content);
    }

    /** A program finds a library by a link such as {@code libssl.so.3}; only linkers read {@code libssl.so}. */
    private static boolean isOtherName(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return false;
        }
        Path target = Files.readSymbolicLink(file);
        String name = file.getFileName().toString();
        boolean isForLinkers = name.endsWith(".so") && target.toString().startsWith(name + ".");
        return target.getNameCount() == 1 && (file.getParent().endsWith("bin") || isForLinkers);
    }

    private void copy(Path tar) throws IOException {
        String beside = runtime.path("file").asText("");
        boolean isInside = runtime.path("file").isNull();
        Path source = isInside ? archive : archive.resolveSibling(beside);
        try (InputStream in = Files.newInputStream(source)) {
            in.skipNBytes(runtime.path("offset").asLong());
            long size = runtime.path("size").asLong();
            AtomicFile.write(tar, out -> {
                byte[] buffer = new byte[1 << 16];
                for (long left = size; left > 0; ) {
                    int length = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (length < 0) {
                        break;
                    }
                    out.write(buffer, 0, length);
                    left -= length;
                }
            });
        }
        if (!Sha256.of(tar).hex().equals(runtime.path("sha256").asText())) {
            throw UserException.of("The interpreter of `" + archive.getFileName() + "` is damaged")
                    .hint("build the archive again: -Dpywar.force");
        }
    }
}
