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
            if (!http.isOffline()) {
                expire(failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure);
            }
            throw failure;
        }
    }

    /** A user who corrects a conflict builds again soon: only pages without files are read again then. */
    private void expire(Exception failure) {
        if (mayBeOfPage(failure)) {
            pages.expireUsed();
        } else if (failure instanceof UserException) {
            pages.expireAbsent();
        }
    }

    private static boolean mayBeOfPage(Exception cause) {
        return cause instanceof HttpFailure
                || cause instanceof UnexpectedFileException
                || cause instanceof UserException error
                        && error.hints().stream().anyMatch(hint -> hint.kind() == PythonHint.REFRESH_PAGES);
    }
}
