package io.github.pywar.app.image;

import java.nio.file.Path;
import java.util.List;

/**
 * Layer of an image.
 *
 * @param name in messages and in the image's history
 * @param files sorted by path
 */
public record ImageLayer(String name, List<Content> files) {

    /**
     * File of a layer.
     *
     * @param source the file with its bytes
     * @param path in the image, absolute
     * @param executable whether users may run it
     */
    public record Content(Path source, String path, boolean executable) {}

    public ImageLayer {
        files = List.copyOf(files);
    }
}
