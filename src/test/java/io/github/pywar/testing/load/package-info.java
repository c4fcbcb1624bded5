/** A bounded load on a server of this machine: how many requests failed, and for how long nothing was answered. */
package io.github.pywar.testing.load;
