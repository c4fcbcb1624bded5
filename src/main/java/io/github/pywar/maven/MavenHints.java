package io.github.pywar.maven;

import static java.util.Map.entry;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hints in the terms of Maven: the POM's elements, settings.xml, goals and options. */
final class MavenHints {

    static final Map<Hint.Kind, String> TEMPLATES = Map.ofEntries(
            entry(BaseHint.OVERWRITE, "to keep the later of the two files, set <allowOverwrite>%s</allowOverwrite>"),
            entry(BaseHint.GO_ONLINE, "build once without `-o`"),
            entry(
                    BaseHint.TRUST_CERTIFICATES,
                    "if the network has its own certificates, configure their bundle: `PIP_CERT`, `SSL_CERT_FILE`, or"
                            + " `cert` in pip's configuration"),
            entry(
                    BaseHint.SET_CREDENTIAL,
                    "configure a user and password for `%s`: in netrc, or, if it is an index or the file host of an"
                            + " index, in the <server> of the index in settings.xml"),
            entry(
                    BaseHint.SET_PROXY_CREDENTIAL,
                    "configure the user and password where the proxy is configured: in its <proxy> in settings.xml, or"
                            + " as http://USER:PASSWORD@HOST:PORT in pip's `proxy` or a variable such as `HTTPS_PROXY`"),
            entry(
                    BaseHint.EXCLUDE_VERSIONS,
                    "to use other versions, exclude these: <constraints><constraint>NAME!=VERSION</constraint>"
                            + "</constraints>; or ask the repository's administrators to release them"),
            entry(
                    PythonHint.SET_INDEX_CREDENTIAL,
                    "configure a user and password: a <server> with the id `%s` in settings.xml, a line for `%s` in"
                            + " netrc, or pip's own configuration"),
            entry(
                    PythonHint.REFRESH_PAGES,
                    "the cached page of the index may be out of date: run again with `-U`, which reads it again"),
            entry(PythonHint.LOCK_AGAIN, "write the lock again, for this target, with `mvn pywar:lock`"),
            entry(
                    PythonHint.REPLACE_LOCK,
                    "replace the lock file: `mvn pywar:lock -Dpywar.upgrade=all` ignores the present one"),
            entry(
                    PythonHint.REPLACE_LOCKED_FILE,
                    "if a lock names the file, it was deleted since: write the lock again with `mvn pywar:lock`"),
            entry(
                    PythonHint.DECLARE_LATER_PYTHON,
                    "or declare the release of Python that runs it, or a later one: <python>%s</python>"),
            entry(
                    PythonHint.DECLARE_FULL_PYTHON,
                    "declare the full version of Python, for example <python>%s</python>: requirements differ between"
                            + " its releases, and no solution fits all of them"),
            entry(PythonHint.DECLARE_EXACT_PYTHON, "declare `<python>%s</python>`"),
            entry(PythonHint.DECLARE_OTHER_PYTHON, "%s: declare another <python>"),
            entry(PythonHint.END_COOL_DOWN, "%1$s: wait, or take it now: -Dpywar.coolDownExcept=%2$s"),
            entry(PythonHint.MOVE_UPLOAD_LIMIT, "%s: wait, or move <uploadedBefore>"),
            entry(
                    PythonHint.BUILD_NATIVE,
                    "to build compiled code of %1$s on this machine, set <buildSdists>%2$s</buildSdists>"),
            entry(PythonHint.ALLOW_BUILDS, "to build %1$s from source code, set <buildSdists>%2$s</buildSdists>"),
            entry(PythonHint.ACCEPT_BUILT_CODE, "%s"),
            entry(
                    PythonHint.ALLOW_PURE_BUILDS,
                    "to build wheels from source code, set <buildSdists>pure</buildSdists>"),
            entry(PythonHint.REMOVE_LIBC, "remove <libc>"),
            entry(PythonHint.RAISE_LIBC, "if the server has it, declare a newer C library: <libc>%s</libc>"),
            entry(
                    PythonHint.REPAIR_WHEELS,
                    "to copy these libraries into the wheel, set <repairWheels>true</repairWheels>"),
            entry(
                    PythonHint.DECLARE_SYSTEM_LIBRARIES,
                    "if all servers have these libraries, declare <systemLibraries>%s</systemLibraries>"),
            entry(PythonHint.RAISE_WHEEL_FILES, "if the wheel is genuine, raise <files> in <wheelLimits>"),
            entry(PythonHint.RAISE_WHEEL_BYTES, "if the wheel is genuine, raise <megabytes> in <wheelLimits>"),
            entry(PythonHint.RAISE_WHEEL_RATIO, "if the wheel is genuine, raise <ratio> in <wheelLimits>"),
            entry(
                    PythonHint.ALLOW_RECORD_FAULTS,
                    "to use the wheel as it is, set <allowRecordFaults>%s</allowRecordFaults>"),
            entry(
                    PythonHint.ALLOW_BYTECODE,
                    "to install code that cannot be reviewed, set <allowBytecode>%s</allowBytecode>"),
            entry(
                    PythonHint.USE_REQUIREMENTS_FILE,
                    "put options into a requirements file, and list the file in <requirementsFiles>"),
            entry(
                    PythonHint.NAME_BUILD_PYTHON,
                    "if Python %1$s is installed elsewhere, name it: <buildPython>/opt/python%1$s/bin/python%1$s"
                            + "</buildPython>"),
            entry(
                    PythonHint.ALLOW_BUILD_NETWORK,
                    "if the build has to download something, set <buildNetwork>true</buildNetwork>"),
            entry(PythonHint.RAISE_BUILD_TIMEOUT, "if the build takes longer than %s minutes, raise <buildTimeout>"),
            entry(PythonHint.FORBID_RECORD_FAULTS, "remove `%s` from <allowRecordFaults> once the project is fixed"),
            entry(
                    PythonHint.FORBID_BYTECODE,
                    "remove `%1$s` from <allowBytecode> once a wheel of `%1$s` contains its sources"));

    private MavenHints() {}

    /** @return the message of the error, with its hints */
    static String message(UserException error) {
        return append(error.what(), error.hints());
    }

    /** @return the message, with the hints */
    static String append(String message, List<Hint> hints) {
        List<Hint> texts = new ArrayList<>();
        for (Hint hint : hints) {
            texts.add(
                    hint.kind() == PythonHint.ACCEPT_BUILT_CODE
                            ? Hint.of(hint.kind(), new PomSnippet(hint.values()).text())
                            : hint);
        }
        return Hint.append(message, texts, TEMPLATES);
    }
}
