/** Code of wheels that Python runs at its start, before the program: found without running it. */
package io.github.pywar.python.startup;
