package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimitException;
import io.github.pywar.base.zip.ZipLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Wheel on disk ("Binary distribution format"). Opening it checks its structure; only {@link #verify()} compares its files
 * with RECORD. No file stays open.
 */
public final class Wheel {

    /** For WHEEL and entry_points.txt, in bytes. */
    private static final int LARGEST_TEXT = 1 << 20;

    /** In bytes; the longest real RECORD lists 40,000 files in 6 MB. */
    private static final int LARGEST_RECORD = 32 << 20;

    private final Path file;
    private final WheelName name;
    private final FileTree files;
    private final long trailing;
    private final String distInfo;
    private final WheelInfo info;

    private Wheel(Path file, ZipFileTree zip) throws IOException {
        this.file = file;
        this.name = WheelName.parse(fileName());
        this.files = zip.files();
        this.trailing = zip.trailing();
        this.distInfo = DistInfo.find(files.entries().keySet(), name);
        this.info = WheelInfo.parse(text("WHEEL", LARGEST_TEXT), fileName());
    }

    /**
     * Opens a wheel with the {@linkplain ZipLimits#DEFAULT default limits}.
     *
     * @throws UserException if it is not a wheel, is damaged, or has content that is not allowed
     */
    public static Wheel open(Path file) throws IOException {
        return open(file, ZipLimits.DEFAULT);
    }

    /** Opens a wheel with other limits than {@link #open(Path)}. */
    public static Wheel open(Path file, ZipLimits limits) throws IOException {
        try {
            return new Wheel(file, ZipFileTree.read(file, limits));
        } catch (ZipLimitException e) {
            throw WheelErrors.withHint(e);
        }
    }

    /** @return its path */
    public Path file() {
        return file;
    }

    /** @return its file name, for example {@code flask-3.1.3-py3-none-any.whl} */
    public String fileName() {
        return file.getFileName().toString();
    }

    /** @return its parsed file name */
    public WheelName name() {
        return name;
    }

    /** @return all its files; deflated ones have a deflated form */
    public FileTree files() {
        return files;
    }

    /** @return the number of bytes after the end of the zip, which are ignored */
    public long trailing() {
        return trailing;
    }

    /** @return the name of its metadata folder, for example {@code flask-3.1.3.dist-info} */
    public String distInfo() {
        return distInfo;
    }

    /** @return the content of WHEEL */
    public WheelInfo info() {
        return info;
    }

    /** @return the bytes of METADATA */
    public byte[] metadata() throws IOException {
        return required("METADATA", WheelMetadata.LARGEST);
    }

    /** @return the text of {@code entry_points.txt}, if it has one */
    public Optional<String> entryPoints() throws IOException {
        Optional<FileTree.Entry> entry = files.get(distInfo + "/entry_points.txt");
        return entry.isEmpty() ? Optional.empty() : Optional.of(text("entry_points.txt", LARGEST_TEXT));
    }

    /** @return its RECORD, not checked: rows may be malformed or repeated */
    public WheelRecord record() throws IOException {
        return WheelRecord.read(text("RECORD", LARGEST_RECORD), fileName());
    }

    /**
     * Compares every file with RECORD; this inflates all of them. Several files are read at the same time in the
     * fork-join pool of the calling thread.
     *
     * @throws UserException with the files that are missing, not listed or different
     */
    public void verify() throws IOException {
        new WheelRecordCheck(this).requireNone();
    }

    /**
     * Compares as {@link #verify()}, for a project that may have faults in its RECORD.
     *
     * @return the faults, one a line; empty if there are none
     * @throws UserException with the files that do not match their hash
     */
    public Optional<String> recordFaults() throws IOException {
        return new WheelRecordCheck(this).acceptable();
    }

    private String text(String name, int largest) throws IOException {
        return new String(required(name, largest), StandardCharsets.UTF_8);
    }

    private byte[] required(String name, int largest) throws IOException {
        String path = distInfo + "/" + name;
        Optional<FileTree.Entry> entry = files.get(path);
        if (entry.isEmpty()) {
            throw WheelErrors.refused(fileName(), "it is not a wheel: `" + path + "` is missing");
        }
        ByteSource content = entry.get().content();
        if (content.size() > largest) {
            throw WheelErrors.refused(
                    fileName(), "`" + path + "` has " + content.size() + " bytes, more than " + largest);
        }
        return content.bytes();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
