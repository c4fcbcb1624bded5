package io.github.pywar.app.image;

import io.github.pywar.base.url.Credential;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Request to write one image.
 *
 * @param name repository and tag, for example {@code registry.example.org/shop:1.0.0}
 * @param layers above the base, the one that changes least first
 * @param access to registries
 * @param file the tar file to write; empty to push the image
 * @param baseCache folder of the layers of base images
 * @param layerCache folder of the layers of this project
 */
public record ImageRequest(
        BaseImage base,
        String name,
        List<ImageLayer> layers,
        ImageSettings settings,
        Access access,
        Optional<Path> file,
        Path baseCache,
        Path layerCache) {

    /**
     * Access to registries.
     *
     * @param base credential for the base image
     * @param target credential for the pushed image
     * @param insecure whether registries may have no valid certificate, or no TLS
     * @param offline whether no registry is used
     */
    public record Access(Optional<Credential> base, Optional<Credential> target, boolean insecure, boolean offline) {}

    public ImageRequest {
        layers = List.copyOf(layers);
    }
}
