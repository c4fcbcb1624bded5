package io.github.pywar.python.index;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.python.error.PythonHint;
import java.util.List;

/** What a person is told when an index does not give what it was asked for. */
final class IndexErrors {

    private static final String NO_OTHER =
            "\n    no other index was asked in its place: what is private must not come from elsewhere";

    private IndexErrors() {}

    static UserException unauthorized(IndexDeclaration index, UnauthorizedException refused) {
        UserException error = new UserException(
                refused.what() + "\n    index " + index.describe() + ", named by " + index.saidBy()
                        + (refused.isOfProxy() ? "" : NO_OTHER),
                refused.isOfProxy() || refused.hadCredential()
                        ? refused.hints()
                        : List.of(Hint.of(
                                PythonHint.SET_INDEX_CREDENTIAL,
                                index.id(),
                                refused.uri().getHost())));
        error.initCause(refused);
        return error;
    }

    static UserException unexpected(IndexDeclaration index, HttpResponse response) {
        return UserException.of("Cannot read `" + response.shown() + "`: the server answers " + response.status()
                        + "\n    index " + index.describe() + ", named by " + index.saidBy())
                .hint("check the index's URL; it is the part before the project's name, often ending in `/simple/`");
    }
}
