/**
 * Environment markers ("Dependency specifiers"): conditions such as {@code python_version < "3.11"} that say for which
 * Python and system a requirement counts. The environment is always given, never asked from the build machine.
 */
package io.github.pywar.python.marker;
