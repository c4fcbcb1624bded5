package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import java.util.List;
import java.util.regex.Pattern;

/** Errors of repositories, from the output of the program that reads them. */
final class RepositoryErrors {

    private static final int SHOWN_LINES = 6;

    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?i)could not read (username|password)|authentication failed|permission denied|terminal prompts disabled"
                    + "|access denied|error:? 40[13]\\b|host key verification|authorization (required|failed)");

    private RepositoryErrors() {}

    /** @return the error for a repository that cannot be read */
    static UserException unreadable(RepositoryUrl repository, SourceProgram.Finished result, String command) {
        UserException error = UserException.of("Cannot read `" + repository + "`" + lines(result.errors()));
        return FORBIDDEN.matcher(result.errors()).find()
                ? error.hint("configure `" + repository.system()
                        + "` so that it can read the repository without a prompt, and try `" + command + "`")
                : error.hint("check the URL and the network, and try `" + command + "`");
    }

    /** @return the error for a revision that the repository does not have */
    static UserException unknown(RepositoryUrl repository, String revision) {
        return UserException.of(
                        "The repository `" + repository + "` has no revision `" + PathText.shown(revision) + "`")
                .hint("use the name of a branch or a tag, or the id of a commit");
    }

    /** @return the error for a commit that is not in the cache */
    static UserException offline(RepositoryUrl repository) {
        return UserException.of(
                        "Cannot read `" + repository + "`: the build is offline, and the commit is not in the cache")
                .hint(io.github.pywar.base.error.BaseHint.GO_ONLINE);
    }

    private static String lines(String output) {
        List<String> all = output.lines()
                .map(line -> PathText.shown(line).strip())
                .filter(line -> !line.isEmpty())
                .toList();
        StringBuilder text = new StringBuilder();
        all.stream()
                .skip(Math.max(0, all.size() - SHOWN_LINES))
                .forEach(line -> text.append("\n    ").append(Credentials.redact(line)));
        return text.toString();
    }
}
