package io.github.pywar.app.fingerprint;

import io.github.pywar.base.file.FileUrl;
import io.github.pywar.python.index.DistributionFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Inputs of the libraries of a build beside its declarations: files of this machine, and the time until which the pages of
 * indexes are fresh. Thread-safe.
 */
public final class LibraryInputs {

    private static final String FILE = "file";

    private final Set<Path> files = new TreeSet<>();
    private final Map<Path, FileState> states = new TreeMap<>();
    private final Set<Path> pages = new TreeSet<>();
    private Optional<Instant> freshUntil = Optional.empty();
    private boolean isRepeatable = true;
    private boolean areSeparate = true;

    /** Adds the files of chosen libraries. */
    public synchronized void addFiles(Collection<DistributionFile> chosen) {
        for (DistributionFile file : chosen) {
            if (file.isLocal()) {
                files.add(FileUrl.path(file.url()));
            } else if (file.sha256().isEmpty()) {
                isRepeatable = false; // the server may have another content under the same URL
            }
        }
    }

    /** Adds a file that declares libraries, before it is read. */
    public synchronized void addDeclaration(Path file) {
        files.add(file);
        states.putIfAbsent(file, FileState.of(file));
    }

    /** Adds folders, files and pages that list libraries. */
    public synchronized void addLocations(Collection<URI> locations) {
        for (URI location : locations) {
            if (FILE.equals(location.getScheme())) {
                files.add(FileUrl.path(location));
            } else {
                isRepeatable = false; // such a page is read again in each build
            }
        }
    }

    /**
     * Adds pages of indexes.
     *
     * @param found their files in the cache
     * @param end time at which the first of them must be read again; empty if there are none
     */
    public synchronized void addPages(Collection<Path> found, Optional<Instant> end) {
        files.addAll(found);
        pages.addAll(found);
        if (end.isPresent() && (freshUntil.isEmpty() || end.get().isBefore(freshUntil.get()))) {
            freshUntil = end;
        }
    }

    /** Notes that the application's own files declare libraries: its build was asked for its dependencies. */
    public synchronized void addApplication() {
        areSeparate = false;
    }

    /** Returns whether the libraries are the same, whatever the application's own files contain. */
    public synchronized boolean areSeparate() {
        return areSeparate;
    }

    /** Returns the local files and folders. */
    public synchronized Set<Path> files() {
        return Set.copyOf(files);
    }

    /** Returns the states of declarations before they were read. */
    synchronized Map<Path, FileState> states() {
        return Map.copyOf(states);
    }

    /** Returns the files of pages, which the build itself may have written. */
    synchronized Set<Path> pages() {
        return Set.copyOf(pages);
    }

    /** Returns the time at which a page must be read again; empty if no index was used. */
    public synchronized Optional<Instant> freshUntil() {
        return freshUntil;
    }

    /** Returns whether the same inputs always have the same libraries. */
    public synchronized boolean isRepeatable() {
        return isRepeatable;
    }
}
