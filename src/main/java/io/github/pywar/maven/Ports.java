package io.github.pywar.maven;

import io.github.pywar.app.server.BindAddress;

/** Ports in parameters. */
final class Ports {

    /** Port of the development server, if none is configured. */
    static final String DEFAULT = "8000";

    private Ports() {}

    /** @throws io.github.pywar.base.error.UserException if the text is not a port */
    static int parse(String text) {
        try {
            return BindAddress.loopback(Integer.parseInt(text)).port();
        } catch (NumberFormatException e) {
            throw BindAddress.notAPort(text);
        }
    }
}
