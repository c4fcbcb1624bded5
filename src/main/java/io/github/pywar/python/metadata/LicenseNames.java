package io.github.pywar.python.metadata;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Names of licences that have exactly one meaning, and their SPDX identifiers. Names of a family are not here: {@code BSD
 * License}, {@code Apache Software License} and {@code GNU General Public License (GPL)} do not say which version or variant
 * (PEP 639, "Mapping license classifiers").
 */
final class LicenseNames {

    /** By the last part of the classifier. */
    private static final Map<String, String> CLASSIFIERS = Map.ofEntries(
            Map.entry("MIT License", "MIT"),
            Map.entry("MIT No Attribution License (MIT-0)", "MIT-0"),
            Map.entry("ISC License (ISCL)", "ISC"),
            Map.entry("The Unlicense (Unlicense)", "Unlicense"),
            Map.entry("zlib/libpng License", "Zlib"),
            Map.entry("Boost Software License 1.0 (BSL-1.0)", "BSL-1.0"),
            Map.entry("Mozilla Public License 1.0 (MPL)", "MPL-1.0"),
            Map.entry("Mozilla Public License 1.1 (MPL 1.1)", "MPL-1.1"),
            Map.entry("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
            Map.entry("GNU General Public License v2 or later (GPLv2+)", "GPL-2.0-or-later"),
            Map.entry("GNU General Public License v3 or later (GPLv3+)", "GPL-3.0-or-later"),
            Map.entry("GNU Lesser General Public License v2 or later (LGPLv2+)", "LGPL-2.0-or-later"),
            Map.entry("GNU Lesser General Public License v3 or later (LGPLv3+)", "LGPL-3.0-or-later"),
            Map.entry("GNU Affero General Public License v3 or later (AGPLv3+)", "AGPL-3.0-or-later"),
            Map.entry("European Union Public Licence 1.1 (EUPL 1.1)", "EUPL-1.1"),
            Map.entry("European Union Public Licence 1.2 (EUPL 1.2)", "EUPL-1.2"),
            Map.entry("Universal Permissive License (UPL)", "UPL-1.0"),
            Map.entry("Eclipse Public License 2.0 (EPL-2.0)", "EPL-2.0"),
            Map.entry("Historical Permission Notice and Disclaimer (HPND)", "HPND"),
            Map.entry("CC0 1.0 Universal (CC0 1.0) Public Domain Dedication", "CC0-1.0"));

    /** By the text in lower case, without {@code the}, {@code license}, {@code version}, {@code v}, commas and hyphens. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("mit", "MIT"),
            Map.entry("mit (mit)", "MIT"),
            Map.entry("expat", "MIT"),
            Map.entry("apache 2.0", "Apache-2.0"),
            Map.entry("apache 2", "Apache-2.0"),
            Map.entry("apache software 2.0", "Apache-2.0"),
            Map.entry("asl 2.0", "Apache-2.0"),
            Map.entry("bsd 3 clause", "BSD-3-Clause"),
            Map.entry("3 clause bsd", "BSD-3-Clause"),
            Map.entry("new bsd", "BSD-3-Clause"),
            Map.entry("modified bsd", "BSD-3-Clause"),
            Map.entry("bsd 2 clause", "BSD-2-Clause"),
            Map.entry("2 clause bsd", "BSD-2-Clause"),
            Map.entry("simplified bsd", "BSD-2-Clause"),
            Map.entry("isc", "ISC"),
            Map.entry("mpl 2.0", "MPL-2.0"),
            Map.entry("mozilla public 2.0", "MPL-2.0"),
            Map.entry("mozilla public 2.0 (mpl 2.0)", "MPL-2.0"),
            Map.entry("gplv2+", "GPL-2.0-or-later"),
            Map.entry("gplv3+", "GPL-3.0-or-later"),
            Map.entry("lgplv2+", "LGPL-2.0-or-later"),
            Map.entry("lgplv3+", "LGPL-3.0-or-later"),
            Map.entry("psf 2.0", "PSF-2.0"),
            Map.entry("unlicense", "Unlicense"),
            Map.entry("zpl 2.1", "ZPL-2.1"));

    private LicenseNames() {}

    static Optional<String> ofClassifier(String lastPart) {
        return Optional.ofNullable(CLASSIFIERS.get(lastPart));
    }

    static Optional<String> ofText(String text) {
        String words = (" " + text.toLowerCase(Locale.ROOT) + " ")
                .replaceAll("[,-]", " ")
                .replaceAll(" (the|licen[sc]e|version)(?= )", " ")
                .replaceAll(" v(?=[0-9])", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return Optional.ofNullable(TEXTS.get(words));
    }
}
