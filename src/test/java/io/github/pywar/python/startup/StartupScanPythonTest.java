package io.github.pywar.python.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Tool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Pythons of this machine run of random {@code .pth} files, compared with what the scan finds. */
class StartupScanPythonTest {

    private static final int FILES = 400;
    private static final List<String> PIECES = List.of(
            "import ",
            "import\t",
            " ",
            "\t",
            "#",
            "\n",
            "\r",
            "\r\n",
            "\u000b",
            "\u000c",
            "\u001c",
            "\u001e",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\u00a0",
            "\u3000",
            "x",
            "RUN",
            "RUN",
            "RUN",
            "import RUN",
            "\nimport RUN");
    private static final Pattern RUN = Pattern.compile("run[0-9]+_[0-9]+");

    @TempDir
    Path folder;

    @Test
    void findsEveryLineThatAPythonRuns() throws IOException {
        FileTree.Builder tree = FileTree.builder("test");
        write(new Random(20261130), tree);
        Set<String> found = StartupScan.of(tree.build(), "").stream()
                .filter(code -> code.kind() == StartupCode.Kind.LINE)
                .flatMap(code -> RUN.matcher(code.text()).results().map(one -> one.group()))
                .collect(Collectors.toSet());
        Map<String, Set<String>> missed = new TreeMap<>();
        int ran = 0;
        for (Path python : pythons()) {
            Set<String> executed = executed(python);
            ran += executed.size();
            executed.removeAll(found);
            if (!executed.isEmpty()) {
                missed.put(python.toString(), executed);
            }
        }

        assertThat(missed).isEmpty();
        assertThat(ran).isGreaterThan(FILES / 4);
    }

    private void write(Random random, FileTree.Builder tree) throws IOException {
        for (int file = 0; file < FILES; file++) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int piece = 0; piece < 12; piece++) {
                String name = "run" + file + "_" + piece;
                String chosen = PIECES.get(random.nextInt(PIECES.size()))
                        .replace("RUN", "sys; sys.stdout.write('" + name + "\\n')");
                text.writeBytes(
                        chosen.getBytes(random.nextInt(9) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
            }
            String name = "f%03d.pth".formatted(file);
            Files.write(folder.resolve(name), text.toByteArray());
            tree.add(name, ByteSource.of(text.toByteArray()));
        }
    }

    private static List<Path> pythons() throws IOException {
        List<Path> all = new ArrayList<>();
        Interpreters.of(System.getenv()).first().map(Interpreter::executable).ifPresent(all::add);
        Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
        if (Files.isDirectory(versions)) {
            try (var folders = Files.list(versions)) {
                folders.filter(one -> one.getFileName().toString().matches("3\\.([89]|[1-9][0-9])\\..*"))
                        .map(one -> one.resolve("bin/python"))
                        .filter(Files::isExecutable)
                        .forEach(all::add);
            }
        }
        return all;
    }

    private Set<String> executed(Path python) {
        String program = "import sys, site\nfor name in sorted(__import__('os').listdir(sys.argv[1])):\n"
                + "    try: site.addpackage(sys.argv[1], name, set())\n"
                + "    except Exception: pass\n";
        String output = Tool.run(
                        folder, Map.of("PYTHONUTF8", "1"), python.toString(), "-I", "-c", program, folder.toString())
                .output();
        return new HashSet<>(
                output.lines().filter(line -> line.matches("run[0-9]+_[0-9]+")).toList());
    }
}
