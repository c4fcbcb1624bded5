package io.github.pywar.base.zip;

import io.github.pywar.base.file.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Content of one file in a zip on disk.
 *
 * @param archive the zip
 * @param member its entry in the directory
 * @param data offset of its bytes in the zip
 */
record ZipMemberSource(Path archive, ZipMember member, long data) implements ByteSource {

    @Override
    public InputStream open() throws IOException {
        return new MemberStream(this);
    }

    @Override
    public long size() {
        return member.size();
    }

    @Override
    public Optional<Deflated> deflated() {
        return member.isDeflated()
                ? Optional.of(new Deflated(archive, data, member.deflatedSize(), member.size(), member.crc32()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return archive + "!" + member.path();
    }
}
