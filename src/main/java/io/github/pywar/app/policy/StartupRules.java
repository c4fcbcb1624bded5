package io.github.pywar.app.policy;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupCode;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Start-up code that a build accepts: all code of a package, or single lines by their hashes. A lock records lines. A package
 * with recorded lines may run no others, even if its name is accepted. Files that setuptools writes need no entry.
 *
 * @param names the packages whose code is accepted
 * @param hashes the begins of the hashes of accepted code, by package
 * @param recorded the packages with recorded code
 * @param exempt the code that needs no entry
 */
public record StartupRules(
        Set<PackageName> names, Map<PackageName, Set<String>> hashes, Set<PackageName> recorded, Exempt exempt) {

    /** Code that needs no entry, from the strictest rule on. */
    public enum Exempt {
        /** Each line needs an entry. */
        NONE,
        /** Files that setuptools writes. */
        KNOWN,
        /** All code: it is not packed. */
        ALL
    }

    /** No code is accepted but the files that setuptools writes. */
    public static final StartupRules NONE = exempting(Exempt.KNOWN);

    /** Code is not checked: the packages are not packed. */
    public static final StartupRules UNCHECKED = exempting(Exempt.ALL);

    /** The item that makes also known code need an entry. No package can have this name. */
    private static final String NO_KNOWN = ":none:";

    /** A package, perhaps with the begin of a hash. A shorter begin could fit a line that was made for it. */
    private static final Pattern ITEM = Pattern.compile("([^=\\s]+)(?:\\s*=\\s*([0-9a-f]{12,64}))?");

    public StartupRules {
        names = Collections.unmodifiableSet(new TreeSet<>(names));
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        recorded = Collections.unmodifiableSet(new TreeSet<>(recorded));
    }

    /**
     * Parses the code that a declaration accepts.
     *
     * @param texts as {@link #parse} takes them; with {@code :none:} also known code needs an entry
     */
    public static StartupRules allowed(List<String> texts, String element) {
        List<String> entries =
                texts.stream().filter(text -> !text.strip().equals(NO_KNOWN)).toList();
        StartupRules rules = parse(entries, element);
        Exempt exempt = entries.size() < texts.size() ? Exempt.NONE : Exempt.KNOWN;
        return new StartupRules(rules.names, rules.hashes, rules.recorded, exempt);
    }

    /**
     * Parses the accepted code.
     *
     * @param texts {@code NAME} or {@code NAME=HASH}, with 12 or more digits of the hash
     * @param element the parameter in messages
     * @throws UserException with all texts that are not valid
     */
    public static StartupRules parse(List<String> texts, String element) {
        if (texts.isEmpty()) {
            return NONE;
        }
        Set<PackageName> names = new TreeSet<>();
        Map<PackageName, Set<String>> hashes = new TreeMap<>();
        ErrorList.eachOf(texts, text -> {
            Matcher item = ITEM.matcher(text.strip());
            PackageName name = (item.matches() ? PackageName.tryParse(item.group(1)) : Optional.<PackageName>empty())
                    .orElseThrow(() -> invalid(text, element));
            if (item.group(2) == null) {
                names.add(name);
            } else {
                hashes.computeIfAbsent(name, any -> new TreeSet<>()).add(item.group(2));
            }
            return name;
        });
        return new StartupRules(names, hashes, Set.of(), Exempt.KNOWN);
    }

    private static StartupRules exempting(Exempt exempt) {
        return new StartupRules(Set.of(), Map.of(), Set.of(), exempt);
    }

    private static UserException invalid(String text, String element) {
        return UserException.of("`" + text + "` names no start-up code\n    from: " + element)
                .hint("write a package, `NAME`, or a package with the first 12 digits or more of a line's hash,"
                        + " `NAME=0123456789ab`");
    }

    /** Returns these rules together with others. The stricter one decides which code needs no entry. */
    public StartupRules and(StartupRules others) {
        Set<PackageName> all = new TreeSet<>(names);
        all.addAll(others.names);
        Set<PackageName> known = new TreeSet<>(recorded);
        known.addAll(others.recorded);
        Map<PackageName, Set<String>> lines = new TreeMap<>(hashes);
        for (Map.Entry<PackageName, Set<String>> more : others.hashes.entrySet()) {
            Set<String> own = hashes.getOrDefault(more.getKey(), Set.of());
            lines.put(more.getKey(), union(own, more.getValue()));
        }
        Exempt stricter = exempt.compareTo(others.exempt) < 0 ? exempt : others.exempt;
        return new StartupRules(all, lines, known, stricter);
    }

    /** Returns these rules with recorded code: it is accepted, and no other code of the same packages by their names. */
    public StartupRules recording(Collection<PackageCode> known) {
        Map<PackageName, Set<String>> lines = new TreeMap<>();
        for (PackageCode one : known) {
            for (StartupCode code : one.code()) {
                lines.putIfAbsent(one.name(), new TreeSet<>());
                lines.get(one.name()).add(code.sha256().hex());
            }
        }
        return and(new StartupRules(Set.of(), lines, lines.keySet(), Exempt.KNOWN));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** Returns the packages that are named, with or without a hash. */
    public Set<PackageName> packages() {
        Set<PackageName> all = new TreeSet<>(names);
        all.addAll(hashes.keySet());
        return all;
    }

    /** Returns the code of a package that is accepted. */
    public PackageCode accepted(PackageCode one) {
        return new PackageCode(
                one.name(),
                one.version(),
                one.code().stream().filter(code -> accepts(one.name(), code)).toList());
    }

    /** Returns whether code may run: if an entry or a record accepts it, or if it needs none. */
    boolean allows(PackageName name, StartupCode code) {
        return accepts(name, code) || exempt == Exempt.ALL || exempt == Exempt.KNOWN && code.isKnown();
    }

    private boolean accepts(PackageName name, StartupCode code) {
        for (String begin : hashes.getOrDefault(name, Set.of())) {
            if (code.sha256().hex().startsWith(begin)) {
                return true;
            }
        }
        return names.contains(name) && !recorded.contains(name);
    }
}
