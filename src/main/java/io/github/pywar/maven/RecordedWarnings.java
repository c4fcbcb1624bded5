package io.github.pywar.maven;

import io.github.pywar.app.fingerprint.BuildWarnings;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Progress that records warnings, so that a later build of the unchanged archive can repeat them. */
final class RecordedWarnings implements Progress {

    private final Progress progress;
    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

    private final RecordedWarnings ofSources;

    RecordedWarnings(Progress progress) {
        this.progress = progress;
        this.ofSources = new RecordedWarnings(progress, null);
    }

    private RecordedWarnings(Progress progress, RecordedWarnings ofSources) {
        this.progress = progress;
        this.ofSources = ofSources;
    }

    /** Returns the warnings so far. */
    BuildWarnings warnings() {
        return new BuildWarnings(warnings, ofSources.warnings);
    }

    @Override
    public Progress ofSources() {
        return ofSources == null ? this : ofSources;
    }

    @Override
    public void step(String message) {
        progress.step(message);
    }

    @Override
    public void detail(String message) {
        progress.detail(message);
    }

    @Override
    public void warning(String message) {
        String printed = MavenProgress.printed(message);
        warnings.add(printed);
        progress.warning(printed); // equal to the repeated warning of the last build, which is reported once
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        warning(MavenHints.append(message, hints));
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        return progress.transfer(from, name, bytes);
    }
}
