package io.github.pywar.app.writer;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.codehaus.plexus.archiver.ArchiverException;
import org.codehaus.plexus.archiver.tar.TarArchiver;
import org.codehaus.plexus.archiver.tar.TarLongFileMode;
import org.codehaus.plexus.components.io.resources.AbstractPlexusIoResource;

/**
 * Writes a tree as {@code tar.gz} with Plexus Archiver, for servers that cannot unpack a zip. The entries are the same in
 * every build. The bytes are the same only with the same JDK, because its deflater is used.
 */
public final class TarGzWriter {

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    private final Instant time;

    /** @param time of every file */
    public TarGzWriter(Instant time) {
        this.time = time;
    }

    /** Writes the archive to a temporary file, and renames it when it is complete. */
    public void write(FileTree tree, Path target) throws IOException {
        write(tree, List.of(), target);
    }

    /**
     * Writes an archive that also has entries of folders, as some programs expect.
     *
     * @param folders paths, each one after its parent
     */
    public void write(FileTree tree, List<String> folders, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.at(target)) {
            TarArchiver archiver = new TarArchiver();
            archiver.setCompression(TarArchiver.TarCompressionMethod.gzip);
            archiver.setLongfile(TarLongFileMode.posix);
            archiver.configureReproducibleBuild(FileTime.from(time));
            archiver.setDestFile(file.part().toFile());
            for (String folder : folders) {
                archiver.addResource(new Folder(folder, time), folder, EXECUTABLE);
            }
            for (Map.Entry<String, FileTree.Entry> one : tree.entries().entrySet()) {
                int mode = one.getValue().executable() ? EXECUTABLE : PLAIN;
                archiver.addResource(new Content(one.getKey(), one.getValue().content(), time), one.getKey(), mode);
            }
            archiver.createArchive();
            file.commit();
        } catch (ArchiverException e) {
            throw new IOException("Cannot write `" + target + "`: " + e.getMessage(), e);
        }
    }

    /** Folder, in the form that Plexus Archiver reads. */
    private static final class Folder extends AbstractPlexusIoResource {

        Folder(String path, Instant time) {
            super(path, time.toEpochMilli(), UNKNOWN_RESOURCE_SIZE, false, true, true);
        }

        @Override
        public InputStream getContents() {
            return InputStream.nullInputStream();
        }

        @Override
        public URL getURL() {
            return null;
        }
    }

    /** File of the tree, in the form that Plexus Archiver reads. */
    private static final class Content extends AbstractPlexusIoResource {

        private final ByteSource content;

        Content(String path, ByteSource content, Instant time) throws IOException {
            super(path, time.toEpochMilli(), content.size(), true, false, true);
            this.content = content;
        }

        @Override
        public InputStream getContents() throws IOException {
            return content.open();
        }

        @Override
        public URL getURL() {
            return null;
        }
    }
}
