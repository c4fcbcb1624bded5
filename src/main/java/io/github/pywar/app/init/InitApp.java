package io.github.pywar.app.init;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Writes the POM of an existing Python project, or a new application. */
public final class InitApp {

    private final Progress progress;

    /** @param progress receives what was assumed, what was written and what to check */
    public InitApp(Progress progress) {
        this.progress = progress;
    }

    /** Writes the files. */
    public void run(InitRequest request) throws IOException {
        InitProject project = InitProject.write(request);
        project.assumptions().forEach(progress::step);
        progress.step("Wrote " + String.join(", ", project.files()));
        list("Check:", project.checks());
        progress.step("Next: mvn verify");
    }

    private void list(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            progress.step(title);
            lines.forEach(line -> progress.step("    " + line));
        }
    }
}
