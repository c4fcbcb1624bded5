/** Complete archives on real servers: tests of the libraries, the errors and the switch. */
package io.github.pywar.served;
