package io.github.pywar.app.archive;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.codehaus.plexus.archiver.ArchiverException;
import org.codehaus.plexus.archiver.tar.TarArchiver;
import org.codehaus.plexus.archiver.tar.TarLongFileMode;
import org.codehaus.plexus.components.io.resources.AbstractPlexusIoResource;

/**
 * Writes the same tree as a {@code .tar.gz}, through Plexus Archiver, for those whose tools expect one. Everything is
 * inflated and deflated again, so it takes its time; its bytes are the same on each run of one JDK.
 */
public final class TarGzWriter {

    private TarGzWriter() {}

    /**
     * Writes the file beside its place and renames it when it is whole.
     *
     * @param time of every file in it, to one second
     */
    public static void write(FileTree tree, Path target, Instant time) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            TarArchiver archiver = new TarArchiver();
            archiver.setCompression(TarArchiver.TarCompressionMethod.gzip);
            archiver.setLongfile(TarLongFileMode.posix);
            archiver.setDestFile(file.part().toFile());
            archiver.configureReproducibleBuild(FileTime.from(time));
            for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
                Resource resource = new Resource(one.getKey(), one.getValue(), time.toEpochMilli());
                archiver.addResource(resource, one.getKey(), one.getValue().executable() ? 0755 : 0644);
            }
            archiver.createArchive();
            file.commit();
        } catch (ArchiverException e) {
            throw new IOException("Could not write `" + target + "`: " + e.getMessage(), e);
        }
    }

    /** A file of the tree as Plexus wants it. */
    private static final class Resource extends AbstractPlexusIoResource {

        private final FileTree.Entry file;

        private Resource(String path, FileTree.Entry file, long time) throws IOException {
            super(path, time, file.content().size(), true, false, true);
            this.file = file;
        }

        @Override
        public InputStream getContents() throws IOException {
            return file.content().open();
        }

        @Override
        public URL getURL() {
            return null;
        }
    }
}
