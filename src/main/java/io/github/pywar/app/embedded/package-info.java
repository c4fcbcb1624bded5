/** Interpreters in or beside an archive: their check against the target, and the launcher that unpacks them. */
package io.github.pywar.app.embedded;
