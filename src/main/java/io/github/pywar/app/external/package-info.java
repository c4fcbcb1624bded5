/** Libraries that single goals load at their first use. */
package io.github.pywar.app.external;
