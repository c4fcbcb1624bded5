/** Images written by jib-core. A class loader of its own loads this package, see {@code app.image}. */
package io.github.pywar.app.jib;
