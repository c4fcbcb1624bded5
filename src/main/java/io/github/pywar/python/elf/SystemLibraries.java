package io.github.pywar.python.elf;

import java.util.Set;
import java.util.regex.Pattern;

/** Libraries that every system has, by the policies of manylinux and musllinux (PEP 600, 656). */
final class SystemLibraries {

    /** Parts of the C library and its loader. */
    private static final Pattern GLIBC = Pattern.compile(
            "ld-linux[\\w.-]*|ld64\\.so\\.[12]|lib(?:c|m|mvec)\\.so\\.[16]|lib(?:pthread\\.so\\.0|dl\\.so\\.2"
                    + "|rt\\.so\\.1|util\\.so\\.1|anl\\.so\\.1|resolv\\.so\\.2|nsl\\.so\\.1)");

    private static final Pattern MUSL = Pattern.compile("libc\\.so|libc\\.musl-[\\w.-]+|ld-musl-[\\w.-]+");

    private static final Set<String> OF_MANYLINUX = Set.of(
            "libatomic.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6",
            "libX11.so.6",
            "libXext.so.6",
            "libXrender.so.1",
            "libICE.so.6",
            "libSM.so.6",
            "libGL.so.1",
            "libgobject-2.0.so.0",
            "libgthread-2.0.so.0",
            "libglib-2.0.so.0",
            "libz.so.1",
            "libexpat.so.1");

    private static final Set<String> OF_MUSLLINUX = Set.of("libz.so.1");

    private SystemLibraries() {}

    /** @return whether it is the C library of musl, or its loader */
    static boolean isMusl(String name) {
        return MUSL.matcher(name).matches();
    }

    /** @return whether it is a part of a C library */
    static boolean isLibc(String name) {
        return isMusl(name) || GLIBC.matcher(name).matches();
    }

    /** @return whether all systems with that C library have it */
    static boolean contains(String name, LibcFamily libc) {
        return libc == LibcFamily.MUSL
                ? isMusl(name) || OF_MUSLLINUX.contains(name)
                : GLIBC.matcher(name).matches() || OF_MANYLINUX.contains(name);
    }
}
