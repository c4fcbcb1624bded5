/** A bounded load on a server of this machine: number of failed requests, and longest time without an answer. */
package io.github.pywar.testing.load;
