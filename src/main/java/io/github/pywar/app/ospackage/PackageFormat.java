package io.github.pywar.app.ospackage;

import java.util.List;
import java.util.Optional;

/** Terms in which the formats of packages differ. */
public interface PackageFormat {

    /** Packages of Debian and Ubuntu. */
    PackageFormat DEB = new DebFormat();

    /** Packages of Red Hat, SUSE and their relatives. */
    PackageFormat RPM = new RpmFormat();

    /** Returns the name of an architecture, such as {@code x86_64}. */
    String architecture(String machine);

    /** Returns the architecture of packages that fit all machines. */
    String independent();

    /** Returns the name of a package's file. */
    String fileName(OsPackage.Identity identity);

    /**
     * Returns what the package needs of the system.
     *
     * @param python the program of the machine that runs it; empty if the package contains an interpreter
     */
    List<String> requirements(NativeNeeds needs, Optional<String> python);

    /** Returns the scripts of the package. */
    PackageScripts scripts(ScriptParts parts);
}
