package io.github.pywar.base.data;

import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Parsed TOML text, with the lines of its values. */
public final class TomlDocument {

    private final TomlTable root;
    private final TomlLines lines;

    TomlDocument(TomlTable root, TomlLines lines) {
        this.root = root;
        this.lines = lines;
    }

    /** @return the root table */
    public TomlTable root() {
        return root;
    }

    /** @return the line in the text, from 1, of a position in one of its tables and arrays */
    public int line(TomlPosition position) {
        return lines.original(position.line());
    }
}
