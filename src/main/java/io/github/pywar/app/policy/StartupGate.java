package io.github.pywar.app.policy;

import io.github.pywar.app.policy.StartupRules.Exempt;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupCode;
import io.github.pywar.python.startup.StartupCode.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Check of start-up code: what no rule accepts ends the build, before any Python of the build can run it.
 *
 * @param rules the accepted code
 * @param before the code of the same packages in the present lock, for messages
 * @param unrecorded the code that {@code pywar:lock} cannot record: known only after a build, or of libraries in no lock of
 *     it; for hints
 */
public record StartupGate(
        StartupRules rules, Map<PackageName, PackageCode> before, Map<PackageName, PackageCode> unrecorded) {

    private static final int MAX_SHOWN = 20;
    private static final String INDENT = "\n    ";

    /** Gate without a present lock. */
    public StartupGate(StartupRules rules) {
        this(rules, Map.of());
    }

    /** Gate of a lock, which can record all code. */
    public StartupGate(StartupRules rules, Map<PackageName, PackageCode> before) {
        this(rules, before, Map.of());
    }

    public StartupGate {
        before = Map.copyOf(before);
        unrecorded = Map.copyOf(unrecorded);
    }

    /** Returns the same gate for code of which {@code pywar:lock} cannot record a part. */
    public StartupGate withoutRecords(Collection<PackageCode> part) {
        Map<PackageName, PackageCode> others = new TreeMap<>();
        for (PackageCode one : part) {
            others.put(one.name(), one);
        }
        return new StartupGate(rules, before, others);
    }

    /**
     * Lists the code, and checks that all of it is accepted. Does neither if the rules exempt all code.
     *
     * @throws UserException with all code that is not
     */
    public void check(Collection<PackageCode> packages, Progress progress) {
        if (rules.exempt() == Exempt.ALL) {
            return;
        }
        List<PackageCode> refused = new ArrayList<>();
        for (PackageCode one : packages) {
            List<StartupCode> others = new ArrayList<>();
            for (StartupCode code : one.code()) {
                if (rules.allows(one.name(), code)) {
                    progress.step("Start-up code: " + listed(one, code));
                } else {
                    others.add(code);
                }
            }
            if (!others.isEmpty()) {
                refused.add(new PackageCode(one.name(), one.version(), others));
            }
        }
        if (!refused.isEmpty()) {
            throw refused(refused);
        }
        warnOfUnused(packages, progress);
    }

    /** Returns the line about code in a log. */
    public static String listed(PackageCode one, StartupCode code) {
        return line(one, code) + (code.isKnown() ? ", known: setuptools writes this file" : "");
    }

    private static String line(PackageCode one, StartupCode code) {
        return one.name() + " " + one.version() + ", " + code + " (" + code.shortHash() + ")";
    }

    private UserException refused(List<PackageCode> packages) {
        List<String> lines = new ArrayList<>();
        for (PackageCode one : packages) {
            one.code().forEach(code -> lines.add(line(one, code)));
            formerly(one)
                    .forEach(code -> lines.add("    in the lock, "
                            + before.get(one.name()).version() + ": " + code + " (" + code.shortHash() + ")"));
        }
        if (lines.size() > MAX_SHOWN) {
            int hidden = lines.size() - MAX_SHOWN;
            lines.subList(MAX_SHOWN, lines.size()).clear();
            lines.add("and " + hidden + " more");
        }
        lines.addAll(effects(packages));
        String names = packages.stream().map(one -> one.name().value()).collect(Collectors.joining(", "));
        UserException error =
                UserException.of("Python would run code of these packages at each start, and it is not accepted: "
                        + names + INDENT + String.join(INDENT, lines));
        return withHints(error, packages);
    }

    /** Returns the code of the package in the present lock that it no longer has: what a new line probably replaces. */
    private List<StartupCode> formerly(PackageCode one) {
        return before.containsKey(one.name()) ? before.get(one.name()).code() : List.of();
    }

    private static List<String> effects(List<PackageCode> packages) {
        Set<Kind> kinds = packages.stream()
                .flatMap(one -> one.code().stream())
                .map(StartupCode::kind)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> effects = new ArrayList<>();
        if (kinds.contains(Kind.LINE) || kinds.contains(Kind.PATH)) {
            effects.add("when: a line of a .pth file runs in each process of the application, in `bin/python` of the"
                    + " release, and in the tests of the build");
        }
        if (kinds.contains(Kind.ENTRY)) {
            effects.add("when: an entry of a .start file runs there too, from Python 3.15 on");
        }
        if (kinds.contains(Kind.MODULE)) {
            effects.add("when: the module runs at each start of `bin/python` of the release, and in the tests of the"
                    + " build");
        }
        return effects;
    }

    /** A hint to write the lock again would have no effect for code that it cannot record. */
    private UserException withHints(UserException error, List<PackageCode> packages) {
        List<PackageCode> lockable = new ArrayList<>();
        List<PackageCode> others = new ArrayList<>();
        for (PackageCode one : packages) {
            PackageCode known = unrecorded.containsKey(one.name()) ? one.without(unrecorded.get(one.name())) : one;
            lockable.add(known);
            others.add(one.without(known));
        }
        UserException hinted = error.hint(
                "review the complete file in the wheel, and what it imports: thefts of passwords used such lines");
        if (!lines(lockable).isEmpty()) {
            hinted = hinted.hint(
                    "to record it in the lock: mvn pywar:lock -Dpywar.acceptStartupCode=" + names(lockable));
        }
        if (!lines(others).isEmpty()) {
            hinted = hinted.hint("accept exactly this code, which `pywar:lock` cannot record: <allowStartupCode>"
                    + lines(others) + "</allowStartupCode>");
        }
        if (!lines(lockable).isEmpty()) {
            hinted = hinted.hint("without a lock, accept exactly this code: <allowStartupCode>" + lines(packages)
                    + "</allowStartupCode>");
        }
        return hinted.hint("or use a version without it: <constraints>, or <exclusions>");
    }

    private static String names(List<PackageCode> packages) {
        return packages.stream()
                .filter(one -> !one.code().isEmpty())
                .map(one -> one.name().value())
                .collect(Collectors.joining(","));
    }

    private static String lines(List<PackageCode> packages) {
        return packages.stream()
                .flatMap(one -> one.code().stream().map(code -> one.name() + "=" + code.shortHash()))
                .distinct()
                .limit(MAX_SHOWN)
                .collect(Collectors.joining(","));
    }

    private void warnOfUnused(Collection<PackageCode> packages, Progress progress) {
        for (PackageCode one : packages) {
            if (one.code().isEmpty() && rules.names().contains(one.name())) {
                progress.warning("<allowStartupCode> has no effect on `" + one.name() + "`: " + one.version()
                        + " has no start-up code");
            }
        }
    }
}
