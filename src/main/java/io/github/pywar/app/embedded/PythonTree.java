package io.github.pywar.app.embedded;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.elf.NativeProgram;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Unpacked interpreter: {@code bin/python3.11} and {@code lib/python3.11}, at the top or in any folder near it, as in the
 * archives of python-build-standalone.
 *
 * @param folder of all files
 * @param origin as declared, for messages
 */
record PythonTree(Path folder, String origin) {

    private static final Pattern PROGRAM = Pattern.compile("python(3\\.[0-9]{1,2}t?)");
    private static final Pattern VERSION = Pattern.compile("#define PY_VERSION\\s+\"(3\\.[0-9]+\\.[0-9]+)[^\"]*\"");
    private static final int DEPTH = 5;
    private static final String FROM = "\n    from: <runtime>";

    /**
     * Returns the program, after the check that it fits the target.
     *
     * @throws UserException if there is none, or it does not fit
     */
    Path program(TargetEnvironment target) throws IOException {
        List<Path> programs = programs();
        if (programs.isEmpty()) {
            throw UserException.of("There is no interpreter in `" + origin + "`: no file `bin/python3.N`" + FROM)
                    .hint("name an archive with a CPython that can be moved: its `bin` and `lib`, at the top or in one"
                            + " folder");
        }
        String version = version(target.python());
        Path program = programs.stream()
                .filter(one -> one.getFileName().toString().equals("python" + version))
                .findFirst()
                .orElseThrow(() -> otherVersion(programs.get(0), version));
        checkMicro(program, target.python());
        checkLibrary(program, version);
        checkNative(program, target.platform());
        return program;
    }

    private List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.find(folder, DEPTH, (file, any) -> isProgram(file))) {
            return files.sorted().toList();
        }
    }

    private static boolean isProgram(Path file) {
        return PROGRAM.matcher(file.getFileName().toString()).matches()
                && file.getParent().endsWith("bin")
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String version(PythonVersion python) {
        return python.majorMinor() + (python.freeThreaded() ? "t" : "");
    }

    private UserException otherVersion(Path found, String version) {
        Matcher name = PROGRAM.matcher(found.getFileName().toString());
        return UserException.of("The interpreter in `" + origin + "` is Python " + (name.matches() ? name.group(1) : "")
                        + ", and the target is Python " + version + FROM)
                .hint("name an interpreter of the version in <python>, or declare the other version there");
    }

    /** The headers are optional; without them, the micro version is not known. */
    private void checkMicro(Path program, PythonVersion python) throws IOException {
        Path header = root(program).resolve("include/python" + version(python) + "/patchlevel.h");
        if (!python.hasMicro() || Files.notExists(header)) {
            return;
        }
        Matcher found = VERSION.matcher(Files.readString(header));
        String expected = python.majorMinor() + "." + python.microOrOpen();
        if (found.find() && !found.group(1).equals(expected)) {
            throw UserException.of("The interpreter in `" + origin + "` is Python " + found.group(1)
                            + ", and the target is Python " + expected + FROM)
                    .hint("declare <python>" + found.group(1) + "</python>");
        }
    }

    private void checkLibrary(Path program, String version) {
        if (Files.notExists(root(program).resolve("lib/python" + version + "/os.py"))
                && Files.notExists(root(program).resolve("lib/python" + version.replace(".", "") + ".zip"))) {
            throw UserException.of(
                            "The interpreter in `" + origin + "` has no standard library: there is no `lib/python"
                                    + version + "/os.py` beside its `bin`" + FROM)
                    .hint("name an archive with a complete CPython that can be moved");
        }
    }

    private static Path root(Path program) {
        return program.getParent().getParent();
    }

    private void checkNative(Path program, Platform platform) throws IOException {
        NativeProgram found = NativeProgram.read(program).orElseThrow(() -> foreign("is no program for Linux"));
        if (platform.isMacos() || !found.machine().equals(platform.arch())) {
            throw foreign("is for linux-" + found.machine());
        }
        Path highest = program;
        NativeProgram needs = found;
        for (Path file : code(program)) {
            Optional<NativeProgram> code = NativeProgram.read(file);
            if (code.isPresent() && needs.glibcMinor() < code.get().glibcMinor()) {
                highest = file;
                needs = code.get();
            }
        }
        checkLibc(needs, root(program).relativize(highest), platform);
    }

    private static List<Path> code(Path program) throws IOException {
        try (Stream<Path> files = Files.walk(root(program))) {
            return files.filter(PythonTree::isCode).sorted().toList();
        }
    }

    private static boolean isCode(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (name.endsWith(".so")
                        || name.contains(".so.")
                        || file.getParent().endsWith("bin"));
    }

    private void checkLibc(NativeProgram code, Path file, Platform platform) {
        boolean isMusl = platform.floor().startsWith("musl");
        if (code.isMusl() != isMusl && (code.isMusl() || code.glibcMinor() > 0)) {
            throw UserException.of("The interpreter in `" + origin + "` is for " + (code.isMusl() ? "musl" : "glibc")
                            + ", and the target has " + platform.floor() + "\n    file: " + file + FROM)
                    .hint("name an interpreter for the C library in <libc>");
        }
        int floor = isMusl ? 0 : Integer.parseInt(platform.floor().replaceFirst("glibc-2\\.", ""));
        if (!isMusl && code.glibcMinor() > floor) {
            throw UserException.of("The interpreter in `" + origin + "` requires glibc 2." + code.glibcMinor()
                            + ", and the target has " + platform.floor() + "\n    file: " + file + FROM)
                    .hint("if all servers have it, declare <libc>glibc-2." + code.glibcMinor() + "</libc>")
                    .hint("name an interpreter that was built on an older system");
        }
    }

    private UserException foreign(String what) {
        return UserException.of("The interpreter in `" + origin + "` " + what + FROM)
                .hint("name an interpreter for the target's <platform>");
    }
}
