package io.github.pywar.app.ospackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Terms of Debian's packages (Debian Policy 4.7). */
final class DebFormat implements PackageFormat {

    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "aarch64", "arm64");

    /** Packages whose name does not follow from that of the library. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "libgcc_s.so.1", "libgcc-s1",
            "libstdc++.so.6", "libstdc++6",
            "libz.so.1", "zlib1g",
            "libcrypto.so.3", "libssl3t64 | libssl3",
            "libdb-5.3.so", "libdb5.3t64 | libdb5.3",
            "libpanelw.so.6", "libncursesw6",
            "libGL.so.1", "libgl1",
            "libglib-2.0.so.0", "libglib2.0-0t64 | libglib2.0-0",
            "libgobject-2.0.so.0", "libglib2.0-0t64 | libglib2.0-0",
            "libgthread-2.0.so.0", "libglib2.0-0t64 | libglib2.0-0");

    private static final Pattern SONAME = Pattern.compile("(?<name>.+?)\\.so(?:\\.(?<version>[0-9][0-9.]*))?");

    @Override
    public String architecture(String machine) {
        return ARCHITECTURES.getOrDefault(machine, machine);
    }

    @Override
    public String independent() {
        return "all";
    }

    @Override
    public String fileName(OsPackage.Identity identity) {
        return identity.name() + "_" + identity.version() + "-" + identity.revision() + "_" + identity.architecture()
                + ".deb";
    }

    @Override
    public List<String> requirements(NativeNeeds needs, Optional<String> python) {
        List<String> all = new ArrayList<>(List.of("passwd"));
        python.filter(program -> program.startsWith("/usr/bin/python3."))
                .ifPresent(program -> all.add(program.substring("/usr/bin/".length())));
        needs.glibc().ifPresent(version -> all.add("libc6 (>= " + version + ")"));
        TreeSet<String> libraries = new TreeSet<>();
        needs.libraries().forEach(name -> libraries.add(library(name)));
        all.addAll(libraries);
        return all;
    }

    /** Returns the package of a library, by the rule for names in section 8.1 of the policy; also of the 64-bit time change. */
    private static String library(String soname) {
        Matcher parts = SONAME.matcher(soname);
        if (LIBRARIES.containsKey(soname) || !parts.matches()) {
            return LIBRARIES.getOrDefault(soname, soname.toLowerCase(Locale.ROOT));
        }
        String name = parts.group("name").toLowerCase(Locale.ROOT).replace('_', '-');
        String version = parts.group("version") == null ? "" : parts.group("version");
        boolean endsWithDigit = Character.isDigit(name.charAt(name.length() - 1));
        String known = name + (endsWithDigit && !version.isEmpty() ? "-" : "") + version;
        return known + " | " + known + "t64";
    }

    /** Units are stopped when the new version is configured: an upgrade that fails before stops nothing. */
    @Override
    public PackageScripts scripts(ScriptParts parts) {
        return new PackageScripts(
                script(when("install|upgrade", parts.createUser() + parts.listInstalled())),
                script(when("configure", parts.complete() + parts.stopListed() + parts.restart())),
                script(when("remove|deconfigure", parts.stop())),
                script(when("remove|upgrade|purge", parts.removeMade() + parts.reload())));
    }

    private static String when(String actions, String part) {
        return "case \"$1\" in\n" + actions + ")\n" + part + ";;\nesac\n";
    }

    private static String script(String text) {
        return "#!/bin/sh\nset -e\n" + text;
    }
}
