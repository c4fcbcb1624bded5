package io.github.pywar.python.elf;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Search for the ELF files of a wheel by their first four bytes. No other byte is inflated. */
final class ElfSearch implements AutoCloseable {

    /** Deflated bytes that are enough for four bytes of content: the code tables of a block have less than 600. */
    private static final int HEAD = 1024;

    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private final byte[] magic = new byte[Integer.BYTES];
    private final Inflater inflater = new Inflater(true);
    private FileChannel archive;

    private ElfSearch() {}

    /** @return the paths of the ELF files */
    static List<String> paths(FileTree wheel) throws IOException {
        List<String> paths = new ArrayList<>();
        try (ElfSearch search = new ElfSearch()) {
            for (Map.Entry<String, FileTree.Entry> one : wheel.entries().entrySet()) {
                ByteSource content = one.getValue().content();
                if (content.size() >= ElfHeader.SHORTEST && search.isElf(content)) {
                    paths.add(one.getKey());
                }
            }
        }
        return paths;
    }

    private boolean isElf(ByteSource content) throws IOException {
        Optional<ByteSource.Deflated> deflated = content.deflated();
        boolean isRead = deflated.isPresent() ? inflate(deflated.get()) : readStored(content);
        return isRead && ByteBuffer.wrap(magic).getInt() == ElfHeader.MAGIC;
    }

    private boolean readStored(ByteSource content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readNBytes(magic, 0, magic.length) == magic.length;
        }
    }

    /** The files of a wheel are all in one archive, which is opened once. */
    private boolean inflate(ByteSource.Deflated deflated) throws IOException {
        if (archive == null) {
            archive = open(deflated.file());
        }
        head.clear().limit((int) Math.min(HEAD, deflated.length()));
        int length = archive.read(head, deflated.offset());
        inflater.reset();
        inflater.setInput(head.array(), 0, Math.max(0, length));
        try {
            return inflater.inflate(magic) == magic.length;
        } catch (DataFormatException damaged) {
            return false; // the file was verified, so it is not the wheel of the store
        }
    }

    private static FileChannel open(Path archive) throws IOException {
        return FileChannel.open(archive, StandardOpenOption.READ);
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        if (archive != null) {
            archive.close();
        }
    }
}
