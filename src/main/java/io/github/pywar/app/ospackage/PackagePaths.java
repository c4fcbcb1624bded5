package io.github.pywar.app.ospackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.BuiltArchive;

/**
 * Paths of an installed package.
 *
 * @param archive whose files the package has
 * @param name of the package
 */
record PackagePaths(BuiltArchive archive, String name) {

    static final String UNITS = "/usr/lib/systemd/system/";

    /** Returns the folder of all releases. */
    String folder() {
        return "/opt/" + name;
    }

    /** Returns the name of the folder of this release: an upgrade changes no file of a running one. */
    String releaseName() {
        return archive.plainVersion() + "-" + archive.buildId();
    }

    String release() {
        return folder() + "/" + releaseName();
    }

    /** Returns the folder of the interpreter, if the package contains one. */
    String interpreter() {
        return release() + ".python";
    }

    /** Returns the link to the release. */
    String current() {
        return folder() + "/current";
    }

    String environment() {
        return "/etc/" + name + "/env";
    }

    /** Returns the working directory of all processes. */
    String application() {
        JsonNode app = archive.manifest().at("/layout/app");
        return current() + "/" + app.asText("app");
    }
}
