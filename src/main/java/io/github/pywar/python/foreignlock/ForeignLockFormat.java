package io.github.pywar.python.foreignlock;

import java.util.Arrays;
import java.util.Optional;

/** Format of a lock file of another tool. */
public enum ForeignLockFormat {
    POETRY("poetry.lock", "pyproject.toml", "poetry lock", "main"),
    UV("uv.lock", "pyproject.toml", "uv lock", ""),
    PDM("pdm.lock", "pyproject.toml", "pdm lock", "default"),
    PIPENV("Pipfile.lock", "Pipfile", "pipenv lock", "default");

    private final String fileName;
    private final String declaration;
    private final String command;
    private final String mainGroup;

    ForeignLockFormat(String fileName, String declaration, String command, String mainGroup) {
        this.fileName = fileName;
        this.declaration = declaration;
        this.command = command;
        this.mainGroup = mainGroup;
    }

    /** @return the format of a file with that name */
    public static Optional<ForeignLockFormat> of(String fileName) {
        return Arrays.stream(values())
                .filter(format -> format.fileName.equals(fileName))
                .findFirst();
    }

    /** @return the name of the lock file */
    public String fileName() {
        return fileName;
    }

    /** @return the name of the file that declares what is locked, in the same folder */
    public String declaration() {
        return declaration;
    }

    /** @return the command that writes the lock */
    public String command() {
        return command;
    }

    /** @return the hint to write the lock again */
    String lockAgain() {
        return "lock again with the tool that wrote it: `" + command + "`";
    }

    /** @return the name of the group that is always selected */
    String mainGroup() {
        return mainGroup;
    }
}
