package io.github.pywar.app.audit;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.Comparator;
import java.util.Optional;

/**
 * Package to audit.
 *
 * @param within the package whose wheel contains it (PEP 770); empty for an installed package
 * @param file that declares it, relative to the project, with {@code /}
 * @param line in that file, from 1; 0 if it is not known
 */
public record AuditedPackage(PackageName name, Version version, Optional<String> within, String file, int line)
        implements Comparable<AuditedPackage> {

    private static final Comparator<AuditedPackage> ORDER = Comparator.comparing(AuditedPackage::name)
            .thenComparing(AuditedPackage::version)
            .thenComparing(one -> one.within().orElse(""))
            .thenComparing(AuditedPackage::file)
            .thenComparing(AuditedPackage::line);

    @Override
    public int compareTo(AuditedPackage other) {
        return ORDER.compare(this, other);
    }

    /** Returns its name and version, and where it is. */
    @Override
    public String toString() {
        return name + " " + version + within.map(" inside "::concat).orElse("");
    }
}
