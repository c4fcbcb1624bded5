package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says facts in words, with ranges in terms of the versions that exist. */
final class Phrases<P> {

    private static final int MOST_INTERVALS = 3;
    private static final int LONGEST_RANGE = 48;
    private static final String EVERY = "every ";

    private final Packages<P> packages;
    private final Vocabulary<P> words;

    Phrases(Packages<P> packages, Vocabulary<P> words) {
        this.packages = packages;
        this.words = words;
    }

    /** @return a sentence without a full stop */
    String say(Incompatibility incompatibility) {
        Cause cause = incompatibility.cause();
        if (cause instanceof Cause.Needs needs) {
            return needs(incompatibility, needs);
        }
        if (cause instanceof Cause.Unavailable unavailable) {
            return release(incompatibility.about(unavailable.node())) + " " + unavailable.reason();
        }
        if (cause instanceof Cause.Follows follows) {
            return "`" + name(follows.follower()) + "` has the version of `" + name(follows.leader()) + "`";
        }
        return cause instanceof Cause.NoVersions none
                ? nothing(incompatibility, none.node())
                : derived(incompatibility);
    }

    /** @return whether it says no more than that between versions there is nothing, which their text does not need */
    boolean isSilent(Incompatibility fact) {
        return fact.cause() instanceof Cause.NoVersions none
                && !none.node().candidates().ascending().isEmpty()
                && words.isNothing(
                        packages.key(none.node()), fact.about(none.node()).range());
    }

    private String needs(Incompatibility incompatibility, Cause.Needs needs) {
        String source = needs.source().isEmpty() ? "" : " (" + needs.source() + ")";
        String who = needs.depender().isRoot() ? words.root() : release(incompatibility.about(needs.depender()));
        String what = needs.range().isEmpty()
                ? "`" + name(needs.on()) + "` in a version that cannot exist"
                : release(needs.on(), needs.range(), false);
        return who + " needs " + what + source;
    }

    private String nothing(Incompatibility incompatibility, Node node) {
        if (node.candidates().ascending().isEmpty()) {
            return words.nothingOf(packages.key(node));
        }
        return words.nothingIn(packages.key(node), incompatibility.about(node).range());
    }

    private String derived(Incompatibility incompatibility) {
        if (incompatibility.isFailure()) {
            return "there is no solution";
        }
        List<String> given = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Term term : incompatibility.terms()) {
            if (term.absent()) {
                wanted.add(wanted(release(term.node(), term.range().complement(), true)));
            } else if (!term.node().isRoot()) {
                given.add(release(term));
            }
        }
        String need = String.join(" or ", wanted);
        if (wanted.isEmpty()) {
            return given.size() == 1 ? unusable(given.get(0)) : listed(given) + " exclude each other";
        }
        return given.isEmpty()
                ? words.root() + " needs " + need
                : listed(given) + (given.size() == 1 ? " needs " : " together need ") + need;
    }

    private static String wanted(String release) {
        return release.startsWith(EVERY) ? release.substring(EVERY.length()) : release;
    }

    private static String unusable(String release) {
        return release.startsWith(EVERY)
                ? "no " + release.substring(EVERY.length()) + " can be chosen"
                : release + " cannot be chosen";
    }

    private static String listed(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    private String release(Term term) {
        return release(term.node(), term.range(), true);
    }

    /** @param counted whether to say the range by the versions that exist, where they are known */
    private String release(Node node, VersionRange range, boolean counted) {
        String exact = range.toString();
        boolean known =
                node.candidates() != null && !node.candidates().ascending().isEmpty();
        String text = known && (counted || exact.length() > LONGEST_RANGE) ? existing(node, range, exact) : cut(exact);
        if (text.equals("*")) {
            return counted ? EVERY + "`" + name(node) + "`" : "`" + name(node) + "`";
        }
        return "`" + name(node) + "` " + text;
    }

    /** Of many intervals between which nobody knows what there is, the first and the last say enough. */
    private static String cut(String range) {
        String[] intervals = range.split(" \\| ");
        return range.length() > LONGEST_RANGE && intervals.length > MOST_INTERVALS
                ? intervals[0] + " | ... | " + intervals[intervals.length - 1]
                : range;
    }

    private String existing(Node node, VersionRange range, String exact) {
        List<Version> all = node.candidates().ascending();
        List<List<Version>> runs = runs(all, range);
        if (runs.isEmpty()) {
            return exact;
        }
        if (runs.size() <= MOST_INTERVALS) {
            return runs.stream().map(run -> interval(all, run)).collect(Collectors.joining(" | "));
        }
        List<Version> last = runs.get(runs.size() - 1);
        long count = runs.stream().mapToLong(List::size).sum();
        return "%s to %s (%d versions)".formatted(runs.get(0).get(0), last.get(last.size() - 1), count);
    }

    private static List<List<Version>> runs(List<Version> all, VersionRange range) {
        List<List<Version>> runs = new ArrayList<>();
        boolean inside = false;
        for (Version version : all) {
            boolean now = range.contains(version);
            if (now && !inside) {
                runs.add(new ArrayList<>());
            }
            if (now) {
                runs.get(runs.size() - 1).add(version);
            }
            inside = now;
        }
        return runs;
    }

    private static String interval(List<Version> all, List<Version> run) {
        Version first = run.get(0);
        Version last = run.get(run.size() - 1);
        boolean fromFirst = first.equals(all.get(0));
        boolean toLast = last.equals(all.get(all.size() - 1));
        if (fromFirst && toLast) {
            return "*";
        }
        if (run.size() == 1) {
            return first.toString();
        }
        if (fromFirst) {
            return "<=" + last;
        }
        return toLast ? ">=" + first : ">=" + first + ",<=" + last;
    }

    private String name(Node node) {
        return node.isRoot() ? words.root() : words.name(packages.key(node));
    }
}
