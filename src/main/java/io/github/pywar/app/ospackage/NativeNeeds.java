package io.github.pywar.app.ospackage;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.elf.NativeRequirements;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What the compiled files of an archive need of the system.
 *
 * @param isNative whether there are such files
 * @param bits of the target
 * @param glibc the oldest version that has all needed symbols
 * @param libraries that the archive does not contain, without those of the C library and of Python
 */
record NativeNeeds(boolean isNative, int bits, Optional<String> glibc, SortedSet<String> libraries) {

    /** Reads all ELF files. */
    static NativeNeeds of(FileTree tree, int bits) throws IOException {
        NativeRequirements found = NativeRequirements.of(tree);
        SortedSet<String> libraries = found.systemLibraries();
        libraries.removeIf(name -> name.startsWith("libpython"));
        return new NativeNeeds(found.isNative(), bits, found.glibc(), libraries);
    }
}
