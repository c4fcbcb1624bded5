package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirementsfile.FormatControl;
import io.github.pywar.python.requirementsfile.RequirementsOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rule that {@code --no-binary} brings with it: who does not want somebody else's wheel of a project must not get it
 * without a word. A wheel that is named by its URL or path is wanted.
 */
record FormatPolicy(DeclaredDependencies declared) {

    private static final int MOST_SHOWN = 10;

    /**
     * @param wheels projects of which a wheel is taken
     * @throws UserException with all of them of which a source build is asked for
     */
    void check(Collection<PackageName> wheels) {
        FormatControl formats = declared.options().stream()
                .map(RequirementsOptions::formats)
                .reduce(FormatControl::then)
                .orElse(null);
        List<PackageName> refused = new ArrayList<>();
        StringBuilder facts = new StringBuilder();
        for (PackageName wheel : formats == null ? List.<PackageName>of() : wheels) {
            Optional<SourceLocation> asked = formats.sourceRequestedAt(wheel);
            if (asked.isPresent() && !isNamed(wheel)) {
                refused.add(wheel);
                if (refused.size() <= MOST_SHOWN) {
                    facts.append("\n    `" + wheel + "`, by `--no-binary` (" + asked.get() + ")");
                }
            }
        }
        if (!refused.isEmpty()) {
            throw refusal(refused, facts.toString());
        }
    }

    private boolean isNamed(PackageName project) {
        return declared.requirements().stream()
                .map(one -> one.requirement())
                .anyMatch(one -> one.name().equals(project) && one.url().isPresent());
    }

    private static UserException refusal(List<PackageName> refused, String facts) {
        String more = refused.size() > MOST_SHOWN ? "\n    and " + (refused.size() - MOST_SHOWN) + " more" : "";
        String names = String.join(
                ",", refused.stream().limit(3).map(PackageName::value).toList());
        return UserException.of(
                        "A build from source is asked for, and wheels are not built from source yet" + facts + more)
                .hint("to take the wheel from the index, say so behind it: `--only-binary " + names
                        + (refused.size() > 3 ? ",...`" : "`"))
                .hint("to take your own, build it once and name it: `" + refused.get(0) + " @ https://.../"
                        + refused.get(0).underscored() + "-....whl`, or the path of its file");
    }
}
