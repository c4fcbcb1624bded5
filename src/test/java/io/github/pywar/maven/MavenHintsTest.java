package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.BaseHint;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.testing.Golden;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MavenHintsTest {

    @ParameterizedTest
    @EnumSource
    void writesHintsOfBase(BaseHint kind) {
        check(
                kind,
                switch (kind) {
                    case OVERWRITE -> new String[] {"demo/__init__.py"};
                    case SET_CREDENTIAL -> new String[] {"files.example.org"};
                    case GO_ONLINE, TRUST_CERTIFICATES, SET_PROXY_CREDENTIAL, EXCLUDE_VERSIONS -> new String[0];
                });
    }

    @ParameterizedTest
    @EnumSource
    void writesHintsOfPython(PythonHint kind) {
        check(
                kind,
                switch (kind) {
                    case SET_INDEX_CREDENTIAL -> new String[] {"internal", "index.example.org"};
                    case DECLARE_LATER_PYTHON -> new String[] {"3.11.4"};
                    case NAME_BUILD_PYTHON -> new String[] {"3.11"};
                    case RAISE_BUILD_TIMEOUT -> new String[] {"30"};
                    case DECLARE_EXACT_PYTHON -> new String[] {"3.11.4"};
                    case RAISE_LIBC -> new String[] {"glibc-2.34"};
                    case DECLARE_FULL_PYTHON -> new String[] {"3.11.7"};
                    case DECLARE_OTHER_PYTHON -> new String[] {"`demo` 2.0 requires Python >=3.12"};
                    case MOVE_UPLOAD_LIMIT -> new String[] {"`demo` 2.0 was uploaded after the time limit"};
                    case END_COOL_DOWN -> new String[] {"`demo` 2.0 was uploaded within the cool-down", "demo"};
                    case BUILD_NATIVE -> new String[] {"`demo`, `other`", "demo=native,other=native"};
                    case ALLOW_BUILDS -> new String[] {"`demo`, `other`", "demo=native,other=pure"};
                    case ACCEPT_BUILT_CODE ->
                        new String[] {
                            "compiled code of `demo`, the C library glibc-2.36", "demo=native", "", "", "glibc-2.36"
                        };
                    case ALLOW_RECORD_FAULTS, ALLOW_BYTECODE, FORBID_RECORD_FAULTS, FORBID_BYTECODE ->
                        new String[] {"demo"};
                    case DECLARE_SYSTEM_LIBRARIES -> new String[] {"libpq.so.5"};
                    case ALLOW_BUILD_NETWORK,
                            REFRESH_PAGES,
                            LOCK_AGAIN,
                            REPLACE_LOCK,
                            REPLACE_LOCKED_FILE,
                            REMOVE_LIBC,
                            REPAIR_WHEELS,
                            RAISE_WHEEL_FILES,
                            RAISE_WHEEL_BYTES,
                            RAISE_WHEEL_RATIO,
                            ALLOW_PURE_BUILDS,
                            USE_REQUIREMENTS_FILE -> new String[0];
                });
    }

    /** One golden file a kind: what callers without Maven see, then what users of Maven see. */
    private static void check(Hint.Kind kind, String... values) {
        UserException error = UserException.of("Failed").hint(kind, values);
        Golden.assertMatches(
                "hint/" + ((Enum<?>) kind).name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt",
                "elsewhere\n" + error.getMessage() + "\n\nin Maven\n" + MavenHints.message(error));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasATextOfItsOwnForEachKind(Hint.Kind kind) {
        assertThat(MavenHints.TEMPLATES).containsKey(kind);
        assertThat(MavenHints.TEMPLATES.get(kind)).isNotEqualTo(kind.template());
    }

    static Stream<Hint.Kind> kinds() {
        return Stream.concat(Stream.of(BaseHint.values()), Stream.of(PythonHint.values()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            demo=native | true | ''         | ''         | to copy the libraries of this machine into the wheels, set all of these: <buildSdists>demo=native</buildSdists> <repairWheels>true</repairWheels>
            ''          | true | ''         | glibc-2.36 | to copy the libraries of this machine into the wheels, if all servers have glibc 2.36, set all of these: <repairWheels>true</repairWheels> <libc>glibc-2.36</libc>
            ''          | true | libpy.so   | ''         | to copy the other libraries of this machine into the wheels, if all servers have libpy.so, set all of these: <repairWheels>true</repairWheels> <systemLibraries>libpy.so</systemLibraries>
            demo=native | ''   | libpq.so.5 | ''         | if all servers have these libraries, set all of these: <buildSdists>demo=native</buildSdists> <systemLibraries>libpq.so.5</systemLibraries>
            ''          | ''   | libpq.so.5 | glibc-2.36 | if all servers have these libraries and glibc 2.36, set all of these: <systemLibraries>libpq.so.5</systemLibraries> <libc>glibc-2.36</libc>
            """)
    void writesDeclarationsThatAreRequiredTogether(
            String builds, String repair, String libraries, String libc, String text) {
        UserException error = UserException.of("Failed")
                .hint(PythonHint.ACCEPT_BUILT_CODE, "all of it", builds, repair, libraries, libc);

        assertThat(MavenHints.message(error)).isEqualTo("Failed\nhint: " + text);
    }

    @Test
    void keepsPlainHintsAndTheirOrder() {
        UserException error = UserException.of("Failed")
                .hint("first")
                .hint(BaseHint.GO_ONLINE)
                .hint("100 %");

        assertThat(MavenHints.message(error))
                .isEqualTo("Failed\nhint: first\nhint: build once without `-o`\nhint: 100 %");
    }
}
