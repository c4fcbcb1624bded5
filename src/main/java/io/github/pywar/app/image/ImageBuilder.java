package io.github.pywar.app.image;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;

/** Writer of images: to a tar file, or to a registry. */
public interface ImageBuilder {

    /**
     * Writes an image.
     *
     * @return the digest of its manifest, {@code sha256:} and 64 digits
     * @throws UserException if the base image or the registry does not allow it
     */
    String build(ImageRequest request, Progress progress) throws IOException;
}
