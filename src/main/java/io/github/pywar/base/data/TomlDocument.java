package io.github.pywar.base.data;

import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A TOML text that was read, with the lines of its values. */
public final class TomlDocument {

    private final TomlTable root;
    private final TomlLines lines;

    TomlDocument(TomlTable root, TomlLines lines) {
        this.root = root;
        this.lines = lines;
    }

    /** @return the table that is the whole text */
    public TomlTable root() {
        return root;
    }

    /** @return the line in the text that was read, from 1, of a position in one of its tables and arrays */
    public int line(TomlPosition position) {
        return lines.original(position.line());
    }
}
