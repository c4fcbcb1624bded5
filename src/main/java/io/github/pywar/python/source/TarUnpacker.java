package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Reader of a tar archive (POSIX.1-2001 with its long names, GNU tar, the old format). Special files are refused. The bits
 * for another user or group are not set.
 */
final class TarUnpacker {

    private static final int BLOCK = 10_240;
    private static final int RECORD = 512;
    private static final int ANY_EXECUTE = 0111;

    private final String archive;
    private final UnpackFolder folder;

    TarUnpacker(String archive, UnpackFolder folder) {
        this.archive = archive;
        this.folder = folder;
    }

    void unpack(Path file, ArchiveFormat format) throws IOException {
        try (InputStream raw = opened(file, format);
                ArchiveInput in = new ArchiveInput(raw, archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(in, BLOCK, RECORD, "UTF-8")) {
            for (TarArchiveEntry entry = next(tar, in); entry != null; entry = next(tar, in)) {
                add(entry, new EntryInput(tar));
            }
            in.header(true);
            drain(new EntryInput(in));
        }
    }

    private InputStream opened(Path file, ArchiveFormat format) throws IOException {
        try {
            return format.open(file);
        } catch (IOException e) {
            throw damaged(e);
        }
    }

    private TarArchiveEntry next(TarArchiveInputStream tar, ArchiveInput in) {
        in.header(true);
        try {
            return tar.getNextEntry();
        } catch (UserException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        } finally {
            in.header(false);
        }
    }

    private void add(TarArchiveEntry entry, InputStream content) throws IOException {
        String name = entry.getName();
        if (entry.isLink()) {
            folder.hardLink(name, entry.getLinkName());
        } else if (entry.isSymbolicLink()) {
            folder.symbolicLink(name, entry.getLinkName());
        } else if (entry.isDirectory()) {
            folder.folder(name);
        } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
            throw ArchiveErrors.refused(archive, "`" + FileTree.shown(name) + "` is a device or a pipe, not a file");
        } else if (isRegular(entry)) {
            folder.file(name, (entry.getMode() & ANY_EXECUTE) != 0, content);
        } else {
            throw ArchiveErrors.refused(archive, "`" + FileTree.shown(name) + "` has an unknown type");
        }
    }

    /** A file with another type than these is an extension that this reader does not have. */
    private static boolean isRegular(TarArchiveEntry entry) {
        byte type = entry.getLinkFlag();
        return type == TarConstants.LF_OLDNORM
                || type == TarConstants.LF_NORMAL
                || type == TarConstants.LF_CONTIG
                || entry.isSparse();
    }

    /** Reads the rest: the check sum of a compressed archive is at its end. */
    private static void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[BLOCK];
        while (in.read(buffer) >= 0) {
            continue;
        }
    }

    private UserException damaged(Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ArchiveErrors.damaged(archive, FileTree.shown(reason));
    }

    private final class EntryInput extends FilterInputStream {

        private EntryInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            try {
                return in.read(bytes, offset, length);
            } catch (UserException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                throw damaged(e);
            }
        }
    }
}
