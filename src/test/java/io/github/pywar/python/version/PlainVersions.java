package io.github.pywar.python.version;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** PEP 440 without keys and ranges: slow, and independent of the tested code. */
final class PlainVersions {

    private static final Comparator<List<BigInteger>> RELEASES = (a, b) -> {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int order = at(a, i).compareTo(at(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /** "Summary of permitted suffixes and relative ordering", and "Local version identifiers". */
    static final Comparator<Version> ORDER = Comparator.comparing(Version::epoch)
            .thenComparing(Version::release, RELEASES)
            .thenComparing(PlainVersions::phase)
            .thenComparing(version -> version.post().orElse(BigInteger.ONE.negate()))
            .thenComparing(version -> version.dev().isEmpty())
            .thenComparing(version -> version.dev().orElse(BigInteger.ZERO))
            .thenComparing(PlainVersions::compareLocals);

    private PlainVersions() {}

    private static BigInteger at(List<BigInteger> numbers, int place) {
        return place < numbers.size() ? numbers.get(place) : BigInteger.ZERO;
    }

    /** A development release of the final is before {@code a}; the final and its post-releases are after {@code rc}. */
    private static String phase(Version version) {
        if (version.pre().isPresent()) {
            return version.pre().get();
        }
        return version.post().isEmpty() && version.dev().isPresent() ? " " : "~";
    }

    private static int compareLocals(Version a, Version b) {
        List<String> left = locals(a);
        List<String> right = locals(b);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compareSegments(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static List<String> locals(Version version) {
        return version.local().map(text -> List.of(text.split("\\."))).orElse(List.of());
    }

    private static int compareSegments(String a, String b) {
        boolean isNumber = a.matches("[0-9]+");
        if (isNumber != b.matches("[0-9]+")) {
            return isNumber ? 1 : -1;
        }
        return isNumber ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
    }

    /** "Version specifiers", the definition of each operator. */
    static boolean accepts(VersionSpecifier specifier, Version candidate) {
        String operand = specifier.operand();
        if (specifier.isWildcard()) {
            Version prefix = Version.parse(operand.replace(".*", ""));
            boolean matches = hasPrefix(candidate, prefix.epoch(), prefix.release());
            return matches == (specifier.operator() == VersionSpecifier.Operator.EQUAL);
        }
        Version version = Version.parse(operand);
        int order = ORDER.compare(candidate.publicVersion(), version);
        return switch (specifier.operator()) {
            case AT_LEAST -> order >= 0;
            case AT_MOST -> order <= 0;
            case EQUAL -> isEqual(candidate, version);
            case NOT_EQUAL -> !isEqual(candidate, version);
            case COMPATIBLE ->
                order >= 0
                        && hasPrefix(
                                candidate,
                                version.epoch(),
                                version.release().subList(0, version.release().size() - 1));
            case BELOW -> order < 0 && !isPrereleaseOf(candidate, version);
            case ABOVE -> order > 0 && !isPostreleaseOf(candidate, version);
            case ARBITRARY -> candidate.text().equalsIgnoreCase(operand);
        };
    }

    /** A local label is ignored if the specifier has none. */
    private static boolean isEqual(Version candidate, Version version) {
        return ORDER.compare(version.local().isPresent() ? candidate : candidate.publicVersion(), version) == 0;
    }

    private static boolean hasPrefix(Version candidate, BigInteger epoch, List<BigInteger> prefix) {
        List<BigInteger> start = new ArrayList<>();
        for (int i = 0; i < prefix.size(); i++) {
            start.add(at(candidate.release(), i));
        }
        return candidate.epoch().equals(epoch) && start.equals(prefix);
    }

    private static boolean isPrereleaseOf(Version candidate, Version version) {
        if (version.isPrerelease()) {
            return false;
        }
        return version.post().isPresent()
                ? isSameRelease(candidate, version)
                        && candidate.pre().isEmpty()
                        && candidate.post().equals(version.post())
                        && candidate.dev().isPresent()
                : isSameRelease(candidate, version) && candidate.post().isEmpty() && candidate.isPrerelease()
                        || isSameRelease(candidate, version) && candidate.pre().isPresent();
    }

    private static boolean isPostreleaseOf(Version candidate, Version version) {
        return version.post().isEmpty()
                && version.dev().isEmpty()
                && isSameRelease(candidate, version)
                && candidate.post().isPresent()
                && candidate.pre().equals(version.pre());
    }

    private static boolean isSameRelease(Version candidate, Version version) {
        return candidate.epoch().equals(version.epoch())
                && RELEASES.compare(candidate.release(), version.release()) == 0;
    }
}
