package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that the solver keeps of one package. */
final class Node {

    private static final int FEW = 16;

    private final int number;
    private final Term unknown = new Term(this, VersionRange.any(), true);

    /** Those that have a statement about the package, the newest last. */
    private final List<Incompatibility> incompatibilities = new ArrayList<>();

    private final Set<Incompatibility> listed = new HashSet<>();

    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<Cause, Incompatibility> external = new HashMap<>();
    private final Map<Version, Dependencies<?>> explored = new HashMap<>();
    private Candidates candidates;
    private Version decided;
    private int tries;
    private Node leader;
    private int kept = FEW;

    /** @param number in the order of discovery; the root is 0 */
    Node(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isRoot() {
        return number == 0;
    }

    /** Does nothing where it is there already; one that was settled may have been dropped. */
    void add(Incompatibility incompatibility) {
        if (listed.add(incompatibility)) {
            incompatibilities.add(incompatibility);
        }
    }

    /** @return all, but for settled ones, which are dropped from time to time */
    List<Incompatibility> openIncompatibilities() {
        if (incompatibilities.size() > 2 * kept) {
            incompatibilities.removeIf(settled -> settled.isSettled() && listed.remove(settled));
            kept = Math.max(FEW, incompatibilities.size());
        }
        return incompatibilities;
    }

    List<Assignment> assignments() {
        return assignments;
    }

    /** The facts of which the package is the subject, by what they say. */
    Map<Cause, Incompatibility> external() {
        return external;
    }

    /** What the universe said of the versions that were tried. */
    Map<Version, Dependencies<?>> explored() {
        return explored;
    }

    Candidates candidates() {
        return candidates;
    }

    void candidates(Candidates all) {
        candidates = all;
    }

    /** @return all that is assigned to the package, as one statement */
    Term assigned() {
        return assignments.isEmpty()
                ? unknown
                : assignments.get(assignments.size() - 1).all();
    }

    /** @return the chosen version, or null */
    Version decided() {
        return decided;
    }

    void decided(Version version) {
        decided = version;
    }

    /** @return the package whose version this one always has, or null */
    Node leader() {
        return leader;
    }

    void follow(Node other) {
        leader = other;
    }

    int tries() {
        return tries;
    }

    void countTry() {
        tries++;
    }

    boolean isOpen() {
        return decided == null && !assigned().absent();
    }
}
