/** What a person is told when something cannot be done: a message and its hints. */
package io.github.pywar.base.error;
