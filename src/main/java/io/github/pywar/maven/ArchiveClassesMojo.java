package io.github.pywar.maven;

import io.github.pywar.app.classarchive.ArchiveClassesApp;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes an archive of the classes that a build loads, with which Java starts faster (class data sharing), and prints the
 * lines for {@code ~/.mavenrc} that use it. One archive serves all builds of a user with the same Java and the same Maven.
 * The goal builds a sample project in a temporary folder of the cache, and deletes the folder at the end. It does not build a
 * project of the user. If the local repository has not all that a build needs, Maven downloads the rest into it.
 *
 * @since 1.0.0
 */
@Mojo(name = "archive-classes", threadSafe = true, requiresProject = false, aggregator = true)
public final class ArchiveClassesMojo extends AbstractPywarMojo {

    /**
     * Directory of the download cache.
     *
     * <p>Default: {@code .cache/pywar/v1} in the local repository. Example: {@code -Dpywar.cacheDirectory=/var/cache/pywar}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.cacheDirectory")
    File cacheDirectory;

    @Override
    Optional<Path> cacheFolder() {
        return Optional.of(PomReader.cacheFolder(session, cacheDirectory));
    }

    @Override
    void run(Progress progress) throws IOException {
        ClassArchiveReader reader = new ClassArchiveReader(this);
        new ArchiveClassesApp(progress, System::nanoTime, reader.output()).run(reader.request());
    }
}
