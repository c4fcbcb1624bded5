package io.github.pywar.app.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.ArchiveInterpreter;
import java.io.IOException;
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
        Path files = new ArchiveInterpreter(archive, runtime).unpack(work);
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
}
