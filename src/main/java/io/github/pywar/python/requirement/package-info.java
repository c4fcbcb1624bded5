/** Requirements as the standard "Dependency specifiers" defines them, with the locations of their declarations. */
package io.github.pywar.python.requirement;
