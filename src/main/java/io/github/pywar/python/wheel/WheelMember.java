package io.github.pywar.python.wheel;

import io.github.pywar.base.file.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file inside a wheel on disk.
 *
 * @param file the wheel
 * @param zip what the directory says of it
 * @param data where its bytes begin in the wheel
 */
record WheelMember(Path file, ZipMember zip, long data) implements ByteSource {

    String archive() {
        return file.getFileName().toString();
    }

    @Override
    public InputStream open() throws IOException {
        return new MemberStream(this);
    }

    @Override
    public long size() {
        return zip.size();
    }

    @Override
    public Optional<Deflated> deflated() {
        return zip.isDeflated()
                ? Optional.of(new Deflated(file, data, zip.deflatedSize(), zip.size(), zip.crc32()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return file + "!" + zip.path();
    }
}
