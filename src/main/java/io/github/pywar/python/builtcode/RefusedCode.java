package io.github.pywar.python.builtcode;

import io.github.pywar.python.elf.LoadFault;
import io.github.pywar.python.error.BuildHints;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compiled code of one package that was built on this machine, and that an archive must not contain as it is.
 *
 * @param project its name
 * @param allowing the hints that allow compiled code of the project; empty if it is allowed
 * @param what the reasons, in the words of a message
 * @param target that must load it
 * @param faults the reasons why the target cannot load it; may be empty if it is not allowed
 * @param declared the libraries that the target is known to have, in addition to those of every Linux
 * @param copies what copies of this machine's libraries would require; empty if that is not known
 */
public record RefusedCode(
        String project,
        Optional<BuildHints> allowing,
        String what,
        TargetEnvironment target,
        List<LoadFault> faults,
        Set<String> declared,
        Optional<LibraryCopies.Floor> copies) {

    /** Start of the name of the library of Python, which is not copied. */
    static final String PYTHON = "libpython";

    private static final String SCRIPTS = ".data/scripts/";

    public RefusedCode {
        faults = List.copyOf(faults);
        declared = Set.copyOf(declared);
    }

    /** Returns the same code, which is not allowed either. */
    public RefusedCode notAllowed(String reason, BuildHints hints) {
        return new RefusedCode(project, Optional.of(hints), reason + "\n" + what, target, faults, declared, copies);
    }

    /** Returns code that is not allowed, and that the target can load as far as it is known. */
    public static RefusedCode notAllowed(String project, String reason, TargetEnvironment target, BuildHints hints) {
        return new RefusedCode(project, Optional.of(hints), reason, target, List.of(), Set.of(), Optional.empty());
    }

    boolean has(LoadFault.Kind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }

    /** Returns whether it uses functions that glibc has for itself only. */
    boolean isPrivate() {
        return faults.stream().anyMatch(LoadFault::isPrivate);
    }

    /** Returns whether declarations of the user can make it usable. */
    boolean isAcceptable() {
        return !isPrivate() && !has(LoadFault.Kind.MACHINE) && !has(LoadFault.Kind.LIBC);
    }

    /** Returns the libraries that the target may not have. */
    SortedSet<String> libraries() {
        SortedSet<String> libraries = new TreeSet<>();
        faults.forEach(fault -> fault.library().ifPresent(libraries::add));
        return libraries;
    }

    /**
     * Returns whether a repair leaves a library outside of the wheel, although a file needs it. auditwheel removes the
     * library of Python from every file, because Python itself has its symbols. A program that contains a Python, such as
     * uWSGI, needs the library: without it, the program does not start.
     *
     * @param file the path in the wheel, or a text with it
     */
    public static boolean isKept(String library, String file) {
        return library.startsWith(PYTHON) && file.contains(SCRIPTS);
    }

    /** Returns the libraries that the target must have even if a repair copies the others. */
    SortedSet<String> keptLibraries() {
        SortedSet<String> kept = new TreeSet<>();
        for (LoadFault fault : faults) {
            fault.library().filter(name -> isKept(name, fault.text())).ifPresent(kept::add);
        }
        return kept;
    }

    /** Returns whether a repair can copy at least one of the libraries. */
    boolean isCopyable() {
        return libraries().stream().anyMatch(name -> !name.startsWith(PYTHON));
    }

    /** Returns the minor version of glibc 2 that it requires; -1 if the target's is sufficient. */
    int floor() {
        return faults.stream()
                .filter(fault -> fault.kind() == LoadFault.Kind.VERSION)
                .mapToInt(LoadFault::floor)
                .max()
                .orElse(-1);
    }
}
