/**
 * Native code in wheels: ELF files, what they require of a system, and whether a target meets it (System V ABI, chapters 4
 * and 5; Linux Standard Base, symbol versioning; PEP 600 and 656).
 */
package io.github.pywar.python.elf;
