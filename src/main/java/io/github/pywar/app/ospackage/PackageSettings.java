package io.github.pywar.app.ospackage;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of a package, as the POM declares them.
 *
 * @param name of the package, its service and its folder
 * @param revision of the package
 * @param user that runs the processes; the package creates it
 * @param bind address of the server
 * @param python program of the target machine; empty: {@code /usr/bin/pythonX.Y}
 * @param requires additional requirements, in the syntax of the format
 * @param description for people
 */
public record PackageSettings(
        String name,
        String revision,
        String user,
        String bind,
        Optional<String> python,
        List<String> requires,
        OsPackage.Description description) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]{1,99}");
    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,30}");
    private static final Pattern REVISION = Pattern.compile("[0-9][A-Za-z0-9.+~]{0,50}");
    private static final Pattern PROGRAM = Pattern.compile("/[\\w./+-]{1,200}");
    private static final Pattern BIND = Pattern.compile("[\\w.:\\[\\]-]{1,100}:[0-9]{1,5}");

    /**
     * Checks all values, because they become parts of scripts that root runs.
     *
     * @throws UserException if one has another form
     */
    public PackageSettings {
        if (requires.stream().anyMatch(one -> one == null || one.isBlank())) {
            throw UserException.of("A requirement of the package is empty\n    from: <packageRequires>")
                    .hint("remove it, or name a package: <require>postgresql-client</require>");
        }
        requires = List.copyOf(requires);
        check(NAME, name, "<packageName>", "lower-case letters, digits, `+`, `.` and `-`, for example `shop`");
        check(USER, user, "<packageUser>", "the name of a user, for example `shop`");
        check(
                REVISION,
                revision,
                "<packageRevision>",
                "a digit, then letters, digits, `.`, `+` and `~`, for example `1`");
        check(BIND, bind, "<packageBind>", "`HOST:PORT`, for example `127.0.0.1:8000`");
        python.ifPresent(program ->
                check(PROGRAM, program, "<packagePython>", "an absolute path, such as `/usr/bin/python3.11`"));
        if (user.equals("root")) {
            throw UserException.of("`root` is not a user for a server\n    from: <packageUser>")
                    .hint("name another user: the package creates it");
        }
    }

    private static void check(Pattern form, String value, String element, String expected) {
        if (!form.matcher(value).matches()) {
            throw UserException.of("`" + value + "` is not valid for a package\n    from: " + element)
                    .hint("write " + expected);
        }
    }

    /** Returns the error that no maintainer is declared. */
    public static UserException missingMaintainer() {
        return UserException.of("A package needs a maintainer, and the POM names none")
                .hint("declare <packageMaintainer>Team Shop &lt;shop@example.org&gt;</packageMaintainer>")
                .hint("or declare a developer with an <email> in <developers> of the POM");
    }
}
