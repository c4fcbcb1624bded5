package io.github.pywar.maven;

import io.github.pywar.app.audit.LicensePolicy;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Bean of {@code <licences>}: the licences that packages may have. */
public final class Licences {

    /** Identifiers of SPDX that are allowed; a pattern ends with an asterisk. If empty, all that are not denied. */
    private List<String> allow = new ArrayList<>();

    /** Identifiers of SPDX that no package may have. */
    private List<String> deny = new ArrayList<>();

    /** What a package without a clear licence means: {@code fail}, {@code warn} or {@code allow}. */
    private String unknown = "fail";

    /** Licences of packages whose metadata is not clear: each element has the name of a package. */
    private Map<String, String> clarify = new LinkedHashMap<>();

    /** Names of packages that are not checked. */
    private List<String> exceptions = new ArrayList<>();

    LicensePolicy policy() {
        Map<PackageName, String> clarified = new LinkedHashMap<>();
        clarify.forEach((name, text) -> clarified.put(PackageName.parse(name), text));
        Set<PackageName> excepted = exceptions.stream().map(PackageName::parse).collect(Collectors.toSet());
        return new LicensePolicy(allow, deny, LicensePolicy.Unknown.parse(unknown), clarified, excepted);
    }

    /** Returns the text for Maven's debug log. */
    @Override
    public String toString() {
        return Credentials.redact("allow " + allow + ", deny " + deny + ", unknown " + unknown);
    }
}
