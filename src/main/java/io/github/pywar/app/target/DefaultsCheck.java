package io.github.pywar.app.target;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Check that each part that is declared beside the targets is the default of at least one of them. */
record DefaultsCheck(List<TargetDeclaration> declared) {

    /** @throws UserException if every target has a value of its own for a declared part */
    void run(TargetChoice defaults) {
        check("python", defaults.python(), TargetChoice::python);
        check("platform", defaults.platform(), TargetChoice::platform);
        check("libc", defaults.libc(), TargetChoice::libc);
    }

    private void check(String element, Optional<String> value, Function<TargetChoice, Optional<String>> own) {
        boolean isUnused =
                declared.stream().allMatch(one -> own.apply(one.choice()).isPresent());
        if (value.isPresent() && isUnused) {
            throw UserException.of("<" + element + ">" + value.get() + "</" + element
                            + "> has no effect: each of <targets> has its own <" + element + ">")
                    .hint("remove <" + element + "> beside <targets>, or -Dpywar." + element)
                    .hint("or remove it from a <target>, which then uses the value beside <targets>");
        }
    }
}
