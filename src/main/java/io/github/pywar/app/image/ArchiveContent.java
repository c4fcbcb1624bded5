package io.github.pywar.app.image;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Files of an archive as layers of an image.
 *
 * @param files of the archive
 * @param root folder in the image
 * @param work empty folder for the files
 */
record ArchiveContent(FileTree files, String root, Path work) {

    /** Returns the layers: the libraries, and the application with its description. */
    List<ImageLayer> layers() throws IOException {
        List<ImageLayer> layers = new ArrayList<>();
        for (ImageLayer layer : List.of(
                layer("libraries", ArchiveContent::isOfLibraries),
                layer("application", path -> !isOfLibraries(path)))) {
            if (!layer.files().isEmpty()) {
                layers.add(layer);
            }
        }
        return layers;
    }

    /** Everything that does not change with the application's own code. */
    private static boolean isOfLibraries(String path) {
        return !path.startsWith(ArchiveLayout.APPLICATION + "/")
                && !path.startsWith(ArchiveLayout.HOOKS + "/")
                && !path.startsWith("META-INF/");
    }

    private ImageLayer layer(String name, Predicate<String> isIn) throws IOException {
        List<ImageLayer.Content> content = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : files.entries().entrySet()) {
            if (isIn.test(file.getKey())) {
                Path source = unpacked(file.getKey(), file.getValue());
                content.add(new ImageLayer.Content(
                        source, root + "/" + file.getKey(), file.getValue().executable()));
            }
        }
        return new ImageLayer(name, content);
    }

    private Path unpacked(String path, FileTree.Entry file) throws IOException {
        Path target = work.resolve(path);
        Files.createDirectories(target.getParent());
        try (InputStream in = file.content().open()) {
            FullDisk.naming(target, () -> Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING));
        }
        return target;
    }
}
