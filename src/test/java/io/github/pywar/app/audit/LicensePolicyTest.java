package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicensePolicyTest {

    private static final PackageName WEB = PackageName.parse("web");

    @ParameterizedTest
    @CsvSource({
        "MIT, MIT, '', true",
        "MIT, Apache-2.0, '', false",
        "MIT, '', '', true",
        "GPL-3.0-only, '', GPL-*, false",
        "GPL-3.0-only OR MIT, MIT, '', true",
        "GPL-3.0-only AND MIT, MIT, '', false",
        "MIT OR GPL-3.0-only AND BSD-3-Clause, BSD-3-Clause, '', false",
        "MIT OR GPL-3.0-only AND BSD-3-Clause, MIT, '', true",
        "(MIT OR GPL-3.0-only) AND BSD-3-Clause, MIT|BSD-*, '', true",
        "(MIT OR GPL-3.0-only) AND BSD-3-Clause, MIT, '', false",
        "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only, '', true",
        "GPL-2.0-only WITH Classpath-exception-2.0, '', GPL-2.0-only, false",
        "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only, true",
        "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0, GPL-*, true",
        "MIT, MIT, MIT, false",
        "LGPL-2.1-only, LGPL-2.1-only, LGPL-*, false",
        "GPL-3.0-only, GPL-*, GPL-3.0*, false",
        "mit, MIT, '', true",
        "LicenseRef-Company, LicenseRef-Company, '', true",
        "LicenseRef-Company, MIT, '', false"
    })
    void evaluatesExpressions(String expression, String allow, String deny, boolean isAccepted) {
        DeclaredLicense declared = new DeclaredLicense(DeclaredLicense.parse(expression), List.of());

        assertThat(policy(list(allow), list(deny), "fail").judge(WEB, declared).isEmpty())
                .isEqualTo(isAccepted);
    }

    @Test
    void judgesUnknownLicencesByTheirRule() {
        DeclaredLicense named = new DeclaredLicense(Optional.empty(), List.of("BSD License"));
        DeclaredLicense none = new DeclaredLicense(Optional.empty(), List.of());

        assertThat(policy(List.of(), List.of(), "fail").judge(WEB, named))
                .contains(new LicenseProblem(WEB, "unknown licence: `BSD License` is not clear", true));
        assertThat(policy(List.of(), List.of(), "warn").judge(WEB, none))
                .contains(new LicenseProblem(WEB, "unknown licence: none is declared", false));
        assertThat(policy(List.of(), List.of(), "allow").judge(WEB, none)).isEmpty();
    }

    @Test
    void usesReviewedLicencesAndExceptions() {
        DeclaredLicense named = new DeclaredLicense(Optional.empty(), List.of("BSD License"));
        LicensePolicy policy = new LicensePolicy(
                List.of("MIT"),
                List.of(),
                LicensePolicy.Unknown.FAIL,
                Map.of(WEB, "mit"),
                Set.of(PackageName.parse("vendor")));

        assertThat(policy.judge(WEB, named)).isEmpty();
        assertThat(policy.judge(PackageName.parse("vendor"), named)).isEmpty();
        assertThat(policy.judge(PackageName.parse("other"), named)).isPresent();
        assertThat(policy.unused(Set.of(WEB))).containsExactly(PackageName.parse("vendor"));
    }

    @Test
    void refusesWrongEntries() {
        Golden.assertMatches(
                "audit/licences.txt",
                String.join(
                        "\n\n",
                        error("Apache", "", "fail"),
                        error("MIT OR Apache-2.0", "", "fail"),
                        error("", "*", "fail"),
                        error("", "", "ignore")));
    }

    private static String error(String allow, String deny, String unknown) {
        return catchThrowableOfType(UserException.class, () -> policy(list(allow), list(deny), unknown))
                .getMessage();
    }

    private static List<String> list(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\\|"));
    }

    private static LicensePolicy policy(List<String> allow, List<String> deny, String unknown) {
        return new LicensePolicy(allow, deny, LicensePolicy.Unknown.parse(unknown), Map.of(), Set.of());
    }
}
