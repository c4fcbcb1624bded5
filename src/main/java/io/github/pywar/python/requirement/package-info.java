/** Requirements as the "Dependency specifiers" standard defines them, and the places where they are declared. */
package io.github.pywar.python.requirement;
