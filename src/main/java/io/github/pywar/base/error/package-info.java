/** Errors that the user can fix, and their hints. */
package io.github.pywar.base.error;
