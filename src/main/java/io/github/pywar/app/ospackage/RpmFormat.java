package io.github.pywar.app.ospackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Terms of packages of rpm. */
final class RpmFormat implements PackageFormat {

    @Override
    public String architecture(String machine) {
        return machine;
    }

    @Override
    public String independent() {
        return "noarch";
    }

    @Override
    public String fileName(OsPackage.Identity identity) {
        return identity.name() + "-" + identity.version() + "-" + identity.revision() + "." + identity.architecture()
                + ".rpm";
    }

    /** Returns files and libraries, for which rpm's tools find the package that provides them. */
    @Override
    public List<String> requirements(NativeNeeds needs, Optional<String> python) {
        List<String> all = new ArrayList<>(List.of("/usr/sbin/useradd"));
        python.ifPresent(all::add);
        String marking = needs.bits() == 64 ? "(64bit)" : "";
        needs.glibc().ifPresent(version -> all.add("libc.so.6(GLIBC_" + version + ")" + marking));
        needs.libraries().forEach(name -> all.add(name + (marking.isEmpty() ? "" : "()" + marking)));
        return all;
    }

    /** The first argument is the number of installed versions afterwards. The earlier one still has its files in the second script. */
    @Override
    public PackageScripts scripts(ScriptParts parts) {
        return new PackageScripts(
                "set -e\n" + parts.createUser(),
                "set -e\n" + parts.complete() + parts.stopRemoved() + parts.restart(),
                "if [ \"$1\" -eq 0 ]; then\n" + parts.stop() + "fi\n",
                parts.removeMade() + parts.reload());
    }
}
