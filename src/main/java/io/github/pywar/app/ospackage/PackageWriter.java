package io.github.pywar.app.ospackage;

import java.io.IOException;
import java.nio.file.Path;

/** Writer of packages in one format. The same package gives the same bytes. */
@FunctionalInterface
public interface PackageWriter {

    /**
     * Writes a package.
     *
     * @param target a new file; an incomplete one remains if this fails
     */
    void write(OsPackage content, Path target) throws IOException;
}
