package io.github.pywar.app.task;

import io.github.pywar.app.report.ArchiveReport;
import io.github.pywar.app.sbom.Inventory;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Writes the report of an archive: what is inside, and why. */
public final class ReportApp {

    private final Progress progress;

    /** @param progress receives each step */
    public ReportApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Assembles the archive in memory and writes the report. The archive itself is not written.
     *
     * @param file an HTML page
     * @param others names of the pages of other targets, by target; they are in the same folder
     */
    public void run(AssembleApp.Request request, Path file, Map<String, String> others) throws IOException {
        AssembleApp.Assembled assembled = new AssembleApp(progress).assemble(request);
        Inventory inventory = Inventory.of(request.spec(), assembled.libraries());
        AssembleApp.Stamp stamp = request.stamp();
        byte[] page = new ArchiveReport(inventory, assembled.tree(), stamp.time(), stamp.tool()).html(others);
        AtomicFile.write(file, page);
        progress.step("Wrote " + file);
    }
}
