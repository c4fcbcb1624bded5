package io.github.pywar.base.data;

import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A parsed TOML document with the lines of its values. */
final class TomlDocument {

    private final TomlTable root;
    private final TomlLines lines;

    TomlDocument(TomlTable root, TomlLines lines) {
        this.root = root;
        this.lines = lines;
    }

    /** @return the root table */
    TomlTable root() {
        return root;
    }

    /** @return the line of a position in the original text, from 1 */
    int line(TomlPosition position) {
        return lines.original(position.line());
    }
}
