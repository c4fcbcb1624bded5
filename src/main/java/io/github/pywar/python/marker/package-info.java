/**
 * Environment markers ("Dependency specifiers"): conditions such as {@code python_version < "3.11"} on the Python and the
 * system of the target. The build machine has no influence on them.
 */
package io.github.pywar.python.marker;
