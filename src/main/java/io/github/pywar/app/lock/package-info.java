/**
 * The lock of an application: read once a build, checked against the POM and against the wheels that it names, used instead
 * of an index, and generated from a resolution. {@link io.github.pywar.app.lock.LockCheck} answers whether a lock still
 * fits.
 */
package io.github.pywar.app.lock;
