package io.github.pywar.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluation of a licence expression in its normal form (SPDX 2.2, Annex D): {@code WITH} binds more than {@code AND}, and
 * {@code AND} more than {@code OR}. Of a choice one part is enough; of a sum all parts are needed.
 */
final class LicenseTerms {

    private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");

    private final List<String> tokens = new ArrayList<>();
    private final Predicate<String> accepted;
    private int next;

    private LicenseTerms(String expression, Predicate<String> accepted) {
        Matcher token = TOKEN.matcher(expression);
        while (token.find()) {
            tokens.add(token.group());
        }
        this.accepted = accepted;
    }

    /**
     * Returns whether an expression is acceptable.
     *
     * @param accepted decides on one licence, such as {@code MIT} or {@code GPL-2.0-only WITH Classpath-exception-2.0}
     */
    static boolean evaluate(String expression, Predicate<String> accepted) {
        return new LicenseTerms(expression, accepted).choice();
    }

    private boolean choice() {
        boolean isAccepted = sum();
        while (accept("OR")) {
            isAccepted |= sum();
        }
        return isAccepted;
    }

    private boolean sum() {
        boolean isAccepted = term();
        while (accept("AND")) {
            isAccepted &= term();
        }
        return isAccepted;
    }

    private boolean term() {
        if (accept("(")) {
            boolean isAccepted = choice();
            accept(")");
            return isAccepted;
        }
        String license = tokens.get(next++);
        if (accept("WITH")) {
            license += " WITH " + tokens.get(next++);
        }
        return accepted.test(license);
    }

    private boolean accept(String token) {
        boolean isNext = next < tokens.size() && tokens.get(next).equals(token);
        next += isNext ? 1 : 0;
        return isNext;
    }
}
