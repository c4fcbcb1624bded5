package io.github.pywar.app.audit;

import io.github.pywar.python.name.PackageName;

/**
 * Licence of a package that the policy does not accept.
 *
 * @param text what is wrong, without the name of the package
 * @param isFailure whether it fails the build
 */
record LicenseProblem(PackageName name, String text, boolean isFailure) {

    @Override
    public String toString() {
        return name + ": " + text;
    }
}
