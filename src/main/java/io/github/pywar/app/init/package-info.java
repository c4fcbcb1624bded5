/** A POM for an existing Python project, found without running Python, and small new applications. */
package io.github.pywar.app.init;
