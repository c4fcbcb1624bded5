package io.github.pywar.app.environment;

import io.github.pywar.app.environment.EnvironmentState.Installed;
import io.github.pywar.app.library.Library;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Change of an environment to the requested libraries: only the differences are installed and removed. */
final class EnvironmentUpdate {

    /** The file by which Python finds the project's modules. IDEs read it too. */
    private static final String SOURCES = "_pywar_sources.pth";

    private static final int MAX_SHOWN = 5;

    private final EnvironmentFolder folder;
    private final PrepareEnvironment.Request request;
    private final Progress progress;
    private final InstallLayout layout;
    private final SitePackages site;

    EnvironmentUpdate(EnvironmentFolder folder, PrepareEnvironment.Request request, Progress progress) {
        this.folder = folder;
        this.request = request;
        this.progress = progress;
        this.layout =
                InstallLayout.of(request.python().series(), request.python().freeThreaded());
        this.site = new SitePackages(folder.path(), folder.path().resolve(layout.libraries()));
    }

    /**
     * Installs the libraries and removes what is not requested any more.
     *
     * @return whether it has replaced files that another tool or the user had changed
     */
    boolean run(EnvironmentState state, List<Library> libraries) throws IOException {
        Map<String, Installed> requested = new TreeMap<>();
        libraries.forEach(one -> requested.put(one.wheel().name().name().value(), installed(one)));
        EnvironmentChanges changes = EnvironmentChanges.of(state, requested, site);
        writeSources();
        if (!changes.isEmpty() || !state.isComplete()) {
            state.with(false, state.packages()).write();
            apply(changes, libraries);
            state.with(true, requested).write();
        }
        report(changes, requested, state);
        return !changes.damaged().isEmpty() || !changes.replaced().isEmpty();
    }

    private static Installed installed(Library library) {
        WheelName name = library.wheel().name();
        String key = library.sha256()
                + (library.requested() ? " requested" : "")
                + library.directUrl().map(url -> " " + url.toJson()).orElse("");
        return new Installed(name.version().toString(), key, library.wheel().distInfo());
    }

    private void apply(EnvironmentChanges changes, List<Library> libraries) throws IOException {
        PackageRemoval removal = new PackageRemoval(site, changes.kept(site));
        for (SitePackages.Distribution one : changes.outdated()) {
            removal.remove(one);
        }
        List<Library> missing = libraries.stream()
                .filter(one ->
                        changes.missing().contains(one.wheel().name().name().value()))
                .toList();
        new EnvironmentWriter(folder.path(), layout, request, removal).write(missing);
        removal.removeEmptyFolders();
    }

    private void writeSources() throws IOException {
        String text = request.sources().stream().map(path -> path + "\n").collect(Collectors.joining());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Path file = site.path().resolve(SOURCES);
        if (!hasContent(file, bytes)) {
            AtomicFile.write(file, bytes);
        }
    }

    private static boolean hasContent(Path file, byte[] bytes) throws IOException {
        return Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes);
    }

    private void report(EnvironmentChanges changes, Map<String, Installed> requested, EnvironmentState state)
            throws IOException {
        changes.damaged()
                .forEach((name, files) -> progress.warning("Installed `" + name
                        + "` again, because its files in the environment were changed: " + shown(files)));
        changes.replaced()
                .forEach((name, version) -> progress.warning("Replaced `" + name + " " + version
                        + "`, which was installed by another tool: the project requires "
                        + requested.get(name).version()));
        progress.step("Environment " + request.label() + ": " + requested.size() + " packages on CPython "
                + request.python().version() + changes.summary(state.packages().keySet()));
        Set<String> others = new LinkedHashSet<>();
        for (SitePackages.Distribution one : site.distributions()) {
            if (!requested.containsKey(one.name().value())) {
                others.add(one.name().value());
            }
        }
        if (!others.isEmpty()) {
            progress.step("Kept what another tool installed there: " + shown(others));
        }
    }

    private static String shown(Set<String> names) {
        String first = names.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        return first + (names.size() > MAX_SHOWN ? " and " + (names.size() - MAX_SHOWN) + " more" : "");
    }
}
