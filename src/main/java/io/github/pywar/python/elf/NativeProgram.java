package io.github.pywar.python.elf;

import io.github.pywar.base.zip.ByteRanges;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a program or a library of an interpreter requires of a system.
 *
 * @param machine the architecture by its name in platforms, for example {@code x86_64}
 * @param isMusl whether it is linked with musl
 * @param glibcMinor the N of the glibc 2.N that it requires; 0 without glibc
 */
public record NativeProgram(String machine, boolean isMusl, int glibcMinor) {

    private static final String GLIBC = "GLIBC_2.";

    /** Returns what a file requires; empty if it is no program or library. */
    public static Optional<NativeProgram> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteRanges bytes = ByteRanges.of(channel);
            if (bytes.size() < 4 || !isElf(bytes.read(0, 4))) {
                return Optional.empty();
            }
            ElfFile elf = ElfFile.read(bytes, file.getFileName().toString());
            return elf.isLoadable() ? Optional.of(of(elf)) : Optional.empty();
        }
    }

    private static boolean isElf(byte[] magic) {
        return magic[0] == 0x7F && magic[1] == 'E' && magic[2] == 'L' && magic[3] == 'F';
    }

    private static NativeProgram of(ElfFile elf) {
        boolean isMusl = elf.interpreter().orElse("").contains("ld-musl")
                || elf.needed().stream().anyMatch(name -> name.startsWith("libc.musl"));
        int glibc = elf.versions().stream()
                .map(need -> minor(need.version()))
                .max(Comparator.naturalOrder())
                .orElse(0);
        return new NativeProgram(elf.machine(), isMusl, glibc);
    }

    private static int minor(String version) {
        String number = version.startsWith(GLIBC) ? version.substring(GLIBC.length()) : "";
        return number.matches("[0-9]{1,3}(\\.[0-9]+)?") ? Integer.parseInt(number.replaceFirst("\\..*", "")) : 0;
    }
}
