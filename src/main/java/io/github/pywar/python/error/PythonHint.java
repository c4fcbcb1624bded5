package io.github.pywar.python.error;

import io.github.pywar.base.error.Hint;

/** Kinds of hints of Python packaging whose text depends on the caller. */
public enum PythonHint implements Hint.Kind {

    /** Values: the index's id, and the host. */
    SET_INDEX_CREDENTIAL("configure a user and password for index `%s` or its host `%s`"),

    /** No values. */
    REFRESH_PAGES("the cached page of the index may be out of date: read it again"),

    /** No values. */
    LOCK_AGAIN("write the lock again, for this target"),

    /** No values. */
    REPLACE_LOCK("delete the lock file, and write it again"),

    /** No values. */
    REPLACE_LOCKED_FILE("if a lock names the file, it was deleted since: write the lock again"),

    /** Values: the oldest Python that fits, for example {@code 3.11.4}. */
    DECLARE_LATER_PYTHON("or declare the release of Python that runs it, %s or later"),

    /** Values: the release of Python that makes a solution possible. */
    DECLARE_EXACT_PYTHON("declare Python `%s`"),

    /** Values: an example of a full version. */
    DECLARE_FULL_PYTHON(
            "declare the full version of Python, for example `%s`: requirements differ between its releases,"
                    + " and no solution fits all of them"),

    /** Values: a release and the Python that it requires. */
    DECLARE_OTHER_PYTHON("%s: declare another Python"),

    /** Values: a release and why it is not chosen; the project. */
    END_COOL_DOWN("%1$s: wait, or exempt `%2$s` from the cool-down"),

    /** Values: a release and when it was uploaded. */
    MOVE_UPLOAD_LIMIT("%s: wait, or move the time limit for uploads"),

    /** Values: the projects in backticks, and with {@code =native}, separated by commas. */
    BUILD_NATIVE("to build compiled code of %1$s on this machine, allow it"),

    /** Values: the projects in backticks, and with what is allowed ({@code demo=pure}), separated by commas. */
    ALLOW_BUILDS("to build %1$s from source code, allow it"),

    /**
     * Values: all declarations in words; the projects with {@code =native}; {@code true} if libraries are copied; the
     * libraries of the system; the C library. All but the first may be empty.
     */
    ACCEPT_BUILT_CODE("to accept all of it, declare together: %1$s"),

    /** No values. */
    ALLOW_PURE_BUILDS("to build wheels from source code, allow it"),

    /** No values. */
    REMOVE_LIBC("remove the libc"),

    /** Values: the C library that has what native code needs. */
    RAISE_LIBC("if the server has it, declare the C library %s"),

    /** No values. */
    REPAIR_WHEELS("copy the libraries of this machine into the wheels that are built"),

    /** Values: the file names of libraries. */
    DECLARE_SYSTEM_LIBRARIES("if all systems have these libraries, declare them: %s"),

    /** No values. */
    RAISE_WHEEL_FILES("if the wheel is genuine, raise the limit for the number of files in a wheel"),

    /** No values. */
    RAISE_WHEEL_BYTES("if the wheel is genuine, raise the limit for the uncompressed size of a wheel"),

    /** No values. */
    RAISE_WHEEL_RATIO("if the wheel is genuine, raise the limit for the compression ratio of a wheel"),

    /** Values: the project. */
    ALLOW_RECORD_FAULTS("to use the wheel as it is, allow RECORD errors of `%s`"),

    /** Values: the project. */
    ALLOW_BYTECODE("to install code that cannot be reviewed, allow compiled code of `%s`"),

    /** No values. */
    USE_REQUIREMENTS_FILE("put options into a requirements file"),

    /** Values: the project. */
    FORBID_RECORD_FAULTS("stop allowing RECORD errors of `%s` once the project is fixed"),

    /** Values: the required version of Python, for example {@code 3.11}. */
    NAME_BUILD_PYTHON("if Python %s is installed elsewhere, name it"),

    /** No values. */
    ALLOW_BUILD_NETWORK("if the build has to download something, allow it to use the network"),

    /** Values: the present limit in minutes. */
    RAISE_BUILD_TIMEOUT("if the build takes longer than %s minutes, raise its time limit"),

    /** Values: the project. */
    FORBID_BYTECODE("stop allowing compiled code of `%1$s` once a wheel of `%1$s` contains its sources");

    private final String template;

    PythonHint(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
