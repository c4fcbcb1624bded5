package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.PopularWheels;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ELF files of real wheels, read by us and by {@code readelf} of GNU Binutils. */
class ReadelfTest {

    private static final Pattern DYNAMIC = Pattern.compile("(?m)^ 0x\\w+ \\((\\w+)\\) .*\\[(.*)]$");
    private static final Pattern INTERPRETER = Pattern.compile("\\[Requesting program interpreter: (.*)]");
    private static final Pattern LIBRARY = Pattern.compile("^  \\w+: Version: 1  File: (\\S+)  Cnt: \\d+$");
    private static final Pattern VERSION = Pattern.compile("^  \\w+:   Name: (\\S+)  Flags: (.*?)  Version: (\\d+)$");
    private static final Map<String, String> MACHINES =
            Map.of("Advanced Micro Devices X86-64", "x86_64", "AArch64", "aarch64", "Intel 80386", "i686");

    @TempDir
    Path folder;

    private int files;
    private int needed;
    private int versions;

    @Test
    void readsWhatReadelfReads() throws IOException {
        List<Path> wheels = PopularWheels.download();

        for (Path wheel : wheels) {
            compare(Wheel.open(wheel));
        }

        assertThat(files).isGreaterThan(wheels.size());
        Path report = Path.of("target", "elf", "readelf.txt");
        Files.createDirectories(report.getParent());
        Files.writeString(
                report,
                wheels.size() + " wheels, " + files + " files, " + needed + " needed libraries, " + versions
                        + " required versions\n");
    }

    private void compare(Wheel wheel) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> one : wheel.files().entries().entrySet()) {
            byte[] bytes = one.getValue().content().bytes();
            if (bytes.length >= 52 && ByteBuffer.wrap(bytes).getInt() == 0x7F454C46) {
                found.add(one.getKey());
                compare(wheel.fileName() + "!" + one.getKey(), bytes, one.getValue());
            }
        }
        assertThat(ElfSearch.paths(wheel.files())).as(wheel.fileName()).isEqualTo(found);
    }

    private void compare(String name, byte[] bytes, FileTree.Entry entry) throws IOException {
        Path file = Files.write(folder.resolve("file.so"), bytes);
        Tool.Result readelf = Tool.run(folder, "readelf", "-h", "-l", "-d", "-V", "--wide", file.toString());
        ElfFile expected = parse(readelf.output());

        assertThat(ElfFile.read(ByteRanges.of(bytes), name)).as(name).isEqualTo(expected);
        try (InflatedRanges inflated = new InflatedRanges(entry.content())) {
            assertThat(ElfFile.read(inflated, name)).as(name).isEqualTo(expected);
        }
        files++;
        needed += expected.needed().size();
        versions += expected.versions().size();
    }

    private static ElfFile parse(String text) {
        String machine = field(text, "Machine");
        return new ElfFile(
                kind(field(text, "Type")),
                MACHINES.getOrDefault(machine, machine),
                texts(text, "NEEDED"),
                texts(text, "SONAME").stream().findFirst(),
                texts(text, "RPATH"),
                texts(text, "RUNPATH"),
                INTERPRETER.matcher(text).results().map(found -> found.group(1)).findFirst(),
                versions(text));
    }

    private static String field(String text, String name) {
        Matcher matcher = Pattern.compile("(?m)^  " + name + ": +(.*)$").matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static ElfFile.Kind kind(String type) {
        return switch (type.substring(0, type.indexOf(' '))) {
            case "REL" -> ElfFile.Kind.RELOCATABLE;
            case "EXEC" -> ElfFile.Kind.PROGRAM;
            case "DYN" -> ElfFile.Kind.SHARED;
            default -> ElfFile.Kind.OTHER;
        };
    }

    private static List<String> texts(String text, String tag) {
        return DYNAMIC.matcher(text)
                .results()
                .filter(found -> found.group(1).equals(tag))
                .map(found -> found.group(2))
                .toList();
    }

    private static List<VersionNeed> versions(String text) {
        List<VersionNeed> versions = new ArrayList<>();
        Optional<String> library = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher ofLibrary = LIBRARY.matcher(line);
            Matcher ofVersion = VERSION.matcher(line);
            if (ofLibrary.matches()) {
                library = Optional.of(ofLibrary.group(1));
            } else if (ofVersion.matches()) {
                versions.add(new VersionNeed(
                        library.orElseThrow(),
                        ofVersion.group(1),
                        ofVersion.group(2).contains("WEAK"),
                        Integer.parseInt(ofVersion.group(3))));
            }
        }
        return versions;
    }
}
