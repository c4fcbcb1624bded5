package io.github.pywar.base.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Content with a known checksum. */
record HashedSource(ByteSource source, Sha256 sum) implements ByteSource {

    @Override
    public InputStream open() throws IOException {
        return source.open();
    }

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public byte[] bytes() throws IOException {
        return source.bytes();
    }

    @Override
    public Optional<Deflated> deflated() {
        return source.deflated();
    }

    @Override
    public Optional<Sha256> knownSha256() {
        return Optional.of(sum);
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
