package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredLicenseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "License-Expression: mit or apache-2.0 | MIT OR Apache-2.0",
                "License: MIT | MIT",
                "License: The MIT License | MIT",
                "License: Apache License, Version 2.0 | Apache-2.0",
                "License: Apache 2.0 | Apache-2.0",
                "License: BSD-3-Clause | BSD-3-Clause",
                "License: 3-Clause BSD License | BSD-3-Clause",
                "License: MPL-2.0 AND MIT | MPL-2.0 AND MIT",
                "Classifier: License :: OSI Approved :: MIT License | MIT",
                "Classifier: License :: OSI Approved :: GNU Lesser General Public License v3 or later (LGPLv3+) | LGPL-3.0-or-later"
            })
    void readsClearLicenses(String line, String expression) {
        assertThat(license(line).expression()).contains(expression);
        assertThat(license(line).names()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "License: BSD",
                "License: Apache",
                "License: GPL",
                "License: Dual License",
                "License: \u017Fleepycat",
                "License: Apache-2.0 or MIT or Secret",
                "Classifier: License :: OSI Approved :: BSD License",
                "Classifier: License :: OSI Approved :: Apache Software License"
            })
    void guessesNoLicense(String line) {
        assertThat(license(line).expression()).isEmpty();
        assertThat(license(line).names()).containsExactly(line.substring(line.lastIndexOf(':') + 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Classifier:", "Classifier: License", "Classifier: License ::", "Classifier: Topic"})
    void readsNoLicenseFromOtherClassifiers(String line) {
        assertThat(license(line).expression()).isEmpty();
        assertThat(license(line).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MIT, true", "mit, false", "MI, false", "Classpath-exception-2.0, false"})
    void findsIdentifiersInTheirSpelling(String text, boolean isIdentifier) {
        assertThat(DeclaredLicense.isIdentifier(text)).isEqualTo(isIdentifier);
    }

    @Test
    void findsNoIdentifierInTwoLinesOfTheList() {
        assertThat(DeclaredLicense.isIdentifier("3D-Slicer-1.0")).isTrue();
        assertThat(DeclaredLicense.isIdentifier("0BSD\nlicense 3D-Slicer-1.0")).isFalse();
    }

    @Test
    void keepsSeveralClassifiersAsNames() {
        DeclaredLicense license = license("Classifier: License :: OSI Approved :: MIT License\n"
                + "Classifier: License :: OSI Approved :: Apache Software License");

        assertThat(license.expression()).isEmpty();
        assertThat(license.names()).containsExactly("MIT License", "Apache Software License");
        assertThat(license.text()).contains("MIT License, Apache Software License");
    }

    @Test
    void usesTheFirstLineOfALongText() {
        String text = "License: Copyright (c) Someone\n        " + "All rights reserved. ".repeat(20);

        assertThat(license(text).names()).isEqualTo(List.of("Copyright (c) Someone"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"License: UNKNOWN", "Summary: none", "Classifier: License :: OSI Approved"})
    void hasNoNameIfNothingIsDeclared(String line) {
        assertThat(license(line).text()).isEmpty();
    }

    private static DeclaredLicense license(String lines) {
        String text = "Metadata-Version: 2.4\nName: web\nVersion: 1.0\n" + lines + "\n";
        return DeclaredLicense.of(Metadata.parse(text.getBytes(StandardCharsets.UTF_8)));
    }
}
