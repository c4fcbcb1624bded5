package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** State of the solver for one package. */
final class Node {

    private static final int FEW = 16;

    private final int number;
    private final Term unknown = new Term(this, VersionRange.any(), true);

    /** The incompatibilities with a term about the package, the newest last. */
    private final List<Incompatibility> incompatibilities = new ArrayList<>();

    private final Set<Incompatibility> listed = new HashSet<>();

    private final List<Assignment> assignments = new ArrayList<>();
    private final Map<Cause, Incompatibility> externalFacts = new HashMap<>();
    private final Map<Version, Dependencies<?>> explored = new HashMap<>();
    private Candidates candidates;
    private Version decided;
    private int tries;
    private Node leader;
    private final List<Node> followers = new ArrayList<>();
    private int sizeAfterCleaning = FEW;

    /** @param number the position in the order of discovery; 0 is the root */
    Node(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isRoot() {
        return number == 0;
    }

    /**
     * Adds an incompatibility unless it is listed. An extended one is added again, because it may have been dropped.
     */
    void add(Incompatibility incompatibility) {
        if (listed.add(incompatibility)) {
            incompatibilities.add(incompatibility);
        }
    }

    /** Returns the incompatibilities. Settled ones are dropped each time the list has doubled. */
    List<Incompatibility> openIncompatibilities() {
        if (incompatibilities.size() > 2 * sizeAfterCleaning) {
            incompatibilities.removeIf(settled -> settled.isSettled() && listed.remove(settled));
            sizeAfterCleaning = Math.max(FEW, incompatibilities.size());
        }
        return incompatibilities;
    }

    List<Assignment> assignments() {
        return assignments;
    }

    /** Returns the facts that the universe stated about the package, by their cause. */
    Map<Cause, Incompatibility> externalFacts() {
        return externalFacts;
    }

    /** Returns the dependencies of the versions that were tried. */
    Map<Version, Dependencies<?>> explored() {
        return explored;
    }

    Candidates candidates() {
        return candidates;
    }

    void candidates(Candidates all) {
        candidates = all;
    }

    /** Returns the conjunction of all assignments of the package. */
    Term assigned() {
        return assignments.isEmpty()
                ? unknown
                : assignments.get(assignments.size() - 1).accumulated();
    }

    /** Returns the chosen version, or null. */
    Version decided() {
        return decided;
    }

    void decided(Version version) {
        decided = version;
    }

    /** Returns the package whose version this one always has, or null. */
    Node leader() {
        return leader;
    }

    void follow(Node other) {
        leader = other;
        other.followers.add(this);
    }

    /** Returns the packages that always have the version of this one. */
    List<Node> followers() {
        return followers;
    }

    int tries() {
        return tries;
    }

    void countTry() {
        tries++;
    }

    /** Returns whether the solution needs a version of the package and has none yet. */
    boolean isOpen() {
        return decided == null && !assigned().absent();
    }
}
