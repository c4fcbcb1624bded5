package io.github.pywar.python.metadata;

import io.github.pywar.base.error.UserException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry point ("Entry points specification"): {@code flask = flask.cli:main}.
 *
 * <pre>
 * entry-point = name "=" module [ ":" attribute ] [ "[" extras "]" ]
 * </pre>
 *
 * @param group the section, for example {@code console_scripts}
 * @param name the text before the {@code =}, in its original case
 * @param value the text after the {@code =}; the standard deprecates the extras in it
 */
public record EntryPoint(String group, String name, String value) {

    private static final String SYNTAX = "([\\w.]+)\\s*(?::\\s*([\\w.]+)\\s*)?(?:\\[[^\\]]*\\]\\s*)?";
    private static final Pattern ASCII = Pattern.compile(SYNTAX);

    /** Separate class, because the Unicode classes of characters take milliseconds to load, and few values need them. */
    private static final class Unicode {

        private static final Pattern VALUE = Pattern.compile(SYNTAX, Pattern.UNICODE_CHARACTER_CLASS);
    }

    private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\x00-\\x1f]+");

    /** @return the module to import */
    public String module() {
        return reference().group(1);
    }

    /** @return the attribute of the module, with dots for attributes in it */
    public Optional<String> attribute() {
        return Optional.ofNullable(reference().group(2));
    }

    private Matcher reference() {
        boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(value);
        Matcher matcher = (isAscii ? ASCII : Unicode.VALUE).matcher(value);
        if (!matcher.matches() || !PythonIdentifier.isDotted(matcher.group(1))) {
            throw error("its value is not `module:attribute`");
        }
        return matcher;
    }

    /**
     * Checks that the entry point is valid as a script.
     *
     * @return this
     * @throws UserException if its name is not a valid file name, or its value is not {@code module:attribute}
     */
    public EntryPoint requireScript() {
        if (!FILE_NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw error("its name is not a valid file name");
        }
        Optional<String> attribute = attribute();
        if (attribute.isEmpty() || !PythonIdentifier.isDotted(attribute.get())) {
            throw error("its value has no attribute to call, as in `module:main`");
        }
        return this;
    }

    private UserException error(String why) {
        return UserException.of("The entry point `" + this + "` in `[" + group + "]` is not a valid script: " + why);
    }

    /** @return {@code name = value} */
    @Override
    public String toString() {
        return name + " = " + value;
    }
}
