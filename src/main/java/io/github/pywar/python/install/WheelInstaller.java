package io.github.pywar.python.install;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Installer of wheels that runs no Python: a function from a wheel to a file tree ("Binary distribution format",
 * installing a wheel; "Recording installed projects"). Only scripts and metadata are inflated; all other files keep their
 * deflated bytes and their hash.
 */
public final class WheelInstaller {

    private static final String INSTALLER = "pywar\n";

    private final InstallLayout layout;
    private final ScriptTemplate scripts;
    private final String majorMinor;
    private final Set<PackageName> allowBytecode;
    private final Progress progress;

    /**
     * Creates an installer.
     *
     * @param layout of the installation
     * @param scripts template of console scripts
     * @param majorMinor version of the Python that runs them, for example {@code 3.11}
     */
    public WheelInstaller(InstallLayout layout, ScriptTemplate scripts, String majorMinor) {
        this(layout, scripts, majorMinor, Set.of(), Progress.SILENT);
    }

    private WheelInstaller(
            InstallLayout layout,
            ScriptTemplate scripts,
            String majorMinor,
            Set<PackageName> allowBytecode,
            Progress progress) {
        this.layout = layout;
        this.scripts = scripts;
        this.majorMinor = majorMinor;
        this.allowBytecode = Set.copyOf(allowBytecode);
        this.progress = progress;
    }

    /** @return the same, which installs compiled modules without a source of these projects */
    public WheelInstaller allowingBytecode(Set<PackageName> projects) {
        return new WheelInstaller(layout, scripts, majorMinor, projects, progress);
    }

    /** @return the same, which warns of files that are not installed at their requested path */
    public WheelInstaller reporting(Progress to) {
        return new WheelInstaller(layout, scripts, majorMinor, allowBytecode, to);
    }

    /**
     * Installs wheels, several at the same time in the fork-join pool of the calling thread.
     *
     * @return a tree for each, in the same order
     */
    public List<FileTree> installAll(List<Installation> installations) throws IOException {
        try {
            List<Installed> installed =
                    installations.parallelStream().map(this::installUnchecked).toList();
            List<FileTree> trees = new ArrayList<>();
            for (Installed one : installed) {
                one.remarks().report(progress);
                trees.add(one.tree());
            }
            return Collections.unmodifiableList(trees);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private record Installed(FileTree tree, InstallRemarks remarks) {}

    private Installed installUnchecked(Installation installation) {
        try {
            return installed(installation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Installs one wheel.
     *
     * @return the installed files, with console scripts and the new RECORD; the source of each is the wheel
     * @throws io.github.pywar.base.error.UserException if the wheel has an unknown install scheme, an invalid entry point,
     *     or compiled modules without a source
     */
    public FileTree install(Installation installation) throws IOException {
        Installed one = installed(installation);
        one.remarks().report(progress);
        return one.tree();
    }

    private Installed installed(Installation installation) throws IOException {
        InstalledFiles files = new InstalledFiles(installation.wheel(), layout);
        files.addScripts(new WheelScripts(installation.wheel(), scripts), majorMinor);
        files.addWheelFiles(
                scripts, allowBytecode.contains(installation.wheel().name().name()));
        files.addInfo("INSTALLER", INSTALLER);
        if (installation.isRequested()) {
            files.addInfo("REQUESTED", "");
        }
        if (installation.directUrl().isPresent()) {
            files.addInfo(
                    "direct_url.json", installation.directUrl().get().toJson().toString());
        }
        return new Installed(files.finish(), files.remarks());
    }
}
