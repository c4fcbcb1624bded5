package io.github.pywar.base.error;

/** Kinds of hints for files and requests whose text depends on the caller. */
public enum BaseHint implements Hint.Kind {

    /** Values: the path in the tree. */
    OVERWRITE("to keep the later of the two files, allow `%s` to be overwritten"),

    /** No values. */
    GO_ONLINE("run this once with network access"),

    /** No values. */
    TRUST_CERTIFICATES("if the network has its own certificates, configure their bundle"),

    /** Values: the host. */
    SET_CREDENTIAL("configure a user and password for `%s`"),

    /** No values. */
    SET_PROXY_CREDENTIAL("configure the proxy's user and password"),

    /** No values. */
    EXCLUDE_VERSIONS("use other versions, or ask the repository's administrators to release these");

    private final String template;

    BaseHint(String template) {
        this.template = template;
    }

    @Override
    public String template() {
        return template;
    }
}
