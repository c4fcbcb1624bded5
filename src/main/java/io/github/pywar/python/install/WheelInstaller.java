package io.github.pywar.python.install;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Installs wheels without a Python: a function from a wheel to the files it becomes ("Binary distribution format",
 * installing a wheel; "Recording installed projects"). Nothing is inflated but scripts and what is said about the
 * wheel; everything else keeps its deflated bytes and its sum.
 */
public final class WheelInstaller {

    private static final String INSTALLER = "pywar\n";

    private final InstallLayout layout;
    private final ScriptTemplate scripts;
    private final String majorMinor;

    /**
     * @param layout where the files go
     * @param scripts how console scripts look
     * @param majorMinor of the Python that will run them, for example {@code 3.11}
     */
    public WheelInstaller(InstallLayout layout, ScriptTemplate scripts, String majorMinor) {
        this.layout = layout;
        this.scripts = scripts;
        this.majorMinor = majorMinor;
    }

    /**
     * Installs several wheels, several at a time in the fork-join pool that the calling thread belongs to.
     *
     * @return a tree for each, in the same order
     */
    public List<FileTree> installAll(List<Installation> installations) throws IOException {
        try {
            return installations.parallelStream().map(this::installUnchecked).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private FileTree installUnchecked(Installation installation) {
        try {
            return install(installation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @return the wheel's files in their places, console scripts and the new RECORD among them; the giver of each is
     *     the wheel
     * @throws io.github.pywar.base.error.UserException if the wheel has files for a place that does not exist, or an
     *     entry point that makes no script
     */
    public FileTree install(Installation installation) throws IOException {
        InstalledFiles files = new InstalledFiles(installation.wheel(), layout);
        files.addScripts(new WheelScripts(installation.wheel(), scripts), majorMinor);
        files.addWheelFiles(scripts);
        files.addInfo("INSTALLER", INSTALLER);
        if (installation.isRequested()) {
            files.addInfo("REQUESTED", "");
        }
        installation
                .directUrl()
                .ifPresent(url -> files.addInfo("direct_url.json", url.toJson().toString()));
        return files.finish();
    }
}
