package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A wheel on disk ("Binary distribution format"). Its structure has been checked when it is there; that its files
 * are what its RECORD says only after {@link #verify()}. It holds no open file.
 */
public final class Wheel {

    /** In bytes, of WHEEL and entry_points.txt. */
    private static final int LARGEST_TEXT = 1 << 20;

    /** In bytes; the longest real RECORD lists 40,000 files in 6 MB. */
    private static final int LARGEST_RECORD = 32 << 20;

    private final Path file;
    private final WheelName name;
    private final FileTree files;
    private final long trailing;
    private final String distInfo;
    private final WheelInfo about;

    private Wheel(Path file, WheelZip zip) throws IOException {
        this.file = file;
        this.name = WheelName.parse(fileName());
        this.files = zip.files();
        this.trailing = zip.trailing();
        this.distInfo = DistInfo.find(files.entries().keySet(), name);
        this.about = WheelInfo.parse(text("WHEEL", LARGEST_TEXT), fileName());
    }

    /**
     * Opens a wheel with the {@linkplain ZipLimits#DEFAULT usual limits}.
     *
     * @throws UserException if it is no wheel, is damaged, or holds what no wheel may hold
     */
    public static Wheel open(Path file) throws IOException {
        return open(file, ZipLimits.DEFAULT);
    }

    /** Opens a wheel; as {@link #open(Path)}. */
    public static Wheel open(Path file, ZipLimits limits) throws IOException {
        return new Wheel(file, WheelZip.read(file, limits));
    }

    /** @return where it lies */
    public Path file() {
        return file;
    }

    /** @return what it is called, for example {@code flask-3.1.3-py3-none-any.whl} */
    public String fileName() {
        return file.getFileName().toString();
    }

    /** @return what its file name says */
    public WheelName name() {
        return name;
    }

    /** @return everything inside as it lies there; deflated members know their deflated bytes */
    public FileTree files() {
        return files;
    }

    /** @return how many bytes follow the end of the zip; they belong to nothing */
    public long trailing() {
        return trailing;
    }

    /** @return the name of the folder with what is said about the wheel, for example {@code flask-3.1.3.dist-info} */
    public String distInfo() {
        return distInfo;
    }

    /** @return what WHEEL says */
    public WheelInfo about() {
        return about;
    }

    /** @return the bytes of METADATA */
    public byte[] metadata() throws IOException {
        return required("METADATA", WheelMetadata.LARGEST);
    }

    /** @return the text of {@code entry_points.txt}, where there is one */
    public Optional<String> entryPoints() throws IOException {
        Optional<FileTree.Entry> entry = files.get(distInfo + "/entry_points.txt");
        return entry.isEmpty() ? Optional.empty() : Optional.of(text("entry_points.txt", LARGEST_TEXT));
    }

    /** @return its RECORD, read, not yet checked: rows may be malformed, or stand there twice */
    public WheelRecord record() throws IOException {
        return WheelRecord.read(text("RECORD", LARGEST_RECORD), fileName());
    }

    /**
     * Holds every file against RECORD; inflates everything. Several files are read at a time in the fork-join pool
     * that the calling thread belongs to.
     *
     * @throws UserException with the files that are missing, unlisted or different
     */
    public void verify() throws IOException {
        new WheelRecordCheck(this).requireNone();
    }

    /**
     * As {@link #verify()}, for a wheel whose project is allowed to have faults in its RECORD.
     *
     * @return the faults, each on a line of its own; empty where there is none
     * @throws UserException with the files that a sum contradicts
     */
    public Optional<String> recordFaults() throws IOException {
        return new WheelRecordCheck(this).acceptable();
    }

    private String text(String name, int largest) throws IOException {
        return new String(required(name, largest), StandardCharsets.UTF_8);
    }

    private byte[] required(String name, int largest) throws IOException {
        String path = distInfo + "/" + name;
        ByteSource content = files.get(path)
                .orElseThrow(() -> ZipErrors.forbidden(fileName(), "it is no wheel: `" + path + "` is missing"))
                .content();
        if (content.size() > largest) {
            throw ZipErrors.forbidden(
                    fileName(), "`" + path + "` has " + content.size() + " bytes, more than " + largest);
        }
        return content.bytes();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
