package io.github.pywar.app.lock;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.lock.LockFile;
import io.github.pywar.python.lock.LockRequest;
import io.github.pywar.python.lock.LockSelection;
import io.github.pywar.python.lock.LockedPackage;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A lock as it lies beside a POM: one that this product wrote, with what it was made from, or one of pip, uv or another
 * tool.
 */
final class AppLock {

    /** Its name in the lock's table of tools. */
    static final String TOOL = "pywar";

    /** Key of the table of indexes within that. */
    static final String INDEXES = "indexes";

    private static final int MOST_SHOWN = 10;

    private final LockChoice choice;
    private final LockFile lock;

    private AppLock(LockChoice choice, LockFile lock) {
        this.choice = choice;
        this.lock = lock;
    }

    /** @throws UserException where it is no lock, or a link that leads out of its folder */
    static AppLock read(LockChoice choice) throws IOException {
        Path file = choice.file();
        if (Files.isSymbolicLink(file)
                && !file.toRealPath().startsWith(choice.folder().toRealPath())) {
            throw UserException.of("The lock `" + file.getFileName() + "` is a link that leads out of its folder"
                            + "\n    it leads to: " + file.toRealPath())
                    .hint("name the lock itself: <lockFile>");
        }
        return new AppLock(choice, LockFile.read(choice.file()));
    }

    private Optional<Map<?, ?>> own() {
        return lock.tool(TOOL).filter(Map.class::isInstance).map(table -> (Map<?, ?>) table);
    }

    /** @return what else made it, where this product did not */
    Optional<String> foreignMaker() {
        return own().isPresent() ? Optional.empty() : Optional.of(lock.createdBy());
    }

    boolean has(PackageName name) {
        return lock.packages().stream().anyMatch(locked -> locked.name().equals(name));
    }

    /** @return the ids of indexes by their URLs, as far as the lock tells them */
    Map<String, String> indexIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        own().map(table -> table.get(INDEXES))
                .filter(Map.class::isInstance)
                .map(table -> (Map<?, ?>) table)
                .ifPresent(table -> table.forEach((id, url) -> ids.put(url.toString(), id.toString())));
        return ids;
    }

    /** @return the version of everything that it has for the application's target */
    Map<PackageName, Version> versions(AppSpec spec) {
        Map<PackageName, Version> versions = new LinkedHashMap<>();
        for (LockedPackage locked : lock.applying(request(spec))) {
            locked.version().ifPresent(version -> versions.put(locked.name(), version));
        }
        return versions;
    }

    /**
     * @param progress told what of the lock does not count
     * @return what to install, sorted by name
     * @throws UserException where the lock is not what the application now declares, or has something without a wheel
     */
    List<LockSelection> select(AppSpec spec, Progress progress) {
        lock.newerVersion()
                .ifPresent(
                        version -> progress.warning("The lock `" + choice.file().getFileName() + "` is of version "
                                + version + ", and 1.0 is known: what a later version adds does not count"));
        if (own().isPresent()) {
            checkInputs(spec);
        }
        LockRequirementCheck wishes = new LockRequirementCheck(spec, choice);
        List<String> unknown = own().isPresent() ? List.of() : wishes.unknownChoices(lock);
        if (!unknown.isEmpty()) {
            throw stale(unknown);
        }
        List<LockSelection> chosen = new LockedSources(spec, choice).without(lock.select(request(spec)), progress);
        List<String> unmet = wishes.unmet(chosen, own().isPresent());
        if (!unmet.isEmpty()) {
            throw stale(unmet);
        }
        return chosen.stream()
                .sorted(Comparator.comparing(one -> one.locked().name()))
                .toList();
    }

    /** An own lock holds what was asked for; of another's, extras and groups are chosen. */
    private LockRequest request(AppSpec spec) {
        LockRequest request = LockRequest.of(spec.target()).withExtras(choice.extras());
        return own().isPresent() || choice.groups().isEmpty() ? request : request.withGroups(choice.groups());
    }

    private void checkInputs(AppSpec spec) {
        LockInputs now = LockInputs.of(spec, choice);
        List<String> differences = now.differencesFrom(LockInputs.from(own().orElseThrow()));
        if (!differences.isEmpty()) {
            throw stale(differences);
        }
    }

    private UserException stale(List<String> facts) {
        StringBuilder text =
                new StringBuilder("The lock `" + choice.file().getFileName() + "` no longer fits what is declared");
        facts.stream().limit(MOST_SHOWN).forEach(fact -> text.append("\n    ").append(fact));
        if (facts.size() > MOST_SHOWN) {
            text.append("\n    and ").append(facts.size() - MOST_SHOWN).append(" more");
        }
        UserException error = UserException.of(text.toString());
        return foreignMaker()
                .map(maker -> error.hint("lock again with the tool that wrote it, `" + maker
                        + "`, or with the goal `pywar:lock`, which replaces it"))
                .orElseGet(() -> error.hint("lock again, with the goal `pywar:lock`: pins that still fit are kept"));
    }

    /** @return the lock's name, with the first line that names that file */
    String place(String fileName) throws IOException {
        List<String> lines = Files.readAllLines(choice.file());
        String quoted = fileName.replace("+", "%2B");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(fileName) || lines.get(i).contains(quoted)) {
                return choice.file().getFileName() + ":" + (i + 1);
            }
        }
        return choice.file().getFileName().toString();
    }

    Path folder() {
        return choice.folder();
    }

    /** @return how messages call it */
    @Override
    public String toString() {
        return "The lock `" + choice.file().getFileName() + "`";
    }
}
