package io.github.pywar.maven;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.ExpectedStatus;
import java.time.Duration;
import java.util.Optional;

/** Reads which page a goal requests, and what it expects of it. */
record PageReader(AbstractPageMojo goal) {

    AwaitedPage page() {
        return new AwaitedPage(path().orElse("/"), status(), Duration.ofSeconds(goal.verifyTimeout));
    }

    private Optional<String> path() {
        return AbstractPywarMojo.value(goal.verifyPath);
    }

    private ExpectedStatus status() {
        ExpectedStatus byPath = path().isPresent() ? ExpectedStatus.OF_NAMED_PAGE : ExpectedStatus.OF_ANY_PAGE;
        return AbstractPywarMojo.value(goal.verifyStatus)
                .map(ExpectedStatus::parse)
                .orElse(byPath);
    }
}
