package io.github.pywar.maven;

import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.task.ReportApp;
import io.github.pywar.base.progress.DistinctProgress;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reports of the archives of all targets: one page each, with links to the others.
 *
 * @param folder of the pages
 * @param name of the first page, without its suffix
 */
record TargetReports(Path folder, String name) {

    private static final String SUFFIX = ".html";

    /** Writes the pages. */
    void write(List<PomReader> targets, Progress progress) throws IOException {
        Progress once = new DistinctProgress(progress);
        Map<String, String> pages = new LinkedHashMap<>();
        for (PomReader one : targets) {
            pages.put(label(one), file(one, pages.isEmpty()));
        }
        for (PomReader one : targets) {
            Map<String, String> others = new LinkedHashMap<>(pages);
            String own = others.remove(label(one));
            new ReportApp(progress).run(one.assembly(once), folder.resolve(own), others);
        }
    }

    private static String label(PomReader one) {
        return one.target(Progress.SILENT).name();
    }

    /** The site links the first page, whatever its target is. */
    private String file(PomReader one, boolean isFirst) {
        ArchiveTarget target = one.target(Progress.SILENT);
        return isFirst ? name + SUFFIX : name + "-" + target.classifier().orElse(target.name()) + SUFFIX;
    }
}
