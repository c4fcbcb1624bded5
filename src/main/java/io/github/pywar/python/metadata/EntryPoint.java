package io.github.pywar.python.metadata;

import io.github.pywar.base.error.UserException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry point ("Entry points specification"): {@code flask = flask.cli:main}.
 *
 * @param group the section, for example {@code console_scripts}
 * @param name what stands before the {@code =}, in its own case
 * @param value what stands behind it: {@code module:attribute.path [extras]}; the extras are history
 */
public record EntryPoint(String group, String name, String value) {

    private static final Pattern VALUE = Pattern.compile(
            "([\\w.]+)\\s*(?::\\s*([\\w.]+)\\s*)?(?:\\[[^\\]]*\\]\\s*)?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\x00-\\x1f]+");

    /** @return the module to import */
    public String module() {
        return reference().group(1);
    }

    /** @return the path of attributes in the module */
    public Optional<String> attribute() {
        return Optional.ofNullable(reference().group(2));
    }

    private Matcher reference() {
        Matcher matcher = VALUE.matcher(value);
        if (!matcher.matches() || !PythonIdentifier.isDotted(matcher.group(1))) {
            throw fault("its value is no `module:attribute`");
        }
        return matcher;
    }

    /**
     * Checks that a script can be made of it.
     *
     * @return this
     * @throws UserException where its name is no file's name, or its value no {@code module:attribute}
     */
    public EntryPoint requireScript() {
        if (!FILE_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw fault("its name is no name of a file");
        }
        if (!attribute().filter(PythonIdentifier::isDotted).isPresent()) {
            throw fault("its value names no attribute to call, as in `module:main`");
        }
        return this;
    }

    private UserException fault(String why) {
        return UserException.of("The entry point `" + this + "` in `[" + group + "]` makes no script: " + why);
    }

    /** @return {@code name = value} */
    @Override
    public String toString() {
        return name + " = " + value;
    }
}
