package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Unpacked source code of one project.
 *
 * @param root folder with its {@code pyproject.toml} or {@code setup.py}
 */
public record SourceTree(Path root) {

    static final String PYPROJECT = "pyproject.toml";
    static final String SETUP_PY = "setup.py";

    private static final int LARGEST_TEXT = 8 << 20;

    /** @return whether the folder has a project that can be built */
    static boolean isProject(Path folder) {
        return Files.isRegularFile(folder.resolve(PYPROJECT)) || Files.isRegularFile(folder.resolve(SETUP_PY));
    }

    /**
     * Unpacks an archive with any content, such as an interpreter: a {@code zip}, or a tar file that may be compressed. Links
     * stay inside the folder.
     *
     * @param folder an empty folder
     * @throws UserException if the archive is damaged or not allowed
     */
    public static void unpack(Path file, Path folder) throws IOException {
        new ArchiveUnpacker(UnpackLimits.DEFAULT).unpackAll(file, folder);
    }

    /**
     * Returns the METADATA of the project if the source code declares it without a build: a {@code [project]} table
     * (PEP 621) or a PKG-INFO of version 2.2 or later, whose name, version and requirements are not dynamic. The
     * {@code [project]} table of a project that also has a {@code setup.py} counts, too, because setuptools does not
     * override its static fields.
     *
     * @throws UserException if a declared field is not valid, and there is no reliable PKG-INFO
     */
    public Optional<byte[]> staticMetadata() throws IOException {
        Optional<byte[]> declared;
        try {
            declared = StaticProject.metadata(this);
        } catch (UserException invalid) {
            return Optional.of(PackageInfo.metadata(this).orElseThrow(() -> invalid));
        }
        return declared.isPresent() ? declared : PackageInfo.metadata(this);
    }

    /**
     * Returns the build system that the project declares, or the legacy one of setuptools.
     *
     * @throws UserException if the declaration is not valid, or there is nothing to build
     */
    public BuildSystem buildSystem() throws IOException {
        return BuildSystem.of(this);
    }

    /**
     * Returns a hash of the paths, contents and executable bits of all files, and of the targets of links; independent of
     * times and of the machine. It does not depend on caches. Of a repository it depends on the references only.
     */
    public Sha256 hash() throws IOException {
        return TreeHash.of(root);
    }

    /** @return the content of a file of the project; empty if there is no such file */
    Optional<byte[]> content(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.isRegularFile(file)
                ? Optional.of(FileScope.NONE.with(root).read(file, name, LARGEST_TEXT))
                : Optional.empty();
    }
}
