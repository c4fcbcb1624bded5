package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of RECORD faults on the page of standards: always refused, or accepted for an allowed project. */
class RecordFaultsTest extends WheelFixture {

    private static final byte[] CONTENT = "one = 1\n".getBytes();
    private static final String FILE = "demo/__init__.py";
    private static final String SUM = "sha256=" + Sha256.of(CONTENT).base64();
    private static final String ROW = FILE + "," + SUM + "," + CONTENT.length + "\n";
    private static final String MD5 = DigestAlgorithm.MD5.hex(CONTENT);

    static Stream<Arguments> acceptable() {
        return Stream.of(
                fault("unlisted file", text -> text.replace(ROW, ""), "`demo/__init__.py` is not in RECORD"),
                fault(
                        "listed file that is missing",
                        text -> text + "demo/gone.py," + SUM + ",8\n",
                        "`demo/gone.py` is in"),
                fault("absolute path", text -> text + "/usr/lib/x.py," + SUM + ",8\n", "`/usr/lib/x.py` is in RECORD"),
                fault("absolute path instead", text -> text.replace(FILE, "/" + FILE), "`demo/__init__.py` is not in"),
                fault("path that leads out", text -> text + "../../bin/x,,\n", "`../../bin/x` is in RECORD"),
                fault("backslashes", text -> text.replace(FILE, "demo\\__init__.py"), "`demo/__init__.py` is not in"),
                fault("folder", text -> text + "demo/,,\n", "`demo/` is in RECORD, but not in the wheel"),
                fault("right MD5", text -> text.replace(SUM, "md5=" + MD5), "unknown: md5=" + MD5),
                fault("unknown algorithm", text -> text.replace(SUM, "blake9=x"), "unknown: blake9=x"),
                fault("no sum", text -> text.replace(SUM, ""), "`demo/__init__.py` has no hash in RECORD"),
                fault("no sum, no size", text -> text.replace(ROW, FILE + ",,\n"), "has no hash in RECORD"),
                fault("wrong size", text -> text.replace(",8\n", ",9\n"), "`demo/__init__.py` has 8 bytes, not 9"),
                fault("size in words", text -> text.replace(",8\n", ",eight\n"), "has 8 bytes, not eight"),
                fault("four fields", text -> text + "a,b,c,d\n", "`a,b,c,d` is not a valid row"),
                fault("one field", text -> text + "a\n", "`a` is not a valid row"),
                fault("a second row without a sum", text -> text + FILE + ",,\n", "has two different rows in RECORD"),
                fault("not UTF-8", text -> text.replace(FILE, "demo/\uFFFD"), "`demo/__init__.py` is not in RECORD"),
                fault("empty", text -> "", "`demo/__init__.py` is not in RECORD"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                fault(
                        "wrong SHA-256",
                        text -> text.replace("sha256=", "sha256=_"),
                        "does not match its hash in RECORD"),
                fault(
                        "wrong MD5",
                        text -> text.replace(SUM, "md5=" + "0".repeat(32)),
                        "does not match its hash in RECORD"),
                fault("empty SHA-256", text -> text.replace(SUM, "sha256="), "does not match its hash in RECORD"),
                fault("wrong size, no sum", text -> text.replace(SUM + ",8", ",9"), "has 8 bytes, not 9"),
                fault(
                        "wrong size, right MD5",
                        text -> text.replace(SUM + ",8", "md5=" + MD5 + ",9"),
                        "has 8 bytes, not 9"),
                fault(
                        "a second row with a wrong sum",
                        text -> text + FILE + ",sha256=x,8\n",
                        "does not match its hash"));
    }

    static Stream<Arguments> none() {
        return Stream.of(
                fault("byte order mark", text -> "\uFEFF" + text, ""),
                fault("CRLF", text -> text.replace("\n", "\r\n"), ""),
                fault("the same row twice", text -> text + ROW, ""),
                fault(
                        "SHA-256 in hex",
                        text -> text.replace(SUM, "sha256=" + Sha256.of(CONTENT).hex()),
                        ""),
                fault("padding", text -> text.replace(SUM, SUM + "="), ""),
                fault("no size", text -> text.replace(",8\n", ",\n"), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("acceptable")
    void acceptsIncompleteRecordsOnlyIfAllowed(String name, TestWheel faulty, String expected) throws IOException {
        Wheel wheel = open(faulty);

        UserException error = catchThrowableOfType(UserException.class, wheel::verify);

        assertThat(error.what()).contains(expected);
        assertThat(error.hints()).last().isEqualTo(Hint.of(PythonHint.ALLOW_RECORD_FAULTS, "demo"));
        assertThat(wheel.recordFaults())
                .hasValueSatisfying(faults -> assertThat(faults).contains(expected));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesFilesThatDoNotMatchTheirHash(String name, TestWheel faulty, String expected) throws IOException {
        Wheel wheel = open(faulty);

        UserException strict = catchThrowableOfType(UserException.class, wheel::verify);
        UserException accepting = catchThrowableOfType(UserException.class, wheel::recordFaults);

        assertThat(strict.what()).contains(expected);
        assertThat(accepting.what()).contains(expected);
        assertThat(accepting.hints()).noneMatch(hint -> hint.kind() == PythonHint.ALLOW_RECORD_FAULTS);
        assertThat(strict.hints()).noneMatch(hint -> hint.kind() == PythonHint.ALLOW_RECORD_FAULTS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("none")
    void acceptsOtherSpellings(String name, TestWheel written, String expected) throws IOException {
        Wheel wheel = open(written);

        wheel.verify();

        assertThat(wheel.recordFaults()).isEmpty();
    }

    private static Arguments fault(String name, UnaryOperator<String> change, String expected) {
        return Arguments.of(name, demo().record(change), expected);
    }
}
