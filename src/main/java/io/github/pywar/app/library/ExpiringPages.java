package io.github.pywar.app.library;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpFailure;
import io.github.pywar.base.http.UnexpectedFileException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.index.PageCache;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Work with pages of indexes that expire if the work fails in a way that a wrong page may cause: a page that a proxy
 * damaged, or that is older than the files. Otherwise each build would fail as long as the page is fresh.
 *
 * @param pages of the work
 * @param http of the work
 */
record ExpiringPages(PageCache pages, Http http) {

    /** Work that uses pages. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    <T> T run(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (IOException | RuntimeException failure) {
            if (!http.isOffline() && mayBeOfPage(failure)) {
                pages.expireUsed();
            }
            throw failure;
        }
    }

    private static boolean mayBeOfPage(Exception failure) {
        Throwable cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
        return cause instanceof HttpFailure
                || cause instanceof UnexpectedFileException
                || cause instanceof UserException error
                        && error.hints().stream().anyMatch(hint -> hint.kind() == PythonHint.REFRESH_PAGES);
    }
}
