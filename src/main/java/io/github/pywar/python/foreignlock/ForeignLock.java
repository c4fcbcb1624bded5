package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lock file of Poetry, uv, PDM or Pipenv, with the file that declares what it locks. */
public final class ForeignLock {

    /** Names of the files, in the order in which the first one that exists counts. */
    public static final List<String> FILE_NAMES = Arrays.stream(ForeignLockFormat.values())
            .map(ForeignLockFormat::fileName)
            .toList();

    private static final int MAX_BYTES = 64 << 20;

    private final LockedGraph graph;
    private final Optional<TomlFields> lock;
    private final Optional<TomlFields> declaration;
    private final Path folder;
    private final boolean isRoot;
    private final FileScope scope;

    private ForeignLock(
            LockedGraph graph,
            Optional<TomlFields> lock,
            Optional<TomlFields> declaration,
            Path folder,
            boolean isRoot,
            FileScope scope) {
        this.graph = graph;
        this.lock = lock;
        this.declaration = declaration;
        this.folder = folder;
        this.isRoot = isRoot;
        this.scope = scope;
    }

    /**
     * Reads a lock, and the declaration that it belongs to.
     *
     * @param file with one of the {@link #FILE_NAMES}
     * @param project folder of the declaration: that of the lock, or of a member of a workspace
     * @param scope folders that paths in the lock may lead to, beside its own
     * @throws UserException if the file is not a lock, has a format version that is not supported, or is too large
     */
    public static ForeignLock read(Path file, Path project, FileScope scope) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        FileScope all = scope.with(folder);
        ForeignLockFormat format = ForeignLockFormat.of(file.getFileName().toString())
                .orElseThrow(() -> new IllegalArgumentException("no name of a lock: " + file));
        byte[] text = all.read(file, format.fileName(), MAX_BYTES);
        Path declaring = project.resolve(format.declaration());
        Optional<TomlFields> declaration = Files.isRegularFile(declaring)
                ? Optional.of(
                        TomlFields.parse(all.read(declaring, format.declaration(), MAX_BYTES), format.declaration()))
                : Optional.empty();
        try {
            Optional<TomlFields> lock = format == ForeignLockFormat.PIPENV
                    ? Optional.empty()
                    : Optional.of(TomlFields.parse(text, format.fileName()));
            boolean isRoot = folder.normalize().equals(project.toAbsolutePath().normalize());
            return new ForeignLock(graph(format, lock, text), lock, declaration, folder, isRoot, all);
        } catch (UserException damaged) {
            throw damaged.hints().isEmpty() ? damaged.hint(format.lockAgain()) : damaged;
        }
    }

    private static LockedGraph graph(ForeignLockFormat format, Optional<TomlFields> lock, byte[] text) {
        return switch (format) {
            case POETRY -> PoetryLockReader.read(lock.orElseThrow());
            case UV -> UvLockReader.read(lock.orElseThrow());
            case PDM -> PdmLockReader.read(lock.orElseThrow());
            case PIPENV -> PipfileLockReader.read(text);
        };
    }

    /**
     * Returns the pins for a target.
     *
     * @throws UserException if the lock is stale, incomplete, or not for the target
     */
    public ForeignLockPins pins(ForeignLockRequest request) throws IOException {
        LockFreshness freshness = new LockFreshness(graph, declaration, request);
        if (graph.format() == ForeignLockFormat.UV) {
            freshness.checkRecorded(lock.orElseThrow(), isRoot);
        }
        GraphSelection selection = new GraphSelection(graph, request);
        Map<PackageName, GraphPackage> selected = selection.select();
        freshness.check(selected);
        PinnedRequirements pins = new PinnedRequirements(graph.format(), folder, scope);
        List<DeclaredRequirement> all = new ArrayList<>();
        for (GraphPackage one : selected.values()) {
            all.add(pins.pin(one));
        }
        List<String> warnings = new ArrayList<>(graph.warnings());
        selection.warning().ifPresent(warnings::add);
        return new ForeignLockPins(
                graph.format(), all, overridden(selected), excluded(request), unlocked(), indexes(selected), warnings);
    }

    private static Map<PackageName, URI> indexes(Map<PackageName, GraphPackage> selected) {
        Map<PackageName, URI> indexes = new LinkedHashMap<>();
        selected.forEach((name, one) -> one.source().index().ifPresent(url -> indexes.put(name, url)));
        return indexes;
    }

    private Set<PackageName> overridden(Map<PackageName, GraphPackage> selected) {
        Set<PackageName> names = new LinkedHashSet<>();
        graph.rules().overrides().forEach(one -> names.add(one.name()));
        names.retainAll(selected.keySet());
        return names;
    }

    /** Older releases of these two leave out the tools for builds. */
    private Set<PackageName> unlocked() {
        return graph.format() == ForeignLockFormat.UV || graph.format() == ForeignLockFormat.PIPENV
                ? Set.of()
                : GraphWalk.UNLOCKED;
    }

    /** An override whose marker does not hold removes the package. */
    private Set<PackageName> excluded(ForeignLockRequest request) {
        Set<PackageName> names = new LinkedHashSet<>(graph.rules().excluded());
        Set<PackageName> applying = new LinkedHashSet<>();
        for (GraphDependency override : graph.rules().overrides()) {
            names.add(override.name());
            if (override.applies(request.target().markers(), Set.of(), Set.of())) {
                applying.add(override.name());
            }
        }
        names.removeAll(applying);
        return names;
    }
}
