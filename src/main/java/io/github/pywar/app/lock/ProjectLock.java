package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.lock.LockRequest;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.request.FormatMode;
import io.github.pywar.python.request.FormatRules;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lock file of a project, with the settings that select from it. pywar wrote it, with the inputs that it was made from,
 * or another tool did (pip, uv).
 */
public final class ProjectLock {

    /** Key of pywar's table in {@code [tool]}. */
    static final String TOOL = "pywar";

    /** Key of the table of indexes in pywar's table. */
    static final String INDEXES = "indexes";

    /** Key of the table in pywar's table with the inputs that only one of several targets has, by its name. */
    static final String TARGETS = "targets";

    private final LockSettings settings;
    private final LockFile lock;

    private ProjectLock(LockSettings settings, LockFile lock) {
        this.settings = settings;
        this.lock = lock;
    }

    /**
     * Reads the lock file.
     *
     * @return the lock; empty if the file does not exist
     * @throws UserException if the file is required and missing, is not a lock, or is a symbolic link that points outside its folder
     */
    public static Optional<ProjectLock> find(LockSettings settings) throws IOException {
        settings.checkPresence();
        return settings.exists() ? Optional.of(read(settings)) : Optional.empty();
    }

    /**
     * Reads an existing lock file.
     *
     * @throws UserException if the file is not a lock, or is a symbolic link that points outside its folder
     */
    public static ProjectLock read(LockSettings settings) throws IOException {
        Path file = settings.file();
        if (Files.isSymbolicLink(file)
                && !file.toRealPath().startsWith(settings.folder().toRealPath())) {
            throw UserException.of(
                            "The lock `" + settings.fileName() + "` is a symbolic link that points outside its folder"
                                    + "\n    its target: " + file.toRealPath())
                    .hint("name the target itself: <lockFile>");
        }
        return new ProjectLock(settings, LockFile.read(file));
    }

    private Optional<Map<?, ?>> own() {
        return lock.tool(TOOL).isPresent() ? table(lock.tool(TOOL).get()) : Optional.empty();
    }

    private static Optional<Map<?, ?>> table(Object value) {
        return value instanceof Map<?, ?> table ? Optional.of(table) : Optional.empty();
    }

    /** Returns the inputs that pywar recorded in the lock; empty if another tool wrote it. */
    Optional<LockInputs> inputs() {
        Optional<Map<?, ?>> own = own();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        LockInputs common = LockInputs.from(own.get());
        return Optional.of(common.plus(inputsOfTarget(own.get())));
    }

    /** Returns the inputs that only the target of the settings has. */
    private LockInputs inputsOfTarget(Map<?, ?> table) {
        if (settings.target().isPresent()
                && table.get(TARGETS) instanceof Map<?, ?> targets
                && targets.get(settings.target().get()) instanceof Map<?, ?> own) {
            return LockInputs.from(own);
        }
        return new LockInputs(Map.of());
    }

    /** Returns the tool that wrote the lock; empty for pywar. */
    Optional<String> foreignTool() {
        return own().isPresent() ? Optional.empty() : Optional.of(lock.createdBy());
    }

    LockSettings settings() {
        return settings;
    }

    /** Returns the extras that can be selected; empty if the lock has no list. */
    List<ExtraName> extras() {
        return lock.extras();
    }

    /** Returns the dependency groups that can be selected; empty if the lock has no list. */
    List<ExtraName> groups() {
        return lock.groups();
    }

    boolean has(PackageName name) {
        for (LockedPackage locked : lock.packages()) {
            if (locked.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the ids of indexes by URL, as far as the lock records them. */
    Map<String, String> indexIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        if (own().isPresent() && own().get().get(INDEXES) instanceof Map<?, ?> indexes) {
            for (Map.Entry<?, ?> index : indexes.entrySet()) {
                ids.put(index.getValue().toString(), index.getKey().toString());
            }
        }
        return ids;
    }

    /** Returns the locked versions for the target of an application. They are not checked. */
    public Map<PackageName, Version> versions(AppSpec spec) {
        Map<PackageName, Version> versions = new LinkedHashMap<>();
        for (LockedPackage locked : lock.applying(request(spec))) {
            locked.version().ifPresent(version -> versions.put(locked.name(), version));
        }
        return versions;
    }

    /** Returns the facts that the lock records for its packages, for all targets. */
    public LockFacts facts() {
        return LockFacts.of(lock.packages());
    }

    void warnOfLaterVersion(Progress progress) {
        if (lock.newerVersion().isPresent()) {
            progress.warning("The lock `" + settings.fileName() + "` has the format version "
                    + lock.newerVersion().get() + ", and pywar supports 1.0: new features of the format are ignored");
        }
    }

    /**
     * Selects the wheels and the source code for the target of an application.
     *
     * @param formats which packages are built from source code
     * @param progress receives a warning about a later version of the format
     * @return wheels and source code, sorted by package name
     * @throws UserException if the lock is for another target, or a package can neither be downloaded nor built
     */
    List<LockSelection> select(AppSpec spec, FormatRules formats, Progress progress) {
        LockRequest request = request(spec).withSourceOnly(name -> formats.modeOf(name) == FormatMode.SOURCE);
        return new SourcePackageCheck(spec, settings, formats)
                .usable(selected(request), progress).stream()
                        .sorted(Comparator.comparing(one -> one.locked().name()))
                        .toList();
    }

    private List<LockSelection> selected(LockRequest request) {
        try {
            return lock.select(request);
        } catch (UserException error) {
            throw foreignTool().map(tool -> withToolFirst(error, tool)).orElse(error);
        }
    }

    private static UserException withToolFirst(UserException error, String tool) {
        List<Hint> hints = new ArrayList<>(error.hints());
        hints.add(0, Hint.of("lock again with the tool that wrote it, `" + tool + "`"));
        UserException next = new UserException(error.what(), hints);
        next.initCause(error);
        return next;
    }

    /** A lock of pywar contains the selected groups only. In a lock of another tool they are selected here. */
    private LockRequest request(AppSpec spec) {
        LockRequest request = LockRequest.of(spec.target()).withExtras(settings.extras());
        return own().isPresent() || settings.groups().isEmpty() ? request : request.withGroups(settings.groups());
    }

    /** Returns the name of the lock file, with the number of the first line that contains a file name. */
    String lineOf(String fileName) throws IOException {
        List<String> lines = Files.readAllLines(settings.file());
        String quoted = fileName.replace("+", "%2B");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(fileName) || lines.get(i).contains(quoted)) {
                return settings.fileName() + ":" + (i + 1);
            }
        }
        return settings.fileName();
    }

    /** Returns how messages name the lock. */
    @Override
    public String toString() {
        return "The lock `" + settings.fileName() + "`";
    }
}
