package io.github.pywar.app.dependency;

/** Kinds of declarations of dependencies. If a project has several, the first one counts. */
enum DeclarationKind {
    /** Requirements files that the POM names, or {@code requirements.txt}. */
    REQUIREMENTS("requirements.txt"),
    /** The table {@code [project]} (PEP 621), with the additions of Poetry if it has any. */
    PROJECT("[project] of pyproject.toml"),
    /** The table {@code [tool.poetry]}. */
    POETRY("[tool.poetry] of pyproject.toml"),
    /** A {@code Pipfile}. */
    PIPFILE("Pipfile"),
    /** A {@code setup.cfg} that is enough without {@code setup.py}. */
    SETUP_CFG("setup.cfg"),
    /** A {@code setup.py}, whose dependencies only a build can determine. */
    SETUP_PY("setup.py");

    private final String label;

    DeclarationKind(String label) {
        this.label = label;
    }

    /** Returns its name in messages. */
    String label() {
        return label;
    }
}
