/** Container images of an archive: layers, settings and base image. The package {@code app.jib} writes them. */
package io.github.pywar.app.image;
