package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;

/** Error: the build of one package failed. The builds of other packages may still succeed. */
final class FailedBuildException extends UserException {

    private static final long serialVersionUID = 1L;

    FailedBuildException(UserException failure) {
        super(failure.what(), failure.hints());
        initCause(failure);
    }
}
