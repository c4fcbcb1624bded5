package io.github.pywar.python.elf;

import io.github.pywar.base.error.UserException;

/** Errors of ELF files: the file's name, and what is wrong with it. */
final class ElfErrors {

    private ElfErrors() {}

    static UserException damaged(String file, String reason) {
        return UserException.of("`" + file + "` is not a valid ELF file: " + reason);
    }
}
