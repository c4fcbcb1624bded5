/** Whole archives on real servers: what their replies prove about the libraries, the errors and the switch. */
package io.github.pywar.served;
