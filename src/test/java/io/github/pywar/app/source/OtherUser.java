package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.BuiltProject;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Reads a folder of sources as a user without special rights, because root may read all files. */
final class OtherUser {

    private static final String NOBODY = "65534";

    private OtherUser() {}

    /**
     * Reads a folder and returns the message of the error.
     *
     * @param folder of the sources; all users may enter it afterwards
     * @param work an empty folder
     */
    static String message(Path folder, Path work) throws IOException {
        Path classes = work.resolve("classes");
        BuiltProject.of(home(SourceFolder.class)).copyTo(classes);
        BuiltProject.of(home(OtherUser.class).resolve("io/github/pywar/app/source"))
                .copyTo(work.resolve("tests/io/github/pywar/app/source"));
        open(folder);
        open(work);
        Tool.Result result = Tool.run(
                work,
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes + ":" + work.resolve("tests"),
                OtherUser.class.getName(),
                folder.toString());
        return result.output();
    }

    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs as that user. */
    public static void main(String[] arguments) {
        SourceFolder source =
                new SourceFolder(Path.of(arguments[0]), "src/main/python", "", SourceFolder.Patterns.DEFAULT);
        try (PrintStream out = new PrintStream(
                new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            try {
                out.print(source.read(Progress.SILENT).entries().keySet());
            } catch (UserException e) {
                out.print(e.getMessage());
            }
        }
    }
}
